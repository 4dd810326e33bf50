"""docs/article.md and the generated JSON Schema name every field of the article, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import msgspec

from publisher.model import Article, Image
from publisher.reports import article_schema

DOCS = Path(__file__).parents[2] / "docs"


def test_every_field_is_described() -> None:
    """The first column of the page's tables is the list of fields."""
    rows = re.findall(r"^\| (`.*?) \|", (DOCS / "article.md").read_text("utf-8"), flags=re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(Article.__struct_fields__)


def test_every_field_of_the_image_is_described() -> None:
    """So are the parts of the picture."""
    page = (DOCS / "article.md").read_text("utf-8")
    assert not [name for name in Image.__struct_fields__ if f"`{name}`" not in page]


def test_the_schema_is_up_to_date() -> None:
    """docs/article.schema.json is what `publisher schema article` prints."""
    assert (DOCS / "article.schema.json").read_text("utf-8") == article_schema()


def test_the_schema_is_a_schema() -> None:
    """It is valid against its own metaschema (draft 2020-12)."""
    jsonschema.Draft202012Validator.check_schema(msgspec.json.decode(article_schema()))

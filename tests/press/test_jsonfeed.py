"""JSON Feed 1.1, rule by rule of https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import json

from publisher.model import Config, Issue
from publisher.press.fragments import Fragments
from publisher.press.jsonfeed import render

TOP = [
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "icon",
    "favicon",
    "authors",
    "language",
    "hubs",
    "items",
]
ITEM = {"id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors", "tags"}
ITEM |= {"language", "attachments", "_desk"}


def read(issue: Issue, config: Config) -> Any:  # noqa: ANN401 -- a document as it comes
    """Render and read a feed."""
    return json.decode(render(issue, config, Fragments()))


def test_the_feed_says_what_it_is_in_a_fixed_order(make_issue: Callable[..., Issue], config: Config) -> None:
    """The version comes first; keys never change their places."""
    found = read(make_issue("normal", formats=("json", "html")), config)
    assert list(found) == TOP
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["home_page_url"] == "https://news.example/feeds/section/normal.html"
    assert found["feed_url"] == "https://news.example/feeds/section/normal.json"
    assert found["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert found["authors"] == [{"name": "News & Notes", "url": "https://news.example/feeds/"}]


def test_every_item_keeps_the_rules(any_issue: Issue, config: Config) -> None:
    """Ids are texts, there is content, lists hold objects with the keys they must have, nothing is empty or null."""
    found = read(any_issue, config)
    assert len(found["items"]) == len(any_issue.items)
    for item in found["items"]:
        assert set(item) <= ITEM
        assert all(isinstance(item[key], str) for key in ("id", "title", "content_html", "date_published"))
        assert all(author["name"] for author in item["authors"])
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
        assert all({"url", "mime_type"} <= set(one) for one in item.get("attachments", []))
        assert not [key for key, value in item.items() if value in (None, "", [], {})]
        assert item["_desk"]["about"] == "https://news.example/feeds/"


def test_desk_says_what_json_feed_has_no_word_for(make_issue: Callable[..., Issue], config: Config) -> None:
    """Event countries with the words that prove them, story, version, corrections, and how the picture was made."""
    desk = read(make_issue("normal"), config)["items"][0]["_desk"]
    assert desk == {
        "about": "https://news.example/feeds/",
        "version": 1,
        "story": "tag:news.example,2025:story/1",
        "credit": "Coast Press",
        "also": ["Air & Tide <Wire>", "Hill Radio"],
        "agencies": 3,
        "source": "https://coast.example/world.xml",
        "section": "law-order",
        "countries": [{"code": "IN", "by": "label", "confidence": 0.9, "evidence": ["Mumbai"]}],
        "topics": ["medtop:02000000"],
        "dateline": "Mumbai",
        "rights": "© Coast Press",
        "corrections": [
            {
                "at": "2025-04-28T02:42:11Z",
                "version": 2,
                "fields": ["headline"],
                "note": "An earlier headline named a wrong street.",
            }
        ],
        "image": {
            "description": "A fire engine. AI-generated image, not a photograph.",
            "credit": "Coast Graphics",
            "width": 1200,
            "height": 675,
            "source_type": "trainedAlgorithmicMedia",
        },
    }


def test_there_is_one_item_a_line(make_issue: Callable[..., Issue], config: Config) -> None:
    """A person can read the difference of two issues."""
    lines = render(make_issue("normal"), config, Fragments()).splitlines()
    assert len(lines) == 12 + 2
    assert all(line.startswith(b'{"id":') for line in lines[1:-1])

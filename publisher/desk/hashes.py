"""What is public of an article, and the hash of it: a new version is made when this changes, and only then."""

from __future__ import annotations

import hashlib
from operator import attrgetter
from typing import Final

import msgspec

from publisher.model import Article

# The fields that readers see and an entry decides. Dates are not among them: agencies move them without a word changed
# (BBC: 1,103 moved dates for 426 headlines). Nor are category labels, which come in any order; what `classify` makes of
# them is compared by `changed`.
_FIELDS: Final = (
    "headline",
    "summary",
    "body",
    "dateline",
    "byline",
    "authors",
    "credit",
    "rights",
    "syndicate",
    "url",
)
_public: Final = attrgetter(*_FIELDS)
_encoder = msgspec.msgpack.Encoder()


def content_hash(article: Article) -> str:
    """Return the SHA-256, hex, of what is public of an article."""
    public = [*_public(article), _picture(article)]
    return hashlib.sha256(_encoder.encode(public)).hexdigest()


def changed(old: Article, new: Article) -> tuple[str, ...]:
    """Return the names of the public fields that differ, in a fixed order."""
    fields = [field for field in _FIELDS if getattr(old, field) != getattr(new, field)]
    fields += ["image"] if _picture(old) != _picture(new) else []
    before, after = _facets(old), _facets(new)
    return (*fields, *[name for name, facet in before.items() if facet != after[name]])


def _picture(article: Article) -> tuple[str, ...]:
    """Return what is public of the picture; servers of pictures change the query of its address as they like."""
    image = article.image
    if image is None:
        return ()
    return image.url.partition("?")[0], image.alt, image.caption, image.credit, image.source_type


def _facets(article: Article) -> dict[str, object]:
    """Return what decides the feeds that an article is in, without the evidence."""
    return {
        "section": article.section and article.section.value,
        "countries": frozenset(article.events),
        "genre": article.genre and article.genre.value,
        "language": article.language,
    }

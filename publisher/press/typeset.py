"""Setting of pages: the templates, and how times, texts and addresses stand in them.

Whatever stands in an article was written by others. Three rules make it harmless, and all pages go through them:
every value is escaped (autoescape), characters that HTML forbids are dropped, and only http(s) addresses become links.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from publisher.model import Article, Image
from publisher.press import wording
from publisher.press.text import address, clean

_EXCERPT: Final = 280  # characters; keeps a page of 100 items in any script under 200 kB
# https://cv.iptc.org/newscodes/digitalsourcetype/: what must be said beside a picture, as short as a caption wants it.
_MADE: Final = {
    "trainedAlgorithmicMedia": "AI-generated illustration",
    "compositeWithTrainedAlgorithmicMedia": "Photograph altered with AI",
    "compositeSynthetic": "Composite with AI-generated elements",
    "algorithmicMedia": "Computer-generated illustration",
    "virtualRecording": "Recording of a virtual scene",
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def typeset(template: str, **values: object) -> Markup:
    """Fill in a template; the result is safe to stand in another one."""
    return Markup(_ENVIRONMENT.get_template(template).render(**values))  # noqa: S704 -- the template escaped every value


def permitted(value: object) -> object:
    """Drop from a text the characters that no HTML document may hold."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return clean(value)


def stamp(moment: datetime) -> str:
    """Return the moment in UTC as `<time datetime>` wants it, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock(moment: datetime) -> str:
    """Return the moment in UTC as a person reads it: `28 Apr 2025, 02:42 UTC`."""
    utc = moment.astimezone(UTC)
    return f"{utc.day} {_MONTHS[utc.month - 1]} {utc.year}, {utc:%H:%M} UTC"


def excerpt(text: str, length: int = _EXCERPT) -> str:
    """Return the text, cut between words where it is longer than `length` characters."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[: length - 1]
    space = head.rfind(" ", length // 2)  # scripts without spaces are cut anywhere
    return head[: space if space > 0 else None].rstrip(" ,;:–—-") + "…"


def summary(article: Article, length: int = _EXCERPT) -> str:
    """Return the opening of the article as plain text; nothing where it would only repeat the headline."""
    text = wording.summary(article)
    return "" if text == wording.headline(article) else excerpt(text, length)


def made(image: Image) -> str:
    """Tell in a word or two how a machine made the picture; nothing of a photograph."""
    return _MADE.get(wording.source_type(image), "")


def path_of(feed_id: str, suffix: str) -> str:
    """Return where a feed lies below feeds/ in one format, as a relative address."""
    return f"{quote(feed_id)}.{suffix}"


_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("publisher.press"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=permitted,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters.update(
    web=address,
    path=path_of,
    stamp=stamp,
    clock=clock,
    headline=wording.headline,
    summary=summary,
    tongue=wording.language,
    picture=wording.picture,
    made=made,
)

"""Setting of pages: how times, texts and addresses stand in them, and what every page has around its own part.

Whatever stands in an article was written by others. Three rules make it harmless, and all pages go through them: every
value is escaped and characters that HTML forbids are dropped (`shown`), and only http(s) addresses become links
(`press.text.address`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from publisher.model import Article, Image, Item, Site
from publisher.press import wording
from publisher.press.dates import MONTHS
from publisher.press.text import address, clean

EXCERPT: Final = 280  # characters; keeps a page of 100 items in any script under 200 kB
# https://cv.iptc.org/newscodes/digitalsourcetype/: what must be said beside a picture, as short as a caption wants it.
_MADE: Final = {
    "trainedAlgorithmicMedia": "AI-generated illustration",
    "compositeWithTrainedAlgorithmicMedia": "Photograph altered with AI",
    "compositeSynthetic": "Composite with AI-generated elements",
    "algorithmicMedia": "Computer-generated illustration",
    "virtualRecording": "Recording of a virtual scene",
}
SUBSCRIBE: Final = """\
<details>
<summary>New to feeds?</summary>
<p>A feed is a page for programs. A <em>feed reader</em> asks it for news every so often and shows you what is new: no account here,
no newsletter, nobody who counts what you read.</p>
<ol>
<li>Get a feed reader: NetNewsWire, Thunderbird, Feedly, Inoreader, newsboat… most are free.</li>
<li>Copy the address of a feed. RSS, Atom and JSON Feed hold the same news; if your reader does not say which it wants, take RSS.</li>
<li>In the reader choose “Add feed” or “Follow”, and paste it.</li>
</ol>
</details>
"""  # noqa: E501 -- lines of HTML as they are published


class Page(Struct, frozen=True, kw_only=True):
    """The parts of a page that are its own. All are HTML, whole lines but for `title` and `kind`."""

    title: str
    kind: str
    body: str
    head: str = ""
    scripts: str = ""


def document(page: Page, site: Site, root: str) -> bytes:
    """Set a whole page; `root` leads from its folder to that of the front page."""
    rights = f"<p>{shown(site.rights)}</p>\n" if site.rights else ""
    contact = shown(site.contact)
    wrong = f'Something wrong? <a href="mailto:{contact}">{contact}</a>\n' if site.contact else ""
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{page.title}</title>
{page.head}\
<link rel="icon" href="{root}static/logo.svg" type="image/svg+xml">
<link rel="icon" href="{root}static/logo-32.png" type="image/png" sizes="32x32">
<link rel="apple-touch-icon" href="{root}static/logo-144.png">
<link rel="stylesheet" href="{root}static/style.css">
<script src="{root}static/time.js" defer></script>
{page.scripts}\
</head>
<body class="{page.kind}">
<a class="skip" href="#news">Skip to the news</a>
{page.body}\
<footer class="foot">
{rights}\
<p>Headlines link to the articles at the agencies that wrote them.
{wrong}\
</p>
<p><a href="{root}index.html">All feeds of {shown(site.title)}</a> · <a href="{root}feeds.opml">OPML</a></p>
</footer>
</body>
</html>
""".encode()


def bar(site: Site, root: str) -> str:
    """Return what stands above a page that is not the front page: the way there."""
    return f"""\
<header class="bar">
<a class="home" href="{root}index.html"><img src="{root}static/logo.svg" alt="" width="28" height="28"> \
<span>{shown(site.title)}</span></a>
<a href="{root}index.html#all">All feeds</a>
</header>
"""


def shown(text: str) -> str:
    """Return a text as HTML that shows it, between tags and within quotes; what no document may hold is dropped."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&#34;").replace("'", "&#39;")


def time(moment: datetime) -> str:
    """Return a moment for people and for programs."""
    return f'<time datetime="{stamp(moment)}">{clock(moment)}</time>'


def stamp(moment: datetime) -> str:
    """Return the moment in UTC as `<time datetime>` wants it, to the second."""
    utc = moment.astimezone(UTC)
    return f"{utc.year}-{utc.month:02}-{utc.day:02}T{utc.hour:02}:{utc.minute:02}:{utc.second:02}Z"


def clock(moment: datetime) -> str:
    """Return the moment in UTC as a person reads it: `28 Apr 2025, 02:42 UTC`."""
    utc = moment.astimezone(UTC)
    return f"{day(utc)}, {utc.hour:02}:{utc.minute:02} UTC"


def day(moment: datetime) -> str:
    """Return the day of a moment in UTC as a person reads it: `28 Apr 2025`."""
    utc = moment.astimezone(UTC)
    return f"{utc.day} {MONTHS[utc.month - 1]} {utc.year}"


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Return the text, cut between words where it is longer than `length` characters."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[: length - 1]
    space = head.rfind(" ", length // 2)  # scripts without spaces are cut anywhere
    return head[: space if space > 0 else None].rstrip(" ,;:–—-") + "…"


def summed_up(summary: str, headline: str, length: int = EXCERPT) -> str:
    """Return the opening of an article as a line of its own; nothing where it would only repeat the headline."""
    text = "" if summary == headline else excerpt(summary, length)
    return f'<p class="summary">{shown(text)}</p>\n' if text else ""


def linked(headline: str, url: str) -> str:
    """Return a headline, with a link to the article where it has an address."""
    return f'<a href="{shown(url)}">{shown(headline)}</a>' if url else shown(headline)


def figure(image: Image, *, lazy: bool = True) -> str:
    """Return a picture that has an address, with who made it."""
    size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
    loading = ' loading="lazy"' if lazy else ""
    made = _MADE.get(wording.source_type(image), "")
    told = f'<strong lang="en">{made}</strong> ' if made else ""
    caption = f"<figcaption>{told}<bdi>{shown(image.credit)}</bdi></figcaption>\n" if made or image.credit else ""
    return (
        f'<figure>\n<img src="{shown(address(image.url))}" alt="{shown(image.alt)}"{loading} decoding="async"'
        f' referrerpolicy="no-referrer"{size}>\n{caption}</figure>\n'
    )


def also_told(credits_: Iterable[str], language: str = "") -> str:
    """Return who else reported a story as a line of its own; nothing where nobody did."""
    names = ", ".join([f"<bdi>{shown(credit)}</bdi>" for credit in credits_])
    return f'<p class="also"{language}>Also: {names}</p>\n' if names else ""


def dated(item: Item) -> str:
    """Return when the article that is shown was published; then when its story was, if that was before it."""
    first = item.article.published
    return f'{time(item.told)} <span class="mended">First reported {time(first)}</span>' if item.told else time(first)


def mended(article: Article) -> str:
    """Return when an article was changed after it was published; nothing where it was not."""
    return f' <span class="mended">Updated {time(article.updated)}</span>' if article.version > 1 else ""


def many(item: Item, root: str, *, counted: bool) -> str:
    """Return how many tell a story, with the way to its page if it has one; else nothing, unless it is `counted`."""
    agencies, page = f"{item.agencies} agencies", wording.timeline(item)
    if page:
        told = agencies if item.agencies > 1 else f"{item.reports} reports"
        return f' <span class="many"><a href="{root}{page}">{told} · timeline</a></span>'
    return f' <span class="many">{agencies}</span>' if counted else ""


def counted(number: int, one: str, many: str) -> str:
    """Return a number with what is counted."""
    return f"{number} {one if number == 1 else many}"


def flagged(flag: str, text: str, kind: str = "") -> str:
    """Return a text behind a flag, where there is one; `text` is HTML already."""
    return f'<span{kind} aria-hidden="true">{flag}</span> {text}' if flag else text


@lru_cache(maxsize=16_384)
def path_of(feed_id: str, suffix: str) -> str:
    """Return where a feed lies below feeds/ in one format, as a relative address."""
    return f"{quote(feed_id)}.{suffix}"

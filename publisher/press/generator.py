"""The one file that knows feedgen (https://feedgen.kiesow.be): RSS and Atom documents from plain values.

feedgen says what it can; the rest is added by an extension class of ours that calls back into rss.py or atom.py. What
it does wrong is kept from happening here:

- It dates a feed *now* and formats dates with `locale.setlocale`, which every thread shares: our own functions date.
- Its links of Atom entries lose their `rel`: it is given none, atom.py writes them.
- Its CDATA is invalid in Atom: content is escaped in both formats, so a fragment can be cut at `<item>` safely.

An article is rendered once: the new ones of an issue stand together in a small feed of their own, out of which each is
cut. `splice` sets such fragments into a head rendered without entries. The bytes are those that feedgen gives for the
whole feed at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree
from msgspec import Struct

from publisher.press.markup import attributes

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

Element: TypeAlias = etree._Element  # noqa: SLF001 -- lxml has no public name for the type of its elements
Finish: TypeAlias = Callable[[Element], None]

_TEXT: Final = re.compile(rb">[^<&]*&[^<]*")
_LABEL: Final = re.compile(rb" label=\"[^\"&]*&[^\"]*")
_CONTENT: Final = re.compile(rb"(<content[^>]*>[^<]*</content[^>]*>)")
_TAIL: Final = {"item": b"  </channel>\n</rss>\n", "entry": b"</feed>\n"}
_INDENT: Final = {"item": b"    ", "entry": b"  "}


class Head(Struct, frozen=True, kw_only=True):
    """What feedgen itself says of a feed; `finish` says the rest on the root element."""

    id: str
    title: str
    link: str
    description: str
    finish: Finish
    namespaces: dict[str, str]
    language: str = ""
    rights: str = ""
    links: tuple[dict[str, str], ...] = ()
    author: dict[str, str] = {}
    generator: str = ""
    logo: str = ""
    icon: str = ""
    ttl: int | None = None
    contact: str = ""


class Line(Struct, frozen=True, kw_only=True):
    """What feedgen itself says of an article, and what it has no word for: that is set into what it wrote."""

    id: str
    title: str
    summary: str
    content: str
    more: str  # further elements, as press.markup writes them
    language: str = ""  # xml:lang
    link: str = ""
    labels: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    source: tuple[str, str] | None = None  # address and title
    rights: str = ""
    updated: str = ""  # Atom: feedgen would say now
    title_type: str = ""  # Atom: text or html
    summary_type: str = ""


class Finishing:
    """An extension class in feedgen's sense: it hands the finished element to a function of ours."""

    def __init__(self) -> None:
        self.namespaces: dict[str, str] = {}
        self.finish: Finish = lambda _element: None

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces that the root declares."""
        return self.namespaces

    def extend_rss(self, element: Element) -> Element:
        """Finish the root of an RSS document, or an item."""
        self.finish(element)
        return element

    extend_atom = extend_rss


def rss(head: Head) -> bytes:
    """Render an RSS 2.0 document that has no items yet."""
    return _hexadecimal(_generator(head, ()).rss_str(pretty=True))


def atom(head: Head) -> bytes:
    """Render an Atom 1.0 document that has no entries yet."""
    return _hexadecimal(_generator(head, ()).atom_str(pretty=True))


def items(lines: Sequence[Line]) -> list[bytes]:
    """Render articles as RSS items; raises ValueError where XML cannot carry one of them."""
    written = _cut(_generator(_BARE, lines).rss_str(pretty=True), b"item")
    return [_finished(_hexadecimal(item), line, "item") for item, line in zip(written, lines, strict=True)]


def entries(lines: Sequence[Line]) -> list[bytes]:
    """Render articles as Atom entries; raises ValueError where XML cannot carry one of them."""
    written = _cut(_generator(_BARE, lines, "html").atom_str(pretty=True), b"entry")
    return [
        _finished(_retouched(_hexadecimal(entry), line), line, "entry")
        for entry, line in zip(written, lines, strict=True)
    ]


def _cut(document: bytes, tag: bytes) -> list[bytes]:
    """Cut the entries out of a document; all text in it is escaped, so a tag is nothing else."""
    start, end = b"<" + tag + b">", b"</" + tag + b">"
    return [part[part.index(start) :] + end for part in document.split(end)[:-1]]


def _retouched(entry: bytes, line: Line) -> bytes:
    """Say when an Atom entry was changed, and what its texts are: each is the first element of its name."""
    before, _, after = entry.partition(b"<updated>")
    before = before.replace(b"<title>", f'<title type="{line.title_type}">'.encode(), 1)
    return b"".join((before, f"<updated>{line.updated}</updated>".encode(), after.partition(b"</updated>")[2]))


def _finished(fragment: bytes, line: Line, tag: str) -> bytes:
    """Set what feedgen has no word for behind what it said; raises ValueError for half a character."""
    start, end = f"<{tag}>".encode(), _INDENT[tag] + f"</{tag}>".encode()
    spoken = attributes({"xml:lang": line.language}) if line.language else ""
    said = fragment.removeprefix(start).removesuffix(end)
    return b"".join((f"<{tag}{spoken}>".encode(), said, line.more.encode(), end))


def splice(head: bytes, fragments: Sequence[bytes], tag: str) -> bytes:
    """Set fragments (`item` or `entry`) into a document that has none yet."""
    if not fragments:
        return head
    tail, indent = _TAIL[tag], _INDENT[tag]
    return b"".join((head.removesuffix(tail), indent, (b"\n" + indent).join(fragments), b"\n", tail))


def _hexadecimal(document: bytes) -> bytes:
    """Write `&` and `<` in plain text as the RSS profile wants them, `&#x26;` and `&#x3C;`; HTML content stays."""
    parts = _CONTENT.split(document)
    parts[::2] = [_LABEL.sub(_references, _TEXT.sub(_references, part)) for part in parts[::2]]
    return b"".join(parts)


def _references(found: re.Match[bytes]) -> bytes:
    return found[0].replace(b"&lt;", b"&#x3C;").replace(b"&gt;", b"&#x3E;").replace(b"&amp;", b"&#x26;")


_BARE: Final = Head(id="tag", title="-", link="-", description="-", finish=lambda _root: None, namespaces={})


def _generator(head: Head, lines: Iterable[Line], content_type: str = "") -> FeedGenerator:
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 -- dear to load: a pass that publishes nothing does without

    feed = FeedGenerator()
    feed.register_extension("finishing", Finishing, Finishing)
    feed.finishing.namespaces, feed.finishing.finish = head.namespaces, head.finish
    vars(feed)["_FeedGenerator__rss_lastBuildDate"] = None  # no public way to have none; rss.py writes it
    _say_feed(feed, head)
    for line in lines:
        _say_entry(feed.add_entry(order="append"), line, content_type)
    return feed


def _say_feed(feed: FeedGenerator, head: Head) -> None:
    feed.id(head.id)
    feed.title(head.title)
    feed.subtitle(head.description)
    feed.language(head.language or None)
    feed.rights(head.rights or None)
    feed.generator(head.generator)
    feed.ttl(head.ttl)
    feed.webMaster(head.contact or None)
    feed.icon(head.icon or None)
    if head.author:
        feed.author(dict(head.author))
    if head.logo:
        feed.image(url=head.logo, title=head.title, link=head.link, width="144", height="144")
    for link in head.links:
        feed.link(dict(link))
    feed.link(href=head.link, rel="alternate", type="text/html")  # the last one is the channel's


def _say_entry(entry: FeedGenerator, line: Line, content_type: str) -> None:
    entry.id(line.id)
    entry.title(line.title)
    entry.summary(line.summary, type=line.summary_type or None)
    entry.content(line.content, type=content_type or None)
    entry.rights(line.rights or None)
    if line.labels:
        entry.category([{"term": label} for label in line.labels])
    if line.authors:
        entry.author([{"name": author} for author in line.authors])
    if line.contributors:
        entry.contributor([{"name": contributor} for contributor in line.contributors])
    if line.link:
        entry.link(href=line.link)
    if line.source:
        entry.source(*line.source)

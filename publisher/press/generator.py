"""The one file that knows feedgen (https://feedgen.kiesow.be): RSS and Atom documents from plain values.

feedgen says what it can; the rest is added by an extension class of ours, or set into its bytes. What
it does wrong is kept from happening here:

- It dates a feed *now* and formats dates with `locale.setlocale`, which every thread shares: our own functions date.
- Its links of Atom entries lose their `rel`: it is given none, atom.py writes them.
- Its CDATA is invalid in Atom: content is escaped in both formats, so a fragment can be cut at `<item>` safely.

An article is rendered once, in a small feed of its own, out of which it is cut. `splice` sets such fragments into a
head rendered without entries. The bytes are those that feedgen gives for the whole feed at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree
from msgspec import Struct

from publisher.press.markup import attributes

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

Element: TypeAlias = etree._Element  # noqa: SLF001 -- lxml has no public name for the type of its elements

_TEXT: Final = re.compile(rb">[^<&]*&[^<]*")
_LABEL: Final = re.compile(rb" label=\"[^\"&]*&[^\"]*")
_CONTENT: Final = re.compile(rb"(<content[^>]*>[^<]*</content[^>]*>)")
_TAIL: Final = {"item": b"  </channel>\n</rss>\n", "entry": b"</feed>\n"}
_LINK: Final = "{http://www.w3.org/2005/Atom}link"
_SYNDICATION: Final = "{http://purl.org/rss/1.0/modules/syndication/}"
_PERIOD, _FREQUENCY = f"{_SYNDICATION}updatePeriod", f"{_SYNDICATION}updateFrequency"
_INDENT: Final = {"item": b"    ", "entry": b"  "}


class Head(Struct, frozen=True, kw_only=True):
    """What feedgen itself says of a feed, and what is set into it afterwards."""

    id: str
    title: str
    link: str
    description: str
    updated: str = ""  # as the format has it: feedgen would say now
    namespaces: dict[str, str] = {}
    language: str = ""
    rights: str = ""
    links: tuple[dict[str, str], ...] = ()
    author: dict[str, str] = {}
    generator: str = ""
    logo: str = ""
    icon: str = ""
    ttl: int | None = None
    contact: str = ""
    style: str = ""  # the path of the style sheet that a browser shows the document with
    frequency: str = ""  # RSS: updates an hour
    last: tuple[dict[str, str], ...] = ()  # RSS: atom:link elements behind all else


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
    """An extension in feedgen's sense: it says of a feed what feedgen has no word for, or would date by the locale."""

    def __init__(self) -> None:
        self.head = _BARE

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces that the root declares."""
        return self.head.namespaces

    def extend_rss(self, root: Element) -> Element:
        """Finish the root of an RSS document."""
        self._add_style(root)
        channel, head = root[0], self.head
        said = (("lastBuildDate", head.updated), (_PERIOD, head.frequency and "hourly"), (_FREQUENCY, head.frequency))
        for tag, text in said:
            if text:
                etree.SubElement(channel, tag).text = text
        for link in head.last:
            etree.SubElement(channel, _LINK, link)
        return root

    def extend_atom(self, root: Element) -> Element:
        """Finish the root of an Atom document."""
        self._add_style(root)
        for updated in root.iterchildren("updated"):
            updated.text = self.head.updated or updated.text
        return root

    def _add_style(self, root: Element) -> None:
        """Name the style sheet that a browser shows a feed with, where it does not ask for the page."""
        if self.head.style:
            root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{self.head.style}"'))


def rss(head: Head) -> bytes:
    """Render an RSS 2.0 document that has no items yet."""
    return _hexadecimal(_generator(head, ()).rss_str(pretty=True))


def atom(head: Head) -> bytes:
    """Render an Atom 1.0 document that has no entries yet."""
    return _hexadecimal(_generator(head, ()).atom_str(pretty=True))


def item(line: Line) -> bytes:
    """Render an article as an RSS item; raises ValueError where XML cannot carry it."""
    written = _cut(_generator(_BARE, [line]).rss_str(pretty=True), b"item")
    return _finished(_hexadecimal(written), line, "item")


def entry_of(line: Line) -> bytes:
    """Render an article as an Atom entry; raises ValueError where XML cannot carry it."""
    written = _cut(_generator(_BARE, [line], "html").atom_str(pretty=True), b"entry")
    return _finished(_retouched(_hexadecimal(written), line), line, "entry")


def _cut(document: bytes, tag: bytes) -> bytes:
    """Cut the one entry out of a document; all text in it is escaped, so a tag is nothing else."""
    start, end = b"<" + tag + b">", b"</" + tag + b">"
    return document[document.index(start) : document.index(end)] + end


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


_BARE: Final = Head(id="tag", title="-", link="-", description="-")


def _generator(head: Head, lines: Iterable[Line], content_type: str = "") -> FeedGenerator:
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 -- dear to load: a pass that publishes nothing does without

    feed = FeedGenerator()
    feed.register_extension("finishing", Finishing, Finishing)
    feed.finishing.head = head
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

"""Atom: feed, entry and their constructs, for 1.0 (RFC 4287) and 0.3; Atom elements inside RSS are read here, too.

Specs: https://www.rfc-editor.org/rfc/rfc4287, https://www.rfc-editor.org/rfc/rfc6721 (tombstones).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from itertools import islice
from typing import Final

from publisher.model import Category, Document, Enclosure, Entry, Person, Text
from publisher.wire.parse.entries import MOST, MOST_ENCLOSURES, MOST_LABELS
from publisher.wire.parse.hints import hints
from publisher.wire.parse.media import labels, media, pictures, points, summary_of
from publisher.wire.parse.people import people
from publisher.wire.parse.tree import Element, Kids, Tree, attribute, first, inner, text

EMPTY: Final = Text("")
_PAGES: Final = frozenset({"", "text/html", "application/xhtml+xml", "html", "application/xml", "text/xml"})
_CREATED: Final = (
    "atom:published", "atom:issued", "dcterms:issued", "atom:created", "dcterms:created", "dc:date"
)  # fmt: skip
_UPDATED: Final = ("atom:updated", "atom:modified", "dcterms:modified")
_MEDIA: Final = ("image/", "audio/", "video/", "font/", "application/pdf")
_HTML: Final = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml"})


def construct(tree: Tree, element: Element) -> Text:
    """Return a text construct or content of either version, decoded once (RFC 4287, 3.1 and 4.1.3)."""
    kind = attribute(element, "type").lower()
    if ("/" in kind and _binary(kind)) or attribute(element, "mode").lower() == "base64":
        return _unpacked(text(element), kind)
    if kind.startswith(_MEDIA):
        return EMPTY
    if len(element):
        return Text(_markup(tree, element), "html")
    if kind in _HTML and not (kind == "xhtml" and not text(element)):
        return Text(text(element), "html")
    return Text(text(element), "text")


def _markup(tree: Tree, element: Element) -> str:
    """Inline markup; the one div that XHTML constructs are wrapped in is no part of it."""
    alone = len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
    if alone and tree.name(element[0]) in {"xhtml:div", "xhtml:body", "div"}:
        return inner(element[0])
    return inner(element)


def _binary(kind: str) -> bool:
    """Whether content of this type stands in base64 (RFC 4287, 4.1.3.3)."""
    return "/" in kind and not kind.startswith(("text/", *_MEDIA)) and not kind.endswith(("/xml", "+xml"))


def _unpacked(packed: str, kind: str) -> Text:
    """Base64 of something readable; as written where an agency did not pack it."""
    try:
        value = base64.b64decode("".join(packed.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        value = packed
    return Text(value.strip(), "html" if kind in _HTML else "text")


def construct_of(tree: Tree, kids: Kids, *names: str) -> tuple[Text, Element | None]:
    """Return the first construct among these children that is not empty, and the element it stands in."""
    for name in names:
        if name in kids:
            for element in kids[name]:
                if (found := construct(tree, element)).value:
                    return found, element
    return EMPTY, None


def link(tree: Tree, kids: Kids, name: str = "atom:link") -> str:
    """Return the page that is meant: the first alternate, an HTML page before others (RFC 4287, 4.2.7)."""
    if name not in kids:
        return ""
    other = ""
    for one in kids[name]:
        if _alternate(one) and (href := attribute(one, "href")):
            if attribute(one, "type").lower() in _PAGES:
                return tree.at(one, href)
            other = other or tree.at(one, href)
    return other


def _alternate(element: Element) -> bool:
    return attribute(element, "rel").lower() in {"", "alternate"}


def origin(tree: Tree, kids: Kids) -> str:
    """Return the agency's own address, where feedburner hides it behind its counter."""
    if "feedburner:origlink" not in kids:
        return ""
    one = kids["feedburner:origlink"][0]
    return tree.at(one, text(one))


def _permalink(kids: Kids) -> str:
    """Return an id that is the address of a page."""
    ident = first(kids, "atom:id")
    return ident if ident.startswith(("http://", "https://")) else ""


def enclosures(tree: Tree, kids: Kids) -> tuple[Enclosure, ...]:
    """Return the links of relation enclosure."""
    if "atom:link" not in kids:
        return ()
    return tuple(
        [
            Enclosure(tree.at(one, href), attribute(one, "type"), attribute(one, "length"))
            for one in _enclosing(kids["atom:link"])
            if (href := attribute(one, "href"))
        ]
    )


def _enclosing(links: list[Element]) -> Iterator[Element]:
    return islice((one for one in links if attribute(one, "rel").lower() == "enclosure"), MOST_ENCLOSURES)


def _authors(tree: Tree, kids: Kids) -> tuple[Person, ...]:
    return people(tree, kids, "atom:author") or people(tree, kids, "dc:creator")


def categories(kids: Kids) -> tuple[Category, ...]:
    """Atom categories, Dublin Core subjects beside them, and those of Media RSS."""
    if not ("atom:category" in kids or "dc:subject" in kids or "media:category" in kids):
        return ()
    found = [
        Category(attribute(one, "term") or text(one), attribute(one, "scheme"), attribute(one, "label"))
        for one in kids.get("atom:category", ())[:MOST_LABELS]
    ]
    found += [Category(value) for one in kids.get("dc:subject", ())[:MOST_LABELS] if (value := text(one))]
    found += labels(kids)
    return tuple(dict.fromkeys([one for one in found if one.term or one.label]))


def entry(tree: Tree, element: Element, authors: tuple[Person, ...] = ()) -> Entry:
    """One Atom entry; `authors` are the feed's, for an entry that names none (RFC 4287, 4.2.1)."""
    kids = tree.kids(element)
    title, _ = construct_of(tree, kids, "atom:title", "dc:title")
    summary, summarized = construct_of(tree, kids, "atom:summary", "dc:description", "itunes:summary")
    content, filled = construct_of(tree, kids, "atom:content", "content:encoded")
    source = tree.kids(kids["atom:source"][0]) if "atom:source" in kids else {}
    where = filled if filled is not None else summarized
    return Entry(
        guid=first(kids, "atom:id"),
        link=link(tree, kids) or _permalink(kids),
        origin=origin(tree, kids),
        title=title,
        summary=summary_of(tree, kids, title, summary, content),
        content=content,
        created=first(kids, *_CREATED),
        updated=first(kids, *_UPDATED),
        expires=first(kids, "dcterms:valid", "atom:expires"),
        language=tree.language(element) or first(kids, "dc:language"),
        authors=_authors(tree, kids) or people(tree, source, "atom:author") or authors,
        contributors=people(tree, kids, "atom:contributor", "dc:contributor"),
        categories=categories(kids),
        enclosures=enclosures(tree, kids),
        media=media(tree, kids) + pictures(tree, kids),
        rights=first(kids, "atom:rights", "atom:copyright", "dc:rights"),
        source_title=construct_of(tree, source, "atom:title")[0].value if source else "",
        source_url=(link(tree, source) or first(source, "atom:id")) if source else "",
        points=points(tree, kids),
        base=tree.base(element if where is None else where),
    )


def written_date(tree: Tree, element: Element) -> str:
    """Return the date of an entry, and nothing else of it."""
    return first(tree.kids(element), *_CREATED, *_UPDATED)


def feed(tree: Tree, version: str) -> Document:
    """Return what an Atom feed says of itself; the entries are added by who calls."""
    kids = tree.kids(tree.root)
    title, _ = construct_of(tree, kids, "atom:title", "dc:title")
    summary, _ = construct_of(tree, kids, "atom:subtitle", "atom:tagline", "atom:info", "dc:description")
    return Document(
        format=version,
        guid=first(kids, "atom:id"),
        title=title,
        link=link(tree, kids) or _permalink(kids),
        summary=summary,
        language=tree.language(tree.root) or first(kids, "dc:language"),
        created=first(kids, "atom:published", "dc:date"),
        updated=first(kids, *_UPDATED),
        image=_image(tree, kids),
        authors=_authors(tree, kids),
        categories=categories(kids),
        rights=first(kids, "atom:rights", "atom:copyright", "dc:rights"),
        hints=hints(tree, kids),
        deleted=deleted(kids),
    )


def deleted(kids: Kids) -> tuple[str, ...]:
    """Return the ids that tombstones name (RFC 6721), as many as a document has entries."""
    found = kids.get("at:deleted-entry", ())[:MOST]
    return tuple(dict.fromkeys(ref for one in found if (ref := attribute(one, "ref"))))


def _image(tree: Tree, kids: Kids) -> str:
    for name in ("atom:logo", "atom:icon", "itunes:image"):
        for element in kids.get(name, ()):
            if url := attribute(element, "href") or text(element):
                return tree.at(element, url)
    return ""

"""RSS 0.90 to 2.0, RSS 1.0 and 1.1 in RDF, and CDF: channels and items with the modules that agencies use.

Specs: https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, http://www.w3.org/TR/NOTE-CDFsubmit.html.
"""

from __future__ import annotations

from typing import Final

from publisher.model import Category, Document, Enclosure, Entry, Person, Text
from publisher.wire import atom
from publisher.wire.hints import hints
from publisher.wire.media import media, picture, pictures, points
from publisher.wire.people import people
from publisher.wire.tree import Element, Kids, Tree, absolute, attribute, first, inner, loose, text

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_GONE: Final = frozenset({"canceled", "cancelled", "withdrawn", "deleted", "killed"})
_AUTHORS: Final = ("author", "dc:creator", "atom:author", "managingeditor", "dc:author")


def markup(element: Element) -> Text:
    """A text of RSS, which never says whether it is markup; elements written inside it unescaped are."""
    if len(element):
        return Text(inner(element), "html")
    return loose((element.text or "").strip())


def _text_of(kids: Kids, *names: str) -> tuple[Text, Element | None]:
    for name in names:
        for element in kids.get(name, ()):
            if (found := markup(element)).value:
                return found, element
    return atom.EMPTY, None


def link(tree: Tree, kids: Kids, base: str) -> str:
    """The address of the page: link as text or (CDF, Atom habits) as href, then an Atom alternate."""
    for element in kids.get("link", ()):
        if written := text(element) or (attribute(element, "href") if not attribute(element, "rel") else ""):
            return _from(tree, element, written, base)
    return atom.link(tree, kids) or atom.link(tree, kids, "link")


def _from(tree: Tree, element: Element, reference: str, base: str) -> str:
    """A reference of RSS: against xml:base where there is one, else against the channel's own page."""
    return tree.at(element, reference) if tree.based(element) else absolute(base, reference)


def _page(tree: Tree, element: Element, kids: Kids, base: str) -> str:
    """An item's page; feedburner hides the agency's own address behind its counter."""
    if original := first(kids, "feedburner:origlink"):
        return absolute(base, original)
    found = link(tree, kids, base) or attribute(element, "href")
    return absolute(base, found) or _permalink(kids, base) or _about(element, base)


def _permalink(kids: Kids, base: str) -> str:
    for element in kids.get("guid", ()):
        if attribute(element, "ispermalink").lower() != "false":
            value = text(element)
            return value if value.startswith(("http://", "https://")) else ""
    return ""


def _about(element: Element, base: str) -> str:
    return absolute(base, str(element.get(f"{_RDF}about") or ""))


def categories(tree: Tree, kids: Kids) -> tuple[Category, ...]:
    """RSS categories with their domain, Dublin Core subjects, and Atom's."""
    found = [Category(text(one), attribute(one, "domain")) for one in kids.get("category", ())]
    found = [one for one in found if one.term]
    return tuple(dict.fromkeys([*found, *atom.categories(tree, kids)]))


def _enclosures(tree: Tree, kids: Kids) -> tuple[Enclosure, ...]:
    found = tuple(
        Enclosure(tree.at(one, attribute(one, "url")), attribute(one, "type"), attribute(one, "length"))
        for one in kids.get("enclosure", ())
        if attribute(one, "url")
    )
    return found + atom.enclosures(tree, kids)


def _authors(tree: Tree, kids: Kids) -> tuple[Person, ...]:
    return people(tree, kids, *_AUTHORS) or people(tree, kids, "itunes:author")


def _withdrawn(kids: Kids) -> bool:
    states = {attribute(one, "state").lower() for one in kids.get("media:status", ())}
    return bool(_GONE & (states | {first(kids, "pubstatus").lower()}))


def _base(tree: Tree, element: Element, page: str, channel: str) -> str:
    """Where the texts' relative references start: xml:base, else the item's page, else the channel's."""
    if tree.based(element):
        return tree.base(element)
    return next((one for one in (page, channel) if one.startswith(("http://", "https://"))), tree.address)


def entry(tree: Tree, element: Element, channel: str) -> Entry:
    """One item; `channel` is the page of its channel."""
    kids = tree.kids(element)
    title, _ = _text_of(kids, "title", "atom:title", "dc:title")
    summary, summarized = _text_of(kids, "description", "abstract", "atom:summary", "dc:description")
    content, filled = _text_of(
        kids, "content:encoded", "xhtml:body", "xhtml:div", "body", "fullitem", "content", "atom:content"
    )
    page = _page(tree, element, kids, channel)
    where = next((one for one in (filled, summarized) if one is not None), element)
    source = next(iter(kids.get("source", ())), None)
    created, updated = _dates(element, kids)
    return Entry(
        guid=first(kids, "guid", "atom:id", "id")
        or str(element.get(f"{_RDF}about") or "").strip()
        or first(kids, "dc:identifier"),
        link=page,
        title=title,
        summary=summary,
        content=content,
        created=created,
        updated=updated,
        expires=first(kids, "expirationdate", "dcterms:valid"),
        language=tree.language(element) or first(kids, "dc:language", "language"),
        authors=_authors(tree, kids),
        contributors=people(tree, kids, "dc:contributor", "atom:contributor"),
        categories=categories(tree, kids),
        enclosures=_enclosures(tree, kids),
        media=media(tree, kids) + pictures(tree, kids),
        rights=first(kids, "dc:rights", "copyright", "atom:rights"),
        source_title="" if source is None else text(source),
        source_url="" if source is None else tree.at(source, attribute(source, "url")),
        points=points(tree, kids),
        base=_base(tree, where, page, channel),
        withdrawn=_withdrawn(kids),
    )


def _dates(element: Element, kids: Kids) -> tuple[str, str]:
    """When an item was made and when it was changed. A dc:date that stands alone may mean either."""
    created = first(kids, "pubdate", "atom:published", "dcterms:issued", "dcterms:created", "dc:date", "date")
    updated = first(kids, "atom:updated", "dcterms:modified", "lastbuilddate") or attribute(element, "lastmod")
    if created and not updated and created == first(kids, "dc:date"):
        updated = created
    return created, updated


def channel(tree: Tree, element: Element | None, version: str) -> Document:
    """What a channel says of itself; the entries are added by who calls."""
    kids = tree.kids(element)
    title, _ = _text_of(kids, "title", "dc:title", "atom:title")
    summary, _ = _text_of(kids, "description", "tagline", "abstract", "atom:subtitle", "dc:description")
    page = link(tree, kids, tree.address)
    return Document(
        format=version,
        guid=first(kids, "guid", "atom:id", "id"),
        title=title,
        link=page if element is None or page else tree.at(element, attribute(element, "href")),
        summary=summary,
        language=first(kids, "language", "dc:language") or ("" if element is None else tree.language(element)),
        created=first(kids, "pubdate", "dc:date", "dcterms:created"),
        updated=first(kids, "lastbuilddate", "atom:updated", "dcterms:modified"),
        image=_image(tree, kids),
        authors=_authors(tree, kids),
        categories=categories(tree, kids),
        rights=first(kids, "copyright", "dc:rights"),
        hints=hints(tree, kids),
        deleted=atom.deleted(kids),
    )


def _image(tree: Tree, kids: Kids) -> str:
    found = (picture(tree, one) for name in ("image", "itunes:image", "atom:logo") for one in kids.get(name, ()))
    return next((url for url in found if url), "")


def items(tree: Tree, channels: list[Element]) -> list[Element]:
    """The items, wherever the versions put them: inside the channel, beside it, or in a list of their own."""
    places = [*channels, tree.root] if tree.root not in channels else channels
    found: list[Element] = []
    for place in places:
        for child in place:
            name = tree.name(child)
            if name == "item":
                found.append(child)
            elif name == "items":
                found += [one for one in child if tree.name(one) == "item"]
    return found

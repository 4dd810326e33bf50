"""RSS 0.90 to 2.0, RSS 1.0 and 1.1 in RDF, and CDF: channels and items with the modules that agencies use.

Specs: https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, http://www.w3.org/TR/NOTE-CDFsubmit.html.
"""

from __future__ import annotations

from typing import Final

from msgspec import structs

from publisher.model import Category, Document, Enclosure, Entry, Person, Text
from publisher.wire.parse import atom
from publisher.wire.parse.hints import hints
from publisher.wire.parse.media import media, picture, pictures, points
from publisher.wire.parse.people import people
from publisher.wire.parse.tree import Element, Kids, Tree, attribute, first, inner, loose, text

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_GONE: Final = frozenset({"canceled", "cancelled", "withdrawn", "deleted", "killed"})
_AUTHORS: Final = ("author", "dc:creator", "atom:author", "managingeditor", "dc:author")


def markup(element: Element) -> Text:
    """Return a text of RSS, which never says whether it is markup; elements written inside it unescaped are."""
    if len(element):
        return Text(inner(element), "html")
    return loose((element.text or "").strip())


def _text_of(kids: Kids, *names: str) -> tuple[Text, Element | None]:
    for name in names:
        for element in kids.get(name, ()):
            if (found := markup(element)).value:
                return found, element
    return atom.EMPTY, None


def link(tree: Tree, kids: Kids) -> str:
    """Return the address of the page: link as text or (CDF, Atom habits) as href, then an Atom alternate."""
    for element in kids.get("link", ()):
        if written := text(element) or (attribute(element, "href", "HREF") if not attribute(element, "rel") else ""):
            return tree.at(element, written)
    return atom.link(tree, kids) or atom.link(tree, kids, "link")


def _page(tree: Tree, element: Element, kids: Kids) -> str:
    """Return the address of an item's page."""
    found = link(tree, kids) or tree.at(element, attribute(element, "href", "HREF"))
    return found or _permalink(kids) or tree.at(element, str(element.get(f"{_RDF}about") or ""))


def _permalink(kids: Kids) -> str:
    for element in kids.get("guid", ()):
        if attribute(element, "isPermaLink", "ispermalink").lower() != "false":
            value = text(element)
            return value if value.startswith(("http://", "https://")) else ""
    return ""


def categories(tree: Tree, kids: Kids) -> tuple[Category, ...]:
    """RSS categories with their domain, Dublin Core subjects, and Atom's."""
    found = [Category(term, attribute(one, "domain")) for one in kids.get("category", ()) if (term := text(one))]
    return tuple(dict.fromkeys([*found, *atom.categories(kids)])) or _podcast(tree, kids)


def _podcast(tree: Tree, kids: Kids) -> tuple[Category, ...]:
    """Return the categories of the podcast directory, for what has no others."""
    found = (
        below
        for one in kids.get("itunes:category", ())
        for below in one.iter()
        if tree.name(below) == "itunes:category"
    )
    return tuple(Category(value, "itunes") for one in found if (value := attribute(one, "text") or text(one)))


def _enclosures(tree: Tree, kids: Kids) -> tuple[Enclosure, ...]:
    found = [
        Enclosure(tree.at(one, attribute(one, "url")), attribute(one, "type"), attribute(one, "length"))
        for one in kids.get("enclosure", ())
        if attribute(one, "url")
    ]
    if len(found) == 1 and (original := first(kids, "feedburner:origenclosurelink")):
        found = [structs.replace(found[0], url=tree.at(kids["enclosure"][0], original))]
    return (*found, *atom.enclosures(tree, kids))


def _authors(tree: Tree, kids: Kids) -> tuple[Person, ...]:
    return people(tree, kids, *_AUTHORS) or people(tree, kids, "itunes:author")


def _withdrawn(kids: Kids) -> bool:
    if "media:status" not in kids and "pubstatus" not in kids:
        return False
    states = {attribute(one, "state").lower() for one in kids.get("media:status", ())}
    return bool(_GONE & (states | {first(kids, "pubstatus").lower()}))


def _base(tree: Tree, element: Element, page: str) -> str:
    """Where the texts' relative references start: xml:base, else the item's page, else the channel's."""
    by_page = not tree.based(element) and page.startswith(("http://", "https://"))
    return page if by_page else tree.base(element)


def entry(tree: Tree, element: Element) -> Entry:
    """One item."""
    kids = tree.kids(element)
    title, _ = _text_of(kids, "title", "atom:title", "dc:title")
    summary, summarized = _text_of(kids, "description", "abstract", "summary", "atom:summary", "dc:description")
    content, filled = _text_of(
        kids,
        "content:encoded",
        "xhtml:body",
        "xhtml:div",
        "body",
        "fullitem",
        "content",
        "atom:content",
        "yandex:full-text",
    )
    page, origin = _page(tree, element, kids), atom.origin(tree, kids)
    where = next((one for one in (filled, summarized) if one is not None), element)
    source = next(iter(kids.get("source", ())), None)
    created, updated = _dates(element, kids)
    enclosures = _enclosures(tree, kids)
    return Entry(
        guid=first(kids, "guid", "atom:id", "id")
        or str(element.get(f"{_RDF}about") or "").strip()
        or first(kids, "dc:identifier"),
        link=page or next((one.url for one in enclosures), ""),
        origin=origin,
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
        enclosures=enclosures,
        media=media(tree, kids) + pictures(tree, kids),
        rights=first(kids, "dc:rights", "copyright", "atom:rights"),
        source_title="" if source is None else _source_title(tree, source),
        source_url="" if source is None else tree.at(source, attribute(source, "url")),
        points=points(tree, kids),
        base=_base(tree, where, origin or page),
        withdrawn=_withdrawn(kids),
    )


def _source_title(tree: Tree, source: Element) -> str:
    return first(tree.kids(source), "title", "atom:title") or text(source)


def _dates(element: Element, kids: Kids) -> tuple[str, str]:
    """When an item or channel was made and when it was changed. A dc:date that stands alone may mean either."""
    created = first(kids, "pubdate", "atom:published", "dcterms:issued", "dcterms:created", "dc:date", "date")
    updated = first(kids, "atom:updated", "dcterms:modified", "lastbuilddate") or attribute(
        element, "LASTMOD", "lastmod", "LastMod"
    )
    if created and not updated and created == first(kids, "dc:date"):
        updated = created
    return created, updated


def channel(tree: Tree, element: Element | None, version: str) -> Document:
    """Return what a channel says of itself; the entries are added by who calls."""
    kids = tree.kids(element)
    title, _ = _text_of(kids, "title", "dc:title", "atom:title")
    summary, _ = _text_of(kids, "description", "tagline", "abstract", "atom:subtitle", "dc:description")
    created, updated = ("", "") if element is None else _dates(element, kids)
    page = link(tree, kids) or ("" if element is None else tree.at(element, attribute(element, "href", "HREF")))
    return Document(
        format=version,
        guid=first(kids, "guid", "atom:id", "id"),
        title=title,
        link=page,
        summary=summary,
        language=first(kids, "language", "dc:language") or ("" if element is None else tree.language(element)),
        created=created,
        updated=updated,
        image=_image(tree, kids) or _image(tree, tree.kids(tree.root)),
        authors=_authors(tree, kids) or people(tree, kids, "webmaster"),
        categories=categories(tree, kids),
        rights=first(kids, "copyright", "dc:rights"),
        hints=hints(tree, kids),
        deleted=atom.deleted(kids),
    )


def _image(tree: Tree, kids: Kids) -> str:
    found = (picture(tree, one) for name in ("image", "itunes:image", "atom:logo") for one in kids.get(name, ()))
    return next((url for url in found if url), "") or next((one.url for one in media(tree, kids)), "")


def items(tree: Tree, channels: list[Element]) -> list[Element]:
    """Return the items, wherever the versions put them: inside the channel, beside it, or in a list of their own."""
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

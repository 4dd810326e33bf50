"""RSS 0.90 to 2.0, RSS 1.0 and 1.1 in RDF, and CDF: channels and items with the modules that agencies use.

Specs: https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, http://www.w3.org/TR/NOTE-CDFsubmit.html.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from msgspec import structs

from publisher.model import Category, Document, Enclosure, Entry, Person, Text
from publisher.wire.parse import atom
from publisher.wire.parse.entries import MOST_ENCLOSURES, MOST_LABELS
from publisher.wire.parse.hints import hints
from publisher.wire.parse.media import NAMES as MEDIA
from publisher.wire.parse.media import PLACES, media, picture, pictures, points, summary_of
from publisher.wire.parse.people import people
from publisher.wire.parse.tree import Element, Kids, Tree, attribute, first, inner, loose, text

_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_GONE: Final = frozenset({"canceled", "cancelled", "withdrawn", "deleted", "killed"})
_TITLES: Final = ("title", "atom:title", "dc:title")
_SUMMARIES: Final = (
    "description",
    "abstract",
    "summary",
    "atom:summary",
    "dc:description",
    "itunes:summary",
    "itunes:subtitle",
)
_SUBTITLES: Final = (
    "description",
    "tagline",
    "abstract",
    "atom:subtitle",
    "dc:description",
    "itunes:summary",
    "itunes:subtitle",
)
_CONTENTS: Final = (
    "content:encoded",
    "xhtml:body",
    "xhtml:div",
    "body",
    "fullitem",
    "content",
    "atom:content",
    "yandex:full-text",
)
_AUTHORS: Final = ("author", "dc:creator", "atom:author", "managingeditor", "dc:author")
_CONTRIBUTORS: Final = ("dc:contributor", "atom:contributor")
_CREATED: Final = ("pubdate", "atom:published", "dcterms:issued", "dcterms:created", "dc:date", "date")
_UPDATED: Final = ("atom:updated", "dcterms:modified", "lastbuilddate")
_LABELS: Final = ("category", "atom:category", "dc:subject", "media:category", "itunes:category")


class _Shape(NamedTuple):
    """Which of the children that matter an item has: told once for all items that have the same children."""

    titles: tuple[str, ...]
    summaries: tuple[str, ...]
    contents: tuple[str, ...]
    ids: tuple[str, ...]
    created: tuple[str, ...]
    updated: tuple[str, ...]
    expires: tuple[str, ...]
    languages: tuple[str, ...]
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    rights: tuple[str, ...]
    labelled: bool
    enclosed: bool
    illustrated: bool
    placed: bool
    withdrawn: bool


@lru_cache(maxsize=256)
def _shape(names: tuple[str, ...]) -> _Shape:
    found = frozenset(names)

    def those(*wanted: str) -> tuple[str, ...]:
        return tuple([name for name in wanted if name in found])

    return _Shape(
        titles=those(*_TITLES),
        summaries=those(*_SUMMARIES),
        contents=those(*_CONTENTS),
        ids=those("guid", "atom:id", "id"),
        created=those(*_CREATED),
        updated=those(*_UPDATED),
        expires=those("expirationdate", "dcterms:valid"),
        languages=those("dc:language", "language"),
        authors=those(*_AUTHORS, "itunes:author"),
        contributors=those(*_CONTRIBUTORS),
        rights=those("dc:rights", "copyright", "atom:rights"),
        labelled=bool(those(*_LABELS)),
        enclosed=bool(those("enclosure", "atom:link")),
        illustrated=bool(those(*MEDIA)),
        placed=bool(those(*PLACES)),
        withdrawn=bool(those("media:status", "pubstatus")),
    )


def markup(element: Element) -> Text:
    """Return a text of RSS, which never says whether it is markup; elements written inside it unescaped are."""
    if len(element):
        return Text(inner(element), "html")
    return loose((element.text or "").strip())


def _text_of(kids: Kids, *names: str) -> tuple[Text, Element | None]:
    for name in names:
        if name in kids:
            for element in kids[name]:
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
    return found or _permalink(kids) or tree.at(element, str(element.get(_ABOUT) or ""))


def _permalink(kids: Kids) -> str:
    for element in kids.get("guid", ()):
        if attribute(element, "isPermaLink", "ispermalink").lower() != "false":
            value = text(element)
            return value if value.startswith(("http://", "https://")) else ""
    return ""


def categories(tree: Tree, kids: Kids) -> tuple[Category, ...]:
    """RSS categories with their domain, Dublin Core subjects, and Atom's."""
    written = kids.get("category", ())[:MOST_LABELS]
    found = [Category(term, attribute(one, "domain")) for one in written if (term := text(one))]
    found += atom.categories(kids)
    if not found:
        return _podcast(tree, kids)
    return tuple(dict.fromkeys(found) if len(found) > 1 else found)


def _podcast(tree: Tree, kids: Kids) -> tuple[Category, ...]:
    """Return the categories of the podcast directory, for what has no others."""
    if "itunes:category" not in kids:
        return ()
    found = (
        below
        for one in kids.get("itunes:category", ())
        for below in one.iter()
        if tree.name(below) == "itunes:category"
    )
    looked_at = islice(found, MOST_LABELS)
    return tuple(Category(value, "itunes") for one in looked_at if (value := attribute(one, "text") or text(one)))


def _subjects(tree: Tree, kids: Kids) -> tuple[Category, ...]:
    """Return all that says what a channel is about: its categories, and those and the keywords of a podcast."""
    keywords = (word.strip() for word in first(kids, "itunes:keywords").split(",", MOST_LABELS)[:MOST_LABELS])
    found = [*categories(tree, kids), *_podcast(tree, kids), *(Category(word) for word in keywords if word)]
    return tuple(dict.fromkeys(found))


def _enclosures(tree: Tree, kids: Kids) -> tuple[Enclosure, ...]:
    if "enclosure" not in kids:
        return atom.enclosures(tree, kids)
    found = [
        Enclosure(tree.at(one, url), attribute(one, "type"), attribute(one, "length"))
        for one in kids["enclosure"][:MOST_ENCLOSURES]
        if (url := attribute(one, "url"))
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
    has = _shape(tuple(kids))
    title, _ = _text_of(kids, *has.titles)
    summary, summarized = _text_of(kids, *has.summaries)
    content, filled = _text_of(kids, *has.contents)
    page, origin = _page(tree, element, kids), atom.origin(tree, kids)
    where = filled if filled is not None else element if summarized is None else summarized
    source = kids["source"][0] if "source" in kids else None
    created, updated = _dates(element, kids, has.created, has.updated)
    enclosures = _enclosures(tree, kids) if has.enclosed else ()
    return Entry(
        guid=first(kids, *has.ids) or str(element.get(_ABOUT) or "").strip() or first(kids, "dc:identifier"),
        link=page or (enclosures[0].url if enclosures else ""),
        origin=origin,
        title=title,
        summary=summary_of(tree, kids, title, summary, content),
        content=content,
        created=created,
        updated=updated,
        expires=first(kids, *has.expires) if has.expires else "",
        language=tree.language(element) or (first(kids, *has.languages) if has.languages else ""),
        authors=_authors(tree, kids) if has.authors else (),
        contributors=people(tree, kids, *has.contributors) if has.contributors else (),
        categories=categories(tree, kids) if has.labelled else (),
        enclosures=enclosures,
        media=media(tree, kids) + pictures(tree, kids) if has.illustrated else (),
        rights=first(kids, *has.rights) if has.rights else "",
        source_title="" if source is None else _source_title(tree, source),
        source_url="" if source is None else tree.at(source, attribute(source, "url")),
        points=points(tree, kids) if has.placed else (),
        base=_base(tree, where, origin or page),
        withdrawn=has.withdrawn and _withdrawn(kids),
    )


def _source_title(tree: Tree, source: Element) -> str:
    return first(tree.kids(source), "title", "atom:title") or text(source)


def _dates(
    element: Element, kids: Kids, created_in: tuple[str, ...] = _CREATED, updated_in: tuple[str, ...] = _UPDATED
) -> tuple[str, str]:
    """When an item or channel was made and when it was changed. A dc:date that stands alone may mean either."""
    created = first(kids, *created_in)
    updated = first(kids, *updated_in) if updated_in else ""
    if not updated and element.keys():
        updated = attribute(element, "LASTMOD", "lastmod", "LastMod")
    if created and not updated and "dc:date" in kids and created == first(kids, "dc:date"):
        updated = created
    return created, updated


def written_date(tree: Tree, element: Element) -> str:
    """Return the date of an item, and nothing else of it."""
    created, updated = _dates(element, tree.kids(element))
    return created or updated


def channel(tree: Tree, element: Element | None, version: str) -> Document:
    """Return what a channel says of itself; the entries are added by who calls."""
    kids = tree.kids(element)
    title, _ = _text_of(kids, "title", "dc:title", "atom:title")
    summary, _ = _text_of(kids, *_SUBTITLES)
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
        categories=_subjects(tree, kids),
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
    names = tree.names
    for place in places:
        for child in place:
            name = names[child.tag]
            if name == "item":
                found.append(child)
            elif name == "items":
                found += [one for one in child if tree.name(one) == "item"]
    return found

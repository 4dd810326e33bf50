"""The reader of well-formed documents: one pass of lxml, then the extractor of the document's family.

Nothing is fetched and nothing is expanded: no DTD, no entity, no file, no network.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from publisher.model import Document
from publisher.wire.parse import atom, rss
from publisher.wire.parse.entries import with_entries
from publisher.wire.parse.names import Names
from publisher.wire.parse.refusal import NotAFeed
from publisher.wire.parse.tree import Element, Tree, attribute

_OTHER: Final = {
    "html": "a web page",
    "urlset": "a site map",
    "sitemapindex": "an index of site maps",
    "opml": "a list of feeds (OPML)",
    "svg": "a drawing",
    "error": "an error message",
}
_ENTRIES: Final = frozenset({"atom:entry", "atom:item"})  # the second as some write who come from RSS
_WITHOUT_VERSION: Final = {"0.90": "rss090", "0.91": "rss091", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}


def read(document: bytes, address: str, *, bounded: bool = False) -> Document:
    """Read a well-formed document in UTF-8. Raises NotAFeed, and lxml's XMLSyntaxError where it is not well-formed.

    `bounded`: the document is no larger than libxml2 reads by itself, and its own limits hold, too.
    """
    root = etree.fromstring(document, _parser(huge=not bounded))
    root = _unwrapped(root)
    own, local = _split(str(root.tag))
    family = local.lower()
    if family in {"feed", "entry"}:
        return _atom(_tree(root, document, address, own, "atom"), own)
    if family in {"rss", "rdf", "channel"}:
        return _rss(_tree(root, document, address, _own(root, own, family), ""), family)
    reason = f"the document is {_OTHER.get(family, f'XML of another kind (<{local[:40]}>)')}"
    raise NotAFeed(reason)


def _unwrapped(root: Element) -> Element:
    """Return the feed that stands whole inside a page, as some templates write it; else the root itself."""
    if _split(str(root.tag))[1].lower() != "html":
        return root
    return next(root.iter("{http://www.w3.org/2005/Atom}feed", "rss"), root)


def _parser(*, huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=huge,  # where the whole gate has set the limits
    )


def _split(tag: str) -> tuple[str, str]:
    address, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return address, local


def _own(root: Element, own: str, family: str) -> str:
    """Return the namespace that a document of RSS uses as its own: the root's, or in RDF the channel's."""
    if family != "rdf":
        return own
    inside = (_split(str(child.tag)) for child in root)
    return next((address for address, local in inside if local.lower() in {"channel", "item"}), own)


def _tree(root: Element, document: bytes, address: str, own: str, host: str) -> Tree:
    names = Names(own, host)
    xml = b"xml:" in document
    return Tree(root, address, names, based=xml and b"xml:base" in document, spoken=xml and b"xml:lang" in document)


def _atom(tree: Tree, own: str) -> Document:
    version = "atom03" if own.endswith("atom/ns#") or attribute(tree.root, "version") == "0.3" else "atom10"
    if tree.name(tree.root) == "atom:entry":
        return Document(format=version, entries=(atom.entry(tree, tree.root),))
    names = tree.names
    found = [child for child in tree.root if names[child.tag] in _ENTRIES]
    document = atom.feed(tree, version)
    _settle(tree, document)
    return with_entries(
        document,
        found,
        lambda one: atom.entry(tree, one, document.authors),
        lambda one: atom.written_date(tree, one),
    )


def _rss(tree: Tree, family: str) -> Document:
    channels = [tree.root] if family == "channel" else [child for child in tree.root if tree.name(child) == "channel"]
    document = rss.channel(tree, channels[0] if channels else tree.root, _version(tree, family))
    _settle(tree, document)
    return with_entries(
        document,
        rss.items(tree, channels),
        lambda one: rss.entry(tree, one),
        lambda one: rss.written_date(tree, one),
    )


def _settle(tree: Tree, document: Document) -> None:
    """Let relative references start from the feed's own page, not from where a feed service keeps its copy."""
    if document.link.startswith(("http://", "https://")):
        tree.page = document.link


def _version(tree: Tree, family: str) -> str:
    if family == "rdf":
        return "rss090" if any("rdf/simple/0.9" in tag for tag in tree.names) else "rss10"
    if family == "channel":
        return "rss11" if "rss1.1" in str(tree.root.tag) else "cdf"
    written = attribute(tree.root, "version")
    return _WITHOUT_VERSION.get(written, "rss20")

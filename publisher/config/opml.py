"""OPML 2.0, in which readers hand one another their subscriptions: http://opml.org/spec2.opml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from msgspec import Struct

from publisher.config.address import without_feed_scheme
from publisher.model import Agency, Config, Source
from publisher.model.country import country_name

LARGEST: Final = 16_000_000  # bytes
DEEPEST: Final = 64
MOST: Final = 20_000  # outlines

_INTERNATIONAL: Final = "International"


class OpmlError(ValueError):
    """The document is not used at all; the message is one line that says why."""


class Outline(Struct, frozen=True, kw_only=True):
    """One subscription of a list. `category` is the path of folders it stands in, from the outside in."""

    title: str
    url: str
    html_url: str = ""
    language: str = ""
    category: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """Takes the events of the XML parser; only the path of folders is remembered, so that no tree is built."""

    outlines: list[Outline] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    seen: bool = False

    def doctype(self, name: str, _public: str | None, _system: str | None) -> None:
        """Refuse a document type: OPML has none, entities come with it."""
        msg = f"it declares a document type ({name[:40]}), which OPML does not"
        raise OpmlError(msg)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if not self.seen and tag.lower() != "opml":
            msg = f"its root is <{tag[:40]}>, not <opml>"
            raise OpmlError(msg)
        self.seen = True
        if len(self.folders) >= DEEPEST or len(self.outlines) >= MOST:
            msg = f"it is nested deeper than {DEEPEST} levels or holds more than {MOST} outlines"
            raise OpmlError(msg)
        values = {key.lower(): " ".join(value.split()) for key, value in attributes.items()}
        outline = tag.lower() == "outline"
        if outline and values.get("xmlurl"):
            self.outlines.append(_outline(values, tuple(filter(None, self.folders))))
        self.folders.append((values.get("text") or values.get("title") or "") if outline else "")

    def end(self, _tag: str) -> None:
        """Leave an element."""
        self.folders.pop()

    def close(self) -> None:
        """End the document; the outlines stay where they are."""


def read_opml(document: bytes) -> list[Outline]:
    """Read the subscriptions of an OPML document, in its order; raise OpmlError where it is malformed or hostile.

    Addresses are taken as written (but `feed:` is mapped to http): whoever adds them checks them.
    """
    if len(document) > LARGEST:
        msg = f"it has {len(document)} bytes; at most {LARGEST} are read"
        raise OpmlError(msg)
    reading = _Reading()
    # No entity can be declared without a document type, which is refused where it begins; with `resolve_entities=False`
    # libxml2 hands a target `&#38;` for `&amp;`. The stubs of lxml ask a target for methods that lxml does without.
    parser = etree.XMLParser(target=reading, resolve_entities="internal", no_network=True)  # type: ignore[arg-type]
    try:
        parser.feed(document.lstrip())
        parser.close()
    except etree.LxmlError as error:
        msg = f"it is not well-formed XML: {error.msg if isinstance(error, etree.XMLSyntaxError) else error}"
        raise OpmlError(msg) from error
    return reading.outlines


def _outline(values: Mapping[str, str], folders: tuple[str, ...]) -> Outline:
    url = without_feed_scheme(values["xmlurl"])
    labels = tuple(part for part in values.get("category", "").partition(",")[0].split("/") if part)
    return Outline(
        title=values.get("title") or values.get("text") or "",
        url=url,
        html_url=values.get("htmlurl", ""),
        language=values.get("language", ""),
        category=folders or labels,
    )


def write_opml(config: Config) -> bytes:
    """Write our sources for other readers: by home country of the agency, in the order of sources.yaml within.

    The same sources give the same bytes. An address that holds a secret of the environment is left out.
    """
    document = etree.Element("opml", version="2.0")
    head = etree.SubElement(document, "head")
    etree.SubElement(head, "title").text = f"Sources of {config.site.title}"
    body = etree.SubElement(document, "body")
    countries: dict[str, list[Source]] = {}
    for source in config.sources.values():
        if not source.secret:
            countries.setdefault(_home(source.agency), []).append(source)
    for country in sorted(countries, key=lambda name: (name != _INTERNATIONAL, name)):
        folder = etree.SubElement(body, "outline", text=country)
        for source in countries[country]:
            etree.SubElement(folder, "outline", _attributes(source))
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _home(agency: Agency) -> str:
    return country_name(agency.country) if agency.country else _INTERNATIONAL


def _attributes(source: Source) -> dict[str, str]:
    """Describe a source; the title tells several sources of one agency apart."""
    rest = source.id.removeprefix(source.agency.id).strip("-").replace("-", " ")
    title = f"{source.agency.name}: {rest}" if rest else source.agency.name
    values = {"type": "rss", "text": title, "title": title, "xmlUrl": source.url}
    return values | {
        key: value
        for key, value in (("htmlUrl", source.agency.url), ("language", source.language), ("category", source.section))
        if value
    }

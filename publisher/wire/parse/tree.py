"""A well-formed document as a tree: children by known name, texts, languages, and addresses made absolute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import urljoin

from lxml import etree

from publisher.model import Text
from publisher.wire.parse.names import XML, Names

Element: TypeAlias = etree._Element  # noqa: SLF001 -- lxml gives its element type no public name
Kids: TypeAlias = dict[str, list[Element]]

_BASE: Final = f"{XML}base"
_LANG: Final = f"{XML}lang"
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Of what lxml writes: tags that declare a namespace; tags with a prefix or closed in themselves.
_DECLARING: Final = re.compile(r"<[^<>]*\sxmlns[:=][^<>]*>")
_DECLARATION: Final = re.compile(r"""\s+xmlns(?::[\w.-]+)?="[^"]*\"""")
_PREFIX: Final = re.compile(r"<(/?)[\w.-]+:(?=[\w.-])")
_CLOSED: Final = re.compile(r"<([\w.-]+)((?:\s[^<>]*?)?)/>")
_LONGEST: Final = 4096  # characters of an address that is put together
_DEEPEST: Final = 64  # slashes of the address that others start from
_MOST_COORDINATES: Final = 1_000_000  # characters of one document: half a second, where numbers are of one figure
_MOST_RELATIVE: Final = 20_000  # references of one document that are put together
_FLOOD: Final = 1000  # signs of a text
_LOOKED_AT: Final = 2048  # characters at either end of such a text
_PLAIN: Final = re.compile(r"(/?)((?:[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*+/?)++)")  # no scheme, no query, no `..`
_BREAKS: Final = re.compile(r"[\t\r\n]+")
_TAGS: Final = (
    "a abbr acronym address article aside audio b base big blink blockquote body br button caption center cite "
    "code col dd del details dfn dir div dl dt em embed fieldset figcaption figure font footer form frame h1 h2 "
    "h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark math meta nav "
    "noscript object ol p param picture pre q s samp script section select small source span strike strong style "
    "sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul var video wbr"
)


def _grouped(names: Sequence[str]) -> str:
    """Return an expression for any of these names that looks at their first letter first, as texts full of `<` need."""
    letters = sorted({name[0] for name in names})
    return "|".join(f"{letter}(?:{'|'.join(name[1:] for name in names if name[0] == letter)})" for letter in letters)


# Lower case only: to ignore case in the expression takes three times as long (see `_marked`).
_TAG: Final = re.compile(
    rf"<(?:/?(?=[a-z][a-z0-9]{{0,9}}+(?:[\s/][^<>]*+)?>)(?:{_grouped(_TAGS.split())})(?=[\s/>])|!--)"
)
_CAPITAL: Final = re.compile(r"</?[a-z]{0,9}[A-Z]")
_REFERENCE: Final = re.compile(r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31}+);")


def absolute(base: str, reference: str) -> str:
    """Return the address that `reference` means in a document at `base`; as written where that cannot be said."""
    reference = _BREAKS.sub("", reference.strip())
    if not reference or reference.startswith(("http://", "https://")):
        return reference
    if len(reference) > _LONGEST or len(base) > _LONGEST or base.count("/") > _DEEPEST:
        return reference
    try:
        plain = _PLAIN.fullmatch(reference)
        return _directory(base, plain[1]) + plain[2] if plain else urljoin(base, reference)
    except ValueError:
        return reference


@lru_cache(maxsize=64)
def _directory(base: str, root: str) -> str:
    """Return what stands before plain references at an address, of which one document may hold many thousands."""
    return urljoin(base, f"{root}x")[:-1]


def loose(value: str) -> Text:
    """Return a text of a format that does not say whether it is markup: `html` if it looks like it, else `text`."""
    if "<" in value or "&" in value:
        return Text(value, "html" if _marked(value) else "text")
    return Text(value, "text")


def _marked(value: str) -> bool:
    """Whether a tag of HTML, a comment or a reference stands in a text; of a flood of signs both ends are looked at."""
    if value.count("<") + value.count("&") > _FLOOD and len(value) > 2 * _LOOKED_AT:
        value = f"{value[:_LOOKED_AT]}< {value[-_LOOKED_AT:]}"
    if _TAG.search(value) or _REFERENCE.search(value):
        return True
    return _CAPITAL.search(value) is not None and _TAG.search(value.lower()) is not None


def text(element: Element) -> str:
    """Return the characters of an element and of all below it."""
    if len(element) == 0:
        value = element.text
        return value.strip() if value else ""
    return "".join(map(str, element.itertext())).strip()


def inner(element: Element) -> str:
    """Return what stands between an element's tags as HTML: no namespaces, an end for all but void elements."""
    written = etree.tostring(element, encoding="unicode", with_tail=False)
    start, end = written.index(">") + 1, written.rfind("</")
    if end < start:
        return ""
    written = written[start:end]
    if "xmlns" in written:
        written = _DECLARING.sub(lambda tag: _DECLARATION.sub("", tag[0]), written)
    written = _PREFIX.sub(r"<\1", written)
    return (_CLOSED.sub(_opened, written) if "/>" in written else written).strip()


def _opened(tag: re.Match[str]) -> str:
    """Return a tag closed in itself, as HTML wants it: void elements have no end, all others must."""
    name, rest = tag.groups()
    return f"<{name}{rest}>" if name.lower() in _VOID else f"<{name}{rest}></{name}>"


class Tree:
    """A parsed document and the address it came from."""

    def __init__(self, root: Element, address: str, names: Names, *, based: bool, spoken: bool) -> None:
        self.root, self.address, self.names = root, address, names
        self.page = address
        self._based, self._spoken = based, spoken
        self.room = _MOST_COORDINATES
        """Characters of coordinates that may still be looked at."""
        self._joined = 0
        self._bases: dict[Element | None, str] = {None: ""}
        self._languages: dict[Element | None, str] = {None: ""}

    def name(self, element: Element) -> str:
        """Return the known name of an element."""
        return self.names[str(element.tag)]

    def kids(self, element: Element | None) -> Kids:
        """Return the children of an element by known name, each in document order."""
        found: Kids = {}
        names = self.names
        for child in () if element is None else element:
            name = names[child.tag]
            if name in found:
                found[name].append(child)
            else:
                found[name] = [child]
        return found

    def base(self, element: Element) -> str:
        """Return where relative references inside an element start: xml:base, else the page of the feed."""
        return self._declared(element) or self.page if self._based else self.page

    def _declared(self, element: Element) -> str:
        """Return what xml:base makes of the address at an element; nothing where no xml:base stands."""
        parent = element.getparent()
        outer = self._bases.get(parent)
        if outer is None and parent is not None:
            outer = self._bases[parent] = self._declared(parent)
        written = element.get(_BASE)
        return absolute(outer or self.address, str(written)) if written else outer or ""

    def at(self, element: Element, reference: str) -> str:
        """Return the absolute address that a reference written at an element means; nothing for nothing."""
        if reference.startswith(("http://", "https://")) and reference.isprintable():
            return reference.strip()
        if not reference.strip():
            return ""
        self._joined += 1
        return absolute(self.base(element), reference) if self._joined <= _MOST_RELATIVE else reference

    def based(self, element: Element) -> bool:
        """Whether the document itself says what relative references inside an element start from."""
        return self._based and bool(self._declared(element))

    def language(self, element: Element) -> str:
        """Return the language of what stands inside an element (xml:lang)."""
        return self._language(element) if self._spoken else ""

    def _language(self, element: Element) -> str:
        if (written := element.get(_LANG)) is not None:
            return str(written).strip().replace("_", "-")
        parent = element.getparent()
        outer = self._languages.get(parent)
        if outer is None and parent is not None:
            outer = self._languages[parent] = self._language(parent)
        return outer or ""


def first(kids: Kids, *names: str) -> str:
    """Return the first text that is not empty among the children of these names, in the order of the names."""
    for name in names:
        if name in kids:
            for element in kids[name]:
                value = element.text if len(element) == 0 else text(element)
                if value and (value := value.strip()):
                    return value
    return ""


def texts(kids: Kids, *names: str) -> list[str]:
    """All texts that are not empty among the children of these names."""
    return [value for name in names if name in kids for element in kids[name] if (value := text(element))]


def attribute(element: Element, *names: str) -> str:
    """Return the first of these attributes that an element has, or nothing."""
    for name in names:
        if value := element.get(name):
            return str(value).strip()
    return ""

"""From bytes to characters, and from what agencies write to what XML allows.

`decode` decides on the encoding and never fails. `repair` drops what stands before the root, resolves named entities,
escapes bare `&` and `<`, and removes the characters that XML forbids. Both take time in proportion to the document.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import Final

from publisher.wire.refusal import NotAFeed, Unreadable

_LARGEST: Final = 16_000_000  # characters after entities are written out
_MARKS: Final = (
    (b"\x00\x00\xfe\xff", "utf-32-be"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\xef\xbb\xbf", "utf-8"),
    (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"),
)  # fmt: skip
_SHAPES: Final = (
    (b"\x00\x00\x00<", "utf-32-be"), (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"), (b"<\x00", "utf-16-le"), (b"{\x00", "utf-16-le"), (b"\x00{\x00", "utf-16-be"),
)  # fmt: skip
# What a label means on the web (https://encoding.spec.whatwg.org/#names-and-labels), in Python's names.
_MEANT: Final = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs",
    "utf-16": "", "utf-16-be": "", "utf-16-le": "", "utf-32": "", "utf-32-be": "", "utf-32-le": "", "utf-7": "",
}  # fmt: skip
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([A-Za-z0-9._:+-]{1,40})""", re.IGNORECASE)
_CHARSET: Final = re.compile(r"""charset\s*[=:]\s*["']?\s*([A-Za-z0-9._:+-]{1,40})""", re.IGNORECASE)
_ROOT: Final = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel|entry)(?=[\s/>])", re.IGNORECASE)
_PAGE: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html[^>]*>\s*)?<html\b", re.IGNORECASE)
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_WINDOWS: Final = {
    0x80 + place: char
    for place, char in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace"))
    if char != "\ufffd"
}
_REFERENCE: Final = re.compile(
    r"&(?:#(\d+)(;?)|#[xX]([0-9a-fA-F]+)(;?)|([A-Za-z][A-Za-z0-9]{0,31})(;?))?|<(?![^\W\d]|[_:/!?])"
)
_KEPT: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_WINDOWS_REFERENCE: Final = re.compile(rb"&#0*(?:12[89]|1[345]\d)\b|&#[xX]0*[89][0-9a-fA-F]\b|\xc2[\x80-\x9f]")


def decode(document: bytes, content_type: str) -> str:
    """The characters of a document: by its byte order mark, else by what fits of UTF-8, HTTP's word and the document's own."""
    for mark, codec in _MARKS:
        if document.startswith(mark):
            return document[len(mark) :].decode(codec, "replace")
    for shape, codec in _SHAPES:
        if document.startswith(shape):
            return document.decode(codec, "replace")
    declared = _codecs(document, content_type)
    return _utf8(document, declared) or _by_word(document, declared)


def _codecs(document: bytes, content_type: str) -> list[str]:
    """The encodings that HTTP and the XML declaration name, if they are any we know."""
    http = _CHARSET.search(content_type[:400])
    inside = _DECLARED.search(document[:600])
    labels = [http[1] if http else "", inside[1].decode("ascii") if inside else ""]
    return [codec for label in labels if (codec := _codec(label))]


def _codec(label: str) -> str:
    """Python's name for an encoding of text, or nothing."""
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    is_text = getattr(info, "_is_text_encoding", True)
    name = _MEANT.get(info.name, info.name)
    return (
        name
        if is_text and name not in {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"}
        else ""
    )


def _utf8(document: bytes, declared: list[str]) -> str:
    """The document as UTF-8, if that is what its bytes are, whatever is said of them."""
    if document.isascii():  # may be an encoding that writes itself in ASCII
        return "" if any(codec.startswith(("iso2022", "hz")) for codec in declared) else document.decode("ascii")
    try:
        return document.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _by_word(document: bytes, declared: list[str]) -> str:
    """Not UTF-8 throughout: the first named encoding that fits, else the likeliest, with U+FFFD for what is broken."""
    for codec in declared:
        try:
            return document.decode(codec)
        except UnicodeDecodeError:
            continue
    text = document.decode("utf-8", "replace")
    broken, high = text.count("\ufffd"), sum(1 for char in text if char > "\x7f")
    damaged = high > 2 * broken or (broken == 1 and "utf-8" in declared)
    if damaged:  # one wrong byte is damage; many, and hardly a right sequence, are another encoding
        return text
    return document.decode(next((codec for codec in declared if codec != "utf-8"), "cp1252"), "replace")


def needs_repair(document: bytes) -> bool:
    """Whether a well-formed document holds characters of Windows-1252 under the numbers of control characters."""
    likely = b"\xc2" in document or b"&#1" in document or b"&#x" in document or b"&#X" in document or b"&#0" in document
    return likely and _WINDOWS_REFERENCE.search(document) is not None


def repair(text: str, entities: Mapping[str, str]) -> str:
    """The document from its root on, with nothing in it that is not XML but its tags. Raises NotAFeed without a root."""
    text = _FORBIDDEN.sub(lambda found: _WINDOWS.get(ord(found[0]), ""), text)
    if _PAGE.match(text[:5000]):
        raise NotAFeed("the document is a web page")
    written: list[str] = []
    size = 0
    for kind, part in _parts(text):
        if kind == "plain" and not written:
            root = _ROOT.search(part)
            part = part[root.start() :] if root else ""  # noqa: PLW2901 -- what stands before the root is dropped
        if part and (kind == "plain" or (kind == "cdata" and written)):
            written.append(_resolve(part, entities) if kind == "plain" else part)
            size += len(written[-1])
        if size > _LARGEST:
            raise Unreadable("the document is too large with its entities written out")
    if not written:
        raise NotAFeed("the document has no element of a feed at its root")
    return "".join(written)


_OPENERS: Final = {
    "<![CDATA[": ("]]>", "cdata"),
    "<!--": ("-->", "comment"),
    "<?": ("?>", "instruction"),
    "<!": (">", "declaration"),
}
_OPENER: Final = re.compile(r"<!\[CDATA\[|<!--|<\?|<!")


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The document in pieces: plain (tags and text) or what must be left alone, each with its kind."""
    place = 0
    without_end: set[str] = set()
    while found := _OPENER.search(text, place):
        if found.start() > place:
            yield "plain", text[place : found.start()]
        closer, kind = _OPENERS[found[0]]
        end = -1 if closer in without_end else text.find(closer, found.end())
        if kind == "declaration" and end >= 0:
            end = _after_subset(text, found.start(), end)
        if end < 0:
            without_end.add(closer)
            place = found.end()
            if kind == "cdata":  # cut off inside: all the rest stood in it
                yield "open", text[found.start() :]
                return
            continue
        place = end + len(closer)
        yield kind, text[found.start() : place]
    yield "plain", text[place:]


def _after_subset(text: str, start: int, end: int) -> int:
    """The end of a declaration; of a DOCTYPE with declarations inside, the one behind its bracket."""
    bracket = text.find("[", start, end)
    if bracket < 0:
        return end
    close = re.compile(r"\]\s*>").search(text, bracket)
    return close.end() - 1 if close else end


def _resolve(part: str, entities: Mapping[str, str]) -> str:
    """References resolved where XML does not know them, escaped where they mean nothing."""

    def meaning(found: re.Match[str]) -> str:
        if found[0] == "<":
            return "&lt;"
        if found[1] or found[3]:
            return _character(int(found[1][:9]) if found[1] else int(found[3][:9], 16))
        return _named(found[5] or "", entities, closed=bool(found[6])) if found[5] else "&amp;"

    return _REFERENCE.sub(meaning, part)


def _named(name: str, entities: Mapping[str, str], *, closed: bool) -> str:
    if closed and name in _KEPT:
        return f"&{name};"
    value = entities.get(name) or html5.get(f"{name};") if closed else None
    if value is None:
        return f"&amp;{name}{';' if closed else ''}"
    return value.replace("&", "&amp;").replace("<", "&lt;")


def _character(number: int) -> str:
    """The character of a number as browsers read it; U+FFFD for what no document may hold."""
    if number in _WINDOWS:
        return _WINDOWS[number]
    if number in {9, 10, 13} or (number >= 0x20 and number <= 0x10FFFF):
        char = chr(number)
        return f"&#{number};" if not _FORBIDDEN.match(char) else "\ufffd"
    return "\ufffd"

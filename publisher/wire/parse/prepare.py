"""From bytes to characters, and from what agencies write to what XML allows.

`decode` decides on the encoding, and refuses only what is noise in all of them. `repair` drops what stands before the
root, resolves named entities, escapes bare `&` and `<`, and removes the characters that XML forbids. Both take time in
proportion to the document.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import Final

from publisher.wire.parse import charsets
from publisher.wire.parse.gate import ELEMENTS
from publisher.wire.parse.refusal import NotAFeed, Unreadable

_LARGEST: Final = 16_000_000  # characters after entities are written out
_MOST_BROKEN: Final = 100_000  # characters of one document that no decoder can tell
_TOO_BROKEN: Final = f"more than {_MOST_BROKEN} characters are broken"
_STEP: Final = 256 * 1024  # bytes that are decoded before the broken ones are counted
_LARGEST_TWICE: Final = 4_000_000  # bytes that are looked at for having been encoded twice
_MOST_REPAIRS: Final = 200_000  # references and signs of one document that are looked at one by one
_TOO_MANY: Final = f"more than {_MOST_REPAIRS} references and signs to be repaired"
_MANY: Final = 10_000  # references in one piece of a document
_MOST_SIGNS: Final = 2 * ELEMENTS + _MOST_REPAIRS  # of `<`: a start, an end, and what is repaired
_TOO_MANY_ELEMENTS: Final = f"more than {ELEMENTS} elements"
_TOO_LARGE: Final = "too large with its entities written out"
_MARKS: Final = (
    (b"\x00\x00\xfe\xff", "utf-32-be"), (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"),
)  # fmt: skip
_SHAPES: Final = (
    (re.compile(rb"(?:\0\0\0\s)*\0\0\0[<{]"), "utf-32-be"), (re.compile(rb"(?:\s\0\0\0)*[<{]\0\0\0"), "utf-32-le"),
    (re.compile(rb"(?:\0\s)*\0[<{]\0"), "utf-16-be"), (re.compile(rb"(?:\s\0)*[<{]\0"), "utf-16-le"),
)  # fmt: skip
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([A-Za-z0-9._:+-]{1,40})""", re.IGNORECASE)
_CHARSET: Final = re.compile(r"""charset\s*[=:]\s*["']?\s*([A-Za-z0-9._:+-]{1,40})""", re.IGNORECASE)
_ROOT: Final = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel|entry)(?=[\s/>])", re.IGNORECASE)
_FRAMED: Final = re.compile(r"<(?:rss|feed|rdf:RDF)\s[^<>]{0,200}?(?:version|xmlns)\s*=")
_PAGE: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html[^>]*>\s*)?<html\b", re.IGNORECASE)
_SPACE, _LAST = 0x20, 0x10FFFF
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_CONTROLS: Final = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_NO_CHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF
_WINDOWS: Final = {
    0x80 + place: char
    for place, char in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace"))
    if char != "\ufffd"
}
_REFERENCE: Final = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:#(\d+)(;?)|#[xX]([0-9a-fA-F]+)(;?)|([A-Za-z][A-Za-z0-9]{0,31})(;?))?"
)
_LESS: Final = re.compile(r"<(?![^\W\d]|[_:/!?])")
_KEPT: Final = ("amp", "lt", "gt", "quot", "apos")
_PLAIN: Final = tuple(f"&{name};" for name in _KEPT)
_STAND_INS: Final = "\x01\x02\x03\x04\x05"  # for these; no repaired document holds controls
# The bytes of characters before they were encoded again, by whichever of the two it was.
_SINGLE: Final = {number: number for number in range(256)} | {ord(char): number for number, char in _WINDOWS.items()}
_TWICE: Final = re.compile(rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xe2\x80|\xe2\x84|\xc5|\xc6|\xcb)")
_SURROGATE: Final = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # one damaged character, not three
_WINDOWS_REFERENCE: Final = re.compile(rb"&#(?:0*(12[89]|1[345]\d)|[xX]0*([89][0-9a-fA-F]));")
_WINDOWS_BYTES: Final = re.compile(rb"\xc2[\x80-\x9f]")


def decode(document: bytes, content_type: str) -> str:
    """Return the characters of a document: by its byte order mark, else by what fits: UTF-8, HTTP's word, its own.

    Raises Unreadable where nothing fits and nearly all is broken.
    """
    if document.startswith(codecs.BOM_UTF8):
        document = document.removeprefix(codecs.BOM_UTF8)
        return _utf8(document, []) or _replaced(document, "utf-8")
    for mark, codec in _MARKS:
        if document.startswith(mark):
            return _replaced(document[len(mark) :], codec)
    for shape, codec in _SHAPES:
        if shape.match(document):
            return _replaced(document, codec)
    declared = _codecs(document, content_type)
    return _utf8(document, declared) or _by_word(document, declared)


def _codecs(document: bytes, content_type: str) -> list[str]:
    """Return the encodings that HTTP and the XML declaration name, if they are any we know."""
    http = _CHARSET.search(content_type[:400])
    inside = _DECLARED.search(document[:600])
    labels = [http[1] if http else "", inside[1].decode("ascii") if inside else ""]
    return [codec for label in labels if (codec := charsets.codec(label))]


def _utf8(document: bytes, declared: list[str]) -> str:
    """Return the document as UTF-8, if that is what its bytes are, whatever is said of them."""
    if document.isascii():  # may be an encoding that writes itself in ASCII
        return "" if "iso2022_jp" in declared else document.decode("ascii")
    try:
        text = document.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    if len(document) > _LARGEST_TWICE or b"\xc3" not in document:
        return text
    return _once(text) if _TWICE.search(document) else text


def _once(text: str) -> str:
    """Undo UTF-8 that was taken for Latin-1 or Windows-1252 and encoded again, if every character agrees."""
    try:
        return codecs.charmap_encode(text, "strict", _SINGLE)[0].decode("utf-8")
    except UnicodeError:
        return text


def _by_word(document: bytes, declared: list[str]) -> str:
    """Decode what is not UTF-8 throughout: by the first name that fits, else by the likeliest; U+FFFD is damage."""
    for codec in declared:
        try:
            return document.decode(codec)
        except UnicodeDecodeError:
            continue
    mended, many = _SURROGATE.subn(b"\xef\xbf\xbd", document, count=_MOST_BROKEN)
    if many == _MOST_BROKEN:
        raise Unreadable(_TOO_BROKEN)
    try:
        text = _replaced(mended, "utf-8")
    except Unreadable:
        if _is_utf8(mended[:_STEP].decode("utf-8", "replace"), declared):
            raise
        text = ""
    if _is_utf8(text, declared):
        return text
    return _replaced(document, next((codec for codec in declared if codec != "utf-8"), "cp1252"))


def _is_utf8(text: str, declared: list[str]) -> bool:
    """Whether one wrong byte is damage; many, and hardly a right sequence, are another encoding."""
    broken, high = text.count("\ufffd"), len(text) - len(text.encode("ascii", "ignore"))
    return high > 2 * broken or (broken == 1 and "utf-8" in declared)


def _replaced(document: bytes, codec: str) -> str:
    """Decode with U+FFFD for what is broken. Raises Unreadable where so much is broken that telling it takes long."""
    if len(document) <= _MOST_BROKEN:
        return document.decode(codec, "replace")
    decoder = codecs.getincrementaldecoder(codec)("replace")
    pieces: list[str] = []
    broken = 0
    for place in range(0, len(document), _STEP):
        pieces.append(decoder.decode(document[place : place + _STEP], place + _STEP >= len(document)))
        broken += pieces[-1].count("\ufffd")
        if broken > _MOST_BROKEN:
            raise Unreadable(_TOO_BROKEN)
    return "".join(pieces)


def windows(document: bytes) -> bytes:
    """Write the characters of Windows-1252 that stand under the numbers of control characters; all else stays."""
    if _WINDOWS_REFERENCE.search(document):
        document = _numbered(document)
    return _unpacked(document) if _WINDOWS_BYTES.search(document) else document


def _numbered(document: bytes) -> bytes:
    """Return the document with its references to control characters resolved; far more of them are an attack."""
    resolved, many = _WINDOWS_REFERENCE.subn(
        lambda found: _character(_number(found)).encode(), document, count=_MOST_REPAIRS
    )
    if many == _MOST_REPAIRS:
        raise Unreadable(_TOO_MANY)
    return resolved


def _unpacked(document: bytes) -> bytes:
    """Return the document with each control character of 0x80 to 0x9F as Windows-1252 means it: 32 quick passes."""
    text = document.decode()
    for number in range(0x80, 0xA0):
        text = text.replace(chr(number), _WINDOWS.get(number, ""))
    return text.encode()


def _number(found: re.Match[bytes]) -> int:
    return int(found[1]) if found[1] else int(found[2], 16)


def repair(text: str, entities: Mapping[str, str]) -> str:
    """Return the document from its root on, with all in it made XML but its tags. Raises NotAFeed without a root."""
    if _FORBIDDEN.search(text):
        text = _permitted(text)
    if _PAGE.match(text[:5000]) and not _FRAMED.search(text):
        reason = "the document is a web page"
        raise NotAFeed(reason)
    written: list[str] = []
    size = starts = signs = 0
    resolve = _Resolver(entities).resolve
    for kind, part in _parts(text):
        signs += part.count("<") if kind == "plain" else 0
        if signs > _MOST_SIGNS:
            raise Unreadable(_TOO_MANY_ELEMENTS)
        if kind == "plain" and not written:
            root = _ROOT.search(part)
            part = part[root.start() :] if root else ""  # noqa: PLW2901 -- what stands before the root is dropped
        if part and (kind == "plain" or (kind == "cdata" and written)):
            written.append(resolve(part) if kind == "plain" else part)
            size += len(written[-1])
            starts += 0 if kind == "cdata" else written[-1].count("<") - written[-1].count("</")
        if size > _LARGEST or starts > ELEMENTS:
            raise Unreadable(_TOO_MANY_ELEMENTS if starts > ELEMENTS else _TOO_LARGE)
    if not written:
        reason = "the document has no element of a feed at its root"
        raise NotAFeed(reason)
    return "".join(written)


def _permitted(text: str) -> str:
    """Return a text without the characters that XML forbids, as bytes because that takes no time for each."""
    document = text.encode("utf-8", "ignore").translate(None, _CONTROLS)
    for none in _NO_CHARACTERS:
        document = document.replace(none, b"")
    return _unpacked(document).decode()


_SUBSET_END: Final = re.compile(r"\]\s{0,100}>")
_LONGEST_SUBSET: Final = 100_000  # characters looked at for its end
_OPENERS: Final = {
    "<![CDATA[": ("]]>", "cdata"),
    "<!--": ("-->", "comment"),
    "<?": ("?>", "instruction"),
    "<!": (">", "declaration"),
}
_MOST_OPENERS: Final = 100_000
_OPENER: Final = re.compile(r"<!\[CDATA\[|<!--|<\?|<!")


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Return the document in pieces: plain (tags and text) or what must be left alone, each with its kind."""
    place = doctypes = openers = 0
    without_end: set[str] = set()
    while found := _OPENER.search(text, place):
        openers += 1
        if openers > _MOST_OPENERS:
            reason = f"more than {_MOST_OPENERS} comments, declarations and sections"
            raise Unreadable(reason)
        if found.start() > place:
            yield "plain", text[place : found.start()]
        closer, kind = _OPENERS[found[0]]
        end = -1 if closer in without_end else text.find(closer, found.end())
        if kind == "declaration" and end >= 0 and not doctypes:
            doctypes, end = 1, _after_subset(text, found.start(), end)
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
    """Return the end of a declaration; of a DOCTYPE with declarations inside, the one behind its bracket."""
    if text[start : start + 9].upper() != "<!DOCTYPE" or text.find("[", start, end) < 0:
        return end
    close = _SUBSET_END.search(text, start, start + _LONGEST_SUBSET)
    return close.end() - 1 if close else end


class _Resolver:
    """Resolves references that XML does not know and escapes signs that mean nothing, up to a limit for a document."""

    def __init__(self, entities: Mapping[str, str]) -> None:
        self.entities = entities
        self.left, self.room = _MOST_REPAIRS, _LARGEST
        self.known: dict[str, str] = {}

    def resolve(self, part: str) -> str:
        """Return a part with its references resolved. Raises Unreadable where a document's limit is reached."""
        part = _LESS.sub(self._counted, part)
        if part.count("&") < _MANY:
            return _REFERENCE.sub(self._counted, part)
        for plain, stand_in in zip(_PLAIN, _STAND_INS, strict=True):  # what needs nothing is not to be looked at
            part = part.replace(plain, stand_in)
        part = _REFERENCE.sub(self._counted, part)
        for plain, stand_in in zip(_PLAIN, _STAND_INS, strict=True):
            part = part.replace(stand_in, plain)
        return part

    def _counted(self, found: re.Match[str]) -> str:
        if (value := self.known.get(found[0])) is None:
            value = self.known[found[0]] = self._meaning(found)
        self.left -= 1
        self.room -= len(value)
        if self.left < 0 or self.room < 0:
            raise Unreadable(_TOO_MANY if self.left < 0 else _TOO_LARGE)
        return value

    def _meaning(self, found: re.Match[str]) -> str:
        if found[0] == "<":
            return "&lt;"
        if found[1] or found[3]:
            figures, base = (found[1], 10) if found[1] else (found[3], 16)
            return _character(int(figures.lstrip("0")[:9] or "0", base))
        return _named(found[5] or "", self.entities, closed=bool(found[6])) if found[5] else "&amp;"


def _named(name: str, entities: Mapping[str, str], *, closed: bool) -> str:
    value = entities.get(name) or html5.get(f"{name};") if closed else None
    if value is None:
        return f"&amp;{name}{';' if closed else ''}"
    return value.replace("&", "&amp;").replace("<", "&lt;")


def _character(number: int) -> str:
    """Return the character of a number as browsers read it; U+FFFD for what no document may hold."""
    if number in _WINDOWS:
        return _WINDOWS[number]
    if number in {9, 10, 13} or _SPACE <= number <= _LAST:
        char = chr(number)
        return f"&#{number};" if not _FORBIDDEN.match(char) else "\ufffd"
    return "\ufffd"

"""HTML in good order: what a parser would build of it can be read off its tags, so that none is needed.

    html ─ split at its tags ─▶ each closed in the one that it began in, where a parser would leave it? ─▶ tags written
    as they may stay, references as parsers write them ─ joined ─▶ what shares, tracks or is empty goes ─▶ done

Three texts of news in four are like this. What is taken here is what the whole way (bounds, nh3, tidy) would write, to
the letter; whatever is not exactly of this form goes the whole way. The rules that a parser follows are those of
https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody.
"""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from html.entities import html5, name2codepoint
from operator import getitem
from typing import Final

from publisher.desk.sanitize.bounds import FRAMES, LARGEST, SPELLED, without_forbidden
from publisher.desk.sanitize.nesting import KNOWN, OUTSIDE, VOID
from publisher.desk.sanitize.tags import ADDRESSES, AS_IT_IS, HOST, link, start_tag
from publisher.desk.sanitize.tidy import finished

# Attributes that may stay (see `html`); of all others nothing is read.
_EVERYWHERE: Final = frozenset({"dir", "lang"})
_KEPT: Final = {
    "a": _EVERYWHERE | {"href", "title"},
    "img": _EVERYWHERE | {"src", "alt", "title", "width", "height", "data-src", "data-original", "data-lazy-src"},
    "abbr": _EVERYWHERE | {"title"},
    "blockquote": _EVERYWHERE | {"cite"},
    "q": _EVERYWHERE | {"cite"},
    "del": _EVERYWHERE | {"cite", "datetime"},
    "time": _EVERYWHERE | {"datetime"},
}
_DROPPED: Final = frozenset({"big", "font", "ins", "label", "picture", "var"})  # their tags go, what they hold stays

# References as all parsers read them, wherever they stand: with their semicolon, of characters that may be published.
_REFERENCE: Final = "(?:#x?[0-9A-Fa-f]{2,6}|[A-Za-z][A-Za-z0-9]*+);"
_STRANGE: Final = re.compile(f"&(?!{_REFERENCE}|[ \n])")
_SIGN: Final = re.compile("&([^; \n]*+;|)")
_ESCAPED: Final = {"&": "&amp;", "<": "&lt;"}  # and what is replaced all at once
_NAMED: Final = frozenset({*name2codepoint, "apos"})
_SAFE: Final = (range(0x20, 0x7F), range(0xA0, 0x202A), range(0x202F, 0x2066), range(0x206A, 0xD800))
_EMOJI: Final = range(0x1F000, 0x1FFFE)
# A bare sign in the query of an address, before the name of a parameter that no parser takes for an entity.
_BARE: Final = "[A-Za-z][A-Za-z0-9_]*+="
_STRANGE_IN_VALUE: Final = re.compile(f"&(?!{_REFERENCE}|{_BARE})")
_SIGN_IN_VALUE: Final = re.compile("&([^;&=]++;)")
_BEFORE_UNDERSCORE: Final = re.compile("&([A-Za-z0-9]++)_")

_TAG: Final = re.compile("<([^<>]*+)>")  # linear, whatever stands between brackets
_VALUE: Final = '"[^"<]*+"|\'[^\'"&<]*+\''
_START: Final = re.compile(
    f"([A-Za-z][A-Za-z0-9]*+)((?:[ \n\t]++[A-Za-z][A-Za-z0-9:_.-]*+(?:=(?:{_VALUE}))?)*+)[ \n\t]*+(/?)"
)
_ATTRIBUTE: Final = re.compile(f"([A-Za-z][A-Za-z0-9:_.-]*+)(?:=({_VALUE}))?")
_COMMENT: Final = re.compile("!--[^-<]*+(?:-[^-<]++)*+--")
# Addresses of which every parser says that they are http, that they are something else, or that they have no scheme.
_SOUND: Final = re.compile(
    rf"https?://(?:{HOST}|(?i:{HOST}))(?::[0-9]{{2,4}})?(?=[/?#]|\Z)|[/#]|(?!https?:)[a-z][a-z0-9]*+:|[\w.~%-]++(?=[/?#]|\Z)|\Z",
    re.ASCII,
)
_CHECKED: Final = ("href", "src")
_ABSOLUTE: Final = ("http://", "https://")
# A link whose address is in its one spelling (see `links`): nothing is to be written but that.
_OTHERS: Final = '(?:[ \n\t]++(?!href|title|lang|dir)[a-z-]++="[^"<]*+")*+'
_AS_IT_IS: Final = re.compile(f'a{_OTHERS}[ \n\t]++(href="{AS_IT_IS}"){_OTHERS}[ \n\t]*+')
_ADDRESS: Final = {"href"}
_LINK: Final = re.compile(f'a{_OTHERS}[ \n\t]++href="([^"<&\']*+)"{_OTHERS}[ \n\t]*+')
_IMG: Final = re.compile('img((?:[ \n\t]++[a-z-]++="[^"<&]*+")*+)[ \n\t]*+/?')
_PAIR: Final = re.compile('([a-z-]++)="([^"]*+)"')

# What is written for tags without attributes, by what stands between their brackets.
_WRITTEN: Final = {
    **{slash + name: f"<{slash}{name}>" for slash in ("", "/") for name in KNOWN - VOID},
    **{slash + name: f"<{slash}{ours}>" for slash in ("", "/") for name, ours in SPELLED.items()},
    **dict.fromkeys([slash + name for slash in ("", "/") for name in _DROPPED], ""),
    **dict.fromkeys([slash + name for slash in ("", "/") for name in FRAMES], " "),
    **dict.fromkeys(("br", "br/", "br /"), "<br>"),
    **dict.fromkeys(("hr", "hr/", "hr /"), "<hr>"),
    "/img": "",
}


class _Names(dict[str, str]):
    """What leads from place to place: a tag as it is where it has no attributes, else its name."""

    def __missing__(self, tag: str) -> str:
        return tag.partition(" ")[0]


_NAMES: Final = _Names(zip(_WRITTEN, _WRITTEN, strict=True))


def orderly(html: str, base: str) -> str | None:
    """Return HTML in good order as it is published; nothing for any other."""
    if len(html) > LARGEST or "\r" in html:
        return None
    pieces = _TAG.split(html)  # words, a tag, words...
    tags = pieces[1::2]
    if not _is_nested(tags) or without_forbidden(html) != html:
        return None
    words = "<".join(pieces[::2])
    if words.count("<") != len(tags) or ("&" in words and _STRANGE.search(words)):
        return None
    try:
        written = list(map(_WRITTEN.get, tags))
        if None in written:
            written = [_read(tag, base) if known is None else known for tag, known in zip(tags, written, strict=True)]
        if "&" in words or "\xa0" in words or ">" in words:
            pieces[::2] = _SIGN.sub(_meant, words).replace("\xa0", "&nbsp;").replace(">", "&gt;").split("<")
    except KeyError:  # a reference that is not as plain as it looks
        return None
    if None in written:
        return None
    pieces[1::2] = written
    return _tidied("".join(pieces))


def _tidied(written: str) -> str | None:
    """Return HTML whose tags are in order without what is not to be seen; nothing where that takes a parser."""
    if "<pre>\n" in written:  # of which it drops the end of the line
        return None
    found, odd = finished(written)
    return None if odd else found


def _is_nested(tags: list[str]) -> bool:
    """Whether each element ends in the one that it began in, and begins where a parser leaves it."""
    try:
        return reduce(getitem, map(_NAMES.__getitem__, tags), OUTSIDE) is OUTSIDE
    except KeyError:
        return False


def _read(tag: str, base: str) -> str | None:
    """Return what is written for a tag with attributes; nothing where that takes a parser to say."""
    as_it_is = _AS_IT_IS.fullmatch(tag)
    if as_it_is:
        return f"<a {as_it_is[1]}>"
    alone = _LINK.fullmatch(tag)
    if alone:
        return link(alone[1], base) if _SOUND.match(alone[1]) else None
    plain = _IMG.fullmatch(tag)
    if plain:
        return _image(plain[1], base)
    written, relative = _remembered(tag)
    return _start_tag(tag, base)[0] if relative else written


def _image(attributes: str, base: str) -> str | None:
    """Return a picture's tag, of whose attributes none has to be decoded."""
    pairs = _PAIR.findall(attributes)
    found = dict(pairs)
    if len(found) < len(pairs) or not _SOUND.match(found.get("src", "")):
        return None
    kept = _KEPT["img"]
    return start_tag("img", [pair for pair in pairs if pair[0] in kept], base)


@lru_cache(maxsize=1024)
def _remembered(tag: str) -> tuple[str | None, bool]:
    return _start_tag(tag, "")


def _start_tag(tag: str, base: str) -> tuple[str | None, bool]:
    """Return a start tag as it may stay, and whether that depends on where addresses start from."""
    start = _START.fullmatch(tag)
    if not start:
        return ("" if _COMMENT.fullmatch(tag) else None), False
    name, attributes, slash = start.groups()
    if name in FRAMES:
        return " ", False
    name = SPELLED.get(name, name)
    if slash and name not in VOID:
        return None, False
    found = _attributes(attributes, _KEPT.get(name, _EVERYWHERE))
    if found is None or name in _DROPPED:
        return (None if found is None else ""), False
    if found.keys() == _ADDRESS:
        return link(found["href"], base), _is_relative(found["href"])
    relative = not ADDRESSES.isdisjoint(found) and any(map(_is_relative, map(found.get, ADDRESSES)))
    return start_tag(name, found.items(), base), relative


def _is_relative(address: str | None) -> bool:
    """Whether what an address means may depend on where it stands."""
    return address is not None and (not address.startswith(_ABSOLUTE) or "/." in address)


def _attributes(written: str, kept: frozenset[str]) -> dict[str, str] | None:
    """Return those attributes of a tag that are kept, decoded; nothing where that takes a parser to say."""
    found: dict[str, str] = {}
    for attribute, quoted in _ATTRIBUTE.findall(written):
        name = attribute.lower()
        if name in kept:
            value = quoted[1:-1]
            if "&" in value:
                if _STRANGE_IN_VALUE.search(value) or any(map(html5.__contains__, _BEFORE_UNDERSCORE.findall(value))):
                    return None
                value = _SIGN_IN_VALUE.sub(_decoded, value)
            if name in found or (name in _CHECKED and not _SOUND.match(value)):
                return None
            found[name] = value
    return found


def _decoded(match: re.Match[str]) -> str:
    return _character(match[1])


@lru_cache(maxsize=1024)
def _character(reference: str) -> str:
    """Return the character meant by what stands behind a sign. Raises KeyError for one that is not read so by all."""
    if reference[:1] != "#":
        if reference[:-1] not in _NAMED:
            raise KeyError(reference)
        return html5[reference]
    figures = reference[2:-1] if reference[1] == "x" else reference[1:-1]
    number = int(figures, 16) if reference[1] == "x" else int(figures) if figures.isdecimal() else 0
    if not any(number in those for those in _SAFE) and number not in _EMOJI:
        raise KeyError(reference)
    return chr(number)


def _meant(match: re.Match[str]) -> str:
    """Return a reference as parsers write it: decoded, where its character needs no escape."""
    return _written_again(match[1])


@lru_cache(maxsize=1024)
def _written_again(reference: str) -> str:
    char = _character(reference) if reference else "&"
    return _ESCAPED.get(char, char)

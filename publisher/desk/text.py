"""Plain text out of what agencies write: no markup, no entities, nothing invisible, on one line, and not too long.

    <b>AT&amp;T</b>\u202e ─ markup ─▶ AT&amp;T ─ entities ─▶ AT&T ─ unseen characters ─▶ AT&T ─ one line, NFC, cut

Only the names of real elements are markup: `5 < 6` and `List<String>` are text. Entities are decoded once, and then
once more those that nobody means to show (`&amp;#8217;`), but never `&lt;`: a headline may be about `<b>`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

from publisher.model import Text

LONGEST: Final = 64 * 1024  # characters of a text that are looked at
TITLE: Final = 300

_INLINE: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr"
)
_BLOCK: Final = (
    "address article aside blockquote body br button caption center col colgroup dd details dialog div dl dt embed "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html input label legend li "
    "link main map meta nav object ol optgroup option p param picture pre section select source summary table "
    "tbody td template tfoot th thead tr track ul"
)
_SILENT: Final = "script style iframe noscript svg math video audio canvas textarea noembed title"
_TAG: Final = re.compile(
    r"<(?:(/?)([A-Za-z][A-Za-z0-9]{0,9})(?:\s*+/?|\s[^<>=]*+=[^<>]*+)>|!--(?:[^-<]|-(?!->)|<(?!!--))*-->|!\[CDATA\[)"
)
_TAG_OR_END: Final = re.compile(rf"{_TAG.pattern}|\]\]>")  # slower, because it cannot look for a bracket
_KINDS: Final = {
    **dict.fromkeys(_INLINE.split(), ""),
    **dict.fromkeys(_BLOCK.split(), " "),
    **dict.fromkeys(_SILENT.split(), " "),
}
_HIDDEN: Final = frozenset(_SILENT.split())
_SHOWN: Final[dict[str | None, str]] = {name: kind for name, kind in _KINDS.items() if name not in _HIDDEN} | {None: ""}
_TWICE: Final = re.compile(
    r"&(?!lt;|gt;|#60;|#62;|#x3c;|#x3e;)(?:[a-z]{2,8}\d?|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE
)

# Characters that show nothing or turn the text round: controls, overrides, joiners where nothing is joined.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e001f\U000e0080-\U000e0fff]"
)
_MARKS: Final = re.compile("[\u200e\u200f]")
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LOOSE_SPACE: Final = re.compile("(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b")
_JOINING: Final = "\u0600-\u1fff\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc"
_EMOJI: Final = "\ufe0f\u2190-\u2bff\u3030-\u3299\U0001f000-\U0001faff\U000e007f"
_LOOSE_JOINER: Final = re.compile(
    f"(?<![{_JOINING}{_EMOJI}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINING}{_EMOJI}])|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_LOOSE_TAG: Final = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]")
_PILED: Final = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
# Marks on one letter; no language has as many (https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format).
_MOST_MARKS: Final = 30
_HEAP: Final = re.compile(b"\x01{%d,}" % (_MOST_MARKS + 1))  # of a text written as 1 for a mark, 0 for a letter
_TWO_MARKS: Final = b"\x01\x01"
_HARMLESS: Final = 500  # characters that are put in order in no time, whatever they are
_LONGEST_REFERENCE: Final = 40  # characters
_SUSPECT: Final = re.compile(_CONTROLS.pattern[:-1] + "\u200b-\u200f\u0300-\u036f\U000e0000-\U000e0fff]")
# Of these the ones that Python takes for printable (U+0300 to U+036F and U+E0100 to U+E01EF), by what begins them in
# UTF-8 and hardly anything else: bytes are looked for in no time, and a set of characters is not. And for white space.
_PRINTABLE_SUSPECT: Final = (b"\xcc", b"\xcd", b"\xf3\xa0")
_SEPARATORS: Final = ("\x1c", "\x1d", "\x1e", "\x1f")
_REFERENCE: Final = re.compile("&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")  # as `html` looks for them
_ELLIPSIS: Final = "…"


def plain(text: Text, limit: int = TITLE) -> str:
    """Return the text without markup, decoded, on one line, of at most `limit` characters. Never raises."""
    return one_line(unmarked(text.value) if text.type == "html" else text.value, limit)


def one_line(value: str, limit: int = TITLE) -> str:
    """Return characters that are already text as `plain` does: entities that were escaped twice are decoded."""
    value = value[:LONGEST]
    if "&" in value:
        value = _TWICE.sub(_referred, value)
    words = " ".join(value.split())
    if not words.isascii() or not value.isprintable():
        words = _seen(words, value)
    return shorten(words, limit)


def _seen(words: str, value: str) -> str:
    """Return the words of a text without what shows nothing; most have nothing of the kind, which is told quickly."""
    if not words.isprintable() or any(map(value.__contains__, _SEPARATORS)) or _is_suspect(words):
        return " ".join(visible(value).split())
    return _composed(words)


def _composed(value: str) -> str:
    """Return a text in NFC. Marks on a letter are put in order by comparing each with all: a heap of them is cut."""
    if len(value) > _HARMLESS and not value.isascii():
        every_so_often = bytes(map(bool, map(unicodedata.combining, value[:: _MOST_MARKS // 2])))
        value = _without_heaps(value) if _TWO_MARKS in every_so_often else value
    return value if unicodedata.is_normalized("NFC", value) else unicodedata.normalize("NFC", value)


def _without_heaps(value: str) -> str:
    """Return a text with no more marks on a letter than there ever are: the first of them."""
    marks = bytes(map(bool, map(unicodedata.combining, value)))
    pieces: list[str] = []
    place = 0
    for heap in _HEAP.finditer(marks):
        pieces.append(value[place : heap.start() + _MOST_MARKS])
        place = heap.end()
    return "".join([*pieces, value[place:]])


def _is_suspect(words: str) -> bool:
    """Whether printable words may hold what shows nothing: false for nearly all, and never wrongly so."""
    written = words.encode()
    return any(map(written.__contains__, _PRINTABLE_SUSPECT))


def decoded(value: str) -> str:
    """Return a text with its entities decoded once, as `html.unescape` does; those that were met are remembered."""
    return _REFERENCE.sub(_referred, value)


def _referred(match: re.Match[str]) -> str:
    reference = match[0]
    return _meant(reference) if len(reference) < _LONGEST_REFERENCE else "\ufffd"  # more figures than any number has


@lru_cache(maxsize=2048)
def _meant(reference: str) -> str:
    return html.unescape(reference)


def unmarked(value: str) -> str:
    """Return HTML without its tags, comments and what is not shown, with entities decoded once; in linear time."""
    value = value[:LONGEST]
    if "<" in value:
        value = _without_tags(value)
    return decoded(value) if "&" in value else value


def _without_tags(value: str) -> str:
    if "]]>" in value:
        return _without_each(value, _TAG_OR_END)
    pieces = _TAG.split(value)  # a text, a slash, a name, a text...
    names = pieces[2::3]
    if not _SHOWN.keys() >= set(names):
        return _without_each(value, _TAG)
    pieces[1::3] = [""] * len(names)
    pieces[2::3] = [_SHOWN[name] for name in names]
    return "".join(pieces)


def _without_each(value: str, tags: re.Pattern[str]) -> str:
    """Take the tags out one by one: some hide what follows, or only look like tags, or are in capitals."""
    pieces: list[str] = []
    place, hidden = 0, ""
    for match in tags.finditer(value):
        name = (match[2] or "").lower()
        kind = _KINDS.get(name) if name else ""
        if kind is None:
            continue  # no element of HTML: `List<String>`
        if not hidden:
            pieces += (value[place : match.start()], kind)
            hidden = name if name in _HIDDEN and not match[1] else ""
        elif match[1] and name == hidden:
            hidden = ""
        place = match.end()
    return "".join(pieces) + ("" if hidden else value[place:])


def visible(value: str) -> str:
    """Return a text in NFC without characters that show nothing or change the direction of what follows."""
    if _SUSPECT.search(value):
        value = _CONTROLS.sub("", value)
        if not _RIGHT_TO_LEFT.search(value):
            value = _MARKS.sub("", value)
        value = _LOOSE_SPACE.sub("", _PILED.sub(r"\1", value))
        value = _LOOSE_TAG.sub("", _LOOSE_JOINER.sub("", value))
    return _composed(value)


def shorten(text: str, limit: int) -> str:
    """Cut a text at the end of a word, where it has words, so that it fits the limit with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: max(limit - 1, 0)]
    if not text[len(cut)].isspace():
        space = cut.rfind(" ")
        cut = cut[:space] if space >= len(cut) // 2 else _whole(cut, text[len(cut)])
    return (cut.rstrip(" ,;:-–—") + _ELLIPSIS)[:limit]


def _whole(cut: str, following: str) -> str:
    """Take back a letter or emoji that was cut in two."""
    while cut and (unicodedata.combining(following) or following in "\u200d\ufe0f" or cut[-1] == "\u200d"):
        cut, following = cut[:-1], cut[-1]
    return cut

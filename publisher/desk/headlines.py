"""The plain words of a headline: without case, punctuation, "EXCLUSIVE:" before them and " - Reuters" behind."""

# ruff: noqa: RUF001 -- signs of many languages are the point

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from typing import Final

FEWEST_WORDS, FEWEST_LETTERS = 4, 15  # a shorter headline ("Live updates") says too little to know an event by
FEWEST_DENSE: Final = 8  # characters, in scripts without spaces

_LONGEST: Final = 500  # characters of a headline that are compared
_LONGEST_MARK: Final = 60  # characters
_LONGEST_NAME: Final = 4  # words of a publisher's name
_GAP: Final = 8  # spaces that may stand for the dash before it

# What desks put before a headline that others send without it.
_MARKS: Final = (
    "exclusive|breaking(?: news)?|just in|watch(?: live)?|video|photos|in pictures|pictures|listen|"
    "updated?(?: ?[0-9]{1,2})?|"
    "urgent|alert|developing|correction|corrected|refile|wrapup(?: [0-9]{1,2})?|eilmeldung|exklusiv|exclusif|urgente|"
    "última hora|vídeo|vidéo|ultim'ora|ultimora|son dakika|pilne|терміново|відео|ब्रेकिंग|ব্রেকিং|"
    "срочно|видео|عاجل|速報|快讯|快訊|속보"
)
_BEFORE: Final = re.compile(rf"^\W{{0,2}}(?:{_MARKS})\s*(?:[:|\]】]|[-–—]\s)\s*", re.IGNORECASE)
# As a wire sets them, with no space behind: "UPDATE 2-...". In capitals only: "Exclusive-use lanes" have none.
_SLUG_BEFORE: Final = re.compile(r"^(?:UPDATE [0-9]{1,2}|WRAPUP(?: [0-9]{1,2})?|REFILE|CORRECTED|EXCLUSIVE)-(?=\S)")
_BEHIND: Final = re.compile(r"^(.+\S)(?:\s+[-–—|·•]\s*|\s*\|\s*)([^|]{2,60})$", re.DOTALL)
_IN_BRACKETS: Final = re.compile(r"^(.+\S)\s*\(([^()]{2,40})\)$", re.DOTALL)
_SET_OFF: Final = re.compile(r"[:|\]】–—·•)-]")  # without one of these nothing stands before or behind: saves most work
# A word of a publisher's name: what stands behind a dash is cut off only where it is one.
_PRESS_WORDS: Final = """
    reuters ap afp bbc cnn nbc abc cbs npr pbs rfi dw ndtv pti ani upi efe ansa dpa tass bloomberg cnbc rte cna
    guardian telegraph independent jazeera yahoo msn axios politico news times post herald tribune today press
    tv radio daily journal gazette chronicle observer standard mail express mirror star sun globe wire online
    magazine media network zeitung spiegel welt tagesschau monde figaro libération país mundo vanguardia
    corriere repubblica nachrichten noticias notícias actualités новости вести рбк лента
    ロイター ブルームバーグ 時事 共同 毎日 朝日 読売
"""
PRESS: Final = frozenset(_PRESS_WORDS.split())
"""Words that outlets and agencies are called by."""
# Without one of these nothing stands behind: the sign is looked for first, which is quick.
_ENDS_OFF: Final = re.compile(r"[|–—·•-](?:(?<=\|)|(?<=\s.))")
_PRESS_ENDS: Final = "新聞", "新聞社", "通信", "ニュース", "新闻网", "日报", "뉴스", "신문"
_SITE: Final = re.compile(r"[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}")
_DENSE: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def without_outlet(headline: str, text: str) -> str:
    """Return "Storm nears Beira" of "Storm nears Beira - Harbour View", where the text is that without the dash.

    So aggregators write: the text says nothing more than the headline, and the outlet is no part of either.
    """
    if len(text) > len(headline) + _GAP or " - " not in headline:
        return headline
    told, _, outlet = headline.rpartition(" - ")
    return told if text.startswith(told) and text[len(told) :].strip() == outlet.strip() else headline


class _Letters(dict[int, str]):
    """What each character counts for among words: itself, case folded, or a gap. Filled in as characters come up."""

    def __missing__(self, code: int) -> str:
        kept = "".join(letter if _is_of_a_word(letter) else " " for letter in chr(code).casefold())
        if len(self) < _MOST_LETTERS:
            self[code] = kept
        return kept


def _is_of_a_word(letter: str) -> bool:
    """Say whether a character is a letter, a figure, or a mark on one, such as the vowel signs of Hindi."""
    return letter.isalnum() or (letter < _LAST_MARK and unicodedata.category(letter)[0] == "M")


_MOST_LETTERS: Final = 16_384  # characters that are remembered
_LAST_MARK: Final = "\U00020000"  # beyond it are selectors of variants only
_LETTERS: Final = _Letters()
_ASCII: Final = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))
_SHARP, _BOTH = "ß", "ss"  # the one letter of Latin news that is two where case is folded


class _Alphabet:
    """Characters that most texts of some languages are written in: those go through two calls, not letter by letter."""

    def __init__(self, beyond_ascii: str) -> None:
        characters = ("".join(map(chr, range(128))) + beyond_ascii).ljust(256, "\ufffe")  # which stands for none
        self._codes = codecs.charmap_build(characters)
        self._plain = characters.translate(_LETTERS)

    def spaced(self, text: str) -> str | None:
        """Return what the characters of a text count for among words; None where it has others than these."""
        try:
            written: bytes = codecs.charmap_encode(text, "strict", self._codes)[0]
        except UnicodeEncodeError:
            return None
        return codecs.charmap_decode(written, "strict", self._plain)[0]


_SIGNS: Final = "§©«®°·»‐–—‘’‚“”„•‹›€→−"
_LATIN: Final = _Alphabet(
    f"{_SIGNS}¡£¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"
    "ĄąĆćČčĘęĚěĞğıŁłŃńŐőŒœŘřŚśŞşȘșŠšŤťȚțŮůŰűŹźŻżŽžăđ"
)
_CYRILLIC: Final = _Alphabet(f"{_SIGNS}№₽" + "".join(map(chr, range(ord("Ѐ"), ord("џ") + 1))) + "Ґґ")


def outlet_behind(headline: str) -> str:
    """Return the words of the outlet whose name stands behind a headline, as aggregators write it; "" without one."""
    text = headline[:_LONGEST].strip()
    found = _BEHIND.match(text) if _ENDS_OFF.search(text) else None
    return _words(found[2]) if found and _names_publisher(found[2], "") else ""


def plain_headline(headline: str, credit: str = "") -> str:
    """Return the words of a headline, case folded, with one space between them.

    Marks before it and the publisher's name behind it (the `credit`, or what reads like one) are cut off, figures stay.
    """
    text = headline[:_LONGEST]
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)[:_LONGEST]  # one letter may become eighteen
    text = text.strip()
    return _words(_bare(text, credit) if _SET_OFF.search(text) else text)


def _bare(text: str, credit: str) -> str:
    """Return a headline without the marks before it and the publisher behind it."""
    for _ in range(2 if _SET_OFF.search(text, 0, _LONGEST_MARK) else 0):  # "EXCLUSIVE: Watch: ..."
        mark = _BEFORE.match(text) or _SLUG_BEFORE.match(text)
        text = text[mark.end() :] if mark else text
    found = _BEHIND.match(text) if _ENDS_OFF.search(text) else None
    if found and _names_publisher(found[2], credit) and says_enough(_words(found[1])):
        text = found[1]
    found = _IN_BRACKETS.match(text) if text[-1:] == ")" else None  # "Storm nears Beira (Reuters)"
    return found[1] if found and _names_publisher(found[2], credit) and says_enough(_words(found[1])) else text


def says_enough(words: str) -> bool:
    """Say whether a plain headline is long enough to know an event by."""
    spaces = words.count(" ")
    if spaces + 1 >= FEWEST_WORDS and len(words) - spaces >= FEWEST_LETTERS:
        return True
    return not words.isascii() and len(_DENSE.findall(words)) >= FEWEST_DENSE


def _words(text: str) -> str:
    """Return the words of a text, in any script, case folded, with one space between them."""
    return " ".join(_spaced(text).split())


def _spaced(text: str) -> str:
    """Return a text, case folded, with a space for whatever is of no word."""
    if text.isascii():
        return text.translate(_ASCII)
    text = text.replace(_SHARP, _BOTH)
    return _LATIN.spaced(text) or _CYRILLIC.spaced(text) or text.translate(_LETTERS)


@lru_cache(maxsize=1024)
def _words_of_credit(credit: str) -> str:
    return _words(credit)


def _names_publisher(name: str, credit: str) -> bool:
    plain = _words(name)
    if plain == _words_of_credit(credit) or _SITE.fullmatch(name.strip()):
        return True
    words = plain.split()
    short = 0 < len(words) <= _LONGEST_NAME and not any(map(str.isdigit, plain))
    return short and (not PRESS.isdisjoint(words) or plain.endswith(_PRESS_ENDS))

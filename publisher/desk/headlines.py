"""The plain words of a headline: without case, punctuation, "EXCLUSIVE:" before them and " - Reuters" behind."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from publisher.desk.labels import words_only

FEWEST_WORDS, FEWEST_LETTERS = (
    4,
    15,
)  # letters and figures; a shorter headline ("Live updates") says too little to know an event by
FEWEST_DENSE: Final = 8  # characters, in scripts without spaces

_LONGEST: Final = 500  # characters of a headline that are compared
_LONGEST_MARK: Final = 60  # characters
_LONGEST_NAME: Final = 4  # words of a publisher's name

# What desks put before a headline that others send without it.
_MARKS: Final = (
    "exclusive|breaking(?: news)?|just in|watch(?: live)?|video|photos|in pictures|pictures|listen|"
    "updated?(?: ?[0-9]{1,2})?|"
    "urgent|alert|developing|correction|corrected|refile|wrapup(?: [0-9]{1,2})?|eilmeldung|exklusiv|exclusif|urgente|"
    "última hora|срочно|видео|عاجل|速報|快讯|快訊|속보"
)
_BEFORE: Final = re.compile(rf"^\W{{0,2}}(?:{_MARKS})\s*(?:[:|\]】]|[-–—]\s)\s*", re.IGNORECASE)
_BEHIND: Final = re.compile(r"^(.+\S)(?:\s+[-–—|·•]\s*|\s*\|\s*)([^|]{2,60})$", re.DOTALL)
_SET_OFF: Final = re.compile(r"[:|\]】–—·•-]")  # without one of these nothing stands before or behind: saves most work
# A word of a publisher's name: what stands behind a dash is cut off only where it is one.
_PRESS: Final = frozenset(
    [
        "reuters",
        "ap",
        "afp",
        "bbc",
        "cnn",
        "nbc",
        "abc",
        "cbs",
        "npr",
        "pbs",
        "rfi",
        "dw",
        "ndtv",
        "pti",
        "ani",
        "upi",
        "efe",
        "ansa",
        "dpa",
        "tass",
        "bloomberg",
        "cnbc",
        "rte",
        "cna",
        "guardian",
        "telegraph",
        "independent",
        "jazeera",
        "yahoo",
        "msn",
        "axios",
        "politico",
        "news",
        "times",
        "post",
        "herald",
        "tribune",
        "today",
        "press",
        "tv",
        "radio",
        "daily",
        "journal",
        "gazette",
        "chronicle",
        "observer",
        "standard",
        "mail",
        "express",
        "mirror",
        "star",
        "sun",
        "globe",
        "wire",
        "online",
        "magazine",
        "media",
        "network",
        "zeitung",
        "spiegel",
        "welt",
        "tagesschau",
        "monde",
        "figaro",
        "libération",
        "país",
        "mundo",
        "vanguardia",
        "corriere",
        "repubblica",
        "nachrichten",
        "noticias",
        "notícias",
        "actualités",
        "новости",
        "вести",
        "рбк",
        "лента",
    ]
)
_SITE: Final = re.compile(r"[\w-]{2,40}(?:\.[\w-]{2,20}){1,2}")
_DENSE: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@lru_cache(maxsize=4096)
def plain_headline(headline: str, credit: str = "") -> str:
    """Return the words of a headline, case folded, with one space between them.

    Marks before it and the publisher's name behind it (the `credit`, or what reads like one) are cut off, figures stay.
    """
    text = unicodedata.normalize("NFKC", headline[:_LONGEST]).strip()
    for _ in range(2 if _SET_OFF.search(text, 0, _LONGEST_MARK) else 0):  # "EXCLUSIVE: Watch: ..."
        text = _BEFORE.sub("", text)
    found = _BEHIND.match(text) if _SET_OFF.search(text) else None
    if found and _names_publisher(found[2], credit) and says_enough(_words(found[1])):
        text = found[1]
    return _words(text)


def says_enough(words: str) -> bool:
    """Say whether a plain headline is long enough to know an event by."""
    spaces = words.count(" ")
    if spaces + 1 >= FEWEST_WORDS and len(words) - spaces >= FEWEST_LETTERS:
        return True
    return not words.isascii() and len(_DENSE.findall(words)) >= FEWEST_DENSE


def _words(text: str) -> str:
    return words_only(text.casefold())


def _names_publisher(name: str, credit: str) -> bool:
    plain = _words(name)
    if plain == _words(credit) or _SITE.fullmatch(name.strip()):
        return True
    words = plain.split()
    short = 0 < len(words) <= _LONGEST_NAME and not any(map(str.isdigit, plain))
    return short and not _PRESS.isdisjoint(words)

"""Ordinals: what a headline counts by a number before the word, by a word, or by a sign: "12. Spieltag", 8日目."""

# ruff: noqa: RUF001 -- letters of many scripts are the point

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_BEFORE: Final = re.compile(
    r"\b([0-9]{1,4})(?:\.?[ªºao]|-?(?:st|nd|rd|th|e|er|ère|ème|ste|de)|-?[йяе]|\.)\s+([^\W\d_]++)"
)
_ROUNDS_LIST: Final = """
    aflevering bölüm chapter díl edition episode episodio episódio etapa etappe folge giornata hafta heat jornada
    journée kolejka kolo match matchday odcinek puntata race rodada ronde round runde speelronde stage tappa épisode
    étape матч серия тур этап
"""
ROUNDS: Final = frozenset(_ROUNDS_LIST.split())
"""What is counted on either side of its number: "round 12", "12. runde"."""
_COUNTED: Final = ROUNDS | {"etap", "kolejki", "leg", "manche", "prozesstag", "spieltag", "verhandlungstag"}
_INFLECTED: Final = re.compile(
    r"第\s*([0-9]{1,4})\s*(\w)|([0-9]{1,3})(?:-[йяе]|\.)\s+(тур|этап|матч|spieltag|runde|etappe)"
)
_INFLECTED_SIGNS: Final = ("第", "тур", "этап", "матч", "spieltag", "runde", "etappe")  # one of them is in each
_SIGNED: Final = re.compile(
    "([0-9]{1,4})(日目|回戦|차전|회차|일차|라운드|比赛日|轮)|第([一二三四五六七八九十])(比赛日|轮|场|期|集|天|戦|回|話)"
)
_SIGNS: Final = re.compile("[日回차회일라比轮第]")
_HAN: Final = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_SPELT_LIST: Final = """
    first premier première erste erster ersten primer primera primo prima primeiro primeira первый पहला पहले
    second deuxième zweite zweiter zweiten segundo segunda secondo seconda второй दूसरा दूसरे
    third troisième dritte dritter dritten tercer tercera terzo terza terceiro terceira третий तीसरा तीसरे
    fourth quatrième vierte vierter vierten cuarto cuarta quarto quarta четвертый चौथा चौथे
    fifth cinquième fünfte fünfter fünften quinto quinta пятый पांचवां पांचवें
    sixth sixième sechste sechster sechsten sexto sexta sesto sesta шестой छठा
    seventh septième siebte siebter siebten séptimo séptima settimo settima sétimo седьмой
"""
_SPELT: Final = {
    word: number for number, line in enumerate(_SPELT_LIST.strip().splitlines(), 1) for word in line.split()
}
_BEHIND_LIST: Final = "one two three four five six seven"
_BEHIND: Final = {word: number for number, word in enumerate(_BEHIND_LIST.split(), 1)}
_DAYS: Final = frozenset(["day", "jour", "journée", "día", "dia", "giorno", "день", "दिन", "tag"])
_COUNTS_DAYS: Final = re.compile(r"\btest\b|टेस्ट|\btrial\b|procès|prozess|juicio|processo|\bсуд|cricket|\bashes\b")
_UNITS: Final = _COUNTED | _DAYS | {"test", "game", "टेस्ट", "मैच"}
_FIGURE: Final = re.compile("[0-9]")
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0963\u0980-\u09e3])*")


def ordinals(text: str) -> Iterator[tuple[str, int]]:
    """Yield what a headline in small letters counts, and its number.

    Days of a search or a war are one running story; those of a trial and of a test match are counted.
    """
    yield from _in_figures(text) if _FIGURE.search(text) else ()
    for found in _SIGNED.finditer(text) if not text.isascii() and _SIGNS.search(text) else ():
        yield (found[2], int(found[1])) if found[1] else (found[4], _HAN[found[3]])
    words = _WORD.findall(text)
    yield from _spelt(words, text) if not _UNITS.isdisjoint(words) else ()


def _in_figures(text: str) -> Iterator[tuple[str, int]]:
    for number, word in _BEFORE.findall(text):
        if word in _COUNTED or (word in _DAYS and _COUNTS_DAYS.search(text)):
            yield word, int(number)
    for found in _INFLECTED.finditer(text) if any(map(text.__contains__, _INFLECTED_SIGNS)) else ():
        yield found[2] or found[4], int(found[1] or found[3])


def _spelt(words: list[str], text: str) -> Iterator[tuple[str, int]]:
    for one, other in pairwise(words):
        if other in _UNITS and one in _SPELT and (other not in _DAYS or _COUNTS_DAYS.search(text)):
            yield other, _SPELT[one]
        elif one in _UNITS and other in _BEHIND and (one not in _DAYS or _COUNTS_DAYS.search(text)):
            yield one, _BEHIND[other]

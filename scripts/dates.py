"""Write the names of months and weekdays that dates are read by, from CLDR as Babel has it.

python scripts/dates.py > publisher/desk/dates/words.json

Babel takes a second of computing to load them, and each process that reads documents would.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec
from babel import Locale

from publisher.desk.dates.words import Named, english, fold

# The order decides where two languages give one name to two months: pl and hr have the same words, one month apart.
_LANGUAGES: Final = (
    "en es fr de pt it nl pl cs ru uk tr ar ar_SY ar_DZ ar_MA hi bn ja zh ko el hu id vi sv no nn da fi ro bg sr "
    "sr_Latn hr sk sl lt lv et is ga cy ca gl eu sq mk bs be ka hy az kk ky uz he fa ur ps ta te ml kn mr gu pa "
    "ne si th lo km my ms fil sw am so af es_MX de_AT fr_CA pt_PT en_AU"
)


def named() -> Named:
    """Return all names."""
    locales = [Locale.parse(name) for name in _LANGUAGES.split()]
    months = _first(pair for locale in locales for pair in _names(locale.months))
    croatian = _first(_names(Locale.parse("hr").months))
    days = [pair for locale in locales for pair in _names(locale.days)]
    weekdays = {
        name: found.pop() for name, found in _by_name([*english().days.items(), *days]).items() if len(found) == 1
    }
    words = {word for name, _ in days for word in (name, *name.split())}
    return Named(
        months=months,
        croatian={name: number for name, number in croatian.items() if months[name] != number},
        weekdays=weekdays,
        others=tuple(sorted(words - weekdays.keys())),
    )


def _first(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, number in pairs:
        found.setdefault(name, number)
    return found


def _by_name(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for name, number in pairs:
        found.setdefault(name, set()).add(number)
    return found


def _names(table: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[str, int]]:
    """Yield the folded full and short names of CLDR's months or weekdays, without single letters and numbers."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in table[context][width].items():
                folded = fold(name)
                if len(folded) > 1 and not any(letter.isdigit() for letter in folded):
                    yield folded, int(number)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(named()), indent=0) + b"\n")

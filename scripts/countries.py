"""Write the names of countries in the languages that the desk tells, from CLDR as Babel has it.

python scripts/countries.py > publisher/model/country.bin

Babel takes some 10 ms to load, and as much again for each language; each process that reads documents would.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator

import msgspec
from babel.core import get_global
from babel.localedata import exists

from publisher.desk.language.scripts import LANGUAGES
from publisher.model.country import COUNTRIES, Written, names_of_cldr


def written() -> Written:
    """Return all that is written."""
    aliases = get_global("territory_aliases").items()
    return Written(
        codes={code: str(now[0]) for code, now in aliases if code.isalpha() and len(now) == 1},
        names=dict(_names()),
    )


def _names() -> Iterator[tuple[str, bytes]]:
    for language in sorted({"en"}.union(*LANGUAGES.values())):
        if exists(language):
            names = names_of_cldr(language)
            yield language, zlib.compress("\n".join(names[code] for code in sorted(COUNTRIES)).encode(), 9)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.msgpack.encode(written()))

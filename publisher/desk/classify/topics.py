"""The tree of IPTC Media Topics, as far as a section needs it: which topics stand above a code.

The first edition (2010) numbered the topics depth first, so what stands below a topic is one run of numbers; what came
later is listed in runs of its own. Source: IPTC NewsCodes, CC BY 4.0, https://cv.iptc.org/newscodes/mediatopic/
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

_SECTOR: Final = 20000209  # economic sector: its children (agriculture, energy...) are sections of many desks

# The top-level topic, the run of the first edition, and where each second-level topic begins in it.
_FIRST_EDITION: Final = """
    01 00002-00051 00002 00038 00045
    16 00053-00081 00053 00056 00065 00070 00071 00073 00077 00080
    02 00082-00138 00082 00106 00119 00121 00129 00133
    03 00139-00169 00139 00148 00160 00167 00168
    04 00170-00397 00170 00209 00344 00385
    05 00398-00417 00398 00399 00400 00410 00411 00412 00413 00414 00415 00416
    06 00418-00445 00418 00420 00424 00430 00441
    07 00446-00496 00446 00461 00463 00464 00480 00483 00484 00485 00493
    08 00497-00508 00497 00498 00499 00500 00501 00502 00503 00504 00505 00507
    09 00509-00537 00509 00521 00523 00524 00531 00533 00536
    10 00538-00573 00538 00565
    11 00574-00656 00574 00587 00593 00621 00638 00646 00647 00648 00649
    12 00657-00709 00657 00687 00688 00689 00690 00696 00697 00702 00703 00705
    13 00710-00767 00710 00715 00717 00735 00741 00742 00755 00756
    14 00768-00821 00768 00770 00771 00772 00775 00780 00788 00799 00802 00808 00817
    15 00822-01127 00822 01103 01104 01108 01124 01125 01126
    17 01128-01131 01128 01129 01130 01131
"""

_SECTORS: Final = "00210 00217 00225 00235 00243 00252 00256 00271 00294 00304 00316 00322 00331 00337 00344"

# Topics of later editions, and topics that moved: the top-level (or sector) topic, and the runs below it.
_LATER: Final = """
    01000000 01133-01135 01179-01182 01184-01192 01203-01205 01248-01249 01319
    02000000 01194-01200 01283 01285 01287 01299 01313-01314 01320
    03000000 01201-01202 01280 01321 01353
    04000000 01136-01141 01158-01172 01230 01244 01258 01278-01279 01289 01291 01293-01297
    05000000 01212-01217 01337-01338
    06000000 01318
    07000000 00712-00714 01218-01229 01322
    08000000 01233-01238
    09000000 00339 01206 01275-01277
    10000000 00917 01142-01143 01239 01241 01247 01250-01257 01267-01270 01315 01339-01340
    11000000 00120 00345 00423 00479 01132 01144-01147 01173-01174 01259-01266 01292 01300 01312 01316 01326
    12000000 01271-01273 01344-01352
    13000000 01298
    14000000 01193 01232 01274 01284 01288 01290 01317 01327-01328
    15000000 01148-01157 01175-01178 01183 01231 01240 01242 01281-01282 01286 01301-01311 01323-01325 01329-01336
    01341-01343
    20000225 01161
    20000235 01245-01246
    20000256 01207-01211 01243
    20000304 01293
"""

_CODE: Final = re.compile(r"(?:^|[:/#] ?)([0-9]{8})$")
_PREFIX: Final = re.compile(r"medtop|mediatopic|subject|iptc|^subj:", re.IGNORECASE)
_DATE: Final = re.compile(  # 20260428, 28042026, 04282026
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|[12]\d|3[01])(?:19|20)\d\d"
)
_TOP_LEVEL: Final = 18000000
_MEDIA_TOPIC: Final = 20000000


def topic_of(term: str, scheme: str = "") -> str:
    """Return the 8 figures of a Media Topic or Subject Code; "" where the category is no such code.

    Taken are `medtop:20000210`, `subj:04001000`, the addresses of the IPTC, and bare figures under such a scheme; under
    none only those that can be no date. Numbers that the standard does not hold are none.
    """
    found = _CODE.search(term.strip())
    if not found or not (_PREFIX.search(term) or _PREFIX.search(scheme) or _is_bare(term, scheme, found[1])):
        return ""
    return found[1] if len(lineage(found[1])) > 1 or found[1] in _ROOTS else ""


def _is_bare(term: str, scheme: str, code: str) -> bool:
    """Say whether figures without a scheme are a code: a branch of Subject Codes, or a Media Topic, and no date."""
    if scheme or term.strip() != code or _DATE.fullmatch(code):
        return False
    return code.endswith("000") or int(code) >= _MEDIA_TOPIC


def medtop(code: str) -> str:
    """Return the Media Topic of a code, as "medtop:04000000"; of a Subject Code, which has other branches, its root."""
    return f"medtop:{code}" if int(code) >= _MEDIA_TOPIC else f"medtop:{code[:2]}000000"


@lru_cache(maxsize=4096)
def lineage(code: str) -> tuple[str, ...]:
    """Return a code and the codes above it, the narrowest first."""
    number = int(code)
    if number < _TOP_LEVEL:  # a Subject Code holds its ancestors: https://iptc.org/standards/newscodes/
        return tuple(dict.fromkeys((code, f"{code[:5]}000", f"{code[:2]}000000")))
    above = _LATER_ABOVE.get(number) or _above_in_first_edition(number)
    return tuple(dict.fromkeys((code, *(f"{topic:08}" for topic in above))))


def _above_in_first_edition(number: int) -> tuple[int, ...]:
    for top, first, last, starts in _BLOCKS:
        if first <= number <= last:
            second = starts[bisect_right(starts, number) - 1]
            sector = (_STARTS[bisect_right(_STARTS, number) - 1],) if second == _SECTOR < number else ()
            return (*sector, second, top)
    return ()


def _blocks() -> tuple[tuple[int, int, int, tuple[int, ...]], ...]:
    rows = [line.split() for line in _FIRST_EDITION.strip().splitlines()]
    return tuple((int(row[0]) * 1_000_000, *_run(row[1]), tuple(map(_topic, row[2:]))) for row in rows)


def _later_above() -> dict[int, tuple[int, ...]]:
    above: dict[int, tuple[int, ...]] = {}
    parent = 0
    for word in _LATER.split():
        if len(word) == len("01000000") and word.isdigit():
            parent = int(word)
            continue
        first, last = _run(word)
        chain = (parent,) if parent < _TOP_LEVEL else (parent, _SECTOR, 4_000_000)
        above |= dict.fromkeys(range(first, last + 1), chain)
    return above


def _run(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return _topic(first), _topic(last or first)


def _topic(short: str) -> int:
    return _MEDIA_TOPIC + int(short)


_ROOTS: Final = frozenset(f"{number:02}000000" for number in range(1, 18))
_BLOCKS: Final = _blocks()
_STARTS: Final = tuple(map(_topic, _SECTORS.split()))
_LATER_ABOVE: Final = _later_above()


# Which section of ours a topic stands for, where sources.yaml lists neither it nor one above it: the narrowest counts.
_SECTIONS: Final = {
    "01000000": "entertainment",
    "02000000": "crime",
    "04000000": "business",
    "05000000": "education",
    "06000000": "environment",
    "07000000": "health",
    "09000000": "business",
    "10000000": "lifestyle",
    "11000000": "politics",
    "13000000": "science",
    "15000000": "sports",
    "16000000": "politics",  # conflict, war and peace
    "17000000": "weather",
    "20000225": "technology",  # computing and information technology, of the economic sectors
    "20000331": "travel",  # tourism and leisure
    "20000565": "lifestyle",  # lifestyle
    "20000756": "technology",  # technology and engineering
}


def section_of_topic(code: str) -> str:
    """Return the section, by the id of the lexicons, of a topic or the nearest one above it; "" where none has one."""
    return next((_SECTIONS[topic] for topic in lineage(code) if topic in _SECTIONS), "")

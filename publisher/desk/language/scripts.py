"""The scripts of writing: which one a text is in, and which languages of news are written in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import Final

# The Unicode blocks of letters (https://www.unicode.org/Public/UNIDATA/Blocks.txt) by ISO 15924 code.
_BLOCKS: Final = """
    Latn 0041-005A 0061-007A 00AA-00AA 00BA-00BA 00C0-00D6 00D8-00F6 00F8-02AF 1E00-1EFF FF21-FF3A FF41-FF5A
    Grek 0370-03FF 1F00-1FFF
    Cyrl 0400-052F 1C80-1C8F
    Armn 0531-0588
    Hebr 05D0-05F2 FB1D-FB4F
    Arab 0620-064A 066E-06D3 06D5-06D5 06EE-06EF 06FA-06FF 0750-077F FB50-FDFF FE70-FEFC
    Deva 0900-0963 0970-097F
    Beng 0980-09E3 09F0-09F1
    Guru 0A00-0A65 0A70-0A7F
    Gujr 0A80-0AE5
    Orya 0B00-0B65
    Taml 0B80-0BE5
    Telu 0C00-0C65
    Knda 0C80-0CE5
    Mlym 0D00-0D65
    Sinh 0D80-0DE5
    Thai 0E01-0E3A 0E40-0E4E
    Laoo 0E80-0ECD 0EDC-0EDF
    Tibt 0F00-0F1F 0F40-0FBC
    Mymr 1000-103F 1050-109F
    Geor 10A0-10FF 1C90-1CBF
    Hang 1100-11FF 3130-318F AC00-D7AF
    Ethi 1200-135A 1380-139F
    Cher 13A0-13FF
    Khmr 1780-17D3
    Mong 1820-18AA
    Kana 3041-3096 309D-309F 30A1-30FA 30FD-30FF 31F0-31FF FF66-FF9F
    Hani 3400-4DBF 4E00-9FFF F900-FAFF 20000-323AF
"""

# The languages of news by the script they are written in; the first is the one that most news in it is written in.
LANGUAGES: Final[dict[str, tuple[str, ...]]] = {
    script: tuple(listed.split())
    for script, listed in {
        "Latn": "en es fr de pt it nl pl tr id vi ro sv cs hu da no fi sk hr bs sr sl lt lv et sq ca gl eu is ga cy mt "
        "ms tl sw af so ha yo ig zu xh rw sn om ht az uz tk lb fo fy eo la jv su mg ny st nb nn ku kk mi pcm qu gn",
        "Cyrl": "ru uk bg be sr mk kk ky mn tg tt uz ba os sah cv ab az bs",
        "Arab": "ar fa ur ps ckb sd ug ku sdh prs pa ks az arz ary",
        "Deva": "hi mr ne sa gom bho mai doi brx",
        "Hebr": "he yi",
        "Beng": "bn as mni",
        "Ethi": "am ti",
        "Tibt": "bo dz",
        "Mong": "mn",
        "Hani": "zh ja ko yue lzh",
        "Kana": "ja",
        "Hang": "ko",
        "Grek": "el",
        "Armn": "hy",
        "Guru": "pa",
        "Gujr": "gu",
        "Orya": "or",
        "Taml": "ta",
        "Telu": "te",
        "Knda": "kn tcy",
        "Mlym": "ml",
        "Sinh": "si",
        "Thai": "th",
        "Laoo": "lo",
        "Mymr": "my shn mnw",
        "Geor": "ka",
        "Cher": "chr",
        "Khmr": "km",
    }.items()
}

PLENTY: Final = 40  # letters: it makes no difference how many more there are
_ASCII_SIGNS: Final = bytes(code for code in range(128) if not chr(code).isalpha())
# Those, and in UTF-8 what continues a character, and what begins one of U+0080-033F or U+2000-2FFF, where all letters
# are Latin: what is left of a text are its letters of ASCII, and a byte for each character beyond.
_NOT_TELLING: Final = _ASCII_SIGNS + bytes((*range(0x80, 0xC0), *range(0xC2, 0xCD), 0xE2))
# All but the Latin letters below U+0300, punctuation and signs; what is found may still be a letter of no script.
_BEYOND_LATIN: Final = re.compile("[^\x00-\u02af\u1e00-\u1eff\u2000-\u2bff]")

_DENSE: Final = 3  # a Chinese character, a kana or a Korean syllable says as much as about three letters
_WEIGHT: Final = {"Hani": _DENSE, "Kana": _DENSE, "Hang": _DENSE}
_ASSAMESE: Final = frozenset("ৰৱ")  # ra and wa, which Bengali writes otherwise
_KANA_SHARE: Final = 0.1  # of the East Asian characters: below it a kana is a quotation or a name


def letters_by_script(text: str, latin: int | None = None) -> dict[str, int]:
    """Count the letters of each script, weighted by how much one of them says; signs and figures count nothing.

    Of a text that is all Latin and has more than `PLENTY` letters of ASCII, only these are counted. `latin` is what
    `latin_letters` says of the text, where it was asked before.
    """
    latin = latin_letters(text) if latin is None else latin
    if latin < 0 and not _BEYOND_LATIN.search(text):
        latin = len(text.encode("ascii", "ignore").translate(None, _ASCII_SIGNS))
    if latin > PLENTY or text.isascii():
        return {"Latn": latin} if latin else {}
    return _count(text)


def latin_letters(text: str) -> int:
    """Count the letters of ASCII in a text whose letters are all Latin; -1 where some are, or may be, of other scripts.

    It goes by the first byte of each character in UTF-8, so two calls see the whole text.
    """
    telling = text.encode("utf-8", "surrogatepass").translate(None, _NOT_TELLING)
    return len(telling) if telling.isascii() else -1


def _count(text: str) -> dict[str, int]:
    counts = Counter(map(_SCRIPT.__getitem__, text))
    del counts[""]
    for script in _WEIGHT.keys() & counts.keys():
        counts[script] *= _WEIGHT[script]
    return _japanese(counts)


def _japanese(counts: Counter[str]) -> dict[str, int]:
    """Chinese characters among enough kana are Japanese, among enough Korean letters Korean."""
    for script in ("Kana", "Hang"):
        if script not in counts:
            continue
        east = counts[script] + counts["Hani"]
        if counts[script] >= _KANA_SHARE * east:
            counts[script] = east
            del counts["Hani"]
    return {script: count for script, count in counts.items() if count}


def only_language(script: str, text: str) -> str:
    """Return the language that a script proves; "" where several languages of news are written in it."""
    if script == "Beng":
        return "as" if not _ASSAMESE.isdisjoint(text) else "bn"
    if script == "Hani":
        if _is_japanese(text):
            return "ja"
        form = chinese(text)
        return f"zh-{form}" if form else "zh"
    languages = LANGUAGES[script]
    return languages[0] if len(languages) == 1 or script in _ONE_IN_NEWS else ""


def chinese(text: str) -> str:
    """Tell simplified (Hans) from traditional characters (Hant) by the sets that hold them; "" where both do."""
    forms = Counter(map(_chinese_form, text))
    simplified, traditional = forms["Hans"], forms["Hant"]
    if simplified == traditional:
        return ""
    return "Hans" if simplified > traditional else "Hant"


@lru_cache(maxsize=8192)
def _chinese_form(character: str) -> str:
    if _SCRIPT[character] != "Hani":
        return ""
    simplified, traditional = _encodes(character, "gb2312"), _encodes(character, "big5")
    if simplified == traditional:
        return ""
    return "Hans" if simplified else "Hant"


def _is_japanese(text: str) -> bool:
    """Say whether characters are written as Japan alone writes them, and none as only China does, kana or no kana."""
    forms = {_japanese_form(character) for character in set(text)}
    return "Jpan" in forms and "Chinese" not in forms


@lru_cache(maxsize=8192)
def _japanese_form(character: str) -> str:
    if _SCRIPT[character] != "Hani":
        return ""
    if not _encodes(character, "shift_jis"):
        return "Chinese"
    return "" if _encodes(character, "gb2312") or _encodes(character, "big5") else "Jpan"


def _encodes(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


class _Scripts(dict[str, str]):
    """The script of each letter, "" of what is none: worked out as they come up."""

    def __missing__(self, character: str) -> str:
        place = bisect_right(_FIRSTS, ord(character)) - 1
        script = _RANGES[place][2] if place >= 0 and ord(character) <= _RANGES[place][1] else ""
        if len(self) < _MOST_LETTERS:
            self[character] = script
        return script


_MOST_LETTERS: Final = 8_192  # that are remembered
_SCRIPT: Final = _Scripts()


def ranges() -> list[tuple[int, int, str]]:
    """Return the blocks of letters: first and last code point, and the script; in order."""
    rows = [line.split() for line in _BLOCKS.strip().splitlines()]
    found = [(*run.split("-"), row[0]) for row in rows for run in row[1:]]
    return sorted((int(first, 16), int(last, 16), script) for first, last, script in found)


_ONE_IN_NEWS: Final = frozenset({"Hebr", "Knda", "Mymr", "Mong"})
_RANGES: Final = ranges()
_FIRSTS: Final = [first for first, _, _ in _RANGES]

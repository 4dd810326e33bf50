"""Words of an operator's own, found in what an article says: whole words, without regard to case and accents.

    "São Paulo" ─ fold ─▶ "sao paulo" ─ in ─▶ "flood in sao-paulo's north" ─▶ found;  "ran" in "iran" ─▶ not found

Scripts that write no spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) have no bounds to look for: there a keyword
is found wherever its characters stand. Korean hangs its particles on words: there the bound before it counts alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from publisher.model import Article

# Marks that are no accents but letters, to which `\w` does not answer: the vowel signs of the scripts of India, of
# Hebrew and of Arabic, and the joiners.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u200c\u200d"
)
_DENSE: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_HANGUL: Final = "\uac00-\ud7af"
_ACCENTS: Final = re.compile("[\u0300-\u036f\u064b-\u0652\u0670\u0640]")  # and the vowels that Arabic may leave out
_APOSTROPHES: Final = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})
_GAP: Final = r"[\s\-\u2010-\u2015]+"
_PARTS: Final = re.compile(_GAP)
_STARTS: Final = rf"(?:(?<![\w{_MARKS}])|(?<=[{_DENSE}]))"
_ENDS: Final = rf"(?:(?![\w{_MARKS}])|(?=[{_DENSE}]))"
# Compiled by whoever asks first: that is dear, and few newsrooms have keywords or count words in these scripts.
_IS_DENSE: Final = f"[{_DENSE}]"
_IS_HANGUL: Final = f"[{_HANGUL}]"
_TAG: Final = re.compile(r"<[^>]*>")
_PLENTY: Final = 12  # characters of HTML that are seldom less than a word
_TO_A_WORD: Final = 2  # characters of a script that writes no spaces

NOBODY: Final = ""


def fold(text: str) -> str:
    """Return a text without case and accents, in any script."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_APOSTROPHES)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", plain))


def found_in(keywords: Sequence[str], article: Article) -> str:
    """Return the first of some keywords that the headline or the summary says, folded; "" where they say none."""
    return matcher(tuple(keywords))(_said(article.headline, article.summary))


@lru_cache(maxsize=256)
def matcher(keywords: tuple[str, ...]) -> Callable[[str], str]:
    """Return what finds the first of some keywords in a folded text."""
    wanted = sorted(
        {" ".join(fold(keyword).split()) for keyword in keywords} - {""}, key=lambda word: (-len(word), word)
    )
    needles = {
        max(_PARTS.split(keyword), key=len) for keyword in wanted
    }  # one of them stands in every text that matters
    search = re.compile("|".join(_patterns(wanted))).search

    def find(text: str) -> str:
        if not any(map(text.__contains__, needles)):
            return NOBODY
        found = search(text)
        return found[0] if found else NOBODY

    return find


def _patterns(keywords: Sequence[str]) -> Iterator[str]:
    """Yield the expressions of folded keywords, those of the same bounds together: bounds are dear to compile."""
    alike: dict[tuple[str, str], list[str]] = {}
    for keyword in keywords:
        inner = _GAP.join(re.escape(word) for word in _PARTS.split(keyword) if word)
        alike.setdefault(_bounds(keyword), []).append(inner)
    for (before, behind), inner_ones in alike.items():
        yield f"{before}(?:{'|'.join(inner_ones)}){behind}"


def _bounds(keyword: str) -> tuple[str, str]:
    """Return the expressions of the bounds that a keyword has in its script."""
    before = "" if re.match(_IS_DENSE, keyword) else _STARTS
    behind = "" if re.match(f"{_IS_DENSE}|{_IS_HANGUL}", keyword[-1:]) else _ENDS
    return before, behind


@lru_cache(maxsize=2048)
def _said(headline: str, summary: str) -> str:
    """Return what of an article is searched; a line break is no bound that a phrase crosses."""
    return fold(f"{headline} \x00 {summary}")


def is_long(article: Article, least: int) -> bool:
    """Say whether an article has so many words; of a long one no more is read than must be."""
    if len(article.body) < least and len(article.summary) < least:
        return False
    head = _TAG.sub(" ", _whole_tags(article.body[: least * _PLENTY]))
    return count_words(head) >= least or length(article) >= least


def _whole_tags(html: str) -> str:
    """Return the beginning of some HTML without the tag in which it was cut."""
    opened = html.rfind("<")
    return html[:opened] if opened > html.rfind(">") else html


def length(article: Article) -> int:
    """Return how many words an article has: of its text, or of its summary where that is longer.

    Two characters of a script that writes no spaces count as a word.
    """
    return max(count_words(_TAG.sub(" ", article.body)), count_words(article.summary))


def count_words(text: str) -> int:
    """Count the words of a text in any script."""
    if text.isascii():
        return len(text.split())
    spaced, dense = re.subn(_IS_DENSE, " ", text)
    return len(spaced.split()) + (dense + _TO_A_WORD - 1) // _TO_A_WORD

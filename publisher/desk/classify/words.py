"""The words of an article, cut once: every link of the chain that reads the text reads these.

A word is a run of letters, figures and marks. Apostrophes and hyphens part words ("l'Iran", "US-led"), an English 's
stands after its word. Chinese, Japanese, Korean, Thai and their neighbours are cut by characters. The phrases of a
table are cut by `phrase`, so that they compare equal to the words of a text.

    text ─ letters ─▶ folded words                    how they are written, what stands beside them: where it is asked
         ─ pieces ──▶ words, each with all of that    for letters that do not fit
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final, NamedTuple

from publisher.desk.classify.letters import SHARP, SHARPS, spaced, starts_of
from publisher.desk.classify.pieces import Word, cut, fold_word
from publisher.desk.headlines import without_outlet

__all__ = ["MOST", "Word", "Words", "fold_word", "phrase", "words_of"]

MOST: Final = 400  # words of an article that are read

_LONGEST: Final = 4_096  # characters, of the headline and of the text
_ENDS: Final = frozenset('.!?:;\u2026\u3002\uff01\uff1f\u0964\u061f\u06d4|\u2022\u201c\u201d"\u00ab\u201e\u2018')
_SPACE: Final = ord(" ")


class Seen(NamedTuple):
    """What is seen in a text at a glance (marks.py). Read the lists, never write them."""

    entries: list[int]  # of each word, what the lexicon has of it: a number, 0 where it has nothing
    phrases: list[int]  # where a phrase of the lexicon may begin
    names: list[int]  # where a name may begin


class Words:
    """The words of a headline and a text in one row. Read the lists, never write them."""

    __slots__ = ("_cut", "_data", "_starts", "folded", "headline", "seen", "strengths", "text", "title")

    def __init__(self, cut: list[str], headline: int, text: str, data: bytes, title: int) -> None:
        """Make them of a text, what it is as words with spaces between (a byte a character), and those words."""
        # To be compared: without case and accents.
        self.folded = [word.replace(SHARP, "ss") for word in cut] if SHARPS in data else cut
        self.headline = headline  # how many words are the headline's
        self.text = text  # that the words are written in
        self.title = title  # how many characters of it are the headline's
        self.seen: tuple[object, Seen] | None = None  # and by which tables
        self.strengths: tuple[object, dict[int, float]] | None = None  # of the entries in it, and of which lexicon
        self._cut, self._data = cut, data
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Where each word begins in the text."""
        if self._starts is None:
            self._starts = starts_of(self._data)
        return self._starts

    def has_colon(self) -> bool:
        """Say whether there is a colon in the headline."""
        return self.text.find(":", 0, self.title) >= 0

    @property
    def row(self) -> list[Word]:
        """All words, each with how it is written and what stands beside it: dear, where only a few are asked for."""
        told = range(len(self.folded))
        return [Word(self.written(at), self.folded[at], self.before(at), self.after(at)) for at in told]

    def written(self, at: int) -> str:
        """Return a word as it is written."""
        start = (self._starts or self.starts)[at]
        return self.text[start : start + len(self._cut[at])]

    def initial(self, at: int) -> str:
        """Return the first letter of a word as it is written."""
        return self.text[(self._starts or self.starts)[at]]

    def before(self, at: int) -> str:
        """Return what is written to a word without a space, in front of it: never a letter."""
        text, data = self.text, self._data
        end = start = (self._starts or self.starts)[at]
        while data[start - 1] == _SPACE and not text[start - 1].isspace():
            start -= 1
        return text[start:end]

    def after(self, at: int) -> str:
        """Return what is written to a word, behind it: ",", "'s"; of two words in one it is told of both."""
        text, data = self.text, self._data
        start = end = (self._starts or self.starts)[at] + len(self._cut[at])
        if text[end] == " ":  # as behind most words
            return ""
        while data[end] == _SPACE and not text[end].isspace():
            end += 1
        return text[start:end]

    def follows_freely(self, at: int) -> bool:
        """Say whether no sign is written to a word in front, nor to the word before it behind."""
        return not self.after(at - 1) and not self.before(at)

    def starts_sentence(self, at: int) -> bool:
        """Say whether a word is the first of the headline, the text or a sentence: its capital says nothing."""
        if at in (0, self.headline):
            return True
        return not (_ENDS.isdisjoint(self.after(at - 1)) and _ENDS.isdisjoint(self.before(at)))


class Apart(Words):
    """Words that were cut apart, where the letters of a text do not allow it to be cut as a whole."""

    __slots__ = ("_row",)

    def __init__(self, row: list[Word], headline: int) -> None:
        """Make them of words with all that is told of each."""
        written = [word.written for word in row]
        super().__init__([word.folded for word in row], headline, " ".join(written), b"", 0)
        self._starts = [0, *accumulate([len(word) + 1 for word in written])]
        self._row = row

    def has_colon(self) -> bool:
        """Say whether there is a colon behind a word of the headline."""
        return any(":" in word.after for word in self._row[: self.headline])

    @property
    def row(self) -> list[Word]:
        """All words."""
        return self._row

    def written(self, at: int) -> str:
        """Return a word as it is written."""
        return self._row[at].written

    def before(self, at: int) -> str:
        """Return what is written to a word without a space, in front of it."""
        return self._row[at].before

    def after(self, at: int) -> str:
        """Return what is written to a word, behind it."""
        return self._row[at].after


def words_of(headline: str, text: str, language: str = "") -> Words:
    """Cut a headline and a text; a text that begins with the headline is read from there on.

    Whatever the language is declared to be, the characters decide how words are cut.
    """
    headline, text = _read(headline, text)
    return _laid_out(headline, text, language) or _apart(headline, text)


def _read(headline: str, text: str) -> tuple[str, str]:
    """Return what is read of a headline and a text."""
    headline, text = headline[:_LONGEST].strip(), text[:_LONGEST].strip()
    told = without_outlet(headline, text)
    if told is not headline:
        return told, ""
    return headline, text[len(headline) :] if headline and text.startswith(headline) else text


def _laid_out(headline: str, text: str, language: str) -> Words | None:
    """Cut a text as a whole, where its letters allow it."""
    both = f" {headline}\n{text} "
    told = spaced(both, language)
    if told is None:
        return None
    data, folded = told
    end = len(headline) + 1
    row = folded[:end].split()
    first = len(row)
    row += folded[end:].split()
    del row[MOST:]
    return Words(row, min(first, MOST), both, data, end)


def _apart(headline: str, text: str) -> Words:
    row = cut(headline)
    first = len(row)
    row += cut(text)
    del row[MOST:]
    return Apart(row, min(first, MOST))


def phrase(text: str) -> tuple[str, ...]:
    """Return the folded words of a name or a phrase: what a table of words is keyed by."""
    return tuple([word.folded for word in cut(text)])

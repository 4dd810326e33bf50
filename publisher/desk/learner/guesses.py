"""What articles teach whose section nobody told: the words of their sources, and what these are mostly about.

taken for ─▶ how far each source leans ─▶ taken for, with that ─▶ words ─▶ taken for, by these ─▶ words
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp
from typing import Final, NamedTuple, TypeAlias

from publisher.desk.learner.lessons import Lesson, odds_by, scores_by
from publisher.desk.learner.mixes import Odds, leaning
from publisher.desk.learner.odds import Rows, Said, Voices, hear, learn_words

ROUNDS: Final = 2
COUNTING: Final = 3.0  # articles that one counts which nobody labelled: it is of the very sources that are read

Leanings: TypeAlias = Mapping[str, Sequence[float]]  # of a source that has a name, to each answer


class Teachers(NamedTuple):
    """What is known before: what others said, the mix that is usual, and the strength of learned words."""

    told: Voices
    usual: Sequence[float]
    strength: float


class Taught(NamedTuple):
    """The words that were learned, and how far each source leans."""

    rows: Rows
    leanings: Leanings


def teach(
    lesson: Lesson,
    odds: Mapping[int, Odds],
    teachers: Teachers,
    rare: Mapping[str, int],
    certain: Iterable[tuple[str, Odds]] = (),
) -> Taught:
    """Learn the words of `rare` from others and from those articles of the lesson that have odds.

    `certain` are articles of the same sources whose section somebody told. How far a source leans comes from what
    others say of it: once it teaches itself, the words of a source of one subject prove nothing, for it writes them
    whatever it writes about.
    """
    leanings = _leanings([*certain, *[(lesson.examples[at].source, one) for at, one in odds.items()]], teachers.usual)

    def words(odds: Mapping[int, Odds]) -> Rows:
        guessed = hear(_guessed(lesson, odds, leanings), lesson.rare, len(lesson.model.labels))
        return learn_words(rare, teachers.told, guessed)

    rows = words(odds)
    for _ in range(ROUNDS - 1 if odds else 0):
        odds = odds_by(scores_by(rows, lesson, odds), lesson, teachers.strength)
        rows = words(odds)
    return Taught(rows, leanings)


def _leanings(articles: Iterable[tuple[str, Odds]], usual: Sequence[float]) -> Leanings:
    by_source: dict[str, list[Odds]] = {}
    for source, odds in articles:
        if source:
            by_source.setdefault(source, []).append(odds)
    return {source: leaning(written, usual) for source, written in by_source.items()}


def _guessed(lesson: Lesson, odds: Mapping[int, Odds], leanings: Leanings) -> Iterator[Said]:
    """Put articles under the labels that they are taken for; what is taken for no label teaches nothing."""
    labels, answers = lesson.model.labels, lesson.model.answers
    nowhere = [0.0] * len(answers)
    for at, one in odds.items():
        leant = leanings.get(lesson.examples[at].source, nowhere)
        told = [share * exp(more) for share, more in zip(one, leant, strict=True)]
        taken, total = dict(zip(answers, told, strict=True)), sum(told)
        under = {place: COUNTING * (taken[label] / total) for place, label in enumerate(labels)}
        yield lesson.articles[at]._replace(under=under)

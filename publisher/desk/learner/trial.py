"""The trial: what was learned judges outlets that it did not learn from, and the lexicon the same articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import exp
from typing import Final, NamedTuple, TypeAlias

from publisher.desk.learner.examples import Example
from publisher.desk.learner.figures import Judged, right_of
from publisher.desk.learner.guesses import Teachers, teach
from publisher.desk.learner.lessons import Lesson, heard_in, joined_scores, odds_by, scores_by
from publisher.desk.learner.mixes import Odds
from publisher.desk.learner.odds import Voices, learn_words

FOLDS: Final = 5
SLACK: Final = 0.0025  # of accuracy, that is about as well
STRENGTHS: Final = (0.0, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0)  # of the learned beside the lexicon, that are tried

Tried: TypeAlias = Mapping[float, Sequence[Judged]]  # all examples, as judged with each strength


class Alone(NamedTuple):
    """What came of a trial in which each outlet was judged by what other outlets teach."""

    tried: Tried
    odds: Mapping[int, Odds]  # with the strength that did best


def strength_of(tried: Tried) -> float:
    """Return the largest strength that did about as well as the best: the learned is nearer to what is read here."""
    best = max(map(right_of, tried.values()))
    return max(strength for strength, judged in tried.items() if right_of(judged) >= best - SLACK)


def folds(examples: Sequence[Example]) -> Iterator[frozenset[str]]:
    """Deal the outlets out to folds, the largest ones first, each to the fold that has least."""
    sizes = Counter(example.outlet for example in examples)
    dealt: list[tuple[int, list[str]]] = [(0, []) for _ in range(min(FOLDS, len(sizes)))]
    for outlet, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        least = min(range(len(dealt)), key=lambda at: dealt[at][0])
        dealt[least] = dealt[least][0] + size, [*dealt[least][1], outlet]
    return (frozenset(outlets) for _, outlets in dealt)


def judge_strangers(lesson: Lesson, every: Voices) -> Alone:
    """Judge each example by what the outlets of other folds teach, with each strength; `every` outlet is heard."""
    scores: dict[int, list[float]] = {}
    for outlets in folds(lesson.examples):
        others = {outlet: voice for outlet, voice in every.items() if outlet not in outlets}
        asked = _of(outlets, lesson)
        scores |= scores_by(learn_words(heard_in(lesson, asked), others), lesson, asked)
    tried = _judged_all(lesson, scores, {})
    return Alone(tried, odds_by(scores, lesson, strength_of(tried)))


def judge_readers(lesson: Lesson, odds: Mapping[int, Odds], teachers: Teachers) -> Tried:
    """Judge each example as where its source is read and nobody tells the sections of its articles.

    To what other folds teach comes what every second article of its fold is taken for: those of its source, but never
    itself. `teachers` are all outlets.
    """
    scores: dict[int, list[float]] = {}
    leanings: dict[int, Sequence[float]] = {}
    for outlets in folds(lesson.examples):
        others = {outlet: voice for outlet, voice in teachers.told.items() if outlet not in outlets}
        held = _of(outlets, lesson)
        rare = heard_in(lesson, held)
        for read, asked in ((held[::2], held[1::2]), (held[1::2], held[::2])):
            taught = teach(lesson, {at: odds[at] for at in read}, teachers._replace(told=others), rare)
            scores |= scores_by(taught.rows, lesson, asked)
            leanings |= {at: taught.leanings.get(lesson.examples[at].source, ()) for at in asked}
    return _judged_all(lesson, scores, leanings)


def _of(outlets: frozenset[str], lesson: Lesson) -> list[int]:
    return [at for at, example in enumerate(lesson.examples) if example.outlet in outlets]


def _judged_all(
    lesson: Lesson, scores: Mapping[int, Sequence[float]], leanings: Mapping[int, Sequence[float]]
) -> dict[float, list[Judged]]:
    """Judge all examples with each strength; with none, it is the lexicon alone."""
    tried: dict[float, list[Judged]] = {}
    for strength in STRENGTHS:
        tried[strength] = judged = []
        for at, example in enumerate(lesson.examples):
            joined = joined_scores(lesson, at, scores[at], strength)
            if strength and leanings.get(at):
                for answer, more in zip(lesson.model.answers, leanings[at], strict=True):
                    joined[answer] += more
            judged.append(_judged(joined, example.label))
    return tried


def _judged(scores: Mapping[str, float], label: str) -> Judged:
    answer = max(scores, key=scores.__getitem__)
    return Judged(answer, 1 / sum(exp(score - scores[answer]) for score in scores.values()), label)

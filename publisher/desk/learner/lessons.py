"""What there is to learn from, and what is made of an article: by the lexicon alone, and with what was learned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from publisher.desk.classify.sections import SECTIONS, lexicon_scores, shares_of
from publisher.desk.classify.sections.learned import Learned, Model, counted, join
from publisher.desk.learner.examples import Example
from publisher.desk.learner.mixes import Odds
from publisher.desk.learner.odds import Rows, Said


class Lesson(NamedTuple):
    """Articles to learn from, what their words are, and what the lexicon says for each answer."""

    examples: Sequence[Example]
    articles: list[Said]
    lexicon: list[dict[str, float]]
    rare: Mapping[str, int]  # all words to learn
    model: Model  # without words


def lesson_of(examples: Sequence[Example], rare: Mapping[str, int], model: Model) -> Lesson:
    """Make a lesson of articles."""
    places = {label: place for place, label in enumerate(model.labels)}
    articles = [Said(counted(one.words), {places[one.label]: 1.0} if one.label else {}, one.outlet) for one in examples]
    silent = [0.0] * len(model.labels)
    lexicon = [join(lexicon_scores(one.words, one.language), silent, model, SECTIONS) for one in examples]
    return Lesson(examples, articles, lexicon, rare, model)


def heard_in(lesson: Lesson, places: Iterable[int]) -> dict[str, int]:
    """Return the words that some of the articles have: what others say need not be learned to judge these."""
    words = {word for at in places for word in lesson.articles[at].counts}
    return {word: lesson.rare[word] for word in words & lesson.rare.keys()}


def scores_by(rows: Rows, lesson: Lesson, places: Iterable[int]) -> dict[int, list[float]]:
    """Return what learned words say of some of the articles for each label."""
    learned = Learned(replace(lesson.model, words=rows.words, step=rows.step))
    return {at: learned.scores_of(lesson.articles[at].counts) for at in places}


def odds_by(scores: Mapping[int, Sequence[float]], lesson: Lesson, strength: float) -> dict[int, Odds]:
    """Return the shares of the odds of each answer, by the lexicon and by what learned words say beside it."""
    answers = lesson.model.answers
    odds: dict[int, Odds] = {}
    for at, told in scores.items():
        joined = joined_scores(lesson, at, told, strength)
        odds[at] = shares_of([joined[answer] for answer in answers])
    return odds


def joined_scores(lesson: Lesson, at: int, told: Sequence[float], strength: float) -> dict[str, float]:
    """Add up the scores of an article as `join` does, with a strength."""
    scores = dict(lesson.lexicon[at])
    for label, score in zip(lesson.model.labels, told, strict=True):
        scores[label] += strength * score
    return scores

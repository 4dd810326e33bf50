"""The trial: what was learned judges outlets that it did not learn from, and the lexicon the same articles."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp
from typing import Final, NamedTuple

from msgspec.structs import replace

from publisher.desk.classify.sections import SECTIONS, lexicon_scores
from publisher.desk.classify.sections.learned import FORMAT, Figure, Learned, Model, Trial, counted, join
from publisher.desk.learner.examples import Example
from publisher.desk.learner.odds import Rows, Said, hear, learn_words, rarities

LEAST_ARTICLES: Final = 200
LEAST_OUTLETS: Final = 3
FOLDS: Final = 5
SLACK: Final = 0.0025  # of accuracy, that is about as well
MARGIN: Final = 0.002  # of accuracy, that the learned must be better than the lexicon
STRENGTHS: Final = (0.0, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0)  # of the learned beside the lexicon, that are tried
FRANK: Final = 0.85  # up to here what is right is told as it is
SURELY: Final = 0.95  # of answers must be right to be told as SURE
SURE: Final = 0.9
EDGES: Final = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)

_NO_TRIAL: Final = Trial(0, 0, (0.0, 0.0), (0.0, 0.0))


class TooFewError(ValueError):
    """There is too little to learn from; the message says what is missing."""


class Judged(NamedTuple):
    """An example as it was judged: the answer, its share of the odds, and the label."""

    answer: str
    share: float
    label: str


class Lesson(NamedTuple):
    """What there is to learn from: articles that somebody labelled, and what the lexicon says for each answer."""

    examples: Sequence[Example]
    articles: list[Said]
    lexicon: list[dict[str, float]]
    rare: dict[str, int]
    model: Model  # without words


def learn(examples: Sequence[Example], names: Mapping[str, str] | None = None) -> Model:
    """Learn from all examples, and say how well it did on outlets that it had not learned from. Raises TooFewError.

    Examples without a label teach by what they are taken for, once the others have taught. `names` says which label a
    section of the lexicon is here; a label of that name where it is left out.
    """
    told = [example for example in examples if example.label]
    untold = [example for example in examples if not example.label]
    labels = tuple(sorted({example.label for example in told}))
    _check(told, labels)
    names = dict(names or {section: section for section in SECTIONS if section in labels})
    rare = rarities([counted(example.words) for example in examples])
    model = Model(FORMAT, labels, names, {}, 0.0, 0.0, trusted=False, shares=(), right=(), trial=_NO_TRIAL)
    lesson = _lesson(told, rare, model)
    tried, strength = _tried(lesson, guessing=bool(untold))
    rows = _rows(lesson, _lesson(untold, rare, model), strength)
    return _model(replace(model, words=rows.words, step=rows.step), lesson, tried, len(untold))


def _lesson(examples: Sequence[Example], rare: dict[str, int], model: Model) -> Lesson:
    places = {label: place for place, label in enumerate(model.labels)}
    articles = [
        Said(counted(words), {places[label]: 1.0} if label else {}, outlet) for words, label, outlet, _ in examples
    ]
    silent = [0.0] * len(model.labels)
    lexicon = [join(lexicon_scores(one.words, one.language), silent, model, SECTIONS) for one in examples]
    return Lesson(examples, articles, lexicon, rare, model)


def _rows(lesson: Lesson, untold: Lesson, strength: float) -> Rows:
    """Learn from all articles, then once more with those that nobody labelled."""
    labels = len(lesson.model.labels)
    told = hear(lesson.articles, lesson.rare, labels)
    rows = learn_words(lesson.rare, told)
    if not untold.articles:
        return rows
    scores = _asked(rows, untold.articles, lesson.model)
    return learn_words(
        lesson.rare, told, hear(_guessed(untold, range(len(scores)), scores, strength), lesson.rare, labels)
    )


def _model(model: Model, lesson: Lesson, tried: Mapping[float, Sequence[Judged]], untold: int) -> Model:
    strength = _strength(tried)
    alone, learned = tried[0.0], tried[strength]
    trial = Trial(
        articles=len(lesson.examples),
        outlets=len({example.outlet for example in lesson.examples}),
        lexicon=(_right(alone), _mean_f1(alone, model.labels)),
        learned=(_right(learned), _mean_f1(learned, model.labels)),
        figures=tuple(_figure(label, alone, learned) for label in model.labels),
        untold=untold,
    )
    return replace(
        model,
        share=strength,
        trusted=trial.learned[0] >= trial.lexicon[0] + MARGIN,
        shares=EDGES,
        right=tuple(map(cautious, reliability([(one.share, one.answer == one.label) for one in learned]))),
        trial=trial,
    )


def _strength(tried: Mapping[float, Sequence[Judged]]) -> float:
    """Return the largest strength that did about as well as the best: the learned is nearer to what is read here."""
    best = max(map(_right, tried.values()))
    return max(strength for strength, judged in tried.items() if _right(judged) >= best - SLACK)


def _check(examples: Sequence[Example], labels: Sequence[str]) -> None:
    outlets = len({example.outlet for example in examples})
    if len(examples) < LEAST_ARTICLES or outlets < LEAST_OUTLETS or len(labels) < 2:  # noqa: PLR2004 -- one is no choice
        message = (
            f"{len(examples)} sectioned articles of {outlets} outlets in {len(labels)} sections; "
            f"to learn takes {LEAST_ARTICLES} of {LEAST_OUTLETS} outlets in two sections"
        )
        raise TooFewError(message)


def folds(examples: Sequence[Example]) -> Iterator[frozenset[str]]:
    """Deal the outlets out to folds, the largest ones first, each to the fold that has least."""
    sizes = Counter(example.outlet for example in examples)
    dealt: list[tuple[int, list[str]]] = [(0, []) for _ in range(min(FOLDS, len(sizes)))]
    for outlet, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        least = min(range(len(dealt)), key=lambda at: dealt[at][0])
        dealt[least] = dealt[least][0] + size, [*dealt[least][1], outlet]
    return (frozenset(outlets) for _, outlets in dealt)


def _tried(lesson: Lesson, *, guessing: bool) -> tuple[dict[float, list[Judged]], float]:
    """Judge each example by what the other folds teach, with each strength; and say with which one to guess.

    With `guessing`, each is judged by what every second article of its fold is taken for, too: those of its outlet, as
    where an outlet is read and nobody tells the sections of its articles; never by what it is taken for itself.
    """
    every = hear(lesson.articles, lesson.rare, len(lesson.model.labels))
    dealt = list(folds(lesson.examples))
    scores: list[list[float]] = [[] for _ in lesson.articles]
    for outlets in dealt:
        others = {outlet: voice for outlet, voice in every.items() if outlet not in outlets}
        asked = _of(outlets, lesson)
        _judge(lesson, learn_words(_heard_in(lesson, asked), others), asked, scores)
    tried = _judged_all(lesson, scores)
    strength = _strength(tried)
    if not guessing:
        return tried, strength
    again: list[list[float]] = [[] for _ in lesson.articles]
    for outlets in dealt:
        others = {outlet: voice for outlet, voice in every.items() if outlet not in outlets}
        held = _of(outlets, lesson)
        for read, asked in ((held[::2], held[1::2]), (held[1::2], held[::2])):
            guessed = hear(_guessed(lesson, read, scores, strength), lesson.rare, len(lesson.model.labels))
            _judge(lesson, learn_words(_heard_in(lesson, asked), others, guessed), asked, again)
    return _judged_all(lesson, again), strength


def _of(outlets: frozenset[str], lesson: Lesson) -> list[int]:
    return [at for at, example in enumerate(lesson.examples) if example.outlet in outlets]


def _heard_in(lesson: Lesson, asked: Sequence[int]) -> dict[str, int]:
    """Return the words that articles have: what others say is not asked for."""
    words = {word for at in asked for word in lesson.articles[at].counts}
    return {word: lesson.rare[word] for word in words & lesson.rare.keys()}


def _judge(lesson: Lesson, rows: Rows, asked: Sequence[int], scores: list[list[float]]) -> None:
    for at, told in zip(asked, _asked(rows, [lesson.articles[at] for at in asked], lesson.model), strict=True):
        scores[at] = told


def _asked(rows: Rows, articles: Sequence[Said], model: Model) -> list[list[float]]:
    learned = Learned(replace(model, words=rows.words, step=rows.step))
    return [learned.scores_of(article.counts) for article in articles]


def _guessed(lesson: Lesson, places: Iterable[int], scores: Sequence[list[float]], strength: float) -> Iterator[Said]:
    """Put articles under the labels that they are taken for; what is taken for no label teaches nothing."""
    labels = lesson.model.labels
    for at in places:
        joined = _joined(lesson.lexicon[at], scores[at], strength, labels)
        top = max(joined.values())
        odds = {answer: exp(score - top) for answer, score in joined.items()}
        total = sum(odds.values())
        yield lesson.articles[at]._replace(under={place: odds[label] / total for place, label in enumerate(labels)})


def _judged_all(lesson: Lesson, scores: Sequence[list[float]]) -> dict[float, list[Judged]]:
    labels = lesson.model.labels
    return {
        strength: [
            _judged(_joined(lexicon, learned, strength, labels), example.label)
            for example, lexicon, learned in zip(lesson.examples, lesson.lexicon, scores, strict=True)
        ]
        for strength in STRENGTHS
    }


def _joined(
    lexicon: Mapping[str, float], learned: Sequence[float], strength: float, labels: Sequence[str]
) -> dict[str, float]:
    """Add up the scores as `join` does, with a strength."""
    scores = dict(lexicon)
    for label, score in zip(labels, learned, strict=True):
        scores[label] += strength * score
    return scores


def _judged(scores: Mapping[str, float], label: str) -> Judged:
    answer = max(scores, key=scores.__getitem__)
    return Judged(answer, 1 / sum(exp(score - scores[answer]) for score in scores.values()), label)


def _right(judged: Sequence[Judged]) -> float:
    return sum(one.answer == one.label for one in judged) / len(judged)


def _mean_f1(judged: Sequence[Judged], labels: Sequence[str]) -> float:
    told = [_precision_and_recall(label, judged) for label in labels]
    return sum(2 * one * two / (one + two) if one + two else 0.0 for one, two in told) / len(told)


def _precision_and_recall(label: str, judged: Sequence[Judged]) -> tuple[float, float]:
    answered = sum(one.answer == label for one in judged)
    there = sum(one.label == label for one in judged)
    right = sum(one.answer == one.label == label for one in judged)
    return right / max(1, answered), right / max(1, there)


def _figure(label: str, alone: Sequence[Judged], learned: Sequence[Judged]) -> Figure:
    there = sum(one.label == label for one in alone)
    return Figure(label, there, _precision_and_recall(label, alone), _precision_and_recall(label, learned))


def reliability(answers: Sequence[tuple[float, bool]]) -> tuple[float, ...]:
    """Return, at each of EDGES, how many answers of such a share are right; never less for a larger share.

    Neighbours that are out of order are taken together (pool adjacent violators), each with one right and one wrong
    answer more than it has, so that few of them never make certain.
    """
    pools: list[tuple[float, float, int]] = []  # right, all, how many ranges
    by_range = [[0, 0] for _ in EDGES[1:]]
    for share, is_right in answers:
        place = min(bisect_right(EDGES, share), len(EDGES) - 1) - 1
        by_range[place][0] += is_right
        by_range[place][1] += 1
    for right, among in by_range:
        pools.append((right + 1.0, among + 2.0, 1))
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            last, before = pools.pop(), pools.pop()
            pools.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    middles = [right / among for right, among, ranges in pools for _ in range(ranges)]
    inner = [(one + two) / 2 for one, two in pairwise(middles)]
    return (middles[0], *inner, middles[-1])


def cautious(right: float) -> float:
    """Return what to tell of answers of which so many are right: 0.9 is told where 95 of a hundred are, 1 of all."""
    if right <= FRANK:
        return right
    if right <= SURELY:
        return FRANK + (right - FRANK) / (SURELY - FRANK) * (SURE - FRANK)
    return SURE + (right - SURELY) / (1 - SURELY) * (1 - SURE)

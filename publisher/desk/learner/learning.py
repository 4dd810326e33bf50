"""Learn from all, try it on outlets that were not learned from, and say by that whether it is to be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from publisher.desk.classify.sections import SECTIONS
from publisher.desk.classify.sections.learned import FORMAT, Model, Trial, counted, leaning_bytes
from publisher.desk.learner.examples import Example
from publisher.desk.learner.figures import EDGES, cautious, figure_of, mean_f1, reliability, right_of
from publisher.desk.learner.guesses import Taught, Teachers, teach
from publisher.desk.learner.lessons import Lesson, lesson_of, odds_by, scores_by
from publisher.desk.learner.mixes import Odds, usual_mix
from publisher.desk.learner.odds import hear, learn_words, rarities
from publisher.desk.learner.trial import Tried, judge_readers, judge_strangers, strength_of

LEAST_ARTICLES: Final = 200
LEAST_OUTLETS: Final = 3
MARGIN: Final = 0.002  # of accuracy, that the learned must be better than the lexicon

_NO_TRIAL: Final = Trial(0, 0, (0.0, 0.0), (0.0, 0.0))


class TooFewError(ValueError):
    """There is too little to learn from; the message says what is missing."""


def learn(examples: Sequence[Example], names: Mapping[str, str] | None = None) -> Model:
    """Learn from all examples, and say how well it did on outlets that it had not learned from. Raises TooFewError.

    Examples without a label teach by what they are taken for, once the others have taught. `names` says which label a
    section of the lexicon is here; a label of that name where it is left out.
    """
    told = [example for example in examples if example.label]
    untold = [example for example in examples if not example.label]
    labels = tuple(sorted({example.label for example in told}))
    _check(told, labels)
    model = _nothing_learned(labels, names)
    rare = rarities([counted(example.words) for example in examples])
    lesson, unread = lesson_of(told, rare, model), lesson_of(untold, rare, model)
    tried, taught = _tried_and_taught(lesson, unread)
    kept = {source: leaning_bytes(row) for source, row in sorted(taught.leanings.items())}
    model = replace(model, words=taught.rows.words, step=taught.rows.step, leanings=kept)
    return _model(model, lesson, tried, len(untold))


def _nothing_learned(labels: tuple[str, ...], names: Mapping[str, str] | None) -> Model:
    names = dict(names or {section: section for section in SECTIONS if section in labels})
    answers = tuple(dict.fromkeys((*[names.get(section, section) for section in SECTIONS], *labels)))
    return Model(
        FORMAT, labels, names, {}, 0.0, 0.0, trusted=False, shares=(), right=(), trial=_NO_TRIAL, answers=answers
    )


def _tried_and_taught(lesson: Lesson, unread: Lesson) -> tuple[Tried, Taught]:
    """Try it, and learn from all articles: once from those that somebody labelled, then with the others."""
    told = hear(lesson.articles, lesson.rare, len(lesson.model.labels))
    alone = judge_strangers(lesson, told)
    strength = strength_of(alone.tried)
    scores = scores_by(learn_words(lesson.rare, told), unread, range(len(unread.articles)))
    odds = odds_by(scores, unread, strength)
    teachers = Teachers(told, usual_mix([*alone.odds.values(), *odds.values()]), strength)
    taught = teach(unread, odds, teachers, lesson.rare, _certain(lesson))
    return judge_readers(lesson, alone.odds, teachers) if odds else alone.tried, taught


def _certain(lesson: Lesson) -> Iterator[tuple[str, Odds]]:
    """Return the sources and odds of articles that somebody labelled."""
    answers = lesson.model.answers
    return ((one.source, [float(answer == one.label) for answer in answers]) for one in lesson.examples)


def _model(model: Model, lesson: Lesson, tried: Tried, untold: int) -> Model:
    strength = strength_of(tried)
    alone, learned = tried[0.0], tried[strength]
    trial = Trial(
        articles=len(lesson.examples),
        outlets=len({example.outlet for example in lesson.examples}),
        lexicon=(right_of(alone), mean_f1(alone, model.labels)),
        learned=(right_of(learned), mean_f1(learned, model.labels)),
        figures=tuple(figure_of(label, alone, learned) for label in model.labels),
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


def _check(examples: Sequence[Example], labels: Sequence[str]) -> None:
    outlets = len({example.outlet for example in examples})
    if len(examples) < LEAST_ARTICLES or outlets < LEAST_OUTLETS or len(labels) < 2:  # noqa: PLR2004 -- one is no choice
        message = (
            f"{len(examples)} sectioned articles of {outlets} outlets in {len(labels)} sections; "
            f"to learn takes {LEAST_ARTICLES} of {LEAST_OUTLETS} outlets in two sections"
        )
        raise TooFewError(message)

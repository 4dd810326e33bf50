"""Which section an agency's own labels mean, where sources.yaml knows none of them: labels and words weighed together.

A label that is a section's name says most, the first one more than those behind it; the words of all labels are looked
up in the lexicon as if they stood in a headline, and the article's own words decide between what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from publisher.desk.classify import marks
from publisher.desk.classify.sections import PROOFS, Learned, Told, judged
from publisher.desk.classify.sections.lexicon import lexicon_of
from publisher.desk.classify.words import Words

Label: TypeAlias = tuple[str, str]  # as written, and the section of SECTIONS that it means, or ""

FIRST: Final = 2.5  # of the logarithm of odds, that the first label that means a section says
LATER: Final = 1.0  # each other one; of one section the second says half as much, the third a third
IN_LABEL: Final = 0.6  # a word of a label, where one of the headline is 1
BESIDE: Final = 0.5  # the article's own words, beside labels
SURE: Final = 0.75  # at least, where a label means the section


def judge_labelled(words: Words, labels: Sequence[Label], language: str, model: Learned | None = None) -> list[Told]:
    """Return the sections that labels and words speak for, as `judge_section` does; nothing where no label says any."""
    own = lexicon_of(language.partition("-")[0])
    known = own if own is not None else lexicon_of("en")  # labels are English in many languages
    if known is None:
        return []
    said = [number for text, _ in labels for number in known.label(text)]
    meant = [section for _, section in labels if section]
    if not said and not meant:
        return []
    told_by_words = own.strengths(words, marks.seen(words, language)) if own is not None else {}
    strengths = {number: BESIDE * strength for number, strength in told_by_words.items()}
    for number in said:
        strengths[number] = strengths.get(number, 0.0) + IN_LABEL
    told = judged(words, known, strengths, model, _more(meant, model))
    return [_surer(one, labels, model) for one in told] if meant else told


def _name(section: str, model: Learned | None) -> str:
    return model.model.names.get(section, section) if model is not None and model.model.trusted else section


def _more(meant: Sequence[str], model: Learned | None) -> dict[str, float]:
    """Return what the labels add to the scores of the sections that they mean."""
    more: dict[str, float] = {}
    times: dict[str, int] = {}
    for place, section in enumerate(meant):
        name = _name(section, model)
        before = times.get(name, 0)
        more[name] = more.get(name, 0.0) + (LATER / (1 + before) if place else FIRST)
        times[name] = before + 1
    return more


def _surer(told: Told, labels: Sequence[Label], model: Learned | None) -> Told:
    """Show the labels that mean a section first; with one, it is at least so sure."""
    name, confidence, proofs = told
    meaning = [text for text, section in labels if section and _name(section, model) == name]
    if not meaning:
        return told
    return name, max(SURE, confidence), tuple(dict.fromkeys((*meaning, *proofs)))[:PROOFS]

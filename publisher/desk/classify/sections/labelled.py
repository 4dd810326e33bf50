"""Which section an agency's own labels mean, where sources.yaml knows none of them: labels and words weighed together.

The name of a desk in front says most: there the article was filed. Behind it, and in a cloud of keywords, labels are
what the article is about; their words are looked up in the lexicon as if they stood in a headline, and with the
article's own they decide between what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from publisher.desk.classify import marks
from publisher.desk.classify.sections import PROOFS, Learned, Told, judged
from publisher.desk.classify.sections.lexicon import lexicon_of
from publisher.desk.classify.words import Words


class Label(NamedTuple):
    """A label as written; the section of SECTIONS that it means, or ""; and whether desks are called so."""

    text: str
    section: str = ""
    desk: bool = False


DESK: Final = 5.0  # of the logarithm of odds, that a desk's name says among the first labels: "Science"
LEADING: Final = 2
"""Labels in front that are read so: an agency puts its section there, or two in order of the alphabet."""
FIRST: Final = 2.0  # ... that a subject says, where it is the first label that means a section: "Vaccines"
LATER: Final = 0.5  # each other one; of one section the second says half as much, the third a third
IN_LABEL: Final = 0.5  # a word of another label, where one of the headline is 1
BESIDE: Final = 0.5  # the article's own words, beside labels
SURE: Final = 0.75  # at least, where a label means the section


def judge_labelled(words: Words, labels: Sequence[Label], language: str, model: Learned | None = None) -> list[Told]:
    """Return the sections that labels and words speak for, as `judge_section` does; nothing where no label says any."""
    own = lexicon_of(language.partition("-")[0])
    known = own if own is not None else lexicon_of("en")  # labels are English in many languages
    if known is None:
        return []
    others = [label for label in labels[:LEADING] if not label.desk] + list(labels[LEADING:])
    said = [number for label in others for number in known.label(label.text)]
    meant = [label for label in labels if label.section]
    if not said and not meant:
        return []
    told_by_words = own.strengths(words, marks.seen(words, language)) if own is not None else {}
    strengths = {number: BESIDE * strength for number, strength in told_by_words.items()}
    for number in said:
        strengths[number] = strengths.get(number, 0.0) + IN_LABEL
    told = judged(words, known, strengths, model, _more(labels, model))
    return [_surer(one, meant, model) for one in told] if meant else told


def _name(section: str, model: Learned | None) -> str:
    return model.model.names.get(section, section) if model is not None and model.model.trusted else section


def _more(labels: Sequence[Label], model: Learned | None) -> dict[str, float]:
    """Return what the labels add to the scores of the sections that they mean."""
    more: dict[str, float] = {}
    times: dict[str, int] = {}
    for place, label in enumerate(labels):
        if label.section:
            name = _name(label.section, model)
            before = times.get(name, 0)
            says = DESK if label.desk and place < LEADING else LATER / (1 + before) if times else FIRST
            more[name] = more.get(name, 0.0) + says
            times[name] = before + 1
    return more


def _surer(told: Told, meant: Sequence[Label], model: Learned | None) -> Told:
    """Show the labels that mean a section first; with one, it is at least so sure."""
    name, confidence, proofs = told
    meaning = [label.text for label in meant if _name(label.section, model) == name]
    if not meaning:
        return told
    return name, max(SURE, confidence), tuple(dict.fromkeys((*meaning, *proofs)))[:PROOFS]

"""The link of the chain that reads an agency's labels and codes for which sources.yaml has no alias and no topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from publisher.desk.classify.evidence import NOTHING, Evidence, Reading, Verdict
from publisher.desk.classify.reading import own_sections, section_of
from publisher.desk.classify.sections.labelled import Label, judge_labelled
from publisher.desk.classify.sections.labels import NOISE, Meaning, meaning_of_label
from publisher.desk.classify.sections.labels import NOTHING as NOTHING_KNOWN
from publisher.desk.classify.topics import section_of_topic

BY: Final = "category"
MOST: Final = 24  # labels that are read


def read_tags(evidence: Evidence) -> Verdict:
    """Judge the section by labels and codes that are known in any house, with the article's words beside them.

    Silent where an alias or a topic of sources.yaml, or the source itself, has decided. Without a label that means a
    section, it must be as sure as words alone.
    """
    readings, rules = evidence.readings, evidence.rules
    if not readings or evidence.source.section or _is_known(readings, evidence.rules.aliases):
        return NOTHING
    labels = [reading.said for reading in readings[:MOST] if reading.said]
    told = judge_labelled(evidence.words, labels, evidence.language, evidence.learned) if labels else ()
    found = own_sections(told, BY, evidence)
    if not found:
        return NOTHING
    if found[0].confidence < rules.section_below and not _is_meant(found[0].value, labels, evidence):
        return Verdict(sections_proposed=tuple(found))
    return Verdict(section=found[0])


def _is_meant(section: str, labels: list[Label], evidence: Evidence) -> bool:
    return any(label.section and section_of(label.section, evidence) == section for label in labels)


def _is_known(readings: Iterable[Reading], aliases: Mapping[str, str]) -> bool:
    for reading in readings:
        if reading.folded in aliases or (reading.parts and any(part in aliases for part in reading.parts)):
            return True
    return False


def label_of(text: str, folded: str, parts: Sequence[str], topic: str) -> Label | None:
    """Return a label and the section that it means: by its code, as a whole, or by a part; None where it is noise."""
    if topic:
        return Label(text, section_of_topic(topic), topic.endswith("000000"))
    meant = meaning_of_label(folded)
    if not meant.section and parts:
        meant = _of_parts(parts)
    return None if meant is NOISE or not text else Label(text, *meant)


def _of_parts(parts: Sequence[str]) -> Meaning:
    """Return what the narrowest part means that is a desk's name; where none is, the narrowest that means a section."""
    meanings = [meant for meant in map(meaning_of_label, parts) if meant.section]
    return next((meant for meant in meanings if meant.desk), meanings[0] if meanings else NOTHING_KNOWN)

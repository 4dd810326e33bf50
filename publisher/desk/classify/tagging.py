"""The link of the chain that reads an agency's labels and codes for which sources.yaml has no alias and no topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from publisher.desk.classify.evidence import NOTHING, Evidence, Reading, Verdict
from publisher.desk.classify.reading import own_sections, section_of
from publisher.desk.classify.sections.labelled import Label, judge_labelled
from publisher.desk.classify.sections.labels import section_of_label
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
    labels = [_label(reading) for reading in readings[:MOST] if _says(reading)]
    told = judge_labelled(evidence.words, labels, evidence.language, evidence.learned) if labels else ()
    found = own_sections(told, BY, evidence)
    if not found:
        return NOTHING
    if found[0].confidence < rules.section_below and not _is_meant(found[0].value, labels, evidence):
        return Verdict(sections_proposed=tuple(found))
    return Verdict(section=found[0])


def _is_meant(section: str, labels: list[Label], evidence: Evidence) -> bool:
    return any(name and section_of(name, evidence) == section for _, name in labels)


def _is_known(readings: Iterable[Reading], aliases: Mapping[str, str]) -> bool:
    for reading in readings:
        if reading.folded in aliases or (reading.parts and any(part in aliases for part in reading.parts)):
            return True
    return False


def _says(reading: Reading) -> bool:
    """Say whether a label may tell a subject: a place or the name of a person tells none."""
    return bool(reading.topic or (reading.label and not reading.place and not reading.country))


def _label(reading: Reading) -> Label:
    """Return a label and the section that it means: by its code, as a whole, or by its narrowest part."""
    if reading.topic:
        return reading.label, section_of_topic(reading.topic)
    meant = section_of_label(reading.folded)
    if not meant and reading.parts:
        meant = next(filter(None, map(section_of_label, reading.parts)), "")
    return reading.label, meant

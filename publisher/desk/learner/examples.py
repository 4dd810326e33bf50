"""What is learned from: articles whose section somebody set."""

from __future__ import annotations

from typing import NamedTuple

from publisher.desk.classify.words import Words


class Example(NamedTuple):
    """An article with its section: the operator declared it for the source, or the agency labelled it."""

    words: Words
    label: str  # id of the operator's section
    outlet: str  # who wrote it: articles of one outlet are tried together
    language: str

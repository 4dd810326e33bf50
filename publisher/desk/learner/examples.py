"""What is learned from: articles whose section somebody set, and others of the same sources or of other ones."""

from __future__ import annotations

from typing import NamedTuple

from publisher.desk.classify.words import Words


class Example(NamedTuple):
    """An article with its section, where the operator declared it for the source or the agency labelled it."""

    words: Words
    label: str  # id of the operator's section; "" where nobody told
    outlet: str  # who wrote it: articles of one outlet are tried together
    language: str
    source: str = ""  # of whose articles a mix is found; "" has none

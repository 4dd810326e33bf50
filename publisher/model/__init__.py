"""The nouns of the program: one word, one thing, every one of them frozen.

What one room needs of another is carried through the corridor as one of these values. They follow the way of the news:

    Agency ─ supplies ─▶ Source ─ answers ─▶ Answer ─ holds ─▶ Document ─ of ─▶ Entry
                                                                                 │ is made into
    Rendition ◀─ is written as ─ Feed ◀─ selects ─ Story ◀─ joins ─ Article ◀────┘

What there are many of is made of words and numbers alone, so no circle can go through it: `gc=False` spares Python's
collector the look (an article is decoded in two thirds of the time).

This room imports nothing of ours.
"""

from publisher.model.article import Article, Correction, Image, Judgement, Moment, Place, Status, Story
from publisher.model.document import Category, Document, Enclosure, Entry, Hints, Media, Person, Text
from publisher.model.feed import (
    HALF_LIFE,
    MOST_LIMITS,
    Config,
    Edition,
    Exclusion,
    Feed,
    HoldBelow,
    Issue,
    Item,
    Pin,
    Rendition,
    Section,
    Selection,
    Showing,
    Site,
)
from publisher.model.stories import NOWHERE, Gist, Group, Merge, Ruling
from publisher.model.supply import (
    EPOCH,
    Agency,
    Answer,
    Failed,
    Fetched,
    Note,
    Push,
    Quarantined,
    Reason,
    Rights,
    Source,
    SourceState,
    Unchanged,
)

__all__ = [
    "EPOCH",
    "HALF_LIFE",
    "MOST_LIMITS",
    "NOWHERE",
    "Agency",
    "Answer",
    "Article",
    "Category",
    "Config",
    "Correction",
    "Document",
    "Edition",
    "Enclosure",
    "Entry",
    "Exclusion",
    "Failed",
    "Feed",
    "Fetched",
    "Gist",
    "Group",
    "Hints",
    "HoldBelow",
    "Image",
    "Issue",
    "Item",
    "Judgement",
    "Media",
    "Merge",
    "Moment",
    "Note",
    "Person",
    "Pin",
    "Place",
    "Push",
    "Quarantined",
    "Reason",
    "Rendition",
    "Rights",
    "Ruling",
    "Section",
    "Selection",
    "Showing",
    "Site",
    "Source",
    "SourceState",
    "Status",
    "Story",
    "Text",
    "Unchanged",
]

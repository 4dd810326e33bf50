"""World: the stories of all languages. An index knows one language; `across` knows what reads the same in all.

    report ─▶ the index of its language ─▶ new, or of a story
           ─▶ across: a story of another language that surely tells the same ─▶ one story, under the elder's name

What ends in one language ends in all; an index that is opened later hears of it then.
"""

from __future__ import annotations

from collections.abc import Callable

from publisher.desk.stories.across import Across, Found
from publisher.desk.stories.index import Index
from publisher.desk.stories.moved import Apart, Moved
from publisher.desk.stories.report import Report
from publisher.desk.stories.rules import DAY, Joined


class World:
    """The stories of the window in all languages. One thread at a time."""

    def __init__(self, recall: Callable[[str], Index], within: int = DAY) -> None:
        """Take the index of a language from `recall` when the first report in it comes."""
        self.indexes: dict[str, Index] = {}
        self.moved = Moved[str]()
        """Where the names of stories lead that ended."""
        self.across = Across(self.moved, within)
        self._apart = Apart()
        self._recall = recall

    def index(self, language: str) -> Index:
        """Return the index of a language."""
        if language not in self.indexes:
            found = self.indexes[language] = self._recall(language)
            for story in self.moved:
                found.rename(story, self.moved.now(story))
            for story in self._apart:
                for other in self._apart.of(story):
                    found.apart(story, other)
        return self.indexes[language]

    def place(self, report: Report, opens: str = "") -> Joined:
        """Return the story of a report and take it in; a new story is called `opens`, or like the article."""
        joined = self.index(report.language).place(report, opens)
        for ended, kept in joined.merged:
            self.end(ended, kept)
        if joined.kind == "duplicate":
            return joined
        found = self.across.find(report, joined.story, self._apart.of(joined.story))
        if found and not self._are_apart(joined.story, found.story):
            joined = self._join(report, joined, found)
        self.across.learn(report, joined.story)
        return joined

    def learn(self, report: Report, story: str) -> None:
        """Take in a report that was placed before, or that a sign led to its story."""
        self.index(report.language).learn(report, story)
        self.across.learn(report, story)

    def end(self, ended: str, kept: str) -> None:
        """Let a story go by the name of another one that has its articles, in whatever language it is told."""
        self.moved.end(ended, kept)
        self._apart.rename(ended, kept)
        for index in self.indexes.values():
            index.rename(ended, kept)

    def apart(self, one: str, other: str) -> None:
        """Never merge two stories by ourselves: an editor has split them."""
        self._apart.part(one, other)
        for index in self.indexes.values():
            index.apart(one, other)

    def _are_apart(self, one: str, other: str) -> bool:
        """Say whether a language tells two stories as two."""
        return any(one in index and other in index for index in self.indexes.values())

    def _join(self, report: Report, joined: Joined, found: Found) -> Joined:
        """Let a report's story be one with a story of another language."""
        if joined.kind == "new":
            self.index(report.language).rename(joined.story, found.story)
            return Joined(found.story, "story", found.article, 0.0, "across", found.keys, joined.near)
        mine = self.index(report.language).opened(joined.story)
        theirs = self.index(found.language).opened(found.story)
        ended, kept = (found.story, joined.story) if mine < theirs else (joined.story, found.story)
        self.end(ended, kept)
        return joined._replace(story=kept, merged=(*joined.merged, (ended, kept)))

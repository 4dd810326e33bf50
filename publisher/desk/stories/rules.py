"""How the index judges, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

HOUR: Final = 3600
DAY: Final = 86_400

Kind: TypeAlias = Literal["duplicate", "story", "new"]
"""The same report again, another one on the event, or the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How the index judges. Times are seconds; a likeness is the cosine of an angle, 0 to 1."""

    window: int = 72 * HOUR  # that a story takes in reports after its last one
    memory: int = 180 * DAY  # that a source's own report is recognized after a story's last one
    most: int = 150_000  # stories that are remembered; none within the window is given up for it

    rarest: int = 12  # terms that stories are looked for by
    leading: int = 24  # stories: a term that more have leads only to those that another one leads to
    promising: float = 0.08  # of the squares of their weights: what a story must share
    postings: int = 48  # stories that are looked at for each of them, the last ones told
    candidates: int = 8  # stories that are compared
    keys: int = 10  # terms of a report that it is found by
    most_keys: int = 40  # and of a story

    alike: float = 0.3  # likeness that is asked for
    one_name: float = 0.37  # where two words side by side are all that is shared
    market: float = 0.1  # more, between two market reports, which share half of their words every day
    by_tellings: float = 0.05  # more, for each doubling of this source's own reports in the story
    by_own: float = 0.05  # more, where a source that told a story before has little of it again (`asked`)
    by_age: float = 0.04  # more, for each day since the story was opened, up to three
    by_silence: float = 0.015  # more, for each hour that nobody told it, after three; not of who alone told it
    late: float = 0.55  # that is asked for however long nobody told it
    retold: float = 0.2  # where the same source tells again half of what it told (`guards.retells`)
    dormant: float = 0.3  # beyond the window, where a source writes on (`guards.is_written_on`)
    merging: float = 0.38  # of two stories that one report belongs to
    merging_names: float = 0.5  # where they share hardly more than names
    many: int = 5  # reports, of which another one must be like one, not only like what they have in common
    like_one: float = 0.33  # the likeness that it must have to that one
    duplicate: float = 0.7  # share of the terms of two headlines that are the same

    same_headline: int = DAY
    same_text: int = 2 * DAY
    same_page: int = 18 * HOUR  # that a live page is written on
    page_rests: int = 12 * HOUR  # after which it is the next one, of another day


class Near(NamedTuple):
    """A story that the report was like, and did not join."""

    story: str
    likeness: float
    asked: float
    reason: str
    terms: tuple[int, ...]  # that they share, those that say most first


class Joined(NamedTuple):
    """What became of a report."""

    story: str
    kind: Kind
    of: str = ""  # the article that it is a duplicate of, or that of the story which is most like it
    likeness: float = 0.0
    by: str = ""  # "headline", "text", "page", "words", or "across" languages: then `terms` are keys (`shared`)
    terms: tuple[int, ...] = ()  # that joined it, those that said most first
    near: Near | None = None  # the nearest story that it did not join
    merged: tuple[tuple[str, str], ...] = ()  # (from, to): stories that ended with it

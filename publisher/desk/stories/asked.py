"""The likeness that is asked for: more of an old story, and where this source has told it before."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from math import log2
from typing import Final

from publisher.desk.stories import guards
from publisher.desk.stories.kinds import MARKET
from publisher.desk.stories.named import names
from publisher.desk.stories.report import TEXT, Report
from publisher.desk.stories.rules import DAY, HOUR, Rules
from publisher.desk.stories.story import Told

WORD_BY_WORD: Final = 1.0
"""The likeness of a report to itself."""
FEW_TERMS: Final = 3
"""Terms of two reports, text and all, that make one name and little beside."""
MOSTLY_NAMES: Final = 0.75
"""The part of what two stories share from which on it is hardly more than names."""
NAME: Final = 2
"""Terms of a headline that make a name."""
SOON: Final = 3 * HOUR
"""The silence within which agencies tell one event."""


def is_open(rules: Rules, report: Report, told: Told) -> bool:
    """Say whether a story may still take in a report: within the window, or told by the same source before."""
    if told.faces[0].language != report.language:
        return False
    since, before = report.at - told.last, told.opened - report.at
    if since <= rules.window and before <= rules.window:
        return True
    return max(since, before) <= rules.memory and told.times_told_by(report.source) > 0


def likeness_asked(rules: Rules, report: Report, told: Told, likeness: float, both: AbstractSet[int]) -> float:
    """Return the likeness that a report must have to join a story, given the one that it has and the terms they share.

    It is `rules.retold` at least: what is less alike joins no story.
    """
    asked = _asked(rules, report, told, likeness)
    if likeness < rules.one_name and _is_one_name(both, report):
        asked = max(asked, rules.one_name)
    return asked


def merging_asked(rules: Rules, one: Told, two: Told, shared: Mapping[int, float]) -> float:
    """Return the likeness that two stories must have to be one, given the terms they share, as heavy as they are there.

    More where these are names, and there are texts that could have more in common: a war, a president and a company
    have many stories, and each report names them.
    """
    if not all(any(face.text for face in told.faces) for told in (one, two)):
        return rules.merging
    named = frozenset[int]().union(*map(names, (*one.faces, *two.faces)))
    brought = sum(map(shared.__getitem__, named & shared.keys()))
    return rules.merging_names if brought >= MOSTLY_NAMES * sum(shared.values()) else rules.merging


def _asked(rules: Rules, report: Report, told: Told, likeness: float) -> float:
    """Return the likeness that is asked for, whatever is shared."""
    tellings = told.times_told_by(report.source)
    asked = rules.alike + rules.by_age * min(3.0, max(0, report.at - told.opened) / DAY)
    asked += _of_markets(rules, report, told)
    asked += rules.by_tellings * log2(tellings) if tellings > 1 else 0.0
    if asked <= likeness < asked + rules.by_own and tellings:
        asked += rules.by_own if _has_little_again(report, told) else 0.0
    if report.at - told.last > rules.window:
        return rules.dormant if any(guards.is_written_on(report, face) for face in told.faces) else WORD_BY_WORD
    if tellings and rules.retold <= likeness < asked and not report.kind & MARKET:
        return rules.retold if any(guards.retells(report, face) for face in told.faces) else asked
    if asked <= likeness < rules.late and tellings < told.count:
        asked = max(asked, _after_silence(rules, report, told))
    return asked


def _has_little_again(report: Report, told: Told) -> bool:
    """Say whether a source that told a story before has little of it again, for what is known of both.

    Of bare headlines a few words are a formula: "Appeals court ... despite ...". Of texts at length they are the team,
    the town and the house's style, where no more than names of the headlines is the same.
    """
    own = [face for face in told.faces if face.source == report.source]
    if not report.text or not any(face.text for face in own):
        return told.times_told_by(report.source) < told.count and not guards.has_its_headline(report, told.faces)
    if len(report.texts) < TEXT or any(len(face.texts) < TEXT for face in own):
        return False
    heads = set(report.heads)
    return max(len(heads.intersection(face.heads)) for face in told.faces) <= NAME


def _of_markets(rules: Rules, report: Report, told: Told) -> float:
    """Return what is asked for more where prices are told: of two market reports, and half of it of one and the news.

    "Canadian dollar weakens ahead of tariffs" is no report on the tariffs. A source may tell what its own news did, but
    what one of the companies that fell does is news.
    """
    one, other = bool(report.kind & MARKET), bool(told.faces[-1].kind & MARKET)
    if one == other:
        return rules.market if one else 0.0
    return 0.0 if one and told.times_told_by(report.source) == told.count else rules.market / 2


def _after_silence(rules: Rules, report: Report, told: Told) -> float:
    """Return the likeness that is asked for by how long nobody told the story; 0.0 under a headline that it has.

    Agencies tell an event within hours of one another, and a few words then are enough to know it by. The same few
    words later are mostly another event of the same country, company or team; but of the dead of one place it is
    told all day how many they are.
    """
    silence = abs(report.at - told.last)
    if silence <= SOON or (silence <= DAY and any(guards.counts_the_dead_of(report, face) for face in told.faces)):
        return 0.0
    if guards.has_its_headline(report, told.faces):
        return 0.0
    return min(rules.late, rules.alike + rules.by_silence * silence / HOUR)


def _is_one_name(both: AbstractSet[int], report: Report) -> bool:
    """Say whether what is shared are words side by side in a longer headline: "Chancellor Vogt".

    Of three, "prime minister Vogt", only where there are texts that could have more in common.
    """
    if len(both) > FEW_TERMS:
        return False
    heads = report.heads
    places = [place for place, term in enumerate(heads) if term in both]
    most = FEW_TERMS if report.text else FEW_TERMS - 1
    side_by_side = 1 < len(places) <= most and places[-1] - places[0] == len(places) - 1
    return side_by_side and len(heads) > len(places) + 1  # two of three say enough

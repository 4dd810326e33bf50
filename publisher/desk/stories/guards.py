"""Guards: what keeps a report from a story that it is like in words. Each gives its reason, for `publisher why`.

counted otherwise ─ "game 3" and "game 4", 5 May and 6 May, magnitude 6.1 and 5.4
named otherwise ─── each has names of its own and they share none: two fires in two cities (`otherwise`, `slots`)
elsewhere ───────── the countries of the events are different ones (`elsewhere`)
recurring title ─── this source has put the same headline over another text, a day and more ago
one of a series ─── this source's headlines differ in a name or a number, in the same place: "DKK / RUB price"; or they
                    share hardly more than a label: "Harbour Daily: ..."
another day ─────── market reports of two days, or of a rise and a fall; how many new cases there are today
another game ────── the same teams, hours later
several events ──── a round-up belongs only where it says nearly the same
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import filterfalse, product
from typing import Final

from publisher.desk.stories.elsewhere import is_elsewhere, is_of_other_town
from publisher.desk.stories.kinds import (
    AHEAD,
    COUNT,
    FALLING,
    GAME,
    GAME_WORDS,
    LIVE,
    MARKET,
    QUOTE,
    RISING,
    ROUNDUP,
    TOLL,
)
from publisher.desk.stories.marks import clash, other_weekday
from publisher.desk.stories.named import UNCASED, called_in, is_rare, names
from publisher.desk.stories.otherwise import ALIKE, FRAME, HALF, Terms, is_named_otherwise
from publisher.desk.stories.rarity import NOTHING, is_number
from publisher.desk.stories.report import Report
from publisher.desk.stories.slots import is_of_other_matter, is_other_in_slot, share_a_place
from publisher.desk.stories.story import Told, vector
from publisher.desk.stories.words import term_of

SAME: Final = 0.8  # likeness above which headlines are one report's, whatever they name
_SAME_UNCASED: Final = 0.95  # where words are told in pairs of characters, which are shared two by two
REWRITTEN: Final = 0.45
"""Likeness above which a source's later report of the day is the same report, whoever it names now."""
ROUNDUP_LIKENESS: Final = 0.55
DAY: Final = 86_400  # seconds
AGAIN: Final = 3 * DAY
SAYS_LITTLE: Final = 13  # the level of a term from which on it hardly says anything
_SAYS: Final = tuple(max(1, SAYS_LITTLE - level) for level in range(NOTHING + 1))  # by level
ONE_QUAKE: Final = 6 * 3600  # seconds, after which an earthquake is another one
PLAYED: Final = 5 * 3600  # seconds, after which a game is over, and told by everybody
MORE: Final = 2  # words that two reports on one game share beside the names, or two in one frame beside its own
SESSION: Final = 14 * 3600  # seconds: a market report is of one day's trading
MOSTLY: Final = 0.7
WRITTEN_ON: Final = 0.3
"""The share of what both say: with less, more than twice as many reports of weeks apart join, most of them wrongly."""
ENOUGH: Final = 6  # terms of a text


def reason(report: Report, terms: Terms, faces: tuple[Report, ...], likeness: float) -> str:
    """Return what keeps a report apart from a story with these faces; "" where nothing does."""
    if is_counted_otherwise(report, faces):
        return "counted otherwise"
    if is_elsewhere(report, faces) or is_of_other_town(report, faces):
        return "elsewhere"
    if again := _reason_of_habit(report, faces):
        return again
    if all(is_other_in_slot(report, face) for face in faces):
        return "named otherwise"
    same = SAME if report.language not in UNCASED else _SAME_UNCASED
    return _reason_of_doubt(report, terms, faces, likeness) if likeness < same else ""


def reason_of_stories(one: Told, two: Told, likeness: float) -> str:
    """Return what keeps two stories apart: what would keep the last report of either from the other."""
    for last, faces in ((one.faces[-1], two.faces), (two.faces[-1], one.faces)):
        if why := reason(last, vector(last), faces, likeness):
            return why
    return ""


def is_counted_otherwise(report: Report, faces: tuple[Report, ...]) -> bool:
    """Say whether a report counts or dates the same thing as a story, and differently."""
    if not report.marks:
        return False
    apart = [(face.marks, abs(report.at - face.at)) for face in faces if face.marks]
    return any(clash(report.marks, marks, at_once=since < ONE_QUAKE, later=since > AGAIN) for marks, since in apart)


def shares_a_word(report: Report, faces: tuple[Report, ...]) -> bool:
    """Say whether a headline has a word of a story's headlines."""
    heads = set(report.heads)
    return any(not heads.isdisjoint(face.heads) for face in faces)


def has_its_headline(report: Report, faces: tuple[Report, ...]) -> bool:
    """Say whether a headline shares most of its words, or of theirs, with one of a story."""
    heads = set(report.heads)
    both = [(len(heads.intersection(face.heads)), min(len(heads), len(face.heads))) for face in faces]
    return any(shared >= FRAME and shared >= ALIKE * fewer for shared, fewer in both)


def _reason_of_habit(report: Report, faces: tuple[Report, ...]) -> str:
    """Return what keeps a report apart that tells what is told every day: by its source, or of markets and games."""
    own = [face for face in faces if face.source == report.source]
    if any(recurs(report, face) for face in own):
        return "recurring title"
    if any(is_series(report, face) for face in own) or _is_of_a_series(report, faces):
        return "one of a series"
    if report.kind & (MARKET | COUNT) and any(_is_of_other_day(report, face) for face in faces):
        return "another day"
    return "another game" if report.kind & GAME and _is_other_game(report, faces) else ""


def _reason_of_doubt(report: Report, terms: Terms, faces: tuple[Report, ...], likeness: float) -> str:
    """Return what keeps a report apart whose words are not nearly all the same."""
    if _tells_of_several(report, faces, likeness):
        return "several events"
    if len(faces) > 1 and likeness < ROUNDUP_LIKENESS and all(left_out(face, terms.keys()) for face in faces):
        return "several events"
    if report.kind & ROUNDUP and report.at - faces[0].at > SESSION and all(face.kind & ROUNDUP for face in faces):
        return "" if any(_is_page_of_yesterday(report, face) for face in faces) else "another day"
    if report.marks and any(face.source == report.source and other_weekday(report.marks, face.marks) for face in faces):
        return "another day"
    if likeness >= REWRITTEN and any(_is_rewritten(report, face) for face in faces):
        return ""
    return _reason_of_names(report, terms, faces)


def _reason_of_names(report: Report, terms: Terms, faces: tuple[Report, ...]) -> str:
    if all(is_of_other_matter(report, face) for face in faces):
        return "another matter"
    if any(counts_the_dead_of(report, face) for face in faces):
        return ""
    return "named otherwise" if is_named_otherwise(report, terms, faces) else ""


def counts_the_dead_of(report: Report, face: Report) -> bool:
    """Say whether two headlines tell of the dead of one place: their number rises for hours."""
    return bool(report.kind & face.kind & TOLL) and share_a_place(report, face)


def _share_a_label(report: Report, face: Report) -> bool:
    """Say whether two headlines are set in one frame of their source, "Harbour Daily: ...", and share hardly more."""
    if report.frame != face.frame:
        return False
    both = {*report.heads, *report.texts} & {*face.heads, *face.texts}
    both -= {term for place, term in enumerate(report.heads) if report.framed >> place & 1}
    return len([term for term in both if term & NOTHING < SAYS_LITTLE and not is_number(term)]) < MORE


def _is_rewritten(report: Report, face: Report) -> bool:
    """Say whether a source may tell the same later on the day: of two events it tells at once, or in one frame."""
    if report.source != face.source or not 0 < report.at - face.at <= DAY or _is_of_every_day(report):
        return False
    mine, theirs = set(report.heads), set(face.heads)
    mine, theirs = mine - theirs, theirs - mine
    ours, others = names(report), names(face)
    if set(filterfalse(is_number, mine)) <= ours and set(filterfalse(is_number, theirs)) <= others:
        return False
    return not (_begin_otherwise(report, face) or _each_tells_its_own(report, mine & ours, face, theirs & others))


def _begin_otherwise(report: Report, face: Report) -> bool:
    """Say whether two headlines begin with two names, each told by its own text only, or where there are no texts."""
    if not report.heads or not face.heads:
        return False
    one, other = report.heads[0], face.heads[0]
    if _is_told_by(report, one, face, other):
        return True
    if report.texts or face.texts or report.language in UNCASED:
        return False
    return is_rare(one) and is_rare(other) and one not in face.heads and other not in report.heads


def _each_tells_its_own(report: Report, mine: AbstractSet[int], face: Report, theirs: AbstractSet[int]) -> bool:
    """Say whether each of two texts tells names of its own headline that the other nowhere tells: two courts' cases."""
    own, other = (set(each.texts) for each in (report, face))
    return not mine.isdisjoint(own - other) and not theirs.isdisjoint(other - own)


def _told_in(faces: tuple[Report, ...]) -> set[int]:
    return {term for face in faces for terms in (face.heads, face.texts) for term in terms}


def _tells_of_several(report: Report, faces: tuple[Report, ...], likeness: float) -> bool:
    """Say whether the report, or the whole story, is of round-ups; a source's own live page of a day is one report.

    A round-up that says nearly the same as the story may be a report of it, unless half of it is told nowhere there.
    """
    is_roundup = bool(report.kind & ROUNDUP)
    if not is_roundup and not all(face.kind & ROUNDUP for face in faces):
        return False
    if any(_is_same_page(report, face) for face in faces):
        return False
    return likeness < ROUNDUP_LIKENESS or (is_roundup and bool(left_out(report, _told_in(faces))))


def left_out(report: Report, told: AbstractSet[int]) -> set[int]:
    """Return the terms of the half of a headline that a story tells nothing of, while it tells of the other half."""
    if not report.second:
        return set()
    halves: tuple[set[int], set[int]] = (set(), set())
    for place, term in enumerate(report.heads):
        halves[report.second >> place & 1].add(term)
    first, second = ([term for term in half & told if term & NOTHING < SAYS_LITTLE] for half in halves)
    if bool(first) == bool(second):
        return set()
    untold = halves[1 if first else 0]
    return untold - told if any(is_rare(term) and not is_number(term) for term in untold) else set()


def _is_same_page(report: Report, face: Report) -> bool:
    if face.source != report.source or abs(report.at - face.at) >= SESSION:
        return False
    if report.kind & face.kind & LIVE:
        return True
    if report.kind & ~face.kind & ROUNDUP:
        return False
    return retells(report, face) or (min(len(report.texts), len(face.texts)) >= ENOUGH and is_written_on(report, face))


def _is_page_of_yesterday(report: Report, face: Report) -> bool:
    """Say whether a source closes its live page of the night: "As it happened", and half of the headline as it was."""
    if report.source != face.source or not report.kind & face.kind & LIVE or abs(report.at - face.at) > SESSION:
        return False
    mine, theirs = set(report.heads), set(face.heads)
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _is_of_a_series(report: Report, faces: tuple[Report, ...]) -> bool:
    if report.kind & QUOTE and _is_other_quote(report, faces):
        return True
    return bool(report.frame) and all(_share_a_label(report, face) for face in faces)


def _is_other_quote(report: Report, faces: tuple[Report, ...]) -> bool:
    return any(face.kind & QUOTE and set(face.heads) != set(report.heads) for face in faces)


def _is_of_other_day(report: Report, face: Report) -> bool:
    both = report.kind & face.kind
    if both & COUNT and abs(report.at - face.at) > SESSION:
        return True
    return bool(both & MARKET) and _is_other_session(report, face)


def _is_other_session(report: Report, face: Report) -> bool:
    ways = RISING | FALLING
    if report.lead and report.lead == face.lead:
        return False  # the same text of the same source: nothing was traded since
    opposite = (report.kind | face.kind) & ways == ways and not report.kind & face.kind & ways
    return opposite or abs(report.at - face.at) > SESSION


def _is_other_game(report: Report, faces: tuple[Report, ...]) -> bool:
    """Say whether a game was told hours before this, and no report of it says more of the same than who plays.

    Who looks ahead to a game after one was played looks ahead to the next.
    """
    games = [face for face in faces if face.kind & GAME]
    if report.kind & AHEAD and any(not face.kind & AHEAD and face.at < report.at for face in games):
        return True
    return bool(games) and all(abs(report.at - face.at) > PLAYED and not _say_more(report, face) for face in games)


def _say_more(report: Report, face: Report) -> bool:
    """Say whether two reports on games share words that are neither names nor in every report on a game."""
    both = {*report.heads, *report.texts} & {*face.heads, *face.texts}
    both -= called_in(report) | called_in(face) | _of_every_game(report.language)
    return len([term for term in both if is_rare(term) and not is_number(term)]) >= MORE


@cache
def _of_every_game(language: str) -> frozenset[int]:
    return frozenset([term_of(word, language) for word in GAME_WORDS])


def recurs(report: Report, face: Report) -> bool:
    """Say whether a source uses a headline again a day later, over another text."""
    return 0 != report.headline == face.headline and abs(report.at - face.at) >= DAY and is_of_other_text(report, face)


def is_begun_anew(report: Report, told: Told) -> bool:
    """Say whether a source puts the headline of a story over another text each day, if not a whole day later."""
    if not report.lead or report.at - told.opened < DAY or not told.times_told_by(report.source):
        return False
    own = [face for face in told.faces if face.source == report.source and face.headline == report.headline]
    return bool(own) and all(face.lead and is_of_other_text(report, face) for face in own)


def is_of_other_text(report: Report, face: Report) -> bool:
    """Say whether two texts begin otherwise and have little in common."""
    return not (report.lead and report.lead == face.lead) and not _share_text(report, face)


def is_series(report: Report, face: Report) -> bool:
    """Say whether two headlines of a source are alike but for rare words on either side, over other texts.

    Either they stand in each other's place in one frame, or most of the words are the same.
    """
    mine, theirs = report.heads, face.heads
    if mine == theirs or min(len(mine), len(theirs)) < FRAME:
        return False
    if _is_other_subject(report, face) and len({*mine} & {*theirs}) >= HALF * min(len(mine), len(theirs)):
        return True
    pairs = _in_one_frame(mine, theirs) or _among_the_same(mine, theirs)
    if not pairs:
        return False
    return _is_pattern(report, face) or any(_is_told_by(report, one, face, other) for one, other in pairs)


def _in_one_frame(mine: Sequence[int], theirs: Sequence[int]) -> list[tuple[int, int]]:
    """Return the rare words that stand in each other's place in two headlines, half of whose words are the same."""
    if len(mine) != len(theirs):
        return []
    differing = [(one, other) for one, other in zip(mine, theirs, strict=True) if one != other]
    rare = [(one, other) for one, other in differing if is_rare(one) and is_rare(other)]
    return rare if 2 * len(differing) <= len(mine) else []


def _among_the_same(mine: Sequence[int], theirs: Sequence[int]) -> list[tuple[int, int]]:
    """Return the rare words that only one of two headlines has, most of whose words are the same."""
    both = set(mine) & set(theirs)
    if len(both) < MOSTLY * max(len(mine), len(theirs)):
        return []
    ours, others = ([term for term in side if term not in both and is_rare(term)] for side in (mine, theirs))
    return list(product(ours, others))


def _is_pattern(report: Report, face: Report) -> bool:
    """Say whether nothing tells more of two headlines than one pattern: no texts, or texts of nothing in common.

    Of what a source may have rewritten, a text on either side is enough.
    """
    if min(len(report.texts), len(face.texts)) >= ENOUGH and _is_rewritten(report, face):
        return False
    return not _share_text(report, face)


def _is_other_subject(report: Report, face: Report) -> bool:
    """Say whether two headlines begin with two names, each told in its own text only: "Ondara declares dividend"."""
    one, other = report.heads[0], face.heads[0]
    if not (is_rare(one) and is_rare(other)) or one in face.heads or other in report.heads:
        return False
    return _is_told_by(report, one, face, other)


def _is_told_by(report: Report, one: int, face: Report, other: int) -> bool:
    """Say whether each of two words is told in its own text and not in the other's: the texts are of one pattern."""
    mine, theirs = report.texts, face.texts
    return one in mine and other in theirs and one not in theirs and other not in mine


def retells(report: Report, face: Report) -> bool:
    """Say whether a source tells the same again within days: half of what the words say, and enough of a text."""
    if report.source != face.source or abs(report.at - face.at) > AGAIN:
        return False
    if min(len(report.texts), len(face.texts)) < ENOUGH:
        return False
    mine, theirs = {*report.heads, *report.texts}, {*face.heads, *face.texts}
    return 2 * _say(mine & theirs) >= min(_say(mine), _say(theirs))


def is_written_on(report: Report, face: Report) -> bool:
    """Say whether a source tells what it told before: nearly a third of all that both say is the same."""
    mine, theirs = {*report.heads, *report.texts}, {*face.heads, *face.texts}
    return report.source == face.source and _say(mine & theirs) >= WRITTEN_ON * _say(mine | theirs)


def may_be_rewritten(report: Report, face: Report) -> bool:
    """Say whether a source may have written a report anew: it has a text, and such headlines are not of every day."""
    if report.source != face.source or min(len(report.texts), len(face.texts)) < ENOUGH:
        return False
    return not _is_of_every_day(report)


def _is_of_every_day(report: Report) -> bool:
    """Say whether such headlines stand over other events each day: of markets, of round-ups but for live pages."""
    return bool(report.kind & MARKET) or report.kind & (ROUNDUP | LIVE) == ROUNDUP


def _say(terms: set[int]) -> int:
    """Return how much terms say, by how rare they are in their language."""
    return sum([_SAYS[term & NOTHING] for term in terms])


def _share_text(report: Report, face: Report) -> bool:
    """Say whether two texts have half of their terms in common; a short text proves nothing."""
    mine, theirs = set(report.texts), set(face.texts)
    fewer = min(len(mine), len(theirs))
    return fewer >= ENOUGH and 2 * len(mine & theirs) >= fewer

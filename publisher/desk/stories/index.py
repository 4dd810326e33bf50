"""The index: which story each report belongs to, decided one after the other by the process that holds the pen.

    report ─▶ the same headline within a day, the same text of the same source ─────────────▶ duplicate
           ─▶ candidates: the stories last told that share one of its rarest terms
           ─▶ likeness: the cosine of its terms and the story's mean, each as heavy as stories seldom have it (`learnt`)
           ─▶ the threshold: higher for an old story, and where this source has told it before
           ─▶ guards ─────────────────────────────────────────────────────────▶ duplicate, story, or a new one

What a report costs does not depend on how many there are: postings are capped, and so is what is compared. One index
knows one language and no clock: where several processes hold pens, each language (and each day's openings) may have an
index and a lock of its own, for nothing is compared across languages.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2, sqrt
from typing import Final, NamedTuple

from msgspec.structs import replace

from publisher.desk.stories import guards
from publisher.desk.stories.habits import Habits
from publisher.desk.stories.kinds import MARKET, ROUNDUP
from publisher.desk.stories.learnt import Counts, Learnt
from publisher.desk.stories.marks import clash
from publisher.desk.stories.rarity import is_number
from publisher.desk.stories.recent import Recent
from publisher.desk.stories.report import Report
from publisher.desk.stories.rules import DAY, Joined, Kind, Near, Rules
from publisher.desk.stories.story import HEAD, Told, vector

BOILERPLATE: Final = 6
"""Reports of a source under one text; a text that stands under more tells of the source, not of an event."""
FEW_TERMS: Final = 3
"""Terms of two reports, text and all, that make one name and little beside."""
PROMISING: Final = 0.3
"""What of the best candidate's shared terms another one must share to be compared."""


class _Match(NamedTuple):
    told: Told
    likeness: float
    asked: float
    terms: tuple[int, ...]

    @property
    def margin(self) -> float:
        return self.likeness - self.asked


class Index:
    """The stories of the window in memory. One thread at a time."""

    def __init__(self, rules: Rules | None = None, counts: Counts | None = None) -> None:
        self.rules = rules or Rules()
        self._learnt = Learnt(counts)
        self._habits = Habits()
        self._stories: OrderedDict[str, Told] = OrderedDict()  # the one told last at the end
        self._postings: dict[int, list[str]] = {}
        self._headlines = Recent(self.rules.same_headline)
        self._leads = Recent(self.rules.same_text)
        self._pages = Recent(self.rules.same_page)
        self._apart: dict[str, set[str]] = {}
        self._born = 0

    def __len__(self) -> int:
        return len(self._stories)

    def __contains__(self, story: str) -> bool:
        return story in self._stories

    @property
    def counts(self) -> Counts:
        """What was learnt of words, to be stored and given to the next index."""
        return self._learnt.counts

    def place(self, report: Report, opens: str = "") -> Joined:
        """Return the story of a report and take it in; a new story is called `opens`, or like the article."""
        self._expire(report.at)
        terms = self._terms(report)
        joined = self._again(report) or self._alike(report, terms, opens or report.id)
        if joined.kind == "new":
            self._open(report, terms, joined.story)
        else:
            if joined.kind == "duplicate":  # it goes by the name of the report that it repeats
                report = replace(report, id=joined.of)
            self._add(self._stories[joined.story], report, terms)
        return joined

    def learn(self, report: Report, story: str) -> None:
        """Take in a report that was placed before: the index is rebuilt by learning all of them in their order."""
        terms = self._terms(report)
        if story in self._stories:
            self._add(self._stories[story], report, terms)
        else:
            self._open(report, terms, story)

    def together(self, kept: str, ended: str) -> tuple[tuple[str, str], ...]:
        """Merge two stories as an editor orders, whatever they are like; returns (from, to), or nothing to do."""
        if kept == ended or kept not in self._stories or ended not in self._stories:
            return ()
        self._apart.get(kept, set()).discard(ended)
        self._apart.get(ended, set()).discard(kept)
        return (self._unite(self._stories[kept], self._stories[ended]),)

    def apart(self, one: str, other: str) -> None:
        """Never merge two stories by ourselves: an editor has split them."""
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def forget(self, story: str) -> None:
        """Let go of a story: its articles may be learnt again as several."""
        told = self._stories.pop(story, None)
        if told:
            self._unpost(told)

    # the same again

    def _again(self, report: Report) -> Joined | None:
        """Return the story of a report whose headline or text we had, word by word."""
        headline = self._headlines.find(report.headline, report.at)
        if headline and headline.story in self._stories:
            return Joined(headline.story, "duplicate", headline.article, 1.0, "headline", tuple(report.heads))
        text = self._leads.find(report.lead, report.at)
        told = self._stories.get(text.story) if text and text.times <= BOILERPLATE else None
        if text and told and not any(clash(report.marks, face.marks) for face in told.faces):
            return Joined(told.id, "duplicate", text.article, 1.0, "text", tuple(report.heads))
        return self._same_page(report)

    def _same_page(self, report: Report) -> Joined | None:
        """Return the story of a source's live page of this day, whatever it tells by now."""
        page = self._pages.find(report.page, report.at)
        told = self._stories.get(page.story) if page else None
        if page is None or told is None or report.at - told.opened >= self.rules.same_page:
            return None
        if any(clash(report.marks, face.marks) for face in told.faces):
            return None
        return Joined(told.id, "story", page.article, 1.0, "page", tuple(report.heads))

    # alike

    def _alike(self, report: Report, terms: Mapping[int, float], opens: str) -> Joined:
        """Return the story that the report is most like, of those that nothing keeps it from; else a new one."""
        near: Near | None = None
        matches = self._matches(report, terms)
        for place, match in enumerate(matches):
            reason = self._reason(report, terms, match)
            if not reason:
                return self._join(report, terms, match, matches[place + 1 :], near)
            near = near or Near(match.told.id, match.likeness, match.asked, reason, match.terms)
        return Joined(opens, "new", near=near)

    def _join(
        self, report: Report, terms: Mapping[int, float], match: _Match, others: list[_Match], near: Near | None
    ) -> Joined:
        of, kind = self._nearest(report, match.told)
        merged = () if report.kind & ROUNDUP else tuple(self._merge(report, terms, match, others))
        if merged:
            ended = {start for start, _ in merged}
            near = near if near and near.story not in ended else None
        elif near is None and others:
            other = others[0]
            reason = self._reason(report, terms, other) or "less alike"
            near = Near(other.told.id, other.likeness, other.asked, reason, other.terms)
        story = merged[-1][1] if merged else match.told.id
        return Joined(story, kind, of, match.likeness, "words", match.terms, near, merged)

    def _reason(self, report: Report, terms: Mapping[int, float], match: _Match) -> str:
        if match.likeness < match.asked:
            return "too little in common"
        return guards.reason(report, terms, match.told.faces, match.likeness)

    def _nearest(self, report: Report, told: Told) -> tuple[str, Kind]:
        """Return the report of a story that this one is most like, and whether it says nothing else."""
        mine = set(report.heads)
        shares = [(_overlap(mine, set(face.heads)), place) for place, face in enumerate(told.faces)]
        share, place = max(shares)
        face = told.faces[place]
        same = share >= self.rules.duplicate and _figures(mine) == _figures(set(face.heads))
        same = same and abs(report.at - face.at) < self.rules.same_headline
        return face.id, "duplicate" if same else "story"

    def _matches(self, report: Report, terms: Mapping[int, float]) -> list[_Match]:
        """Return the stories that the report is like, the most promising first."""
        weights = self._learnt.weights
        mine = {term: share * weights[term] for term, share in terms.items()}
        norm = sqrt(sum([part * part for part in mine.values()])) or 1.0
        open_ = [told for told in self._candidates(mine) if self._is_open(report, told)]
        matches = [match for told in open_ if (match := self._match(report, told, mine, norm))]
        matches.sort(key=lambda match: (match.margin, match.told.id), reverse=True)
        return matches

    def _candidates(self, mine: Mapping[int, float]) -> list[Told]:
        """Return the stories that share most of the report's rarest terms."""
        rules, postings = self.rules, self._postings
        shared: dict[str, float] = {}
        for term in sorted(mine, key=mine.__getitem__, reverse=True)[: rules.rarest]:
            part = mine[term]
            for story in postings.get(term, ()):
                shared[story] = shared.get(story, 0.0) + part
        if len(shared) > rules.candidates:
            promising = max(shared.values()) * PROMISING
            shared = {story: part for story, part in shared.items() if part >= promising}
        best = sorted(shared, key=shared.__getitem__, reverse=True)[: rules.candidates]
        return [self._stories[story] for story in best]

    def _is_open(self, report: Report, told: Told) -> bool:
        """Say whether a story may still take in a report: within the window, or told by the same source before."""
        if told.faces[0].language != report.language:
            return False
        silence = max(report.at - told.last, told.opened - report.at)
        rules = self.rules
        return silence <= rules.window or (silence <= rules.memory and told.times_told_by(report.source) > 0)

    def _match(self, report: Report, told: Told, mine: Mapping[int, float], norm: float) -> _Match | None:
        """Compare a report with a story; None where they do not share two terms."""
        theirs, weights = told.terms, self._learnt.weights
        both = mine.keys() & theirs.keys()
        if len(both) < 2:  # noqa: PLR2004 -- one word joins nothing
            return None
        parts = sorted([(mine[term] * theirs[term] * weights[term], term) for term in both], reverse=True)
        likeness = sum([part for part, _ in parts]) / norm / told.norm
        asked = self._asked(report, told)
        if likeness < self.rules.one_name and _is_one_name(both, report):
            asked = max(asked, self.rules.one_name)
        return _Match(told, min(1.0, likeness), asked, tuple([term for _, term in parts]))

    def _asked(self, report: Report, told: Told) -> float:
        """Return the likeness that a report must have to join a story."""
        rules = self.rules
        tellings = told.times_told_by(report.source)
        asked = rules.alike + rules.by_age * min(3.0, max(0, report.at - told.opened) / DAY)
        asked += rules.market if report.kind & told.faces[-1].kind & MARKET else 0.0
        asked += rules.by_tellings * log2(tellings) if tellings > 1 else 0.0
        asked = max(asked, rules.dormant) if report.at - told.last > rules.window else asked
        retold = tellings and not report.kind & MARKET and any(guards.retells(report, face) for face in told.faces)
        return min(asked, rules.retold) if retold else asked

    # merging

    def _merge(
        self, report: Report, terms: Mapping[int, float], match: _Match, others: list[_Match]
    ) -> Iterator[tuple[str, str]]:
        """Merge the story with another that the report belongs to as well, where they are alike and nothing forbids."""
        for other in others[:2]:
            one, two = match.told, other.told
            if two.id in self._apart.get(one.id, ()) or self._reason(report, terms, other):
                continue
            likeness = self._likeness(one, two)
            if likeness < self.rules.merging or self._reason_of_stories(one, two, likeness):
                continue
            kept, ended = (one, two) if one.born < two.born else (two, one)
            yield self._unite(kept, ended)
            return

    def _reason_of_stories(self, one: Told, two: Told, likeness: float) -> str:
        """Return what keeps two stories apart: what would keep the last report of either from the other."""
        for last, faces in ((one.faces[-1], two.faces), (two.faces[-1], one.faces)):
            reason = guards.reason(last, vector(last), faces, likeness)
            if reason:
                return reason
        return ""

    def _likeness(self, one: Told, two: Told) -> float:
        weights, theirs = self._learnt.weights, two.terms
        product = sum(share * theirs[term] * weights[term] ** 2 for term, share in one.terms.items() if term in theirs)
        return product / one.norm / two.norm

    def _unite(self, kept: Told, ended: Told) -> tuple[str, str]:
        """Let one story take in the other; returns (from, to)."""
        kept.take(ended, self._learnt.weights)
        self.forget(ended.id)
        self._post(kept, ended.keys)
        self._stories.move_to_end(kept.id)
        self._headlines.redirect(ended.id, kept.id)
        self._leads.redirect(ended.id, kept.id)
        self._pages.redirect(ended.id, kept.id)
        for other in self._apart.pop(ended.id, ()):
            self._apart[other].discard(ended.id)
            self.apart(kept.id, other)
        return ended.id, kept.id

    # taking in

    def _terms(self, report: Report) -> dict[int, float]:
        """Return the terms that a report is compared by: without what its source writes round all headlines."""
        text = self._leads.find(report.lead, report.at)
        terms = dict.fromkeys(report.heads, HEAD) if text and text.times > BOILERPLATE else vector(report)
        if self._habits.is_habit(report):
            for place, term in enumerate(report.heads):
                if report.framed >> place & 1 and len(terms) > 1:
                    del terms[term]
        return terms

    def _open(self, report: Report, terms: Mapping[int, float], story: str) -> None:
        self._born += 1
        told = self._stories[story] = Told(story, report, self._born)
        self._learnt.learn(terms, report.at // DAY)
        told.weigh(self._learnt.weights, terms)
        self._remember(told, report, terms)

    def _add(self, told: Told, report: Report, terms: Mapping[int, float]) -> None:
        if report.kind & ROUNDUP:
            told.see(report)
            terms = {}
        else:
            told.add(report, terms, self._learnt.weights)
        self._stories.move_to_end(told.id)
        self._remember(told, report, terms)

    def _remember(self, told: Told, report: Report, terms: Mapping[int, float]) -> None:
        weights = self._learnt.weights
        heaviest = sorted(terms, key=lambda term: terms[term] * weights[term], reverse=True)
        self._post(told, heaviest[: self.rules.keys])
        self._habits.learn(report, report.at // DAY)
        self._headlines.put(report.headline, told.id, report)
        self._leads.put(report.lead, told.id, report)
        self._pages.put(report.page, told.id, report)

    def _post(self, told: Told, terms: Iterable[int]) -> None:
        """Let a story be found by these terms, as the one told last."""
        keys = list(told.keys)
        for term in terms:
            posted = self._postings.setdefault(term, [])
            if term in keys:
                if posted and posted[-1] == told.id:
                    continue
                _discard(posted, told.id)
            elif len(keys) < self.rules.most_keys:
                keys.append(term)
            else:
                continue
            posted.append(told.id)
            if len(posted) > self.rules.postings:
                del posted[0]
        told.keys = tuple(keys)

    def _unpost(self, told: Told) -> None:
        for term in told.keys:
            posted = self._postings.get(term)
            if posted is not None:
                _discard(posted, told.id)
                if not posted:
                    del self._postings[term]

    def _expire(self, now: int) -> None:
        """Forget stories that nobody told for long; of those beyond the window the oldest where there are too many."""
        rules, stories = self.rules, self._stories
        while stories:
            oldest = next(iter(stories.values()))
            silence = now - oldest.last
            if silence <= rules.window or (silence <= rules.memory and len(stories) <= rules.most):
                break
            self.forget(oldest.id)
            for other in self._apart.pop(oldest.id, ()):
                self._apart[other].discard(oldest.id)


def _is_one_name(both: set[int], report: Report) -> bool:
    """Say whether what is shared are words side by side in a longer headline: "Chancellor Vogt".

    Of three, "prime minister Vogt", only where there are texts that could have more in common.
    """
    places = [place for place, term in enumerate(report.heads) if term in both]
    most = FEW_TERMS if report.text else FEW_TERMS - 1
    side_by_side = 1 < len(places) <= most and places[-1] - places[0] == len(places) - 1
    return len(both) <= FEW_TERMS and side_by_side and len(report.heads) > len(places) + 1  # two of three say enough


def _discard(posted: list[str], story: str) -> None:
    if story in posted:
        posted.remove(story)


def _overlap(one: set[int], other: set[int]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def _figures(terms: set[int]) -> set[int]:
    """Return the numbers among terms: where they differ, there is a new fact."""
    return set(filter(is_number, terms))

"""The index: which story each report belongs to, decided one after the other by the process that holds the pen.

    report ─▶ the same headline within a day, the same text of the same source ─────────────▶ duplicate
           ─▶ candidates: the stories last told that share one of its rarest terms
           ─▶ likeness: the cosine of its terms and the story's mean, each as heavy as stories seldom have it (`learnt`)
           ─▶ the threshold: higher for an old story, and where this source has told it before
           ─▶ guards ─────────────────────────────────────────────────────────▶ duplicate, story, or a new one

What a report costs does not depend on how many there are: postings are capped, and so is what is compared. One index
knows one language and no clock: where several processes hold pens, each language (and each day's openings) may have an
index and a lock of its own; what stories of two languages are one, `world` finds apart from it.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from math import hypot
from operator import attrgetter, mul
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from publisher.desk.stories import guards, snapshot
from publisher.desk.stories.asked import is_open, likeness_asked, merging_asked
from publisher.desk.stories.habits import Habits
from publisher.desk.stories.kinds import LIVE, ROUNDUP
from publisher.desk.stories.learnt import Counts, Learnt
from publisher.desk.stories.moved import Apart
from publisher.desk.stories.nearness import Asked, are_unlike, is_like_none, likeness_to_own
from publisher.desk.stories.postings import Postings
from publisher.desk.stories.recent import Recent
from publisher.desk.stories.report import Report
from publisher.desk.stories.rules import DAY, Joined, Kind, Near, Rules
from publisher.desk.stories.snapshot import Kept
from publisher.desk.stories.story import HEAD, Told, meet, vector

BOILERPLATE: Final = 6
"""Reports of a source under one text; a text that stands under more tells of the source, not of an event."""
AT_HAND: Final = 2048
"""Stories whose vectors are kept unpacked, of those that were looked at last."""
_MARGIN: Final = attrgetter("margin", "told.id")


class _Match(Struct, frozen=True, gc=False):
    """A story that a report is like."""

    margin: float  # likeness beyond what is asked
    told: Told
    likeness: float
    asked: float | None  # None where it is surely more
    both: AbstractSet[int]  # terms


class Index:
    """The stories of the window in memory. One thread at a time."""

    def __init__(self, rules: Rules | None = None, counts: Counts | None = None) -> None:
        self.rules = rules or Rules()
        self._learnt = Learnt(counts)
        self._habits = Habits()
        self._stories: OrderedDict[str, Told] = OrderedDict()  # the one told last at the end
        self._numbered: dict[int, Told] = {}
        self._vectors: dict[int, dict[int, float]] = {}  # of stories that were looked at of late
        self._postings = Postings(self.rules)
        self._headlines = Recent(self.rules.same_headline)
        self._leads = Recent(self.rules.same_text)
        self._pages = Recent(self.rules.page_rests)
        self._apart = Apart()
        self._born = 0

    def __len__(self) -> int:
        return len(self._stories)

    def __contains__(self, story: str) -> bool:
        return story in self._stories

    @property
    def counts(self) -> Counts:
        """What was learnt of words, to be stored and given to the next index."""
        return self._learnt.counts

    def snapshot(self) -> bytes:
        """Return all that the index knows, to be stored: an index that is restored from it answers as this one does."""
        return snapshot.encode(
            Kept(
                born=self._born,
                stories=list(self._stories.values()),
                postings=self._postings.packed(),
                counts=self._learnt.counts,
                frames=self._habits.frames,
                recent=(self._headlines.kept(), self._leads.kept(), self._pages.kept()),
                apart=self._apart,
            )
        )

    @classmethod
    def restore(cls, kept: bytes, rules: Rules | None = None) -> Index | None:
        """Return the index of a snapshot; None where it is damaged, or of another version: it is to be learnt anew."""
        stored = snapshot.decode(kept)
        if stored is None:
            return None
        index = cls(rules, stored.counts)
        index._habits = Habits(stored.frames)
        index._stories = OrderedDict([(told.id, told) for told in stored.stories])
        index._numbered = {told.born: told for told in stored.stories}
        index._postings = Postings(index.rules, stored.postings)
        headlines, leads, pages = stored.recent
        index._headlines = Recent(index.rules.same_headline, *headlines)
        index._leads = Recent(index.rules.same_text, *leads)
        index._pages = Recent(index.rules.page_rests, *pages)
        index._apart = Apart(stored.apart)
        index._born = stored.born
        return index

    def place(self, report: Report, opens: str = "") -> Joined:
        """Return the story of a report and take it in; a new story is called `opens`, or like the article."""
        self._expire(report.at)
        asked = self._weigh(report)
        joined = self._again(report) or self._alike(asked, opens or report.id)
        if joined.story not in self._stories:
            self._open(asked, joined.story)
        else:
            if joined.kind == "duplicate":  # it goes by the name of the report that it repeats
                asked = replace(asked, report=replace(report, id=joined.of))
            self._add(self._stories[joined.story], asked)
        return joined

    def learn(self, report: Report, story: str) -> None:
        """Take in a report that was placed before: the index is rebuilt by learning all of them in their order."""
        asked = self._weigh(report)
        if story in self._stories:
            self._add(self._stories[story], asked)
        else:
            self._open(asked, story)

    def together(self, kept: str, ended: str) -> tuple[tuple[str, str], ...]:
        """Merge two stories as an editor orders, whatever they are like; returns (from, to), or nothing to do."""
        if kept == ended or kept not in self._stories or ended not in self._stories:
            return ()
        self._apart.join(kept, ended)
        return (self._unite(self._stories[kept], self._stories[ended]),)

    def rename(self, story: str, name: str) -> None:
        """Let a story go by another name; where that is known here, too, the two are merged, whatever they are like."""
        told = self._stories.get(story)
        if told is None or story == name or self.together(name, story):
            return
        del self._stories[story]
        told.id = name
        self._stories[name] = told
        self._apart.rename(story, name)

    def opened(self, story: str) -> int:
        """Return when the first report of a story was published, in seconds since 1970; 0 where it is not known."""
        told = self._stories.get(story)
        return told.opened if told else 0

    def apart(self, one: str, other: str) -> None:
        """Never merge two stories by ourselves: an editor has split them."""
        self._apart.part(one, other)

    def forget(self, story: str) -> None:
        """Let go of a story: its articles may be learnt again as several."""
        told = self._stories.pop(story, None)
        if told:
            del self._numbered[told.born]
            self._vectors.pop(told.born, None)
            self._postings.forget(told)

    # the same again

    def _again(self, report: Report) -> Joined | None:
        """Return the story of a report whose headline or text we had, word by word."""
        headline = self._headlines.find(report.headline, report.at)
        told = self._numbered.get(self._headlines.story_of(headline)) if headline else None
        if headline and told and not guards.is_begun_anew(report, told):
            return Joined(told.id, "duplicate", headline.article, 1.0, "headline", tuple(report.heads))
        text = self._leads.find(report.lead, report.at)
        told = self._numbered.get(self._leads.story_of(text)) if text and text.times <= BOILERPLATE else None
        if text and told and self._is_told_still(report, told):
            kind: Kind = "duplicate" if guards.shares_a_word(report, told.faces) else "story"  # else no item is hidden
            return Joined(told.id, kind, text.article, 1.0, "text", tuple(report.heads))
        return self._same_page(report)

    def _same_page(self, report: Report) -> Joined | None:
        """Return the story of a source's live page of this day, whatever it tells by now."""
        page = self._pages.find(report.page, report.at)
        told = self._numbered.get(self._pages.story_of(page)) if page else None
        if page is None or told is None or report.at - told.opened >= self.rules.same_page:
            return None
        if guards.is_counted_otherwise(report, told.faces):
            return None
        return Joined(told.id, "story", page.article, 1.0, "page", tuple(report.heads))

    def _is_told_still(self, report: Report, told: Told) -> bool:
        """Say whether the same text tells of the same: not that of a page or programme which is begun anew each day."""
        if report.kind & LIVE and report.at - told.opened >= self.rules.same_text:
            return False
        if report.kind & (ROUNDUP | LIVE) == ROUNDUP and report.at - told.last > guards.SESSION:
            return False
        return not guards.is_counted_otherwise(report, told.faces)

    # alike

    def _alike(self, asked: Asked, opens: str) -> Joined:
        """Return the story that the report is most like, of those that nothing keeps it from; else a new one."""
        near: Near | None = None
        matches = self._matches(asked)
        for place, match in enumerate(matches):
            reason = self._reason(asked, match)
            if not reason:
                return self._join(asked, match, matches[place + 1 :], near)
            near = near or self._near(asked, match, reason)
            if match.margin < 0:
                break  # and so is what comes after it
        return Joined(opens, "new", near=near)

    def _join(self, asked: Asked, match: _Match, others: list[_Match], near: Near | None) -> Joined:
        report, shared, told = asked.report, self._shared(asked, match), match.told
        of, kind = told.nearest(report, self.rules)
        reasons = [self._reason(asked, other) for other in others[:2]]
        if near is None and others:
            near = self._near(asked, others[0], reasons[0] or "less alike")
        alike = [other.told for other, reason in zip(others, reasons, strict=False) if not reason]
        merged = tuple(self._merge(told, alike)) if alike and self._may_lead(report, told) else ()
        if merged:
            near = near if near and near.story in self._stories and near.story != merged[-1][1] else None
        story = merged[-1][1] if merged else told.id
        return Joined(story, kind, of, match.likeness, "words", shared, near, merged)

    def _may_lead(self, report: Report, told: Told) -> bool:
        """Say whether a report that joins a story may let others join it, too."""
        return not report.kind & ROUNDUP and not guards.left_out(report, self._vector(told).keys())

    def _reason(self, asked: Asked, match: _Match) -> str:
        if match.margin < 0:
            return "too little in common"
        if reason := guards.reason(asked.report, asked.terms, match.told.faces, match.likeness):
            return reason
        unlike = is_like_none(self.rules, asked, match.told, self._learnt.weights, match.likeness)
        return "like none of its reports" if unlike else ""

    def _near(self, asked: Asked, match: _Match, reason: str) -> Near:
        if (least := match.asked) is None:
            least = likeness_asked(self.rules, asked.report, match.told, match.likeness, match.both)
        return Near(match.told.id, match.likeness, least, reason, self._shared(asked, match))

    def _shared(self, asked: Asked, match: _Match) -> tuple[int, ...]:
        """Return the terms that both have, those that say most first."""
        return tuple(filter(match.both.__contains__, asked.heaviest))

    def _matches(self, asked: Asked) -> list[_Match]:
        """Return the stories that the report is like, the most promising first."""
        rarest = self.rules.rarest
        found = self._postings.find(asked.heaviest[:rarest], sorted(asked.weighed, reverse=True)[:rarest], asked.norm)
        if not found:
            return []
        pushed = asked.pushed()
        opened = [told for told in map(self._numbered.__getitem__, found) if is_open(self.rules, asked.report, told)]
        matches = [match for told in opened if (match := self._match(asked, told, pushed))]
        if len(matches) > 1:
            matches.sort(key=_MARGIN, reverse=True)
        return matches

    def _match(self, asked: Asked, told: Told, pushed: dict[int, float]) -> _Match | None:
        """Compare a report with a story; None where they do not share two terms."""
        both, product = told.meet(pushed) if told.count == 1 else meet(pushed, self._vector(told))
        if len(both) < 2:  # noqa: PLR2004 -- one word joins nothing
            return None
        rules, report, likeness = self.rules, asked.report, product / asked.norm / told.norm
        if told.count > 1 and told.times_told_by(report.source):
            likeness = likeness_to_own(asked, told, pushed, self._learnt.weights, likeness) or likeness
        if likeness < rules.alike and (likeness < rules.retold or not told.times_told_by(report.source)):
            return _Match(likeness - rules.alike, told, likeness, None, both)
        least = likeness_asked(rules, report, told, likeness, both)
        likeness = min(1.0, likeness)
        return _Match(likeness - least, told, likeness, least, both)

    def _vector(self, told: Told) -> dict[int, float]:
        if told.born not in self._vectors:
            if len(self._vectors) >= AT_HAND:
                self._vectors.clear()
            self._vectors[told.born] = told.vector()
        return self._vectors[told.born]

    # merging

    def _merge(self, one: Told, others: list[Told]) -> Iterator[tuple[str, str]]:
        """Merge the story with another that the report belongs to as well, where they are alike and nothing forbids."""
        for two in others:
            if two.id in self._apart.of(one.id):
                continue
            shared = self._shared_by(one, two)
            likeness = sum(shared.values()) / one.norm / two.norm
            least = merging_asked(self.rules, one, two, shared)
            if likeness < least or are_unlike(self.rules, one, two, self._learnt.weights):
                continue
            if not guards.reason_of_stories(one, two, likeness):
                yield self._unite(*((one, two) if one.born < two.born else (two, one)))
                return

    def _shared_by(self, one: Told, two: Told) -> dict[int, float]:
        """Return the terms that two stories share, each with its part in their product."""
        mine, theirs, weights = self._vector(one), self._vector(two), self._learnt.weights
        return {term: mine[term] * theirs[term] * weights[term] ** 2 for term in mine.keys() & theirs.keys()}

    def _unite(self, kept: Told, ended: Told) -> tuple[str, str]:
        """Let one story take in the other; returns (from, to)."""
        kept.mix(self._vector(kept), self._vector(ended), self._learnt.weights)
        kept.take(ended)
        self.forget(ended.id)
        self._postings.add(kept, array("I", ended.keys))
        self._stories.move_to_end(kept.id)
        for recent in (self._headlines, self._leads, self._pages):
            recent.redirect(ended.born, kept.born)
        self._apart.rename(ended.id, kept.id)
        return ended.id, kept.id

    # taking in

    def _weigh(self, report: Report) -> Asked:
        terms = vector(report)
        whole = len(terms)
        self._leave_out(report, terms)
        counts = self._learnt.weights.counts_of(terms)
        weights = self._learnt.weights.weights_of(counts)
        weighed = list(map(mul, terms.values(), weights))
        order = sorted(range(len(weighed)), key=weighed.__getitem__, reverse=True)
        heaviest = list(map(list(terms).__getitem__, order))
        return Asked(report, terms, counts, weights, weighed, hypot(*weighed) or 1.0, heaviest, len(terms) == whole)

    def _leave_out(self, report: Report, terms: dict[int, float]) -> None:
        """Leave out the terms of what a source writes round all headlines, or below them."""
        text = self._leads.find(report.lead, report.at) if report.lead else None
        if text and text.times > BOILERPLATE:
            terms.clear()
            terms |= dict.fromkeys(report.heads, HEAD)
        if report.framed and self._habits.is_habit(report):
            for place, term in enumerate(report.heads):
                if report.framed >> place & 1 and len(terms) > 1:
                    del terms[term]

    def _open(self, asked: Asked, story: str) -> None:
        self._born += 1
        report, terms = asked.report, asked.terms
        told = self._stories[story] = self._numbered[self._born] = Told.opened_by(report, story, self._born)
        if not asked.is_whole:
            told.keep(terms)
        told.norm = self._learnt.learn(terms, report.at // DAY, asked.counts)
        self._postings.open(told, asked.heaviest[: self.rules.keys])
        self._remember(told, report)

    def _add(self, told: Told, asked: Asked) -> None:
        report = asked.report
        if not report.kind & ROUNDUP:
            mean = self._vector(told)
            other = guards.left_out(report, mean.keys())
            terms = {term: share for term, share in asked.terms.items() if term not in other} if other else asked.terms
            told.mix(mean, terms, self._learnt.weights)
            self._postings.add(told, [term for term in asked.heaviest if term not in other][: self.rules.keys])
        elif not told.terms:
            told.keep(self._vector(told))
        told.see(report)
        self._stories.move_to_end(told.id)
        self._remember(told, report)

    def _remember(self, told: Told, report: Report) -> None:
        self._habits.learn(report, report.at // DAY)
        self._headlines.put(report.headline, told.born, report)
        self._leads.put(report.lead, told.born, report)
        if report.page:
            self._pages.put(report.page, told.born, report)

    def _expire(self, now: int) -> None:
        """Forget stories that nobody told for long; of those beyond the window the oldest where there are too many."""
        rules, stories = self.rules, self._stories
        while stories:
            oldest = next(iter(stories.values()))
            silence = now - oldest.last
            if silence <= rules.window or (silence <= rules.memory and len(stories) <= rules.most):
                break
            self.forget(oldest.id)
            self._apart.forget(oldest.id)

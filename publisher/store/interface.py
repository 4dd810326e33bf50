"""What the memory promises, whichever database keeps it.

    Store ─ reads ─▶ values of the model        any thread, at any time, from one consistent snapshot a call
      └─ pen() ─▶ Pen ─ writes ─▶ one commit    one pen at a time in the whole house

Every time is an aware datetime in UTC and comes from the caller: the memory has no clock. Every failure of the
database is a `StoreError` (publisher/store/errors.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol, TypeAlias

from msgspec import Struct

from publisher.model import (
    Article,
    Gist,
    Group,
    Merge,
    Note,
    Push,
    Quarantined,
    Ruling,
    Selection,
    Showing,
    SourceState,
    Story,
)
from publisher.store.ready import Ready

Order: TypeAlias = Literal["newest", "coverage", "trending"]
Axis: TypeAlias = Literal["section", "country", "genre", "language", "agency", "source"]
AXES: Final[tuple[Axis, ...]] = ("section", "country", "genre", "language", "agency", "source")


class Facet(Struct, frozen=True, kw_only=True):
    """One combination of values that at least one usable article has; empty where it has none, or none was asked for.

    `countries` holds at most one: an article on two countries gives two facets, and one without a country.
    """

    section: str = ""
    countries: tuple[str, ...] = ()
    genre: str = ""
    language: str = ""  # primary subtag
    agency: str = ""
    source: str = ""


class Figures(Struct, frozen=True, kw_only=True):
    """How much is remembered. `newest` is when the last article was received."""

    articles: int
    stories: int
    newest: datetime | None


class Pen(Protocol):
    """One serialized write transaction: everything written with it is committed together, or nothing is."""

    def kin(self, signs: Collection[str]) -> dict[str, Group]:
        """Return the group that each sign leads to, where it is known. What this pen saved before counts."""

    def kin_of(self, numbers: Collection[int]) -> dict[int, Group]:
        """Do as `kin` does for signs as they are kept, which is how a `Ready` has them."""

    def known(self, source: str, keys: Collection[str]) -> dict[str, Article]:
        """Return the articles of a source by key, as `Store.known` does, with what this pen saved."""

    def save(self, articles: Sequence[Article], signs: Mapping[str, Collection[str]]) -> None:
        """Insert each article, or replace the one with its id; of two with one id the last is kept.

        `signs` are those of each article by its id: from now on they lead to the article's group. Saving the same
        again changes nothing, so that a commit of unknown outcome can be repeated.
        """

    def add(self, ready: Ready, group: Group, updated: datetime, why: bytes = b"") -> None:
        """Save an article that is ready for its row, with its group and its stamp; its signs lead there from now on.

        One that is known and was read before its story was merged stands in the story that is kept.

        `why` is kept beside its gist: what joined it to its story.
        """

    def groups(self, ids: Collection[str]) -> dict[str, Group]:
        """Return the groups that articles stand in, by their ids; what this pen saved does not count."""

    def merge(self, story: str, kept: str, now: datetime, why: str) -> None:
        """Let a story end: `kept` has its articles from now on, and whoever asks for it is led there."""

    def gists(self, after: int, since: datetime) -> list[Gist]:
        """Return the gists of articles that were saved later than the one of a number, and received since a time.

        In the order of their numbers; what this pen saved does not count.
        """

    def retained(self) -> dict[str, int]:
        """Return the languages whose stories were retained, with the number of the last article that they know."""

    def recall(self, language: str) -> bytes | None:
        """Return what was retained of a language."""

    def retain(self, records: Mapping[str, bytes], number: int) -> None:
        """Keep the stories of languages instead of what was kept; all languages know the article of this number now."""

    def forget_recalled(self) -> None:
        """Forget what was retained of all languages: what was one story may be several now."""

    def rule(self, ruling: Ruling) -> None:
        """Keep what an editor ruled. The last 10,000 rulings are kept."""

    def remember(self, state: SourceState) -> None:
        """Replace what we remember of a source."""

    def hold(self, source: str, keys: Collection[str], now: datetime) -> None:
        """Note the keys of a document that was read whole: their articles are not tidied away while it is the last.

        To be called for every document that was parsed, with the keys of all its entries, new or not. A key is held
        for a week after it was last seen before a later document, so that one glitch of a source forgets nothing.
        """

    def touch(self, feeds: Collection[str], now: datetime) -> None:
        """Let feeds wait to be published."""

    def published(self, touched: Mapping[str, datetime]) -> None:
        """Clear what `Store.touched` returned before the articles were read; a feed touched since then still waits."""

    def show(self, showing: Showing) -> None:
        """Remember what a feed shows now, instead of what it showed before."""

    def put(self, name: str, value: str) -> None:
        """Remember a value by name."""

    def quarantine(self, document: Quarantined) -> None:
        """Keep a document in quarantine, instead of what was kept under its digest.

        The newest 200 are kept, and 1 MB of each body.
        """

    def release(self, digest: str) -> None:
        """Let a document out of quarantine; nothing happens where there is none."""

    def push(self, push: Push) -> None:
        """Remember what was agreed with a hub, instead of what was agreed for this source before."""

    def unpush(self, source: str) -> None:
        """Forget what was agreed with a hub for a source."""

    def note(self, at: datetime, source: str, text: str) -> None:
        """Note what the house did by itself, for the operator. The last 10,000 notes are kept."""

    def stamp(self, now: datetime) -> datetime:
        """Return `now`, or the first later microsecond that was never returned before, over restarts too.

        A clock that was set back does not lead to an earlier stamp.
        """


class Store(Protocol):
    """The memory of the house."""

    # sources

    def states(self, sources: Collection[str] | None = None) -> dict[str, SourceState]:
        """Return what is remembered of sources; without a list, of all, also of those that are no longer configured.

        A source that nothing is remembered of is left out.
        """

    def state(self, source: str) -> SourceState:
        """Return what is remembered of a source; a fresh state where nothing is."""

    def enroll(self, sources: Collection[str]) -> None:
        """Make sources that are new due at once. What is remembered of others stays."""

    def due(self, now: datetime, sources: Collection[str], limit: int) -> list[str]:
        """Return those of `sources` that are due, the longest overdue first, `limit` at most."""

    # articles

    def known(self, source: str, keys: Collection[str]) -> dict[str, Article]:
        """Return the articles of a source that have one of the keys, by key, whatever their status."""

    def hashes(self, source: str, keys: Collection[str]) -> dict[str, str]:
        """Return the entry hash of each key of a source that is known: cheaper than `known`."""

    def article(self, id: str) -> Article | None:  # noqa: A002 -- the article's own word
        """Return an article, whatever its status."""

    def latest(self, source: str, limit: int) -> list[Article]:
        """Return the last articles received of a source, the newest first, whatever their status.

        Those of one poll come in the order in which they were saved: that of a document, which mostly begins with its
        newest item.
        """

    def held(self, limit: int) -> list[Article]:
        """Return the articles that wait for something the operator is to do, the last received first.

        An article that its agency holds back is none of them.
        """

    def story(self, id: str) -> Story | None:  # noqa: A002 -- the story's own word
        """Return a story with all its articles, whatever their status, in the order they were received."""

    def whole(self, ids: Collection[str]) -> dict[str, Story]:
        """Do as `story` does for many at once; what is not known is left out."""

    def story_of(self, id: str) -> str:  # noqa: A002 -- the story's own word
        """Return the id that a story has now: another one where it was merged, the same where it was not."""

    def merges(self, limit: int) -> list[Merge]:
        """Return the last merges, the newest first."""

    def rulings(self, after: int = 0) -> dict[int, Ruling]:
        """Return what editors ruled after the ruling of a number, by their numbers, in their order."""

    def why(self, id: str) -> tuple[bytes, bytes] | None:  # noqa: A002 -- the article's own word
        """Return the gist of an article and what joined it to its story; None where it is not kept any more."""

    def facets_of(self, stories: Collection[str]) -> dict[Group, list[Facet]]:
        """Return the combinations of values that the usable articles of stories have, for each of their groups."""

    def stories(
        self,
        selection: Selection,
        *,
        order: Order = "newest",
        limit: int,
        window: timedelta,
        now: datetime,
    ) -> list[Story]:
        """Return enough stories that a feed of `limit` items can be made of them, `MOST_LIMITS` x `limit` at most.

        `newest`: each report as a story of its own that is called like it; the `limit` ones with the newest matching
        article by `published`, then those with a matching article that was received within `window` before the newest
        received one. `coverage`: the stories with matching articles received within `window` before the newest one,
        those of the most agencies first. `trending`: those of several agencies before those of one, and then by
        the number of agencies, each of which counts half as much for every `HALF_LIFE` since the newest matching
        article was published; 2 x `limit` at most.

        A story comes with all its usable articles, not only those that match, in the order they were received. Under
        embargo or expired at `now`: as if it were not there. `now` decides nothing else.
        """

    def facets(self, axes: Collection[Axis] = AXES) -> list[Facet]:
        """Return the distinct combinations of values that usable articles have: all feeds that can have articles.

        The fewer axes are asked for, the fewer combinations there are and the cheaper they are to find.
        """

    def matured(self, after: datetime, until: datetime) -> list[Article]:
        """Return the usable articles whose embargo ended or that expired in (after, until]: their feeds change."""

    def figures(self) -> Figures:
        """Return how much is remembered."""

    # feeds

    def touched(self) -> dict[str, datetime]:
        """Return the feeds that wait to be published, with the stamp of the last touch (to be given to `published`)."""

    def published(self, touched: Mapping[str, datetime]) -> None:
        """Do as `Pen.published` does, in a commit of its own."""

    def shown(self, feed: str) -> Showing | None:
        """Return what a feed showed when it was last published; None for one that never was."""

    def showings(self) -> dict[str, Showing]:
        """Return what every feed showed when it was last published."""

    def show(self, showing: Showing) -> None:
        """Do as `Pen.show` does, in a commit of its own (for many feeds, take one pen)."""

    def forget(self, feeds: Collection[str]) -> None:
        """Forget what feeds showed that are no longer published: their articles may be tidied away."""

    # the house

    def quarantined(self) -> list[Quarantined]:
        """Return the documents in quarantine without their bodies, the newest first."""

    def quarantine(self, digest: str) -> Quarantined | None:
        """Return a document in quarantine with its body (of which 1 MB is kept)."""

    def pushes(self) -> dict[str, Push]:
        """Return what was agreed with hubs, by source."""

    def push(self, token: str) -> Push | None:
        """Return what was agreed with a hub under a token; None for a token that we never gave, or gave up."""

    def notes(self, limit: int, source: str | None = None) -> list[Note]:
        """Return the last notes, of one source or all, the newest first."""

    def get(self, name: str) -> str | None:
        """Return the value remembered by a name."""

    def put(self, name: str, value: str) -> None:
        """Remember a value by name, in a commit of its own."""

    def pen(self) -> AbstractContextManager[Pen]:
        """Take the pen: committed at a clean end, rolled back on an exception. Never take a second one inside.

        Raises Busy when it is not free within 10 seconds.
        """

    def tidy(self, now: datetime, keep: timedelta) -> int:
        """Remove articles received longer than `keep` before the newest one, and the signs of stories that end so.

        Never removed: what a feed shows, and what the last document of its source holds (it would come back as new).
        Age is counted from the newest article (or from `now`, if that is earlier), so that neither a clock that jumps
        nor a long holiday deletes anything. Returns how many articles were removed.
        """

    def check(self) -> None:
        """Read the whole database and raise Corrupted where it is damaged, or Foreign or Newer. Writes nothing."""

    def close(self) -> None:
        """Let go of the database."""

"""Permanent redirects: when they are believed, and where we ask then. A table on a clock that is a parameter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from publisher.model import Agency, Answer, Document, Entry, Failed, Fetched, Reason, Source, SourceState, Unchanged
from publisher.wire.cadence import ready, remember
from publisher.wire.moves import Adoption, adopt, asked_as, is_renamed, learnt

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD, NEW = "https://a.example/feed", "https://b.example/feed"
SOURCE = Source(id="s", agency=Agency(id="a", name="A", credit="A"), url=OLD)
DOCUMENT = Document(format="rss20", entries=(Entry(guid="1"),))


def fetched(target: str | None = NEW) -> Fetched:
    """Return a whole body that a permanent redirect led to."""
    return Fetched(address=target or OLD, body=b"<rss/>", etag='"1"', moved_to=target)


def poll(state: SourceState, answer: Answer, hours: float, *, shared: int = 1, source: Source = SOURCE) -> Adoption:
    """Remember one poll and decide."""
    now = NOW + hours * HOUR
    document = DOCUMENT if isinstance(answer, Fetched) else None
    state = remember(state, source, answer, document, 0, now, 0.0)
    return adopt(state, source, answer, shared, now)


def polled(*polls: tuple[Answer, float, int], source: Source = SOURCE) -> Adoption:
    """Return what became of several polls: answer, hours since the first one, entries that we had."""
    result = Adoption(SourceState(source="s"))
    for answer, hours, shared in polls:
        result = poll(result.state, answer, hours, shared=shared, source=source)
    return result


SAME = Unchanged(moved_to=NEW)
EARLY = "too early: it takes 3 polls that agree, over 24 hours"


@pytest.mark.parametrize(
    ("polls", "adopted", "refusal"),
    [
        ([(fetched(), 0, 1), (fetched(), 12, 1), (fetched(), 24, 1)], NEW, ""),
        ([(fetched(), 0, 1), (SAME, 12, 0), (SAME, 24, 0)], NEW, ""),
        ([(fetched(), 0, 1), (fetched(), 24, 1)], None, EARLY),
        ([(fetched(), 0, 1), (fetched(), 1, 1), (fetched(), 23, 1)], None, EARLY),
        ([(fetched(), 0, 0), (fetched(), 12, 0), (fetched(), 24, 0)], None, "no article that we had came from there"),
        ([(fetched(), 0, 1), (fetched(None), 12, 1), (fetched(), 24, 1)], None, EARLY),
        ([(fetched(), 0, 1), (fetched("https://c.example/"), 9, 1), (fetched(), 30, 1)], None, EARLY),
        ([(fetched("http://b.example/"), hours, 1) for hours in (0, 12, 24)], None, "it gives up TLS"),
        ([(fetched(None), 0, 1)], None, ""),
    ],
)  # fmt: skip
def test_adoption(polls: list[tuple[Answer, float, int]], adopted: str | None, refusal: str) -> None:
    """A move is believed after three polls that agree, over a day, once an article that we have came from there."""
    result = polled(*polls)
    assert (result.state.adopted, result.refusal) == (adopted, refusal)
    assert bool(result.audit) == bool(adopted)


def test_a_failure_in_between_decides_nothing() -> None:
    """A poll that failed neither counts for a move nor against it."""
    down = Failed(reason=Reason.TIMEOUT)
    assert polled((fetched(), 0, 1), (down, 6, 0), (fetched(), 12, 1), (fetched(), 24, 1)).state.adopted == NEW


def test_304s_alone_prove_nothing() -> None:
    """Where only 304s came from there, the validators are dropped, so that the next answer is a whole body."""
    known = replace(learnt(SourceState(source="s"), SOURCE), etag='"1"', issuer="https://b.example:443")
    state = known
    for hours in (0, 12, 24):
        assert state.etag == '"1"'
        result = poll(state, SAME, hours, shared=9)
        state = result.state
    assert (state.adopted, state.etag, result.refusal) == (None, None, "no article that we had came from there")
    assert poll(state, fetched(), 26).state.adopted == NEW


def test_another_feed_does_not_prove_itself() -> None:
    """Where the first document from there has nothing of what we had, what it shares with the next does not count.

    A source that was redirected from the first poll on had nothing before, and there it counts.
    """
    known = replace(learnt(SourceState(source="s"), SOURCE), renewed=NOW)
    for before, adopted in ((known, None), (SourceState(source="s"), NEW)):
        state = before
        for hours, shared in ((0, 0), (12, 9), (24, 9), (36, 9)):
            state = poll(state, fetched(), hours, shared=shared).state
        assert state.adopted == adopted
    foreign = poll(known, fetched(), 0, shared=0).state
    assert poll(foreign, SAME, 30).state.etag == '"1"'


def test_the_audit_line() -> None:
    """The operator is told from where to where, and since when; of a secret address only the hosts."""
    polls = [(fetched(), hours, 1) for hours in (0, 12, 24)]
    told = "s: moved for good from https://a.example/feed to https://b.example/feed (redirected since 2026-03-04)"
    assert polled(*polls).audit == told
    hidden = polled(*polls, source=replace(SOURCE, secret=True)).audit
    assert hidden == "s: moved for good from a.example to b.example (redirected since 2026-03-04)"


ADOPTED = polled(*((fetched(), hours, 1) for hours in (0, 12, 24))).state


def test_the_new_address_is_asked() -> None:
    """From then on the old address is not asked; what the operator opened for it is not open at the new one."""
    assert asked_as(SOURCE, SourceState(source="s")) == SOURCE
    assert asked_as(SOURCE, ADOPTED) == replace(SOURCE, url=NEW)
    trusted = replace(SOURCE, allow_private=True, verify=False)
    assert asked_as(trusted, ADOPTED) == replace(SOURCE, url=NEW)
    near = replace(ADOPTED, adopted="https://a.example/news")
    assert asked_as(trusted, near) == replace(trusted, url="https://a.example/news")
    assert asked_as(asked_as(SOURCE, ADOPTED), ADOPTED) == replace(SOURCE, url=NEW)


def test_the_new_address_may_move_again() -> None:
    """A further move is counted from the adopted address, and one that leads back to the old address ends there."""
    again = "https://c.example/feed"
    state = ADOPTED
    for hours in (30, 42, 54):
        state = poll(state, fetched(again), hours).state
    assert state.adopted == again
    for hours in (60, 72, 84):
        state = poll(state, fetched(OLD), hours).state
    assert state.adopted is None


def test_another_address_in_sources_yaml_begins_anew() -> None:
    """The operator's change ends the adoption, and nothing that was learnt of the old address is used for the new."""
    renamed = replace(SOURCE, url="https://z.example/feed")
    gone = replace(ADOPTED, etag='"1"', gone=True, due=NOW + 30 * 24 * HOUR)
    assert is_renamed(gone, renamed)
    assert not is_renamed(gone, SOURCE)
    assert not is_renamed(SourceState(source="s"), SOURCE)
    begun = learnt(SourceState(source="s"), SOURCE)
    assert (is_renamed(begun, renamed), is_renamed(begun, SOURCE)) == (True, False)
    fresh = ready(gone, renamed, NOW)
    assert fresh == SourceState(source="s", learnt_of=fresh.learnt_of)
    assert asked_as(renamed, gone) == renamed
    assert asked_as(renamed, fresh) == renamed


@pytest.mark.parametrize(
    ("reason", "hours", "adopted"),
    [
        (Reason.GONE, [30], None),
        (Reason.NOT_FOUND, [30, 36, 42, 48], NEW),
        (Reason.NOT_FOUND, [30, 36, 42, 48, 54], None),
        (Reason.NETWORK, [30, 31, 32, 33, 34, 35], NEW),
    ],
)
def test_a_lost_address_is_given_back(reason: Reason, hours: list[int], adopted: str | None) -> None:
    """Where the new address fails for a day, or is gone, the one in sources.yaml is asked again, without conditions."""
    state = ADOPTED
    for hour in hours:
        state = poll(state, Failed(reason=reason), hour).state
    assert state.adopted == adopted
    assert (state.etag is None) == (adopted is None)


def test_nothing_secret_is_kept_of_the_address() -> None:
    """What was learnt is tied to a hash of the address, because sources.yaml may hold a secret in it."""
    state = learnt(SourceState(source="s"), replace(SOURCE, url="https://a.example/?key=s3cret"))
    assert "s3cret" not in repr(state)

"""What becomes of the entries of one document, from answer to harvest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace as replace_struct

from publisher.desk.normalize import normalize
from publisher.model import Failed, Fetched, Reason, SourceState, Unchanged
from publisher.pipeline import Harvest, House, open_house, poll, save
from publisher.pipeline.polling import harvest_of
from publisher.wire.moves import learnt
from publisher.wire.turns import Turns
from tests.world.newsroom import ONE_SOURCE

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Open a house with one source."""
    path = tmp_path / "sources.yaml"
    path.write_text(ONE_SOURCE, "utf-8")
    async with open_house(path, now=lambda: NOW, chance=lambda: 0.0, workers=0) as opened:
        yield opened


def document(*items: str) -> Fetched:
    """Wrap items as an answer."""
    body = f"<rss version='2.0'><channel><title>The Wire</title>{''.join(items)}</channel></rss>".encode()
    return Fetched(address="https://wire.example/rss", body=body, content_type="application/rss+xml", etag='"1"')


def item(guid: str, title: str, link: str = "", text: str = "", date: str = "Sat, 01 Aug 2026 10:00:00 GMT") -> str:
    """Write one item."""
    address = link or f"https://wire.example/{guid}"
    return (
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><link>{address}</link>"
        f"<description>{text}</description><pubDate>{date}</pubDate></item>"
    )


async def read(house: House, answer: Fetched | Failed | Unchanged) -> Harvest:
    """Read an answer of the source, and save what it brought."""
    harvest = await harvest_of(house, house.config.sources["wire"], house.store.state("wire"), answer)
    save(house, [harvest])
    return harvest


async def test_one_guid_is_one_article(house: House) -> None:
    """A rewritten headline is a new version; a moved link is one too; a moved date alone is none."""
    await read(house, document(item("1", "Two dead in clash")))
    rewritten = await read(house, document(item("1", "Three dead in clash")))
    redated = await read(house, document(item("1", "Three dead in clash", date="Sat, 01 Aug 2026 11:00:00 GMT")))
    assert [len(rewritten.fresh), len(rewritten.changed)] == [0, 1]
    assert [len(redated.fresh), len(redated.changed), len(redated.noted)] == [0, 0, 1]
    (article,) = house.store.latest("wire", 10)
    assert (article.version, article.headline) == (2, "Three dead in clash")
    assert article.published == NOW - timedelta(hours=2)
    assert [correction.fields for correction in article.corrections] == [("headline",)]


async def test_an_item_told_twice_is_its_first_entry(house: House) -> None:
    """One guid and link twice in a document (CNN) is one article, and its versions do not flip at every poll."""
    twice = item("1", "Clash in Niger", "https://wire.example/a") + item("1", "Niger clash", "https://wire.example/a")
    first = await read(house, document(twice))
    second = await read(house, document(twice, item("2", "Something else")))
    assert [article.headline for article in first.articles] == ["Clash in Niger"]
    assert ([article.headline for article in second.articles], second.changed) == (["Something else"], ())


async def test_one_guid_for_two_stories_in_a_document(house: House) -> None:
    """One guid with another link and another title is another article: nothing is lost."""
    harvest = await read(
        house, document(item("1", "Clash", "https://w.example/a"), item("1", "Fire", "https://w.example/b"))
    )
    assert sorted(article.headline for article in harvest.articles) == ["Clash", "Fire"]


async def test_known_entries_need_no_work(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that is written as it was is not normalized again, though its document changed."""
    await read(house, document(item("1", "Clash"), item("2", "Fire")))
    made: list[str] = []

    def counted(*given: object) -> object:
        made.append(str(given[1]))
        return normalize(*given)  # type: ignore[arg-type] # what was given is given on

    monkeypatch.setattr("publisher.pipeline.gathering.normalize", counted)
    await read(house, document(item("1", "Clash"), item("3", "Flood"), item("2", "Fire")))
    assert len(made) == 1


async def test_an_entry_that_cannot_be_read_is_named(house: House) -> None:
    """One bad entry never spoils its document: it is counted and named, the others go on."""
    dated = "<item><pubDate>today</pubDate></item>"
    harvest = await read(house, document(item("1", "Clash"), dated, item("2", "Fire")))
    assert len(harvest.fresh) == 2
    assert len(harvest.faults) == 1
    assert harvest.faults[0].startswith("entry 2: ")


async def test_validators_go_with_the_articles(house: House) -> None:
    """The ETag is saved with the articles of its body; a body that is no feed leaves the old one."""
    await read(house, document(item("1", "Clash")))
    assert house.store.state("wire").etag == '"1"'
    login = Fetched(address="https://wire.example/rss", body=b"<html>Log in</html>", etag='"2"')
    harvest = await read(house, login)
    state = house.store.state("wire")
    assert harvest.failure is not None
    assert harvest.failure.reason is Reason.NOT_A_FEED
    assert (state.etag, state.failures, state.reason) == ('"1"', 1, "not-a-feed")


async def test_a_cut_document_leaves_no_validator(house: House) -> None:
    """What came of a document that was cut off is saved; its ETag is not, so that the next question brings the rest."""
    whole = document(item("1", "Clash"), item("2", "Fire"))
    cut = whole.body[: whole.body.index(b"<title>Fire")]
    await read(house, Fetched(address=whole.address, body=cut, etag='"cut"'))
    state = house.store.state("wire")
    assert (state.etag, state.body_hash, state.failures) == (None, None, 0)
    assert [article.headline for article in house.store.latest("wire", 10)] == ["Clash"]
    await read(house, whole)
    assert len(house.store.latest("wire", 10)) == 2


async def test_the_same_body_with_a_new_etag(house: House) -> None:
    """A body we know is no work, and its new validators are kept (politeness, point 4)."""
    answer = document(item("1", "Clash"))
    await read(house, answer)
    harvest = await read(house, Fetched(address=answer.address, body=answer.body, etag='"2"'))
    assert (harvest.fresh, harvest.changed, harvest.keys) == ((), (), frozenset())
    assert house.store.state("wire").etag == '"2"'


async def test_disappearing_is_not_withdrawal(house: House) -> None:
    """An item that fell out of the document stays as it is."""
    await read(house, document(item("1", "Clash")))
    await read(house, document(item("2", "Fire")))
    assert {article.status.value for article in house.store.latest("wire", 10)} == {"usable"}


async def test_a_failure_is_remembered(house: House) -> None:
    """A source that is down is asked more slowly, and its articles stay."""
    await read(house, document(item("1", "Clash")))
    harvest = await read(house, Failed(reason=Reason.TIMEOUT, detail="20 s"))
    assert not harvest.reached
    state = house.store.state("wire")
    assert (state.failures, state.reason, state.etag) == (1, "timeout", '"1"')
    assert state.due > NOW
    assert len(house.store.latest("wire", 10)) == 1


async def test_a_source_that_is_gone_is_noted_once(house: House) -> None:
    """The first 410 is noted, those after it are not; gone again after an answer is noted again."""
    gone = Failed(reason=Reason.GONE, status=410)
    for answer in (document(item("1", "Clash")), gone, gone, document(item("2", "Fire")), gone):
        await read(house, answer)
    assert [(note.at, note.source, note.text) for note in house.store.notes(9)] == [
        (NOW, "wire", "gone (410): asked once a month from now on")
    ] * 2


async def test_an_adopted_move_is_noted(house: House) -> None:
    """Where a source is asked from now on, and where it was asked before, can be found later."""
    moved = replace_struct(document(item("1", "Clash")), moved_to="https://wire.example/new")
    await read(house, moved)
    with house.store.pen() as pen:
        state = house.store.state("wire")
        pen.remember(replace_struct(state, moved_since=NOW - timedelta(days=2), moved_polls=9))
    await read(house, moved)
    (note,) = house.store.notes(9)
    told = "moved for good from https://wire.example/rss to https://wire.example/new (redirected since 2026-07-30)"
    assert (note.source, note.text) == ("wire", told)
    assert house.store.state("wire").adopted == "https://wire.example/new"


async def test_saving_again_doubles_nothing(house: House) -> None:
    """A commit whose outcome is unknown can be repeated."""
    source = house.config.sources["wire"]
    harvest = await harvest_of(house, source, SourceState(source="wire"), document(item("1", "Clash")))
    save(house, [harvest])
    save(house, [harvest])
    assert len(house.store.latest("wire", 10)) == 1


async def test_a_busy_host_holds_up_no_other(tmp_path: Path) -> None:
    """Sources that wait for their turn at one host leave the seats to the others."""
    path = tmp_path / "sources.yaml"
    many = "".join(f'  s{n}: {{agency: wire, url: "http://127.0.0.1:9/{n}", allow_private: true}}\n' for n in range(60))
    path.write_text(
        ONE_SOURCE.replace('sources: {wire: {agency: wire, url: "https://wire.example/rss"}}', f"sources:\n{many}")
    )
    asked: list[str] = []

    class OneAtATime(Turns):
        @asynccontextmanager
        async def at(self, host: str, **_: object) -> AsyncIterator[None]:
            if len(asked) < 59:  # all but one wait for a turn that never comes while that one is asked
                asked.append(host)
                await asyncio.Event().wait()
            yield

    async with open_house(path, now=lambda: NOW, chance=lambda: 0.0, workers=0) as house:
        busy = replace(house, turns=OneAtATime())
        polls = (poll(busy, each, SourceState(source=each.id), _nothing) for each in busy.config.sources.values())
        tasks = [asyncio.create_task(one) for one in polls]
        done, waiting = await asyncio.wait(tasks, timeout=60, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    assert len(done) == 1
    assert done.pop().result().failure is not None


async def test_a_move_that_is_given_up_is_noted(house: House) -> None:
    """The operator finds later that the address in sources.yaml is asked again; another failure says nothing more."""
    source, moved = house.config.sources["wire"], "https://new.example/rss"
    begun = replace_struct(learnt(SourceState(source="wire"), source), adopted=moved)
    lost = replace_struct(begun, failures=9, failing_since=NOW - timedelta(days=2))
    down = Failed(reason=Reason.NETWORK)
    given_up = await harvest_of(house, source, lost, down)
    assert given_up.notes == ("the address that it moved to fails: asked at the one in sources.yaml again",)
    assert (await harvest_of(house, source, begun, down)).notes == ()
    assert (await harvest_of(house, source, given_up.state, down)).notes == ()


async def test_a_poll_holds_one_seat_and_gives_it_back(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it asks, at a host with turns and at one of our own; where the host is left alone, it needs none."""
    usual, free = house.seats._value, list[int]()

    async def silent(*_: object) -> Failed:
        free.append(house.seats._value)
        return Failed(reason=Reason.NETWORK)

    monkeypatch.setattr("publisher.pipeline.polling.fetch", silent)
    public = house.config.sources["wire"]
    for source in (replace_struct(public, allow_private=True), *[public] * 9):
        await poll(replace(house, turns=Turns(gap=0)), source, SourceState(source="wire"), _nothing)
    assert free == [usual - 1] * 6  # after five questions that nobody answered a public host is closed
    assert house.seats._value == usual


async def _nothing(_: Harvest) -> None:
    """Save nothing."""


async def test_a_point_places_an_article(house: House) -> None:
    """A georss point is in the country of the towns round it, with the point kept as evidence."""
    point = "<georss:point xmlns:georss='http://www.georss.org/georss'>13.51 2.11</georss:point></item>"
    harvest = await read(house, document(item("1", "Clash").replace("</item>", point)))
    (place,) = (place for place in harvest.articles[0].countries if place.role == "event")
    assert (place.country, place.by, place.evidence) == ("NE", "georss", ("13.51,2.11",))

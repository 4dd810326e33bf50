"""How the trouble of one source is heard by the others of its host, in the whole corridor."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from publisher.model import Answer, Failed, Fetched, Reason, Source, Unchanged
from publisher.pipeline import House, open_house, poll_round
from publisher.pipeline.saving import save
from publisher.pipeline.standing import STANDING, Standing
from publisher.wire.hosts import Hosts
from publisher.wire.turns import Turns

HOUR = timedelta(hours=1)
MANY = 12


class Clock:
    """The time, which we move."""

    at = datetime(2026, 8, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the time."""
        return self.at


@pytest.fixture
def clock() -> Clock:
    """Begin at noon."""
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Lay out many sources at one host, and one at another."""
    busy = "".join(f'  s{n}: {{agency: wire, url: "https://busy.example/{n}"}}\n' for n in range(MANY))
    (tmp_path / "sources.yaml").write_text(
        'site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}\n'
        "agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}\n"
        f'sources:\n{busy}  other: {{agency: wire, url: "https://other.example/rss"}}\n'
        "feeds: [{id: latest, title: Latest}]\n",
        "utf-8",
    )
    return tmp_path / "sources.yaml"


async def at_once(_seconds: float) -> None:
    """Wait for no turn."""


@pytest.fixture
async def house(path: Path, clock: Clock) -> AsyncIterator[House]:
    """Open the house; nobody waits for a turn."""
    async with open_house(path, now=clock.now, chance=lambda: 0.0, workers=0) as opened:
        yield replace(opened, turns=Turns(at_once=1, gap=0.0, sleep=at_once))


class Answers:
    """Says the same for every source of the busy host, and notes who was asked."""

    def __init__(self, busy: Answer) -> None:
        self.busy = busy
        self.asked: Counter[str] = Counter()

    async def __call__(self, _client: object, source: Source, _state: object) -> Answer:
        """Answer a question, once all the others wait for their turn."""
        self.asked[source.id] += 1
        await asyncio.sleep(0)
        if "busy" in source.url:
            return self.busy
        body = f"<rss version='2.0'><channel><title>T</title><item><title>{source.id}</title></item></channel></rss>"
        return Fetched(address=source.url, body=body.encode())


async def test_a_host_that_is_down_is_left_alone(house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """After five questions that nobody answered, its other sources are put off and have not failed."""
    answers = Answers(Failed(reason=Reason.NETWORK))
    monkeypatch.setattr("publisher.pipeline.polling.fetch", answers)
    result = await poll_round(house)
    assert (result.asked, result.postponed, result.fresh) == (5 + 1, MANY - 5, 1)
    states = house.store.states()
    late = [state for name, state in states.items() if name.startswith("s") and not state.failures]
    assert len(late) == MANY - 5
    assert all(clock.at < state.due < clock.at + HOUR for state in late)


async def test_one_answer_opens_a_host_again(house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the pause is over one question tries, and its answer lets all the others ask."""
    answers = Answers(Failed(reason=Reason.NETWORK))
    monkeypatch.setattr("publisher.pipeline.polling.fetch", answers)
    await poll_round(house)
    answers.busy = Failed(reason=Reason.NOT_FOUND, status=404)
    clock.at += HOUR
    result = await poll_round(house)
    assert (result.asked, result.postponed) == (MANY + 1, 0)


async def test_what_is_known_of_hosts_survives_a_restart(
    house: House, path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that is started anew does not knock at a closed door."""
    answers = Answers(Failed(reason=Reason.NETWORK))
    monkeypatch.setattr("publisher.pipeline.polling.fetch", answers)
    await poll_round(house)
    before = answers.asked.total()
    async with open_house(path, now=clock.now, chance=lambda: 0.0, workers=0) as again:
        result = await poll_round(again, [again.config.sources["s11"]])
    assert (result.postponed, answers.asked.total()) == (1, before)


async def test_what_a_failed_commit_took_along_is_in_the_next(
    house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known of hosts is saved where the commit stands, and not before."""
    house.standing.hear("busy.example", house.config.sources["s0"], Failed(reason=Reason.NETWORK), clock.at)

    def broken(_: object) -> None:
        message = "the disk is full"
        raise OSError(message)

    with monkeypatch.context() as patch:
        patch.setattr("publisher.store.sql.SqlPen.finish", broken)
        with pytest.raises(OSError, match="the disk is full"):
            save(house, [])
    assert Standing.of(house.store).hosts == Hosts()
    save(house, [])
    assert Standing.of(house.store).hosts == house.standing.hosts != Hosts()


async def test_two_sources_that_are_throttled_mean_the_host(
    house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two 429 in a row close the host for as long as it says; the others are put off until then."""
    answers = Answers(Failed(reason=Reason.THROTTLED, status=429, retry_after=timedelta(minutes=30)))
    monkeypatch.setattr("publisher.pipeline.polling.fetch", answers)
    result = await poll_round(house)
    assert (result.asked, result.postponed) == (2 + 1, MANY - 2)
    late = [state for state in house.store.states().values() if state.source != "other" and not state.failures]
    assert all(state.due >= clock.at + timedelta(minutes=30) for state in late)


class Noted(Turns):
    """Turns that nobody waits for, and at which host, how far apart."""

    def __init__(self) -> None:
        super().__init__(at_once=1, gap=0.0, sleep=at_once)
        self.taken: list[tuple[str, float]] = []

    @asynccontextmanager
    async def at(self, host: str, *, gap: float = 0.0, **given: object) -> AsyncIterator[None]:
        """Note a turn, and give it."""
        self.taken.append((host, gap))
        async with super().at(host, gap=gap, **given):  # type: ignore[arg-type] # handed on as it came
            yield


async def test_turns_are_those_of_a_host_by_its_name(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the port and scheme; after a 429 they are further apart, and where hosts are one, their turns are."""
    monkeypatch.setattr("publisher.pipeline.polling.fetch", Answers(Failed(reason=Reason.THROTTLED, status=429)))
    usual = house.config.sources["s1"]
    urls = ("https://busy.example/1", "http://busy.example/1", "https://busy.example:8443/1", "https://busy.example/1")
    noted = Noted()
    for url in urls:
        source = msgspec.structs.replace(usual, url=url)
        await poll_round(replace(house, turns=noted), [source])
    assert noted.taken == [("busy.example", 1.0)] * 3 + [("busy.example", 2.0)]
    together = msgspec.structs.replace(house.config, together=("example",))
    await poll_round(replace(house, turns=noted, config=together), [usual])
    assert noted.taken[-1] == ("example", 1.0)


async def test_all_sources_of_a_host_learn_that_it_wants_less(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once two sources in a row were told 429, one that is answered later remembers it, and is asked half as often."""
    answers = Answers(Failed(reason=Reason.THROTTLED, status=429))
    monkeypatch.setattr("publisher.pipeline.polling.fetch", answers)
    sources = house.config.sources
    await poll_round(house, [sources["s1"], sources["s2"]])
    answers.busy = Unchanged()
    await poll_round(house, [sources["s3"]])
    assert house.store.state("s3").throttled == house.now()


async def test_hosts_that_are_named_together_are_one(
    house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first refusal at a domain in `together` holds for all its hosts, a 503 too, which speaks of one otherwise."""
    answers = Answers(Failed(reason=Reason.THROTTLED, status=503, retry_after=timedelta(hours=5)))
    monkeypatch.setattr("publisher.pipeline.polling.fetch", answers)
    spared = replace(house, config=msgspec.structs.replace(house.config, together=("example",)))
    result = await poll_round(spared)
    assert (result.asked, result.postponed) == (1, MANY)
    late = [state for state in house.store.states().values() if not state.failures]
    assert all(state.due >= clock.at + timedelta(hours=5) for state in late)


async def test_a_value_that_cannot_be_read_is_none(house: House) -> None:
    """What another version wrote about hosts, or nobody did, is no reason not to start."""
    house.store.put(STANDING, "nonsense")
    assert Standing.of(house.store).hosts.known == {}

"""Pushes, from subscription to publication: a real hub on loopback, our real door, and a clock that we move."""

from __future__ import annotations

import gzip
import shutil
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.model import Push, SourceState
from publisher.pipeline import House, accept, open_house, reconfigure
from publisher.pipeline.pushing import Hubs, Waiting
from publisher.schedule import Beats, start
from publisher.server import MOST_PUSHED, listen, serving
from publisher.store import Full, open_store
from publisher.wire import guard
from publisher.wire.client import open_client
from publisher.wire.turns import Turns
from publisher.wire.websub import Delivery
from tests.pipeline.conftest import Clock
from tests.world.hub import Hub

CERTIFICATES = Path(__file__).parents[1] / "wire" / "certificates"
TRUST = ssl.create_default_context(cafile=CERTIFICATES / "authority.pem")
BEGAN = datetime(2026, 8, 1, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026", callbacks: "CALLBACKS"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources: {wire: {agency: wire, url: "FEED", allow_private: true}}
feeds: [{id: latest, title: Latest}]
"""


@dataclass
class Place:
    """The running program, beaten by hand, and the hub that it meets."""

    hub: Hub
    path: Path
    beats: Beats
    hubs: Hubs
    door: str
    clock: Clock
    errors: list[str] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """Return the time."""
        return self.clock.at

    @at.setter
    def at(self, moment: datetime) -> None:
        self.clock.at = moment

    @property
    def house(self) -> House:
        """Return the house as it is configured now."""
        return self.beats.house

    @property
    def push(self) -> Push:
        """Return what is agreed, as it was written down."""
        return self.house.store.pushes()["wire"]

    @property
    def state(self) -> SourceState:
        """Return what is remembered of the source."""
        return self.house.store.state("wire")

    @property
    def headlines(self) -> set[str]:
        """Return what we have."""
        return {article.headline.split()[1] for article in self.house.store.latest("wire", 100)}

    async def subscribe(self) -> None:
        """Learn of the hub, ask it, and be asked back."""
        await self.beats.beat()
        await self.beats.tend()
        assert (await self.hub.ask_back()).status_code == 200
        await self.listen()

    async def listen(self) -> None:
        """Read what came, and do all that follows from it."""
        await self.beats.listen()
        for task in list(self.beats._begun):
            await task

    async def tend_until(self, moment: datetime) -> None:
        """Let time pass, and look after the agreements each hour."""
        while self.at < moment:
            self.at += HOUR
            await self.beats.tend()


@asynccontextmanager
async def placed(folder: Path, hub: Hub, store: Path) -> AsyncIterator[Place]:
    """Start the program beside a hub, which trusts the tests' own certificates."""
    hubs, clock, listening = Hubs(), Clock(BEGAN), listen("127.0.0.1", 0)
    door = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    path = folder / "sources.yaml"
    path.write_text(SOURCES.replace("CALLBACKS", door).replace("FEED", hub.url("/feed")), "utf-8")
    hub.feed = hub.feed or hub.document("1")
    (folder / "var").mkdir()
    shutil.copy(store, folder / "var" / "publisher.db")
    async with (
        serving(folder / "feeds", listening, hubs),
        open_house(path, now=clock.now, chance=lambda: 0.0, workers=0) as house,
        open_client("Publisher/test", trust=TRUST) as client,
    ):
        beats = Beats(replace(house, client=client, turns=Turns(gap=0)), path, hubs=hubs)
        place = Place(hub, path, beats, hubs, door, clock)
        beats.on_error = place.errors.append
        yield place
        assert not place.errors


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty store, once: each test has a copy."""
    path = tmp_path_factory.mktemp("empty") / "publisher.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
async def place(tmp_path: Path, store: Path) -> AsyncIterator[Place]:
    """Meet a hub that speaks TLS."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(CERTIFICATES / "good.pem")
    async with Hub(tls) as hub, placed(tmp_path, hub, store) as place:
        yield place


@pytest.fixture
async def plain(tmp_path: Path, store: Path) -> AsyncIterator[Place]:
    """Meet a hub that does not."""
    async with Hub() as hub, placed(tmp_path, hub, store) as place:
        yield place


async def test_what_is_pushed_is_published_without_a_poll(place: Place) -> None:
    """Subscribed, asked back, delivered, published: and the source was asked but once."""
    await place.beats.beat()
    await place.beats.tend()
    (form,) = place.hub.forms
    assert form["hub.topic"] == place.hub.url("/feed")
    assert form["hub.callback"].startswith(f"{place.door}push/")
    assert len(form["hub.callback"].rpartition("/")[2]) >= 40
    assert 40 <= len(form["hub.secret"]) < 200
    answer = await place.hub.ask_back()
    assert (answer.status_code, answer.text) == (200, "c-1 & ü")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert (await place.hub.deliver(place.hub.document("1", "2"))).status_code == 202
    await place.listen()
    await place.beats.press()
    assert place.headlines == {"1", "2"}
    assert "Report 2" in (place.path.parent / "feeds" / "latest.rss").read_text("utf-8")
    assert place.hub.polls == 1
    assert [note.text for note in place.house.store.notes(9)] == ["localhost pushes what is new from now on"]


async def test_a_push_leaves_what_polls_learnt(place: Place) -> None:
    """Validators, hash, hints and the next poll stay as they were; that there was something new is remembered."""
    await place.subscribe()
    before = place.state
    place.at += MINUTE
    await place.hub.deliver(place.hub.document("2", hub="", topic=""))
    await place.listen()
    assert place.headlines == {"1", "2"}
    assert place.state.renewed == place.at
    assert place.state == type(before)(
        **{name: getattr(before, name) for name in before.__struct_fields__}
        | {"renewed": place.at, "gap": place.state.gap}
    )


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X_Hub_Signature": ""}, id="missing"),
        pytest.param({"X_Hub_Signature": "sha256=" + "0" * 64}, id="forged"),
        pytest.param({"X_Hub_Signature": "sha1=" + "0" * 40}, id="forged, SHA-1"),
    ],
)
async def test_a_forged_delivery_is_answered_and_ignored(place: Place, headers: dict[str, str]) -> None:
    """Nobody learns whether he was believed, nothing is read, and nobody is polled for it."""
    await place.subscribe()
    assert (await place.hub.deliver(place.hub.document("2"), **headers)).status_code == 202
    await place.listen()
    assert (place.headlines, place.hub.polls, place.push.delivered) == ({"1"}, 1, None)


async def test_a_weak_signature_makes_us_look(place: Place) -> None:
    """Of what is signed with SHA-1 no word is believed, but the source is asked at once."""
    await place.subscribe()
    place.hub.feed = place.hub.document("1", "3")
    await place.hub.deliver(place.hub.document("1", "2"), method="sha1")
    await place.listen()
    assert (place.headlines, place.hub.polls) == ({"1", "3"}, 2)


async def test_an_old_delivery_changes_nothing(place: Place) -> None:
    """What is played again is known, so that no old headline comes back (W15)."""
    await place.subscribe()
    old = place.hub.document("2")
    for body in (old, old.replace(b"Report 2", b"Rewritten 2"), old):
        place.at += MINUTE
        await place.hub.deliver(body)
        await place.listen()
    (article,) = (article for article in place.house.store.latest("wire", 9) if article.guid == "2")
    assert (article.headline, article.version) == ("Rewritten 2 of the day", 2)
    assert place.hub.polls == 1


async def test_what_is_missing_from_a_push_is_still_there(place: Place) -> None:
    """A hub may send the new entries only: those of the last document that a poll read are held as before."""
    await place.subscribe()
    await place.hub.deliver(place.hub.document("2"))
    harvest = await place.hubs.deliver(place.house, place.house.config.sources["wire"])
    assert harvest is not None
    assert (len(harvest.fresh), harvest.keys) == (1, frozenset())


async def test_wrong_questions_are_unknown(place: Place) -> None:
    """Another topic, an end that nobody wanted, and tokens that we never gave are 404; posts to such are 410 (W11)."""
    await place.subscribe()
    agreed = place.push
    assert (await place.hub.ask_back(topic="https://b.example/")).status_code == 404
    assert (await place.hub.ask_back(mode="unsubscribe")).status_code == 404
    wild = {**place.hub.forms[-1], "hub.callback": f"{place.door}push/{'x' * 43}"}
    assert (await place.hub.ask_back(wild)).status_code == 404
    assert (await place.hub.send(wild["hub.callback"], b"x", {})).status_code == 410
    await place.listen()
    assert place.push == agreed


async def test_a_renewal(place: Place) -> None:
    """At two thirds of the lease it is asked for again, with the same callback; after that it has a new end."""
    await place.subscribe()
    first, end = place.hub.forms[0], place.push.until
    await place.tend_until(BEGAN + 6.6 * DAY)
    assert len(place.hub.forms) == 1
    await place.tend_until(BEGAN + 6.7 * DAY)
    assert len(place.hub.forms) > 1
    assert all(form == first for form in place.hub.forms)
    await place.hub.ask_back()
    await place.beats.tend()
    assert end is not None
    assert place.push.until is not None
    assert place.push.until > end + 6 * DAY


async def test_a_denial(place: Place) -> None:
    """Noted, believed, and asked again in a week."""
    await place.subscribe()
    assert (await place.hub.ask_back(mode="denied", reason="no")).status_code == 200
    await place.hub.deliver(place.hub.document("2"))
    await place.listen()
    assert (place.push.state, place.headlines) == ("refused", {"1"})
    await place.tend_until(BEGAN + 6.9 * DAY)
    assert len(place.hub.forms) == 1
    await place.tend_until(BEGAN + 7.1 * DAY)
    assert {form["hub.mode"] for form in place.hub.forms[1:]} == {"subscribe"}


async def test_a_hub_that_is_down_costs_nothing(place: Place) -> None:
    """It is asked later and later; the source is polled as ever."""
    await place.beats.beat()
    feed = place.hub.document("1", hub="/hub").replace(str(place.hub.port).encode(), b"1025", 1)
    place.hub.feed = feed.replace(b"1</title>", b"1 </title>")
    place.at = place.state.due
    await place.beats.beat()
    assert place.state.hub == "https://localhost:1025/hub"
    await place.beats.tend()
    assert (place.push.state, place.push.attempts) == ("asked", 1)
    await place.tend_until(place.at + DAY)
    assert 4 <= place.push.attempts <= 6
    place.hub.feed = place.hub.document("1", "2")
    await place.beats.beat()
    assert place.headlines == {"1", "2"}


async def test_no_secret_over_http_and_no_word_believed(plain: Place) -> None:
    """A hub without TLS is told no secret, and whatever it sends only makes us ask the source, once a minute."""
    await plain.subscribe()
    assert "hub.secret" not in plain.hub.forms[0]
    plain.hub.feed = plain.hub.document("1", "3")
    for _ in range(5):
        await plain.hub.deliver(plain.hub.document("1", "2"))
        await plain.listen()
    assert (plain.headlines, plain.hub.polls) == ({"1", "3"}, 2)
    plain.at += 2 * MINUTE
    await plain.listen()
    assert plain.hub.polls == 3


async def test_a_flood_is_one_delivery(place: Place) -> None:
    """The newest waits, for ten seconds at least; for what it displaced the source is asked."""
    await place.subscribe()
    for number in range(20):
        await place.hub.deliver(place.hub.document(f"{number + 2}"))
    await place.listen()
    assert (place.headlines, place.hub.polls) == ({"1", "21"}, 2)
    await place.hub.deliver(place.hub.document("50"))
    await place.listen()
    assert "50" not in place.headlines
    place.at += timedelta(seconds=10)
    await place.listen()
    assert "50" in place.headlines


@pytest.mark.parametrize("announced", [True, False])
async def test_too_large(place: Place, *, announced: bool) -> None:
    """More than a fetch may bring is refused while it comes, announced or not."""
    await place.subscribe()
    url, size = place.hub.forms[0]["hub.callback"], MOST_PUSHED + 1

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(size // 100_000 + 1):
            yield b"x" * 100_000

    answer = await place.hub._web.post(url, content=b"x" * size if announced else pieces())
    assert answer.status_code == 413
    await place.listen()
    assert place.hub.polls == 1


async def test_a_bomb_is_not_unpacked(place: Place) -> None:
    """Unsigned, it is not even begun; signed, it stops at the bounds of a fetch, and the source is asked instead."""
    await place.subscribe()
    bomb = gzip.compress(b" " * 40_000_000)
    await place.hub.deliver(bomb, Content_Encoding="gzip", X_Hub_Signature="")
    await place.listen()
    assert place.hub.polls == 1
    place.at += MINUTE
    await place.hub.deliver(bomb, Content_Encoding="gzip")
    await place.listen()
    assert (place.headlines, place.hub.polls) == ({"1"}, 2)


async def test_a_packed_delivery_is_read(place: Place) -> None:
    """The signature is that of the bytes as they came."""
    await place.subscribe()
    await place.hub.deliver(gzip.compress(place.hub.document("2")), Content_Encoding="gzip")
    await place.listen()
    assert (place.headlines, place.hub.polls) == ({"1", "2"}, 1)


async def test_what_is_no_document_makes_us_look(place: Place) -> None:
    """A ping without a body, or a body we cannot read, is no failure of the source: it is asked."""
    await place.subscribe()
    place.hub.feed = place.hub.document("1", "2")
    await place.hub.deliver(b"")
    await place.listen()
    assert (place.headlines, place.hub.polls, place.state.failures) == ({"1", "2"}, 2, 0)


async def test_polling_slows_while_pushes_bring_the_news(place: Place) -> None:
    """A quarter as often after a push; as usual as soon as a poll finds what was not pushed. It never stops."""
    await place.subscribe()
    place.at = place.state.due
    place.hub.feed = place.hub.document("1", "2")
    await place.beats.beat()
    usual = place.state.due - place.at
    place.at += HOUR
    place.hub.feed = place.hub.document("1", "2", "3")
    await place.hub.deliver(place.hub.feed)
    await place.listen()
    place.at = place.state.due
    await place.beats.beat()
    assert 2 * usual < place.state.due - place.at <= timedelta(hours=6)
    place.at = place.state.due
    place.hub.feed = place.hub.document("1", "2", "3", "4")
    await place.beats.beat()
    assert place.headlines == {"1", "2", "3", "4"}
    assert place.state.due - place.at <= 2 * HOUR


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda text: text.replace("allow_private: true", "allow_private: true, paused: true"), id="paused"
        ),
        pytest.param(lambda text: text.replace("sources: {wire: {", "sources: {other: {"), id="renamed"),
        pytest.param(lambda text: text.partition(", callbacks")[0] + "}\n" + text.partition("}\n")[2], id="no address"),
    ],
)
async def test_what_is_not_wanted_is_given_up(
    place: Place, change: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hub is told, its question is answered once more, and what it sends then is gone."""
    monkeypatch.setattr(
        guard, "permitted", lambda *_, **__: True
    )  # of a source that is gone, nobody says it is private
    await place.subscribe()
    place.path.write_text(change(place.path.read_text("utf-8")), "utf-8")
    place.beats.house = await reconfigure(place.house, accept(place.path))
    await place.beats.tend()
    assert [form["hub.mode"] for form in place.hub.forms] == ["subscribe", "unsubscribe"]
    assert "hub.secret" not in place.hub.forms[1]
    assert place.house.store.pushes() == {}
    assert (await place.hub.ask_back()).text == "c-1 & ü"
    assert (await place.hub.ask_back(place.hub.forms[0])).status_code == 404
    assert (await place.hub.deliver(place.hub.document("2"))).status_code == 410
    await place.listen()
    assert place.headlines == {"1"}


async def test_another_topic_is_another_agreement(place: Place) -> None:
    """A document that names itself anew is subscribed anew, under another token, an hour later at the soonest."""
    await place.subscribe()
    old = place.push
    place.hub.feed = place.hub.document("1", topic="/other")
    place.at = place.state.due
    await place.beats.beat()
    await place.beats.tend()
    assert [form["hub.mode"] for form in place.hub.forms] == ["subscribe", "unsubscribe"]
    await place.tend_until(place.at + HOUR)
    assert place.hub.forms[-1]["hub.topic"] == place.hub.url("/other")
    assert place.push.token != old.token
    assert place.push.secret != old.secret


async def test_a_link_header_counts(place: Place) -> None:
    """A hub that stands in the header goes before none in the document."""
    place.hub.feed = place.hub.document("1", hub="", topic="")
    place.hub.link = '</hub>; rel="hub", </topic>; rel=self'
    await place.beats.beat()
    await place.beats.tend()
    assert place.hub.forms[0]["hub.topic"] == place.hub.url("/topic")


async def test_what_was_agreed_outlives_a_start(place: Place, tmp_path: Path) -> None:
    """Before we know what we agreed nobody is sent away; after it, all goes on without asking the hub again."""
    await place.subscribe()
    token, hubs = place.push.token, Hubs()
    assert not hubs.is_open
    again = replace(place.house, pushes={})
    await hubs.tend(again)
    assert (hubs.is_open, hubs.knows(token), len(place.hub.forms)) == (True, True, 1)
    assert again.pushes == place.house.pushes
    listening = listen("127.0.0.1", 0)
    async with serving(tmp_path / "feeds", listening, Hubs()):
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/push/{token}"
        answer = await place.hub.send(url, b"x", {})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


async def test_no_token_and_no_secret_in_the_log(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """What is as good as a password stands in no line, whatever happens."""
    caplog.set_level("DEBUG")
    await place.subscribe()
    await place.hub.deliver(place.hub.document("2"))
    await place.hub.deliver(b"junk")
    await place.listen()
    place.hub.status = 500
    await place.tend_until(BEGAN + 6.7 * DAY)
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]  # the hub's own
    told = " ".join(record.getMessage() for record in ours) + " ".join(
        note.text for note in place.house.store.notes(99)
    )
    assert place.push.token not in told
    assert place.push.secret not in told


async def test_a_full_disk_forgets_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written down is written down as it is by then, when the disk has room again."""
    await place.beats.beat()
    await place.beats.tend()
    with monkeypatch.context() as full:
        full.setattr("publisher.pipeline.pushing._save", _is_full)
        await place.hub.ask_back()
        await place.beats.listen()
    assert [error.partition(":")[0] for error in place.errors] == ["publisher"]
    place.errors.clear()
    before = place.push
    await place.listen()
    assert (before.state, place.push.state) == ("asked", "verified")


def _is_full(*_: object) -> None:
    raise Full


async def test_the_beats_of_who_listens(place: Place) -> None:
    """Only where hubs can reach us there are beats for them."""
    place.beats.hubs, hubs = None, place.beats.hubs
    for listens in (False, True):
        place.beats.hubs = hubs if listens else None
        scheduler = start(place.beats)
        assert ({job.id for job in scheduler.get_jobs()} >= {"tend", "listen"}) is listens
        scheduler.shutdown(wait=False)


def test_what_waits() -> None:
    """Whoever is being asked waits; a clock that was set back holds nobody up; what there is no room for is a hint."""
    waiting = Waiting()
    waiting.put("a", Delivery(body=b"x"))
    assert waiting.next({"a"}, BEGAN) == []
    assert waiting.next((), BEGAN) == ["a"]
    waiting.pop("a", BEGAN + HOUR)
    waiting.put("a", Delivery(body=b"x"))
    assert waiting.next((), BEGAN) == ["a"]
    for name in "bcdefg":
        waiting.put(name, Delivery(body=b"x" * MOST_PUSHED))
    assert sorted(waiting.deliveries) == ["a", "b", "c", "d"]
    assert sorted(waiting.pop_hints({"g"}, BEGAN)) == ["e", "f"]
    assert waiting.pop_hints({}, BEGAN) == ["g"]

"""What we agree with hubs: asked for, answered, renewed, refused, given up, and never forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as replace_struct

from publisher.model import Failed, Push, Reason
from publisher.pipeline import accept, reconfigure
from publisher.pipeline.pushing import Hubs
from publisher.schedule import start
from publisher.server import listen, serving
from publisher.store import Full
from publisher.wire import guard
from tests.pipeline.pushing.conftest import BEGAN, DAY, HOUR, Place


async def test_wrong_questions_are_unknown(place: Place) -> None:
    """Another topic, an end that nobody wanted, and tokens that we never gave are 404; posts to such are 410."""
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
    assert [note.text for note in place.house.store.notes(9)] == ["localhost pushes what is new from now on"]


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


async def test_another_address_of_ours_is_another_agreement(place: Place) -> None:
    """Where hubs are to reach us elsewhere, each is told of the new callback, and the old one ends."""
    await place.subscribe()
    text = place.path.read_text("utf-8").replace(f'callbacks: "{place.door}"', f'callbacks: "{place.door}elsewhere/"')
    place.path.write_text(text, "utf-8")
    place.beats.house = await reconfigure(place.house, accept(place.path))
    await place.beats.tend()
    await place.tend_until(place.at + HOUR)
    assert [form["hub.mode"] for form in place.hub.forms] == ["subscribe", "unsubscribe", "subscribe"]
    assert place.hub.forms[1]["hub.callback"].startswith(f"{place.door}push/")
    assert place.hub.forms[2]["hub.callback"].startswith(f"{place.door}elsewhere/push/")


async def test_what_is_asked_for_is_written_down_first(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub may ask back before its own answer is here, and we may be killed in between: the store knows by then."""
    known: list[dict[str, Push]] = []

    async def asked(*_: object) -> Failed:
        known.append(place.house.store.pushes())
        return Failed(reason=Reason.NETWORK)

    monkeypatch.setattr("publisher.pipeline.pushing._post", asked)
    await place.beats.beat()
    await place.beats.tend()
    assert [list(pushes) for pushes in known] == [["wire"]]


async def test_a_silent_hub_is_asked_once_a_round(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first request is not answered, the others of that hub wait as if they had been made."""
    await place.subscribe()
    asked: list[str] = []

    async def silent(_house: object, push: Push, _form: object) -> Failed:
        asked.append(push.source)
        return Failed(reason=Reason.TIMEOUT)

    monkeypatch.setattr("publisher.pipeline.pushing._post", silent)
    pushes = [replace_struct(place.push, source=name, token=name, due=place.at, attempts=0) for name in "abc"]
    for push in pushes:
        place.hubs._agree(push)
    await place.hubs._tell(place.house, [])
    assert asked == ["a"]
    assert {place.house.pushes[name].attempts for name in "abc"} == {1}
    await place.hubs._tell_one(place.house, pushes)  # as they were: by now none of them is due
    assert asked == ["a"]


async def test_what_came_for_a_source_that_is_gone_is_nothing(place: Place) -> None:
    """Between a delivery and its reading sources.yaml may have changed."""
    await place.subscribe()
    assert [source.id for source in place.hubs._configured(["gone", "wire"])] == ["wire"]


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

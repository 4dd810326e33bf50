"""What hubs deliver, and what becomes of it: published without a poll, or looked for at the source."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import NoReturn

import pytest

from publisher.model import Reason
from publisher.pipeline.deliveries import Deliveries
from publisher.pipeline.workers import Died
from publisher.server.hubs import MOST_PUSHED
from publisher.wire.websub import Delivery
from tests.pipeline.pushing.conftest import BEGAN, DAY, HOUR, MINUTE, Place


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
    assert (place.state.renewed, place.state.gap) == (place.at, MINUTE)
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
    """What is played again is known, so that no old headline comes back."""
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


async def test_a_pushed_document_that_ends_its_reader(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is put into quarantine like one that was fetched, and the source is asked instead."""
    await place.subscribe()

    async def died(_: object) -> NoReturn:
        raise Died(Reason.PARSER, "reading the document ended its process")

    with monkeypatch.context() as patch:
        patch.setattr(place.house.workers, "harvest", died)
        await place.hub.deliver(place.hub.document("2"))
        await place.listen()
    (document,) = place.house.store.quarantined()
    assert (document.source, document.reason) == ("wire", "reading the document ended its process")
    assert place.hub.polls == 2


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


def test_what_waits() -> None:
    """Whoever is being asked waits; a clock that was set back holds nobody up; what there is no room for is a hint."""
    waiting = Deliveries()
    waiting.put("a", Delivery(body=b"x"))
    assert waiting.next({"a"}, BEGAN) == []
    assert waiting.next((), BEGAN) == ["a"]
    waiting.pop("a", BEGAN + HOUR)
    waiting.put("a", Delivery(body=b"x"))
    assert waiting.next((), BEGAN) == ["a"]
    for name in "bcdefg":
        waiting.put(name, Delivery(body=b"x" * MOST_PUSHED))
    assert sorted(waiting.newest) == ["a", "b", "c", "d"]
    assert sorted(waiting.pop_hints({"g"}, BEGAN)) == ["e", "f"]
    assert waiting.pop_hints({}, BEGAN) == ["g"]

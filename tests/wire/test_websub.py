"""WebSub: what is wanted and asked for, what a hub may ask back, and what its deliveries are worth."""

from __future__ import annotations

import gzip
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import Agency, Failed, Hints, Push, Reason, Source, SourceState
from publisher.wire import websub
from publisher.wire.cadence import pushed
from publisher.wire.fetch import Limits
from publisher.wire.headers import linked
from publisher.wire.trouble import Trouble
from publisher.wire.websub import Delivery, Worth, wanted

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AGENCY = Agency(id="a", name="A", credit="A")
SOURCE = Source(id="s", agency=AGENCY, url="https://a.example/rss")
HUB, TOPIC = "https://hub.example/", "https://a.example/topic"
STATE = SourceState(source="s", hub=HUB, hints=Hints(self_url=TOPIC))
PUSH = websub.proposed(
    "s", websub.Wanted(TOPIC, HUB), callbacks="https://we.example/", token="t0ken", secret="hush", due=NOW
)
VERIFIED = replace(PUSH, state="verified", until=NOW + 10 * DAY)


@pytest.mark.parametrize(
    ("source", "state", "topic"),
    [
        pytest.param(SOURCE, STATE, TOPIC, id="as the document says"),
        pytest.param(SOURCE, replace(STATE, hints=None), SOURCE.url, id="no self: where we ask"),
        pytest.param(SOURCE, replace(STATE, hub=None), None, id="no hub"),
        pytest.param(replace(SOURCE, paused=True), STATE, None, id="paused"),
        pytest.param(SOURCE, replace(STATE, gone=True), None, id="gone"),
        pytest.param(SOURCE, replace(STATE, learnt_of="another"), None, id="learnt of another address"),
        pytest.param(SOURCE, replace(STATE, hub="ftp://hub.example/"), None, id="a hub we do not ask"),
        pytest.param(SOURCE, replace(STATE, hub="http://2130706433/"), None, id="a number for a host"),
        pytest.param(SOURCE, replace(STATE, hints=Hints(self_url="javascript:x")), None, id="no topic"),
        pytest.param(replace(SOURCE, secret=True), STATE, None, id="a secret and a stranger"),
        pytest.param(replace(SOURCE, secret=True), replace(STATE, hub="https://a.example/hub"), TOPIC, id="own hub"),
    ],
)
def test_what_is_wanted(source: Source, state: SourceState, topic: str | None) -> None:
    """A hub that is named and may be asked; an address that holds a secret is told to no third party."""
    found = wanted(source, state)
    assert (found and found.topic) == topic


def test_the_form() -> None:
    """A subscription names mode, topic, callback, lease and secret; its end names no secret."""
    base = {"hub.topic": TOPIC, "hub.callback": "https://we.example/push/t0ken"}
    more = {"hub.secret": "hush", "hub.lease_seconds": "864000"}
    assert websub.subscription(PUSH) == base | more | {"hub.mode": "subscribe"}
    assert websub.ending(PUSH) == base | {"hub.mode": "unsubscribe"}


def test_no_secret_goes_over_http() -> None:
    """A hub without TLS is told no secret, even where the agreement should hold one."""
    push = websub.proposed(
        "s", websub.Wanted(TOPIC, "http://hub.example/"), callbacks="/", token="t", secret="h", due=NOW
    )
    assert push.secret == ""
    assert "hub.secret" not in websub.subscription(replace(push, secret="hush"))


def test_a_silent_hub_is_asked_later_and_later() -> None:
    """10 minutes, 40, 160, up to a day; a chance of the tenth of it more."""
    push, waits = PUSH, []
    for _ in range(20):
        push = websub.asking(push, NOW, 0.0)
        waits.append((push.due - NOW) / timedelta(minutes=1))
    assert waits[:5] == [10, 40, 160, 640, 1440]
    assert set(waits[4:]) == {1440}
    assert websub.asking(PUSH, NOW, 1.0).due == NOW + timedelta(minutes=11)


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        ((202, ""), timedelta(minutes=10)),
        ((204, ""), timedelta(minutes=10)),
        ((500, ""), timedelta(minutes=10)),
        ((429, ""), timedelta(minutes=10)),
        ((403, "no"), DAY),
        ((404, ""), DAY),
        (Failed(reason=Reason.NETWORK), timedelta(minutes=10)),
    ],
)
def test_a_hub_that_refuses_is_asked_in_a_day(answer: tuple[int, str] | Failed, wait: timedelta) -> None:
    """What will not change by asking again is asked again in a day."""
    assert websub.heard(websub.asking(PUSH, NOW, 0.0), answer, NOW, 0.0).due == NOW + wait


ASKED = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "abc", "hub.lease_seconds": "864000"}


def test_a_hub_that_asks_back_is_answered() -> None:
    """The challenge, verbatim; the lease runs from now, and is renewed at two thirds of it, or a little before."""
    found = websub.asked_back(websub.asking(PUSH, NOW, 0.0), ASKED | {"hub.unknown": "x"}, NOW, 0.0)
    assert found is not None
    push, said = found
    assert (push.state, push.until, push.attempts, said) == ("verified", NOW + 10 * DAY, 0, "abc")
    assert push.due == NOW + 10 * DAY * 2 / 3
    early = websub.asked_back(PUSH, ASKED, NOW, 1.0)
    assert early is not None
    assert NOW + 5 * DAY < early[0].due < push.due


@pytest.mark.parametrize(
    ("lease", "until"),
    [
        ("60", timedelta(minutes=1)),
        ("99999999999999999999", 30 * DAY),
        ("0", DAY),
        ("-5", DAY),
        ("soon", DAY),
        ("١٠", DAY),
        (None, DAY),
    ],
)
def test_a_lease_is_believed_within_bounds(lease: str | None, until: timedelta) -> None:
    """At most 30 days, a day where nothing sensible is said; and none makes us ask again within 10 minutes."""
    query = {name: value for name, value in (ASKED | {"hub.lease_seconds": lease}).items() if value is not None}
    found = websub.asked_back(PUSH, query, NOW, 0.0)
    assert found is not None
    assert found[0].until == NOW + until
    assert found[0].due >= NOW + websub.SHORTEST


@pytest.mark.parametrize(
    ("push", "query"),
    [
        pytest.param(PUSH, ASKED | {"hub.topic": TOPIC + "/"}, id="another topic"),
        pytest.param(PUSH, {name: ASKED[name] for name in ASKED if name != "hub.topic"}, id="no topic"),
        pytest.param(PUSH, ASKED | {"hub.challenge": ""}, id="no challenge"),
        pytest.param(PUSH, ASKED | {"hub.challenge": "x" * 5000}, id="an endless challenge"),
        pytest.param(PUSH, ASKED | {"hub.mode": "unsubscribe"}, id="an end that nobody asked for"),
        pytest.param(PUSH, ASKED | {"hub.mode": "publish"}, id="an unknown mode"),
        pytest.param(PUSH, {}, id="nothing"),
        pytest.param(replace(PUSH, state="refused"), ASKED, id="it has refused"),
        pytest.param(PUSH, {"hub.mode": "denied", "hub.topic": "https://b.example/"}, id="denied, another topic"),
    ],
)
def test_what_nobody_asked_for_is_unknown(push: Push, query: dict[str, str]) -> None:
    """Only what is pending or known is confirmed, and only its very topic."""
    assert websub.asked_back(push, query, NOW, 0.0) is None


def test_denied() -> None:
    """A denial ends the lease, and is asked again in a week; asking makes it pending again."""
    found = websub.asked_back(VERIFIED, {"hub.mode": "denied", "hub.topic": TOPIC, "hub.reason": "no"}, NOW, 0.0)
    assert found is not None
    push, said = found
    assert (push.state, push.until, push.due, said) == ("refused", None, NOW + 7 * DAY, "")
    assert websub.asking(push, push.due, 0.0).state == "asked"


def test_the_end_is_confirmed_when_it_was_meant() -> None:
    """What was given up is confirmed for its topic only, and not subscribed again."""
    query = ASKED | {"hub.mode": "unsubscribe"}
    assert websub.ended(PUSH, query) == "abc"
    assert websub.ended(PUSH, ASKED) is None
    assert websub.ended(PUSH, query | {"hub.topic": "x"}) is None


def signed(body: bytes, method: str = "sha256", *, secret: str = PUSH.secret) -> str:
    """Sign a body as a hub does."""
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


BODY = b"<rss/>"


@pytest.mark.parametrize(
    ("signatures", "worth"),
    [
        pytest.param([signed(BODY)], Worth.NEWS, id="sha256"),
        pytest.param([signed(BODY, "sha384")], Worth.NEWS, id="sha384"),
        pytest.param([signed(BODY, "sha512")], Worth.NEWS, id="sha512"),
        pytest.param([signed(BODY, "sha1")], Worth.HINT, id="sha1: no word of it is believed"),
        pytest.param([signed(b"other", "sha1")], Worth.NOTHING, id="sha1, forged"),
        pytest.param([], Worth.NOTHING, id="missing"),
        pytest.param([""], Worth.NOTHING, id="empty"),
        pytest.param([signed(BODY + b" ")], Worth.NOTHING, id="of another body"),
        pytest.param([signed(BODY, secret="guess")], Worth.NOTHING, id="with another secret"),
        pytest.param([signed(BODY)[:-1]], Worth.NOTHING, id="cut"),
        pytest.param([signed(BODY).upper()], Worth.NOTHING, id="upper case"),
        pytest.param(["sha256=" + signed(BODY)[7:].upper()], Worth.NOTHING, id="upper case figures"),
        pytest.param([signed(BODY, "md5")], Worth.NOTHING, id="md5"),
        pytest.param(["sha512=" + signed(BODY)[7:]], Worth.NOTHING, id="another method"),
        pytest.param([signed(BODY), signed(BODY)], Worth.NOTHING, id="two headers"),
        pytest.param([f"{signed(BODY)}, {signed(BODY)}"], Worth.NOTHING, id="two in one"),
        pytest.param(["sha256=é" + "0" * 63], Worth.NOTHING, id="no ASCII"),
    ],
)
def test_signatures(signatures: list[str], worth: Worth) -> None:
    """One signature over the very bytes, SHA-256 or better, or the body is not believed."""
    assert websub.worth(VERIFIED, Delivery(body=BODY, signatures=tuple(signatures))) is worth


def test_without_a_secret_nothing_is_more_than_a_hint() -> None:
    """Whoever speaks for a hub over http could be anybody: he makes us look, and no more."""
    push = replace(VERIFIED, secret="")
    assert websub.worth(push, Delivery(body=BODY)) is Worth.HINT
    assert websub.worth(push, Delivery(body=BODY, signatures=(signed(BODY, secret=""),))) is Worth.HINT


@pytest.mark.parametrize("state", ["asked", "refused"])
def test_nothing_is_taken_that_was_not_verified(state: str) -> None:
    """Before the hub asked back, and after it refused, what comes is ignored."""
    push = replace(VERIFIED, state=state)
    assert websub.worth(push, Delivery(body=BODY, signatures=(signed(BODY),))) is Worth.NOTHING


@given(st.binary(max_size=200), st.text(max_size=200))
def test_no_wild_signature_is_believed(body: bytes, signature: str) -> None:
    """Whatever stands in the header is compared, and never raises."""
    assert websub.worth(VERIFIED, Delivery(body=body, signatures=(signature,))) is Worth.NOTHING


def test_a_delivery_is_opened_as_an_answer_of_its_topic() -> None:
    """Its address is the topic, whatever it says of itself; gzip is unpacked."""
    body = gzip.compress(BODY)
    answer = websub.opened(PUSH, Delivery(body=body, coding="gzip", content_type="text/xml"), Limits())
    assert (answer.address, answer.body, answer.content_type) == (TOPIC, BODY, "text/xml")


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        pytest.param(gzip.compress(b"\0" * 3000), "gzip", id="a bomb"),
        pytest.param(b"\0" * 3000, "", id="too large"),
        pytest.param(gzip.compress(BODY)[:-4], "gzip", id="cut"),
        pytest.param(BODY, "br", id="unknown"),
        pytest.param(gzip.compress(BODY), "gzip, gzip", id="nested"),
    ],
)
def test_a_delivery_is_bounded_like_an_answer(body: bytes, coding: str) -> None:
    """The same bounds and codings as a fetch."""
    with pytest.raises(Trouble):
        websub.opened(PUSH, Delivery(body=body, coding=coding), Limits(wire=2000, decoded=2000))


def test_what_was_taken_is_known_again() -> None:
    """The last bodies are known, however often they are sent; a body that was not read is not."""
    push = websub.taken(VERIFIED, "a" * 64, now=NOW)
    assert websub.is_known(push, "a" * 64)
    assert not websub.is_known(websub.taken(VERIFIED, now=NOW), "")
    for number in range(20):
        push = websub.taken(push, f"{number:064}", now=NOW)
    assert len(push.taken) == 16


@pytest.mark.parametrize(
    ("push", "renewed", "carries"),
    [
        pytest.param(None, None, False, id="no agreement"),
        pytest.param(VERIFIED, None, False, id="nothing was ever pushed"),
        pytest.param(replace(VERIFIED, delivered=NOW - HOUR), NOW - HOUR, True, id="the last news were pushed"),
        pytest.param(replace(VERIFIED, delivered=NOW - HOUR), None, True, id="no news yet"),
        pytest.param(replace(VERIFIED, delivered=NOW - HOUR), NOW, False, id="the last news were found by a poll"),
        pytest.param(replace(VERIFIED, delivered=NOW, until=NOW), NOW, False, id="the lease has ended"),
        pytest.param(replace(VERIFIED, delivered=NOW, state="refused"), NOW, False, id="refused"),
    ],
)
def test_whether_the_pushes_carry_the_news(push: Push | None, renewed: datetime | None, *, carries: bool) -> None:
    """Polling slows only while the lease lives and pushes bring what is new; a hub that fails us ends it."""
    assert websub.carries(push, replace(STATE, renewed=renewed), NOW) is carries


@pytest.mark.parametrize(
    ("state", "wait"),
    [
        pytest.param(replace(STATE, due=NOW + HOUR), 4 * HOUR, id="a quarter as often"),
        pytest.param(replace(STATE, due=NOW + 2 * HOUR), 6 * HOUR, id="every six hours at least"),
        pytest.param(replace(STATE, due=NOW + DAY), DAY, id="never sooner than without"),
        pytest.param(replace(STATE, due=NOW + HOUR, failures=1), HOUR, id="one that fails is asked as ever"),
        pytest.param(replace(STATE, due=NOW + HOUR, overrun=NOW - HOUR), HOUR, id="so is one that moves on too fast"),
        pytest.param(
            replace(STATE, due=NOW + HOUR, hints=Hints(skip_hours=frozenset({16}))),
            5 * HOUR,
            id="not in a skipped hour",
        ),
    ],
)
def test_who_is_pushed_is_polled_less_often(state: SourceState, wait: timedelta) -> None:
    """Pushes are hints: polling slows within bounds, and never stops."""
    assert pushed(state, NOW, 0.0).due == NOW + wait


@pytest.mark.parametrize(
    ("header", "links"),
    [
        ('<https://h.example/>; rel="hub"', {"hub": "https://h.example/"}),
        ("<h>;rel=hub,<s>;rel=self", {"hub": "h", "self": "s"}),
        ('<a,b>; title="x"; REL="Self hub"', {"self": "a,b", "hub": "a,b"}),
        ("<one>; rel=hub, <two>; rel=hub", {"hub": "one"}),
        ("<x>; rev=hub", {}),
        ("https://h.example/; rel=hub", {}),
        ("<", {}),
        ("", {}),
    ],
)
def test_link_headers(header: str, links: dict[str, str]) -> None:
    """Targets by relation, the first of each, in both spellings of RFC 8288."""
    assert linked(header) == links


@given(st.text(alphabet='<>;,="rel hub', max_size=300))
def test_no_wild_link_header_raises(header: str) -> None:
    """Whatever a server writes is some links or none."""
    assert all(kind and "<" not in target for kind, target in linked(header).items())

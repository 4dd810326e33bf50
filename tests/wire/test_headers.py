"""Headers are read strictly or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.wire import headers

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATE = "Sun, 01 Mar 2026 12:00:00 GMT"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    [
        '"abc"',
        'W/"abc"',
        "abc",
        '"abc-gzip"',
        '""',
        '"a b"',
        "Thu, 01 Jan 1880 00:00:00 GMT",
        "0",
        "not a date",
        "x" * 2048,
    ],
)
def test_validators_are_opaque(text: str) -> None:
    """A validator that is a legal header value comes back exactly as it was written."""
    assert headers.validator(text) == text


@pytest.mark.parametrize(
    "text", [None, "", " ", '"a\r\nX: y"', '"a\n"', '"\x00"', '"é"', '"\x7f"', "x" * 2049, '"\N{SNOWMAN}"', "*"]
)
def test_illegal_validators_are_dropped(text: str | None) -> None:
    """A validator that could not stand in a request, or would ask for something else there, is not kept."""
    assert headers.validator(text) is None


@pytest.mark.parametrize(
    ("cache_control", "expires", "age", "expected"),
    [
        ("max-age=3600", None, None, HOUR),
        ("public, MAX-AGE=3600", None, None, HOUR),
        ('max-age="3600"', None, None, HOUR),
        ("max-age = 3600", None, None, HOUR),
        ("max-age=3600, max-age=60", None, None, HOUR),
        ("max-age=3600", None, "600", timedelta(minutes=50)),
        ("max-age=3600", None, "7200", None),
        ("max-age=3600", None, "junk", HOUR),
        ("max-age=3600, s-maxage=9", "0", None, HOUR),
        ("s-maxage=3600", None, None, None),
        ("x-max-age=3600", None, None, None),
        ("max-age=0", None, None, None),
        ("max-age=-5", "Sun, 01 Mar 2026 13:00:00 GMT", None, HOUR),
        ("max-age=junk", None, None, None),
        ("max-age", None, None, None),
        ("no-cache, max-age=3600", None, None, None),
        ("no-store", "Sun, 01 Mar 2026 13:00:00 GMT", None, None),
        ("max-age=60", "Sun, 01 Mar 2026 13:00:00 GMT", None, timedelta(minutes=1)),
        (None, "Sun, 01 Mar 2026 13:00:00 GMT", None, HOUR),
        (None, "Sun, 01 Mar 2026 11:00:00 GMT", None, None),
        (None, "0", None, None),
        (None, "-1", None, None),
        (None, "junk", None, None),
        (None, None, None, None),
        ("max-age=" + "9" * 5000, None, None, timedelta(days=365)),
        ("max-age=99999999999", None, None, timedelta(days=365)),
        ("max-age=0000003600", None, None, HOUR),
    ],
)
def test_fresh_for(cache_control: str | None, expires: str | None, age: str | None, expected: timedelta | None) -> None:
    """max-age goes before Expires, Age is taken off, and junk promises nothing."""
    assert headers.fresh_for(cache_control, expires, DATE, age) == expected


def test_expires_needs_the_date_of_the_answer() -> None:
    """Expires means nothing without the server's own clock beside it."""
    assert headers.fresh_for(None, "Sun, 01 Mar 2026 13:00:00 GMT", None, None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120", timedelta(minutes=2)),
        (" 120 ", timedelta(minutes=2)),
        ("604800", timedelta(days=7)),
        ("604801", DAY),
        ("1000000000", DAY),
        ("9" * 5000, DAY),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("١٢٠", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Sun, 01 Mar 2026 13:00:00 GMT", HOUR),
        ("Sunday, 01-Mar-26 13:00:00 GMT", HOUR),
        ("Sun Mar  1 13:00:00 2026", HOUR),
        ("Sun, 01 Mar 2026 11:00:00 GMT", None),
        ("Fri, 01 Mar 2999 11:00:00 GMT", DAY),
    ],
)
def test_retry_after(text: str | None, expected: timedelta | None) -> None:
    """Retry-After is believed up to a week; more than that is a mistake and means a day."""
    assert headers.retry_after(text, DATE, NOW) == expected


def test_retry_after_counts_from_the_servers_clock() -> None:
    """A date counts from the answer's Date, and from ours only where it has none."""
    later = NOW + 5 * HOUR
    assert headers.retry_after("Sun, 01 Mar 2026 13:00:00 GMT", DATE, later) == HOUR
    assert headers.retry_after("Sun, 01 Mar 2026 18:00:00 GMT", None, later) == HOUR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DATE, NOW),
        ("Sun, 01 Mar 2026 14:00:00 +0200", NOW),
        ("Sun, 01 Mar 2026 12:00:00 -0000", NOW),
        ("Sun, 01 Mar 2026 12:00:00", NOW),
        (f"{DATE} ({'x' * 100})", None),
    ],
)
def test_instants(text: str, expected: datetime | None) -> None:
    """A date is UTC, in the zone that it names or in none; what is longer than any date is none."""
    assert headers.instant(text) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<https://h.example/>; rel="hub", </feed>; rel=self', {"hub": "https://h.example/", "self": "/feed"}),
        ('< /a >; title="x"; REL = "Next HUB"', {"next": "/a", "hub": "/a"}),
        ("</a>; rel=hub, </b>; rel=hub", {"hub": "/a"}),
        ('</a>; rel="", </b>, </c>; title=hub', {}),
        ("", {}),
    ],
)
def test_links(link: str, expected: dict[str, str]) -> None:
    """Each relation leads to the first address that has it, quoted or not, several in one too, whatever the case."""
    assert headers.linked(link) == expected


@pytest.mark.parametrize(
    ("raw", "text"), [(b"plain", "plain"), ("é".encode(), "é"), (b"\xe9", "é"), (b"\xff\xc3\xa9", "ÿÃ©")]
)
def test_bytes_of_a_header(raw: bytes, text: str) -> None:
    """What is UTF-8 is read as that, everything else as latin-1, in which every byte is a letter."""
    assert headers.readable(raw.decode("utf-8", "surrogateescape")) == text


@given(st.text(), st.text(), st.text(), st.text())
def test_never_raises(one: str, two: str, three: str, four: str) -> None:
    """Any header values at all are read, and no waiting time is negative."""
    for value in (headers.fresh_for(one, two, three, four), headers.retry_after(one, two, NOW)):
        assert value is None or timedelta() < value <= timedelta(days=365 * 10_000)


@given(
    st.from_regex(
        r"[A-Z][a-z]{2}, [0-9]{1,4} [A-Z][a-z]{2} [0-9]{1,5} [0-9]{1,3}:[0-9]{2}:[0-9]{2} [A-Z+-]{1,4}[0-9]{0,5}"
    )
)
def test_dates_never_raise(text: str) -> None:
    """Whatever looks like a date is read as a UTC time or not at all."""
    moment = headers.instant(text)
    assert moment is None or moment.tzinfo is UTC

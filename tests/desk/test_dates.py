"""Every form of date that agencies use becomes the right instant, or none; never a wrong one."""

from __future__ import annotations

import calendar
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.dates import LONGEST, believed, instant, instants, words, writes_day_first
from tests.world.doubling import cost_of
from tests.world.wild import examples

CASES = Path(__file__).resolve().parents[1] / "cases" / "desk" / "dates"
RECEIVED = datetime(2025, 4, 28, 12, 0, tzinfo=UTC)
MORNING = datetime(2025, 4, 28, 8, 12, tzinfo=UTC)


def rows(name: str) -> list[tuple[str, ...]]:
    """Read a table of cases: fields between bars, comments after #."""
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [tuple(field.strip() for field in line.split("|")) for line in lines if line and not line.startswith("#")]


def read(text: str, zone: str = "") -> str:
    """Read a date; gives the instant as the tables write it, or nothing."""
    found = instant(text, zone)
    return found.isoformat().replace("+00:00", "Z") if found else ""


def test_forms() -> None:
    """A date as agencies write it, read in the zone of its source, is the instant that was meant."""
    told = {(text, zone): (read(text, zone), wanted) for text, zone, wanted in rows("agencies.txt")}
    assert {row: both for row, both in told.items() if both[0] != both[1]} == {}


def test_what_is_no_date() -> None:
    """A text with anything in it that no date has is no date, rather than a wrong one."""
    assert [text for (text,) in rows("none.txt") if read(text)] == []


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Kolkata", 2.7), ("Europe/Dublin", 7.2), ("Asia/Jerusalem", 5.2), ("UTC", 2.7)]
)
def test_the_seed_page(zone: str, hour: float) -> None:
    """`IST` is Indian, Irish or Israeli time as the source's zone tells, and a day never passes for a year."""
    assert instant("28-04-2025 08:12 IST", zone) == datetime(2025, 4, 28, tzinfo=UTC) + timedelta(hours=hour)


@pytest.mark.parametrize(
    ("text", "day_first", "wanted"),
    [
        ("Fri, 05/03/2019", True, "2019-05-03"),
        ("Fri, 05/03/2019", False, "2019-05-03"),
        ("Tuesday 05/03/2019 10:00", True, "2019-03-05"),
        ("Tue 05-03-19", False, "2019-03-05"),
        ("vendredi 05.03.2019", True, "2019-05-03"),
        ("Mon, 05/03/2019", True, "2019-03-05"),
        ("Mon, 05/03/2019", False, "2019-05-03"),
        ("Fri Tue 05/03/2019", True, "2019-03-05"),
        ("Sunday 03/03/2019", True, "2019-03-03"),
    ],
)
def test_the_weekday_tells_the_month(text: str, day_first: bool, wanted: str) -> None:  # noqa: FBT001 -- a table
    """Where only one reading of a day in figures falls on the weekday beside it, that one was meant."""
    found = instant(text, "UTC", day_first=day_first)
    assert found is not None
    assert found.date().isoformat() == wanted


@pytest.mark.parametrize(
    ("text", "day_first", "wanted"),
    [
        ("04/05/2025 08:12", True, "2025-05-04"),
        ("04/05/2025 08:12", False, "2025-04-05"),
        ("04/28/2025 08:12", True, "2025-04-28"),
        ("28/04/2025 08:12", False, "2025-04-28"),
        ("04.05.2025 08:12", False, "2025-05-04"),
        ("4-5-25 08:12", True, "2025-05-04"),
    ],
)
def test_order_of_day_and_month(*, text: str, day_first: bool, wanted: str) -> None:
    """Figures are read in the order of the source's country, unless only the other one makes a day."""
    found = instant(text, day_first=day_first)
    assert found is not None
    assert found.date().isoformat() == wanted


LANGUAGES = (
    "en es fr de pt it nl pl cs ru uk tr ar hi bn ja zh ko el hu id vi sv no da fi ro bg sr hr sk sl lt lv et ca he "
    "fa ur ta te th ms sw kk zh_TW en_IN es_MX pt_PT"
)


@pytest.mark.parametrize("language", LANGUAGES.split())
def test_languages(language: str) -> None:
    """The months, weekdays and halves of the day of every language are understood, in the forms of CLDR."""
    zone = "Europe/Zagreb" if language == "hr" else "Europe/London"
    for month in range(1, 13):
        at = datetime(2024, month, 26, 20, 12, tzinfo=UTC)
        day = format_date(at, "full", locale=language)
        assert instant(f"{day} {format_time(at, 'short', locale=language, tzinfo=UTC)} UTC", zone) == at, day
        text = format_datetime(at, "long", locale=language, tzinfo=UTC)
        assert instant(text, zone) == at, text


def test_a_name_of_two_months_is_read_in_its_country() -> None:
    """`listopada` is October in Croatia and November in Poland."""
    croatian, polish = instant("12 listopada 2025", "Europe/Zagreb"), instant("12 listopada 2025", "Europe/Warsaw")
    assert croatian is not None
    assert polish is not None
    assert (croatian.month, polish.month) == (10, 11)


def test_an_unknown_zone_is_utc() -> None:
    """A zone that does not exist does no harm."""
    assert instant("2025-04-28 08:12", "Mars/Olympus") == MORNING


@given(st.text(max_size=150), st.sampled_from(["UTC", "Asia/Kolkata", "", "../etc", "America/New_York"]), st.booleans())
@examples(300)
def test_nothing_raises(text: str, zone: str, day_first: bool) -> None:  # noqa: FBT001 -- hypothesis passes by position
    """Whatever the text is, there is an answer: an instant in UTC or none."""
    found = instant(text, zone, day_first=day_first)
    assert found is None or found.tzinfo is UTC


@given(st.text(alphabet="0123456789:-+/. TZWamp,GISTMayCET年月日", max_size=60))
@examples(400)
def test_nothing_raises_near_dates(text: str) -> None:
    """The same for texts that are nearly dates."""
    found = instant(text, "Asia/Kolkata")
    assert found is None or found.tzinfo is UTC


@given(st.integers(40_000_000, 4_000_000_000), st.integers(-12 * 4, 14 * 4))
@examples(300)
def test_standard_forms_round_trip(seconds: int, quarters: int) -> None:
    """RFC 3339 and RFC 822 dates in any zone come back as the same second."""
    at = datetime.fromtimestamp(seconds, tz=UTC)
    zone = timedelta(minutes=15 * quarters)
    sign, minutes = "-" if quarters < 0 else "+", abs(quarters) * 15
    local = (at + zone).replace(tzinfo=None)
    assert instant(f"{local.isoformat()}{sign}{minutes // 60:02}:{minutes % 60:02}") == at
    assert instant(f"{local:%a, %d %b %Y %H:%M:%S} {sign}{minutes // 60:02}{minutes % 60:02}") == at


@pytest.mark.parametrize("piece", ["1:", "(", "1-", "+", "2025", "мар ", "a/", "T1", "28 Apr "])
def test_long_texts_cost_no_more_than_short_ones(piece: str) -> None:
    """Only the first hundred characters of a text are looked at."""
    text = piece * (100_000 // len(piece))
    instant(text[: LONGEST + 1])
    assert cost_of(lambda: instant(text)) < 0.1


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Mon, 28 Apr 2025 11:00:00 GMT", datetime(2025, 4, 28, 11, tzinfo=UTC)),
        ("Mon, 28 Apr 2025 12:09:00 GMT", datetime(2025, 4, 28, 12, 9, tzinfo=UTC)),
        ("Mon, 28 Apr 2025 12:11:00 GMT", None),
        ("Mon, 28 Apr 2999 12:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Sun, 31 Dec 1989 23:59:59 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("soon", None),
    ],
)
def test_what_is_believed(text: str, at: datetime | None) -> None:
    """A date before the web, or ahead of our clock by more than ten minutes, is kept as a text only."""
    moment = believed(text, RECEIVED)
    assert moment is not None
    assert (moment.at, moment.text) == (at, text)


def test_no_date_is_no_moment() -> None:
    """Where an agency says nothing there is nothing to keep."""
    assert believed("  ", RECEIVED) is None


@pytest.mark.parametrize(
    ("country", "zone", "first"),
    [("US", "UTC", False), ("IN", "UTC", True), (None, "America/Chicago", False), (None, "Europe/Paris", True)],
)
def test_who_writes_the_month_first(*, country: str | None, zone: str, first: bool) -> None:
    """Agencies of the United States write the month before the day; most others do not."""
    assert writes_day_first(country, zone) is first


def test_epoch() -> None:
    """Seconds and milliseconds since 1970 are dates."""
    seconds = calendar.timegm(MORNING.timetuple())
    assert instant(str(seconds)) == MORNING
    assert instant(f"{seconds}000") == MORNING


NEAR = st.from_regex(
    r"(?:[A-Z][a-z]{2}, )?[0-3]?[0-9] (?:Jan|Feb|Dec|Xyz|may) [0-9]{4} [0-2][0-9]:[0-6][0-9]:[0-6][0-9] "
    r"(?:GMT|UTC|[+-][0-2][0-9][0-6][0-9])|"
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](?:\.[0-9]{1,7})?(?:Z|[+-][0-2][0-9]:[0-6][0-9])",
    fullmatch=True,
)


@given(NEAR)
@examples(300)
def test_the_quick_reading_is_the_careful_one(text: str) -> None:
    """What the usual spellings give at once is what the reader of all of RFC 822 and ISO 8601 gives."""
    quick = instants._usual(text)
    if quick is not None:
        careful = instants._rfc_822(text, "UTC") or instants._iso(text, "UTC")
        assert careful is not None
        assert (quick, quick.utcoffset()) == (careful, careful.utcoffset())


def test_dates_in_other_languages_load_no_cldr() -> None:
    """Babel takes a second of computing to load: their words are in a table of our own."""
    code = (
        "import sys; from publisher.desk.dates import instant; assert instant('28 अप्रैल 2025, 08:12', 'Asia/Kolkata'); "
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("language", ["en", "hr", "cs", "ar_MA", "bn", "vi", "uk", "th", "fil"])
def test_the_table_of_words_is_that_of_cldr(language: str) -> None:
    """The wide names that CLDR has of weekdays and months are in it; where not, run `scripts/dates.py`."""
    locale, known = Locale.parse(language), words.world("Europe/Zagreb" if language == "hr" else "UTC")
    assert all(words.fold(name) in known.weekdays for name in locale.days["format"]["wide"].values())
    months = locale.months["format"]["wide"].items()
    assert all(known.months[words.fold(name)] == n for n, name in months if not any(map(str.isdigit, name)))

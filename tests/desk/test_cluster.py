"""The rules of clustering: what joins two reports, and what keeps them apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.cluster import join, new_story, opened, signs
from publisher.model import EPOCH, Article

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
FIRE: Final = "Fire breaks out at office building in south Mumbai"


class Desk:
    """The pen in small: remembers which story a sign led to, the newest last."""

    def __init__(self) -> None:
        self.kin: dict[str, str] = {}
        self._count = 0

    def story(self, headline: str = FIRE, at: datetime = NOON, /, **fields: str) -> str:
        """Join an article of these fields to its story, remember its signs, and return the story."""
        self._count += 1
        made = report(str(self._count), headline, at, **fields)
        story = join(made, self.kin)
        self.kin |= dict.fromkeys(signs(made), story)
        return story


def report(name: str, headline: str = FIRE, at: datetime = NOON, **fields: str) -> Article:
    """Make an article of a source, with a guid that says nothing elsewhere."""
    given = {"source": "wire", "guid": name, "url": "", "language": "en", "credit": "The Wire"} | fields
    return Article(
        id=f"tag:publisher.example,2026:{name}",
        key=name,
        agency=given["source"],
        headline=headline,
        received=at,
        published=at,
        updated=at,
        source=given["source"],
        guid=given["guid"],
        url=given["url"],
        language=given["language"],
        credit=given["credit"],
    )


@pytest.mark.parametrize(
    "headline",
    [
        FIRE,
        FIRE.upper(),
        f"{FIRE}.",
        f"BREAKING: {FIRE}",
        f"EXCLUSIVE | {FIRE}",
        f"Watch: {FIRE}",
        f"UPDATE 2 - {FIRE}",
        f"UPDATE 2-{FIRE}",
        f"CORRECTED-WRAPUP 1-{FIRE}",
        f"{FIRE} - Reuters",
        f"{FIRE} | BBC News",
        f"{FIRE} – The Times of India",
        f"{FIRE} - ndtv.com",
        f"{FIRE} - Other Desk",
        "“Fire” breaks out at office building in south Mumbai",
    ],
)
def test_the_same_headline_is_one_story_whoever_sends_it(headline: str) -> None:
    """Case, punctuation, marks before and the publisher behind do not count."""
    desk = Desk()
    assert desk.story() == desk.story(headline, source="other", credit="Other Desk")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kings beat Royals by ten runs in game 3", "Kings beat Royals by ten runs in game 4"),
        ("Football results for the weekend - England", "Football results for the weekend - Scotland"),
        ("Fire breaks out at office building in Mumbai", "Fire breaks out at office building in Delhi"),
        ("Watch the fire in the south of Mumbai", "The fire in the south of Mumbai"),
        ("Exclusive-use lanes open in south Mumbai", "Use lanes open in south Mumbai"),
        ("Live updates", "Live updates"),
        ("Quiz of the day", "Quiz of the day"),
        ("地震速報", "地震速報"),
    ],
)
def test_other_words_and_figures_are_another_story(one: str, other: str) -> None:
    """Figures and places are not cut off, and a headline that says too little joins nothing."""
    desk = Desk()
    assert desk.story(one) != desk.story(other, source="other")


@pytest.mark.parametrize("language", ["", "fr"])
def test_the_same_words_are_one_story_whatever_their_language_is_taken_for(language: str) -> None:
    """Of a short headline the language is not known, or an agency declares another one for all that it sends."""
    desk = Desk()
    assert desk.story("Administration Trump Iran Israel", language="en") == desk.story(
        "Administration Trump Iran Israel", language=language, source="other"
    )


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 -- hypothesis adds the zone below
    st.timedeltas(timedelta(0), timedelta(hours=24)),
)
def test_the_same_headline_within_a_day_is_always_one_story(at: datetime, later: timedelta) -> None:
    """Two sources, one headline, at most 24 hours apart: one story, wherever midnight falls, whoever comes first."""
    first = at.replace(tzinfo=UTC)
    one, two = Desk(), Desk()
    assert one.story(FIRE, first) == one.story(FIRE, first + later, source="other")
    assert two.story(FIRE, first + later) == two.story(FIRE, first, source="other")


@pytest.mark.parametrize(
    ("hours", "same"), [(0, True), (2, True), (23, True), (24, False), (47, False), (24 * 7, False)]
)
def test_a_recurring_title_of_one_source_is_new_every_day(hours: int, same: bool) -> None:  # noqa: FBT001 -- a table
    """One source, one headline, another guid: a duplicate within a day, a new story after it."""
    desk = Desk()
    title = "What you need to know this morning"
    assert (desk.story(title) == desk.story(title, NOON + timedelta(hours=hours))) is same


def test_a_daily_title_never_grows_one_story() -> None:
    """A week of a daily title makes seven stories."""
    desk = Desk()
    stories = {desk.story("Five things to know before markets open", NOON + timedelta(days=day)) for day in range(7)}
    assert len(stories) == 7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"guid": "tag:agency.example,2026:77"}, {"guid": "tag:agency.example,2026:77"}),
        ({"guid": "urn:uuid:0B0B0B0B-1111-2222-3333-444455556666"}, {"guid": "0b0b0b0b-1111-2222-3333-444455556666"}),
        ({"guid": "https://a.example/news/1234567"}, {"guid": "https://a.example/news/1234567#2"}),
        ({"url": "https://a.example/news/1234567"}, {"guid": "http://www.a.example/news/1234567/"}),
        ({"url": "https://a.example/a-fire-in-mumbai"}, {"url": "https://m.a.example/a-fire-in-mumbai"}),
        ({"guid": "https://a.example/?p=4711"}, {"guid": "https://a.example/?p=4711"}),
    ],
)
def test_a_shared_address_or_unique_id_is_one_story(one: dict[str, str], other: dict[str, str]) -> None:
    """Tag URIs, UUIDs and addresses of one article join, under any headline and at any time."""
    desk = Desk()
    first = desk.story("Ballard Estate burns through the night", **one)
    assert first == desk.story("Firemen fight a blaze in Mumbai", NOON + timedelta(days=9), source="other", **other)


@pytest.mark.parametrize(
    "shared",
    [
        {"guid": "123456"},
        {"guid": "story"},
        {"guid": ""},
        {"url": "https://a.example/"},
        {"url": "https://a.example/news"},
        {"url": "https://a.example/world/live"},
        {"guid": "https://a.example/?p=1"},
        {"guid": "http://["},
        {"guid": "javascript:alert(1234)"},
    ],
)
def test_what_many_articles_share_joins_none(shared: dict[str, str]) -> None:
    """A number, a front page or a section page is no sign of an event."""
    desk = Desk()
    assert desk.story("Ballard Estate burns through the night", **shared) != desk.story(
        "Parliament votes on the budget today", source="other", **shared
    )


def test_the_story_id_is_short_and_says_when_it_was_opened() -> None:
    """The id depends on the article's id and date alone, so it is the same on every machine."""
    made = report("1")
    assert new_story(made) == join(made, {}) == "20260428t120000-" + new_story(made)[16:]
    assert len(new_story(made)) == 32
    assert opened(new_story(made)) == NOON
    assert opened("an id of somebody else") == EPOCH
    assert new_story(made) != new_story(report("2"))


def test_an_address_is_stronger_than_a_headline() -> None:
    """Where signs lead to different stories, the article joins the one of its strongest sign."""
    desk = Desk()
    by_link = desk.story("Ballard Estate burns through the night", url="https://a.example/news/1234567")
    by_headline = desk.story(FIRE, source="other")
    assert by_link != by_headline
    assert desk.story(FIRE, source="third", url="https://a.example/news/1234567") == by_link


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=40))
def test_wild_text_always_has_a_story(headline: str, guid: str, url: str) -> None:
    """Signs are short, distinct and the same every time, whatever an agency writes."""
    made = report("1", headline, guid=guid, url=url)
    assert signs(made) == signs(made)
    assert len(set(signs(made))) == len(signs(made))
    assert all(len(sign) <= 64 for sign in signs(made))
    assert join(made, {})


@given(st.text(max_size=80), st.booleans())
def test_signs_that_were_made_before_are_not_made_again(headline: str, known: bool) -> None:  # noqa: FBT001 -- drawn
    """`join` follows the signs that it is given, and nothing of the article's text."""
    made = report("1", headline, url="https://a.example/news/1234567")
    marks = signs(made)
    kin = dict.fromkeys(marks, "20260428t120000-a") if known else {}
    assert join(report("1", "Other words altogether, of another event"), kin, marks) == join(made, kin)

"""What the index promises beside being right: stable ids, bounds, rebuilding, and what it says of its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from publisher.desk.stories import Index, Joined, Report, Rules, World, decode, encode, read
from tests.world.wild import examples

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
FERRY: Final = "Ferry with 60 aboard capsizes off Zanzibar, dozens missing"
FERRY_TEXT: Final = "Rescuers searched the waters off Zanzibar on Monday after a ferry carrying 60 people capsized."
AGAIN: Final = "Dozens missing after Zanzibar ferry capsizes in heavy seas"
AGAIN_TEXT: Final = "A passenger ferry capsized off Zanzibar; the coastguard said 41 people were missing."
STRIKE: Final = "Strikers block Port of Callao for third day"

_NAMES: Final = (
    "Zanzibar",
    "Callao",
    "Skopje",
    "Goma",
    "Brno",
    "Poltava",
    "Galle",
    "Djerba",
    "Tocopilla",
    "Roubaix",
    "Arequipa",
)
_DEEDS: Final = (
    "ferry",
    "strike",
    "bridge",
    "volcano",
    "trial",
    "flood",
    "festival",
    "harvest",
    "tunnel",
    "library",
    "orchestra",
)


def report(
    name: str,
    headline: str = FERRY,
    text: str = "",
    hours: float = 0,
    source: str = "wire",
    places: tuple[str, ...] = (),
) -> Report:
    """Make a report so many hours after noon."""
    return read(name, headline, text, "en", NOON + timedelta(hours=hours), source=source, places=places)


def told(index: Index, *reports: Report) -> list[Joined]:
    """Place reports one after the other."""
    return [index.place(one) for one in reports]


@st.composite
def streams(draw: st.DrawFn) -> list[Report]:
    """Draw reports of a few invented events, as they come in."""
    count, hours, made = draw(st.integers(2, 25)), 0, []
    for number in range(count):
        place, deed = draw(st.sampled_from(_NAMES)), draw(st.sampled_from(_DEEDS))
        extra = draw(st.sampled_from(["reopens", "delayed again", "hundreds attend", "inquiry ordered"]))
        headline = f"{place} {deed} {extra} after {draw(st.sampled_from(_NAMES))} talks"
        source = draw(st.sampled_from(["wire", "post", "echo"]))
        hours += draw(st.sampled_from([0, 1, 30]))
        made.append(report(f"a{number}", headline, hours=hours, source=source))
    return made


def test_the_first_report_opens_a_story_and_the_next_joins_it() -> None:
    """A story is called what the pen says, and a later report says which words joined it and to what."""
    index = Index()
    first, second = (
        index.place(report("one", FERRY, FERRY_TEXT), "s1"),
        index.place(report("two", AGAIN, AGAIN_TEXT, 2, "post"), "s2"),
    )
    assert (first.story, first.kind, first.of) == ("s1", "new", "")
    assert (second.story, second.kind, second.of, second.by) == ("s1", "story", "one", "words")
    assert set(second.terms) <= {*report("x", FERRY, FERRY_TEXT).heads, *report("x", FERRY, FERRY_TEXT).texts}
    assert second.likeness >= index.rules.alike


@pytest.mark.parametrize("hours", [0, 1, 12, 23.9])
def test_the_same_headline_within_a_day_is_one_item(hours: float) -> None:
    """Whoever sends it, whatever stands below, and even a round-up."""
    for headline in (STRIKE, "Evening briefing: ferry, strike and bridge"):
        index = Index()
        told(
            index,
            report("one", headline),
            report("two", headline, "Nothing alike at all, said Ms Poole.", hours, "post"),
        )
        joined = index.place(report("three", headline.upper(), "", hours, "echo"))
        assert (joined.story, joined.kind, joined.by) == ("one", "duplicate", "headline")


def test_a_report_that_comes_late_is_known_by_its_headline() -> None:
    """A day counts between the two, however far others have got since."""
    joined = told(Index(), report("one", STRIKE), report("two", hours=30), report("three", STRIKE, "", 20, "echo"))
    assert (joined[2].story, joined[2].kind, joined[2].by) == ("one", "duplicate", "headline")


def test_a_text_that_stands_under_every_headline_joins_nothing() -> None:
    """The same text of a source is one report, until it is seen to stand under headlines of all kinds."""
    text = "Our programme brings you the latest news and analysis from the studio, every working day at noon."
    index = Index()
    joined = told(index, *(report(str(n), f"{name} {name}ov speaks", text, n) for n, name in enumerate(_NAMES)))
    assert joined[1].by == "text"
    assert joined[-1].kind == "new"


def test_a_live_page_is_one_story_for_as_long_as_it_is_written_on() -> None:
    """Whatever it has come to tell; another source's page of that name, and that of the next day, are others."""
    pages = [
        report("one", "Rail strike live: Leeds services cancelled", "Trains from Leeds stand still."),
        report("two", "Rail strike live: union leaders to meet minister", "Talks begin.", 6),
        report("three", "Rail strike live: ferries crowded at Hull", "Boats are full.", 8, "post"),
        report("four", "Rail strike live: signallers vote in York", "Ballots are counted.", 25),
    ]
    joined = told(Index(), *pages)
    assert (joined[1].story, joined[1].by) == ("one", "page")
    assert [one.story for one in joined[2:]] == ["three", "four"]


def test_a_live_page_that_rests_all_night_is_the_next_days() -> None:
    """It is another one, though the first was opened less than a day ago."""
    first = report("one", "Rail strike live: Leeds services cancelled", "Trains from Leeds stand still.")
    for hours, story in ((11, "one"), (13, "two")):
        index = Index()
        index.place(first)
        again = report("two", "Rail strike live: signallers vote in York", "Ballots are counted.", hours)
        assert index.place(again).story == story


def test_a_story_of_a_name_is_there_once() -> None:
    """A report that opens a story under the name of one that is there is taken in by it."""
    index = Index()
    index.place(report("one"))
    assert index.place(report("one", STRIKE, hours=2)).kind == "new"
    assert index.together("one", "one") == ()
    later = index.place(report("two", "Strikers at Port of Callao block cranes", hours=3))
    assert (later.story, len(index), len(index._numbered)) == ("one", 1, 1)


def test_of_an_old_story_as_much_is_asked_whoever_told_it_how_often() -> None:
    """A page that is written on for months joins each time; what has but a name in common with it is another."""
    index = Index()
    told(index, report("one"))
    for number in range(6):
        index.learn(report(str(number), FERRY, hours=number), "one")
    trial = report("late", "Coastguard chief of Zanzibar on trial for salaries, ferry firm too", hours=30 * 24)
    joined = index.place(trial, "late")
    assert joined.near is not None
    assert (joined.story, joined.near.asked) == ("late", 1.0)
    assert index.place(report("again", FERRY + ", firm on trial", hours=30 * 24)).story == "one"


def test_less_is_asked_of_a_source_that_tells_again_what_it_told() -> None:
    """Half of what the words say, within three days; of another source's report as much as ever is asked."""
    text = "Vandals daubed paint on stones of a Neolithic tomb on Sanday, and police of Orkney look for witnesses."
    other = "Police of Orkney look for witnesses of the paint daubed on a Neolithic tomb, islanders of Sanday said."
    index = Index(Rules(alike=0.99))
    told(index, report("one", "Ancient stones defaced", text))
    assert index.place(report("two", "Islanders shocked by damage", other, 20, "post")).story == "two"
    assert index.place(report("three", "Who would do this, asks warden", other, 21)).story == "one"


def test_a_text_under_another_date_is_another_report() -> None:
    """What a headline dates otherwise is not joined by what stands below."""
    text = "Our programme brings you the latest news and analysis from the studio, every working day at noon."
    first, second = told(
        Index(),
        report("one", "The Close, 17 August: bonds slide", text),
        report("two", "The Close, 18 August: chips", text, 24),
    )
    assert first.story != second.story


def test_more_is_asked_between_two_market_reports() -> None:
    """They share their vocabulary whatever moved."""
    index = Index()
    told(index, report("one", "Kroon and zloty edge higher as bond yields ease on rate bets"))
    near = index.place(
        report("two", "Peso and sol edge higher as copper yields gains on rate bets", "", 1, "post")
    ).near
    assert near is None or near.asked >= index.rules.alike + index.rules.market


def test_near_identical_words_are_a_duplicate_and_a_new_figure_is_not() -> None:
    """A report that says the same in the same words duplicates; one with a new number tells more of the story."""
    index = Index()
    same, more = told(
        index,
        report("one", "Landslide buries homes in Ankole village, 17 dead"),
        report("two", "Landslide buries homes in Ankole village, leaving 17 dead", hours=1, source="post"),
        report("three", "Landslide buries homes in Ankole village, 31 dead", hours=2, source="post"),
    )[1:]
    assert (same.kind, same.of) == ("duplicate", "one")
    assert (more.story, more.kind) == ("one", "story")


def test_the_nearest_other_story_is_named_with_the_reason() -> None:
    """`why` tells what kept a report from the story that it is most like."""
    index = Index()
    *_, last = told(
        index,
        report("one", "Fire breaks out at textile mill in Surat, six injured", "A fire broke out at a mill in Surat."),
        report(
            "two",
            "Fire breaks out at textile mill in Faisalabad, six injured",
            "A fire at a mill in Faisalabad.",
            1,
            "post",
        ),
    )
    assert last.kind == "new"
    assert last.near is not None
    assert (last.near.story, last.near.reason) == ("one", "named otherwise")
    assert last.near.likeness > index.rules.alike


def test_events_in_two_countries_are_two() -> None:
    """Where both places are known and they differ, the words do not join them; the same place, or none, does."""
    headline, other = "Bus plunges into ravine, nine pilgrims dead", "Nine pilgrims dead as bus plunges into a ravine"
    for places, joins in ((("PE",), False), (("IN",), True), ((), True)):
        index = Index()
        told(index, report("one", headline, places=("IN",)))
        joined = index.place(report("two", other, "", 1, "post", places))
        assert (joined.story == "one") is joins
        assert joins or (joined.near and joined.near.reason == "elsewhere")


def test_a_roundup_never_bridges() -> None:
    """What comes after a round-up that names two events joins its own event, and the two stay two."""
    index = Index()
    one, two = told(
        index, report("one", FERRY, FERRY_TEXT), report("two", STRIKE, "Dockers in Callao rejected an offer.")
    )
    told(
        index, report("both", "Evening briefing: Zanzibar ferry capsizes, strikers block Port of Callao", "", 1, "echo")
    )
    again = index.place(report("three", AGAIN, AGAIN_TEXT, 2, "post"))
    assert (one.story, two.story, again.story, again.merged) == ("one", "two", "one", ())


def test_what_a_source_sets_all_headlines_in_joins_nothing() -> None:
    """A frame that the source's own history shows is left out of the comparison."""
    index = Index()
    frame = "Riverside weather alert and traffic report:"
    told(index, *(report(f"a{day}", f"{frame} {name} {name}ville", hours=24 * day) for day, name in enumerate(_NAMES)))
    joined = index.place(report("last", f"{frame} orchestra cancels matinee", hours=24 * len(_NAMES)))
    assert joined.kind == "new"


_CAPSIZED: Final = "Zanzibar ferry Kilima capsizes, dozens missing"
_RESCUED: Final = "Coastguard rescues survivors of capsized Kilima"
_BOTH: Final = "Coastguard rescues survivors as Zanzibar ferry Kilima capsizes, dozens missing"


def _two_of_one_event() -> Index:
    """Return an index that knows one event under two stories, and that any report of both may merge."""
    index = Index(Rules(alike=0.6, merging=0.1))
    told(index, report("one", _CAPSIZED), report("two", _RESCUED, hours=1, source="post"))
    assert "two" in index
    return index


def test_two_stories_of_one_event_are_merged_into_the_older() -> None:
    """A report that belongs to both merges them; the younger id leads to the older, and its words are found there."""
    index = _two_of_one_event()
    joined = index.place(report("three", _BOTH, "", 2, "echo"))
    assert (joined.story, joined.merged) == ("one", (("two", "one"),))
    assert index.place(report("four", _RESCUED, "", 3, "daily")).story == "one"
    assert "two" not in index


def test_an_editor_who_split_is_obeyed() -> None:
    """Stories that were told to stay apart are never merged; told to be together they are, whatever they are like."""
    index = _two_of_one_event()
    index.apart("one", "two")
    assert index.place(report("three", _BOTH, "", 2, "echo")).merged == ()
    assert index.together("two", "one") == (("one", "two"),)
    assert index.together("two", "one") == ()


def test_an_index_that_is_opened_later_hears_of_a_split() -> None:
    """What an editor ruled before anybody asked for the language is obeyed as well."""
    world = World(lambda _: _two_of_one_event())
    world.apart("one", "two")
    assert world.place(report("three", _BOTH, "", 2, "echo")).merged == ()


def test_the_same_text_under_another_headline_hides_nothing() -> None:
    """Where two headlines have no word in common, one of them stays an item of its own, in the same story."""
    index = Index()
    told(index, report("one", "Ministry opens inquiry into Lake Volta ferry permits", FERRY_TEXT))
    again = index.place(report("two", "Ferry permits: ministry inquiry widens", FERRY_TEXT, 2))
    other = index.place(report("three", "Survivors speak", FERRY_TEXT, 3))
    assert (again.kind, other.kind) == ("duplicate", "story")
    assert (again.story, other.story) == ("one", "one")


def test_a_story_sleeps_after_the_window_and_wakes_for_its_own_source() -> None:
    """A week later another source's report opens a story; the same source's repetition joins its old one."""
    index = Index()
    first = report("one", "Ministry opens inquiry into Lake Volta ferry permits", FERRY_TEXT)
    told(index, first)
    assert index.place(report("two", "Lake Volta ferry permits inquiry opens", FERRY_TEXT, 168, "post")).kind == "new"
    index = Index()
    told(index, first)
    assert index.place(report("two", "Inquiry into Lake Volta ferry permits", FERRY_TEXT, 168)).story == "one"


@settings(examples(40), phases=[Phase.generate])
@given(streams(), st.randoms(use_true_random=False))
def test_duplicates_do_not_depend_on_order(stream: list[Report], random: Random) -> None:
    """The same headline within a day leads to one story, in whatever order its reports come in."""
    within = [one for one in stream if one.at - stream[0].at < 40_000]
    shuffled = list(within)
    random.shuffle(shuffled)
    index = Index()
    stories = {one.id: index.place(one) for one in shuffled}
    ends = _ends(stories.values())
    by_headline: dict[int, set[str]] = {}
    for one in shuffled:
        by_headline.setdefault(one.headline, set()).add(_end(stories[one.id].story, ends))
    assert all(len(found) == 1 for found in by_headline.values())


@settings(examples(40), phases=[Phase.generate])
@given(streams())
def test_ids_are_stable(stream: list[Report]) -> None:
    """A story keeps the id of the report that opened it; an id ends only by a merge that says so, into an older one."""
    index = Index()
    joined = told(index, *stream)
    opened = [one.story for one in joined if one.kind == "new"]
    ends = _ends(joined)
    assert len(opened) == len(set(opened)) == len(index) + len(ends)
    for ended, kept in ends.items():
        assert opened.index(kept) < opened.index(ended)
        assert ended not in index
    assert all(_end(one.story, ends) in index for one in joined)


@settings(examples(30), phases=[Phase.generate])
@given(streams())
def test_it_is_rebuilt_from_stored_reports(stream: list[Report]) -> None:
    """An index that learns what was stored, in its order, has the same stories and recognizes each report in them."""
    index = Index()
    joined = told(index, *stream)
    ends = _ends(joined)
    rebuilt = Index()
    for one, found in zip(stream, joined, strict=True):
        rebuilt.learn(decode(encode(one)), _end(found.story, ends))
    assert set(index._stories) == set(rebuilt._stories)
    assert index.place(stream[-1]).story == rebuilt.place(stream[-1]).story


def test_a_rebuilt_index_goes_on_as_before() -> None:
    """What tells more of a story after a restart joins it, and what does not opens one."""
    index, rebuilt = Index(), Index()
    for one in (report("one", FERRY, FERRY_TEXT), report("two", STRIKE), report("three", AGAIN, AGAIN_TEXT, 2, "post")):
        rebuilt.learn(decode(encode(one)), index.place(one).story)
    later = report("four", "Zanzibar ferry: coastguard finds 11 of the missing", AGAIN_TEXT, 3, "echo")
    other = report("five", "Skopje library reopens after flood", hours=3)
    for one in (later, other):
        assert index.place(one)[:4] == rebuilt.place(one)[:4]


def test_it_never_grows_without_bound() -> None:
    """Beyond the window only so many stories are remembered, and nothing is kept of those that were forgotten."""
    index = Index(Rules(window=3600, memory=7200, most=50))
    for number in range(600):
        name = f"{_NAMES[number % 10]}{number}"
        index.place(
            report(str(number), f"{name}ville {name}stad opens {name}berg library", f"{name}ov text.", number / 10)
        )
        assert len(index) <= 75
    assert len(index._postings) <= 75 * index.rules.most_keys
    assert len(index._headlines) <= 600
    index.place(report("last", STRIKE, hours=10_000))
    assert (len(index), len(index._headlines), len(index._leads)) == (1, 1, 0)


def test_a_report_is_small() -> None:
    """Of the longest headline and text less than 300 bytes are stored, and they come back the same."""
    words = " ".join(f"{name}{number}" for number in range(9) for name in _NAMES)
    made = report("tag:publisher.example,2026:" + "a" * 32, words, words[::-1], places=("IN", "PK"))
    assert len(encode(made)) < 300
    assert decode(encode(made)) == made


def _ends(joined: Iterable[Joined]) -> dict[str, str]:
    return {start: end for one in joined for start, end in one.merged}


def _end(story: str, ends: dict[str, str]) -> str:
    while story in ends:
        story = ends[story]
    return story


def test_the_longer_nobody_told_a_story_the_more_is_asked() -> None:
    """What is told within hours joins, a day later it does not; nor is more asked of who alone told it."""

    def placed(hours: float, source: str) -> str:
        index = Index()
        index.place(report("one", FERRY, FERRY_TEXT))
        later = report("two", "Zanzibar: ferry firm to pay for rescuers", "The firm of Zanzibar pays.", hours, source)
        return index.place(later).story

    assert [placed(hours, "post") for hours in (1, 26)] == ["one", "two"]
    assert placed(26, "wire") == "one"


def test_more_is_asked_between_a_market_report_and_the_news() -> None:
    """What a currency did on the day of an event is no report of the event; two market reports are asked still more."""
    index = Index()
    index.place(report("one", "Zambia election count enters second day as rivals trade claims"))
    near = index.place(report("two", "Zambian kwacha eases against dollar on second day of count", source="post")).near
    assert near is not None
    assert near.asked == pytest.approx(Rules().alike + Rules().market / 2)


def test_a_recurring_title_is_another_report_each_day() -> None:
    """Also where a day is a little shorter than a day; not where the text is the same, or there is none."""
    texts = (
        "Aries finds a letter in the harbour and reads it at noon, with tea and a cousin.",
        "Taurus loses a glove in the orchard but wins an argument about the price of pears.",
        "Gemini is asked to dance by a ferryman who has not paid for his lantern since spring.",
    )
    headline = "Your stars from the harbour today"
    days = [report(f"d{day}", headline, text, 23 * day) for day, text in enumerate(texts)]
    first, second, third = told(Index(), *days)
    assert second.story == first.story != third.story
    for text in ("", texts[0]):
        again = [report(f"d{day}", headline, text, 23 * day) for day in range(3)]
        assert len({joined.story for joined in told(Index(), *again)}) == 1

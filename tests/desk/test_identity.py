"""An entry is known again whatever became of its words, and is never taken for another one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.desk.identity import article_id, candidates, entry_hash, identify
from publisher.desk.normalize import Unusable, normalize
from publisher.model import Agency, Article, Entry, Site, Source, Text
from tests.world.wild import examples

NOW = datetime(2025, 4, 28, 12, tzinfo=UTC)
AGENCY = Agency(id="pti", name="PTI", credit="PTI", country="IN", timezone="Asia/Kolkata")
SOURCE = Source(id="pti-top", agency=AGENCY, url="https://pti.example/rss")
OTHER = Source(id="dawn-top", agency=AGENCY, url="https://dawn.example/rss")
SITE = Site(authority="publisher.example,2026")
FIRE = Entry(guid="g1", link="https://pti.example/fire", title=Text("Fire in Mumbai"))


class Desk:
    """Reads documents one after another and remembers the articles, as the corridor does."""

    def __init__(self) -> None:
        self.known: dict[str, Article] = {}

    def read(self, *entries: Entry) -> list[str]:
        """Return the keys of a document's entries, and remember its articles."""
        wanted = {key for entry in entries for key in candidates(entry, SOURCE)}
        keys = identify(entries, SOURCE, {key: self.known[key] for key in wanted & self.known.keys()})
        for entry, key in reversed(list(zip(entries, keys, strict=True))):  # an item told twice is its first entry
            assert key in candidates(entry, SOURCE)
            self.known[key] = normalize(entry, key, SOURCE, SITE, NOW)
        return keys


@pytest.mark.parametrize(
    "change",
    [
        {"title": Text("Blaze guts office in south Mumbai")},
        {"link": "https://pti.example/blaze"},
        {"link": "https://pti.example/blaze", "title": Text("Blaze guts office in south Mumbai")},
        {"created": "Mon, 28 Apr 2025 09:00:00 +0530"},
        {"link": "", "title": Text("Blaze")},
    ],
)
def test_one_guid_is_one_article(change: dict[str, str | Text]) -> None:
    """A rewritten headline, a moved link and a moved date under one guid are the same article, all at once too."""
    desk = Desk()
    first = desk.read(FIRE)
    assert desk.read(replace(FIRE, **change)) == first


OTHER_STORY = Entry(guid="g1", link="https://pti.example/budget", title=Text("Parliament passes the budget"))


def test_a_guid_that_is_given_to_another_story_makes_another_article() -> None:
    """Where neither link nor headline nor text has anything in common with the article we have, both stay."""
    desk = Desk()
    first, second = desk.read(FIRE), desk.read(OTHER_STORY)
    assert first != second
    later = replace(OTHER_STORY, title=Text("Budget passed after a long night"))
    assert desk.read(later) == desk.read(OTHER_STORY) == second
    assert desk.read(FIRE) == first
    assert [desk.known[key].headline for key in (*first, *second)] == ["Fire in Mumbai", "Parliament passes the budget"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"link": "https://pti.example/fire-p54mfx.html"}, {"link": "https://pti.example/budget-p54mfx.html"}),
        ({"link": "https://pti.example/423401/fire"}, {"link": "https://pti.example/423401/live"}),
        ({"link": "https://pti.example/fire-mumbai"}, {"link": "https://pti.example/mumbai-fire-out"}),
        ({"summary": Text("Crews fought it all night")}, {"summary": Text("Crews fought it all night, two hurt")}),
    ],
)
def test_anything_in_common_is_the_same_story(old: dict[str, str | Text], new: dict[str, str | Text]) -> None:
    """A live page may get another headline and another link at once: a number, the slug or the text tells it."""
    desk = Desk()
    assert desk.read(replace(FIRE, **old)) == desk.read(replace(OTHER_STORY, **new))


STORIES = ("Ferry sinks", "Rates rise", "Port on strike", "Wildfire spreads", "Bill passes", "Bronzes return", "Chip")


@pytest.mark.parametrize("new", [1, 2, 3])
def test_guids_that_are_places_of_the_document_name_nothing(new: int) -> None:
    """Where "0" is always the newest item, no story takes the place of another one, and each is one article."""
    text = Text("Officials said more in detail, as they always do")
    stories = [
        Entry(guid="", link=f"https://pti.example/{title.lower()}", title=Text(title), summary=text)
        for title in STORIES
    ]
    desk = Desk()
    for first in range(len(STORIES) - 3, -1, -new):
        shown = stories[first : first + 4]
        desk.read(*(replace(story, guid=str(place)) for place, story in enumerate(shown)))
    kept = {article.url.rpartition("/")[2]: article.headline for article in desk.known.values()}
    read = {story.title.value for first in range(len(STORIES) - 3, -1, -new) for story in stories[first : first + 4]}
    assert set(kept.values()) == read
    assert all(link == title.lower().replace(" ", "%20") for link, title in kept.items())


def test_two_dates_in_a_link_are_nothing_in_common() -> None:
    """The day stands in the links of all stories of the day."""
    desk = Desk()
    links = ["https://pti.example/2026/20260428/fire", "https://pti.example/2026/20260428/budget"]
    first, second = (desk.read(replace(one, link=link)) for one, link in zip((FIRE, OTHER_STORY), links, strict=True))
    assert first != second


def test_a_guid_of_another_source_never_collides() -> None:
    """Two sources with one guid have two articles."""
    assert not set(candidates(FIRE, SOURCE)) & set(candidates(FIRE, OTHER))


def test_without_a_guid_the_link_identifies() -> None:
    """NZ Herald has no guid: its links, without what tracks readers, are as good."""
    desk = Desk()
    plain = replace(FIRE, guid="")
    first = desk.read(plain)
    assert desk.read(replace(plain, link="http://www.pti.example/fire/?ref=rss", title=Text("Blaze"))) == first


def test_without_guid_and_link_the_words_identify() -> None:
    """An entry of words alone is known by them; other words are another entry."""
    words = Entry(title=Text("Weather"), summary=Text("Rain"))
    assert candidates(words, SOURCE) == candidates(words, SOURCE)
    assert candidates(words, SOURCE) != candidates(replace(words, summary=Text("Sun")), SOURCE)


def test_a_front_page_identifies_nothing() -> None:
    """Entries that all link to the front page are told apart by their words."""
    first, second = (Entry(link="https://pti.example/", title=Text(title)) for title in ("One", "Two"))
    assert len(set(Desk().read(first, second))) == 2


def test_a_source_that_begins_to_give_guids_keeps_its_articles() -> None:
    """An article that was known by its link is found again when its entry gets a guid."""
    desk = Desk()
    first = desk.read(replace(FIRE, guid=""))
    assert desk.read(FIRE) == first


def test_one_item_told_twice_has_one_key() -> None:
    """CNN and Yahoo put an item into a document twice: with the same link it is one article."""
    first, second = Desk().read(FIRE, replace(FIRE, title=Text("Mumbai fire")))
    assert first == second


def test_two_items_under_one_guid_are_two() -> None:
    """A guid that stands twice in a document with another link and another title names two articles."""
    desk = Desk()
    other = Entry(guid="g1", link="https://pti.example/quake", title=Text("Quake in Nepal"))
    first, second = desk.read(FIRE, other)
    assert first != second
    assert desk.read(other, FIRE) == [second, first]
    assert desk.read(other) == [second]
    assert desk.read(replace(other, title=Text("Strong quake hits Nepal"))) == [second]
    assert desk.read(FIRE) == [first]


def test_two_items_under_one_link_are_two() -> None:
    """A link that stands twice in a document without guids and with other titles names two articles."""
    desk = Desk()
    one, two = (Entry(link="https://pti.example/live", title=Text(title)) for title in ("Fire out", "Quake felt"))
    first, second = desk.read(one, two)
    assert first != second
    assert desk.read(two) == [second]


def test_identity_does_not_depend_on_order() -> None:
    """A document in another order has the same articles."""
    entries = [replace(FIRE, guid=f"g{number}", link=f"https://pti.example/{number}") for number in range(9)]
    desk = Desk()
    assert desk.read(*entries) == desk.read(*entries[::-1])[::-1]


def test_ids_are_the_same_in_a_rebuilt_database() -> None:
    """An id is a tag URI that depends on site, source and key alone."""
    key = candidates(FIRE, SOURCE)[0]
    found = article_id(SITE, SOURCE, key)
    assert found == article_id(SITE, SOURCE, key)
    assert found.startswith("tag:publisher.example,2026:article/")
    assert len(found.rpartition("/")[2]) >= 16
    assert found != article_id(SITE, OTHER, key)


@pytest.mark.parametrize("guid", ["", "x" * 1_000_000, "a b c", "1", "\ud800", "http://x\x00"])
def test_keys_are_short(guid: str) -> None:
    """However long and odd a guid is, its key is short and printable."""
    for key in candidates(replace(FIRE, guid=guid), SOURCE):
        assert len(key) <= 64
        assert key.isalnum()


def test_the_entry_hash_is_of_all_that_was_written() -> None:
    """A moved date changes the hash of an entry: there is work to do, though nothing may come of it."""
    assert entry_hash(FIRE) == entry_hash(replace(FIRE))
    assert entry_hash(FIRE) != entry_hash(replace(FIRE, created="Mon, 28 Apr 2025 09:00:00 +0530"))
    assert entry_hash(replace(FIRE, guid="\ud800"))


WORDS = st.sampled_from(["", "a", "b", "https://x.example/1", "https://x.example/2", "https://x.example/"])


@given(st.lists(st.builds(lambda g, u, t: Entry(guid=g, link=u, title=Text(t)), WORDS, WORDS, WORDS), max_size=6))
@example(
    [
        Entry(guid="https://x.example/1", link="https://x.example/1", title=Text("a")),
        Entry(guid="https://x.example/1", link="https://x.example/1", title=Text("b")),
        Entry(guid="https://x.example/1", link="https://x.example/2", title=Text("a")),
    ]
)
@example(
    [
        Entry(guid="b", title=Text("a")),
        Entry(guid="b", link="https://x.example/1", title=Text("b")),
    ]
)
@example(
    [
        Entry(link="https://x.example/1", title=Text("a")),
        Entry(guid="a", title=Text("a")),
        Entry(guid="a", link="https://x.example/1", title=Text("b")),
    ]
)
@examples(300)
def test_reading_again_changes_nothing(entries: list[Entry]) -> None:
    """Whatever names a document repeats, the second reading gives every entry the key of the first."""
    usable = [entry for entry in entries if entry.title.value or entry.guid]
    desk = Desk()
    try:
        first = desk.read(*usable)
    except Unusable:
        return
    assert desk.read(*usable) == first

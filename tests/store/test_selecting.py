"""Which stories a feed could show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import Article, Selection, Status, Story
from publisher.store import Facet, Order, Store, open_reader, open_store
from publisher.store.decoded import Decoded
from tests.world.wild import SLOW, examples

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WINDOW = timedelta(hours=2)
LOOKBACK = timedelta(hours=48)
EVERYTHING = Selection()
ORDERS: tuple[Order, ...] = ("newest", "coverage", "trending")
Make = Callable[..., Article]
Save = Callable[..., None]


def ids(
    store: Store, selection: Selection = EVERYTHING, *, limit: int = 30, now: datetime = NOON, order: Order = "newest"
) -> list[str]:
    """Return the names of the stories of a selection."""
    window = WINDOW if order == "newest" else LOOKBACK
    stories = store.stories(selection, order=order, limit=limit, window=window, now=now)
    return [story.id.removeprefix("story-") for story in stories]


def select(**axes: str) -> Selection:
    """Return a selection of one value for each axis."""
    return msgspec.convert({axis: value.split() for axis, value in axes.items()}, Selection)


@pytest.mark.parametrize(
    ("selection", "wanted"),
    [
        (select(), ["c", "b", "a"]),
        (select(sections="politics"), ["b", "a"]),
        (select(sections="politics health"), ["c", "b", "a"]),
        (select(countries="IN"), ["b", "a"]),
        (select(countries="IN PK"), ["b", "a"]),
        (select(countries="PK", sections="politics"), ["b"]),
        (select(countries="PK", sections="health"), []),
        (select(countries="US"), []),
        (select(genres="opinion"), ["c"]),
        (select(languages="pt"), ["b"]),
        (select(agencies="afp"), ["c"]),
        (select(agencies="afp", languages="en"), ["c"]),
        (select(sources="bbc-asia"), ["b"]),
        (select(sources="bbc-asia bbc-world", sections="politics"), ["b", "a"]),
    ],
)
def test_every_set_of_a_selection_must_be_met(
    selection: Selection, wanted: list[str], store: Store, make: Make, save: Save
) -> None:
    """An article is wanted if it has one value of every set that is not empty."""
    save(
        make("a", section="politics", events=("IN",), minute=1),
        make("b", section="politics", events=("IN", "PK"), minute=2, language="pt-BR", source="bbc-asia"),
        make("c", section="health", genre="opinion", minute=3, source="afp-world", agency="afp"),
    )
    assert ids(store, selection) == wanted


def test_very_many_combinations_are_found_as_few_are(store: Store, make: Make, save: Save) -> None:
    """A selection of a hundred countries and several sections finds what one of each would."""
    countries = [f"{first}{second}" for first in "ABCDEFGHIJKLM" for second in "ABCDEFGHIJ"]
    save(*(make(code, section="politics", events=(code,), minute=place) for place, code in enumerate(countries)))
    found = ids(store, Selection(countries=frozenset(countries), sections=frozenset({"politics", "health"})), limit=5)
    assert found[:5] == countries[:-6:-1]
    assert ids(store, Selection(countries=frozenset(countries[:60])), limit=5)[:5] == countries[59:54:-1]


def test_a_story_comes_with_all_its_usable_articles(store: Store, make: Make, save: Save) -> None:
    """Articles that do not match are told, too, so that their agencies can be credited; those not usable are not."""
    save(
        make("a", section="politics", story="story-s", minute=3),
        make("b", section="health", story="story-s", minute=1),
        make("c", story="story-s", status=Status.WITHDRAWN),
        make("d", story="story-s", embargoed_until=NOON + timedelta(hours=1)),
    )
    (story,) = store.stories(select(sections="politics"), limit=9, window=WINDOW, now=NOON)
    assert [article.key for article in story.articles] == ["key-b", "key-a"]


def test_embargoed_and_expired_articles_are_not_there(store: Store, make: Make, save: Save) -> None:
    """An embargo ends at its time, and an article expires at its time."""
    hour = timedelta(hours=1)
    save(make("embargo", embargoed_until=NOON + hour), make("expires", expires=NOON + hour))
    for order in ORDERS:
        assert ids(store, order=order) == ["expires"]
        assert ids(store, now=NOON + hour, order=order) == ["embargo"]


def test_a_withdrawn_article_leaves_and_an_edited_one_moves(store: Store, make: Make, save: Save) -> None:
    """A new version is found where it belongs now, and nowhere else."""
    save(make("a", section="politics", events=("SN",)), make("b"))
    save(make("a", section="law", events=("NE",)), make("b", status=Status.WITHDRAWN))
    assert ids(store) == ["a"]
    assert ids(store, select(countries="SN")) == []
    assert ids(store, select(countries="NE", sections="law")) == ["a"]


def test_the_newest_by_date_come_first_and_then_the_window(store: Store, make: Make, save: Save) -> None:
    """Beyond the limit a feed holds what was received within its window, however old its date."""
    old = NOON - timedelta(days=9)
    save(*(make(f"n{minute}", minute=minute) for minute in range(6)))
    save(make("late", minute=5, published=old), make("early", minute=-600, published=old + timedelta(hours=1)))
    assert ids(store, limit=3) == ["n5", "n4", "n3", "n2", "n1", "n0", "late"]
    assert ids(store, limit=1) == ["n5", "n4", "n3", "n2"]


def test_what_came_late_is_found_among_thousands(store: Store, make: Make, save: Save) -> None:
    """An article with an old date that came within the window is not lost behind all that are newer by date."""
    save(*(make(f"n{minute}", section="law", minute=minute - 900) for minute in range(900)))
    save(make("late", section="law", minute=5, published=NOON - timedelta(days=9)))
    assert "late" in ids(store, limit=40)
    assert "late" in ids(store, select(sections="law"), limit=40)


def test_a_story_of_many_articles_takes_one_place(store: Store, make: Make, save: Save) -> None:
    """A hundred reports of one event do not push other stories out of a feed."""
    save(*(make(f"x{minute}", minute=minute, story="story-big") for minute in range(100)), make("small", minute=-999))
    assert ids(store, limit=2) == ["big", "small"]


def test_a_story_fades_by_half_for_each_half_life_since_it_was_last_published(
    store: Store, make: Make, save: Save
) -> None:
    """Five agencies of twelve hours ago are less than two of now, and more than one; what is old may come late."""
    noon = {"received": NOON, "published": NOON - timedelta(days=9)}
    save(
        *(make(f"x{n}", story="story-old", agency=f"a{n}", minute=-720) for n in range(5)),
        *(make(f"y{n}", story="story-new", agency=f"a{n}") for n in range(2)),
        *(make(f"z{n}", story="story-late", agency=f"a{n}", **noon) for n in range(7)),
        make("o", story="story-one"),
    )
    assert ids(store, order="trending") == ["new", "old", "late", "one"]
    assert ids(store, order="coverage") == ["late", "old", "new", "one"]
    assert ids(store, order="trending", limit=1) == ["new", "old"]


def test_coverage_counts_agencies_not_articles(store: Store, make: Make, save: Save) -> None:
    """The story of most agencies is first; of equals the latest; what is older than two days is not there."""
    save(
        *(make(f"x{n}", story="story-one", minute=n) for n in range(5)),
        make("y1", story="story-two", agency="bbc"),
        make("y2", story="story-two", agency="afp"),
        make("z", story="story-late", minute=9),
        make("o", story="story-old", minute=-60 * 50),
    )
    assert ids(store, order="coverage") == ids(store, order="trending") == ["two", "late", "one"]
    assert ids(store, select(agencies="afp"), order="coverage") == ["two"]
    assert ids(store, select(sections="none"), order="coverage") == []


def test_facets_are_the_combinations_that_articles_have(store: Store, make: Make, save: Save) -> None:
    """Every combination is told once; withdrawn articles have none; axes not asked for are left out."""
    save(
        make("a", section="law", events=("IN", "PK")),
        make("b", section="law", events=("IN",)),
        make("c", genre="opinion"),
        make("d", section="health", status=Status.WITHDRAWN),
    )
    plain = Facet(language="en", agency="bbc", source="bbc-world")
    law = replace(plain, section="law")
    told = [replace(plain, genre="opinion"), law, replace(law, countries=("IN",)), replace(law, countries=("PK",))]
    assert sorted(store.facets(), key=repr) == sorted(told, key=repr)
    assert store.facets(["section"]) == [Facet(), Facet(section="law")]
    assert len(store.facets(["section", "country"])) == 4
    assert store.facets([]) == []


def test_what_another_process_wrote_is_told_at_once(address: str, make: Make, save: Save) -> None:
    """An article that was read before is read again when its row was written again, whoever wrote it."""
    reader = open_reader(address)
    save(make("a", headline="First"), make("b"))
    for headline in ("Second", "Third"):
        before = reader.stories(EVERYTHING, limit=9, window=WINDOW, now=NOON)
        save(make("a", headline=headline))
        after = reader.stories(EVERYTHING, limit=9, window=WINDOW, now=NOON)
        assert [article.headline for story in after for article in story.articles] == ["Headline of b", headline]
        assert after[0].articles[0] is before[0].articles[0]  # the other was not decoded again
    reader.close()


def test_few_articles_are_kept_decoded(store: Store, make: Make, save: Save) -> None:
    """However many articles are read, no more than so many are kept, and all that was asked for is told."""
    save(*(make(f"{number}", minute=number) for number in range(40)))
    rows = dict.fromkeys(range(1, 41), 1)
    decoded = Decoded(most=10)
    with store._reader() as driver:  # type: ignore[attr-defined]
        assert len(decoded.articles(driver, rows)) == 40
        assert len(decoded._kept) <= 10
        assert decoded.articles(driver, rows)[1].key == "key-0"


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open an empty SQLite store that many examples fill."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('selecting')}/publisher.db")
    yield store
    store.close()


_EXAMPLES = count()  # each example has a source of its own in the shared store
_ARTICLES = st.lists(
    st.tuples(
        st.sampled_from(["", "IN", "PK", "IN PK"]),
        st.sampled_from(["", "law", "health"]),
        st.integers(0, 300),  # minute received
        st.integers(0, 300),  # minutes that it was published before
        st.integers(0, 9),  # story
    ),
    max_size=40,
)


@settings(examples(25), suppress_health_check=[*SLOW, HealthCheck.function_scoped_fixture])
@given(
    rows=_ARTICLES,
    countries=st.sets(st.sampled_from(["IN", "PK"])),
    sections=st.sets(st.sampled_from(["law", "health"])),
    limit=st.integers(1, 5),
)
def test_the_walks_find_what_reading_everything_would(
    rows: list[tuple[str, str, int, int, int]],
    countries: set[str],
    sections: set[str],
    limit: int,
    counted: Store,
    make: Make,
) -> None:
    """For any articles and any selection, the first stories are the newest of all that match."""
    example = source = f"example-{next(_EXAMPLES)}"
    articles = [
        make(
            f"{example}/{place}",
            source=source,
            events=tuple(where.split()),
            section=section,
            minute=minute,
            published=NOON + timedelta(minutes=minute - before),
            story=f"{example}/{story}",
        )
        for place, (where, section, minute, before, story) in enumerate(rows)
    ]
    with counted.pen() as pen:
        pen.save(articles, {})
    selection = Selection(
        countries=frozenset(countries), sections=frozenset(sections), sources=frozenset({source, "other"})
    )
    found = counted.stories(selection, limit=limit, window=WINDOW, now=NOON)
    assert [story.id for story in found[:limit]] == expected(articles, selection)[:limit]
    assert len(found) <= 4 * limit
    assert_window(articles, selection, found, limit)


def matching(articles: list[Article], selection: Selection) -> list[Article]:
    """Return what matches, the newest first by date, then by when it was saved."""
    numbered = [
        (article.published, number, article)
        for number, article in enumerate(articles)
        if (not selection.countries or selection.countries & set(article.events))
        and (not selection.sections or (article.section and article.section.value in selection.sections))
    ]
    return [article for *_, article in sorted(numbered, key=lambda row: row[:2], reverse=True)]


def expected(articles: list[Article], selection: Selection) -> list[str]:
    """Return the stories that match, the newest first."""
    return list(dict.fromkeys(article.story for article in matching(articles, selection)))


def assert_window(articles: list[Article], selection: Selection, found: list[Story], limit: int) -> None:
    """Assert that whatever matches and came within the window is there, as far as there is room."""
    wanted = matching(articles, selection)
    last = max((article.received for article in wanted), default=NOON)
    recent = {article.story for article in wanted if article.received >= last - WINDOW}
    missing = recent - {story.id for story in found}
    assert not missing or len(found) == 4 * limit

"""The stories in the memory of who holds the pen: what another process would know is what this one knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.desk.cluster import new_story, signs
from publisher.desk.stories import encode, report
from publisher.model import Article, Config, Gist, Group, Place, Site
from publisher.pipeline import stories as module
from publisher.pipeline.ruling import merge, split
from publisher.pipeline.saving import Kin
from publisher.pipeline.stories import Stories
from publisher.store import Store, open_store, ready
from publisher.store.pen import SqlPen

CONFIG = Config(site=Site(), agencies={}, sources={}, sections={}, editions={}, feeds=())
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVENTS = (
    ("en", "Ballard Estate tower {}", ("burns in Mumbai", "fire in Mumbai kills nine", "in Mumbai still smoulders")),
    ("en", "Herring quotas {}", ("split parliament in Oslo", "pass parliament in Oslo", "divide Oslo parliament")),
    ("de", "Lokführerstreik bei der Bahn {}", ("beginnt in Kassel", "trifft Kassel", "endet in Kassel")),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty memory."""
    store = open_store(f"sqlite:///{tmp_path}/publisher.db")
    yield store
    store.close()


def told() -> Iterator[Article]:
    """Yield reports of three events in two languages, each by an agency of its own, an hour apart."""
    for turn in range(3):
        for number, (language, headline, ends) in enumerate(EVENTS):
            at, name = NOON + timedelta(hours=turn), f"{turn}-{number}"
            yield Article(
                id=f"tag:{name}", key=name, source=name, agency=name, credit=name, headline=headline.format(ends[turn]),
                language=language, countries=(Place(country="IN", role="event", by="test"),),
                received=at, published=at, updated=at,
            )  # fmt: skip


def save(store: Store, stories: Stories, *articles: Article) -> list[Group]:
    """Save articles in one commit, as a round does, and return their groups."""
    made = [ready(each, signs(each), new_story(each), encode(report(each))) for each in articles]
    with store.pen() as pen:
        stories.open(pen, store, NOON)
        kin = Kin(pen.kin_of([number for each in made for number in each.signs]), stories)
        placed = [kin.join(each) for each in made]
        for each, place in zip(made, placed, strict=True):
            pen.add(each, place.group, NOON, place.why)
            for ended, kept in place.merged:
                pen.merge(ended, kept, NOON, "test")
    return [place.group for place in placed]


def test_each_event_is_one_story(store: Store) -> None:
    """In each language for itself."""
    groups = save(store, Stories(), *told())
    assert [group.story for group in groups] == [group.story for group in groups[:3]] * 3
    assert len({group.story for group in groups}) == 3


@pytest.mark.parametrize("retains", [False, True])
def test_a_process_begins_where_the_last_one_ended(
    *, retains: bool, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it learns from what was retained, or from the articles: their groups are those of one process."""
    monkeypatch.setattr(module, "FEWEST", 2)
    whole = open_store(f"sqlite:///{tmp_path}/whole.db")
    apart = []
    for each in told():
        stories = Stories()
        apart += save(store, stories, each)
        if retains:
            stories.retain(store, NOON)
    assert apart == save(whole, Stories(), *told())
    with store.pen() as pen:
        assert pen.retained().keys() == ({"*", "en", "de"} if retains else set())
    whole.close()


def test_what_others_saved_is_known(store: Store) -> None:
    """Two processes that take turns at the pen find each other's stories."""
    one, other = Stories(), Stories()
    groups = [group for turn, each in enumerate(told()) for group in save(store, other if turn % 2 else one, each)]
    assert len({group.story for group in groups}) == 3


def test_a_commit_that_failed_is_forgotten(store: Store) -> None:
    """Nobody joins a story that was never saved."""
    stories = Stories()
    first, second, *_ = (each for each in told() if each.language == "de")
    made = ready(first, (), new_story(first), encode(report(first)))

    def fail() -> None:
        with store.pen() as pen:
            stories.open(pen, store, NOON)
            stories.place(made)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    stories.close()
    (group,) = save(store, stories, second)
    assert group.story == new_story(second)


def test_a_record_of_another_version_is_learnt_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older program retained is no loss: the articles tell it again."""
    monkeypatch.setattr(module, "FEWEST", 1)
    *before, last = told()
    stories = Stories()
    groups = save(store, stories, *before)
    assert stories.retain(store, NOON)
    with store.pen() as pen:
        pen.retain({"de": b"strange", "en": b"strange"}, max(pen.retained().values()))
    (group,) = save(store, Stories(), last)
    assert group.story == groups[2].story


def test_records_of_another_version_are_learnt_anew_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles are read once for all languages, and what they told is retained again."""
    monkeypatch.setattr(module, "FEWEST", 7)
    *before, english, german = told()
    stories = Stories()
    groups = save(store, stories, *before)
    stories.retain(store, NOON)
    with store.pen() as pen:
        pen.retain({"de": b"strange", "en": b"strange"}, max(pen.retained().values()))
    asked: list[int] = []
    plain = SqlPen.gists

    def gists(pen: SqlPen, after: int, since: datetime) -> list[Gist]:
        asked.append(after)
        return plain(pen, after, since)

    monkeypatch.setattr(SqlPen, "gists", gists)
    stories = Stories()
    told_again = save(store, stories, english, german)
    assert [group.story for group in told_again] == [groups[1].story, groups[2].story]
    assert asked.count(0) == 1
    assert stories.retain(store, NOON)


def test_a_merge_after_all_was_retained_is_followed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The story that ended takes in nothing any more, though the record knows it."""
    monkeypatch.setattr(module, "FEWEST", 1)
    *before, _, herring, _ = told()
    stories = Stories()
    groups = save(store, stories, *before)
    stories.retain(store, NOON)
    with store.pen() as pen:
        pen.merge(groups[1].story, groups[0].story, NOON, "test")
    (group,) = save(store, Stories(), herring)
    assert group.story == groups[0].story


def test_little_is_not_worth_keeping(store: Store) -> None:
    """The whole is written only when much was learnt since it was last written."""
    stories = Stories()
    save(store, stories, *told())
    assert not stories.retain(store, NOON)


SALE = {"en": "Ondarex to sell its ferries for $1.5 billion", "ja": "オンダレックス、フェリー事業を15億ドルで売却へ"}


def sale(language: str, name: str, headline: str = "", *, hours: int = 0) -> Article:
    """Return a report on the sale of ferries."""
    at = NOON + timedelta(hours=hours)
    return Article(
        id=f"tag:{name}", key=name, source=name, agency=name, credit=name, headline=headline or SALE[language],
        language=language, received=at, published=at, updated=at,
    )  # fmt: skip


@pytest.mark.parametrize("retains", [False, True])
def test_two_languages_tell_one_story_in_two_processes(
    *, retains: bool, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name and an amount lead from one to the other, whether all was retained or is learnt from the articles."""
    monkeypatch.setattr(module, "FEWEST", 1)
    stories = Stories()
    (first,) = save(store, stories, sale("en", "wire"))
    if retains:
        assert stories.retain(store, NOON)
    (second,) = save(store, Stories(), sale("ja", "jiho", hours=1))
    assert (second.story, second.report == first.report) == (first.story, False)


def test_stories_of_two_languages_are_merged_for_good(store: Store) -> None:
    """The elder one goes on; whoever is told next of the one that ended, in whatever process, tells the other."""
    english, japanese = "Ondarex ferries may be sold, unions fear", "オンダレックスのフェリー売却に労組が反対"
    elder, younger = save(store, Stories(), sale("en", "wire", english), sale("ja", "jiho", japanese, hours=1))
    assert elder.story != younger.story
    stories = Stories()
    save(store, stories, sale("en", "post", f"{SALE['en']}, unions fear ferries may be sold", hours=2))
    (joined,) = save(store, stories, sale("ja", "kyodo", f"{SALE['ja']} 労組が売却に反対", hours=3))
    assert joined.story == elder.story
    assert [(each.story, each.kept) for each in store.merges(9)] == [(younger.story, elder.story)]
    for each in (stories, Stories()):
        (later,) = save(store, each, sale("ja", f"asahi{id(each)}", f"{japanese} ストも", hours=4))
        assert later.story == elder.story


def test_a_language_that_nobody_asked_for_hears_of_a_merge(store: Store) -> None:
    """Its index is read after the story that it knows had ended."""
    spanish, german = "Ondarex vende sus ferris: temor en puertos gallegos", "Ondarex verkauft Fähren: Sorge in Emden"
    elder, younger, third = save(
        store,
        Stories(),
        sale("en", "wire", "Ondarex ferries may be sold, unions fear"),
        sale("es", "agencia", f"{spanish} por 1.500 millones", hours=1),
        sale("de", "agentur", f"{german} für 1,5 Milliarden", hours=1),
    )
    assert younger.story == third.story != elder.story
    stories = Stories()
    save(store, stories, sale("en", "post", f"{SALE['en']}, unions fear ferries may be sold", hours=2))
    assert [each.story for each in store.merges(9)] == [younger.story]
    later = save(store, stories, sale("es", "diario", spanish, hours=3), sale("de", "blatt", german, hours=3))
    assert {each.story for each in later} == {elder.story}


def test_an_editors_ruling_holds_in_all_languages(store: Store) -> None:
    """What was split is not joined again by what both report; what was merged is one in the other language, too."""
    stories = Stories()
    first, _ = save(store, stories, sale("en", "wire"), sale("ja", "jiho", hours=1))
    (other,) = save(store, stories, sale("en", "herring", "Parliament in Oslo votes on herring quotas", hours=1))
    split(store, CONFIG, first.story, ["tag:jiho"], NOON)
    left = store.story_of(next(each.story for each in store.latest("jiho", 1)))
    assert left != first.story
    headline = "15億ドルでオンダレックスがフェリーを手放す、港湾労組は抗議"
    (again,) = save(store, stories, sale("ja", "kyodo", headline, hours=2))
    assert again.story == left
    merge(store, CONFIG, [other.story, left], NOON)
    (later,) = save(store, stories, sale("ja", "asahi", f"{SALE['ja']} 発表を受け", hours=3))
    assert later.story == other.story

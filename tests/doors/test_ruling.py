"""What editors ask and rule of stories: why, merge, split; and that the program remembers it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from publisher.desk.cluster import new_story, signs
from publisher.desk.stories import encode, report
from publisher.model import Article, Group, Place
from publisher.pipeline.saving import Kin
from publisher.pipeline.stories import Stories
from publisher.store import Store, open_store, ready
from tests.doors.conftest import run

FIRST = ("fire", "repeat", "toll", "vote")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources: {wire: {agency: wire, url: "https://wire.example/rss"}}
feeds: [{id: latest, title: Latest}, {id: trending, title: Trending, order: trending}]
"""
FIRE = "Fire breaks out at Ballard Estate tower in Mumbai"
REPORTS = {
    "fire": (FIRE, "Forty people were led from the burning Ballard Estate tower in Mumbai, the fire brigade said."),
    "repeat": (FIRE, ""),
    "toll": ("Ballard Estate tower fire in Mumbai kills nine", "The fire at the Ballard Estate tower has killed nine."),
    "more": ("Ballard Estate tower fire: Mumbai brigade led forty out", "The tower at Ballard Estate in Mumbai burnt."),
    "market": ("Fire breaks out at Karol Bagh market in Delhi", "Stalls at the Karol Bagh market burnt."),
    "vote": ("Parliament in Oslo votes on herring quotas", "Members voted late on quotas for herring."),
}


def article(name: str, minute: int) -> Article:
    """Make an article of its own agency."""
    headline, summary = REPORTS[name]
    at = NOON + timedelta(minutes=minute)
    return Article(
        id=f"tag:news.example,2026:article/{name}", key=name, source=name, agency=name, credit=f"Agency {name}",
        headline=headline, summary=summary, language="en", url=f"https://{name}.example/",
        countries=(Place(country="IN", role="event", by="test"),), received=at, published=at, updated=at,
    )  # fmt: skip


def tell(store: Store, stories: Stories, *names: str) -> dict[str, Group]:
    """Save articles as a round does, and return their groups."""
    found = {}
    with store.pen() as pen:
        stories.open(pen, store, NOON)
        made = [
            ready(each, signs(each), new_story(each), encode(report(each)))
            for each in (article(name, list(REPORTS).index(name)) for name in names)
        ]
        kin = Kin(pen.kin_of([number for each in made for number in each.signs]), stories)
        for each in made:
            placed = kin.join(each)
            found[each.key] = placed.group
            pen.add(each, placed.group, NOON, placed.why)
    return found


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return the path of a sources.yaml whose store has a fire, its repetition, its toll, and a vote."""
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "var").mkdir()
    with closing(opened(tmp_path / "sources.yaml")) as store:
        tell(store, Stories(), *FIRST)
    return tmp_path / "sources.yaml"


def opened(path: Path) -> Store:
    """Open the store of a newsroom."""
    return open_store(f"sqlite:///{path.parent}/var/publisher.db")


def groups(path: Path) -> dict[str, Group]:
    """Return the group of each article."""
    with closing(opened(path)) as store:
        return {
            each.key: Group(each.report, each.story)
            for each in (each for name in REPORTS for each in store.latest(name, 1))
        }


def asked(path: Path, name: str) -> list[dict[str, Any]]:
    """Return what `why --json` prints."""
    done = run("why", name, "--json", "--config", str(path))
    assert (done.exit_code, done.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_an_event_is_one_story_of_several_reports(config: Path) -> None:
    """A repetition is the same report, a rising toll the same story, and another event another story."""
    found = groups(config)
    assert found["repeat"] == found["fire"]
    assert (found["toll"].story, found["toll"].report == found["fire"].report) == (found["fire"].story, False)
    assert found["vote"].story != found["fire"].story


def test_why_tells_the_words(config: Path) -> None:
    """What joined an article is told in its own words, with what it was joined to."""
    (toll,) = asked(config, "toll")
    assert (toll["kind"], toll["by"], toll["like"]) == ("story", "words", article("fire", 0).id)
    assert {"ballard", "estate"} <= set(toll["words"])
    (repeat,) = asked(config, "repeat")
    assert (repeat["kind"], repeat["by"]) == ("duplicate", "headline")
    assert [each["article"] for each in asked(config, toll["story"])] == toll["articles"]
    shown = run("why", "toll", "--config", str(config)).stdout
    assert "the same event as" in shown
    assert FIRE in shown


def test_a_split_is_remembered(config: Path) -> None:
    """What leaves a story has another one, in this process and the next; the program never merges the two again."""
    before = groups(config)["toll"]
    assert run("split", before.story, "toll", "--config", str(config)).exit_code == 0
    after = groups(config)
    assert after["toll"].story not in {before.story, after["vote"].story}
    assert after["toll"].report == before.report
    assert after["fire"].story == before.story
    with closing(opened(config)) as store:
        assert {each.kind for each in store.rulings().values()} == {"split"}
        assert store.touched().keys() >= {"latest", "trending"}
        again = tell(store, Stories(), "more")["more"]
        assert again.story in {before.story, after["toll"].story}
        assert store.merges(9) == []


def test_one_of_those_who_sent_a_report_may_leave_it(config: Path) -> None:
    """Where two only seemed to send the same report, each is an item of its own from then on."""
    before = groups(config)
    assert run("split", before["fire"].story, "repeat", "--config", str(config)).exit_code == 0
    after = groups(config)
    assert after["fire"] == before["fire"]
    assert len({after["repeat"].report, after["fire"].report, after["toll"].report}) == 3


def test_a_merge_leads_to_the_story_that_is_kept(config: Path) -> None:
    """Both names are known from then on, and what is told later of either belongs to the one that is kept."""
    before = groups(config)
    fire, vote = before["fire"].story, before["vote"].story
    assert run("merge", vote, fire, "--config", str(config)).exit_code == 0
    assert {group.story for group in groups(config).values()} == {vote}
    assert {each["story"] for each in asked(config, fire)} == {vote}
    with closing(opened(config)) as store:
        assert tell(store, Stories(), "more")["more"].story == vote
        assert [(each.story, each.kept) for each in store.merges(9)] == [(fire, vote)]


def test_why_tells_what_an_editor_ruled(config: Path) -> None:
    """Of what was split off, and of what came with a merged story: no words joined it there."""
    before = groups(config)
    fire, vote = before["fire"].story, before["vote"].story
    run("split", fire, "toll", "--config", str(config))
    run("merge", fire, vote, "--config", str(config))
    (toll,), (parliament,) = asked(config, "toll"), asked(config, "vote")
    assert (toll["kind"], toll["by"], toll["words"], toll["split_from"]) == ("split", "editor", [], fire)
    assert (parliament["kind"], parliament["merged"]["story"]) == ("new", vote)
    assert f"an editor split it from the story {fire}" in run("why", "toll", "--config", str(config)).stdout
    told = run("why", fire, "--config", str(config)).stdout
    assert told.count("was merged into this one") == 1
    assert f"its story {vote} was merged into this one: an editor merged them" in told
    notes = run("notes", "--config", str(config)).stdout
    assert f"an editor split 1 article from the story {fire}: {toll['story']}" in notes


def test_the_nearest_other_story_is_another(config: Path) -> None:
    """What kept two stories apart is told until they are one."""
    with closing(opened(config)) as store:
        tell(store, Stories(), "market")
    fire, market = groups(config)["fire"].story, groups(config)["market"].story
    assert [each["nearest"]["story"] for each in asked(config, "market")] == [fire]
    assert " was asked, by the words " in run("why", "market", "--config", str(config)).stdout
    run("merge", fire, market, "--config", str(config))
    assert [each["nearest"] for each in asked(config, "market")] == [None]


def test_what_came_back_was_joined_as_before(config: Path) -> None:
    """An editor who splits and merges again leaves no trace in the reasons."""
    fire = groups(config)["fire"].story
    (before,) = asked(config, "toll")
    run("split", fire, "toll", "--config", str(config))
    run("merge", fire, groups(config)["toll"].story, "--config", str(config))
    (after,) = asked(config, "toll")
    assert after == before | {"articles": after["articles"]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["why", "nobody"], "'nobody'"),
        (["merge", "nobody", "no-one"], "'nobody'"),
        (["split", "nobody", "toll"], "'nobody'"),
        (["split", "FIRE", "vote"], "has no article 'tag:news.example,2026:article/vote'"),
        (["split", "FIRE", "toll", "fire", "repeat"], "one must stay"),
        (["merge", "FIRE", "FIRE"], "one story already"),
    ],
)
def test_what_cannot_be_done_is_told(words: list[str], told: str, config: Path) -> None:
    """Nothing is changed, and the mistake is named."""
    before = groups(config)
    done = run(*[before["fire"].story if word == "FIRE" else word for word in words], "--config", str(config))
    assert done.exit_code == 2
    assert told in done.stderr
    assert groups(config) == before


def test_a_running_program_obeys(config: Path) -> None:
    """Whoever holds the stories in memory learns of a ruling before the next report is joined."""
    with closing(opened(config)) as store:
        stories = Stories()
        tell(store, stories)
        before = groups(config)
        run("merge", before["vote"].story, before["fire"].story, "--config", str(config))
        assert tell(store, stories, "more")["more"].story == before["vote"].story

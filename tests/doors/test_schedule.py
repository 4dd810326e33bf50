"""The beats: a changed configuration, sources that come and go, and trouble that is told once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from publisher.model import Failed, Reason
from publisher.pipeline import House, Published, Round, accept, open_house, publish_news
from publisher.schedule import Beats, Outage, merged
from publisher.store import Corrupted, Full


class Ears:
    """Who is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.errors: list[str] = []
        self.rounds: list[int] = []

    def hear(self, result: Round, _published: Published, _took: object) -> None:
        """Hear of a round."""
        self.rounds.append(result.asked)


@pytest.fixture
async def house(path: Path) -> AsyncIterator[House]:
    """Open the newsroom."""
    async with open_house(path, config=accept(path), workers=0) as opened:
        yield opened


@pytest.fixture
def ears() -> Ears:
    """Listen."""
    return Ears()


@pytest.fixture
async def beats(house: House, path: Path, ears: Ears) -> Beats:
    """Beat by hand."""
    return Beats(house, path, on_round=ears.hear, on_note=ears.notes.append, on_error=ears.errors.append)


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Save sources.yaml as an editor does."""
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def without(text: str, source: str) -> str:
    """Leave one source out."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(f"  {source}: {{agency"))


async def test_a_beat_asks_who_is_due_and_publishes(beats: Beats, ears: Ears, path: Path) -> None:
    """Everybody is due at first and nobody right after; what they brought is out."""
    await beats.beat()
    await beats.beat()
    assert (ears.rounds, ears.errors) == ([8], [])
    assert (path.parent / "feeds" / "latest.rss").is_file()


async def test_a_removed_source_is_no_longer_asked_and_a_new_one_is(beats: Beats, ears: Ears, path: Path) -> None:
    """The next beat goes by the sources.yaml that is there now."""
    whole = path.read_text("utf-8")
    edit(path, lambda text: without(text, "setu"))
    await beats.beat()
    assert "setu" not in beats.house.store.states() or beats.house.store.state("setu").asked is None
    path.write_text(whole, "utf-8")
    await beats.beat()
    assert beats.house.store.state("setu").asked is not None
    assert ears.rounds == [7, 1]
    assert ears.notes == [f"sources.yaml has changed and is taken: {number} sources" for number in (7, 8)]


async def test_a_mistake_is_told_once(beats: Beats, ears: Ears, path: Path) -> None:
    """A mistaken file is named with the first beat that sees it, the last good one stays, and a mended one is taken."""
    good = path.read_text("utf-8")
    edit(path, lambda text: text.replace("country: GB", "country: UK"))
    for _ in range(3):
        await beats.beat()
    assert len(ears.errors) == 1
    assert '"UK"' in ears.errors[0]
    assert len(beats.house.config.sources) == 8
    path.write_text(good, "utf-8")
    await beats.beat()
    assert len(ears.notes) == 1


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda path: path.unlink(), id="deleted"),
        pytest.param(lambda path: path.write_text(path.read_text("utf-8")[:900], "utf-8"), id="half-written"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: (path.unlink(), path.mkdir()), id="a folder"),
        pytest.param(
            lambda path: path.write_text('classifiers: ["no.such:thing"]\n' + path.read_text()), id="extension"
        ),
        pytest.param(lambda path: path.write_text('formats: {txt: "no.such:THING"}\n' + path.read_text()), id="format"),
    ],
)
async def test_a_file_that_cannot_be_used_is_survived(
    beats: Beats, ears: Ears, path: Path, harm: Callable[[Path], object]
) -> None:
    """Whatever happens to sources.yaml is told once, and the sources that were good are polled."""
    harm(path)
    await beats.beat()
    await beats.beat()
    assert (len(ears.errors), ears.rounds) == (1, [8])
    assert "last good configuration" in ears.errors[0]


async def test_trouble_is_told_once_until_it_ends(
    beats: Beats, ears: Ears, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk is one message and no traceback, and so is its end."""

    def full(*_: object, **__: object) -> Published:
        message = "no space"
        raise Full(message)

    with monkeypatch.context() as patch:
        patch.setattr("publisher.schedule.publish_news", full)
        for _ in range(3):
            await beats.press()
    await beats.press()
    assert (ears.errors, ears.notes) == (["publisher: publishing: no space"], ["publishing works again"])
    assert caplog.records == []


async def test_a_bug_ends_no_beat(beats: Beats, ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in the press is logged once with its traceback, and the next press works."""

    def bug(*_: object, **__: object) -> Published:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("publisher.schedule.publish_news", bug)
        await beats.press()
        await beats.press()
    await beats.press()
    assert (len(ears.errors), ears.notes) == (1, ["publishing works again"])


async def test_damage_ends_the_beats(beats: Beats, ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that turns out to be damaged is handed to the daemon, which begins a new one."""

    async def damaged(*_: object, **__: object) -> Published:
        message = "damaged"
        raise Corrupted(message)

    monkeypatch.setattr("publisher.schedule.publish_news", damaged)
    await beats.press()
    await beats.press()
    assert str(await beats.broken) == "damaged"
    assert ears.errors == []


async def test_an_empty_store_never_empties_the_feeds(house: House, beats: Beats, path: Path) -> None:
    """A store that was lost publishes nothing before the sources have filled it."""
    (path.parent / "feeds").mkdir()
    (path.parent / "feeds" / "index.html").write_text("what readers have", "utf-8")
    assert await publish_news(house, everything=True) == Published()
    assert (path.parent / "feeds" / "index.html").read_text("utf-8") == "what readers have"
    await beats.beat()
    assert "Ballard" in (path.parent / "feeds" / "index.html").read_text("utf-8")


async def test_the_folders_stay_those_that_are_open(beats: Beats, path: Path) -> None:
    """Another feeds_dir, data_dir or database is taken at the next start, not under the feet of a running program."""
    edit(path, lambda text: f"feeds_dir: elsewhere\ndata_dir: nowhere\n{text}")
    await beats.beat()
    assert (beats.house.config.feeds_dir, beats.house.config.data_dir) == ("feeds", "var")
    assert not (path.parent / "elsewhere").exists()


def test_an_outage_of_our_own_is_not_held_against_sources() -> None:
    """While nobody is reached a few are tried each minute, in turn; when somebody answers, all the others are asked."""
    outage = Outage()
    assert outage.again(0) == []
    assert outage.hear({"a", "b", "c", "d"}, 4, reached=False).startswith("0 of 4 sources could be reached")
    assert (outage.again(10), outage.again(30), outage.again(70)) == (["a", "b", "c"], [], ["d", "a", "b"])
    assert outage.hear({"d", "a", "b"}, 4, reached=False) == ""
    assert outage.hear({"d", "a", "b"}, 4, reached=True) == "sources can be reached again"
    assert sorted(outage.again(71)) == ["a", "b", "c", "d"]
    assert outage.again(500) == []


def test_a_few_failures_are_no_outage() -> None:
    """One or two sources that fail together keep the dates that politeness gave them."""
    outage = Outage()
    assert (outage.hear({"a", "b"}, 9, reached=False), outage.again(100)) == ("", [])


async def test_when_the_network_is_back_everybody_is_asked(
    beats: Beats, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sources that a machine without a network could not reach are asked again long before they are due."""

    async def lost(*_: object) -> Failed:
        return Failed(reason=Reason.NETWORK)

    with monkeypatch.context() as patch:
        patch.setattr("publisher.pipeline.polling.fetch", lost)
        await beats.beat()
    await beats.beat()
    await beats.beat()
    assert ears.rounds == [8, 3, 8]
    assert ears.errors == ["0 of 8 sources could be reached; is there a network? `make demo` needs none"]
    assert [state.failures for state in beats.house.store.states().values()] == [0] * 8


def test_what_was_printed_between_rounds_is_told_with_the_next() -> None:
    """A burst that the press wrote before its round ended is counted in that round's line, each file once."""
    told = merged([Published(("a",), ("a.rss", "index.html")), Published(("b",), ("b.rss", "index.html"), ("x",))])
    assert told == Published(("a", "b"), ("a.rss", "b.rss", "index.html"), ("x",))

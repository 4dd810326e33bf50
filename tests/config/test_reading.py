"""Every mistake is told, with its place; nothing else ever comes out of a bad file."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.config import ConfigError, load, parse_config
from publisher.model import Exclusion, Selection
from tests.world.wild import examples

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests/cases/config").glob("*.yaml"))
SHIPPED = (ROOT / "sources.yaml").read_text(encoding="utf-8")
FEEDS = "feeds: [{id: latest, title: L}]\n"
SMALL = """\
# yaml-language-server: $schema=sources.schema.json
site: {title: Desk, url: "https://news.example/"}
keep: 30d
sections:
  politics: {title: Politics, topics: [medtop:11000000], aliases: [Política, 政治]}
editions:
  north: {title: North, countries: [NO, SE]}
agencies:
  nrk: {name: NRK, country: NO, timezone: Europe/Oslo, language: nb, rights: {text: summary, syndicate: yes}}
sources:
  nrk-politics: {agency: nrk, url: "https://nrk.example/p.rss", section: politics, every: 15m}   # hourly is too slow
  nrk-test: {agency: nrk, url: "http://127.0.0.1:8900/x", allow_private: on}
labels: {norge: NO}
feeds:
  - {id: latest, title: Latest, limit: 50}
  - {id: "country/{country}/{section}", title: "{section} in {country}"}
"""

TREES = st.recursive(
    st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


def _mistakes(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, "sources.yaml", {})
    return [str(mistake) for mistake in caught.value.mistakes]


def _lines(text: str) -> list[int]:
    """Return the lines of the mistakes of a text; a text that loads has none."""
    try:
        parse_config(text, "sources.yaml", {})
    except ConfigError as error:
        return [mistake.line for mistake in error.mistakes] or [0]
    return []


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_a_mistake_is_told(case: Path) -> None:
    """Each case holds one mistake, which is told with what the case says, behind its place in the file."""
    text = case.read_text(encoding="utf-8")
    wanted = text.splitlines()[1].removeprefix("# Mistake: ")
    with pytest.raises(ConfigError) as caught:
        load(case)
    found = [str(mistake) for mistake in caught.value.mistakes if wanted in str(mistake)]
    assert found, str(caught.value)


def test_the_place_is_exact() -> None:
    """Line and column are those of the offending word, counted from 1; a wrong key has the place of the key."""
    text = FEEDS + "agencies:\n  bbc:\n    name: BBC\n    country:   UK\n    sektion: x\n"
    assert [line.split(" ")[0] for line in _mistakes(text)] == ["sources.yaml:5:16:", "sources.yaml:6:5:"]


def test_all_mistakes_are_told_at_once() -> None:
    """Mistakes of form and mistakes of reference come together, in the order of the file."""
    text = (
        "feeds:\n  - {id: latest, title: L, select: {sections: [sport]}}\n"
        "  - {id: B, title: B}\n  - {id: c, title: '{x}'}\n"
        "agencies: {a: {name: A, country: UK, rank: x}}\nsources:\n  s: {agency: a, url: nowhere, sektion: x}\n"
        "  t: {agency: b, url: 'https://t.example/', every: 5}\n  u: {agency: b, url: 'https://t.example/'}\n"
    )
    assert [line.split(": ")[1] for line in _mistakes(text)] == [
        "feeds[0].select.sections[0]", "feeds[1].id", "feeds[2].title", "agencies.a.country", "agencies.a.rank",
        "sources.s.url", "sources.s.sektion", "sources.t.every", "sources.u.agency",
    ]  # fmt: skip


def test_what_refers_to_a_mistake_is_none() -> None:
    """An agency with a mistake in it is still an agency: its sources are not told off for it."""
    text = FEEDS + "agencies: {a: {name: A, country: UK}}\nsources: {s: {agency: a, url: 'https://s.example/'}}\n"
    assert len(_mistakes(text)) == 1


def test_words_are_text_before_they_are_anything() -> None:
    """The traps of YAML 1.1 are plain words: NO is Norway, 12:30 and 0123 are names, on and yes are switches."""
    config = parse_config(SMALL.replace("title: Politics", "title: 12:30").replace("title: North", "title: 0123"), "x")
    assert config.editions["north"].countries == ("NO", "SE")
    assert config.agencies["nrk"].country == "NO"
    assert config.agencies["nrk"].rights.syndicate is True
    assert config.sections["politics"].title == "12:30"
    assert config.editions["north"].title == "0123"


def test_values_mean_what_they_say() -> None:
    """Durations, defaults of the agency, folded aliases and the slash of the site arrive in the Config."""
    config = parse_config(SMALL.replace("https://news.example/", "https://news.example"), "x")
    source = config.sources["nrk-politics"]
    assert config.site.url == "https://news.example/"
    assert config.keep == timedelta(days=30)
    assert (source.timezone, source.language, source.every) == ("Europe/Oslo", "nb", timedelta(minutes=15))
    assert config.sections["politics"].aliases == ("política", "政治")
    assert config.agencies["nrk"].credit == "NRK"
    assert config.sources["nrk-test"].allow_private


def test_hosts_are_named_as_they_are_looked_up() -> None:
    """A host in `together` arrives in lower case and in ASCII, without the dot of the root."""
    config = parse_config(FEEDS + "together: [Example.ORG, bücher.example, a.example.]\n", "x")
    assert config.together == ("example.org", "xn--bcher-kva.example", "a.example")
    assert parse_config(FEEDS, "x").together == ()


def test_a_key_with_nothing_behind_it_is_left_out() -> None:
    """`sources:` above comments only is no mistake."""
    assert parse_config(FEEDS + "sources:\n  # none yet\n", "x").sources == {}


def test_the_rules_of_a_feed_are_read() -> None:
    """Editions become countries, a day ends at its end, a time is in UTC, and what is left out asks for nothing."""
    text = SMALL.replace(
        "limit: 50}",
        "order: editor, per_agency: 2, pins: [{article: 'tag:x,2026:1', until: 2026-12-01},"
        " {article: 'https://a.example/1', until: '2026-12-01T18:00+02:00'}, {article: 'https://a.example/2'}],"
        " select: {keywords: [flood, El Niño], min_length: 80, syndicate: yes,"
        " not: {editions: [north], languages: [PT], keywords: [horoscope]}}}",
    )
    feed, plain = parse_config(text, "sources.yaml", {}).feeds
    assert (feed.order, feed.per_agency) == ("editor", 2)
    assert [pin.until for pin in feed.pins] == [
        datetime(2026, 12, 2, tzinfo=UTC),
        datetime(2026, 12, 1, 16, tzinfo=UTC),
        None,
    ]
    assert feed.selection == Selection(
        keywords=("flood", "El Niño"),
        min_length=80,
        syndicate=True,
        but=Exclusion(countries=frozenset({"NO", "SE"}), languages=frozenset({"pt"}), keywords=("horoscope",)),
    )
    assert (plain.selection, plain.per_agency, plain.pins) == (Selection(), 0, ())


def test_a_secret_comes_from_the_environment_and_is_marked() -> None:
    """`${NAME}` is filled in, and the source says that its address is not to be shown."""
    text = FEEDS + "agencies: {a: {name: A}}\nsources: {s: {agency: a, url: 'https://a.example/?k=${KEY}'}}\n"
    source = parse_config(text, "x", {"KEY": "abc"}).sources["s"]
    assert source.url == "https://a.example/?k=abc"
    assert source.secret
    assert source.hidden == ("abc",)


def test_of_a_whole_address_in_the_environment_the_host_is_no_secret() -> None:
    """What stands behind the host is: the host is told to whoever asks where a source went wrong."""
    text = FEEDS + "agencies: {a: {name: A}}\nsources: {s: {agency: a, url: '${KEY}'}}\n"
    assert parse_config(text, "x", {"KEY": "https://a.example/x/y?z"}).sources["s"].hidden == ("x/y?z",)


def test_a_bad_secret_is_not_told() -> None:
    """A mistake in an address that holds a secret repeats the file, never the value."""
    text = FEEDS + "agencies: {a: {name: A}}\nsources: {s: {agency: a, url: '${KEY}'}}\n"
    with pytest.raises(ConfigError) as caught:
        parse_config(text, "x", {"KEY": "hunter2"})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", ":1:1: the file is empty"),
        (b"# nothing\n", ":1:1: the file is empty"),
        (b"feeds: x\nsite: {title: caf\xe9}\n", ":2:18: byte 0xE9 is not UTF-8"),
        (b"feeds:\n  a\x07b: c\n", ":2:4: character U+0007 is not allowed"),
        (b"\xff\xfef\x00e\x00", ":1:1: byte 0xFF is not UTF-8"),
        (b"a: b\n" * 500_000, ":1:1: the file has 2500000 characters"),
        (b"[" * 5_000, "nested deeper than 16 levels"),
        (b"{a: " * 5_000, "nested deeper than 16 levels"),
        (b"- " * 5_000, "nested deeper than 16 levels"),
        (b"? " * 5_000, "a key must be one word"),
        (b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\n" * 8, 'alias "*a"'),
    ],
)
def test_a_hostile_file_is_a_mistake(tmp_path: Path, data: bytes, wanted: str) -> None:
    """Whatever the bytes are, the answer is a mistake with its line: no RecursionError, no gigabytes."""
    path = tmp_path / "sources.yaml"
    path.write_bytes(data)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert any(wanted in str(mistake) for mistake in caught.value.mistakes), str(caught.value)


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path, kind: str) -> None:
    """A file that is not there, or is a folder, is told like every other mistake; and what begins one."""
    path = tmp_path / "gone.yaml" if kind == "missing" else tmp_path
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        load(path)
    assert ("`publisher import LIST.opml` begins one" in str(caught.value)) is (kind == "missing")


def test_a_byte_order_mark_is_no_mistake() -> None:
    """Windows editors may write one."""
    assert parse_config("\ufeff" + SMALL, "x") == parse_config(SMALL, "x")


@examples(150)
@given(
    st.integers(0, len(SMALL)),
    st.integers(0, 12),
    st.text(st.sampled_from("ab0:{}[]\"'#&*!|>-?,%@\t\n \\é\x00\ud800\u2028/$"), max_size=6),
)
def test_a_changed_file_loads_or_names_a_line(at: int, removed: int, put: str) -> None:
    """A file with a random change either loads or is refused with a line of that file; there is no third way."""
    text = SMALL[:at] + put + SMALL[at + removed :]
    assert all(0 < line <= len(text.splitlines()) + 1 for line in _lines(text))


def test_keys_without_values_are_an_empty_file() -> None:
    """A file that was cut off behind its first key holds nothing, and says so."""
    with pytest.raises(ConfigError) as caught:
        parse_config("# ours\n\nsite:\n", "sources.yaml", {})
    assert [mistake.problem for mistake in caught.value.mistakes] == ["is empty"]


@examples(40)
@given(st.integers(0, len(SHIPPED)), st.sampled_from(["", "\n", "x: y\n", "{", "]", "*a", "\t", "  "]))
def test_the_shipped_file_cut_off_loads_or_names_a_line(at: int, put: str) -> None:
    """A half-written sources.yaml never loads in part: it lacks its feeds, which come last."""
    with pytest.raises(ConfigError) as caught:
        parse_config(SHIPPED[: min(at, SHIPPED.index("\nfeeds:"))] + put, "sources.yaml", {})
    assert caught.value.mistakes


@examples(40)
@given(TREES)
def test_any_tree_in_any_place_is_a_mistake_or_a_value(tree: object) -> None:
    """Whatever stands in the place of a value, only ConfigError comes out."""
    for key in ("site", "sections", "feeds", "labels", "agencies", "keep"):
        text = json.dumps({"feeds": [{"id": "x", "title": "X"}], key: tree}, ensure_ascii=True)
        assert all(line == 1 for line in _lines(text))

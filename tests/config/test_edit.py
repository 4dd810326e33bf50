"""Sources are added to sources.yaml, and every other byte of it stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publisher.config import ConfigError, parse_config
from publisher.config.edit import add_sources, template
from publisher.config.opml import Outline, read_opml
from tests.world.wild import examples

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared"
SHIPPED = (ROOT / "sources.yaml").read_text(encoding="utf-8")
FEEDS = "feeds: [{id: latest, title: L}]"
A = Outline(title="Agency A", url="https://a.example/rss", html_url="https://a.example/", language="hi")
B = Outline(title="Agency B", url="http://127.0.0.1:8900/b")


@pytest.mark.parametrize(
    "text",
    [
        FEEDS + "\n",
        FEEDS,
        FEEDS + "\r\nsources:\r\n# none\r\nagencies:\r\n",
        "sources:   # ours\n  # none yet\nagencies:\n\n" + FEEDS + "\n",
        "agencies:\n    x: {name: X}  # four spaces\nsources:\n    x:\n        agency: x\n        url: https://x.example/\n"
        "    # the end of sources\n\n# feeds\n" + FEEDS + "\n",
        "agencies:\n  x:\n    name: >\n      X\n      Y\n\n\nsources:\n  x: {agency: x,\n    url: 'https://x.example/'}\n"
        + FEEDS
        + "\n",
        FEEDS + "\nagencies:\n  e: {name: É}\n...\n",
        "\ufeff" + FEEDS + "\n",
        "# only a comment above\n---\n" + FEEDS + "\nagencies:\n  e: {name: É}\n",
    ],
)
def test_the_rest_of_the_file_stays(text: str) -> None:
    """Comments, quotes, indentation, line ends and a byte order mark are kept; the result loads."""
    changed, added = add_sources(text, [A])
    new = {key for key in ("agencies:", "sources:") if key not in text}
    kept = [line for line in changed.splitlines(keepends=True) if "agency-a" not in line and line.strip() not in new]
    assert "".join(kept).rstrip() == text.rstrip()
    assert changed.count("\r\n") == (changed.count("\n") if "\r\n" in text else 0)
    assert added.sources == ("agency-a",)
    assert parse_config(changed, "x").sources["agency-a"].language == "hi"


def test_braces_are_not_rewritten() -> None:
    """A mapping in braces has no lines to add to: that is told, with its line."""
    with pytest.raises(ConfigError, match=r"^sources.yaml:2:1: agencies: agencies is written in braces"):
        add_sources(FEEDS + "\nagencies: {}\n", [A])


def test_the_shipped_file_is_changed_in_two_places_only() -> None:
    """Without its new lines, the changed file is the shipped one, byte for byte."""
    changed, added = add_sources(SHIPPED, [A])
    assert "".join(line for line in changed.splitlines(keepends=True) if "agency-a" not in line) == SHIPPED
    assert changed.count("\n") == SHIPPED.count("\n") + 2
    assert added.agencies == ("agency-a",)


def test_what_is_there_is_not_added_again() -> None:
    """An address that is known, in any spelling, is reported as known."""
    once, _ = add_sources(template(), [A])
    again, added = add_sources(once, [A, Outline(title="Other", url="http://A.example:80/rss/")])
    assert again == once
    assert len(added.known) == 2


def test_private_addresses_must_be_asked_for() -> None:
    """Without `allow_private` a loopback address is refused with a reason; with it, its line says so, others do not."""
    _, refused = add_sources(template(), [A, B])
    assert refused.refused == ((B.url, "a private address; they are not allowed here"),)
    changed, _ = add_sources(template(), [A, B], allow_private=True)
    assert [source.allow_private for source in parse_config(changed, "x").sources.values()] == [False, True]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:x", "https://u:p@a.example/", "https://a.example/${HOME}", ""]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """Other people's lists bring anything; what is refused is told, the rest is added."""
    _, added = add_sources(template(), [Outline(title="x", url=url), A])
    assert [refused for refused, _ in added.refused] == [url]
    assert added.sources == ("agency-a",)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Süddeutsche Zeitung: Politik", "suddeutsche-zeitung-politik"),
        ("  --  ", "source-"),
        ("हिन्दी समाचार", "source-"),
        ("24/7", "24-7"),
        ("x" * 300, "x" * 48),
        ("no", "no"),
    ],
)
def test_ids_are_made_of_titles(title: str, slug: str) -> None:
    """Latin letters are transliterated; a title in another script gives an id out of the address."""
    _, added = add_sources(template(), [Outline(title=title, url="https://a.example/rss")])
    assert added.sources[0].startswith(slug)


def test_ids_are_unique_and_agencies_are_shared() -> None:
    """Two feeds of one name and site are two sources of one agency; the same name elsewhere is another agency."""
    outlines = [
        Outline(title="News", url="https://a.example/1", html_url="https://a.example/"),
        Outline(title="News", url="https://a.example/2", html_url="https://a.example"),
        Outline(title="News", url="https://b.example/1", html_url="https://b.example/"),
    ]
    changed, added = add_sources(template(), outlines)
    assert added.sources == ("news", "news-2", "news-3")
    assert [source.agency.id for source in parse_config(changed, "x").sources.values()] == ["news", "news", "news-2"]


def test_nothing_is_added_to_a_file_with_mistakes() -> None:
    """The mistakes come first."""
    with pytest.raises(ConfigError, match="unknown key"):
        add_sources(FEEDS + "\nsurces: {}\n", [A])


@examples(60)
@example([Outline(title="\ud7fc\r\ud7fc", url="https://a.example/")])
@given(
    st.lists(
        st.builds(
            Outline,
            title=st.text(max_size=20),
            url=st.text(max_size=9).map("https://a.example/{}".format),
            language=st.text(max_size=6),
        )
    )
)
def test_whatever_a_list_holds_the_result_loads(outlines: list[Outline]) -> None:
    """Titles, addresses and languages of any kind never make a file that does not load."""
    changed, added = add_sources(FEEDS + "\n", outlines)
    assert len(parse_config(changed, "x").sources) == len(added.sources)
    assert len(added.sources) + len(added.known) + len(added.refused) == len(outlines)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not on this machine")
def test_the_recorded_agencies_are_imported() -> None:
    """The 642 outlines of ../shared/tools/agency.py give a file with 642 more sources."""
    code = "import sys; sys.path.insert(0, 'tools'); import agency; from datetime import UTC, datetime\n"
    code += "wire = agency.Wire(datetime(2020, 5, 1, tzinfo=UTC), 0)\n"
    code += "sys.stdout.buffer.write(wire.opml('http://127.0.0.1:8900'))"
    run = subprocess.run([sys.executable, "-c", code], cwd=SHARED, capture_output=True, check=False)
    if run.returncode:
        pytest.skip(f"agency.py has changed: {run.stderr[-200:].decode()}")
    outlines = read_opml(run.stdout)
    changed, added = add_sources(SHIPPED, outlines, allow_private=True)
    assert len(outlines) == 642
    assert len(parse_config(changed, "x").sources) == len(parse_config(SHIPPED, "x").sources) + 642
    assert len(added.sources) == 642

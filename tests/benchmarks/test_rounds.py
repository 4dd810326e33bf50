"""What whole rounds are measured with: the servers, the tree of processes, the samples and the peers."""

from __future__ import annotations

import re
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest
from lxml import etree

from benchmarks import agencies, cycle, documents, flame, nginx, peers, recorded, samples, tree
from benchmarks.loopback import answers_a_second, serving
from benchmarks.newsroom import configuration, write_sources
from benchmarks.served import editions
from publisher.config import load

SERVERS = ("nginx", "our own")


def answer(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask, and return status, headers and body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=named)) as said:  # noqa: S310 -- our own server
            return said.status, dict(said.headers), said.read()
    except HTTPError as error:
        with error:
            return error.code, dict(error.headers), b""


@pytest.mark.parametrize("server", SERVERS)
def test_either_server_says_the_same(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gzip for whoever takes it, the media type of each feed, 304 while it is the same, and a second edition."""
    if server == "our own":
        monkeypatch.setattr(nginx, "find", lambda: None)
    elif not nginx.find():
        pytest.skip("nginx is not installed")
    with serving(18, from_records=False) as served:
        for feed in range(18):
            status, headers, body = answer(f"{served.origin}/feed/{feed}")
            assert (status, headers["Content-Type"]) == (200, documents.media_type(feed))
            assert body == documents.document(feed)
            tag = headers["ETag"]
            assert answer(f"{served.origin}/feed/{feed}", If_None_Match=tag)[0] == 304
        _, headers, packed = answer(f"{served.origin}/feed/0", Accept_Encoding="gzip")
        assert headers["Content-Encoding"] == "gzip"
        assert packed == editions(1, from_records=False)[0][0].packed
        served.show(documents.SECOND)
        assert answer(f"{served.origin}/feed/0", If_None_Match=headers["ETag"])[0] == 200
        assert answer(f"{served.origin}/feed/17", If_None_Match=tag)[0] == 304
        assert answer(f"{served.origin}/feed/0")[2] == documents.document(0, documents.SECOND)
        served.show(documents.FIRST)
        assert answer(f"{served.origin}/feed/0")[2] == documents.document(0)


def test_the_server_is_measured() -> None:
    """Answers of both kinds are counted, all of them."""
    with agencies.running(7) as origin:
        assert min(answers_a_second(origin, 7)) > 0


@pytest.mark.soak  # it packs 130 MB, and only another set of records could break it
@pytest.mark.skipif(not recorded.is_here(), reason="../shared is absent")
def test_recorded_feeds_are_about_as_many_items_as_promised() -> None:
    """2,000 recorded feeds have about 65,000 items, and a tenth of them one or two fewer in the first edition."""
    first, second = editions(2000, from_records=True)
    items = [sum(len(recorded.ITEM.findall(one.plain)) for one in edition) for edition in (first, second)]
    assert 60_000 < items[1] < 70_000
    assert 250 < items[1] - items[0] < 310
    assert sum(one is not other for one, other in zip(first, second, strict=True)) == 200


@pytest.mark.soak
def test_a_cycle_is_the_real_program(tmp_path: Path) -> None:
    """A first cycle brings what the feeds hold, publishes it in the folder, and says what it took."""
    with agencies.running(2) as origin:
        write_sources(tmp_path, origin, 2)
        cold = cycle.once(tmp_path)
    assert cold.asked == 2
    assert cold.new == sum(len(documents.reports(feed)) for feed in range(2))
    assert (cold.failures, cold.bugs) == ({}, {})
    assert min(cold.wall, cold.cpu) > 0
    assert "latest.rss" in cold.files
    assert (tmp_path / "feeds" / "latest.rss").is_file()


def test_the_written_configuration_is_the_same(tmp_path: Path) -> None:
    """The sources.yaml of a whole round says what the configuration of the other benchmarks says."""
    write_sources(tmp_path, "http://127.0.0.1:1", 12)
    read, made = load(tmp_path / "sources.yaml"), configuration("http://127.0.0.1:1", 12)
    assert read.agencies.keys() == made.agencies.keys()
    assert {name: (one.url, one.agency.id, one.allow_private) for name, one in read.sources.items()} == {
        name: (one.url, one.agency.id, one.allow_private) for name, one in made.sources.items()
    }
    assert read.feeds == made.feeds


def test_a_whole_tree_is_measured(tmp_path: Path) -> None:
    """CPU and memory of a grandchild count, and the output and exit code are those of the command."""
    busy = "import time; b = bytearray(60_000_000); t = time.process_time()\nwhile time.process_time() < t + .4: pass"
    between = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}]); print('done'); sys.exit(3)"
    cost = tree.run((sys.executable, "-c", between), tmp_path)
    assert (cost.code, cost.output) == (3, b"done\n")
    assert cost.wall > 0.2
    assert cost.cpu > 0.4
    if Path("/proc/self/smaps_rollup").exists():
        assert 60 < cost.pss <= cost.rss < 200


@pytest.mark.parametrize(
    ("frames", "stage"),
    [
        ("main (publisher/cli/__init__.py:3);clean (publisher/desk/sanitize/__init__.py:9)", "sanitize"),
        ("poll (publisher/pipeline/polling.py:3);request (aiohttp/client.py:9)", "pass on"),
        ("run (asyncio/runners.py:3);data_received (aiohttp/client_proto.py:9)", "fetch"),
        ("gather (publisher/pipeline/gathering.py);hashes (publisher/store/reading.py);execute (x.py)", "store"),
        ("read (publisher/wire/parse/fast.py:1);_find_and_load (<frozen importlib._bootstrap>:1178)", "start"),
        ("process 7:python -m publisher;nothing (elsewhere.py:1)", "other"),
    ],
)
def test_a_sample_counts_for_the_innermost_stage(frames: str, stage: str) -> None:
    """The innermost file of ours tells the stage; where there is none, the library; imports are the start."""
    assert samples.staged([f"{frames} 5", f"{frames} 2"]) == {stage: 7}


def test_every_file_of_a_stage_exists() -> None:
    """A stage that no file stands for any more would hide where time goes."""
    root = Path(__file__).resolve().parents[2]
    assert [part for part, _ in samples.PLACES if not (root / part).exists()] == []


def test_who_is_absent_is_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A peer that is not installed is told of, and the plain script is always there."""
    monkeypatch.delenv(peers.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = list(peers.found(tmp_path, "http://127.0.0.1:1", 2))
    assert {one.name: one.reason for one in found if isinstance(one, peers.Absent)}.keys() == {
        "reader", "sfeed", "Miniflux"
    }  # fmt: skip
    assert [one.share for one in found if isinstance(one, peers.Peer)] == [1]


def test_a_flame_graph_is_a_picture_without_places_of_this_machine() -> None:
    """Processes of one kind are one, plumbing is left out, and every file is named as everybody has it."""
    main = "process 1:python -m publisher"
    lines = [
        f"{main};run (asyncio/runners.py:3);save (publisher/pipeline/saving.py:7) 30",
        f"{main};process 2:foreman;process 3:foreman;read (/home/me/checkout/publisher/wire/parse/fast.py:1) 50",
        f"{main};process 2:foreman;process 4:foreman;read (/home/me/checkout/publisher/wire/parse/fast.py:2) 19",
        f"{main};process 2:foreman;hire (publisher/pipeline/foreman.py:2) 1",
    ]
    picture = flame.drawn(lines, "A <title>")
    etree.fromstring(picture.encode())
    assert "A &lt;title&gt;" in picture
    assert re.findall("<title>(.*?)</title>", picture) == [
        "foreman 1.0%",
        "hire (publisher/pipeline/foreman.py) 1.0%",
        "main process 30.0%",
        "save (publisher/pipeline/saving.py) 30.0%",
        "workers 69.0%",
        "read (fast.py) 69.0%",
    ]

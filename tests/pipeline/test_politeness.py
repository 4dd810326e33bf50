"""The score card of politeness: twelve days of an invented world in simulated time, and twenty promises.

The program is the real one, started anew every few days; the agencies note every request as it arrives (tests/world).
docs/politeness.md shows these promises, and tests/docs holds that table to this file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from publisher import __version__
from publisher.config import ConfigError, load
from tests.world.polite import BEAT, BEGAN, DAY, HOUR, Agency, Clock, Newsroom, Seen, World, live

SECOND: Final = timedelta(seconds=1)
MINUTE: Final = timedelta(minutes=1)
DAYS: Final = 12
END: Final = BEGAN + DAYS * DAY
BUSY: Final = 8
CONTACT: Final = "desk@news.example"

SPARSE: Final = {"Cache-Control": "max-age=43200"}  # 12 hours: these have other things to show than their pace


def _moved(_hit: int, _now: object) -> tuple[int, dict[str, str]]:
    return 301, {"Location": "http://new.example/feed"}


def _odd(etag: str, modified: Callable[[datetime], str | None] = lambda _: None) -> Agency:
    return Agency(gap=2 * DAY, etag=lambda state, _: etag.format(state) or None, modified=modified, headers=SPARSE)


AGENCIES: Final = {
    "steady.example/feed": Agency(),
    "daily.example/feed": Agency(gap=DAY),
    "bare.example/feed": Agency(gap=DAY, bare=True),
    "touched.example/feed": Agency(
        gap=400 * DAY, etag=lambda _, hit: f'"{hit // 3}"', modified=lambda _: None, headers=SPARSE
    ),
    "shifting.example/feed": Agency(
        gap=400 * DAY, etag=lambda _, hit: f'"at {hit}"', tolerant=True, headers=SPARSE
    ),
    "silent.example/feed": Agency(gap=HOUR, until=BEGAN + DAY, headers=SPARSE),
    "aged.example/feed": Agency(headers={"Cache-Control": "public, max-age=18000"}),
    "dated.example/feed": Agency(
        headers={"Date": "Mon, 02 Mar 2026 06:00:00 GMT", "Expires": "Mon, 02 Mar 2026 13:00:00 GMT"}
    ),
    "limited.example/seconds": Agency(
        refuse=lambda hit, _: (429, {"Retry-After": "36000"}) if hit == 20 else None
    ),
    "limited.example/fresh": Agency(
        refuse=lambda hit, _: (429, {"Cache-Control": "max-age=28800"}) if hit == 20 else None
    ),
    "limited.example/silent": Agency(refuse=lambda hit, _: (503, {}) if 20 <= hit < 23 else None),
    "lost.example/feed": Agency(refuse=lambda *_: (404, {})),
    "gone.example/feed": Agency(refuse=lambda hit, _: (410, {}) if hit > 3 else None),
    "old.example/feed": Agency(refuse=_moved),
    "new.example/feed": Agency(headers=SPARSE),
    "hinted.example/ttl": Agency(channel="<ttl>300</ttl>"),
    "hinted.example/period": Agency(
        channel="<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    ),
    "hinted.example/skip": Agency(
        channel="<skipHours><hour>0</hour><hour>1</hour><hour>2</hour><hour>3</hour></skipHours>"
        "<skipDays><day>Sunday</day></skipDays>"
    ),
    "odd.example/weak": _odd('W/"{} + more"'),
    "odd.example/gzip": _odd('"{}-gzip"'),
    "odd.example/naked": _odd("{}--naked"),
    "odd.example/century": _odd("", lambda newest: f"Sun, 06 Nov 1994 08:49:{newest.day:02} GMT"),
    **{f"busy.example/{n}": Agency(gap=DAY, seconds=3.5, headers=SPARSE) for n in range(BUSY)},
}  # fmt: skip

HEAD: Final = f"""
site: {{title: News Example, url: "https://news.example/", authority: "news.example,2026", contact: "{CONTACT}"}}
agencies: {{wire: {{name: The Wire, credit: The Wire, country: GB}}}}
feeds: [{{id: latest, title: Latest}}]
sources:
"""


def _sources(extra: str = "") -> str:
    """Return a sources.yaml of all agencies but the one that is only moved to."""
    lines = [
        f'  s{number}: {{agency: wire, url: "http://{where.replace("/", ":PORT/", 1)}"{extra}}}'
        for number, where in enumerate(AGENCIES)
        if not where.startswith("new.")
    ]
    return HEAD + "\n".join(lines) + "\n"


async def _days(newsroom: Newsroom) -> None:
    """Run for twelve days with starts in between, one a second after another; sleep, and look again after a month."""
    for day in (3, 3.2, 7, 9):
        await newsroom.run(BEGAN + day * DAY, _sources())
    newsroom.world.clock.at += SECOND
    await newsroom.run(END, _sources(", country: GB"))  # the operator edits every source
    newsroom.world.clock.at = BEGAN + 32 * DAY
    await newsroom.run(newsroom.world.clock.at, _sources())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Live through it once; all promises are read off the same log."""
    made = World(AGENCIES, Clock())
    asyncio.run(live(made, tmp_path_factory.mktemp("polite") / "sources.yaml", _days))
    assert len(made.log) > 1000
    return made


def waits(asked: Sequence[Seen]) -> list[timedelta]:
    """Return the times between requests."""
    return [later.at - sooner.at for sooner, later in pairwise(asked)]


def answered(asked: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Yield each good answer with the request that followed."""
    return ((sooner, later) for sooner, later in pairwise(asked) if sooner.status in {200, 304})


def is_closed(moment: datetime) -> bool:
    """Tell whether a moment is one that `hinted.example/skip` asks us to skip."""
    return moment.hour < 4 or moment.weekday() == 6


def test_01_conditional_after_the_first(world: World) -> None:
    """Every request after the first carries If-None-Match and If-Modified-Since, as far as we were given them."""
    first, *others = world.of("steady.example")
    assert not first.conditional
    assert len(others) > 50
    assert all({"if-none-match", "if-modified-since"} <= seen.headers.keys() for seen in others)


def test_02_validators_verbatim(world: World) -> None:
    """Validators are sent back as they came, to the byte, and none is made up where none was given."""
    for host in ("steady.example", "odd.example"):
        for target in {seen.target for seen in world.of(host)}:
            for told, asked in answered(world.of(host, target)):
                assert asked.headers.get("if-none-match") == told.told.get("ETag")
                assert asked.headers.get("if-modified-since") == told.told.get("Last-Modified")
    assert not any(seen.conditional for seen in world.of("bare.example"))


def test_03_the_latest_of_304s(world: World) -> None:
    """A 304 that brings another ETag replaces the one that we had."""
    asked = world.of("shifting.example")
    assert {seen.status for seen in asked[1:]} == {304}
    assert all(later.headers["if-none-match"] == sooner.told["ETag"] for sooner, later in pairwise(asked))


def test_04_the_latest_of_the_same_body(world: World) -> None:
    """A 200 with the body that we had and another ETag replaces the ETag, so that the next answer can be a 304."""
    asked = world.of("touched.example")
    again = [place for place, seen in enumerate(asked[1:-1], 1) if seen.status == 200]
    assert len(again) > 5
    assert all(asked[place + 1].headers["if-none-match"] == asked[place].told["ETag"] for place in again)


def test_05_no_whole_body_without_need(world: World) -> None:
    """A source that publishes is never asked without conditions again, and one gone silent once a week at most."""
    asked = [seen for host in ("steady", "daily", "aged", "dated") for seen in world.of(f"{host}.example")[1:]]
    assert all(seen.conditional for seen in asked)
    whole = [seen for seen in world.of("silent.example") if not seen.conditional]
    assert len(whole) in {2, 3}
    assert all(wait >= 7 * DAY for wait in waits(whole))


def test_06_conditional_after_starts_and_edits(world: World) -> None:
    """The first request after a start of the program, and after an edit of sources.yaml, is conditional as well."""
    for run in range(2, world.run + 1):
        asked = [seen for seen in world.of("steady.example") if seen.run == run]
        assert all(seen.conditional for seen in asked)
    assert {seen.run for seen in world.of("steady.example")} >= {1, 3, 4, 5}


def test_07_once_an_hour_and_once_a_day(world: World) -> None:
    """A slow source is asked once an hour at most with conditions, and without any some twice a day."""
    assert min(waits(world.of("daily.example"))) >= HOUR
    bare = world.of("bare.example")
    assert min(waits([seen for seen in bare if seen.at >= BEGAN + 2 * DAY])) >= 6 * HOUR
    assert len(bare) <= 4 * DAYS  # its pace is learnt on the first day


def test_08_a_start_is_no_burst(world: World) -> None:
    """What we know survives a restart: no source is asked before it was due, nor twice within minutes."""
    for where in AGENCIES:
        host, _, path = where.partition("/")
        if host not in {"old.example", "new.example"}:
            assert min(waits(world.of(host, f"/{path}")), default=DAY) >= 10 * MINUTE
    restarted = [later for sooner, later in pairwise(world.of("aged.example")) if later.run != sooner.run]
    assert len(restarted) > 2
    assert min(waits(world.of("aged.example"))) >= 5 * HOUR


def test_09_freshness_respected(world: World) -> None:
    """Before max-age or Expires has passed we do not ask again, also where a refusal carries it."""
    assert min(waits(world.of("aged.example"))) >= 5 * HOUR
    assert min(waits(world.of("dated.example"))) >= 7 * HOUR
    asked = world.of("limited.example", "/fresh")
    refused = next(place for place, seen in enumerate(asked) if seen.status == 429)
    assert asked[refused + 1].at - asked[refused].at >= 8 * HOUR


def test_10_slower_when_told_to(world: World) -> None:
    """Retry-After is obeyed, a refusal without it makes us slower, and afterwards we ask less often than before."""
    for target, least in (("/seconds", 10 * HOUR), ("/fresh", 8 * HOUR), ("/silent", 4 * HOUR)):
        asked = world.of("limited.example", target)
        place = next(place for place, seen in enumerate(asked) if seen.status in {429, 503})
        before, after = waits(asked[place - 10 : place + 1]), waits(asked[place : place + 4])
        assert after[0] >= least
        assert min(after) >= max(before)
    silent = [seen for seen in world.of("limited.example", "/silent") if seen.status == 503]
    assert len(silent) == 3
    assert waits(silent)[1] >= 4 * waits(silent)[0]


def test_11_nothing_but_the_question(world: World) -> None:
    """No cookie, no Referer, no parameter of our own, and the path exactly as it was given to us."""
    assert not any(seen.headers.keys() & {"cookie", "referer", "origin", "authorization"} for seen in world.log)
    assert {f"{seen.host}{seen.target}" for seen in world.log} == set(AGENCIES)


def test_12_who_asks(world: World) -> None:
    """Every request names the program, its version and how to reach the operator, and pretends to be no browser."""
    (agent,) = {seen.headers["user-agent"] for seen in world.log}
    assert agent.startswith(f"Publisher/{__version__} (")
    assert CONTACT in agent
    assert "Mozilla" not in agent


def test_13_what_we_take(world: World) -> None:
    """Every request says that we take feeds, and take them compressed."""
    assert all(seen.headers["accept-encoding"] == "gzip" for seen in world.log)
    for kind in ("application/rss+xml", "application/atom+xml", "application/feed+json"):
        assert all(kind in seen.headers["accept"] for seen in world.log)


def test_14_only_the_feed(world: World) -> None:
    """We ask for the address that we were given and for nothing else: no icon, no page, no robots.txt, no guesses."""
    asked = {f"{seen.host}{seen.target}" for seen in world.log}
    assert not asked - set(AGENCIES)


def test_15_storms_die_down(world: World) -> None:
    """A source that answers 404 is asked less and less; one that answered 410 once a month, and never given up."""
    asked = world.of("lost.example")
    days = [sum(BEGAN + day * DAY <= seen.at < BEGAN + (day + 1) * DAY for seen in asked) for day in range(DAYS)]
    assert days[0] <= 6
    assert max(days[3:]) <= 1
    gone = [seen for seen in world.of("gone.example") if seen.status == 410]
    assert len(gone) == 2
    assert gone[1].at - gone[0].at >= 30 * DAY


def test_16_moves_are_remembered(world: World) -> None:
    """A permanent redirect that stood for a day and brought articles we know is followed for good."""
    old = world.of("old.example")
    assert len(old) >= 3
    assert old[-1].at - BEGAN <= 2 * DAY
    assert world.of("new.example")[-1].at >= END


def test_17_one_after_the_other(world: World) -> None:
    """At one host two requests at most are under way, a second or more apart, and each feed is asked by itself."""
    asked = world.of("busy.example")
    assert world.most_at_once["busy.example"] <= 2
    assert min(waits(sorted(asked, key=lambda seen: seen.at))) >= SECOND
    assert len(asked) >= DAYS * BUSY


def test_18_hints_honoured(world: World) -> None:
    """The document's own ttl, sy:updatePeriod, skipHours and skipDays are respected."""
    assert min(waits(world.of("hinted.example", "/ttl"))) >= 5 * HOUR
    assert min(waits(world.of("hinted.example", "/period"))) >= 6 * HOUR
    open_hours = [seen for seen in world.of("hinted.example", "/skip")[1:] if seen.at < END]
    assert len(open_hours) > 30
    # What is due just before midnight is asked with the next beat.
    assert not any(is_closed(seen.at) and is_closed(seen.at - BEAT) for seen in open_hours)


def test_19_redirects_are_not_walked_for_ever(world: World, tmp_path: Path) -> None:
    """A redirect is walked once with a poll, and no more once it is adopted; http and https of one address are one."""
    old, new = world.of("old.example"), world.of("new.example")
    before = [seen for seen in new if seen.at <= old[-1].at]
    assert len(before) == len(old)
    assert len(new) > 5 * len(old)
    both = HEAD + "  a: {agency: wire, url: 'http://a.example/'}\n  b: {agency: wire, url: 'https://a.example/'}\n"
    (tmp_path / "sources.yaml").write_text(both, "utf-8")
    with pytest.raises(ConfigError, match="twice"):
        load(tmp_path / "sources.yaml")


def test_20_odd_validators_work(world: World) -> None:
    """Weak, `-gzip` and unquoted ETags, and a Last-Modified of the past century, are answered with 304."""
    for target in ("/weak", "/gzip", "/naked", "/century"):
        asked = world.of("odd.example", target)
        assert sum(seen.status == 304 for seen in asked) > 5
        assert all(later.conditional for _, later in pairwise(asked))

"""Turns at a host, on a clock that moves when somebody sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from publisher.wire.turns import Turns


class Clock:
    """A clock that only sleeping moves, and who slept how long."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass, once everybody else had a chance."""
        self.slept.append(seconds)
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


async def visit(turns: Turns, host: str, clock: Clock, starts: list[float], *, exempt: bool = False) -> None:
    """Take a turn and note when it began."""
    async with turns.at(host, exempt=exempt):
        starts.append(clock())


async def test_a_second_apart() -> None:
    """Turns at one host begin at least the gap apart, in order: a second, where nothing is said."""
    clock = Clock()
    turns = Turns(clock=clock, sleep=clock.sleep)
    starts: list[float] = []
    for _ in range(4):
        await visit(turns, "a.example", clock, starts)
    assert starts == [100.0, 101.0, 102.0, 103.0]


async def test_a_second_apart_side_by_side() -> None:
    """Who came at the same time begins a second apart as well, however many may be there at once."""
    clock = Clock()
    turns = Turns(9, 1.0, clock=clock, sleep=clock.sleep)
    starts: list[float] = []
    await asyncio.gather(*(visit(turns, "a.example", clock, starts) for _ in range(4)))
    assert starts == [100.0, 101.0, 102.0, 103.0]


async def test_a_seat_is_taken_late() -> None:
    """Who waits for a host to have rested holds no seat meanwhile: others may need it."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
    taken: list[float] = []

    @asynccontextmanager
    async def seat() -> AsyncIterator[None]:
        taken.append(clock())
        yield

    for gap in (0.0, 0.0, 8.0):
        async with turns.at("a.example", gap=gap, seat=seat()):
            pass
    assert taken == [100.0, 101.0, 109.0]


async def test_two_at_once() -> None:
    """No more than two are at a host at once, however many want to be."""
    clock = Clock()
    turns = Turns(clock=clock, sleep=clock.sleep)
    inside, most = 0, 0

    async def stay() -> None:
        nonlocal inside, most
        async with turns.at("A.example" if inside else "a.example"):
            inside += 1
            most = max(most, inside)
            for _ in range(5):
                await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(stay() for _ in range(9)))
    assert most == 2


async def test_hosts_do_not_wait_for_one_another() -> None:
    """A thousand visitors of one host cost a visitor of another nothing."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
    starts: list[float] = []
    async with turns.at("busy.example"), turns.at("busy.example"):
        waiting = [asyncio.create_task(visit(turns, "busy.example", clock, [])) for _ in range(1000)]
        await asyncio.sleep(0)
        before = clock()
        await visit(turns, "b.example", clock, starts)
        assert starts == [before]
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def test_our_own_hosts_are_exempt() -> None:
    """A host that is our own is asked at once, as often as we like."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
    starts: list[float] = []
    await asyncio.gather(*(visit(turns, "127.0.0.1", clock, starts, exempt=True) for _ in range(50)))
    assert starts == [100.0] * 50
    assert not clock.slept


async def test_a_cancelled_visitor_gives_its_turn_back() -> None:
    """Whoever is cancelled while waiting or visiting blocks nobody."""
    clock = Clock()
    turns = Turns(1, 1.0, clock=clock, sleep=clock.sleep)
    async with turns.at("a.example"):
        waiting = asyncio.create_task(visit(turns, "a.example", clock, []))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    starts: list[float] = []
    await visit(turns, "a.example", clock, starts)
    assert starts == [101.0]


async def test_hosts_are_forgotten() -> None:
    """A host that nobody visits any more takes no room."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
    most = 0
    for number in range(500):
        await visit(turns, f"{number}.example", clock, [])
        most = max(most, len(turns._hosts))
        clock.now += 2
    assert most <= 65


async def test_a_host_that_is_visited_is_not_forgotten() -> None:
    """However many other hosts come and go, two visitors at once stay two, whatever time has passed."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
    starts: list[float] = []
    async with turns.at("a.example"), turns.at("a.example"):
        for number in range(200):
            await visit(turns, f"{number}.example", clock, [])
            clock.now += 2
        third = asyncio.create_task(visit(turns, "a.example", clock, starts))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not starts
    await third
    assert starts


async def test_a_host_that_rests_is_not_forgotten() -> None:
    """However many other hosts come meanwhile, a host is left alone for as long as it asked."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
    async with turns.at("a.example", gap=8.0):
        pass
    clock.now += 2
    for number in range(200):
        await visit(turns, f"{number}.example", clock, [])
    async with turns.at("a.example", gap=8.0):
        assert clock() == 108.0


async def test_a_wider_gap() -> None:
    """A host that told us to slow down is given more time, from the turn on that asks for it."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
    starts: list[float] = []
    for gap in (0.0, 8.0, 0.5):
        async with turns.at("a.example", gap=gap):
            starts.append(clock())
    assert starts == [100.0, 108.0, 109.0]


async def test_who_has_nothing_to_ask_waits_for_nobody() -> None:
    """Where a host turned out to be down, a thousand who wait for it are let off at once, and take nobody's time."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
    asked: list[float] = []
    is_down = False

    async def visit_or_not() -> None:
        nonlocal is_down
        async with turns.at("a.example", needless=lambda: is_down):
            if not is_down:
                asked.append(clock())
                is_down = len(asked) == 3

    await asyncio.gather(*(visit_or_not() for _ in range(1000)))
    assert asked == [100.0, 101.0, 102.0]
    assert clock.now <= 103.0

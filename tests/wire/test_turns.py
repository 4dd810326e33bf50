"""Turns at a host, on a clock that moves when somebody sleeps."""

from __future__ import annotations

import asyncio

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
    """Turns at one host begin at least the gap apart, in order."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
    starts: list[float] = []
    for _ in range(4):
        await visit(turns, "a.example", clock, starts)
    assert starts == [100.0, 101.0, 102.0, 103.0]


async def test_two_at_once() -> None:
    """No more than two are at a host at once, however many want to be."""
    clock = Clock()
    turns = Turns(2, 1.0, clock=clock, sleep=clock.sleep)
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
    for number in range(50):
        await visit(turns, f"{number}.example", clock, [])
        clock.now += 2
    assert len(turns._hosts) <= 1

"""What large bodies share: never more than there is, and nobody waits for ever."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.wire.rations import STEP, Rations
from tests.world.wild import examples


async def settle() -> None:
    """Let every task go as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_the_eldest_never_waits() -> None:
    """What the eldest may still need is kept for it; the others wait for what is left, and for what it leaves."""
    rations = Rations(5 * STEP, 4 * STEP)
    await rations.take("eldest")
    await rations.take("second")
    third = asyncio.create_task(rations.take("third"))
    await settle()
    assert not third.done()
    for _ in range(3):
        assert await rations.take("eldest") == STEP
    rations.leave("eldest")
    assert await third == STEP
    assert rations._free == 3 * STEP


async def test_who_waits_in_vain_leaves_nothing() -> None:
    """One that is cancelled while it waits takes nothing from the others, even where its share has just come."""
    rations = Rations(2 * STEP, 2 * STEP)
    await rations.take("eldest")
    waiting = [asyncio.create_task(rations.take(name)) for name in ("second", "third")]
    await settle()
    rations.leave("eldest")
    waiting[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting[0]
    rations.leave("second")
    assert await waiting[1] == STEP
    rations.leave("third")
    assert rations._free == 2 * STEP


async def test_who_leaves_the_queue_is_not_served() -> None:
    """One that gave up before its share came keeps none of those behind it waiting."""
    rations = Rations(3 * STEP, 2 * STEP)
    await rations.take("eldest")
    await rations.take("second")
    waiting = [asyncio.create_task(rations.take(name)) for name in ("third", "fourth")]
    await settle()
    waiting[0].cancel()
    rations.leave("third")
    rations.leave("eldest")
    assert await waiting[1] == STEP
    assert rations._free == STEP


def test_leaving_without_having_come() -> None:
    """A body that was small has nothing to give back."""
    Rations(STEP, STEP).leave("nobody")


@examples(50)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=20), st.integers(6, 15), st.data())
def test_everybody_is_served(needs: list[int], steps: int, data: st.DataObject) -> None:
    """Whatever bodies of whatever size come, there is never more in use than there is, and each comes to its end."""
    order = data.draw(st.lists(st.integers(0, 3), min_size=len(needs), max_size=len(needs)))
    rations = Rations(steps * STEP, 6 * STEP)
    used = [0] * len(needs)

    async def read(name: int, need: int, pauses: int) -> None:
        try:
            for _ in range(need):
                used[name] += await rations.take(name)
                assert sum(used) <= steps * STEP
                for _ in range(pauses):
                    await asyncio.sleep(0)
        finally:
            used[name] = 0
            rations.leave(name)

    async def all_of_them() -> None:
        bodies = (read(name, need, order[name]) for name, need in enumerate(needs))
        await asyncio.wait_for(asyncio.gather(*bodies), timeout=60)

    asyncio.run(all_of_them())
    assert rations._free == steps * STEP

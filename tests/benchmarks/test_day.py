"""The simulated day, small: it is the same each time, and nobody starves in it."""

from __future__ import annotations

from benchmarks.day import BEAT, live


def test_the_same_seed_is_the_same_day() -> None:
    """Two days of one seed are told of in the same numbers, and another seed is another day."""
    (_, first), (_, second), (_, other) = live(30), live(30), live(30, seed=1)
    assert (first.asked, first.lost, first.faults) == (second.asked, second.lost, second.faults)
    assert first.ages == second.ages
    assert other.ages != first.ages


def test_nobody_starves_and_nobody_is_crowded() -> None:
    """Two at once and a second apart at one host; who is due waits for a beat and a turn, and for nothing else."""
    world, log = live(60)
    assert log.most_at_once <= 2
    assert log.smallest_gap >= 1 - 1e-6
    assert log.beats_late <= BEAT
    assert max(log.late.values()) <= BEAT + 60
    assert sum(log.asked.values()) <= 60 * 24 * 6
    assert all(outlet.state.asked for outlet in world.outlets)

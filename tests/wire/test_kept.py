"""Which connections are kept."""

from __future__ import annotations

from publisher.wire.kept import Kept


def test_no_more_than_so_many() -> None:
    """Connections to so many origins are kept, and to another one only after the time of the first has passed."""
    now = [0.0]
    kept = Kept(2, 10.0, clock=lambda: now[0])
    assert [kept.may_keep(origin) for origin in "aabca"] == [True, True, True, False, True]
    now[0] = 10.0
    assert [kept.may_keep(origin) for origin in "cda"] == [True, True, False]


def test_a_connection_is_kept_no_longer_for_being_used() -> None:
    """An origin that is asked again and again gives its place to another one in its time."""
    now = [0.0]
    kept = Kept(1, 10.0, clock=lambda: now[0])
    assert kept.may_keep("a")
    now[0] = 9.0
    assert kept.may_keep("a")
    now[0] = 10.0
    assert [kept.may_keep(origin) for origin in "ba"] == [True, False]

"""States of the US and provinces that are written in short: "Worcester, Mass."."""

from __future__ import annotations

from typing import Final

from publisher.desk.classify.words import Words

_STATES_IN_SHORT: Final = (
    "mass ill wash ind mo pa ala md kan mont conn ark que ont alta mich tex "
    "al ak az ar ca co ct de fl ia id il ks ma mi mn ms mt nc nd ne nh nj nm nv oh ri sc sd tn tx ut wi wv wy"
)
SHORTENED: Final = frozenset(_STATES_IN_SHORT.split())  # that are words or names besides


def is_shortened(at: int, words: Words) -> bool:
    """Say whether a state is written in short, "Worcester, Mass.", "R-Ill.": "Mass burial" and "Ill pope" are none."""
    if words.after(at)[:1] == ".":
        return True
    return at not in {0, words.headline} and words.after(at - 1) in {"-", ","}

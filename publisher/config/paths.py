"""Whether two feeds, placeholders and all, could be published at one path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from publisher.config.words import GENRES
from publisher.model.country import COUNTRIES

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_FIXED: Final = {"country": frozenset(map(str.lower, COUNTRIES)), "genre": frozenset(GENRES)}


def collides(one: str, other: str, values: Mapping[str, frozenset[str]]) -> str | None:
    """Return a path that both feeds could have. `values` holds the ids that a section, edition or agency may have."""
    pairs = list(zip(one.split("/"), other.split("/"), strict=False))
    if one.count("/") != other.count("/"):
        return None
    every = {**_FIXED, **values}
    shared = [_shared(left, right, every) for left, right in pairs]
    return "/".join(part for part in shared if part) if all(shared) else None


def _shared(left: str, right: str, values: Mapping[str, frozenset[str]]) -> str | None:
    """Return a segment that two segments of ids can both become."""
    if left == right:
        return left
    if "{language}" in (left, right):
        rest = _words(right if left == "{language}" else left, values)
        return min(filter(_LANGUAGE.fullmatch, rest), default=None)
    return min(_words(left, values) & _words(right, values), default=None)


def _words(segment: str, values: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return values[segment[1:-1]] if segment.startswith("{") else frozenset({segment})

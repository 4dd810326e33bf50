"""Which elements are open where a tag stands, as far as a parser leaves them where they were written.

Every place is known by what is open there, and knows which place each tag leads to. So the tags of a text are followed
from place to place, and a text in good order ends OUTSIDE, where it began:

    OUTSIDE ─ <p> ─▶ in p ─ <b> ─▶ in p, b ─ </b> ─▶ in p ─ </p> ─▶ OUTSIDE        <p><b></p> leads nowhere
"""

from __future__ import annotations

import re
from itertools import count
from typing import Final

from publisher.desk.sanitize.bounds import FRAMES, SPELLED

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS: Final = ("blockquote", "div", "figcaption", "figure", "hr", "ol", "p", "pre", "ul")
_INLINE: Final = (
    "abbr b bdi big cite code del em font i ins kbd label mark picture q s small span strong sub sup time u var"
)
# What must not be open where an element begins, because a parser would close or copy it. Elements that are not here
# (tables, ruby, forms, whatever runs) have rules of their own.
_BARRED: Final = {
    **dict.fromkeys(_INLINE.split(), frozenset[str]()),
    **dict.fromkeys(_BLOCKS, frozenset({"p"})),
    **dict.fromkeys(_HEADINGS, frozenset({"p", *_HEADINGS})),
    "a": frozenset({"a"}),
    "li": frozenset({"li", "p"}),
    "br": frozenset[str](),
    "img": frozenset[str](),
}
_LISTS: Final = frozenset({"ol", "ul"})  # no item closes one beyond the list that it stands in
KNOWN: Final = frozenset(_BARRED)
VOID: Final = frozenset({"br", "hr", "img"})
_DEEPEST: Final = 32  # elements in one another
_NAME: Final = re.compile("[A-Za-z][A-Za-z0-9]*+(?![^ \t\n/])")
_MOST: Final = 4096  # ways from place to place that are remembered
_ways: Final = count()


class Place(dict[str, "Place"]):
    """A place in a text: what is open there, and where each tag (what stands between its brackets) leads.

    Raises KeyError for a tag that leads nowhere.
    """

    def __init__(self, around: tuple[str, ...], outer: Place | None) -> None:
        super().__init__()
        self._around, self._outer = around, outer

    def __missing__(self, tag: str) -> Place:
        name = _NAME.match(tag)
        if name and name[0] != tag:
            return self[name[0]]
        if tag.startswith("!--"):
            return self
        there = self._beyond(tag[:1] == "/", tag.removeprefix("/"))
        if there is None:
            raise KeyError(tag)
        if next(_ways) < _MOST:
            self[tag] = there
        return there

    def _beyond(self, end: bool, name: str) -> Place | None:  # noqa: FBT001 -- told by the slash before the name
        """Return where a tag without its attributes leads."""
        if name in FRAMES or (end and name == "img"):
            return self
        name = SPELLED.get(name, name)
        if end:
            return self._outer if self._around and self._around[-1] == name else None
        if name not in _BARRED or len(self._around) == _DEEPEST or not _BARRED[name].isdisjoint(self._reached(name)):
            return None
        return self if name in VOID else Place((*self._around, name), self)

    def _reached(self, name: str) -> tuple[str, ...]:
        """Return which of the elements that are open a parser looks at before it begins another one."""
        if name != "li" or _LISTS.isdisjoint(self._around):
            return self._around
        innermost = max(place for place, outer in enumerate(self._around) if outer in _LISTS)
        return self._around[innermost:]


OUTSIDE: Final = Place((), None)

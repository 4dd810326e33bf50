"""The articles already in print: each is rendered once a version and format, and stands in many feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Final, TypeAlias

from msgspec import Struct

from publisher.model import Config, Issue
from publisher.press.dates import stamps
from publisher.press.plates import Before, Laid, Proof, proof
from publisher.press.words import Words, words

Print: TypeAlias = Callable[[Sequence[Words], Config], Sequence[bytes]]
Key: TypeAlias = tuple[str, Proof | int]

DEFAULT_BYTES: Final = 128 * 2**20
_AT_ONCE: Final = 50  # articles handed to a format together
_REFUSALS: Final = (ValueError, OverflowError)  # lxml and msgspec refuse a text so; a date may leave the calendar


class Galley:
    """An issue while its formats are set, one after the other: what its items are known by, and their words."""

    __slots__ = ("_before", "_words", "config", "issue", "laid", "moments", "proofs")

    def __init__(self, issue: Issue, config: Config, before: Before | None = None) -> None:
        self.issue, self.config = issue, config
        self.moments = stamps(issue)
        self.proofs: list[Proof] = list(map(proof, issue.items, self.moments))
        self.laid: dict[str, Laid] = {}  # what was set so far, by format
        self._before = before
        self._words: dict[int, Words] = {}

    def standing(self, suffix: str) -> list[bytes | None]:
        """Return the items of a format that stand in the last issue, and None for the others."""
        there = self._before.items(suffix) if self._before else {}
        return list(map(there.get, self.proofs))

    def words(self, place: int) -> Words:
        """Return the words of one item, for the first format that asks and for all others."""
        said = self._words.get(place)
        if said is None:
            said = self._words[place] = words(self.issue.items[place], self.moments[place], self.config)
        return said


class Fragments:
    """A bounded memory of rendered articles; the ones not used for longest are forgotten first.

    It never changes what is published, only how fast. An article is known by its format and its `plates.proof`.
    Another configuration empties it. Threads may share one.

    `refused` names the articles that could not be rendered, with the reason: they are left out of the feed, the
    others are published. They are tried again at every rendering, so the corridor may tell the operator and clear it.
    """

    def __init__(self, limit: int = DEFAULT_BYTES) -> None:
        self.refused: dict[str, str] = {}
        self._limit = limit
        self._size = 0
        self._kept: dict[Key, bytes] = {}
        self._config: Config | None = None
        self._galley: Galley | None = None
        self._lock = Lock()

    def lay(self, issue: Issue, config: Config, before: Before) -> Galley:
        """Begin an issue of which some stands already; the formats that are rendered next leave in it what they set."""
        galley = self._galley = Galley(issue, config, before)
        return galley

    def of(
        self, suffix: str, issue: Issue, config: Config, make: Print, finish: Callable[[bytes], bytes] | None = None
    ) -> list[bytes]:
        """Return the issue's items in one format, in order, without those that cannot be rendered.

        `finish` does to each what is for this feed alone; it is not remembered.
        """
        self._follow(config)
        galley = self._galley_of(issue, config)
        found = galley.standing(suffix)
        missing = [place for place, fragment in enumerate(found) if fragment is None]
        for place, fragment in self._set(suffix, galley, missing, make):
            found[place] = finish(fragment) if finish and fragment is not None else fragment
        galley.laid[suffix] = found
        return [fragment for fragment in found if fragment is not None]

    def _set(
        self, suffix: str, galley: Galley, places: Sequence[int], make: Print
    ) -> Iterator[tuple[int, bytes | None]]:
        """Yield some items, those that are known first."""
        known = self._known(suffix, galley, places)
        yield from known.items()
        missing = [place for place in places if place not in known]
        for start in range(0, len(missing), _AT_ONCE):
            yield from self._made(suffix, galley, missing[start : start + _AT_ONCE], make)

    def page(self, name: str, told: Struct, config: Config, make: Callable[[], bytes]) -> bytes:
        """Return a page that is made from what is `told` alone, under its name: set before, or now."""
        self._follow(config)
        key = (f"page {name}", hash(told))
        with self._lock:
            body = self._kept.get(key)
        if body is None:
            body = make()
        self._keep(key, body)  # now the last to be forgotten
        return body

    def _galley_of(self, issue: Issue, config: Config) -> Galley:
        """Return the galley that the issue's last format left; threads that mix issues each make their own."""
        galley = self._galley
        if galley is None or galley.issue is not issue or galley.config is not config:
            galley = self._galley = Galley(issue, config)
        return galley

    def _known(self, suffix: str, galley: Galley, places: Sequence[int]) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        kept = self._kept
        with self._lock:
            for place in places:
                key = (suffix, galley.proofs[place])
                fragment = kept.pop(key, None)
                if fragment is not None:
                    kept[key] = found[place] = fragment  # now the last to be forgotten
        return found

    def _made(
        self, suffix: str, galley: Galley, places: Sequence[int], make: Print
    ) -> Iterator[tuple[int, bytes | None]]:
        """Render some items together; one by one where one of them is refused, to leave out that one alone."""
        try:
            fragments = make([galley.words(place) for place in places], galley.config)
        except _REFUSALS as error:
            if len(places) == 1:
                self.refused[galley.issue.items[places[0]].article.id] = f"{suffix}: {error}"
                return
            for place in places:
                yield from self._made(suffix, galley, (place,), make)
            return
        for place, fragment in zip(places, fragments, strict=True):
            self._keep((suffix, galley.proofs[place]), fragment)
            yield place, fragment

    def _keep(self, key: Key, fragment: bytes) -> None:
        with self._lock:
            self._size += len(fragment) - len(self._kept.pop(key, b""))
            self._kept[key] = fragment
            while self._size > self._limit:
                self._size -= len(self._kept.pop(next(iter(self._kept))))

    def _follow(self, config: Config) -> None:
        with self._lock:
            if config is not self._config:
                if config != self._config:
                    self._kept.clear()
                    self._size = 0
                self._config = config

    def __len__(self) -> int:
        return len(self._kept)

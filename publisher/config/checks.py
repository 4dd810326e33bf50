"""What no key can say of itself: that names refer to something, that addresses and paths are used once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from publisher.config.address import fault, is_private, sameness, without_feed_scheme
from publisher.config.mistakes import Mistake, Path, Problem, not_a, quoted, unknown
from publisher.config.paths import collides
from publisher.config.shape import FORMATS, ExclusionShape, FeedShape, Root, SelectionShape, SourceShape
from publisher.config.tree import Tree

_VARIABLE: Final = re.compile(r"\$\{([^}]*)\}")
_NAME: Final = re.compile(r"[A-Z_][A-Z0-9_]*")
_SHORTEST, _LONGEST = timedelta(hours=1), timedelta(days=7)  # windows of a story
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_RESERVED: Final = frozenset({"index", "feeds", "static", "api", "push", "story", "404"})


@dataclass(frozen=True, slots=True)
class Checks:
    """The file, and what in it has the right shape. `feeds` are the places that the feeds have in the file."""

    tree: Tree
    root: Root
    feeds: tuple[int, ...]
    environ: Mapping[str, str]

    def mistakes(self) -> Iterator[Mistake]:
        """Find every mistake that takes more than one key to see."""
        yield from self._window()
        yield from self._sections()
        yield from self._editions()
        yield from self._labels()
        yield from self._sources()
        yield from self._together()
        yield from self._feeds()

    def _names(self, key: str) -> frozenset[str]:
        """Return the ids that the file holds, those with mistakes too: what refers to them is no mistake of its own."""
        found = self.tree.root.get(key)
        return frozenset(found if isinstance(found, dict) else ())

    def _refers(self, path: Path, word: str | None, key: str, kind: str) -> Iterator[Mistake]:
        known = self._names(key)
        if word is not None and word not in known:
            yield self.tree.mistake(path, unknown(word, kind, known))

    def _once(self, words: Iterable[tuple[str, str, Path]], what: str, *, at_key: bool = False) -> Iterator[Mistake]:
        """Find what is there twice; `words` are what is compared, how the file has it, and its place."""
        seen: dict[str, Path] = {}
        for same, shown, path in words:
            first = seen.setdefault(same, path)
            if first != path:
                line = self.tree.line(first, at_key=at_key)
                problem = Problem(shown, f"{quoted(shown)} {what} twice (first in line {line})")
                yield self.tree.mistake(path, problem, at_key=at_key)

    def _window(self) -> Iterator[Mistake]:
        if not _SHORTEST <= self.root.story_window <= _LONGEST:
            word = str(self.tree.root.get("story_window"))
            yield self.tree.mistake(("story_window",), Problem(word, f"{quoted(word)} is not between 1h and 7d", "72h"))

    def _sections(self) -> Iterator[Mistake]:
        for key, what in (("topics", "is given to a section"), ("aliases", "is an alias")):
            words = (
                (word, word, ("sections", place, key, n))
                for place, section in self.root.sections.items()
                for n, word in enumerate(getattr(section, key))
            )
            yield from self._once(words, what)

    def _editions(self) -> Iterator[Mistake]:
        for place, edition in self.root.editions.items():
            codes = ((code, code, ("editions", place, "countries", n)) for n, code in enumerate(edition.countries))
            yield from self._once(codes, "is in the edition")

    def _labels(self) -> Iterator[Mistake]:
        labels = self.tree.root.get("labels")
        names = labels if isinstance(labels, dict) else {}
        folded = ((" ".join(label.casefold().split()), label, ("labels", label)) for label in names)
        yield from self._once(folded, "is a label", at_key=True)

    def _sources(self) -> Iterator[Mistake]:
        for place, source in self.root.sources.items():
            path = ("sources", place)
            yield from self._refers((*path, "agency"), source.agency, "agencies", "agency")
            yield from self._refers((*path, "section"), source.section, "sections", "section")
            yield from (self.tree.mistake((*path, "url"), problem) for problem in self._url(source))
        urls = {place: source.url for place, source in self.root.sources.items()}
        same = ((sameness(expand(url, self.environ)), url, ("sources", place, "url")) for place, url in urls.items())
        yield from self._once(same, "is read")

    def _together(self) -> Iterator[Mistake]:
        names = self.root.together
        yield from self._once(((name, name, ("together", n)) for n, name in enumerate(names)), "is named")
        for n, name in enumerate(names):
            for above in (other for other in names if name.endswith(f".{other}")):
                yield self.tree.mistake(("together", n), Problem(name, f"{quoted(name)} is a part of {quoted(above)}"))

    def _url(self, source: SourceShape) -> Iterator[Problem]:
        missing = [
            name for name in _VARIABLE.findall(source.url) if name not in self.environ or not _NAME.fullmatch(name)
        ]
        for name in missing:
            yield Problem(
                f"${{{name}}}", f"environment variable {quoted(name)} is not set", f"{name} in the environment"
            )
        url = without_feed_scheme(expand(source.url, self.environ))
        if missing:
            return
        if reason := fault(url):
            yield Problem(source.url, f"{not_a(source.url, 'the address of a feed').text}: {reason}", "https://...")
        elif is_private(url) and not source.allow_private:
            yield Problem(
                source.url, f"{quoted(source.url)} is a private address; write allow_private: true if it is meant"
            )

    def _feeds(self) -> Iterator[Mistake]:
        feeds = list(zip(self.feeds, self.root.feeds, strict=True))
        yield from self._once(((feed.id, feed.id, ("feeds", n, "id")) for n, feed in feeds), "is published")
        for n, feed in feeds:
            yield from (self.tree.mistake(path, problem) for path, problem in self._feed(("feeds", n), feed))
            path = ("feeds", n, "select")
            yield from self._selection(path, feed.select)
            yield from self._selection((*path, "not"), feed.select.but)
            yield from self._contradictions(path, feed.select)
            pins = ((pin.article, pin.article, ("feeds", n, "pins", m, "article")) for m, pin in enumerate(feed.pins))
            yield from self._once(pins, "is pinned")
        yield from self._collisions(feeds)

    def _feed(self, path: Path, feed: FeedShape) -> Iterator[tuple[Path, Problem]]:
        places = _PLACEHOLDER.findall(feed.id)
        braced = [f"{{{place}}}" for place in places]
        if feed.id.split("/")[0] in _RESERVED:
            yield (*path, "id"), Problem(feed.id, f"{quoted(feed.id)} begins with a name that the site uses itself")
        for place in sorted({place for place in places if places.count(place) > 1}):
            yield (*path, "id"), Problem(feed.id, f"{{{place}}} stands in {quoted(feed.id)} twice")
        for key, text in (("title", feed.title), ("description", feed.description)):
            for place in _PLACEHOLDER.findall(text):
                if place not in places:
                    yield (
                        (*path, key),
                        unknown(f"{{{place}}}", "placeholder of this feed's id", braced),
                    )
        known = (*FORMATS, *self._names("formats"))
        for n, suffix in enumerate(feed.formats):
            if suffix not in known:
                yield (*path, "formats", n), unknown(suffix, "format", known)

    def _selection(self, path: Path, select: SelectionShape | ExclusionShape) -> Iterator[Mistake]:
        kinds = {"sections": "section", "editions": "edition", "agencies": "agency", "sources": "source"}
        for key, kind in kinds.items():
            for n, word in enumerate(getattr(select, key)):
                yield from self._refers((*path, key, n), word, key, kind)
        words = ((word.casefold(), word, (*path, "keywords", n)) for n, word in enumerate(select.keywords))
        yield from self._once(words, "is a keyword")

    def _contradictions(self, path: Path, select: SelectionShape) -> Iterator[Mistake]:
        """Find what a selection both wants and refuses."""
        for key in type(select.but).model_fields:
            wanted = {word.casefold() for word in getattr(select, key)}
            for n, word in enumerate(getattr(select.but, key)):
                if word.casefold() in wanted:
                    problem = Problem(word, f"{quoted(word)} is both wanted and refused by this feed")
                    yield self.tree.mistake((*path, "not", key, n), problem)

    def _collisions(self, feeds: list[tuple[int, FeedShape]]) -> Iterator[Mistake]:
        values = {
            "section": self._names("sections"),
            "edition": self._names("editions"),
            "agency": self._names("agencies"),
        }
        for n, (place, feed) in enumerate(feeds):
            for before, other in feeds[:n]:
                if feed.id != other.id and (path := collides(other.id, feed.id, values)):
                    line = self.tree.line(("feeds", before, "id"))
                    text = f"{quoted(feed.id)} and {quoted(other.id)} (line {line}) would both be published at {path}"
                    yield self.tree.mistake(("feeds", place, "id"), Problem(feed.id, text))


def expand(url: str, environ: Mapping[str, str] = os.environ) -> str:
    """Put the values of environment variables in the place of `${NAME}`; what is not set stays as it stands."""
    return _VARIABLE.sub(lambda found: environ.get(found[1], found[0]), url)


def secrets_in(url: str, environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the values of the environment that an address holds; of one that is an address, what follows its host."""
    values = (environ.get(name, "") for name in _VARIABLE.findall(url))
    parts = (value.partition("://")[2].partition("/")[2] if "://" in value else value for value in values)
    return tuple(part for part in parts if part)


def is_secret(url: str) -> bool:
    """Tell whether an address, as the file has it, holds a value of the environment."""
    return _VARIABLE.search(url) is not None

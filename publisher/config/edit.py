"""sources.yaml changed by program: subscriptions are added, and every other byte of the file stays as it was.

The new lines go to the end of the mappings `agencies:` and `sources:`; comments, order and quotes are kept.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import resources
from os import environ as os_environ
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from publisher.config.address import fault, is_private, sameness
from publisher.config.blocks import Block, find_block
from publisher.config.mistakes import ConfigError, Mistake
from publisher.config.opml import Outline
from publisher.config.reading import parse_config
from publisher.config.words import Wrong, read_language
from publisher.model import Config

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9]")


class Added(Struct, frozen=True, kw_only=True):
    """What became of outlines: the ids that were added, the addresses we had, and those we do not take."""

    sources: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Additions:
    """The lines that are to be added, and every id and address that is taken."""

    config: Config
    allow_private: bool
    urls: set[str]
    agencies: dict[str, str] = field(default_factory=dict)  # id: line
    sources: dict[str, str] = field(default_factory=dict)  # id: line
    homes: dict[tuple[str, str], str] = field(default_factory=dict)  # name and site of an agency: its id
    known: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def take(self, outline: Outline) -> None:
        """Add one outline, or note why not."""
        if sameness(outline.url) in self.urls:
            self.known.append(outline.url)
        elif reason := self._unfit(outline.url):
            self.refused.append((outline.url, reason))
        else:
            self.urls.add(sameness(outline.url))
            self._add(outline)

    def _unfit(self, url: str) -> str | None:
        if "${" in url or (reason := fault(url)):
            return "holds ${...}" if "${" in url else reason
        return None if self.allow_private or not is_private(url) else "a private address; they are not allowed here"

    def _add(self, outline: Outline) -> None:
        agency = self._agency(outline)
        id_ = _unused(_slug(outline.title, outline.url), {*self.config.sources, *self.sources})
        values = {"agency": agency, "url": outline.url, "language": _language(outline.language)}
        private = {"allow_private": "true"} if is_private(outline.url) else {}
        self.sources[id_] = f"{id_}: {_flow(values | private)}"

    def _agency(self, outline: Outline) -> str:
        """Find the agency of an outline, by its name and its site, or add it."""
        name = _name(outline)
        key = (name.casefold(), _site(outline))
        if key not in self.homes:
            id_ = _unused(_slug(name, outline.url), {*self.config.agencies, *self.agencies})
            home = outline.html_url if outline.html_url and fault(outline.html_url) is None else ""
            self.agencies[id_] = f"{id_}: {_flow({'name': name, 'url': home})}"
            self.homes[key] = id_
        return self.homes[key]


def add_sources(
    text: str,
    outlines: Iterable[Outline],
    *,
    allow_private: bool = False,
    name: str = "sources.yaml",
    environ: Mapping[str, str] = os_environ,
) -> tuple[str, Added]:
    """Return the text with a source (and, where it is a new one, an agency) for every outline that is not in it yet.

    Raises ConfigError where the text has mistakes: nothing is added to a file that does not load. An address on a
    private network is taken only with `allow_private`, and then says so in its line.
    """
    config = parse_config(text, name, environ)
    additions = _Additions(config, allow_private, {sameness(source.url) for source in config.sources.values()})
    for agency in config.agencies.values():
        additions.homes[agency.name.casefold(), sameness(agency.url or "")] = agency.id
    for outline in outlines:
        additions.take(outline)
    changed = _inserted(text, {"agencies": additions.agencies, "sources": additions.sources}, name)
    parse_config(changed, name, environ)
    return changed, Added(
        sources=tuple(additions.sources),
        agencies=tuple(additions.agencies),
        known=tuple(additions.known),
        refused=tuple(additions.refused),
    )


def template() -> str:
    """Return a sources.yaml to begin with: the sections, editions and feeds as shipped, and nobody to read yet."""
    return resources.files("publisher.config").joinpath("template.yaml").read_text(encoding="utf-8")


def _inserted(text: str, additions: Mapping[str, Mapping[str, str]], name: str) -> str:
    """Insert the lines, the last place first, so that the places before it stay true."""
    blocks = [(find_block(text, key), key, lines) for key, lines in additions.items() if lines]
    for block, key, lines in sorted(blocks, key=_from_the_end):
        if block.braces:
            problem = f"{key} is written in braces; write it as lines to have sources added"
            raise ConfigError([Mistake(name, block.line, 1, key, "{", problem)])
        text = _with_lines(text, block, lines.values())
    return text


def _from_the_end(found: tuple[Block, str, Mapping[str, str]]) -> tuple[int, bool, bool]:
    """Order by place, the last one first; at one place a new header goes in first, so that it ends up behind."""
    block, key, _ = found
    return -block.offset, not block.header, key == "agencies"


def _with_lines(text: str, block: Block, lines: Iterable[str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    before, after = text[: block.offset], text[block.offset :]
    gap = "" if not before or before.endswith(("\n", "\r")) else newline
    return before + gap + block.header + "".join(f"{' ' * block.indent}{line}{newline}" for line in lines) + after


def _name(outline: Outline) -> str:
    """Return the name that stands as the credit: the title, else the host."""
    seen = "".join(char for char in outline.title if char.isprintable() or char.isspace())
    title = " ".join(seen.split())[:200]
    return title or urlsplit(outline.url).hostname or outline.url


def _site(outline: Outline) -> str:
    return sameness(outline.html_url) if outline.html_url else urlsplit(outline.url).netloc.lower()


def _slug(title: str, url: str) -> str:
    """Make an id out of a title in any script; out of the address where the title has no Latin letters."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-")
    return slug or f"source-{sha256(url.encode()).hexdigest()[:8]}"


def _unused(slug: str, taken: Collection[str]) -> str:
    number = 1
    found = slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def _language(tag: str) -> str:
    """Return a language that sources.yaml takes, or nothing: a list's language is no reason to refuse its feed."""
    try:
        return read_language(tag.replace("_", "-"))
    except Wrong:
        return ""


def _flow(values: Mapping[str, str]) -> str:
    """Write a mapping in one line; what has no value is left out."""
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in values.items() if value) + "}"


def _scalar(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)

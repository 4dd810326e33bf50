"""A newsroom for a measurement: the shipped sections and feeds, with agencies and sources of our own making."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from publisher.config import load
from publisher.model import Agency, Config, Source

SHIPPED: Final = Path(__file__).resolve().parents[1] / "sources.yaml"
_SUPPLY: Final = re.compile(r"^(?:agencies|sources):\n(?:[ #\n].*\n|\n)*", re.MULTILINE)  # these blocks of it
_HOMES: Final = ("GB", "IN", "US", "DE", "FR", "ES", "BR", "JP", "NG", "EG")
_FEEDS_OF_ONE: Final = 10


def configuration(origin: str, feeds: int) -> Config:
    """Return the configuration of a newsroom that reads `feeds` sources of the agencies at `origin`."""
    agencies = {f"a{number}": _agency(number) for number in range(-(-feeds // _FEEDS_OF_ONE))}
    return replace(
        shipped(),
        agencies=agencies,
        sources={
            f"s{feed}": Source(
                id=f"s{feed}",
                agency=agencies[f"a{feed // _FEEDS_OF_ONE}"],
                url=f"{origin}/feed/{feed}",
                allow_private=True,
            )
            for feed in range(feeds)
        },
    )


def write_sources(folder: Path, origin: str, feeds: int) -> None:
    """Write the same as the sources.yaml of a folder: the shipped one, with other agencies and sources."""
    config = configuration(origin, feeds)
    agencies = {
        name: {"name": one.name, "credit": one.credit, "country": one.country, "rank": one.rank}
        for name, one in config.agencies.items()
    }
    sources = {
        name: {"agency": one.agency.id, "url": one.url, "allow_private": True} for name, one in config.sources.items()
    }
    kept = _SUPPLY.sub("", SHIPPED.read_text("utf-8"))
    blocks = [kept, "agencies:", *_lines(agencies), "sources:", *_lines(sources), ""]
    (folder / "sources.yaml").write_text("\n".join(blocks), encoding="utf-8")


def _lines(block: Mapping[str, object]) -> Iterator[str]:
    return (f"  {name}: {json.dumps(what)}" for name, what in block.items())


@cache
def shipped() -> Config:
    """Return the configuration that is shipped."""
    return load(SHIPPED)


def _agency(number: int) -> Agency:
    name = f"Agency {number}"
    return Agency(id=f"a{number}", name=name, credit=name, country=_HOMES[number % len(_HOMES)], rank=1 + number % 100)

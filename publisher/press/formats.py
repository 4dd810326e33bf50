"""The formats a feed is published in. A new one is a row here, or `"package.module:FORMAT"` in sources.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Final, TypeAlias

from msgspec import Struct

from publisher.model import Config, Issue
from publisher.press import atom, jsonfeed, pages, rss
from publisher.press.fragments import Fragments
from publisher.press.wording import MEDIA_TYPES

Render: TypeAlias = Callable[[Issue, Config, Fragments], bytes]


class Format(Struct, frozen=True):
    """A suffix, the Content-Type that a server gives, and the function that renders an issue."""

    suffix: str
    media_type: str
    render: Render


class UnknownFormat(ValueError):
    """A feed asks for a format that is not there, or sources.yaml names one that cannot be imported."""


_CHARSET: Final = "; charset=utf-8"

FORMATS: Final[Mapping[str, Format]] = {
    "rss": Format("rss", MEDIA_TYPES["rss"] + _CHARSET, rss.render),
    "atom": Format("atom", MEDIA_TYPES["atom"] + _CHARSET, atom.render),
    "json": Format("json", MEDIA_TYPES["json"] + _CHARSET, jsonfeed.render),
    "html": Format("html", "text/html" + _CHARSET, pages.page),
}


def formats_of(config: Config) -> Mapping[str, Format]:
    """Return all formats by suffix, the built-in ones first; raises UnknownFormat for a name that leads nowhere."""
    return _resolve(tuple(config.formats.items()))


@lru_cache(maxsize=8)
def _resolve(named: tuple[tuple[str, str], ...]) -> Mapping[str, Format]:
    return {**FORMATS, **{suffix: _import(suffix, place) for suffix, place in named}}


def _import(suffix: str, place: str) -> Format:
    module, _, attribute = place.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        message = f'formats: {suffix}: {place!r} cannot be imported ({error}); expected "package.module:FORMAT"'
        raise UnknownFormat(message) from error
    if not isinstance(found, Format):
        message = f"formats: {suffix}: {place!r} is no Format but {type(found).__name__}"
        raise UnknownFormat(message)
    if found.suffix != suffix:
        message = f"formats: {suffix}: {place!r} writes .{found.suffix}"
        raise UnknownFormat(message)
    return found

"""sources.yaml checked, every mistake named with its place."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from publisher.config.mistakes import ConfigError, Mistake

if TYPE_CHECKING:
    from publisher.config.json_schema import schema, schema_text
    from publisher.config.reading import load, parse_config

__all__ = ["ConfigError", "Mistake", "load", "parse_config", "schema", "schema_text"]

_PLACES: Final = {"load": "reading", "parse_config": "reading", "schema": "json_schema", "schema_text": "json_schema"}


def __getattr__(name: str) -> object:
    """Open what reads when it is first asked for (PEP 562): pydantic takes 0.3 s, and a known file needs none."""
    if name not in _PLACES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    return found

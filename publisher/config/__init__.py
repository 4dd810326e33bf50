"""sources.yaml checked, every mistake named with its place."""

from publisher.config.mistakes import ConfigError, Mistake
from publisher.config.reading import load, parse_config
from publisher.config.schema import schema, schema_text

__all__ = ["ConfigError", "Mistake", "load", "parse_config", "schema", "schema_text"]

"""The JSON Schema of sources.yaml, by which editors complete and check it."""

from __future__ import annotations

import json
from typing import Final, TypeAlias

from publisher.config.shape import Root
from publisher.model.country import COUNTRIES

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_COUNTRIES: Final[list[Json]] = [*sorted(COUNTRIES)]


def schema() -> dict[str, Json]:
    """Return the schema (draft 2020-12). It knows every key; whether names refer to anything only `check` can tell."""
    made = _simple(Root.model_json_schema())
    if not isinstance(made, dict) or not isinstance(shapes := made.get("$defs"), dict):
        return {}
    country: Json = {"title": "Country", "description": "ISO 3166-1 alpha-2.", "type": "string", "enum": _COUNTRIES}
    return {"$schema": _DIALECT, **made, "title": "sources.yaml", "$defs": {**shapes, "Country": country}}


def schema_text() -> str:
    """Return the file sources.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _simple(node: Json) -> Json:
    """Write a schema as a person would: what may be left out need not be null, the countries are told once."""
    if isinstance(node, list):
        return [_simple(member) for member in node]
    if not isinstance(node, dict):
        return node
    node = {key: _simple(member) for key, member in node.items() if not (key == "title" and isinstance(member, str))}
    if node.get("enum") == _COUNTRIES:
        node = {key: member for key, member in node.items() if key not in {"enum", "type"}} | {
            "$ref": "#/$defs/Country"
        }
    if isinstance(node.get("default"), dict):
        del node["default"]
    if "patternProperties" in node:
        node["additionalProperties"] = False
    return _without_null(node)


def _without_null(node: dict[str, Json]) -> dict[str, Json]:
    choices = node.get("anyOf")
    if not isinstance(choices, list) or {"type": "null"} not in choices:
        return node
    first = choices[0]
    rest = {key: member for key, member in node.items() if key not in {"anyOf", "default"}}
    return {**first, **rest} if isinstance(first, dict) else rest

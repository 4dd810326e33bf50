"""The JSON Schema of sources.yaml, by which editors complete and check it."""

from __future__ import annotations

import json
from typing import Final

from publisher.config.shape import Root

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, object]:
    """Return the schema (draft 2020-12). It knows every key; whether names refer to anything only `check` can tell."""
    made = Root.model_json_schema()
    for name, shape in {"Root": made, **made["$defs"]}.items():
        shape["title"] = name.removesuffix("Shape")
        for key in shape["properties"].values():
            key.pop("title", None)
            if "patternProperties" in key:
                key["additionalProperties"] = False
    return {"$schema": _DIALECT, **made, "title": "sources.yaml"}


def schema_text() -> str:
    """Return the file sources.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"

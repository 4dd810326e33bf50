"""XML elements as feedgen writes them, for what feedgen has no word for: escaped, indented, one a line.

Texts come in clean (`press.words`): they hold no character that XML forbids.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NONE: Final[Mapping[str, str]] = {}


def element(indent: str, tag: str, text: str, given: Mapping[str, str] = _NONE) -> str:
    """Write an element that holds text, with `&`, `<` and `>` as the RSS profile wants them."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&#x3E;")
    return f"{indent}<{tag}{attributes(given)}>{text}</{tag}>\n"


def empty(indent: str, tag: str, given: Mapping[str, str]) -> str:
    """Write an element that holds nothing but attributes."""
    return f"{indent}<{tag}{attributes(given)}/>\n"


def parent(indent: str, tag: str, children: str, given: Mapping[str, str] = _NONE) -> str:
    """Write an element that holds others, which are written already."""
    return f"{indent}<{tag}{attributes(given)}>\n{children}{indent}</{tag}>\n"


def attributes(given: Mapping[str, str]) -> str:
    """Write attributes, each behind a space."""
    return "".join([f' {name}="{_quoted(name, value)}"' for name, value in given.items()])


def _quoted(name: str, value: str) -> str:
    """Escape a value; a label is a text for people, and is written as texts are."""
    if not ("&" in value or "<" in value or ">" in value or '"' in value):
        return value
    if name == "label":
        value = value.replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&#x3E;")
    else:
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace('"', "&quot;")

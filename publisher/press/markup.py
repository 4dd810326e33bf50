"""XML elements as feedgen writes them, for what feedgen has no word for: escaped, indented, one a line.

Texts come in clean (`press.words`): they hold no character that XML forbids.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NONE: Final[Mapping[str, str]] = {}


def element(indent: str, tag: str, text: str, given: Mapping[str, str] = _NONE) -> str:
    """Write an element that holds text, with `&`, `<` and `>` as the RSS profile wants them."""
    return f"{indent}<{tag}{attributes(given)}>{escaped(text)}</{tag}>\n"


def empty(indent: str, tag: str, given: Mapping[str, str]) -> str:
    """Write an element that holds nothing but attributes."""
    return f"{indent}<{tag}{attributes(given)}/>\n"


def parent(indent: str, tag: str, children: str, given: Mapping[str, str] = _NONE) -> str:
    """Write an element that holds others, which are written already."""
    return f"{indent}<{tag}{attributes(given)}>\n{children}{indent}</{tag}>\n"


def attributes(given: Mapping[str, str]) -> str:
    """Write attributes, each behind a space."""
    return "".join([f' {name}="{_quoted(name, value)}"' for name, value in given.items()])


def escaped(text: str) -> str:
    """Escape a text for people as the RSS profile wants it, whatever reads it: `&#x26;` for `&`."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&#x3E;")
    return text


def quoted(value: str) -> str:
    """Escape the value of an attribute."""
    return content(value).replace('"', "&quot;")


def content(html: str) -> str:
    """Escape HTML that is the content of an element."""
    if "&" in html or "<" in html or ">" in html:
        return html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return html


def _quoted(name: str, value: str) -> str:
    """Escape the value of a named attribute: a label is a text for people, and is written as texts are."""
    return escaped(value).replace('"', "&quot;") if name == "label" else quoted(value)

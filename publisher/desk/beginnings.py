"""The beginning of a long text in plain words, without reading the text to its end.

Summaries are cut to a few hundred characters, and agencies put whole articles where they are made from. What `plain`
returns is decided by the first characters alone, except in the cases that `_decided` names: those are read whole.
"""

from __future__ import annotations

from typing import Final

from publisher.desk.text import plain, shorten
from publisher.model import Text

_TRIES: Final = (2, 5, 20)  # times the limit: enough with little markup, with some, and with much of it
_LOOSE: Final = 64  # characters at a cut that may be half an entity or half a letter


def beginning(text: Text, limit: int) -> str:
    """Return what `plain` returns. Never raises."""
    value = text.value
    shown = 1.0  # of the characters that were read
    for times in _TRIES:
        if len(value) <= times * limit:
            break
        if times * limit * shown <= limit:  # as it goes, that many would not be enough either
            continue
        part = _decided(value[: times * limit], html=text.type == "html")
        found = plain(Text(part, text.type), len(part) + 1)
        if len(found) > limit + _LOOSE:
            return shorten(found, limit)
        shown = len(found) / (times * limit)
    return plain(text, limit) if value else ""


def _decided(part: str, *, html: bool) -> str:
    """Return the part as far as what follows it cannot change how it is read; empty where that is not known.

    A tag that is cut in two is left out. A comment may begin that nothing closes, which only the rest of the text
    tells. Marks of direction are kept where a right-to-left letter follows, however late.
    """
    if "\u200e" in part or "\u200f" in part:
        return ""
    if not html:
        return part
    comment = part.rfind("<!--")
    if comment >= 0 and part.find("-->", comment + 4) < 0:
        return ""
    last = part.rfind("<")
    return part[:last] if last > part.rfind(">") else part

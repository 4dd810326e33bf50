"""What of an article and of a feed's head is cut out for a stencil."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Final

from msgspec.structs import replace

from publisher.press.generator import Head, Line
from publisher.press.stencil import MARK, Mould

# What lxml refuses (it says why), and the one character that it writes in a way of its own.
_ODD: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile("[\n\t]")  # so does it with these in attributes
_MORE, _UPDATED = 1, 2


def _marks() -> Iterator[str]:
    number = 0
    while True:
        yield MARK.format(number)
        number += 1


def _texts_of_line(line: Line) -> list[str] | None:
    """Return all texts of an article. Only the first three may be empty: without another its element is left out."""
    source = line.source or ()
    optional = [text for text in (line.summary, line.language, line.link, line.rights) if text]
    needed = [line.id, line.title, *optional, *line.labels, *line.authors, *line.contributors, *source]
    texts = [line.content, line.more, line.updated, *needed]
    attributes = [line.link, *line.labels, *source[:1]]
    is_odd = "" in needed or _ODD.search("\n".join(texts)) or _BREAKS.search("".join(attributes))
    return None if is_odd else texts


def _shape_of_line(line: Line) -> Hashable:
    parts = (line.content, line.updated, line.summary, line.language, line.link, line.rights, line.source)
    numbers = (len(line.labels), len(line.authors), len(line.contributors))
    return (*map(bool, parts), *numbers, line.title_type, line.summary_type)


def _marked_line(line: Line) -> Line:
    marks = _marks()
    content, more, updated = next(marks), next(marks), next(marks)
    return replace(
        line,
        content=line.content and content,
        more=more,
        updated=line.updated and updated,
        id=next(marks),
        title=next(marks),
        summary=line.summary and next(marks),
        language=line.language and next(marks),
        link=line.link and next(marks),
        rights=line.rights and next(marks),
        labels=tuple([next(marks) for _ in line.labels]),
        authors=tuple([next(marks) for _ in line.authors]),
        contributors=tuple([next(marks) for _ in line.contributors]),
        source=line.source and (next(marks), next(marks)),
    )


LINE: Final = Mould(_texts_of_line, _shape_of_line, _marked_line, {_MORE, _UPDATED})


def _texts_of_head(head: Head) -> list[str] | None:
    """Return the texts of a head that are another feed's own, too; the rest is the site's, and part of the shape."""
    links = [link["href"] for link in (*head.links, *head.last)]
    needed = [head.id, head.title, head.link, head.description, head.updated, *links]
    texts = [*needed, head.language] if head.language else needed
    is_odd = "" in needed or _ODD.search("\n".join(texts)) or _BREAKS.search("".join([head.link, *links]))
    return None if is_odd else texts


def _shape_of_head(head: Head) -> Hashable:
    links = [tuple((key, link[key]) for key in link if key != "href") for link in (*head.links, *head.last)]
    site = (head.rights, head.generator, head.logo, head.icon, head.ttl, head.contact, head.style, head.frequency)
    author, namespaces = tuple(head.author.items()), tuple(head.namespaces.items())
    return (bool(head.language), len(head.links), *links, *site, author, namespaces)


def _marked_head(head: Head) -> Head:
    marks = _marks()
    return replace(
        head,
        id=next(marks),
        title=next(marks),
        link=next(marks),
        description=next(marks),
        updated=next(marks),
        links=tuple([link | {"href": next(marks)} for link in head.links]),
        last=tuple([link | {"href": next(marks)} for link in head.last]),
        language=head.language and next(marks),
    )


HEAD: Final = Mould(_texts_of_head, _shape_of_head, _marked_head)

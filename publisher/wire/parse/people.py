"""Authors as agencies write them: "a@b.org (Name)", "Name <a@b.org>", Dublin Core creators, Atom persons."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from publisher.model import Person
from publisher.wire.parse.tree import Element, Kids, Tree, first, text

_LONGEST: Final = 256  # characters looked at; what is longer is no name
_MOST: Final = 64  # persons of one entry and kind
_MAIL: Final = r"[\w.+'-]{1,64}@[\w.-]{1,190}"
_NAMED: Final = re.compile(rf"^(?:mailto:)?({_MAIL})\s*(?:\((.*)\)|,?\s*(.*))$", re.DOTALL)
_BRACKETED: Final = re.compile(rf"^(.*?)\s*[<(\[]\s*(?:mailto:)?({_MAIL})\s*[>)\]]$", re.DOTALL)
_ADDRESS: Final = re.compile(r"^https?://\S+$", re.IGNORECASE)


def person(written: str) -> Person:
    """Name and mail address out of one string; at most 256 characters of it are looked at."""
    return _person(written[: 2 * _LONGEST])


@lru_cache(maxsize=2048)  # a desk's few names stand at all of its items
def _person(written: str) -> Person:
    written = " ".join(written.split())[:_LONGEST]
    if "@" in written:
        if found := _NAMED.match(written):
            return Person(name=(found[2] or found[3] or "").strip(), email=found[1])
        if found := _BRACKETED.match(written):
            return Person(name=found[1].strip(' "'), email=found[2])
    if _ADDRESS.match(written):
        return Person(uri=written)
    return Person(name=written)


def construct(tree: Tree, element: Element) -> Person:
    """Return an Atom person (RFC 4287, 3.2), or a string where an agency wrote one in its place."""
    if len(element) == 0:
        return person(text(element))
    kids = tree.kids(element)
    name = first(kids, "atom:name", "name")
    mail = first(kids, "atom:email", "email")
    uri = first(kids, "atom:uri", "atom:url", "uri", "url", "atom:homepage")
    if not (name or mail or uri):
        return person(text(element)[: 2 * _LONGEST])
    return Person(name=name, email=mail, uri=tree.at(element, uri))


def people(tree: Tree, kids: Kids, *names: str) -> tuple[Person, ...]:
    """Return the persons that the children of these names speak of, each once; at most 64 are looked at."""
    found = [construct(tree, element) for name in names if name in kids for element in kids[name][:_MOST]]
    if not found:
        return ()
    named = [one for one in found if one.name or one.email or one.uri]
    return tuple(dict.fromkeys(named) if len(named) > 1 else named)

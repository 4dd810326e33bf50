"""From the bytes a source sent to the document they mean: the front of everything that reads.

    bytes ─ decode ─▶ text ─ signs prove it safe ─▶ well-formed ────────────▶ fast
                        │ gate ────▶ well-formed ───────────────────────────▶ fast
                        │      └──▶ not ─ repair, gate ─▶ well-formed ──────▶ fast
                        │                           └──▶ mend, gate ────────▶ fast
                        │                                   └──▶ still not ─▶ tolerant
                        └─ JSON ─────────────────────────────────────────────▶ jsonfeed

A document is answered whole, in part (`partial`), or with one of two errors; nothing else comes out of here.
"""

from __future__ import annotations

from typing import Final

from lxml import etree
from msgspec import structs

from publisher.model import Document
from publisher.wire.parse import fast, gate, jsonfeed, prepare, tolerant
from publisher.wire.parse.gate import Shape
from publisher.wire.parse.mend import declare, mend
from publisher.wire.parse.refusal import NotAFeed, Unreadable

_FOREIGN: Final = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "compressed (gzip)",
    b"BZh": "compressed (bzip2)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a sound or picture",
}

_WIDEST: Final = 4  # bytes of a character
_MOST_MENDED: Final = 8_000_000  # characters of a document whose tags are put in order


def parse(document: bytes, address: str, content_type: str = "") -> Document:
    """Read a document that was fetched from `address`. Raises NotAFeed or Unreadable, with the reason in one line."""
    if not document.strip(b"\x00 \t\r\n"):
        reason = "the body is empty"
        raise NotAFeed(reason)
    if kind := next((kind for magic, kind in _FOREIGN.items() if document.startswith(magic)), ""):
        reason = f"the document is {kind}"
        raise NotAFeed(reason)
    text = prepare.decode(document, content_type).lstrip("\ufeff \t\r\n\x00")
    if text.startswith(("{", "[")):
        return jsonfeed.read(text, address)
    if "<" not in text:
        reason = "the document is plain text"
        raise NotAFeed(reason)
    return _xml(text, address)


def _xml(text: str, address: str) -> Document:
    data = text.encode("utf-8", "replace")
    meant = prepare.windows(data)
    if found := _plain(meant, address):
        return found
    finding = gate.check(data)
    found = _tree(meant, address) if finding.shape is Shape.WHOLE else None
    return _malformed(text, finding, address) if found is None else found


def _malformed(text: str, finding: gate.Finding, address: str) -> Document:
    """Read a document that is XML after some repair; the least that helps is done."""
    repaired = prepare.repair(text, finding.entities)
    found = None if finding.shape is Shape.CUT else _repaired(text, repaired, finding, address)
    if found:
        return found
    if len(repaired) > _MOST_MENDED:
        reason = f"the document is {finding.shape.value} and larger than {_MOST_MENDED} characters: {finding.fault}"
        raise Unreadable(reason)
    mended, cut = mend(repaired)
    found = _whole(mended, address) or tolerant.read(mended.encode("utf-8"), address)
    fault = f"{finding.shape.value}: {finding.fault}" if finding.fault else "not in order in its namespaces"
    faults = (*found.faults, f"the document is {fault}")
    return structs.replace(found, malformed=finding.shape is not Shape.CUT, partial=cut, faults=faults)


def _repaired(text: str, repaired: str, finding: gate.Finding, address: str) -> Document | None:
    """Read a document that is well-formed after repair, or is but for prefixes that it forgot to declare."""
    if finding.shape is Shape.WHOLE and (declared := declare(repaired)) != repaired:
        return _forgetful(declared, address)
    if _stays_broken(text, repaired, finding):
        return None
    found, shape = _read(repaired, address)
    if found:
        return structs.replace(found, malformed=finding.shape not in {Shape.WHOLE, Shape.DECLARED})
    if shape is not Shape.WHOLE or (declared := declare(repaired)) == repaired:
        return None
    return _forgetful(declared, address)


def _stays_broken(text: str, repaired: str, finding: gate.Finding) -> bool:
    """Whether repair left a fault as it was: it took away nothing but what stands before the root."""
    before = len(text) - len(repaired)
    return finding.shape is Shape.BROKEN and finding.place > _WIDEST * before and text.endswith(repaired)


def _forgetful(declared: str, address: str) -> Document | None:
    """Read a document of proven limits whose prefixes were declared for it."""
    found = _tree(declared.encode("utf-8"), address)
    return structs.replace(found, malformed=True) if found else None


def _whole(text: str, address: str) -> Document | None:
    return _read(text, address)[0]


def _read(text: str, address: str) -> tuple[Document | None, Shape]:
    """Return what a document says if it is well-formed and fit for a tree, and its shape."""
    data = text.encode("utf-8")
    if found := _plain(data, address):
        return found, Shape.WHOLE
    shape = gate.check(data).shape
    return (_tree(data, address) if shape is Shape.WHOLE else None), shape


def _plain(data: bytes, address: str) -> Document | None:
    """Read a document whose signs prove that it is safe: most of them; nothing of one that needs the whole gate."""
    if not gate.plain(data):
        return None
    try:
        return fast.read(data, address, bounded=True)
    except etree.XMLSyntaxError:
        return None


def _tree(data: bytes, address: str) -> Document | None:
    """Return what the fast reader makes of it; nothing where lxml is stricter than expat (prefixes)."""
    try:
        return fast.read(data, address)
    except etree.XMLSyntaxError:
        return None

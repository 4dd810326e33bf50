"""Read a document aloud: what the wire makes of it, as JSON Lines, with the desk's dates and clean HTML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec
from msgspec.structs import replace

from publisher.desk.dates import instant
from publisher.desk.sanitize import clean
from publisher.wire.parse import ParseError, parse
from publisher.wire.parse.report import lines


def read_aloud(
    document: bytes, address: str, content_type: str = "", *, language: str = "", zone: str = "UTC"
) -> Iterator[str]:
    """Yield the feed, then its entries, each as one JSON object; a refused document gives one of kind "error".

    `language` is the one that came with the document (Content-Language), for a feed that names none.
    """
    try:
        read = parse(document, address, content_type)
    except ParseError as error:
        yield _json({"kind": "error", "message": str(error)})
        return
    read = replace(read, language=read.language or language)
    for line in lines(read, when=partial(instant, zone=zone), clean=clean):
        yield _json(line)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()

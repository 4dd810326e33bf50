"""The verb that shows what we make of a document: parse."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

import click
import msgspec

from publisher.pipeline import read_aloud


@click.command()
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--url", default="", help="The address that the document came from: relative links start there.")
@click.option("--content-type", default="", help="The media type that came with it.")
@click.option("--stream", is_flag=True, help="Read requests, one JSON object a line, on standard input.")
def parse(file: BinaryIO | None, url: str, content_type: str, *, stream: bool) -> None:
    """Print what the wire makes of a document, as JSON Lines: first the feed, then its entries.

    FILE may be - for standard input.
    """
    if stream:
        for request in sys.stdin:
            for line in answer(request):
                click.echo(line)
            sys.stdout.flush()
        return
    if file is None:
        message = "FILE (or - for standard input) is missing"
        raise click.UsageError(message)
    for line in read_aloud(file.read(), url, content_type):
        click.echo(line)


class Request(msgspec.Struct):
    """One line on the standard input of `parse --stream`."""

    path: str
    url: str = ""
    headers: dict[str, str] = {}  # of the answer that the document came with, names in lower case

    @property
    def address(self) -> str:
        """Where relative references start: Content-Location names what was sent (RFC 9110, section 8.7)."""
        try:
            return urljoin(self.url, self.headers.get("content-location", ""))
        except ValueError:
            return self.url


def answer(line: str) -> Iterator[str]:
    """Answer one request of `parse --stream`, {"path", "url", "headers"}: the lines of `parse`, then one of kind "end".

    What cannot be read is answered with a line of kind "error"; the next request is answered all the same.
    """
    try:
        request = msgspec.json.decode(line, type=Request)
        document = Path(request.path).read_bytes()
    except (msgspec.DecodeError, OSError, ValueError) as error:
        yield msgspec.json.encode({"kind": "error", "message": str(error)}).decode()
    else:
        said = request.headers
        yield from read_aloud(
            document, request.address, said.get("content-type", ""), language=said.get("content-language", "")
        )
    yield '{"kind":"end"}'

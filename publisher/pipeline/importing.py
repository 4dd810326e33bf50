"""Import: the sources of an OPML document become lines of sources.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from publisher import __version__
from publisher.config.address import is_private
from publisher.config.edit import Added, add_sources, template
from publisher.config.opml import OpmlError, Outline, read_opml
from publisher.model import Failed
from publisher.pipeline.replacing import replace_file
from publisher.wire.client import open_client, user_agent
from publisher.wire.fetch import download


class ImportFailed(Exception):
    """The OPML could not be had or read. The message is for the operator."""


async def import_opml(place: str, path: Path, *, allow_private: bool = False) -> Added:
    """Add every source of the OPML at `place` (a file or an http address) to the sources.yaml at `path`.

    A private address that the operator names is asked, and sources on that very host are taken with
    `allow_private: true` written beside them; other private ones only with `allow_private`. Raises ImportFailed, or
    ConfigError where sources.yaml has mistakes: then nothing is changed. A missing sources.yaml is begun from the
    template.
    """
    try:
        outlines = read_opml(await _document(place))
    except OpmlError as error:
        message = f"{place}: {error}"
        raise ImportFailed(message) from error
    text = path.read_text("utf-8") if path.exists() else template()
    text, added = _add(text, outlines, place, path.name, allow_private=allow_private)
    replace_file(path, text.encode())
    return added


async def _document(place: str) -> bytes:
    if not place.startswith(("http://", "https://")):
        try:
            return Path(place).read_bytes()
        except OSError as error:
            message = f"{place}: {error.strerror}"
            raise ImportFailed(message) from error
    async with open_client(user_agent(__version__, "")) as client:
        answer = await download(client, place, allow_private=is_private(place))
    if isinstance(answer, Failed):
        message = f"{place}: {answer.reason} {answer.detail}".rstrip()
        raise ImportFailed(message)
    return answer.body


def _add(text: str, outlines: Sequence[Outline], place: str, name: str, *, allow_private: bool) -> tuple[str, Added]:
    host = urlsplit(place).netloc if is_private(place) else None
    own = [outline for outline in outlines if allow_private or (host and urlsplit(outline.url).netloc == host)]
    text, first = add_sources(text, own, allow_private=True, name=name)
    text, second = add_sources(text, [outline for outline in outlines if outline not in own], name=name)
    return text, Added(
        sources=first.sources + second.sources,
        agencies=first.agencies + second.agencies,
        known=first.known + second.known,
        refused=first.refused + second.refused,
    )

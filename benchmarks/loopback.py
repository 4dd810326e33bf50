"""The server of a whole round: nginx where it is installed, else our own agencies; and how much either can serve."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import IO, Final, cast
from urllib.parse import urlsplit

from benchmarks import agencies, nginx
from benchmarks.served import editions

_AHEAD: Final = 40  # questions that are sent before they are answered
_BUFFER: Final = 2**18


@dataclass(frozen=True, slots=True)
class Agencies:
    """A server on loopback."""

    name: str
    origin: str
    show: Callable[[int], None]  # lets an edition appear


@contextmanager
def serving(feeds: int, *, from_records: bool) -> Iterator[Agencies]:
    """Serve feeds on loopback."""
    if program := nginx.find():
        with nginx.serving(program, editions(feeds, from_records=from_records)) as (origin, files):
            yield Agencies(nginx.version(program), origin, files.show)
    else:
        with agencies.running(feeds, from_records=from_records) as origin:
            yield Agencies("benchmarks/agencies.py", origin, partial(agencies.show_edition, origin))


def answers_a_second(origin: str, feeds: int) -> tuple[float, float]:
    """Return how many answers a second the server gives to one who does nothing with them: of 200, and of 304.

    The best of three tries counts: what else the machine does can only take away from it.
    """
    tries = [_one_try(origin, feeds) for _ in range(3)]
    return max(full for full, _ in tries), max(same for _, same in tries)


def _one_try(origin: str, feeds: int) -> tuple[float, float]:
    place = urlsplit(origin)
    with (
        socket.create_connection((place.hostname, place.port)) as line,
        cast("IO[bytes]", line.makefile("rb", _BUFFER)) as answers,
    ):
        began = perf_counter()
        tags = _ask(line, answers, [""] * feeds)
        middle = perf_counter()
        _ask(line, answers, tags)
        return feeds / (middle - began), feeds / (perf_counter() - middle)


def _ask(line: socket.socket, answers: IO[bytes], tags: Sequence[str]) -> list[str]:
    """Ask for each feed, with the ETag that we have, some ahead of the answers; return the ETags of the answers."""
    questions = [_question(feed, tag) for feed, tag in enumerate(tags)]
    line.sendall(b"".join(questions[:_AHEAD]))
    found = []
    for start in range(0, len(questions), _AHEAD // 2):
        if start:
            line.sendall(b"".join(questions[start + _AHEAD // 2 : start + _AHEAD]))
        found += [_heard(answers) for _ in questions[start : start + _AHEAD // 2]]
    return found


def _question(feed: int, tag: str) -> bytes:
    condition = f"If-None-Match: {tag}\r\n" if tag else ""
    return f"GET /feed/{feed} HTTP/1.1\r\nHost: agency.invalid\r\nAccept-Encoding: gzip\r\n{condition}\r\n".encode()


def _heard(answers: IO[bytes]) -> str:
    """Read one answer; return its ETag."""
    length, tag = 0, ""
    while (head := answers.readline()) != b"\r\n":
        if head[:15].lower() == b"content-length:":
            length = int(head[15:])
        elif head[:5].lower() == b"etag:":
            tag = head[5:].strip().decode()
    answers.read(length)
    return tag

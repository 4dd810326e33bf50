"""Bombs and references to the outside: refused at once, and nothing is opened for them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from publisher.wire.parse import Unreadable, parse

ADDRESS = "https://feeds.example/desk.xml"
REPOSITORY = Path(__file__).resolve().parents[2]
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
CHAIN = "".join(f'<!ENTITY c{n} "&c{n - 1};">' for n in range(1, 100_000))


def with_entities(declared: str, use: str, before: str = "") -> str:
    """Write a feed whose DOCTYPE declares entities, and whose title uses one."""
    channel = f"<channel><title>{use}</title><item><title>{use}</title></item></channel>"
    return f'{before}<!DOCTYPE rss [{declared}]><rss version="2.0">{channel}</rss>'


LOL = '<!ENTITY l0 "lol">' + LAUGHS
LONG = f'<!ENTITY a "{"x" * 100_000}">'
BOMBS = {
    "laughs": with_entities(LOL, "&l9;").encode(),
    "quadratic": with_entities(LONG, "&a;" * 10_000).encode(),
    "chain": with_entities('<!ENTITY c0 "x">' + CHAIN, "&c99999;").encode(),
    "parameter": with_entities("<!ENTITY % p \"<!ENTITY y '&#37;p;'>\"> %p;", "&y;").encode(),
    "behind a comment": with_entities(LOL, "&l9;", f"<?xml version='1.0'?><!-- {'<rss> ' * 1000}-->").encode(),
    "behind an instruction": with_entities(LOL, "&l9;", "<?php <!DOCTYPE x> ?>").encode(),
    "in UTF-16": with_entities(LOL, "&l9;").encode("utf-16"),
    "in UTF-32": with_entities(LOL, "&l9;").encode("utf-32-be"),
    "as an attribute": with_entities(f'{LOL}<!ATTLIST item a CDATA "&l9;">', "").encode(),
    "in a broken document": with_entities(LOL, "&l9; & <b>").encode(),
}
EXPLODE = """
import sys, time
from publisher.wire.parse import Unreadable, parse
parse(b'<rss version="2.0"><channel><title>&amp; &nbsp; & </title></channel></rss>', 'https://feeds.example/')
body = sys.stdin.buffer.read()
started = time.process_time()
try:
    parse(body, 'https://feeds.example/')
except Unreadable:
    sys.exit(0 if time.process_time() - started <= 0.1 else 4)
sys.exit(3)
"""


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_within_a_tenth_of_a_second(body: bytes) -> None:
    """Whatever an entity bomb hides behind, it is refused in 100 ms of computing, and the process lives on."""
    done = subprocess.run(
        [sys.executable, "-c", EXPLODE], input=body, capture_output=True, cwd=REPOSITORY, check=False, timeout=60
    )
    assert done.returncode == 0, (done.returncode, done.stderr.decode())


def test_entities_written_out_are_bounded() -> None:
    """A long entity that is used very often is refused, though it is plain characters."""
    body = with_entities(f'<!ENTITY a "{"x" * 1000}">', "&a;" * 25_000)
    with pytest.raises(Unreadable):
        parse(body.encode(), ADDRESS)


def test_attributes_that_a_doctype_declares_are_bounded() -> None:
    """More than 500 of them are refused: a parser compares each with all others."""
    declared = "".join(f"<!ATTLIST item a{number} CDATA 'b'>" for number in range(100_000))
    started = time.process_time()
    with pytest.raises(Unreadable):
        parse(with_entities(declared, "").encode(), ADDRESS)
    assert time.process_time() - started < 1


WATCH = """
import sys
from publisher.wire.parse import ParseError, parse
parse(b'<rss version="2.0"><channel/></rss>', 'https://feeds.example/')
seen = []
watched = {'open', 'socket.connect', 'socket.getaddrinfo'}
sys.addaudithook(lambda event, args: seen.append((event, args)) if event in watched else None)
try:
    parse(sys.stdin.buffer.read(), 'https://feeds.example/')
except ParseError:
    pass
assert not seen, seen
"""


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><rss><channel><title>&x;</title></channel></rss>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd"><rss><channel><title>&nbsp;</title></channel></rss>',
        '<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///etc/pw"> %x;]><rss><channel><title>t & t</title></channel></rss>',
        '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><xi:include href="file:///etc/pw"/></channel></rss>',
        '<?xml-stylesheet href="file:///etc/passwd"?><rss><channel><title>t</title></channel></rss>',
        '<?xml version="1.0" encoding="x-unheard-of"?><rss><channel><title>t</title></channel></rss>',
    ],
)
def test_a_document_opens_no_file_and_no_connection(body: str) -> None:
    """Whatever a document names, nothing is opened to read it."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH], input=body.encode(), capture_output=True, cwd=REPOSITORY, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()

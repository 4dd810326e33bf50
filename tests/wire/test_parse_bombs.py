"""Bombs and references to the outside: refused at once, and nothing is opened for them."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from publisher.wire.parse import ParseError, Unreadable, parse
from tests.world.doubling import cost_of, costs_less

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
OUTSIDE = [
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
    '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><rss><channel><title>&x;</title></channel></rss>',
    '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd"><rss><channel><title>&nbsp;</title></channel></rss>',
    '<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///etc/pw"> %x;]><rss><channel><title>t & t</title></channel></rss>',
    '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><xi:include href="file:///etc/pw"/></channel></rss>',
    '<?xml-stylesheet href="file:///etc/passwd"?><rss><channel><title>t</title></channel></rss>',
    '<?xml version="1.0" encoding="x-unheard-of"?><rss><channel><title>t</title></channel></rss>',
]
# Tells of each document whether it was refused, after how many seconds of computing (the best of three turns: a machine
# that is busy makes some dearer), and what was opened for it.
READ = """
import json, sys, time
from publisher.wire.parse import ParseError, Unreadable, parse
parse(b'<rss version="2.0"><channel><title>&amp; &nbsp; & </title></channel></rss>', 'https://feeds.example/')
seen = []
watched = {'open', 'socket.connect', 'socket.getaddrinfo'}
sys.addaudithook(lambda event, args: seen.append(f'{event} {args}') if event in watched else None)
for line in sys.stdin:
    body, taken, refused = json.loads(line).encode('latin-1'), [], False
    seen.clear()
    for turn in range(3):
        began = time.process_time()
        try:
            parse(body, 'https://feeds.example/')
        except ParseError as error:
            refused = isinstance(error, Unreadable)
        taken.append(time.process_time() - began)
    print(json.dumps([refused, min(taken), seen]), flush=True)
"""


class Answers(NamedTuple):
    """What a process that read many documents, one after the other, told of each: what it lived to tell."""

    told: list[tuple[bool, float, list[str]]]
    errors: str


@pytest.fixture(scope="module")
def answers() -> Answers:
    """Read everything in a process of its own: what kills it ends no test but its own, and those behind it."""
    lines = "".join(json.dumps(body.decode("latin-1")) + "\n" for body in (*map(str.encode, OUTSIDE), *BOMBS.values()))
    command = [sys.executable, "-c", READ]
    done = subprocess.run(
        command, input=lines, capture_output=True, cwd=REPOSITORY, check=False, timeout=300, text=True
    )
    return Answers([json.loads(line) for line in done.stdout.splitlines()], done.stderr)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_a_tenth_of_a_second(answers: Answers, name: str) -> None:
    """Whatever an entity bomb hides behind, it is refused in 100 ms of computing, and the process lives on."""
    place = len(OUTSIDE) + list(BOMBS).index(name)
    assert len(answers.told) > place, answers.errors
    refused, seconds, _ = answers.told[place]
    assert (refused, seconds <= 0.1) == (True, True), seconds


@pytest.mark.parametrize("place", range(len(OUTSIDE)))
def test_a_document_opens_no_file_and_no_connection(answers: Answers, place: int) -> None:
    """Whatever a document names, nothing is opened to read it."""
    assert len(answers.told) > place, answers.errors
    assert answers.told[place][2] == []


HARMLESS = '<rss version="2.0"><channel><title>t</title><item><title>a</title></item></channel></rss>'
DOCTYPES = [
    '<!DOCTYPE rss SYSTEM "file:///dev/null">' + HARMLESS,
    '\ufeff \n<!DOCTYPE rss SYSTEM "file:///dev/null">' + HARMLESS,
    '<?xml version="1.0"?><!-- > --><?x > ?><!DOCTYPE rss SYSTEM "file:///dev/null">' + HARMLESS,
    '<!doctype rss SYSTEM "file:///dev/null">' + HARMLESS,
    '<!DOCTYPE\nrss\nSYSTEM "file:///dev/null" [<!-- ]> -->]>' + HARMLESS,
    '<!DOCTYPE rss PUBLIC "]>" "file:///dev/null" [<!ATTLIST rss a CDATA "]>">]>' + HARMLESS.replace("t<", "AT&T<", 1),
    '<!DOCTYPE a><!DOCTYPE rss SYSTEM "file:///dev/null">' + HARMLESS,
    HARMLESS.replace("<channel>", '<!DOCTYPE rss SYSTEM "file:///dev/null"><channel>'),
    "<b>Warning</b>" + '<!DOCTYPE rss SYSTEM "file:///dev/null">' + HARMLESS,
]


def test_no_doctype_reaches_the_builder_of_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """It opens the files that a DOCTYPE names in C, where no audit sees it, so there must be none before it."""
    real, seen = etree.fromstring, []

    def build(document: bytes, parser: etree.XMLParser) -> object:
        root = real(document, parser)
        seen.append(b"<!DOCTYPE" in etree.tostring(root.getroottree()))
        return root

    monkeypatch.setattr(etree, "fromstring", build)
    for document in (*DOCTYPES, *OUTSIDE):
        for encoding in ("utf-8", "utf-16"):
            with suppress(ParseError):
                parse(document.encode(encoding), ADDRESS)
    assert len(seen) > len(DOCTYPES)
    assert not any(seen)


def test_entities_written_out_are_bounded() -> None:
    """A long entity that is used very often is refused, though it is plain characters."""
    body = with_entities(f'<!ENTITY a "{"x" * 1000}">', "&a;" * 25_000)
    with pytest.raises(Unreadable):
        parse(body.encode(), ADDRESS)


def test_attributes_that_a_doctype_declares_are_bounded() -> None:
    """More than 500 of them are refused: a parser compares each with all others."""
    declared = "".join(f"<!ATTLIST item a{number} CDATA 'b'>" for number in range(100_000))
    body = with_entities(declared, "").encode()

    def refused() -> None:
        with pytest.raises(Unreadable):
            parse(body, ADDRESS)

    assert costs_less(1, lambda: cost_of(refused))

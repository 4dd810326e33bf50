"""Articles written through a stencil: byte for byte what feedgen writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.press.generator import Head, Line, atom, entry_of, item, rss
from publisher.press.moulds import HEAD, LINE
from publisher.press.stencil import Stencils

WAYS: Final = {"item": item, "entry": entry_of}
PLAIN: Final = Line(id="tag:a,1:b", title="A title", summary="In short", content="<p>At length</p>", more="    <x/>\n")
FULL: Final = replace(
    PLAIN,
    language="bn",
    link="https://a.example/?a=1&b=2",
    rights="© A & B",
    labels=("One & two", "<Three>"),
    authors=("A", "B"),
    contributors=("C",),
    source=("https://a.example/?a=1&b=\"2'", "A & B"),
    updated="2026-01-02T03:04:05Z",
    title_type="html",
    summary_type="html",
)
ODD: Final = ("\r", "\x0b", "\ud800", "\ufffe", "\x00")

texts = st.text(alphabet=st.one_of(st.sampled_from("<>&\"' \n\t\raé☃𝄞-0"), st.characters()), max_size=12)
some = st.lists(texts, max_size=3).map(tuple)
lines = st.builds(
    Line,
    id=texts,
    title=texts,
    summary=texts,
    content=texts,
    more=st.just("    <more>1</more>\n"),
    language=st.sampled_from(["", "en", "zh-Hant"]),
    link=texts,
    labels=some,
    authors=some,
    contributors=some,
    source=st.none() | st.tuples(texts, texts),
    rights=texts,
    updated=st.just("2026-01-02T03:04:05Z"),
    title_type=st.sampled_from(["text", "html"]),
    summary_type=st.sampled_from(["text", "html"]),
)


def outcome(write: Callable[[], bytes]) -> bytes | str:
    """Return what is written, or why nothing is."""
    try:
        return write()
    except ValueError as refusal:
        return str(refusal)


@pytest.mark.parametrize("way", WAYS)
@given(line=lines)
def test_an_article_is_written_as_feedgen_writes_it(way: str, line: Line) -> None:
    """The bytes are feedgen's, or the refusal is, whatever the texts hold, when the shape is met first and again."""
    write = WAYS[way]
    stencils = Stencils(write, LINE)
    expected = outcome(lambda: write(line))
    assert [outcome(lambda: stencils.written(line)) for _ in range(2)] == [expected, expected]


heads = st.builds(
    Head,
    id=texts,
    title=texts,
    link=texts,
    description=texts,
    updated=texts.map("at {}".format),  # without a date feedgen says now
    language=st.sampled_from(["", "en", "zh-Hant"]),
    rights=texts,
    links=st.lists(texts.map(lambda href: {"rel": "self", "type": "a/b", "href": href}), max_size=2).map(tuple),
    author=st.sampled_from([{}, {"name": "A & B", "uri": "https://a.example/"}]),
    style=st.sampled_from(["", "/style.css"]),
    frequency=st.sampled_from(["", "4"]),
    last=st.lists(texts.map(lambda href: {"rel": "hub", "href": href}), max_size=2).map(tuple),
    namespaces=st.just({"sy": "http://purl.org/rss/1.0/modules/syndication/"}),
)


@pytest.mark.parametrize("write", [rss, atom])
@given(head=heads)
@example(head=Head(id="i", title="t", link="\n", description="d", updated="at noon"))
def test_a_head_is_written_as_feedgen_writes_it(write: Callable[[Head], bytes], head: Head) -> None:
    """The bytes are feedgen's, or the refusal is, whatever a feed is called, and when the shape is met again."""
    stencils = Stencils(write, HEAD)
    expected = outcome(lambda: write(head))
    assert [outcome(lambda: stencils.written(head)) for _ in range(2)] == [expected, expected]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("line", [PLAIN, FULL, replace(PLAIN, content=""), replace(FULL, summary="")])
def test_feedgen_is_asked_once_for_a_shape(way: str, line: Line) -> None:
    """The second article of a shape is written without feedgen, and is right."""
    asked: list[Line] = []

    def write(one: Line) -> bytes:
        asked.append(one)
        return WAYS[way](one)

    stencils = Stencils(write, LINE)
    others = [replace(line, title=f"{line.title} & {number}", content=line.content * 2) for number in range(3)]
    assert [stencils.written(other) for other in others] == list(map(WAYS[way], others))
    assert len(asked) == 1


@pytest.mark.parametrize("letter", ODD)
def test_what_xml_cannot_carry_is_for_lxml_to_judge(letter: str) -> None:
    """A text with such a character never comes out of a stencil."""
    stencils, line = Stencils(item, LINE), replace(PLAIN, title=f"a{letter}b")
    stencils.written(PLAIN)
    assert outcome(lambda: stencils.written(line)) == outcome(lambda: item(line))


def test_no_more_stencils_are_kept_than_it_says() -> None:
    """A source that invents shapes costs time, not memory."""
    stencils = Stencils(item, LINE, most=3)
    for number in range(9):
        line = replace(PLAIN, labels=("a",) * number)
        assert stencils.written(line) == item(line)
        assert len(stencils) <= 3

"""Subscriptions are read from anybody's OPML, and written for everybody."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.config import load, parse_config
from publisher.config.opml import OpmlError, Outline, read_opml, write_opml

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = Path(os.environ.get("FEEDVALIDATOR") or "none")
LIST = """\
<?xml version="1.0" encoding="utf-8"?>
<opml version="1.1"><head><title>x</title></head><body>
  <outline text="News">
    <outline text="Asia" title="Asia &amp; Pacific">
      <outline type="rss" text="A" title="Agency A" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"
        language="hi"/>
    </outline>
    <outline text="B" xmlurl=" feed://b.example/rss "/>
    <outline text="a note"/>
  </outline>
  <outline text="C" xmlUrl="https://c.example/rss" category="/Tech/Web,/Other"/>
  <outline text="D" xmlUrl=""/>
</body></opml>"""


def test_outlines_are_read() -> None:
    """Folders become the category, feed: is mapped, attribute names may have any case, notes are no outlines."""
    assert read_opml(LIST.encode()) == [
        Outline(
            title="Agency A",
            url="https://a.example/rss",
            html_url="https://a.example/",
            language="hi",
            category=("News", "Asia"),
        ),
        Outline(title="B", url="http://b.example/rss", category=("News",)),
        Outline(title="C", url="https://c.example/rss", category=("Tech", "Web")),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_encodings_are_read(encoding: str) -> None:
    """The XML declaration (or the byte order mark) decides."""
    text = LIST.replace("utf-8", encoding).replace("Agency A", "Agência")
    assert read_opml(text.encode(encoding))[0].title == "Agência"


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "not well-formed"),
        (b"<opml><body>", "not well-formed"),
        (b"{}", "not well-formed"),
        (b"<html/>", "its root is <html>"),
        (b"<rss version='2.0'/>", "its root is <rss>"),
        (b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml>&a;</opml>", "declares a document type"),
        (b"<!DOCTYPE opml SYSTEM 'file:///etc/passwd'><opml/>", "declares a document type"),
        ("<!DOCTYPE opml><opml/>".encode("utf-16"), "declares a document type"),
        (b"<opml>&undefined;</opml>", "not well-formed"),
        (b"<opml>" + b"<outline>" * 70, "nested deeper than 64"),
        (b"<opml>" + b"<outline xmlUrl='u'/>" * 20_001 + b"</opml>", "more than 20000 outlines"),
        (b" " * 16_000_001, "bytes"),
        (b"<?xml version='1.0' encoding='x-none'?><opml/>", "not well-formed"),
        (b"<opml>\xff</opml>", "not well-formed"),
    ],
    ids=lambda value: str(value[:40]),  # one of them has sixteen megabytes
)
def test_malformed_and_hostile_documents_are_refused(document: bytes, reason: str) -> None:
    """The answer is OpmlError with a reason in one line; no file is opened, nothing is expanded."""
    with pytest.raises(OpmlError, match=reason) as caught:
        read_opml(document)
    assert "\n" not in str(caught.value)
    assert "<string>" not in str(caught.value)


@given(st.integers(0, len(LIST)), st.binary(max_size=4))
def test_a_changed_document_is_read_or_refused(at: int, put: bytes) -> None:
    """Whatever changes, outlines or OpmlError come out."""
    data = LIST.encode()
    try:
        read_opml(data[:at] + put + data[at + len(put) :])
    except OpmlError as error:
        assert str(error)  # noqa: PT017 -- both outcomes are right


def test_what_is_written_is_read() -> None:
    """Every source of the shipped file comes back with its address, its language and its agency's page."""
    config = load(ROOT / "sources.yaml")
    outlines = {outline.url: outline for outline in read_opml(write_opml(config))}
    assert set(outlines) == {source.url for source in config.sources.values()}
    source = config.sources["bbc-tamil"]
    assert outlines[source.url] == Outline(
        title="BBC News: tamil",
        url=source.url,
        html_url="https://www.bbc.co.uk/news",
        language="ta",
        category=("United Kingdom",),
    )


def test_the_same_sources_give_the_same_bytes() -> None:
    """No date of now is in it."""
    config = load(ROOT / "sources.yaml")
    assert write_opml(config) == write_opml(config)


def test_secrets_are_not_exported() -> None:
    """An address that holds a value of the environment is left out."""
    text = (
        "feeds: [{id: x, title: X}]\nagencies: {a: {name: A}}\n"
        "sources: {s: {agency: a, url: 'https://a.example/${KEY}'}, t: {agency: a, url: 'https://b.example/'}}\n"
    )
    document = write_opml(parse_config(text, "x", {"KEY": "hunter2"}))
    assert b"hunter2" not in document
    assert [outline.url for outline in read_opml(document)] == ["https://b.example/"]


@pytest.mark.skipif(
    not VALIDATOR.is_dir(), reason="FEEDVALIDATOR is not set to the src folder of https://github.com/w3c/feedvalidator"
)
def test_the_w3c_validator_has_nothing_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither error nor warning for the OPML of the shipped file."""
    monkeypatch.setattr(sys, "path", [str(VALIDATOR), *sys.path])
    validator = pytest.importorskip("feedvalidator")
    events = validator.validateString(write_opml(load(ROOT / "sources.yaml")), firstOccurrenceOnly=1)["loggedEvents"]
    assert [event for event in events if "Success" not in {kind.__name__ for kind in type(event).__mro__}] == []

"""Whatever an entry holds, an article keeps every promise or there is none; and no entry costs more than others pay."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import count
from urllib.parse import urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.desk.beginnings import beginning
from publisher.desk.identity import Named, identify
from publisher.desk.normalize import SUMMARY, Unusable, normalize, revise
from publisher.desk.sanitize import clean
from publisher.desk.text import plain
from publisher.model import Agency, Article, Category, Enclosure, Entry, Media, Person, Site, Source, Text
from tests.desk.wild import ENTRIES, PIECES
from tests.world.doubling import cost_of, costs_less, is_linear
from tests.world.wild import examples

NOW = datetime(2025, 4, 28, 12, tzinfo=UTC)
SOURCE = Source(
    id="pti-top", agency=Agency(id="pti", name="PTI", credit="PTI", country="IN"), url="https://pti.example/rss"
)
MEGABYTE = 1_000_000
LARGEST = 15 * MEGABYTE
_TURNS = count()
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def made(entry: Entry) -> Article:
    """Normalize one entry."""
    return normalize(entry, Named(entry, SOURCE).own, SOURCE, Site(), NOW)


@given(ENTRIES)
@examples(60)
def test_promises(entry: Entry) -> None:
    """An article is bounded, credited, dated no later than received, free of controls, its addresses can be opened.

    Read again, the entry gives the same article.
    """
    try:
        article = made(entry)
    except Unusable:
        return
    lines = [article.headline, article.summary, article.byline, article.dateline, article.rights, *article.authors]
    image = article.image
    lines += [*article.labels, *([image.alt, image.caption, image.credit] if image else [])]
    assert article.headline.strip()
    assert not [line for line in lines if UNSEEN.search(line)]
    assert not UNSEEN.search(article.guid.replace("\n", "").replace("\t", "").replace("\r", ""))
    assert (len(article.headline) <= 300, len(article.summary) <= SUMMARY, len(article.guid) <= 2048) == (True,) * 3
    for url in filter(None, (article.url, image.url if image else "")):
        assert urlsplit(url).scheme in ("http", "https")
        assert urlsplit(url).hostname
    assert article.published <= article.received
    assert article.body == clean(article.body)
    assert article.published.tzinfo is UTC
    assert article.credit
    assert len(article.key) <= 64
    assert msgspec.json.encode(article)
    assert made(entry) == article


def nested(*pieces: str) -> Callable[[int], str]:
    """Return what makes a text of so many characters out of pieces."""
    unit = "".join(pieces)
    return lambda size: unit * (size // len(unit))


HOSTILE: dict[str, Callable[[int], str]] = {
    "markup": nested("<p "),
    "comments": nested("<!--"),
    "entities": nested("&amp;"),
    "numbers": nested("&#"),
    "addresses": nested("x@y ("),
    "angles": nested("<a@"),
    "slashes": nested("/"),
    "semicolons": nested(";"),
    "images": nested("<img src=a "),
    "spaces": nested(" "),
    "marks": nested("\u0301"),
    "joiners": nested("\u200d"),
    "commas": nested("Aa, "),
    "machine": nested("image AI "),
    "embargo": nested("EMBARGO until "),
    "dots": nested("a."),
    "percents": nested("%"),
    "letters": nested("x"),
    "heaps": nested("\u064c\u064b"),
    "scripts": nested("<script>x</script>"),
    "figures": lambda size: "<p>&#" + "1" * size + ";",
}


def full_of(text: str) -> list[Entry]:
    """Return entries that hold a text in every place where it may stand."""
    either = Text(text), Text(text, "text")
    person, media = Person(text, text, text), Media(url=text, type=text, width=text, title=text, source_type=text)
    return [
        Entry(guid=text, title=Text("Fire")),
        Entry(link=f"https://a.example/{text}", origin=f"https://a.example/?{text}", title=Text("Fire")),
        *(Entry(title=each) for each in either),
        *(Entry(title=Text("Fire"), summary=each, content=each) for each in either),
        Entry(title=Text("Fire"), created=text, updated=text, expires=text, language=text, rights=text),
        Entry(title=Text("Fire"), authors=(person,), categories=(Category(text, text, text),)),
        Entry(title=Text("Fire"), media=(media,), enclosures=(Enclosure(text, text, text),), base=text),
        Entry(title=Text("Fire"), link="x", content=Text("<a href=x>x</a>" * 99), base=f"https://a.example/{text}"),
    ]


def seconds(entry: Entry) -> float:
    """Return the CPU time that an entry takes, whatever becomes of it."""

    def made() -> None:
        named = Named(entry, SOURCE)
        with suppress(Unusable):
            normalize(entry, named.own, SOURCE, Site(), NOW, named)

    return cost_of(made)


def anew(entry: Entry) -> float:
    """Return the CPU time of an entry that nobody has seen before."""
    return seconds(replace(entry, language=f"x{next(_TURNS)}"))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_entry_takes_longer_than_the_others(name: str) -> None:
    """A field of a hundred kilobytes of anything costs next to nothing: all is cut before a pattern looks at it."""
    for entry in full_of(HOSTILE[name](MEGABYTE // 10)):
        assert costs_less(0.5, partial(anew, entry))


@pytest.mark.parametrize("name", ["markup", "semicolons", "entities"])
def test_the_largest_entry(name: str) -> None:
    """No entry of 15 MB takes more than two seconds."""
    for entry in full_of(HOSTILE[name](LARGEST // 3))[4:]:
        assert costs_less(2, partial(anew, entry))


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_text_takes_about_four_times_the_time(name: str) -> None:
    """Authors, titles, labels and links are read in linear time, also within their bounds."""
    for short, long in zip(full_of(HOSTILE[name](8_000)), full_of(HOSTILE[name](32_000)), strict=True):
        assert is_linear(partial(anew, short), partial(anew, long))


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=12).map("".join), st.sampled_from(["text", "html"]))
@examples(300)
def test_a_beginning_is_that_of_the_whole(piece: str, kind: str) -> None:
    """The beginning of a long text is what the whole of it gives."""
    for value in (piece * 40, "word " * 12 + piece + "<i>word</i> " * 40 + piece):
        text = Text(value, "html" if kind == "html" else "text")
        assert beginning(text, 40) == plain(text, 40)


def test_another_hash_of_an_entry_changes_nothing() -> None:
    """Where only the hash of an entry is another one, its article is noted, and no version is made."""
    entry = Entry(guid="1", link="https://pti.example/1", title=Text("Fire in Mumbai"))
    article = made(entry)
    revised = revise(replace(article, entry_hash="0" * 32), article, NOW)
    assert revised == article


def test_what_was_named_before_is_not_named_again() -> None:
    """Entries that come named give the same keys and the same articles."""
    entries = [Entry(guid=str(number % 3), title=Text(f"Fire {number}")) for number in range(6)]
    named = [Named(entry, SOURCE) for entry in entries]
    keys = identify(entries, SOURCE, {})
    assert identify(entries, SOURCE, {}, named) == keys
    for names, key in zip(named, keys, strict=True):
        assert normalize(names.entry, key, SOURCE, Site(), NOW, names) == normalize(
            names.entry, key, SOURCE, Site(), NOW
        )

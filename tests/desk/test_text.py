"""Titles and summaries are plain text: no markup, decoded once, nothing invisible, on one line, bounded."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.text import (
    _TAG_OR_END,
    TITLE,
    _without_each,
    _without_tags,
    decoded,
    one_line,
    plain,
    shorten,
    visible,
)
from publisher.model import Text
from tests.world.doubling import cost_of, is_linear
from tests.world.wild import examples

FAMILY = "👨\u200d👩\u200d👧"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("<b>Fire</b> in <i class='x'>Mumbai</i>", "Fire in Mumbai"),
        ("one<br/>two<p>three</p>four", "one two three four"),
        ("<script>alert(1)</script>news<style>b{}</style>", "news"),
        ("<!-- ad -->news<!---->", "news"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("if a<b and c>d", "if a<b and c>d"),
        ("List<String> in Java", "List<String> in Java"),
        ("I <3 news", "I <3 news"),
        ("a]]>b", "a]]>b"),
        ("<![CDATA[a]]>", "a"),
        ("AT&amp;T", "AT&T"),
        ("AT&T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("it&amp;#8217;s", "it’s"),
        ("&lt;b&gt; is bold", "<b> is bold"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("caf&eacute;&nbsp;au lait", "café au lait"),
        ("cafe\u0301", "café"),
        ("line\nbreak\ttab\u2028end", "line break tab end"),
        ("\u202etxt.exe\u202c", "txt.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("zero\u200bwidth\ufeff\u00ad\u2060", "zerowidth"),
        ("nul\x00bell\x07", "nulbell"),
        ("a\u200db", "ab"),
        (FAMILY, FAMILY),
        (SCOTLAND, SCOTLAND),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("אב\u200f!", "אב\u200f!"),
        ("left\u200eright", "leftright"),
        ("Z\u0351\u0352\u0353\u0354\u0355a", "Z\u0353\u0351\u0352a"),
        ("   ", ""),
    ],
)
def test_titles_are_text(value: str, wanted: str) -> None:
    """What a reader sees is what the agency meant to be read."""
    assert plain(Text(value)) == wanted


def test_in_text_a_bracket_is_a_character() -> None:
    """Where the document says that a title is text, its markup is shown as it stands."""
    assert plain(Text("<b>x</b> &lt;", "text")) == "<b>x</b> &lt;"


def test_long_titles_end_at_a_word() -> None:
    """A text that is too long is cut after a word, and says so."""
    found = plain(Text("word " * 200))
    assert len(found) <= TITLE
    assert found.endswith("word…")


@pytest.mark.parametrize("letter", ["漢", "é", "e\u0301", FAMILY])
def test_long_texts_without_spaces(letter: str) -> None:
    """A text without spaces is cut between letters, never within one."""
    found = shorten(letter * 400, 100)
    assert len(found) <= 100
    assert not found.rstrip("…")[-1:].startswith("\u200d")
    assert (letter * 400).startswith(found.rstrip("…"))


@given(st.text(max_size=400), st.sampled_from(["text", "html"]), st.integers(1, 300))
@examples(300)
def test_nothing_raises(value: str, kind: str, limit: int) -> None:
    """Whatever comes, the answer is on one line, in bounds, in NFC, without controls or overrides."""
    found = plain(Text(value, "html" if kind == "html" else "text"), limit)
    assert len(found) <= limit
    assert "\n" not in found
    assert found == found.strip()
    assert unicodedata.is_normalized("NFC", found)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") or letter in "\u202e\u202d\u2066" for letter in found)


UNSEEN = (
    "a",
    "é",
    "e\u0301",
    "\u0301" * 4,
    "\u034f",
    "\xa0",
    "\x1c",
    "\x1f",
    "\x85",
    "\u2028",
    "\u3000",
    "\u2000",
    "ש",
)


@given(
    st.lists(
        st.sampled_from(
            [*UNSEEN, " ", "\n", "\u200b", "\u200d", "\u200e", "\u202e", "\U000e0100", "\U000e0041", "\ufeff", "\ud800"]
        ),
        max_size=8,
    )
)
@examples(400)
def test_what_is_told_to_show_nothing_unseen_shows_nothing_unseen(letters: list[str]) -> None:
    """A text that is told quickly to hold nothing unseen is the one that is looked through for it."""
    value = "".join(letters)
    assert one_line(value) == " ".join(visible(value).split())


TAGGED = (
    "<b> </b> <p~class=x> </p> <BR> <script> </script> <title> </title> <List> <xml:b> <!--x--> <!-- --> <![CDATA[ ]]> "
    "word < > &lt; <~b> <b <br/>"
)


@given(st.lists(st.sampled_from([piece.replace("~", " ") for piece in TAGGED.split()] + [" "]), max_size=10))
@examples(400)
def test_tags_all_at_once_or_one_by_one(pieces: list[str]) -> None:
    """Where all tags are taken out at once, the result is that of taking them out one by one."""
    text = "".join(pieces)
    assert _without_tags(text) == _without_each(text, _TAG_OR_END)


@pytest.mark.parametrize(
    "piece",
    [
        *("<", "<!--", "<!-", "<a ", "<a =", "&", "&amp;", "<b>", "<script>", "\u0301", "\u200d", "<!---"),
        *("\u064c\u064b", "\u05bc\u05b7", "\u1dc0\u1dc2\u0323"),
    ],
)
def test_time_is_linear(piece: str) -> None:
    """No text costs more than its length."""
    one, four = Text(piece * (15_000 // len(piece))), Text(piece * (60_000 // len(piece)))
    assert is_linear(lambda: cost_of(lambda: plain(one)), lambda: cost_of(lambda: plain(four)))


def test_no_letter_has_more_marks_than_there_are() -> None:
    """A heap of marks is cut after the thirtieth; those that languages write stay."""
    heap, words = "ب" + "\u064c\u064b" * 300, ("قَبْلَ " * 100).strip()
    assert plain(Text(f"{heap}x{words}"), 2000) == "ب" + "\u064b" * 15 + "\u064c" * 15 + "x" + words


@pytest.mark.parametrize("figures", ["1" * 5_000, "0" * 5_000 + "65", "x" + "1" * 5_000])
def test_a_number_of_any_length_is_no_character(figures: str) -> None:
    """Python reads no more than 4,300 figures, and raises where there are more."""
    assert plain(Text(f"<b>Fire</b> &#{figures}; in Mumbai")) == "Fire \ufffd in Mumbai"


@given(st.text(alphabet="&#xX;aAgtltqumpo1289Ff <\n", max_size=24))
@examples(500)
def test_what_is_remembered_of_entities_is_what_they_mean(text: str) -> None:
    """Entities are decoded as the standard library does it, whatever stands beside them."""
    assert decoded(text) == html.unescape(text)

"""What the operator keeps secret is taken out of documents in every spelling, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model import Category, Document, Entry, Fetched, Person, Text
from publisher.pipeline.secrecy import without_secrets, without_spelled
from tests.world.wild import examples

KEY = "s3cr/t&é k+y"


def entry(text: str) -> Entry:
    """Return an entry that says something in a text, in lists and in an address."""
    return Entry(
        guid="1",
        title=Text(f"Fire {text}"),
        link=f"https://a.example/?key={text}&x=1",
        authors=(Person(f"Ann {text}"),),
        categories=(Category(text, scheme=text),),
        points=((13.5, 2.1),),
    )


def document(*entries: Entry, title: str = "The Wire") -> Document:
    """Return a document."""
    return Document(format="rss20", title=Text(title), entries=entries)


@pytest.mark.parametrize(
    "spelled",
    [
        KEY,
        "s3cr%2Ft%26%C3%A9%20k%2By",
        "s3cr%2ft%26%c3%a9+k%2by",
        "s3cr/t&amp;é k+y",
        "s3cr&#47;t&#38;&#233;&#32;k&#43;y",
        "s3cr&#x2F;t&#x26;&#xe9;&#x20;k&#x2b;y",
        "s3cr&#0047;t&amp;%C3%a9 k&#43;y",
    ],
)
def test_every_spelling_is_taken_out(spelled: str) -> None:
    """As it is, percent-encoded in part or in small letters, as references, in texts, lists and addresses."""
    found = without_spelled(document(entry(spelled), title=f"The Wire {spelled}"), [KEY])
    assert found == document(entry(""), title="The Wire ")


def test_what_holds_no_secret_is_left_alone() -> None:
    """The very same document comes back, and an entry without a secret stands beside one with it."""
    plain = document(entry("word"), entry("s3cr+t&é k+y"))
    assert without_spelled(plain, [KEY]) is plain
    assert without_spelled(document(entry("word"), entry(KEY)), [KEY]).entries == (entry("word"), entry(""))


def test_short_values_stand_in_any_text() -> None:
    """A value of three characters is no secret that could be told from other words; one of four is."""
    said = document(entry("abc abcd"))
    assert without_spelled(said, ["abc"]) is said
    assert without_spelled(said, ["abcd"]) == document(entry("abc "))
    answer = Fetched(address="https://a.example/?k=abc", body=b"abc abcd")
    assert without_secrets(answer, ["abc"]) == (b"abc abcd", "https://a.example/?k=abc")
    assert without_secrets(answer, ["abcd"]) == (b"abc ", "https://a.example/?k=abc")


def test_the_longer_of_two_goes_first() -> None:
    """Where one secret is the beginning of another, no rest of that stays; of several all are taken out."""
    for secrets in (["abcd", "abcdef"], ["abcdef", "abcd"]):
        assert without_spelled(document(entry("abcdef")), secrets) == document(entry(""))
    assert without_spelled(document(entry("one, abcd, two, wxyz")), ["wxyz", "abcd"]) == document(entry("one, , two, "))


def test_a_document_with_half_a_character() -> None:
    """What cannot be written as bytes is looked through all the same."""
    broken = entry(f"\ud83d {KEY}")
    assert without_spelled(document(broken), [KEY]) == document(entry("\ud83d "))


@pytest.mark.parametrize("spelled", [KEY, "s3cr%2Ft%26%C3%A9%20k%2By", "s3cr/t&amp;é k+y"])
def test_bytes_lose_what_is_plain_in_them(spelled: str) -> None:
    """Before anything is made of them, so that nothing is cut in the middle of a secret; the address loses it too."""
    answer = Fetched(address=f"https://a.example/?key={spelled}&x=1", body=f"<rss>{spelled}</rss>".encode())
    assert without_secrets(answer, [KEY]) == (b"<rss></rss>", "https://a.example/?key=&x=1")


@examples(60)
@given(st.text(st.characters(exclude_characters="xyz "), min_size=4, max_size=12), st.text("xyz ", max_size=40))
def test_any_value_of_the_environment(secret: str, text: str) -> None:
    """Whatever a secret is made of, what repeats it can be looked through, and is published without it."""
    found = without_spelled(document(entry(f"{text}{secret}")), [secret])
    assert secret not in found.entries[0].title.value

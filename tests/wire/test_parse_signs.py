"""Signs that no document may hold, and what stands where it should not: the rest of the feed is exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model import Document
from publisher.wire.parse import parse
from tests.world.wild import examples

ADDRESS = "https://feeds.example/desk.xml"


def feed(*titles: str, before: str = "", after: str = "") -> str:
    """Write a feed with an item for each title."""
    items = "".join(f"<item><title>{title}</title><guid>{n}</guid></item>" for n, title in enumerate(titles))
    return f'{before}<rss version="2.0"><channel><title>Desk</title>{items}</channel></rss>{after}'


def titles(body: str | bytes) -> list[str]:
    """Read the titles of a document's entries."""
    return [entry.title.value for entry in read(body).entries]


def read(body: str | bytes) -> Document:
    """Read a document."""
    return parse(body.encode() if isinstance(body, str) else body, ADDRESS)


LETTERS = ["caf\u00e9 {}", "\u041c\u043e\u0441\u043a\u0432\u0430 {}", "\u65e5\u672c {}", "plain {}"]


@given(st.integers(0, 99), st.sampled_from(LETTERS), st.integers(0x80, 0xFF), st.integers(0, 20))
@examples(60)
def test_one_wrong_byte_spoils_one_title_of_a_hundred(place: int, letters: str, wrong: int, offset: int) -> None:
    """A byte that is wrong in one item is U+FFFD there; the other 99 titles are exact."""
    written = [letters.format(number) for number in range(100)]
    title = written[place].encode()
    offset = min(offset, len(title))
    while offset < len(title) and title[offset] & 0xC0 == 0x80:  # not inside of a character
        offset += 1
    spoilt = title[:offset] + bytes([wrong]) + title[offset:]
    declared = '<?xml version="1.0" encoding="utf-8"?>'
    body = feed(*written, before=declared).encode().replace(b">" + title + b"<", b">" + spoilt + b"<")
    found = titles(body)
    assert [one for number, one in enumerate(found) if number != place] == [
        one for number, one in enumerate(written) if number != place
    ]
    assert "\ufffd" in found[place]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a&#0;b", "a\ufffdb"),
        ("a&#xD800;b", "a\ufffdb"),
        ("a&#xDFFF;b", "a\ufffdb"),
        ("a&#55296;b", "a\ufffdb"),
        ("a&#x110000;b", "a\ufffdb"),
        ("a&#99999999999;b", "a\ufffdb"),
        ("a&#" + "9" * 5000 + ";b", "a\ufffdb"),
        ("a&#x" + "f" * 5000 + ";b", "a\ufffdb"),
        ("a&#xFFFE;&#xFFFF;b", "a\ufffd\ufffdb"),
        ("a\x00b", "ab"),
        ("a\x01\x1f\x7fb", "ab"),
        ("a\x85\x92b", "a\u2026\u2019b"),
        ("a\x81b", "ab"),
        ("a\ufffe\uffffb", "ab"),
        ("a&#1;b & c", "a\ufffdb & c"),
        ("a\ud800b", "a\ufffdb"),
        ("a\U0001f525b", "a\U0001f525b"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_what_no_document_may_hold_is_replaced(written: str, meant: str) -> None:
    """NUL, controls, surrogates and numbers beyond Unicode lose their place, not the feed; neighbours are untouched."""
    declared = '<?xml version="1.0" encoding="utf-8"?>'
    body = feed("before", written, "after", before=declared).encode("utf-8", "surrogatepass")
    assert titles(body) == ["before", meant, "after"]


@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=30), st.booleans())
@examples(60)
def test_any_number_of_a_reference_gives_a_text_that_can_be_written(numbers: list[int], broken: bool) -> None:  # noqa: FBT001 -- hypothesis gives it by place
    """Whatever numbers are written as references, the title is a text without anything that XML forbids."""
    written = "".join(f"&#{number};" if number % 2 else f"&#x{number:x};" for number in numbers)
    (title,) = titles(feed(f"x{written}{' & ' if broken else ''}x"))
    assert all(char in "\t\n\r" or (char >= " " and not "\ud800" <= char <= "\udfff") for char in title)
    assert not {"\ufffe", "\uffff"} & set(title)


WARNING = "<br />\n<b>Warning</b>:  connect(): Access denied for 'a'@'b' in <b>/feed.php</b> on line <b>3</b><br />\n"
ITEMS = ("Clash in Niger", "Fire in Mumbai")


@pytest.mark.parametrize(
    "body",
    [
        feed(*ITEMS, before="\ufeff"),
        feed(*ITEMS, before="\ufeff\ufeff\r\n <?xml version='1.0'?>"),
        feed(*ITEMS, before="\n\n<?xml version='1.0'?>\n"),
        feed(*ITEMS, before="junk <?xml version='1.0'?>"),
        feed(*ITEMS, before="<?xml version='1.0'?>" * 2),
        feed(*ITEMS, before=WARNING),
        feed(*ITEMS, before="<?xml version='1.0'?>" + WARNING),
        feed(*ITEMS, after=WARNING),
        feed(*ITEMS, after="\n<!-- 12 queries -->\n"),
        feed(*ITEMS, after="\x00\x00"),
        feed(*ITEMS, after="<html><body>Sign in</body></html>"),
        feed(*ITEMS, after=feed("another")),
        feed(*ITEMS, before="HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"),
        feed(*ITEMS).replace("<item>", f"{WARNING}<item>", 1),
    ],
    ids=lambda body: ascii(body[:24]),
)
def test_what_stands_before_and_after_is_left_out(body: str) -> None:
    """Byte order marks, warnings of a program, a second document: the items of the first are read all the same."""
    assert titles(body) == list(ITEMS)


def test_a_byte_order_mark_in_the_middle_is_a_character_like_any_other() -> None:
    """U+FEFF between elements or in a text spoils nothing."""
    found = titles(feed(*ITEMS).replace("<item>", "\ufeff<item>\ufeff").replace("Fire", "Fi\ufeffre"))
    assert [one.replace("\ufeff", "") for one in found] == list(ITEMS)


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"])
def test_marks_of_other_encodings_in_the_middle_are_damage(mark: bytes) -> None:
    """The bytes of a mark in the middle of UTF-8 lose nothing but themselves."""
    body = feed("caf\u00e9 d\u00e9j\u00e0", *ITEMS, before="<?xml version='1.0' encoding='utf-8'?>").encode()
    found = titles(body.replace(b"Clash", b"Cla" + mark + b"sh"))
    assert [found[0], found[2]] == ["caf\u00e9 d\u00e9j\u00e0", ITEMS[1]]
    assert found[1].startswith("Cla")
    assert found[1].endswith("sh in Niger")

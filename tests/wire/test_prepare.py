"""From bytes to characters: what is said of the encoding, what the bytes say, and which of them is believed."""

from __future__ import annotations

import codecs

import pytest

from publisher.wire.parse import prepare
from publisher.wire.parse.charsets import codec
from publisher.wire.parse.refusal import Unreadable

SAMPLES = {
    "utf-8": "caf\u00e9 \u65e5\u672c \U0001f525",
    "windows-1252": "caf\u00e9 \u2019",
    "iso-8859-1": "caf\u00e9 d\u00e9j\u00e0",
    "iso-8859-2": "\u0142\u00f3d\u017a",
    "iso-8859-15": "caf\u00e9 \u20ac",
    "windows-1250": "\u017elu\u0165ou\u010dk\u00fd",
    "windows-1251": "\u041c\u043e\u0441\u043a\u0432\u0430",
    "koi8-r": "\u041c\u043e\u0441\u043a\u0432\u0430",
    "koi8-u": "\u041a\u0438\u0457\u0432",
    "windows-1253": "\u0391\u03b8\u03ae\u03bd\u03b1",
    "windows-1254": "\u0130stanbul",
    "windows-1255": "\u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd",
    "windows-1256": "\u0627\u0644\u0642\u0627\u0647\u0631\u0629",
    "windows-874": "\u0e01\u0e23\u0e38\u0e07\u0e40\u0e17\u0e1e",
    "gb18030": "\u5317\u4eac",
    "big5": "\u53f0\u5317",
    "euc-jp": "\u6771\u4eac",
    "shift_jis": "\u6771\u4eac\u90fd\u5185",
    "iso-2022-jp": "\u6771\u4eac",
    "euc-kr": "\uc11c\uc6b8",
}


def document(text: str, label: str = "") -> str:
    """Write a small document that may say what its encoding is."""
    declared = f' encoding="{label}"' if label else ""
    return f'<?xml version="1.0"{declared}?><rss><channel><title>{text}</title></channel></rss>'


def packed(text: str, label: str) -> bytes:
    """Encode a text by what a label means."""
    return text.encode(codec(label))


@pytest.mark.parametrize(("label", "text"), SAMPLES.items())
def test_the_declaration_of_the_document_is_believed(label: str, text: str) -> None:
    """A document that says its encoding is read by it."""
    assert text in prepare.decode(packed(document(text, label), label), "")


@pytest.mark.parametrize(("label", "text"), SAMPLES.items())
def test_the_word_of_http_is_believed(label: str, text: str) -> None:
    """A document that says nothing is read by the charset of its Content-Type."""
    assert text in prepare.decode(packed(document(text), label), f'application/rss+xml; charset="{label.upper()}"')


@pytest.mark.parametrize(("label", "text"), SAMPLES.items())
def test_http_comes_before_the_declaration(label: str, text: str) -> None:
    """Where the two contradict one another, HTTP's word counts (RFC 7303, 3.2)."""
    assert text in prepare.decode(packed(document(text, "windows-1252"), label), f"text/xml;charset={label}")


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("label", ["", "utf-16", "iso-8859-1"])
def test_the_bytes_of_unicode_come_before_every_word(mark: str, label: str) -> None:
    """A byte order mark, or the shape of UTF-16 and UTF-32 without one, beats HTTP and the declaration."""
    text = SAMPLES["utf-8"]
    body = document(text, label).encode(mark)
    assert text in prepare.decode(body, "text/xml; charset=koi8-r")


@pytest.mark.parametrize("said", ["", "us-ascii", "iso-8859-1", "windows-1251", "gb2312", "utf-16", "x-none"])
def test_what_is_utf8_is_read_as_utf8(said: str) -> None:
    """Bytes that are UTF-8 with anything beyond ASCII in them are UTF-8, whatever is said of them."""
    text = SAMPLES["utf-8"]
    assert text in prepare.decode(document(text, said).encode(), f"text/xml; charset={said}")


@pytest.mark.parametrize(
    "label", ["punycode", "idna", "undefined", "utf-7", "x-none", "rot13", "hex", "zip", "mbcs", "a" * 1_000_000]
)
def test_an_encoding_that_is_none_is_no_word_at_all(label: str) -> None:
    """A name that means no encoding of the web loads no code and leaves UTF-8."""
    assert codec(label) == ""
    assert "caf\u00e9" in prepare.decode(document("caf\u00e9", label).encode(), f"text/xml; charset={label}")


def test_every_known_label_means_an_encoding_that_exists() -> None:
    """Each label of the list leads to an encoding of Python."""
    assert all(codecs.lookup(codec(label)) for label in [*SAMPLES, "latin1", "GBK", " Shift-JIS "])


def test_one_wrong_byte_is_damage_and_no_other_encoding() -> None:
    """One bad byte in a hundred items is one U+FFFD; everything else is exact."""
    titles = [f"<title>caf\u00e9 {number}</title>" for number in range(100)]
    body = bytearray(document("".join(titles), "utf-8").encode())
    place = body.index(b" 42<")
    body[place] = 0xFF
    found = prepare.decode(bytes(body), "")
    assert found.count("\ufffd") == 1
    assert all(title in found for number, title in enumerate(titles) if number != 42)


def test_one_wrong_byte_in_ascii_is_damage_where_utf8_is_declared() -> None:
    """A lone bad byte in a document that says UTF-8 becomes U+FFFD."""
    assert "a\ufffdb" in prepare.decode(document("a\udcffb", "utf-8").encode("utf-8", "surrogateescape"), "")


@pytest.mark.parametrize("label", ["utf-8", "gb18030", "big5", "shift_jis", "euc-kr"])
def test_noise_is_refused_in_every_encoding(label: str) -> None:
    """What is broken nearly everywhere is no text, and is refused before decoding it takes seconds."""
    noise = b"\xff\x81\xfe\x00" * 300_000
    with pytest.raises(Unreadable, match="are broken"):
        prepare.decode(f'<?xml encoding="{label}"?>'.encode() + noise, "")


@pytest.mark.parametrize("place", [0, 256 * 1024 - 1, 256 * 1024, 600_000])
def test_damage_in_a_large_document_is_what_it_is_in_a_small_one(place: int) -> None:
    """A large document is decoded piece by piece, and a character at a seam stays whole."""
    text = "é€\U0001f600" * 100_000
    written = text.encode()
    damaged = written[:place] + b"\xff" + written[place:]
    assert prepare.decode(damaged, "") == damaged.decode("utf-8", "replace")


def test_one_wrong_byte_far_behind_ascii_is_damage_where_utf8_is_declared() -> None:
    """The whole of a document tells its encoding, not only its beginning."""
    written = b'<?xml version="1.0" encoding="utf-8"?><rss>' + b"a" * 2_000_000 + b"\xff</rss>"
    assert prepare.decode(written, "") == written.decode("utf-8", "replace")


def test_many_wrong_bytes_are_another_encoding() -> None:
    """A document that says UTF-8 and is nowhere UTF-8 is Windows-1252."""
    assert "caf\u00e9 d\u00e9j\u00e0 \u2019" in prepare.decode(
        document("caf\u00e9 d\u00e9j\u00e0 \u2019", "utf-8").encode("cp1252"), ""
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a\x00b\x08c\x0bd", "abcd"),
        ("a\ufffeb\uffffc", "abc"),
        ("a\x92b", "a\u2019b"),
        ("&nbsp;", "\u00a0"),
        ("&eacute;", "\u00e9"),
        ("&bogus;", "&amp;bogus;"),
        ("&amp;amp;", "&amp;amp;"),
        ("AT&T", "AT&amp;T"),
        ("a & b", "a &amp; b"),
        ("&copy 2025", "&amp;copy 2025"),
        ("3 < 4", "3 &lt; 4"),
        ("&#x1F525;", "&#128293;"),
        ("&#150;", "\u2013"),
        ("&#0;&#xFFFE;&#x110000;", "\ufffd\ufffd\ufffd"),
        ("<![CDATA[a & b &nbsp;]]>", "<![CDATA[a & b &nbsp;]]>"),
        ("a<!-- & -->b<?php & ?>c", "abc"),
        ("&mine;", "ours &amp; theirs"),
    ],
)
def test_what_xml_forbids_is_repaired_and_nothing_else(written: str, meant: str) -> None:
    """Forbidden characters go, references get their meaning once, bare signs are escaped, CDATA stays as it is."""
    found = prepare.repair(f"<rss>{written}</rss>", {"mine": "ours & theirs"})
    assert found == f"<rss>{meant}</rss>"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a&#146;b", "a\u2019b"),
        ("a&#x92;b", "a\u2019b"),
        ("a\x92b", "a\u2019b"),
        ("a&#129;b", "a\ufffdb"),
        ("a&#160;&#1460;\u00a0b", "a&#160;&#1460;\u00a0b"),
    ],
)
def test_control_characters_of_windows_are_what_they_mean_there(written: str, meant: str) -> None:
    """Numbers 128 to 159 are no characters of text; agencies mean Windows-1252 by them, and nothing else is touched."""
    assert prepare.windows(written.encode()) == meant.encode()


@pytest.mark.parametrize("mistaken", ["latin-1", "cp1252"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_document_that_was_encoded_twice_is_decoded_twice(mistaken: str, mark: str) -> None:
    """Where every character agrees that UTF-8 was taken for something else and encoded again, that is undone."""
    text = document("K\u00e4ltewelle in Europa: Fl\u00fcchtlinge erfrieren, caf\u00e9")
    assert prepare.decode((mark + text.encode().decode(mistaken)).encode(), "") == text


def test_a_text_about_broken_letters_stays_as_it_is() -> None:
    """Where one character disagrees, nothing is undone."""
    text = document("It showed F\u00c3\u00bcr for F\u00fcr")
    assert prepare.decode(text.encode(), "") == text

"""Tags in order: whatever is written comes out well-formed, and what was in order stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.wire.parse.gate import Shape, check
from publisher.wire.parse.mend import _Desk, attributes, declare, mend
from publisher.wire.parse.refusal import Unreadable
from tests.world.wild import examples


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("<rss><a>x</a></rss>", "<rss><a>x</a></rss>"),
        ("<rss><a>x</b></a></rss>", "<rss><a>x</a></rss>"),
        ("<rss><a><b>x</a></rss>", "<rss><a><b>x</b></a></rss>"),
        ("<rss><A>x</a></rss>", "<rss><A>x</A></rss>"),
        ("<rss><br>x<img src=a></rss>", '<rss><br/>x<img src="a"/></rss>'),
        ("<rss><item>1<item>2</item></rss>", "<rss><item>1</item><item>2</item></rss>"),
        ("<rss><title>1<link>2</link></rss>", "<rss><title>1</title><link>2</link></rss>"),
        ("<rss>]]></rss>", "<rss>]]&gt;</rss>"),
        ("<rss>1</rss><rss>2</rss>", "<rss>1</rss>"),
        ("<rss vers", "<rss/>"),
    ],
)
def test_tags_are_put_in_order(written: str, mended: str) -> None:
    """Missing ends are written, ends without a start are left out, entries and fields end where the next begins."""
    assert mend(written).text == mended


def test_of_a_cut_document_the_incomplete_is_left_out() -> None:
    """What was begun and not ended is taken out; the frame round it is closed."""
    assert mend("<rss><channel><item>1</item><item><title>2") == ("<rss><channel><item>1</item></channel></rss>", True)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" a=1 b='2' c", ' a="1" b="2" c=""'),
        (' a="1" a="2"', ' a="1"'),
        (' a="<"', ' a="&lt;"'),
        (' =x 1="2" a="3"', ' x="" a="3"'),
    ],
)
def test_attributes_are_quoted_and_each_is_kept_once(written: str, kept: str) -> None:
    """Values get quotes, names without a value an empty one, of two the first stays."""
    assert attributes(written) == kept


def test_a_forgotten_prefix_gets_the_address_it_is_known_by() -> None:
    """A known prefix is declared by its specification's address, an unknown one by its own name."""
    found = declare('<rss xmlns:dc="x"><dc:a/><media:b/><own:c own:d="1"/></rss>')
    assert 'xmlns:media="http://search.yahoo.com/mrss/"' in found
    assert 'xmlns:own="urn:prefix:own"' in found
    assert found.count("xmlns:dc=") == 1


def test_too_many_forgotten_prefixes_are_no_feed() -> None:
    """A document that forgot more than 32 prefixes is refused."""
    with pytest.raises(Unreadable):
        declare(f"<rss>{''.join(f'<a{number}:b/>' for number in range(33))}</rss>")


TAGS = st.lists(
    st.sampled_from(
        ["<a>", "</a>", "<b c=d>", "</b>", "<item>", "</item>", "<br>", "<title>", "</x>", "text", "<a b='1' b='2'/>"]
    )
)


@given(TAGS)
@examples(200)
def test_tags_in_any_order_come_out_well_formed(tags: list[str]) -> None:
    """Whatever tags follow one another, the result is well-formed."""
    try:
        mended = mend(f"<rss>{''.join(tags)}</rss>").text
    except Unreadable:
        return
    assert check(mended.encode()).shape is Shape.WHOLE


@pytest.mark.parametrize("flood", ["<b>x</b>" * 41_000, "<b>" * 41_000, "</b>" * 151_000, "<![CDATA[x]]><b/>" * 41_000])
def test_floods_of_tags_are_refused_before_any_work(flood: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More tags than any feed has are counted, not put in order."""
    monkeypatch.setattr(_Desk, "read", None)
    with pytest.raises(Unreadable, match="to be put in order"):
        mend(f"<rss><channel>{flood}")


def test_tags_in_sections_are_no_flood() -> None:
    """What stands in a section is text, however many tags it holds."""
    assert mend(f"<rss><channel><![CDATA[{'<b>' * 41_000}]]><title>a").cut

"""A document that stops in the middle: its entries are those of the whole one, and it says that it is partial."""

from __future__ import annotations

import pytest

from publisher.wire.parse import NotAFeed, parse

SOAK = pytest.mark.soak
ADDRESS = "https://feeds.example/desk.xml"


def feed(items: int) -> bytes:
    """Write a feed with everything in it that a cut can fall into."""
    item = (
        "<item><title>Fire in Mumbai &amp; <![CDATA[<b>after</b>]]> {0}</title>"
        "<link>https://desk.example/{0}?a=1&amp;b=2</link>"
        '<guid isPermaLink="false">tag:desk.example,2025:{0}</guid><!-- {0} > -->'
        "<description>caf\u00e9 \u65e5\u672c &lt;p&gt; {0}</description>"
        "<content:encoded><![CDATA[<p>]]></content:encoded>"
        "<dc:creator>Asha Rao</dc:creator><pubDate>Mon, 28 Apr 2025 02:42:00 GMT</pubDate></item>\n"
    )
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {names}><channel>'
    return f"{head}<title>Desk</title>{''.join(item.format(n) for n in range(items))}</channel></rss>".encode()


WHOLE = feed(12)  # five kilobytes


def test_a_complete_document_is_not_partial() -> None:
    """A document that ends as it should is neither partial nor malformed, and has no faults."""
    assert 4_500 < len(WHOLE) < 5_500
    found = parse(WHOLE, ADDRESS)
    assert (len(found.entries), found.partial, found.malformed, found.faults) == (12, False, False, ())


@pytest.mark.parametrize("whole", [pytest.param(feed(2), id="small"), pytest.param(WHOLE, id="5 kB", marks=SOAK)])
def test_a_cut_document_gives_entries_of_the_whole_one(whole: bytes) -> None:
    """Cut at any byte behind its root, a document is read in part: its entries are the first of the whole one's."""
    entries = parse(whole, ADDRESS).entries
    for end in range(whole.index(b"<rss ") + len(b"<rss "), whole.rindex(b">")):
        found = parse(whole[:end], ADDRESS)
        assert found.partial, end
        assert found.entries == entries[: len(found.entries)], end


def test_no_entry_that_was_complete_is_lost_by_a_cut() -> None:
    """Whatever ended before the cut is read."""
    for number in range(12):
        end = WHOLE.index(b"<item>", WHOLE.index(f"2025:{number}<".encode())) + 6 if number < 11 else len(WHOLE) - 8
        assert len(parse(WHOLE[:end], ADDRESS).entries) == number + 1


def test_before_its_root_a_cut_document_is_no_feed() -> None:
    """What ends before the root is seen cannot be told from anything else."""
    for end in range(WHOLE.index(b"<rss ")):
        with pytest.raises(NotAFeed):
            parse(WHOLE[:end], ADDRESS)


def test_a_cut_json_feed_gives_its_whole_items() -> None:
    """Cut inside its items, a JSON Feed is read in part: its entries are those of the whole one."""
    items = ", ".join(f'{{"id": "{n}", "content_text": "caf\u00e9 {n}"}}' for n in range(5))
    whole = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "Desk", "items": [{items}], "x": [1, 2]}}'
    entries = parse(whole.encode(), ADDRESS).entries
    for end in range(whole.index('"title"'), len(whole)):
        found = parse(whole[:end].encode(), ADDRESS)
        assert found.partial
        assert found.entries == entries[: len(found.entries)]
    assert len(found.entries) == 5

"""A document as lines: safe to show, complete, and honest about what it lacks."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from publisher.model import Category, Document, Entry, Media, Person, Text
from publisher.wire.parse.report import Line, lines


def when(written: str) -> datetime | None:
    """Read ISO dates only."""
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except ValueError:
        return None


def clean(html: str, base: str) -> str:
    """Stand in for the sanitizer, and show what it was given."""
    return html.replace("<script>", "") + (f" [{base}]" if "base?" in html else "")


def shown(entry: Entry) -> Line:
    """Give the line of one entry."""
    return list(lines(Document(format="rss20", title=Text("Desk"), entries=(entry,)), when, clean))[1]


def test_first_the_feed_then_every_entry_even_an_empty_one() -> None:
    """The feed comes first, the entries follow in order, and every line is JSON."""
    document = Document(format="rss20", entries=(Entry(guid="1"), Entry()))
    found = [json.loads(json.dumps(line)) for line in lines(document, when, clean)]
    assert [line["kind"] for line in found] == ["feed", "item", "item"]
    assert found[2]["title"] is None


def test_markup_is_cleaned_and_text_is_escaped() -> None:
    """Text that is markup goes through the sanitizer with its base; text that is none is escaped."""
    line = shown(
        Entry(title=Text("3 < 4", "text"), summary=Text("<script>base?", "html"), base="https://desk.example/")
    )
    assert line["title"] == "3 &lt; 4"
    assert line["summary"] == "base? [https://desk.example/]"


def test_an_entry_with_one_date_has_it_as_its_publication() -> None:
    """Where only the update is dated, that is when it was published as far as anyone knows; nonsense is no date."""
    line = shown(Entry(updated="2025-04-28T08:12:00+05:30", created="soon"))
    assert line["published"] == line["updated"] == "2025-04-28T02:42:00+00:00"


def test_what_has_no_title_is_called_by_its_first_words_and_says_so() -> None:
    """In a list nothing is nameless: first words, else the address; `untitled` tells them from a title."""
    named = shown(Entry(content=Text("<p>Two &amp; two</p> <p>are four</p>"), link="https://desk.example/1"))
    assert (named["title"], named["untitled"]) == ("Two &amp; two are four", True)
    assert shown(Entry(link="https://desk.example/1"))["title"] == "https://desk.example/1"
    assert shown(Entry(title=Text("One")))["untitled"] is False


def test_the_picture_is_a_full_one_before_a_thumbnail() -> None:
    """A video is no picture, and a thumbnail only where there is nothing larger."""
    media = (
        Media(url="https://desk.example/v.mp4", type="video/mp4"),
        Media(url="https://desk.example/t.jpg", medium="image", thumbnail=True),
        Media(url="https://desk.example/p.jpg", medium="image"),
    )
    assert shown(Entry(media=media))["image"] == "https://desk.example/p.jpg"
    assert shown(Entry(media=media[:2]))["image"] == "https://desk.example/t.jpg"


def test_a_text_gives_its_first_picture_where_nothing_else_names_one() -> None:
    """An entry without a picture of its own is shown by that of its text; one that has its own keeps it."""
    text = Text(
        '<p>x <img alt="" src="https://desk.example/a.jpg?w=1&amp;h=2"><img src="https://desk.example/b.jpg">', "html"
    )
    own = Media(url="https://desk.example/p.jpg", medium="image")
    assert shown(Entry(content=text))["image"] == "https://desk.example/a.jpg?w=1&h=2"
    assert shown(Entry(summary=text, media=(own,)))["image"] == "https://desk.example/p.jpg"
    feed = next(lines(Document(format="rss20", summary=text), when, clean))
    assert feed["image"] == "https://desk.example/a.jpg?w=1&h=2"


def test_people_and_categories_keep_their_parts() -> None:
    """Names, addresses, terms and labels stand apart; what is empty is left out."""
    line = shown(Entry(authors=(Person(name="Asha Rao"),), categories=(Category("11000000", label="Politics"),)))
    assert line["authors"] == [{"name": "Asha Rao"}]
    assert line["categories"] == [{"term": "11000000", "label": "Politics"}]

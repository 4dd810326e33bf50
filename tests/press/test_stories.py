"""The page of a story: the reports on one event, the newest first, for people."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import Article, Config, Correction, Feed, Image, Issue, Item, Site
from publisher.press.fragments import Fragments
from publisher.press.front import Front, front_page
from publisher.press.jsonfeed import render
from publisher.press.pages import page
from publisher.press.stories import MOST, Report, Timeline, ended_page, merged_page, story_page
from publisher.press.wording import story_path, timeline
from tests.press.conftest import CONFIG, NOON, WILD, article
from tests.world.wild import examples

STORY = "20250428t024211-bfeqe4sx4xd7ncio"
KEPT = "20250427t230000-aaaaaaaaaaaaaaaa"
GOLDEN = Path(__file__).with_name("golden")
HOUR = timedelta(hours=1)


def told(number: int, hours: float, **changes: object) -> Article:
    """Make a report that was published so many hours after the first."""
    at = NOON + hours * HOUR
    given: dict[str, object] = {"published": at, "updated": at, "received": at, "story": STORY, "corrections": ()}
    return article(number, **(given | changes))


FIRST = told(1, 0, headline="Fire at Ballard Estate")
AGAIN = told(2, 1, agency="wire", credit="Air & Tide <Wire>", url="https://wire.example/2", image=None)
LATER = told(
    3,
    26,
    agency="wire",
    credit="Air & Tide <Wire>",
    url="https://wire.example/3",
    headline="Ballard Estate fire: cause is found",
    summary="A cable had burnt through.",
    version=2,
    updated=NOON + 27 * HOUR,
    image=None,
    corrections=(Correction(at=NOON + 27 * HOUR, version=2, fields=("summary",), note="It was a cable, not a lamp."),),
)
TOLD = Timeline(STORY, FIRST, (Report(FIRST, (AGAIN,)), Report(LATER)))


def strictly(document: bytes) -> Element:
    """Parse HTML5; raises at the first error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(document, transport_encoding="utf-8")
    assert isinstance(tree, Element)
    return tree


def set_page(timeline: Timeline = TOLD, config: Config = CONFIG) -> Element:
    """Set the page of a story and parse it."""
    return strictly(story_page(timeline, config, Fragments()).body)


def text_of(element: Element | None) -> str:
    """Return all text of an element on one line."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def texts(tree: Element, path: str) -> list[str]:
    """Return the texts of all elements of a path."""
    return [text_of(found) for found in tree.findall(path)]


def test_golden_bytes() -> None:
    """The same story gives the same bytes as ever; `UPDATE_GOLDEN=1` writes the files anew, to be read in the diff."""
    pages = {
        "story.html": story_page(TOLD, CONFIG, Fragments()),
        "story-merged.html": merged_page(STORY, KEPT, CONFIG),
        "story-ended.html": ended_page(STORY, CONFIG),
    }
    for name, one in pages.items():
        if os.environ.get("UPDATE_GOLDEN"):
            (GOLDEN / name).write_bytes(one.body)
        assert one.body == (GOLDEN / name).read_bytes(), f"{name} differs"
        assert (one.path, one.media_type) == (f"story/{STORY}.html", "text/html; charset=utf-8")


def test_the_newest_report_stands_first_below_its_day() -> None:
    """Each report has one entry with a link to its agency's article; a day is named where it begins."""
    tree = set_page()
    links = [(link.get("href"), text_of(link)) for link in tree.findall(".//article/h3/a")]
    assert links == [("https://wire.example/3", LATER.headline), (FIRST.url, FIRST.headline)]
    assert texts(tree, ".//h2[@class='day']") == ["29 Apr 2025", "28 Apr 2025"]
    other = told(4, 2, headline="Streets are closed")
    same_day = Timeline(STORY, FIRST, (Report(FIRST), Report(other)))
    assert texts(set_page(same_day), ".//h2[@class='day']") == ["28 Apr 2025"]


def test_the_order_of_the_reports_does_not_matter() -> None:
    """The same articles give the same bytes, also where two reports have one date."""
    twin = told(5, 26, headline="Cause of the fire is found")
    reports = (Report(FIRST, (AGAIN,)), Report(LATER), Report(twin))
    bodies = {story_page(Timeline(STORY, FIRST, order), CONFIG, Fragments()).body for order in (reports, reports[::-1])}
    assert len(bodies) == 1


def test_a_report_has_the_date_it_was_first_published_with() -> None:
    """A better article of the same report that came later does not move it."""
    report = Report(AGAIN, (FIRST,))
    time = set_page(Timeline(STORY, AGAIN, (report,))).find(".//article//time")
    assert time is not None
    assert time.get("datetime") == "2025-04-28T02:42:11Z"


def test_who_else_sent_a_report_is_linked() -> None:
    """Each other agency once, by its credit, with its own article; the agency that is shown is not named again."""
    twice = told(6, 2, agency="wire", credit="Air & Tide <Wire>", url="https://wire.example/6")
    own = told(7, 2, url="https://coast.example/other")
    (also,) = set_page(Timeline(STORY, FIRST, (Report(FIRST, (AGAIN, twice, own)),))).findall(".//p[@class='also']")
    assert text_of(also) == "Also reported by Air & Tide <Wire>"
    assert [link.get("href") for link in also.iter("a")] == ["https://wire.example/2"]


def test_the_title_counts_agencies_and_reports() -> None:
    """It tells the best report's headline, how many tell it, since when, and when any of it last changed."""
    tree = set_page()
    assert texts(tree, ".//h1") == ["Fire at Ballard Estate"]
    assert text_of(tree.find(".//header[@class='title']/p")) == (
        "2 agencies, 2 reports. First reported 28 Apr 2025, 02:42 UTC, last changed 29 Apr 2025, 05:42 UTC"
    )
    alone = set_page(Timeline(STORY, FIRST, (Report(FIRST),)))
    assert text_of(alone.find(".//header[@class='title']/p")).startswith("1 agency, 1 report. ")


def test_section_and_country_lead_to_their_feeds() -> None:
    """Where a feed is sure to be there; else they are named only, the country with its flag."""
    assert [text_of(one) for one in set_page().findall(".//nav[@class='wider']/*")] == ["Law & order", "🇮🇳 India"]
    assert set_page().findall(".//nav[@class='wider']/a") == []
    split = (Feed(id="section/{section}", title="{section}"), Feed(id="country/{country}", title="{country}"))
    config = Config(site=CONFIG.site, agencies={}, sources={}, sections=CONFIG.sections, editions={}, feeds=split)
    links = set_page(config=config).findall(".//nav[@class='wider']/a")
    assert [link.get("href") for link in links] == ["../section/law-order.html", "../country/in.html"]


def test_corrections_are_told() -> None:
    """What an agency corrected stands below its report, and when it was changed beside its date."""
    tree = set_page()
    (correction,) = [each for each in texts(tree, ".//p[@class='also']") if "Correction" in each]
    assert correction == "Correction, 29 Apr 2025, 05:42 UTC: It was a cable, not a lamp."
    assert texts(tree, ".//span[@class='mended']") == ["Updated 29 Apr 2025, 05:42 UTC"]


def test_one_picture_with_its_credit() -> None:
    """The picture of the best report only, and what a machine made says so."""
    (figure,) = set_page().findall(".//figure")
    assert text_of(figure.find("figcaption")) == "AI-generated illustration Coast Graphics"


@pytest.mark.parametrize("text", WILD)
def test_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    """Whatever stands in a text, the page is valid, and has our scripts only and no event attribute."""
    image = Image(url="https://agency.example/1.jpg", alt=text, credit=text)
    hostile = told(
        1, 0, headline=text, summary=f"{text} more", credit=text, language=text, image=image, url=text,
        corrections=(Correction(at=NOON, version=2, fields=("body",), note=text),),
    )  # fmt: skip
    other = told(2, 1, agency="wire", credit=text, url=f"javascript:{text}")
    tree = set_page(Timeline(STORY, hostile, (Report(hostile, (other,)),)))
    assert {script.get("src") for script in tree.iter("script")} == {"../static/time.js"}
    assert [img.get("src") for img in tree.findall(".//main//img")] == [image.url]
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert tree.findall(".//article//a") == []


@examples(25)
@given(headline=st.text(), summary=st.text(), credit=st.text(), note=st.text(), url=st.text())
def test_any_text_makes_a_valid_page(headline: str, summary: str, credit: str, note: str, url: str) -> None:
    """Any string at all makes a page that the strict parser takes."""
    noted = (Correction(at=NOON, version=2, fields=(), note=note),)
    first = told(1, 0, headline=headline, summary=summary, credit=credit, corrections=noted, url=url)
    other = told(2, 1, agency="wire", credit=credit)
    set_page(Timeline(STORY, first, (Report(first, (other,)),)))


def test_headings_are_in_order() -> None:
    """There is one h1 and no level is skipped on the way down."""
    levels = [int(found.tag[1]) for found in set_page().iter() if re.fullmatch("h[1-6]", found.tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise([0, *levels]))


def test_links_stay_in_the_tree_or_lead_to_agencies() -> None:
    """Relative links lead to the index, the list and our own files, and the canonical address is the page's own."""
    tree = set_page()
    found = {
        urljoin(f"https://x/story/{STORY}.html", link)
        for element in tree.iter()
        for link in (element.get("href") or element.get("src") or "",)
        if link and not link.startswith(("#", "https:", "mailto:"))
    }
    assert {each.partition("#")[0] for each in found if "/static/" not in each} == {
        "https://x/index.html",
        "https://x/feeds.opml",
    }
    canonical = tree.find(".//link[@rel='canonical']")
    assert canonical is not None
    assert canonical.get("href") == f"https://news.example/feeds/story/{STORY}.html"


def test_a_merged_story_leads_to_the_one_that_goes_on() -> None:
    """At once, for programs that follow a canonical address, and for people whose browser does neither."""
    tree = strictly(merged_page(STORY, KEPT, CONFIG).body)
    refresh, canonical = tree.find(".//meta[@http-equiv='refresh']"), tree.find(".//link[@rel='canonical']")
    assert refresh is not None
    assert canonical is not None
    assert refresh.get("content") == f"0; url={KEPT}.html"
    assert canonical.get("href") == f"https://news.example/feeds/story/{KEPT}.html"
    assert [link.get("href") for link in tree.findall(".//main//a")] == [f"{KEPT}.html"]


def test_a_story_that_ended_tells_nothing_of_it() -> None:
    """Where all reports were withdrawn, the page says so, with a way on."""
    tree = strictly(ended_page(STORY, CONFIG).body)
    assert [link.get("href") for link in tree.findall(".//main//a")] == ["../index.html"]
    assert "not told any more" in text_of(tree.find(".//h1"))


@pytest.mark.parametrize(
    "story", ["", "..", "a/b", "a.b", "A", "tag:x,2026:1", "é", "-a", "a-", "a b", "a\n", "\x00", "x" * 200]
)
def test_only_an_id_of_ours_is_a_name_of_a_file(story: str) -> None:
    """Whatever another id says, there is no page of it and no link to one."""
    assert story_path(story) == ""
    assert timeline(Item(article=article(story=story), reports=2)) == ""


def test_where_a_story_is_linked() -> None:
    """A card, a top story and a JSON item link to its page where several reports tell it, and only there."""
    several, one = Item(article=FIRST, agencies=2, reports=2), Item(article=AGAIN, agencies=2)
    own = Item(article=told(8, 3), reports=3)
    issue = Issue(
        feed=Feed(id="trending/x", title="Trending", order="trending"), items=(several, one, own), updated=NOON
    )
    path = f"story/{STORY}.html"
    cards = strictly(page(issue, CONFIG, Fragments())).findall(".//p[@class='by']/span/a")
    assert [(link.get("href"), link.text) for link in cards] == [
        (f"../{path}", "2 agencies · timeline"),
        (f"../{path}", "3 reports · timeline"),
    ]
    front = Front(
        site=Site(), addresses=(), opml="", updated=None, feeds=1, countries=0, trending=issue, top=issue.items,
        latest=None, news=(), browse=(), world="", regions=(), directory=(),
    )  # fmt: skip
    top = strictly(front_page(front)).findall(".//p[@class='by']")
    assert [[link.get("href") for link in each.iter("a")] for each in top] == [[path], [], [path]]
    assert [text_of(each).rpartition("UTC")[2].strip() for each in top] == [
        "2 agencies · timeline",
        "2 agencies",
        "3 reports · timeline",
    ]
    told_in = render(issue, CONFIG, Fragments())
    assert told_in.count(b'"story_page":"https://news.example/feeds/' + path.encode() + b'"') == 2


def test_a_page_is_set_once_for_what_it_tells() -> None:
    """The same story is not set again; what changed in it, or in the configuration, is."""
    fragments = Fragments()
    body = story_page(TOLD, CONFIG, fragments).body
    assert story_page(Timeline(STORY, FIRST, (Report(FIRST, (AGAIN,)), Report(LATER))), CONFIG, fragments).body is body
    changed = Timeline(STORY, FIRST, (Report(FIRST, (AGAIN,)), Report(replace(LATER, section=None))))
    story_page(changed, CONFIG, fragments)
    assert len(fragments) == 2
    renamed = replace(CONFIG, site=replace(CONFIG.site, title="Another"))
    assert b"Another" in story_page(TOLD, renamed, fragments).body


def test_a_page_has_a_bound(make_article: Callable[..., Article]) -> None:
    """A story that is told without end has its newest reports on its page, and the number of those before."""
    many = [make_article(n, headline="मानसून समय से पहले पहुँचा " * 3, summary="वर्षा " * 200) for n in range(MOST + 2)]
    body = story_page(Timeline(STORY, many[0], tuple(map(Report, many))), CONFIG, Fragments()).body
    assert len(body) < 200_000
    tree = strictly(body)
    links = [link.get("href") for link in tree.findall(".//article/h3/a")]
    assert links == [each.url for each in many[:MOST]]
    assert texts(tree, ".//p[@class='more']") == ["and 2 earlier reports"]

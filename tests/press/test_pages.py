"""The page of one feed: for people, whatever the world's agencies wrote."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import (
    Article,
    Config,
    Edition,
    Feed,
    Image,
    Issue,
    Item,
    Judgement,
    Place,
    Section,
    Selection,
    Site,
)
from publisher.press.fragments import Fragments
from publisher.press.pages import page
from tests.world.wild import examples

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "<!--",
    "]]>",
    "&lt;b&gt; & &amp; &copy",
    "{{ 7 * 7 }}{% raw %}",
    "bell \x07 null \x00 vertical \x0b delete \x7f next \x85",
    "non \ufffe character \U0001ffff lone \ud800 surrogate",
    "\u202eright to left override",
]

CONFIG = Config(
    site=Site(title="The Desk", url="https://news.example/desk/"),
    agencies={},
    sources={},
    sections={"politics": Section(id="politics", title="Politics"), "energy": Section(id="energy", title="Energy")},
    editions={"south-asia": Edition(id="south-asia", title="South Asia", countries=("IN", "NP"))},
    feeds=(
        Feed(id="latest", title="Latest"),
        Feed(id="section/{section}", title="{section}"),
        Feed(id="country/{country}", title="{country}"),
        Feed(id="country/{country}/{section}", title="{country}: {section}"),
        Feed(id="edition/{edition}", title="{edition}"),
    ),
)
LATEST = CONFIG.feeds[0]
INDIA = Feed(id="country/in", title="India", places=(("country", "in"),))
INDIA_POLITICS = Feed(
    id="country/in/politics", title="India: Politics", places=(("country", "in"), ("section", "politics"))
)


def article(**fields: object) -> Article:
    """Return an article about politics in India, with some fields changed."""
    known: dict[str, object] = {
        "id": "tag:publisher.example,2026:1",
        "key": "1",
        "source": "s",
        "agency": "a",
        "url": "https://agency.example/1",
        "headline": "Rain comes early",
        "summary": "Farmers are glad.",
        "language": "en",
        "received": NOON,
        "published": NOON,
        "updated": NOON,
        "credit": "The Agency",
        "section": Judgement(value="politics", by="source"),
        "countries": (Place(country="IN", role="event", by="source"),),
    }
    return Article(**{**known, **fields})  # type: ignore[arg-type]


def issue(*articles: Article, feed: Feed = LATEST) -> Issue:
    """Return a feed that holds the articles."""
    return Issue(feed=feed, items=tuple(Item(article=each) for each in articles), updated=NOON)


def set_page(printed: Issue, config: Config = CONFIG) -> Element:
    """Set the page and parse it by the rules of HTML5, where any error fails."""
    return strictly(page(printed, config, Fragments()))


def strictly(document: bytes) -> Element:
    """Parse HTML5; raises at the first error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(document, transport_encoding="utf-8")
    assert isinstance(tree, Element)
    return tree


def text_of(element: Element | None) -> str:
    """Return all text of an element on one line."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    """Whatever stands in a text, the page is valid, and has our scripts only and no event attribute."""
    image = Image(url="https://agency.example/1.jpg", alt=text, credit=text)
    hostile = article(headline=text, summary=text + " more", credit=text, language=text, image=image)
    named = Feed(id="latest", title=text, description=text)
    tree = set_page(Issue(feed=named, items=(Item(article=hostile, also=(text,), agencies=2),), updated=NOON))
    assert {script.get("src") for script in tree.iter("script")} == {"static/time.js", "static/copy.js"}
    assert [img.get("src") for img in tree.iter("img") if not (img.get("src") or "").startswith("static/")] == [
        image.url
    ]
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"]


def test_text_is_shown_as_written() -> None:
    """Markup in a headline is text: it is shown with its angle brackets."""
    tree = set_page(issue(article(headline='Use <b> & "quotes" in \'25')))
    assert text_of(tree.find(".//article/h2")) == 'Use <b> & "quotes" in \'25'


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//agency.example/1", "/1", "", "http://["],
)
def test_only_web_addresses_become_links(url: str) -> None:
    """A headline or picture whose address is not http(s) is shown without a link or left out."""
    tree = set_page(issue(article(url=url, image=Image(url=url))))
    headline = tree.find(".//article/h2")
    assert headline is not None
    assert headline.find("a") is None
    assert tree.find(".//figure") is None


@examples(30)
@given(headline=st.text(), summary=st.text(), credit=st.text(), alt=st.text())
def test_any_text_makes_a_valid_page(headline: str, summary: str, credit: str, alt: str) -> None:
    """Any string at all makes a page that the strict parser takes."""
    image = Image(url="https://agency.example/1.jpg", alt=alt, credit=credit)
    set_page(issue(article(headline=headline, summary=summary, credit=credit, image=image)))


def test_same_issue_gives_same_bytes() -> None:
    """The page depends on the issue alone, not on what was set before it."""
    fragments = Fragments()
    printed = issue(article(), article(id="tag:publisher.example,2026:2"))
    page(issue(article(), feed=INDIA), CONFIG, fragments)
    assert page(printed, CONFIG, fragments) == page(printed, CONFIG, Fragments())


def test_a_card_is_set_once_for_each_version() -> None:
    """An article in two feeds of one depth is set once; a new version is set anew."""
    fragments = Fragments()
    page(issue(article(), feed=INDIA), CONFIG, fragments)
    page(issue(article(), feed=Feed(id="section/politics", title="Politics")), CONFIG, fragments)
    assert len(fragments) == 1
    page(issue(article(version=2, headline="Rain comes late"), feed=INDIA), CONFIG, fragments)
    assert len(fragments) == 2


def test_autodiscovery_names_the_three_formats() -> None:
    """A feed reader that is given the page finds RSS, Atom and JSON Feed, with distinct titles, RSS first."""
    links = [link for link in set_page(issue(article(), feed=INDIA)).iter("link") if link.get("rel") == "alternate"]
    assert [(link.get("type"), link.get("title"), link.get("href")) for link in links] == [
        ("application/rss+xml", "India (RSS)", "../country/in.rss"),
        ("application/atom+xml", "India (Atom)", "../country/in.atom"),
        ("application/feed+json", "India (JSON Feed)", "../country/in.json"),
    ]


def test_addresses_to_copy_are_absolute() -> None:
    """What a person copies into a reader is the address at the site, each with a label and a button."""
    tree = set_page(issue(article(), feed=INDIA))
    fields = {field.get("id"): field.get("value") for field in tree.iter("input")}
    assert list(fields.values()) == [f"https://news.example/desk/country/in.{end}" for end in ("rss", "atom", "json")]
    assert [label.get("for") for label in tree.iter("label")] == list(fields)
    assert [button.get("data-copy") for button in tree.iter("button")] == list(fields)


@pytest.mark.parametrize("feed", [LATEST, INDIA, INDIA_POLITICS])
def test_links_stay_in_the_tree_and_lead_to_feeds_that_exist(feed: Feed) -> None:
    """Every relative link of a page leads to the index, the list, our own files, or a feed that its articles are in."""
    found = {
        urlsplit(urljoin(f"https://x/{feed.id}.html", link)).path
        for element in set_page(issue(article(), feed=feed)).iter()
        for link in (element.get("href") or element.get("src") or "",)
        if link and not urlsplit(link).scheme and not link.startswith("#")
    }
    own = {f"/{feed.id}.{suffix}" for suffix in ("rss", "atom", "json")}
    parts = {"/section/politics.html", "/country/in.html", "/country/in/politics.html", "/edition/south-asia.html"}
    assert {path for path in found if not path.startswith("/static/")} <= {"/index.html", "/feeds.opml"} | own | parts
    assert {"/section/politics.html", "/country/in.html"} <= found


def test_a_feed_links_to_the_feeds_around_it() -> None:
    """A country in a section leads up to both and to the edition; the country leads down to its sections."""
    up = set_page(issue(article(), feed=INDIA_POLITICS)).find(".//nav[@class='wider']")
    assert up is not None
    assert [link.get("href") for link in up.iter("a")] == [
        "../../country/in.html",
        "../../section/politics.html",
        "../../edition/south-asia.html",
    ]
    down = set_page(issue(article(), feed=INDIA)).find(".//nav[@class='narrower']")
    assert down is not None
    assert [(link.get("href"), text_of(link)) for link in down.iter("a")] == [
        ("../country/in/politics.html", "Politics")
    ]


def test_an_edition_leads_to_its_countries() -> None:
    """The page of an edition leads to the countries of it that its articles are about, and to no others."""
    abroad = (Place(country="IN", role="event", by="source"), Place(country="FR", role="event", by="source"))
    edition = Feed(id="edition/south-asia", title="South Asia", places=(("edition", "south-asia"),))
    down = set_page(issue(article(countries=abroad), feed=edition)).find(".//nav[@class='narrower']")
    assert down is not None
    assert [link.get("href") for link in down.iter("a")] == ["../country/in.html"]


def test_a_feed_that_takes_some_articles_only_is_not_linked() -> None:
    """Where a split feed has a selection, an article is no proof that it exists."""
    chosen = Feed(id="country/{country}", title="{country}", selection=Selection(agencies=frozenset({"bbc"})))
    config = Config(
        site=CONFIG.site, agencies={}, sources={}, sections=CONFIG.sections, editions={}, feeds=(LATEST, chosen)
    )
    assert b"country/in" not in page(issue(article()), config, Fragments())


@pytest.mark.parametrize(
    ("source_type", "told"), [(AI, True), ("trainedAlgorithmicMedia", True), ("digitalCapture", False)]
)
def test_generated_pictures_say_so(source_type: str, *, told: bool) -> None:
    """A picture that a machine drew is labelled beside it; a photograph is not."""
    image = Image(url="https://agency.example/1.jpg", alt="A field", credit="A. Diallo", source_type=source_type)
    figure = set_page(issue(article(image=image))).find(".//figure")
    assert figure is not None
    picture = figure.find("img")
    assert picture is not None
    assert (picture.get("alt"), picture.get("loading"), picture.get("referrerpolicy")) == (
        "A field",
        "lazy",
        "no-referrer",
    )
    assert text_of(figure.find("figcaption")) == ("AI-generated illustration A. Diallo" if told else "A. Diallo")


def test_every_agency_is_credited() -> None:
    """The agency stands by name, and the others that reported the story after it."""
    shown = Item(article=article(), also=("Sahel Wire", "Kyodo"), agencies=3)
    tree = set_page(Issue(feed=LATEST, items=(shown,), updated=NOON))
    assert text_of(tree.find(".//article//b")) == "The Agency"
    assert text_of(tree.find(".//p[@class='also']")) == "Also: Sahel Wire, Kyodo"


def test_a_card_says_how_many_agencies_where_that_counts() -> None:
    """In a feed that orders by them; elsewhere their names are enough."""
    shown = Item(article=article(), also=("Sahel Wire", "Kyodo"), agencies=3)
    for item, wanted in ((shown, None), (replace(shown, counted=True), "3 agencies")):
        many = set_page(Issue(feed=LATEST, items=(item,), updated=NOON)).find(".//span[@class='many']")
        assert (None if many is None else many.text) == wanted


def test_a_card_tells_of_the_report_that_is_shown() -> None:
    """The time beside the agency is that of its report; when the story was first reported stands behind it."""
    shown = Item(article=article(), told=article().published + timedelta(hours=3))
    by = set_page(Issue(feed=LATEST, items=(shown,), updated=NOON)).find(".//p[@class='by']")
    moments = [datetime.fromisoformat(time.get("datetime", "")) for time in by.iter("time")] if by is not None else []
    assert moments == [shown.told, shown.article.published]
    assert "First reported" in text_of(by)


def test_times_are_utc() -> None:
    """A time is given in UTC, for programs and for people without the script."""
    moment = datetime(2025, 4, 28, 8, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    time = set_page(issue(article(published=moment))).find(".//article//time")
    assert time is not None
    assert (time.get("datetime"), time.text) == ("2025-04-28T02:42:00Z", "28 Apr 2025, 02:42 UTC")


def test_a_correction_is_told() -> None:
    """An article that was changed after it was published shows when."""
    assert set_page(issue(article())).find(".//span[@class='mended']") is None
    changed = article(version=2, updated=NOON + timedelta(hours=1))
    assert text_of(set_page(issue(changed)).find(".//span[@class='mended']")) == "Updated 22 Nov 2026, 13:00 UTC"


@pytest.mark.parametrize(("language", "lang"), [("ar", "ar"), ("pt-BR", "pt-BR"), ("und", "")])
def test_each_article_has_its_own_language_and_direction(language: str, lang: str) -> None:
    """A right-to-left headline among others runs its own way; an unknown language is said to be unknown."""
    shown = set_page(issue(article(language=language))).find(".//article")
    assert shown is not None
    assert (shown.get("lang"), shown.get("dir")) == (lang, "auto")


def test_headings_are_in_order() -> None:
    """There is one h1 and no level is skipped on the way down."""
    levels = [
        int(found.tag[1])
        for found in set_page(issue(article(), feed=INDIA)).iter()
        if re.fullmatch("h[1-6]", found.tag)
    ]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))


def test_an_empty_feed_says_so() -> None:
    """A feed without articles has a page, too, with its addresses; it never changed."""
    tree = set_page(issue())
    assert text_of(tree.find(".//p[@class='folio']")) == "0 stories"
    assert "Nothing stands here" in text_of(tree.find(".//p[@class='empty']"))
    assert len(list(tree.iter("input"))) == 3


def test_a_hundred_items_fit_in_200_kilobytes() -> None:
    """A page of 100 long items in a script of three bytes a letter stays under 200 kB."""
    image = Image(url="https://agency.example/pictures/2026/11/22/a-long-name-1200x800.jpg", width=1200, height=800)
    many = [
        article(
            id=f"tag:publisher.example,2026:{n}",
            headline="मानसून समय से पहले पहुँचा " * 3,
            summary="वर्षा " * 200,
            image=image,
        )
        for n in range(100)
    ]
    assert len(page(issue(*many), CONFIG, Fragments())) < 200_000

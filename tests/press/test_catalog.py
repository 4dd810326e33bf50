"""The front page and what stands beside the feeds."""

from __future__ import annotations

import re
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from msgspec.structs import replace

from publisher.model import EPOCH, Article, Config, Edition, Feed, Issue, Item, Rendition, Section, Site
from publisher.press.catalog import Listing, catalog, fingerprint, static_files

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CONFIG = Config(
    site=Site(title="The Desk", url="https://news.example/desk/", contact="desk@news.example"),
    agencies={},
    sources={},
    sections={"politics": Section(id="politics", title="Politics"), "energy": Section(id="energy", title="Energy")},
    editions={
        "south-asia": Edition(id="south-asia", title="South Asia", countries=("IN", "NP")),
        "africa": Edition(id="africa", title="Africa", countries=("NE",)),
    },
    feeds=(Feed(id="latest", title="Latest"), Feed(id="trending", title="Trending", order="trending")),
)
LATEST, TRENDING = CONFIG.feeds


def feed(title: str, **places: str) -> Feed:
    """Return a feed of some places, at the path that sources.yaml usually gives it."""
    path = "/".join(places.values()) if "country" in places else "/".join(next(iter(places.items())))
    return Feed(id=f"country/{path}" if "country" in places else path, title=title, places=tuple(places.items()))


FEEDS = (
    LATEST,
    TRENDING,
    feed("Politics", section="politics"),
    feed("Energy", section="energy"),
    feed("South Asia", edition="south-asia"),
    feed("Africa", edition="africa"),
    Feed(
        id="edition/south-asia/energy",
        title="Energy in South Asia",
        places=(("edition", "south-asia"), ("section", "energy")),
    ),
    feed("Opinion", genre="opinion"),
    feed("India", country="in"),
    feed("India: Politics", country="in", section="politics"),
    feed("Niger", country="ne"),
    feed("Peru", country="pe"),
)
LISTINGS = tuple(
    Listing(
        feed=each,
        updated=NOON - timedelta(minutes=n),
        items=n + 1,
        languages=("ar",) if each.id == "country/ne" else ("en",),
    )
    for n, each in enumerate(FEEDS)
)


def item(number: int, agencies: int = 1, **fields: str) -> Item:
    """Return a story of its own for each number."""
    known = {
        "headline": f"Headline {number}",
        "summary": f"Summary {number}.",
        "url": f"https://agency.example/{number}",
    }
    made = Article(
        id=f"tag:publisher.example,2026:{number}",
        key=str(number),
        source="s",
        agency="a",
        received=NOON,
        published=NOON,
        updated=NOON,
        credit="The Agency",
        story=f"story-{number}",
        **{**known, **fields},  # type: ignore[arg-type]
    )
    return Item(article=made, agencies=agencies, also=tuple(f"Agency {n}" for n in range(1, agencies)))


def issue(of: Feed, *items: Item) -> Issue:
    """Return a feed that holds the items."""
    return Issue(feed=of, items=items, updated=NOON)


def everything(listings: tuple[Listing, ...] = LISTINGS) -> dict[str, Rendition]:
    """Set the whole catalog, by path."""
    latest, trending = issue(LATEST, *map(item, range(9))), issue(TRENDING, item(3, agencies=4), item(1, agencies=2))
    return {rendition.path: rendition for rendition in catalog(listings, latest, trending, CONFIG)}


def strictly(rendition: Rendition) -> Element:
    """Parse HTML5; raises at the first error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(rendition.body, transport_encoding="utf-8")
    assert isinstance(tree, Element)
    return tree


def text_of(element: Element | None) -> str:
    """Return all text of an element on one line."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def links(tree: Element) -> list[str]:
    """Return every address that the page leads to or loads."""
    return [address for element in tree.iter() for address in (element.get("href") or element.get("src"),) if address]


def test_the_catalog_is_complete() -> None:
    """There is a front page, a list for feed readers, a page for wrong addresses, and every file that they name."""
    found = everything()
    assert {"index.html", "feeds.opml", "404.html", "favicon.ico", "static/feed.css", "static/logo-144.png"} <= set(
        found
    )
    published = {f"/{each.id}.{suffix}" for each in FEEDS for suffix in each.formats} | {f"/{path}" for path in found}
    led = {urlsplit(urljoin("https://x/index.html", link)) for link in links(strictly(found["index.html"]))}
    outside = ("https://agency.example/", "https://news.example/", "mailto:")
    assert {url.path for url in led if not url.geturl().startswith(outside)} <= published


def test_every_feed_is_listed_with_its_formats() -> None:
    """All feeds stand in the directory, each with its page, RSS, Atom and JSON Feed."""
    directory = strictly(everything()["index.html"]).find(".//details[@data-directory]")
    assert directory is not None
    assert set(links(directory)) == {f"{each.id}.{suffix}" for each in FEEDS for suffix in each.formats}


def test_order_does_not_matter() -> None:
    """The same feeds in another order give the same bytes."""
    assert everything() == everything(tuple(reversed(LISTINGS)))


def test_nothing_is_told_twice() -> None:
    """A story that stands among the top stories is left out of the latest ones."""
    tree = strictly(everything()["index.html"])
    top = [text_of(found) for found in tree.iterfind(".//section[@class='top']//h3")]
    latest = [text_of(found) for found in tree.iterfind(".//section[@class='latest']//h3")]
    assert top == ["Headline 3", "Headline 1"]
    assert latest == [f"Headline {n}" for n in (0, 2, 4, 5, 6, 7, 8)]


def test_top_stories_tell_how_many_agencies_report_them() -> None:
    """The number of agencies stands beside a story that more than one reports, and their names below it."""
    first = strictly(everything()["index.html"]).find(".//section[@class='top']//li")
    assert "4 agencies" in text_of(first)
    assert "Also: Agency 1, Agency 2, Agency 3" in text_of(first)


def test_countries_stand_under_their_editions() -> None:
    """Countries have flags and are grouped by edition, in its order; those in none stand elsewhere."""
    tree = strictly(everything()["index.html"])
    regions = {
        text_of(region.find("h3")): text_of(region.find("ul")) for region in tree.iterfind(".//div[@class='region']")
    }
    assert regions == {"South Asia": "🇮🇳 India", "Africa": "🇳🇪 Niger", "Elsewhere": "🇵🇪 Peru"}
    linked = [link.get("href") for link in tree.iterfind(".//div[@class='region']/h3/a")]
    assert linked == ["edition/south-asia.html", "edition/africa.html"]


def test_what_is_trending_in_a_part_is_listed_and_takes_no_place() -> None:
    """On the front page a country, an edition and a section lead to all their news; the directory has both."""
    ranked = tuple(
        replace(each, feed=replace(each.feed, id=f"trending/{each.feed.id}", title="A trend", order="trending"))
        for each in LISTINGS
        if len(each.feed.places) == 1
    )
    plain, told = (strictly(everything(of)["index.html"]) for of in (LISTINGS, (*ranked, *LISTINGS)))
    for path in (".//div[@class='region']", ".//section[@aria-labelledby='browse-1']"):
        assert [text_of(each) for each in told.iterfind(path)] == [text_of(each) for each in plain.iterfind(path)]
    directory = told.find(".//details[@data-directory]")
    assert directory is not None
    assert {f"{each.feed.id}.html" for each in ranked} <= set(links(directory))


def test_sections_stand_in_the_order_of_the_configuration() -> None:
    """Politics comes before Energy because sources.yaml says so."""
    section = strictly(everything()["index.html"]).find(".//section[@aria-labelledby='browse-1']")
    assert text_of(section) == "Sections Politics Energy"


def test_the_parts_of_an_edition_stand_after_it() -> None:
    """In the directory an edition comes first, then its sections, then the next edition."""
    tree = strictly(everything()["index.html"])
    groups = {text_of(group.find("h3")): group for group in tree.iterfind(".//details[@data-directory]/section")}
    titles = [text_of(row.find("a")) for row in groups["Editions"].iter("li")]
    assert titles == ["South Asia", "Energy in South Asia", "Africa"]


def test_feeds_are_found_by_their_language() -> None:
    """A search for Arabic finds the feed that holds Arabic articles, though its title does not say so."""
    tree = strictly(everything()["index.html"])
    rows = {text_of(row.find("a")): row.get("data-find") for row in tree.iterfind(".//ul[@class='rows']/li")}
    assert rows["Niger"] == "Arabic"


def test_no_script_stands_in_a_page() -> None:
    """A content security policy of `default-src 'self'` holds: no script, style or event attribute in the pages."""
    for path in ("index.html", "404.html"):
        tree = strictly(everything()[path])
        assert all(script.get("src") and not script.text for script in tree.iter("script"))
        assert not list(tree.iter("style"))
        assert not [
            name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"
        ]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\x00\x07\ufffe"])
def test_hostile_text_is_harmless(text: str) -> None:
    """Whatever stands in headlines and titles, the front page is valid and has our scripts only."""
    named = Feed(id="section/x", title=text, description=text, places=(("section", text),))
    hostile = item(1, headline=text, summary=text, url="javascript:alert(1)")
    found = catalog(
        [Listing(feed=named, updated=NOON, items=1)],
        issue(LATEST, hostile),
        issue(TRENDING, item(2, headline=text, url="javascript:alert(1)")),
        CONFIG,
    )
    tree = strictly(found[0])
    assert len(list(tree.iter("script"))) == 3
    assert not list(tree.iter("img"))
    assert not [link for link in links(tree) if link.startswith("javascript")]


def test_before_the_first_news_there_is_a_front_page() -> None:
    """Without any feed, or any news in one, the page stands, valid, without empty headings and without a date."""
    for listings in ([], [Listing(feed=LATEST, updated=EPOCH, items=0)]):
        tree = strictly(catalog(listings, None, None, CONFIG)[0])
        assert [text_of(found) for found in tree.iter("h2")] == ["All feeds"]
        assert not list(tree.iter("time"))


def test_headings_are_in_order() -> None:
    """There is one h1 and no level is skipped on the way down."""
    tree = strictly(everything()["index.html"])
    levels = [int(found.tag[1]) for found in tree.iter() if re.fullmatch("h[1-6]", found.tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))


def test_the_page_for_wrong_addresses_works_at_any_depth() -> None:
    """Its links start at the root of the site, as no one knows at which address it is shown."""
    tree = strictly(everything()["404.html"])
    assert {link for link in links(tree) if not link.startswith(("#", "mailto:"))} >= {"/desk/index.html"}
    assert all(link.startswith(("/desk/", "#", "mailto:")) for link in links(tree))


@pytest.mark.parametrize("file", static_files(), ids=lambda file: file.path)
def test_static_files_load_nothing_from_elsewhere(file: Rendition) -> None:
    """No style sheet, script or picture of ours names another server; the SVG names its namespace only."""
    if file.path.endswith((".css", ".js", ".svg")):
        addresses = re.findall(rb"(?:https?:)?//[\w.]+\.\w+[^\s\"')]*", file.body)
        assert [each for each in addresses if each != b"http://www.w3.org/2000/svg"] == []
        assert b"@import" not in file.body


def test_the_logo_is_as_large_as_rss_allows() -> None:
    """RSS 2.0 takes a channel picture of at most 144 pixels a side: https://www.rssboard.org/rss-specification."""
    logo = next(file.body for file in static_files() if file.path == "static/logo-144.png")
    assert logo.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", logo[16:24]) == (144, 144)


STYLE = Path(__file__).resolve().parents[2] / "publisher" / "press" / "static" / "style.css"


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("ink", ["ink", "soft", "mark"])
def test_text_can_be_read(scheme: int, ground: str, ink: str) -> None:
    """Every colour of text has a contrast of at least 4.5 to every ground, by day and by night."""
    style = STYLE.read_text(encoding="utf-8")
    colours = [
        dict(re.findall(r"--(\w+): (#\w{6});", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    dark, light = sorted((luminance(colours[scheme][ground]), luminance(colours[scheme][ink])))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_fingerprint_follows_what_the_catalog_shows() -> None:
    """Any order of the feeds has the same one, as it has the same bytes; a story below the fold changes nothing."""
    latest, trending = issue(LATEST, *map(item, range(40))), issue(TRENDING, item(3))
    told = fingerprint(LISTINGS, latest, trending, CONFIG)
    assert told == fingerprint(LISTINGS[::-1], latest, trending, CONFIG)
    assert told == fingerprint(LISTINGS, issue(LATEST, *map(item, range(39))), trending, CONFIG)


@pytest.mark.parametrize(
    ("listings", "latest", "config"),
    [
        (LISTINGS[1:], issue(LATEST, item(1)), CONFIG),
        ((replace(LISTINGS[0], items=7), *LISTINGS[1:]), issue(LATEST, item(1)), CONFIG),
        ((replace(LISTINGS[0], updated=NOON + timedelta(1)), *LISTINGS[1:]), issue(LATEST, item(1)), CONFIG),
        (LISTINGS, issue(LATEST, item(1, headline="Another")), CONFIG),
        (LISTINGS, None, CONFIG),
        (LISTINGS, issue(LATEST, item(1)), replace(CONFIG, site=replace(CONFIG.site, title="Another"))),
    ],
    ids=["a feed less", "items", "updated", "a headline", "no latest", "the site"],
)
def test_a_fingerprint_changes_with_what_the_catalog_shows(
    listings: tuple[Listing, ...], latest: Issue | None, config: Config
) -> None:
    """So a catalog of the same fingerprint need not be set again."""
    assert fingerprint(listings, latest, None, config) != fingerprint(LISTINGS, issue(LATEST, item(1)), None, CONFIG)

"""The pages in a real browser: what the scripts do, and that nothing is loaded from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect, sync_playwright

from publisher.model import Article, Config, Feed, Image, Issue, Item, Section, Site
from publisher.press.catalog import Listing, catalog
from publisher.press.fragments import Fragments
from publisher.press.pages import page
from publisher.press.stories import Report, Timeline, merged_page, story_page

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: the pages are not tried in a browser"
)

NOW = datetime.now(UTC).replace(microsecond=0)
LATE = datetime(2026, 4, 27, 23, 30, tzinfo=UTC)  # in India it is the next day already
STORY, ENDED = "20260427t200000-aaaa", "20260427t210000-bbbb"
HEADLINES = ("Rain comes early to Côte d’Or", "محادثات جديدة حول مياه النهر", "Markets open higher")


class Handler(SimpleHTTPRequestHandler):
    """A static server with the strictest policy that pages can have, silent."""

    def end_headers(self) -> None:
        """Allow what comes from here, and nothing else."""
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is http.server's
        """Say nothing."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small tree of pages."""
    root = tmp_path_factory.mktemp("tree")
    config = Config(
        site=Site(title="The Desk", url="https://news.example/"),
        agencies={},
        sources={},
        sections={"politics": Section(id="politics", title="Politics")},
        editions={},
        feeds=(Feed(id="latest", title="Latest"),),
    )
    articles = [
        Article(
            id=f"tag:publisher.example,2026:{n}",
            key=str(n),
            source="s",
            agency="a",
            url=f"https://agency.example/{n}",
            headline=headline,
            image=Image(url="https://agency.example/gone.png") if n == 2 else None,
            credit="The Agency",
            received=NOW,
            published=NOW - timedelta(minutes=10 + n),
            updated=NOW,
        )
        for n, headline in enumerate(HEADLINES)
    ]
    latest = Issue(feed=config.feeds[0], items=tuple(Item(article=each) for each in articles), updated=NOW)
    feeds = [
        config.feeds[0],
        Feed(id="section/politics", title="Politics", places=(("section", "politics"),)),
        Feed(id="country/ci", title="Côte d’Ivoire", places=(("country", "ci"),)),
        Feed(
            id="country/ci/politics",
            title="Côte d’Ivoire: Politics",
            places=(("country", "ci"), ("section", "politics")),
        ),
    ]
    listings = [Listing(feed=each, updated=NOW, items=3) for each in feeds]
    for rendition in catalog(listings, latest, None, config):
        (root / rendition.path).parent.mkdir(parents=True, exist_ok=True)
        (root / rendition.path).write_bytes(rendition.body)
    (root / "latest.html").write_bytes(page(latest, config, Fragments()))
    told = [
        Report(replace(each, published=LATE - timedelta(hours=4 * n), updated=LATE)) for n, each in enumerate(articles)
    ]
    (root / "story").mkdir()
    timeline = Timeline(STORY, told[0].article, tuple(told))
    for one in (story_page(timeline, config, Fragments()), merged_page(ENDED, STORY, config)):
        (root / one.path).write_bytes(one.body)
    return root


@pytest.fixture(scope="module")
def site(tree: Path) -> Iterator[str]:
    """Serve the tree on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=tree)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--disable-quic"],
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Open one tab for all tests: another costs more than what is tested. Notes what no page may do."""
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], viewport={"width": 360, "height": 740}
    )
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if "gone.png" not in message.text else None)
    page.on("request", lambda request: troubles.append(request.url) if not _ours(request.url) else None)
    yield page, troubles
    context.close()


@pytest.fixture
def tab(opened: tuple[Page, list[str]]) -> Iterator[Page]:
    """Give the tab, in which a script error, a line on the console or a request to elsewhere fails the test."""
    page, troubles = opened
    troubles.clear()
    yield page
    page.goto("about:blank")
    assert troubles == []


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """Open a tab without scripts, for all tests."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def _ours(url: str) -> bool:
    """Tell a request to the tree, or for an article's picture, from one to anywhere else."""
    return url.startswith(("http://127.0.0.1:", "file://", "about:")) or url == "https://agency.example/gone.png"


def visible(tab: Page, selector: str) -> list[str]:
    """Return the texts that can be seen."""
    script = "found => found.filter(each => each.checkVisibility()).map(each => each.innerText)"
    return [str(text) for text in tab.locator(selector).evaluate_all(script)]


@pytest.mark.parametrize(
    ("typed", "feeds", "headlines"),
    [
        ("cote", ["Côte d’Ivoire", "Côte d’Ivoire: Politics"], [HEADLINES[0]]),
        ("cote d'ivoire", ["Côte d’Ivoire", "Côte d’Ivoire: Politics"], []),
        ("Ivory Coast", ["Côte d’Ivoire", "Côte d’Ivoire: Politics"], []),
        ("POLITICS ivoire", ["Côte d’Ivoire: Politics"], []),
        ("مياه", [], [HEADLINES[1]]),
        ("nowhere", [], []),
    ],
)
def test_search_finds_feeds_and_headlines(
    tab: Page, site: str, typed: str, feeds: list[str], headlines: list[str]
) -> None:
    """What has all the words is shown, in any case and without accents; the rest is hidden; Escape brings it back."""
    tab.goto(site + "index.html")
    tab.keyboard.press("/")
    tab.keyboard.type(typed)
    assert visible(tab, ".rows li a:first-child") == feeds
    assert visible(tab, ".paper h3") == headlines
    counted = tab.get_by_role("status").first.inner_text()
    assert counted.startswith(f"{len(feeds)} feed" if feeds or headlines else "Nothing found")
    tab.keyboard.press("Escape")
    assert visible(tab, ".paper h3") == list(HEADLINES)


def test_search_works_from_a_folder(tab: Page, tree: Path) -> None:
    """The tree works without a server, too."""
    tab.goto((tree / "index.html").as_uri() + "?q=markets")
    assert visible(tab, ".paper h3") == [HEADLINES[2]]


def test_a_button_copies_the_address(tab: Page, site: str) -> None:
    """The address of a feed is on the clipboard after one click, and the button says so."""
    tab.goto(site + "latest.html")
    tab.get_by_role("button", name="Copy the Atom address").click()
    expect(tab.get_by_role("button", name="Copied")).to_be_visible()
    assert tab.evaluate("navigator.clipboard.readText()") == "https://news.example/latest.atom"


def test_times_become_the_readers_own(tab: Page, site: str) -> None:
    """A fresh article tells how long ago it was, with the UTC time at hand."""
    tab.goto(site + "latest.html")
    time = tab.locator(".card time").first
    assert time.inner_text().endswith("minutes ago")
    assert (time.get_attribute("title") or "").endswith("UTC")


def test_a_picture_that_is_gone_leaves_no_hole(tab: Page, site: str) -> None:
    """A picture that cannot be loaded is taken out of the page."""
    tab.goto(site + "latest.html")
    tab.locator(".card").last.scroll_into_view_if_needed()
    expect(tab.locator("figure")).to_have_count(0)


def test_the_days_of_a_story_are_the_readers_own(browser: Browser, tab: Page, bare: Page, site: str) -> None:
    """Half past eleven at night in UTC is the next morning in India: the reports stand below that day."""
    heads = ".timeline li:has(.day) h3"
    tab.goto(f"{site}story/{STORY}.html")
    assert visible(tab, ".timeline h3") == list(HEADLINES)
    context = browser.new_context(timezone_id="Asia/Kolkata", locale="en-GB")
    abroad = context.new_page()
    abroad.goto(f"{site}story/{STORY}.html")
    assert visible(abroad, ".day") == ["28 APR 2026", "27 APR 2026"]
    assert visible(abroad, heads) == [HEADLINES[0], HEADLINES[2]]
    context.close()
    bare.goto(f"{site}story/{STORY}.html")
    assert bare.locator(".day").all_inner_texts() == ["27 APR 2026"]


def test_a_merged_story_leads_to_the_other(tab: Page, site: str) -> None:
    """Whoever follows an old link stands on the page of the story that goes on."""
    tab.goto(f"{site}story/{ENDED}.html")
    tab.wait_for_url(f"{site}story/{STORY}.html")
    assert tab.locator("h1").inner_text() == HEADLINES[0]


@pytest.mark.parametrize("path", ["index.html", "latest.html", "404.html", f"story/{STORY}.html"])
def test_pages_fit_a_small_telephone(tab: Page, site: str, path: str) -> None:
    """At 360 pixels nothing is wider than the screen."""
    tab.goto(site + path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_everything_is_there(bare: Page, site: str) -> None:
    """Without scripts the page is a plain list: no search box, every headline, the addresses and the UTC times."""
    bare.goto(site + "index.html")
    assert not bare.locator("form.search").is_visible()
    assert bare.locator(".paper h3").all_inner_texts() == list(HEADLINES)
    bare.goto(site + "latest.html")
    assert not bare.locator("button").first.is_visible()
    assert bare.locator(".card time").first.inner_text().endswith("UTC")

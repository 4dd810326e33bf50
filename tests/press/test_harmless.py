"""No attack survives the whole way from an agency's document to what a browser or a feed reader shows."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, Route, sync_playwright

from publisher.desk.normalize import Unusable, normalize
from publisher.model import Agency, Article, Config, Entry, Feed, Issue, Item, Site, Source
from publisher.press.fragments import Fragments
from publisher.press.render import render
from publisher.wire.parse import parse

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: attacks are not tried in a browser"
)

CASES = Path(__file__).resolve().parents[1] / "cases" / "desk" / "xss"
ESCAPED = re.compile(r"\\[xutn]")
PAGE = "https://desk.example/latest.html"
PIXEL = base64.b64decode("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
NOW = datetime(2026, 4, 28, 12, tzinfo=UTC)
SITE = Site(title="The Desk", url="https://desk.example/")
SOURCE = Source(id="a", agency=Agency(id="a", name="Agency", credit="Agency"), url="https://a.example/feed")
CONFIG = Config(
    site=SITE,
    agencies={"a": SOURCE.agency},
    sources={"a": SOURCE},
    sections={},
    editions={},
    feeds=(Feed(id="latest", title="Latest", formats=("rss", "atom", "json", "html")),),
)
# What attacks call does not open a dialog here, but leaves a note in the window that it was called in.
TRAP = "for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => { window.alive = true }"
# Each text twice, as readers show it: in a document, ten to a frame, and by innerHTML in a bare page. Then what a hand
# would do: every element is pointed at, focused and clicked, but links are not followed.
SHOW = """async texts => {
    const alive = []
    const tens = texts.flatMap((_, place) => place % 10 ? [] : [texts.slice(place, place + 10).join('<hr>')])
    const put = (name, list, fill) => list.map(text => {
        const element = document.createElement(name)
        fill(element, text)
        document.body.append(element)
        return [element, text]
    })
    const touch = (root, text) => root.querySelectorAll('*').forEach(element => {
        for (const name of ['mouseover', 'mouseenter', 'focus', 'error', 'load', 'toggle'])
            element.dispatchEvent(new Event(name))
        if (!element.closest('[href]')) element.click?.()
        else if (element.href && !/^https?:$/.test(element.protocol)) alive.push(`link: ${text}`)
    })
    document.body.replaceChildren()
    const written = put('div', texts, (div, text) => { div.innerHTML = text })
    const loaded = []
    const frames = put('iframe', tens, (frame, text) => {
        loaded.push(new Promise(done => { frame.onload = done }))
        frame.srcdoc = text
    })
    await Promise.all(loaded)
    await new Promise(done => setTimeout(done, 100))
    for (const [div, text] of written) {
        touch(div, text)
        if (window.alive) alive.push(`innerHTML, or before: ${text}`)
        window.alive = false
    }
    for (const [frame, text] of frames) if (frame.contentDocument) touch(frame.contentDocument, text)
    await new Promise(done => setTimeout(done, 100))
    for (const [frame, text] of frames)
        if (!frame.contentDocument || frame.contentWindow.alive) alive.push(`document: ${text}`)
    return window.alive ? ['innerHTML: any', ...alive] : alive
}"""


def attacks() -> list[str]:
    """Return our own corpus, with its escapes decoded."""
    lines = [line for path in sorted(CASES.glob("*.txt")) for line in path.read_text("utf-8").splitlines() if line]
    return [each.encode().decode("unicode_escape") if ESCAPED.search(each) else each for each in lines]


def document(texts: list[str]) -> bytes:
    """Return a feed that has each text as title, summary, content, author, category and caption of an item."""
    legal = [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text) for text in texts]
    items = (
        f"<item><guid>{number}</guid><link>https://a.example/{number}</link><title>news {escape(text)}</title>"
        f"<description>news {escape(text)}</description><content:encoded>news {escape(text)}</content:encoded>"
        f"<dc:creator>{escape(text)}</dc:creator><category>{escape(text)}</category>"
        f'<media:content url="https://a.example/i.jpg" medium="image"><media:description>{escape(text)}'
        f"</media:description></media:content></item>"
        for number, text in enumerate(legal)
    )
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    names += ' xmlns:media="http://search.yahoo.com/mrss/"'
    head = f'<rss version="2.0" {names}><channel><title>Agency</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


def made(entry: Entry, key: str) -> Article | None:
    """Return an article of an entry; nothing where it shows nothing."""
    try:
        return normalize(entry, key, SOURCE, SITE, NOW)
    except Unusable:
        return None


def published(texts: list[str]) -> dict[str, bytes]:
    """Take attacks the whole way, and return what is published by suffix."""
    read = parse(document(texts), SOURCE.url)
    articles = [article for n, entry in enumerate(read.entries) if (article := made(entry, str(n)))]
    assert len(articles) == len(texts)
    issue = Issue(feed=CONFIG.feeds[0], items=tuple(Item(article=each) for each in articles), updated=NOW)
    return {one.path.rpartition(".")[2]: one.body for one in render(issue, CONFIG, Fragments())}


def shown(files: dict[str, bytes]) -> list[str]:
    """Return every text of the feeds that a reader takes for HTML."""
    texts = [each.get("content_html", "") for each in json.loads(files["json"])["items"]]
    rss, atom = etree.fromstring(files["rss"]), etree.fromstring(files["atom"])
    texts += [element.text or "" for element in rss.iter("description", f"{CONTENT}encoded")]
    texts += [element.text or "" for element in atom.iter() if element.get("type") == "html"]
    return sorted(set(texts) - {""})


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    """Open a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"]
        )
        opened = browser.new_context().new_page()
        opened.add_init_script(TRAP)
        yield opened
        browser.close()


def troubles(tab: Page, files: dict[str, bytes]) -> list[str]:
    """Open what is published, as a page and as readers do; return what ran and what was asked for elsewhere."""
    found: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url in (PAGE, "https://reader.example/"):
            body = files["html"].decode() if url == PAGE else "<!doctype html><body>"
            route.fulfill(body=body, content_type="text/html; charset=utf-8")
            return
        if route.request.resource_type == "image":
            route.fulfill(body=PIXEL, content_type="image/gif", headers={"Cache-Control": "max-age=3600"})
            return
        if not url.startswith("https://desk.example/"):
            found.append(f"request: {url}")
        route.abort()

    tab.route("**/*", answer)
    tab.on("dialog", lambda dialog: found.append(f"dialog: {dialog.message}"))
    tab.goto(PAGE)
    if tab.evaluate("window.alive"):
        found.append("page: an attack ran")
    tab.goto("https://reader.example/")
    texts = shown(files)
    for start in range(0, len(texts), 100):
        found += tab.evaluate(SHOW, texts[start : start + 100])
    tab.unroute_all()
    return found


def test_the_trap_catches(tab: Page) -> None:
    """Were an attack let through, this would be seen: by what it runs and by what it asks for."""
    text = "<img src=x: onerror=alert(1)><p onclick=alert(1)>x</p><link rel=stylesheet href=https://evil.example/x.css>"
    files = {"html": text.encode(), "json": json.dumps({"items": [{"content_html": text}]}).encode()}
    found = troubles(tab, {**files, "rss": b"<rss/>", "atom": b"<feed/>"})
    assert {each.partition(":")[0] for each in found} == {"page", "request", "document", "innerHTML, or before", "link"}


def test_no_attack_lives(tab: Page) -> None:
    """Nothing of the corpus runs, and nothing but pictures is asked for, on our page and in readers."""
    files = published(attacks())
    assert troubles(tab, files) == []

"""An entry as agencies write them becomes an article that says no more than the entry did."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace

from publisher.desk.identity import candidates
from publisher.desk.normalize import SUMMARY, Unusable, normalize
from publisher.model import (
    Agency,
    Article,
    Category,
    Entry,
    Media,
    Moment,
    Person,
    Rights,
    Site,
    Source,
    Status,
    Text,
)

SHARED = Path(__file__).resolve().parents[2] / "../shared"
NOW = datetime(2025, 4, 28, 12, tzinfo=UTC)
AGENCY = Agency(
    id="dd", name="Devdiscourse", credit="Devdiscourse", country="IN", timezone="Asia/Kolkata", language="en"
)
SOURCE = Source(id="dd-top", agency=AGENCY, url="https://dd.example/rss", timezone="Asia/Kolkata", language="en")
ENTRY = Entry(
    guid="3391702",
    link="https://dd.example/article/3391702?utm_source=rss",
    title=Text("Fire breaks out in <b>Mumbai</b> &amp; nobody is hurt"),
    summary=Text("<p>MUMBAI, April 28 (Reuters) - A fire broke out.</p>"),
    content=Text('<p>A fire <a href="/x">broke out</a>.</p><script>x</script>'),
    created="28-04-2025 08:12 IST",
    base="https://dd.example/",
)


def made(entry: Entry = ENTRY, source: Source = SOURCE) -> Article:
    """Normalize one entry."""
    return normalize(entry, candidates(entry, source)[0], source, Site(), NOW)


def of_agency(**changes: object) -> Source:
    """Return the source with another agency."""
    return replace(SOURCE, agency=replace(AGENCY, **changes))


def line_of(page: str, words: str) -> str:
    """Return the line of a page that holds some words."""
    return next(line for line in page.splitlines() if words in line)


def test_the_whole_article() -> None:
    """Every part of an entry finds its place."""
    article = made()
    assert article.headline == "Fire breaks out in Mumbai & nobody is hurt"
    assert article.summary == "MUMBAI, April 28 (Reuters) - A fire broke out."
    assert article.body == '<p>A fire <a href="https://dd.example/x">broke out</a>.</p>'
    assert (article.url, article.guid) == ("https://dd.example/article/3391702", "3391702")
    assert (article.dateline, article.language, article.credit) == ("Mumbai", "en", "Devdiscourse")
    assert article.published == datetime(2025, 4, 28, 2, 42, tzinfo=UTC)
    assert article.agency_created == Moment(article.published, "28-04-2025 08:12 IST")
    assert (article.received, article.updated, article.version, article.status) == (NOW, NOW, 1, Status.USABLE)
    assert re.fullmatch("[0-9a-f]{64}", article.content_hash)


def test_the_seed_page() -> None:
    """The page that the project grew from: its desk, its date, its picture and its credit come out right."""
    path = SHARED / "seed" / "article.txt"
    if not path.is_file():
        pytest.skip(f"no seed page: {path} is absent")
    page = path.read_text("utf-8")
    byline, updated, _ = (part.strip() for part in line_of(page, "Desk |").split("|"))
    disclaimer = line_of(page, "This image is AI")
    body = page[page.index("For the first time") : page.index("TRENDING")]
    article = made(
        Entry(
            guid="3391702",
            title=Text("North Korea Confirms Troop Deployment in Ukraine Conflict"),
            content=Text(body, "text"),
            created=updated,
            authors=(Person(byline),),
            media=(Media(url="https://dd.example/i.jpg", description=disclaimer),),
        )
    )
    assert article.published == datetime(2025, 4, 28, 2, 42, tzinfo=UTC)
    assert (article.byline, article.credit) == ("Devdiscourse News Desk", "Devdiscourse")
    assert article.image is not None
    assert article.image.source_type == "trainedAlgorithmicMedia"
    assert "(With inputs from agencies.)" in article.body
    assert article.body.count("<p>") == 4


@pytest.mark.parametrize(
    ("created", "published", "at"),
    [
        ("Mon, 28 Apr 2025 11:00:00 GMT", datetime(2025, 4, 28, 11, tzinfo=UTC), datetime(2025, 4, 28, 11, tzinfo=UTC)),
        ("Mon, 28 Apr 2025 12:05:00 GMT", NOW, datetime(2025, 4, 28, 12, 5, tzinfo=UTC)),
        ("Mon, 28 Apr 2026 11:00:00 GMT", NOW, None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", NOW, None),
        ("soon", NOW, None),
    ],
)
def test_dates_are_checked(created: str, published: datetime, at: datetime | None) -> None:
    """Nothing is published later than we received it; what cannot be believed is kept as it was written."""
    article = made(replace(ENTRY, created=created))
    assert article.published == published
    assert article.agency_created == Moment(at, created)


def test_no_date_at_all() -> None:
    """An entry without a date is published when it was received; CNN leaves dates out."""
    article = made(replace(ENTRY, created=""))
    assert (article.published, article.agency_created) == (NOW, None)


def test_an_update_alone_is_a_date() -> None:
    """Atom entries may have nothing but `updated`."""
    assert made(replace(ENTRY, created="", updated="2025-04-28T02:00:00Z")).published.hour == 2


@pytest.mark.parametrize(
    ("text", "summary", "body"),
    [("full", True, True), ("summary", True, False), ("headline", False, False)],
)
def test_rights(text: Literal["full", "summary", "headline"], summary: bool, body: bool) -> None:  # noqa: FBT001 -- a row of the table
    """No more is kept for publishing than the agency allows."""
    article = made(source=of_agency(rights=Rights(text=text, notice="© DD", syndicate=True)))
    assert (bool(article.summary), bool(article.body)) == (summary, body)
    assert (article.rights, article.syndicate) == ("© DD", True)


@pytest.mark.parametrize(
    ("entry", "headline"),
    [
        (Entry(summary=Text("A fire broke out in Mumbai. Nobody was hurt.")), "A fire broke out in Mumbai"),
        (Entry(content=Text("<p>Rain in the north</p>")), "Rain in the north"),
        (Entry(title=Text("<img src=x>"), summary=Text("Rain")), "Rain"),
        (Entry(media=(Media(url="https://dd.example/i.jpg", description="A flooded street"),)), "A flooded street"),
        (
            Entry(
                content=Text('<img src="https://dd.example/i.jpg">'),
                link="https://dd.example/fire-breaks-out-in-mumbai.html",
            ),
            "Fire breaks out in mumbai",
        ),
        (Entry(content=Text('<img src="https://dd.example/i.jpg">')), "Devdiscourse"),
    ],
)
def test_headlines_are_never_empty(entry: Entry, headline: str) -> None:
    """Without a title the first words stand for it: of the text, the picture, the address; else the agency."""
    assert made(entry).headline == headline


@pytest.mark.parametrize(
    "entry",
    [
        Entry(),
        Entry(guid="1", link="https://dd.example/1"),
        Entry(title=Text(" <b></b> ")),
        Entry(content=Text("<script>x</script>")),
    ],
)
def test_nothing_to_show(entry: Entry) -> None:
    """An entry without title, text and picture is refused, with the reason."""
    with pytest.raises(Unusable, match="nothing to show"):
        made(entry)


def test_a_summary_of_markup_alone_comes_from_the_text() -> None:
    """A description that holds only a picture tells nothing; the beginning of the text does."""
    article = made(
        replace(
            ENTRY, summary=Text('<img src="https://dd.example/i.jpg">'), content=Text("<p>A fire.</p>" + "word " * 400)
        )
    )
    assert article.summary.startswith("A fire.")
    assert len(article.summary) <= SUMMARY


def test_text_that_is_text_is_escaped() -> None:
    """A text whose document says that it is no markup is shown as it stands, in paragraphs."""
    assert made(replace(ENTRY, content=Text("5 < 6\n\n<b>", "text"))).body == "<p>5 &lt; 6</p><p>&lt;b&gt;</p>"


def test_the_credit_is_the_agency() -> None:
    """Agencies without a name are nobody: neither in the text nor as an author do they change the credit."""
    entry = replace(
        ENTRY,
        content=Text("<p>x</p><p>(With inputs from agencies.)</p>"),
        authors=(Person("Agencies"),),
        source_title="Reuters",
    )
    article = made(entry)
    assert (article.credit, article.authors, article.byline) == ("Devdiscourse", (), "")
    assert made(source=of_agency(credit="")).credit == "Devdiscourse"


def test_labels() -> None:
    """Category labels are cleaned, come once and in order, without codes, and not more than 32."""
    categories = (
        Category("India"),
        Category("INDIA "),
        Category("medtop:04000000", label="Economy &amp; business"),
        Category("medtop:16000000"),
        Category("trainedAlgorithmicMedia", scheme="http://cv.iptc.org/newscodes/digitalsourcetype/"),
        *(Category(f"label {number}") for number in range(50)),
    )
    labels = made(replace(ENTRY, categories=categories)).labels
    assert labels[:3] == ("India", "Economy & business", "label 0")
    assert len(labels) == 32


@pytest.mark.parametrize(
    ("declared", "source", "wanted"),
    [("en_US", "hi", "en-US"), ("", "pt-br", "pt-BR"), ("", None, "und"), ("<b>", None, "und")],
)
def test_language_as_declared(declared: str, source: str | None, wanted: str) -> None:
    """The entry's language, else that of the source, in the usual spelling."""
    assert made(replace(ENTRY, language=declared), replace(SOURCE, language=source)).language == wanted


@pytest.mark.parametrize(
    ("link", "guid", "url"),
    [
        ("javascript:alert(1)", "x", ""),
        ("/story", "x", "https://dd.example/story"),
        ("", "https://dd.example/?p=7", "https://dd.example/?p=7"),
        ("file:///etc/passwd", "tag:x", ""),
    ],
)
def test_addresses(link: str, guid: str, url: str) -> None:
    """An article keeps an address that readers can open, or none; its words are not lost with it."""
    assert made(replace(ENTRY, link=link, guid=guid)).url == url


@pytest.mark.parametrize(
    "expires", ["2025-05-01T00:00:00Z", "start=2025-04-28T00:00Z; end=2025-05-01T00:00:00Z; scheme=W3C-DTF"]
)
def test_expiry(expires: str) -> None:
    """When an article expires is read from both forms of dcterms."""
    assert made(replace(ENTRY, expires=expires)).expires == datetime(2025, 5, 1, tzinfo=UTC)


def test_embargo() -> None:
    """An embargoed article waits for its time; where the time cannot be read it is held."""
    waits = made(replace(ENTRY, title=Text("EMBARGOED UNTIL 10:00 GMT 29 April 2025: Study finds")))
    assert (waits.embargoed_until, waits.status) == (datetime(2025, 4, 29, 10, tzinfo=UTC), Status.USABLE)
    assert made(replace(ENTRY, title=Text("EMBARGOED: Study finds"))).status is Status.HELD


def test_withdrawn() -> None:
    """A kill notice is an article that is withdrawn, even without a word."""
    assert made(Entry(guid="1", withdrawn=True)).status is Status.WITHDRAWN


@pytest.mark.parametrize("url", ["http://10.0.0.1:8080/story-of-the-day", "http://pics.lan.internal/2026/03/a-story"])
def test_a_link_into_a_private_network_is_no_link(url: str) -> None:
    """No reader can open it; the article stays. A source that is in one itself may link to where it is."""
    entry = Entry(guid="tag:a.example,2026:1", link=url, title=Text("A story"))
    homes = ("http://10.0.0.1:8080/rss", "http://news.lan.internal/rss")
    inside = [replace(SOURCE, allow_private=True, url=home) for home in homes]
    found = {normalize(entry, "k", source, Site(), NOW).url for source in inside}
    assert (made(entry).url, found) == ("", {"", url})


INSIDE = "10.0.0.1 127.1 localhost:8080 [::1] [64:ff9b::a00:1] metadata.google.internal nas.local 1.nas.lan intranet"


@pytest.mark.parametrize("host", INSIDE.split())
def test_no_body_and_no_picture_leads_into_a_private_network(host: str) -> None:
    """A reader's program would knock there: such links lose their address, such pictures go; public ones stay."""
    html = (
        f'<p><a href="http://{host}/admin?x=1">Fire</a> at the <a href="https://a.example/1">docks</a>'
        f'<img src="//{host}/x.png" alt="x"><img src="https://a.example/y.png"> of <q cite="http://{host}/">Mumbai</q>'
        f' said "http://{host}/"</p>'
    )
    media = (Media(url=f"http://{host}/a.jpg", medium="image"),)
    made_of = replace(ENTRY, content=Text(html), media=media, base="https://a.example/")
    article = made(made_of)
    assert article.image is None
    assert article.body == (
        '<p>Fire at the <a href="https://a.example/1">docks</a><img src="https://a.example/y.png"> of <q>Mumbai</q>'
        f' said "http://{host}/"</p>'
    )
    home = replace(SOURCE, allow_private=True, url=f"http://{host}/rss")
    inside = normalize(made_of, "k", home, Site(), NOW)
    assert inside.image is not None
    assert inside.body.count(f'="http://{host}/admin') == 1
    elsewhere = normalize(made_of, "k", replace(home, url="http://10.9.9.9/rss"), Site(), NOW)
    assert (elsewhere.image, elsewhere.body) == (article.image, article.body)

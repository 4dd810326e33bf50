"""The RSS core profile, element by element."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree
from msgspec.structs import replace

from publisher.model import Article, Config, Image, Issue, Item, Judgement
from publisher.press.fragments import Fragments
from publisher.press.rss import NAMESPACES, render

NS = NAMESPACES | {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
Tree = etree._Element


def channel(issue: Issue, config: Config) -> Tree:
    """Render and read a channel."""
    return etree.fromstring(render(issue, config, Fragments()))[0]


def text(tree: Tree, path: str) -> str | None:
    """Return the text at a path; None where there is none."""
    return tree.findtext(path, None, NS)


def test_the_channel_says_who_where_and_how_often(make_issue: Callable[..., Issue], config: Config) -> None:
    """Every channel element of the core profile has its value."""
    found = channel(make_issue("normal"), config)
    wanted = {
        "title": "Law & order <normal> — News & Notes",
        "link": "https://news.example/feeds/section/normal.html",
        "description": "News of \u2039b\u203alaw\u2039/b\u203a & order",
        "language": "en-IN",
        "copyright": "© 2025 News & Notes",
        "webMaster": "desk@news.example (News & Notes)",
        "lastBuildDate": "Mon, 28 Apr 2025 02:42:11 GMT",
        "generator": "Publisher",
        "docs": "http://www.rssboard.org/rss-specification",
        "ttl": "5",
        "sy:updatePeriod": "hourly",
        "sy:updateFrequency": "12",
        "image/url": "https://news.example/feeds/static/logo-144.png",
        "image/title": "Law & order <normal> — News & Notes",
        "image/link": "https://news.example/feeds/section/normal.html",
        "image/width": "144",
        "image/height": "144",
    }
    wanted["link"] = wanted["image/link"] = "https://news.example/feeds/"  # this feed has no page
    assert {path: text(found, path) for path in wanted} == wanted


def test_the_channel_links_itself_its_other_formats_and_the_hub(
    make_issue: Callable[..., Issue], config: Config
) -> None:
    """Feedgen would write `self` only, and let the hub take the place of the channel's link."""
    found = channel(make_issue("normal", formats=("rss", "atom", "json", "html")), config)
    links = [(link.get("rel"), link.get("type"), link.get("href")) for link in found.iterfind("atom:link", NS)]
    assert links == [
        ("self", "application/rss+xml", "https://news.example/feeds/section/normal.rss"),
        ("alternate", "application/atom+xml", "https://news.example/feeds/section/normal.atom"),
        ("alternate", "application/feed+json", "https://news.example/feeds/section/normal.json"),
        ("hub", None, "https://hub.example/"),
    ]
    assert text(found, "link") == "https://news.example/feeds/section/normal.html"


def test_an_item_says_all_of_the_core_profile(make_issue: Callable[..., Issue], config: Config) -> None:
    """Every item element has its value."""
    item = channel(make_issue("normal"), config).findall("item")[3]
    wanted = {
        "title": "Fire at Ballard Estate, report 3",
        "link": "https://coast.example/story/3?a=1&b=2",
        "description": "A fire broke out in Mumbai’s Ballard Estate (3).",
        "content:encoded": "<p>The fire began at about 2:31 am.</p><p>No one was hurt &amp; all left.</p>"
        "<p>Correction, 2025-04-28: An earlier headline named a wrong street.</p>"
        '<p>Source: <a href="https://coast.example/story/3?a=1&amp;b=2">Coast Press</a></p>'
        "<p>Also reported by: Air &amp; Tide &lt;Wire&gt;, Hill Radio</p>",
        "guid": "tag:news.example,2025:article/3",
        "pubDate": "Mon, 28 Apr 2025 02:39:11 GMT",
        "dc:creator": "Coast News Desk",
        "dc:language": "en-IN",
        "dc:rights": "© Coast Press",
        "source": "Coast Press",
        "media:content/media:description": "A fire engine. AI-generated image, not a photograph.",
        "media:content/media:credit": "Coast Graphics",
    }
    assert {path: text(item, path) for path in wanted} == wanted
    assert [category.text for category in item.iterfind("category")] == ["Law & order", "India"]
    assert not [category for category in item.iterfind("category") if category.attrib]
    assert [dict(item.find(path, NS).attrib) for path in ("guid", "source", "enclosure", "media:content")] == [  # type: ignore[union-attr]  # they are there
        {"isPermaLink": "false"},
        {"url": "https://coast.example/world.xml"},
        {"url": "https://coast.example/fire.jpg", "length": "183220", "type": "image/jpeg"},
        {
            "url": "https://coast.example/fire.jpg",
            "type": "image/jpeg",
            "medium": "image",
            "width": "1200",
            "height": "675",
            "fileSize": "183220",
        },
    ]


def test_what_is_not_known_is_left_out(make_issue: Callable[..., Issue], config: Config) -> None:
    """An article with nothing but a headline is an item without link, language, rights, source or picture."""
    item = channel(make_issue("bare"), config).find("item")
    assert item is not None
    tags = [etree.QName(child).localname for child in item]
    assert tags == ["title", "description", "encoded", "guid", "pubDate", "updated", "modified", "creator"]
    assert text(item, "description") == "Only a headline 0"
    assert text(item, "content:encoded") == "<p>Source: Coast Press</p>"
    assert not item.attrib


@pytest.mark.parametrize(
    ("image", "enclosed"),
    [
        (Image(url="https://a.example/x.jpg", type="image/jpeg", length=1), True),
        (Image(url="https://a.example/x.jpg", type="image/jpeg"), False),
        (Image(url="https://a.example/x.jpg", length=1), False),
        (Image(url="https://a.example/x.jpg", type="picture", length=1), False),
    ],
)
def test_an_enclosure_is_complete_or_absent(
    make_article: Callable[..., Article],
    make_issue: Callable[..., Issue],
    config: Config,
    image: Image,
    *,
    enclosed: bool,
) -> None:
    """An enclosure must say type and length; media:content need not."""
    item = channel(make_issue(make_article(image=image)), config).find("item")
    assert item is not None
    assert (item.find("enclosure") is not None) == enclosed
    assert item.find("media:content", NS) is not None
    assert text(item, "media:content/media:credit") == "Coast Press"


def test_a_picture_without_an_address_is_no_picture(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """A relative address is of no use to any reader."""
    item = channel(make_issue(make_article(image=Image(url="/x.jpg"))), config).find("item")
    assert item is not None
    assert item.find("media:content", NS) is None


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"authors": ("Asha Rao", "Ben Okri"), "byline": "By the desk"}, "Asha Rao, Ben Okri"),
        ({"authors": (), "byline": "Coast News Desk"}, "Coast News Desk"),
        ({"authors": ("", " "), "byline": ""}, "Coast Press"),
    ],
)
def test_there_is_one_creator(
    make_article: Callable[..., Article],
    make_issue: Callable[..., Issue],
    config: Config,
    changes: dict[str, object],
    wanted: str,
) -> None:
    """Half of the readers show the first of several and half the last: the names are joined."""
    found = channel(make_issue(make_article(**changes)), config)
    assert [creator.text for creator in found.iterfind("item/dc:creator", NS)] == [wanted]


def test_labels_come_in_a_fixed_order(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """Section, countries, genre: readers that hash tags see no change where there is none."""
    article = make_article(genre=Judgement(value="opinion", by="source"))
    found = channel(make_issue(article), config)
    assert [category.text for category in found.iterfind("item/category")] == ["Law & order", "India", "Opinion"]
    news = channel(make_issue(make_article(genre=Judgement(value="news", by="source"))), config)
    assert [category.text for category in news.iterfind("item/category")] == ["Law & order", "India"]


@pytest.mark.parametrize(
    ("languages", "wanted"), [(("hi", "hi"), "hi"), (("hi", "en"), "en-GB"), (("und",), "en-GB"), ((), "en-GB")]
)
def test_a_feed_has_the_language_of_all_its_items(
    make_article: Callable[..., Article],
    make_issue: Callable[..., Issue],
    config: Config,
    languages: tuple[str, ...],
    wanted: str,
) -> None:
    """Else it has the site's."""
    articles = [make_article(number, language=language) for number, language in enumerate(languages)]
    own = replace(config, site=replace(config.site, language="en-GB"))
    assert text(channel(make_issue(*articles), own), "language") == wanted


def test_also_credits_are_part_of_the_item(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """A second agency changes the bytes of an article that was rendered before."""
    fragments = Fragments()
    alone = render(make_issue(Item(article=make_article())), config, fragments)
    told = render(make_issue(Item(article=make_article(), also=("Hill Radio",))), config, fragments)
    assert b"Also reported by: Hill Radio" in told
    assert b"Also reported by" not in alone


def test_an_entry_says_how_many_agencies_where_that_counts(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """The same item in a feed that does not order by it has the same bytes as ever, in whatever order they are set."""
    fragments, item = Fragments(), Item(article=make_article(), also=("Hill Radio",), agencies=2)
    plain = render(make_issue(item), config, fragments)
    told = render(make_issue(replace(item, counted=True)), config, fragments)
    assert b"Also reported by: Hill Radio (2 agencies)" in told
    assert plain == told.replace(b" (2 agencies)", b"") == render(make_issue(item), config, fragments)

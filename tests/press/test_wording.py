"""What every format says of an article, before any format says it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from publisher.model import Article, Config, Feed, Image
from publisher.press import wording


@pytest.mark.parametrize(
    ("image", "told"),
    [
        (Image(url="u", caption="A fire engine."), "A fire engine."),
        (Image(url="u", alt="Smoke over a roof"), "Smoke over a roof"),
        (Image(url="u"), ""),
        (Image(url="u", source_type="digitalCapture", caption="A roof"), "A roof"),
        (
            Image(url="u", source_type="trainedAlgorithmicMedia", caption="A roof."),
            "A roof. AI-generated image, not a photograph.",
        ),
        (
            Image(url="u", source_type="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"),
            "AI-generated image, not a photograph.",
        ),
        (Image(url="u", source_type="digsrctype:compositeWithTrainedAlgorithmicMedia"), "Image altered with AI."),
    ],
)
def test_a_picture_made_by_a_machine_says_so(image: Image, told: str) -> None:
    """Whichever way the agency writes the IPTC digital source type."""
    assert wording.caption(image) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"summary": " As\ngiven "}, "As given"),
        ({"summary": "", "body": "<p>From the <b>bo</b>dy.</p>"}, "From the body."),
        ({"summary": "\x00", "body": "<p></p>", "headline": "The headline"}, "The headline"),
        ({"summary": "", "body": "", "headline": "\x07"}, "Coast Press 2025-04-28 02:41"),
    ],
)
def test_there_is_always_a_summary(make_article: Callable[..., Article], changes: dict[str, object], told: str) -> None:
    """The agency's, else the opening of the body, else the headline, else who and when."""
    assert wording.summary(make_article(1, **changes)) == told


@pytest.mark.parametrize(
    ("formats", "address"),
    [
        (("rss", "html"), "https://news.example/feeds/country/in.html"),
        (("rss",), "https://news.example/feeds/"),
    ],
)
def test_a_feed_without_a_page_leads_to_the_site(config: Config, formats: tuple[str, ...], address: str) -> None:
    """The channel's link always leads somewhere."""
    assert wording.page_address(Feed(id="country/in", title="India", formats=formats), config) == address


def test_a_feed_without_words_still_has_a_title_and_a_description(config: Config) -> None:
    """Both are required in every format."""
    feed, silent = Feed(id="x", title="\x00"), replace(config, site=replace(config.site, description=""))
    assert wording.feed_title(feed, config) == "x — News & Notes"
    assert wording.feed_description(feed, config) == "All <news> & notes"
    assert wording.feed_description(feed, silent) == "x — News & Notes"


def test_the_id_of_a_feed_is_a_tag_uri(config: Config) -> None:
    """Whatever a slug holds: RFC 4151 has no other characters."""
    assert (
        wording.feed_id(Feed(id="section/ökö b", title=""), config)
        == "tag:news.example,2025:feed/section/%C3%B6k%C3%B6%20b"
    )


def test_a_source_that_is_gone_is_not_named(make_article: Callable[..., Article], config: Config) -> None:
    """An article outlives the line in sources.yaml that brought it."""
    assert wording.source(make_article(source="gone"), config) is None
    found = wording.source(make_article(source="wire"), config)
    assert found == wording.Credit("https://wire.example/rss", "Air & Tide <Wire>")


def test_nothing_is_published_after_it_was_changed() -> None:
    """The first publication is told to the second, and never later than the last change."""
    early, late = datetime(2025, 4, 28, 2, 42, 11, 500, tzinfo=UTC), datetime(2025, 4, 28, 3, 0, tzinfo=UTC)
    assert wording.oldest(early, late) == wording.oldest(late, early) == early.replace(microsecond=0)


@pytest.mark.parametrize(
    ("tag", "told"), [("pt-BR", "pt-BR"), ("ckb", "ku"), ("yue-HK", "zh-HK"), ("und", ""), ("", ""), ("pcm", "en")]
)
def test_a_language_is_told_as_readers_know_it(tag: str, told: str) -> None:
    """A language without a code of two letters goes by the one that covers it; what says nothing is left out."""
    assert wording.known_language(tag) == told

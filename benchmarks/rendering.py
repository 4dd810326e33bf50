"""Rendering: an issue in our formats, cold and with its articles in print, beside feedgen and json themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from feedgen.feed import FeedGenerator

from benchmarks.desk import feeds_for, generated_articles
from benchmarks.newsroom import configuration
from benchmarks.race import race
from benchmarks.scale import Scale
from benchmarks.tables import Table, compared
from publisher.model import Article, Config, Feed, Issue, Item
from publisher.press.formats import FORMATS
from publisher.press.fragments import Fragments

_LARGE: Final = 100  # items


def measure(scale: Scale) -> Iterator[Table]:
    """Measure issues of several sizes."""
    config = configuration("https://agency.invalid", feeds_for(max(scale.issues)))
    articles = sorted(generated_articles(config), key=lambda one: one.published, reverse=True)
    for size in scale.issues:
        issue = _issue(articles[:size])
        passes = scale.passes * (1 if size > _LARGE else 5)
        yield _xml(issue, config, passes)
        yield _json(issue, config, passes)


def _issue(articles: Sequence[Article]) -> Issue:
    feed = Feed(id="latest", title="Latest news", description="Everything as it comes in")
    return Issue(feed=feed, items=tuple(Item(article=one) for one in articles), updated=articles[0].published)


def _xml(issue: Issue, config: Config, passes: int) -> Table:
    warm = Fragments()
    contestants = {
        "rss, cold": lambda one: FORMATS["rss"].render(one, config, Fragments()),
        "rss, articles in print": lambda one: FORMATS["rss"].render(one, config, warm),
        "atom, cold": lambda one: FORMATS["atom"].render(one, config, Fragments()),
        "atom, articles in print": lambda one: FORMATS["atom"].render(one, config, warm),
        "feedgen, rss": lambda one: _generator(one).rss_str(pretty=True),
        "feedgen, atom": lambda one: _generator(one).atom_str(pretty=True),
    }
    laps = race(contestants, [issue], passes)
    remark = "feedgen alone is given fewer elements (no pictures, credits, places, corrections) and checks nothing."
    return compared(f"Rendering XML, {len(issue.items)} items", laps, 1, "issue", remarks=(remark,))


def _json(issue: Issue, config: Config, passes: int) -> Table:
    warm, fields = Fragments(), json.loads(FORMATS["json"].render(issue, config, Fragments()))
    contestants = {
        "json, cold": lambda one: FORMATS["json"].render(one, config, Fragments()),
        "json, articles in print": lambda one: FORMATS["json"].render(one, config, warm),
        "html, cold": lambda one: FORMATS["html"].render(one, config, Fragments()),
        "html, articles in print": lambda one: FORMATS["html"].render(one, config, warm),
        "json.dumps, finished fields": lambda _: json.dumps(fields, ensure_ascii=False).encode(),
        "msgspec, finished fields": lambda _: msgspec.json.encode(fields),
    }
    laps = race(contestants, [issue], passes)
    remark = "The peers are given the finished dictionary and only encode it."
    return compared(f"Rendering JSON and HTML, {len(issue.items)} items", laps, 1, "issue", remarks=(remark,))


def _generator(issue: Issue) -> FeedGenerator:
    """Say with feedgen what it can say of an issue."""
    feed = FeedGenerator()
    feed.id("tag:publisher.example,2026:latest")
    feed.title(issue.feed.title)
    feed.description(issue.feed.description)
    feed.link(href="http://127.0.0.1:8000/latest.html", rel="alternate")
    feed.updated(issue.updated)
    for item in issue.items:
        _say(feed, item.article)
    return feed


def _say(feed: FeedGenerator, article: Article) -> None:
    entry = feed.add_entry(order="append")
    entry.id(article.id)
    entry.title(article.headline)
    entry.link(href=article.url)
    entry.summary(article.summary)
    entry.content(article.body, type="html")
    entry.published(article.published)
    entry.updated(article.updated)
    for author in article.authors:
        entry.author(name=author)
    for label in article.labels:
        entry.category(term=label)

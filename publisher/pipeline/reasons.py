"""Reasons: why an article stands in its story, and what kept the nearest other story apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from publisher.desk.stories.telling import shared_by, words_of
from publisher.model import Article, Config, Merge, Ruling, Story
from publisher.pipeline.stories import MOST, joined_of
from publisher.store.interface import Store

_TOLD_BY: Final = {"words": words_of, "across": shared_by}


class Nearest(Struct, frozen=True, kw_only=True):
    """A story that the article was like, and did not join. A likeness is 0 to 1."""

    story: str
    headline: str  # of its first article; "" where it is gone
    likeness: float
    asked: float
    because: str
    words: tuple[str, ...]


class Reason(Struct, frozen=True, kw_only=True):
    """Why an article stands where it does."""

    article: Article
    story: Story
    kind: str  # "duplicate", "story", "new", or "split" by an editor; "" where it is not known any more
    by: str = ""  # "guid", "link", "headline", "text", "page", "words" or "across" languages
    words: tuple[str, ...] = ()  # those that say most first
    likeness: float = 0.0
    like: Article | None = None  # the first article of the report that it is most like, or repeats
    nearest: Nearest | None = None
    merged: Merge | None = None  # how the story that it was joined to became this one
    left: str = ""  # the story that an editor split it from


def reasons(store: Store, config: Config, name: str) -> list[Reason]:
    """Return why an article stands in its story, by its id, or why each article of a story does."""
    articles = _asked_for(store, config, name)
    rulings = tuple(store.rulings().values()) if articles else ()
    merges = {each.story: each for each in store.merges(MOST)} if articles else {}
    told = []
    for article in articles:
        story = store.story(article.story) or Story(id=article.story, articles=(article,))
        if left := _left(store, article, rulings):
            told.append(Reason(article=article, story=story, kind="split", by="editor", left=left))
        else:
            told.append(_joined(store, article, story, merges))
    return told


def _left(store: Store, article: Article, rulings: Iterable[Ruling]) -> str:
    """Return the story that an editor split an article from, unless the two are one again."""
    left = ""
    for ruling in rulings:
        if article.id in ruling.articles:
            left = ruling.story
    return left if left and store.story_of(left) != article.story else ""


def _joined(store: Store, article: Article, story: Story, merges: Mapping[str, Merge]) -> Reason:
    """Return what the program joined an article by."""
    kept = store.why(article.id)
    joined = joined_of(kept[1]) if kept else None
    if joined is None:
        return Reason(article=article, story=story, kind="")
    near = joined.near if joined.near and store.story_of(joined.near.story) != story.id else None
    return Reason(
        article=article,
        story=story,
        kind=joined.kind,
        by=joined.by,
        words=_TOLD_BY[joined.by](joined.terms, article) if joined.by in _TOLD_BY else (),
        likeness=joined.likeness,
        like=next((each for each in story.articles if joined.of and each.report == joined.of), None),
        nearest=near
        and Nearest(
            story=store.story_of(near.story),
            headline=_headline(store.story(near.story)),
            likeness=near.likeness,
            asked=near.asked,
            because=near.reason,
            words=words_of(near.terms, article),
        ),
        merged=merges.get(joined.story) if joined.story != article.story else None,
    )


def _asked_for(store: Store, config: Config, name: str) -> list[Article]:
    """Return the article of an id (whole, or what stands behind its last slash), or all those of a story."""
    prefix = f"tag:{config.site.authority}:article/"
    article = store.article(name) or store.article(prefix + name)
    if article is not None:
        return [article]
    story = store.story(name)
    return list(story.articles) if story else []


def _headline(story: Story | None) -> str:
    return story.articles[0].headline if story else ""

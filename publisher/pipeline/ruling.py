"""Ruling: what an editor says about stories. It is remembered, and the program never undoes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from publisher.desk.cluster import new_story, signs
from publisher.model import Article, Config, Ruling, Story
from publisher.pipeline.showing import feeds_showing
from publisher.store.interface import Store

BY_AN_EDITOR: Final = "an editor merged them"


class NotRuled(Exception):
    """What an editor asked for cannot be done; the message says why."""


def merge(store: Store, config: Config, names: Sequence[str], now: datetime) -> Story:
    """Let the first of these stories have the articles of all others; returns it. Raises NotRuled."""
    kept, *others = [story.id for story in _stories(store, names)]
    if not others:
        message = "they are one story already"
        raise NotRuled(message)
    with store.pen() as pen:
        pen.touch(feeds_showing(store, config, {kept, *others}), now)
        for each in others:
            pen.merge(each, kept, now, BY_AN_EDITOR)
            pen.rule(Ruling(at=now, kind="merge", story=each, other=kept))
            pen.note(now, "", f"an editor merged the story {each} into {kept}")
    return _story(store, kept)


def split(store: Store, config: Config, name: str, articles: Collection[str], now: datetime) -> Story:
    """Let articles leave a story for a new one of their own, with all who sent the same reports; returns it.

    Where some of those who sent one report are named, and not all, they have not sent the same report after all.
    Raises NotRuled.
    """
    story = _story(store, name)
    leaving = _leaving(story, articles)
    opens = new_story(replace(leaving[0], id=f"{leaving[0].id} {now}"))
    whole = {each.report for each in leaving} - {each.report for each in story.articles if each not in leaving}
    made = [replace(each, story=opens, report=each.report if each.report in whole else opens) for each in leaving]
    with store.pen() as pen:
        pen.touch(feeds_showing(store, config, {story.id}), now)
        pen.save(made, {each.id: signs(each) for each in made})
        pen.rule(Ruling(at=now, kind="split", story=story.id, other=opens, articles=tuple(each.id for each in made)))
        pen.note(now, "", f"an editor split {_count(made)} from the story {story.id}: {opens}")
        pen.forget_recalled()
    return _story(store, opens)


def _count(articles: Sequence[Article]) -> str:
    return "1 article" if len(articles) == 1 else f"{len(articles)} articles"


def _leaving(story: Story, articles: Collection[str]) -> list[Article]:
    known = {each.id: each for each in story.articles}
    strange = [each for each in articles if each not in known]
    if strange:
        message = f"the story {story.id} has no article {strange[0]!r}; `publisher why {story.id}` lists them"
        raise NotRuled(message)
    leaving = [each for each in story.articles if each.id in articles]
    if len(leaving) == len(story.articles):
        message = f"these are all articles of the story {story.id}: one must stay"
        raise NotRuled(message)
    return leaving


def _stories(store: Store, names: Sequence[str]) -> list[Story]:
    return list({story.id: story for story in (_story(store, name) for name in names)}.values())


def _story(store: Store, name: str) -> Story:
    found = store.story(name)
    if found is None:
        message = f"there is no story {name!r}; `publisher why ARTICLE` tells the story of an article"
        raise NotRuled(message)
    return found

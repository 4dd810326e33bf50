"""Verbs about stories: why an article stands in its story, and what an editor rules about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from publisher import console, reports
from publisher.cli.ending import FILE, JSON, fail, trouble_told
from publisher.cli.looking import remembered
from publisher.config import load
from publisher.model import Config, Story
from publisher.pipeline import utc_now
from publisher.store.interface import Store


@click.command()
@click.argument("name")
@FILE
@JSON
def why(name: str, path: Path, *, as_json: bool) -> None:
    """Tell what joined an article to its story, in which words, and what kept the nearest other story apart.

    NAME is the id of an article (whole, or what stands behind its last slash), or that of a story: then all its
    articles are told.
    """
    from publisher.pipeline.reasons import reasons  # noqa: PLC0415 -- other verbs need no words

    with trouble_told():
        config = load(path)
        with remembered(path, config) as store:
            found = reasons(store, config, name)
    if not found:
        fail(f"there is no article and no story {name!r}; the items of the JSON feeds have both", 2)
    if as_json:
        click.echo(json.dumps([reports.reason_report(each) for each in found], ensure_ascii=False))
    else:
        console.say_lines((line for each in found for line in console.reason_lines(each)), below=4)


@click.command()
@click.argument("kept", metavar="STORY")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@FILE
def merge(kept: str, others: Sequence[str], path: Path) -> None:
    """Let STORY have the articles of the OTHER ones: they tell one event. It is remembered.

    Whoever asks for one of the others is led to STORY; the ids of what was published do not change.
    """
    from publisher.pipeline.ruling import merge as merge_stories  # noqa: PLC0415 -- `why` needs no rulings

    with trouble_told():
        config = load(path)
        with remembered(path, config) as store:
            _say(_ruled(lambda: merge_stories(store, config, (kept, *others), utc_now())))


@click.command()
@click.argument("story")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@FILE
def split(story: str, articles: Sequence[str], path: Path) -> None:
    """Let each ARTICLE leave STORY for a new story: it tells another event. It is remembered.

    An ARTICLE is named by its id, whole or by what stands behind its last slash. The two stories are never merged by
    the program again.
    """
    from publisher.pipeline.ruling import split as split_story  # noqa: PLC0415 -- `why` needs no rulings

    with trouble_told():
        config = load(path)
        with remembered(path, config) as store:
            names = [_whole(store, config, each) for each in articles]
            _say(_ruled(lambda: split_story(store, config, story, names, utc_now())))


def _whole(store: Store, config: Config, name: str) -> str:
    """Return the whole id of an article."""
    long = f"tag:{config.site.authority}:article/{name}"
    return long if store.article(long) else name


def _ruled(rule: Callable[[], Story]) -> Story:
    """Do what an editor asks for; end with 2 where it cannot be done."""
    from publisher.pipeline.ruling import NotRuled  # noqa: PLC0415 -- `why` needs no rulings

    try:
        return rule()
    except NotRuled as error:
        fail(str(error), 2)


def _say(story: Story) -> None:
    if console.out.is_terminal:
        console.say_lines(console.story_lines(story), below=22)

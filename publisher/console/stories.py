"""What an editor sees of stories: their articles, why each stands there, and what is near."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rich.markup import escape

from publisher.console.words import plural
from publisher.model import Story

if TYPE_CHECKING:
    from publisher.pipeline.reasons import Reason

_BY: Final = {
    "guid": "the agency gave both the same id",
    "link": "both have the same link",
    "headline": "both have the same headline within a day",
    "text": "both begin with the same text",
    "page": "both are one live page of that day",
}


def reason_lines(told: Reason) -> Iterator[str]:
    """Show an article, what joined it to its story, and what kept the nearest other one apart."""
    article = told.article
    at = f"{article.published:%Y-%m-%d %H:%M} UTC"
    yield f"[bold]{escape(article.headline)}[/]  [dim]{escape(article.credit)}, {at}[/]"
    yield f"    [dim]article {escape(article.id)}[/]"
    yield f"    [dim]story {told.story.id}: {plural(len(told.story.articles), 'article')}[/]"
    yield f"    {escape(_joined(told))}"
    if told.merged:
        yield f"    its story {told.merged.story} was merged into this one: {escape(told.merged.why)}"
    if told.nearest:
        near = told.nearest
        yield (
            f"    not in {near.story}{escape(f' “{near.headline}”' if near.headline else '')}: {escape(near.because)};"
            f" alike {near.likeness:.2f} where {near.asked:.2f} was asked{escape(_words(near.words))}"
        )


def story_lines(story: Story) -> Iterator[str]:
    """Show a story with its articles."""
    yield f"{story.id}: {plural(len(story.articles), 'article')}"
    for each in story.articles:
        told = f"{escape(each.credit)}: {escape(each.headline)}"
        yield f"    {each.published:%Y-%m-%d %H:%M}  {told}  [dim]{escape(each.id)}[/]"


def _joined(told: Reason) -> str:
    if not told.kind:
        return "nothing is kept of what joined it: that was long ago, or it came with the archive of its source"
    if told.kind == "split":
        return f"an editor split it from the story {told.left}"
    if told.kind == "new":
        return "it opened the story: nothing was like it"
    level = "the same report as" if told.kind == "duplicate" else "the same event as"
    like = f"“{told.like.headline}” ({told.like.credit})" if told.like else "a report that stands here no more"
    if told.by == "across":
        return f"{level} {like}, told in another language: by {', '.join(told.words)}"
    return f"{level} {like}: {_BY.get(told.by) or f'alike {told.likeness:.2f}'}{_words(told.words)}"


def _words(words: tuple[str, ...]) -> str:
    return f", by the words {', '.join(words)}" if words else ""

"""Tell stories: read them from the store, and set their pages as they are now. It changes nothing in the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from publisher.desk.best import best
from publisher.model import Agency, Article, Config, Issue, Rendition, Story
from publisher.pipeline.issues import is_open
from publisher.pipeline.timelines import Pages, pages_of
from publisher.press.fragments import Fragments
from publisher.press.stories import Report, Timeline, ended_page, merged_page, story_page
from publisher.press.wording import story_path, timeline
from publisher.store.interface import Store

LAST: Final = 1_000  # merges that are looked at


def told_in(issues: Iterable[Issue]) -> set[str]:
    """Return the stories that feeds show several reports of."""
    return {item.article.story for issue in issues for item in issue.items if timeline(item)}


def tell(
    store: Store, config: Config, fragments: Fragments, stories: Collection[str], now: datetime
) -> tuple[tuple[Rendition, ...], Pages]:
    """Set the pages of stories, and of those that have the articles of the ones that were merged.

    A story whose articles were all let go is left out: its page stays as it was.
    """
    wanted = {story for story in stories if story_path(story)}
    found = store.whole(wanted)
    merged = _merged(store, wanted - found.keys())
    found |= store.whole(set(merged.values()) - found.keys())
    files = [_page(story, config, fragments, now) for story in found.values()]
    files += [merged_page(story, kept, config) for story, kept in merged.items() if kept in found]
    days = {story.id: max(article.received for article in story.articles).date() for story in found.values()}
    return tuple(files), days | {story: days[kept] for story, kept in merged.items() if kept in days}


def _merged(store: Store, stories: Collection[str]) -> dict[str, str]:
    """Return where those of the stories went that were merged, and those that were merged with them before."""
    merged = {story: kept for story in sorted(stories) if (kept := store.story_of(story)) != story}
    if not merged:
        return merged
    last, pages = frozenset(merged.values()), pages_of(store)
    return merged | {each.story: each.kept for each in store.merges(LAST) if each.kept in last and each.story in pages}


def _page(story: Story, config: Config, fragments: Fragments, now: datetime) -> Rendition:
    told = timeline_of(story, config.agencies, now)
    return story_page(told, config, fragments) if told else ended_page(story.id, config)


def timeline_of(story: Story, agencies: Mapping[str, Agency], now: datetime) -> Timeline | None:
    """Return what may be told of a story; None where that is nothing."""
    reports = tuple(_reports(story, agencies, now))
    shown = best((one.article for one in reports), agencies)
    return Timeline(story.id, shown, reports) if shown else None


def _reports(story: Story, agencies: Mapping[str, Agency], now: datetime) -> Iterator[Report]:
    """Yield each report once, with the best of its articles before the others, which are in the order received."""
    sent: dict[str, list[Article]] = {}
    for article in story.articles:
        if is_open(article, now):
            sent.setdefault(article.report, []).append(article)
    for articles in sent.values():
        shown = best(articles, agencies) or articles[0]
        yield Report(shown, tuple(article for article in articles if article is not shown))

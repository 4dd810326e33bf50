"""Print: read and curate what feeds hold now, render them in all their formats, and write the files that changed.

    stories ▶ curate ▶ render ▶ tell ▶ write ▶ Printed
     store     desk     press   press   press

Like gathering it changes nothing in the store, so that many feeds are printed in several processes at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from publisher.model import Article, Config, Feed, Issue, Showing, Status
from publisher.pipeline.issues import LOOKBACK, issue_of, looks_back
from publisher.pipeline.printed import Kept, Printed, PrintTask
from publisher.pipeline.telling import tell, told_in
from publisher.press.drop import is_sudden_drop
from publisher.press.files import write
from publisher.press.fragments import Fragments
from publisher.press.plates import Before
from publisher.press.render import reprint
from publisher.store.interface import Store


@dataclass(frozen=True, slots=True)
class Press:
    """What printing knows besides the feeds."""

    config: Config
    store: Store
    folder: Path  # what is published stands below it
    fragments: Fragments


def print_feeds(press: Press, task: PrintTask) -> Printed:
    """Print feeds, and the pages of the stories in them; those whose bytes are the same are left alone.

    One of a family that never held anything is not there: an article's facts may lead to it and its rules away.
    """
    made = (issue_of(press.store, press.config, feed, task.now) for feed in task.feeds)
    read = [issue for issue in made if issue.items or not issue.feed.places or press.store.shown(issue.feed.id)]
    kept = [drop for each in read if each.feed.id not in task.free and (drop := sudden_drop(press, each, task.now))]
    names = {drop.feed for drop in kept}
    issues = [each for each in read if each.feed.id not in names]
    press.fragments.refused.clear()
    pages, days = tell(press.store, press.config, press.fragments, {*task.stories, *told_in(issues)}, task.now)
    prints = [reprint(issue, press.config, press.fragments, _before(press, issue, task)) for issue in issues]
    changed = write(press.folder, [*(file for files, _ in prints for file in files), *pages])
    return Printed(
        showings=tuple(showing_of(issue, plates) for issue, (_, plates) in zip(issues, prints, strict=True)),
        changed=tuple(changed),
        faults=tuple(f"{article}: {reason}" for article, reason in press.fragments.refused.items()),
        kept=tuple(kept),
        pages=days,
    )


def _before(press: Press, issue: Issue, task: PrintTask) -> Before:
    shown = None if task.anew else press.store.shown(issue.feed.id)
    return Before(press.folder, issue.feed.id, shown.plates if shown else b"")


def sudden_drop(press: Press, issue: Issue, now: datetime) -> Kept | None:
    """Tell that a feed lost most of what it showed, where nothing explains it; see `press.drop`.

    A feed that is full has lost nothing: what it shows beyond its limit comes and goes with its window. One that showed
    a withdrawn article is printed whatever else it lost: a withdrawal never waits.
    """
    if len(issue.items) >= issue.feed.limit:
        return None
    shown = press.store.shown(issue.feed.id)
    if shown is None or not is_sudden_drop(shown, issue):
        return None
    held = {item.article.id for item in issue.items}
    left = {name: press.store.article(name) for name, _ in shown.items if name not in held}
    if any(article is not None and article.status is Status.WITHDRAWN for article in left.values()):
        return None
    gone = {name for name, article in left.items() if _left_for_a_reason(article, issue.feed, now)}
    return Kept(issue.feed.id, len(shown.items), len(held)) if is_sudden_drop(shown, issue, gone) else None


def _left_for_a_reason(article: Article | None, feed: Feed, now: datetime) -> bool:
    """Tell whether an article is not shown because it was let go, is held, has expired, or has ceased to be a trend."""
    if article is None or article.status is not Status.USABLE:
        return True
    is_over = article.expires is not None and article.expires <= now
    is_early = article.embargoed_until is not None and article.embargoed_until > now
    return is_over or is_early or (looks_back(feed) and article.received < now - LOOKBACK)


def showing_of(issue: Issue, plates: bytes) -> Showing:
    """Return what is to be remembered of an issue."""
    languages = Counter(item.article.language for item in issue.items)
    return Showing(
        feed=issue.feed.id,
        updated=issue.updated,
        items=tuple((item.article.id, item.article.version) for item in issue.items),
        languages=tuple(sorted(languages, key=lambda language: (-languages[language], language))),
        plates=plates,
    )

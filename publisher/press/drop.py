"""A feed that suddenly lost most of what it held: it is not published, the old one stays, and the operator is told."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from publisher.model import Issue, Showing

_FEW: Final = 5  # a feed this short changes by more than half every day


def is_sudden_drop(shown: Showing | None, issue: Issue, gone: Collection[str] = ()) -> bool:
    """Tell whether an issue lost more than half of what the feed showed last, for no reason that is known.

    `gone` names the articles that left for a reason: withdrawn, expired, held, let go as older than `keep`, or of a
    feed whose selection sources.yaml changed. An article that gave its place to a newer one is no loss: only as many
    are lost as the feed is shorter by. A feed that was never shown, or showed fewer than five, may change as it likes.
    """
    if shown is None or len(shown.items) < _FEW:
        return False
    held = {item.article.id for item in issue.items}
    unexplained = sum(id_ not in held and id_ not in gone for id_, _ in shown.items)
    lost = min(unexplained, len(shown.items) - len(issue.items))
    return lost * 2 > len(shown.items)

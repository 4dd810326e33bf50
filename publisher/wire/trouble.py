"""The one exception of fetching: it never leaves the room, `fetch` makes a `Failed` of it."""

from __future__ import annotations

from publisher.model import Reason


class Trouble(Exception):
    """Why an answer cannot be had: the reason, and one line for the operator that holds no secret."""

    def __init__(self, reason: Reason, detail: str, status: int | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.status = status

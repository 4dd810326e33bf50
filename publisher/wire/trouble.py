"""The one exception of fetching: it never leaves the room, `fetch` makes a `Failed` of it."""

from __future__ import annotations

from publisher.model import Reason


class Trouble(Exception):  # noqa: N818 -- it is an expected outcome on its way to become a value, no error of ours
    """Why an answer cannot be had: the reason, and one line for the operator that holds no secret."""

    def __init__(self, reason: Reason, detail: str, status: int | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.status = status

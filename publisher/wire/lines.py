"""Which connections serve which questions, and how they are made."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import NamedTuple

from publisher.wire.names import AsyncLookup


class Line(NamedTuple):
    """Which connections serve a question. Private and unverified ones are never shared with the others.

    Nor are those of forms: a form is not sent twice, so it cannot be risked on a connection that may be closed.
    """

    private: bool
    verify: bool
    form: bool
    secure: bool  # https: what a start does not need of the certificates it does not read


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How connections are made."""

    connections: int
    per_host: int
    lookup: AsyncLookup
    cache_names: int  # seconds
    patience: float  # seconds
    trust: ssl.SSLContext | None

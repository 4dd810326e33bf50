"""What is asked, and who asks."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Question(Struct, frozen=True, kw_only=True):
    """One GET, or one POST of `form`. `private`: the guard lets it reach private networks. `connect`, `read`: seconds.

    The path and query of `url` are sent byte for byte as they are written here: an address may be signed.
    """

    url: str
    headers: Mapping[str, str]
    private: bool = False
    verify: bool = True
    connect: float = 5.0
    read: float = 10.0
    form: bytes | None = None


def user_agent(version: str, contact: str) -> str:
    """Return the name we go by: who we are, where to complain, and that we are no browser."""
    about = "".join(letter for letter in contact if " " <= letter <= "~" and letter not in "()\\")
    return f"Publisher/{version} (+{about}; feed reader)" if about else f"Publisher/{version} (feed reader)"

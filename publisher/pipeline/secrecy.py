"""What the operator keeps secret, taken out of what sources send: they repeat our own question in links of theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Final, TypeAlias, TypeVar, cast
from urllib.parse import quote, unquote

from msgspec import convert, msgpack, to_builtins
from msgspec.structs import replace

from publisher.model import Document, Entry, Fetched

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"

Kind = TypeVar("Kind", Document, Entry)

_ONE_WAY: Final = re.compile(r"[A-Za-z0-9]+")
_TELLING: Final = 4  # characters of a secret; a shorter one stands in any text


def without_secrets(answer: Fetched, hidden: Sequence[str]) -> tuple[bytes, str]:
    """Return the body and the address of an answer without the secrets, as far as they are written plainly there."""
    body, pattern = answer.body, _spelled(tuple(hidden))
    for secret in hidden:
        for written in {secret, quote(secret, safe=""), escape(secret)} if len(secret) >= _TELLING else ():
            body = body.replace(written.encode(), b"")
    return body, pattern.sub("", answer.address)


def without_spelled(document: Document, hidden: Sequence[str]) -> Document:
    """Return a document without the secrets in any spelling: encodings, JSON and references hide them in its bytes."""
    names = tuple(hidden)
    if not _holds(document, names):
        return document
    entries = tuple([_taken_from(each, Entry, names) if _holds(each, names) else each for each in document.entries])
    return replace(_taken_from(replace(document, entries=()), Document, names), entries=entries)


def _holds(what: Document | Entry, hidden: tuple[str, ...]) -> bool:
    """Whether a secret may stand in it: most documents hold none, and to look for a piece of each takes no time."""
    try:
        text = msgpack.encode(what).decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a character
        return True
    return any(piece in text for piece in _pieces(hidden)) and _spelled(hidden).search(text) is not None


@lru_cache(maxsize=64)
def _pieces(hidden: tuple[str, ...]) -> tuple[str, ...]:
    """Return of each secret the longest part that is spelled in one way only."""
    return tuple(max(_ONE_WAY.findall(unquote(secret)), key=len, default="") for secret in hidden)


def _taken_from(what: Document | Entry, kind: type[Kind], hidden: tuple[str, ...]) -> Kind:
    return convert(_taken_out(cast("Value", to_builtins(what)), _spelled(hidden)), kind)


def _taken_out(value: Value, pattern: re.Pattern[str]) -> Value:
    if isinstance(value, str):
        return pattern.sub("", value)
    if isinstance(value, dict):
        return {key: _taken_out(inside, pattern) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_taken_out(inside, pattern) for inside in value]
    return value


@lru_cache(maxsize=64)
def _spelled(hidden: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds each of the secrets, however its signs are written: plainly, as %2F, %2f, &amp; or &#38;."""
    secrets = {form for secret in hidden for form in (secret, unquote(secret)) if len(form) >= _TELLING}
    written = ("".join(map(_spellings, secret)) for secret in sorted(secrets, key=len, reverse=True))
    return re.compile("|".join(written) or "(?!)")


def _spellings(sign: str) -> str:
    if sign.isascii() and sign.isalnum():
        return sign
    in_address = "".join(f"%{byte:02x}" for byte in sign.encode("utf-8", "replace"))
    plain = {sign, escape(sign), "+" if sign == " " else sign}
    spelled = f"(?i:{in_address}|&#0*{ord(sign)};|&#x0*{ord(sign):x};)"
    return f"(?:{spelled}|{'|'.join(re.escape(each) for each in sorted(plain, key=len, reverse=True))})"

"""Text and addresses as a published document can carry them: nothing here raises, whatever the world sent."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

# Beyond what XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets): C1 controls and noncharacters, discouraged there.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FORBIDDEN_ABOVE: Final = re.compile(
    "[" + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x10000, 0x110000, 0x10000)) + "]"
)
_QUICK_ADDRESS: Final = re.compile(
    r"https?://[a-z0-9._-]+/[A-Za-z0-9%/=~+!$,;'@()*._-]*(?:\?[A-Za-z0-9%/=&~+!$,;'@()*._-]+)?"
)
# Not printable to Python, and yet in order: what agencies write most, the most frequent first.
_HARMLESS: Final = "\n\xa0\t\u200b\u200d\u200c\u200f\u200e\xad\u2009\u202f\u2028\ufeff\u3000"
_TWICE: Final = re.compile("[\xc2\xc3][\x80-\xbf]")
_RUNS: Final = re.compile(r"([<>&\n])")
_SPACE: Final = re.compile("[\x00-\x20\x85]+")
_ANY_TAG: Final = re.compile(r"<(/?\w[^<>]*)>")
_INLINE: Final = re.compile(r"</?(?:abbr|cite|code|em|mark|small|span|strong|sub|sup|[abiqsu])\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*(?:>|$)")
_MAILBOX: Final = re.compile(r"<?[^\s<>()]+@[^\s<>()]+>?")
_SECRET: Final = re.compile(
    r"(^|[&;_-])(api_?key|key|token|access_?token|auth|secret|password|passwd|sig|signature)=", re.IGNORECASE
)
# What RFC 3986 allows in a path, query or fragment, and the percent sign of what is escaped already.
_SAFE: Final = "%/:=&?~#+!$,;'@()*-._"


def clean(text: str) -> str:
    """Return the text without characters that would break a feed: controls, lone surrogates, noncharacters.

    A replacement character (U+FFFD) marks text that was lost before it came here; it is shown as a question mark.
    """
    if text.isascii() and text.isprintable():  # the most frequent case
        return text
    text = _mended(text)
    if _is_printable(text):
        return text
    return _FORBIDDEN_ABOVE.sub("", _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\ufffd", "?")))


def _is_printable(text: str) -> bool:
    """Tell whether there is nothing to clean, without a look at each character by a pattern: most texts end here."""
    for harmless in _HARMLESS:
        if text.isprintable():
            break
        text = text.replace(harmless, "")
    return text.isprintable() and (text.isascii() or "\ufffd" not in text)


def line(text: str) -> str:
    """Return the text on one line, cleaned, with every run of white space made one space."""
    if not (text.isascii() and text.isprintable()):
        text = _mended(text)
        text = clean(text if text.isprintable() else _SPACE.sub(" ", text))
    if text.isprintable() and "  " not in text:  # the space is the only white space that is printable
        return text.strip(" ")
    return " ".join(text.split())


def _mended(text: str) -> str:
    """Decode what was encoded twice or more: a run between tags that is UTF-8 read as Latin-1 is nothing else."""
    if text.isascii() or not ("\xc2" in text or "\xc3" in text) or not _TWICE.search(text):
        return text
    mended = "".join(_once(run) for run in _RUNS.split(text))
    return text if mended == text else _mended(mended)  # each time shorter


def _once(run: str) -> str:
    try:
        return run.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return run


def plain(text: str) -> str:
    """Return one line of text without whole tags: their brackets become single guillemets, as in (b)x(/b).

    The elements it is for have no type, so readers guess, and the validator warns. A lone `<` is left as it is.
    """
    text = line(text)
    return _ANY_TAG.sub("\u2039\\1\u203a", text) if "</" in text else text


def name(text: str) -> str:
    """Return a person's name on one line, without an e-mail address."""
    text = plain(text)
    return " ".join(_MAILBOX.sub("", text).split()) or text.replace("@", " at ") if "@" in text else text


def from_html(html: str, limit: int) -> str:
    """Return the opening of an HTML text as plain text, cut at a word, at most `limit` characters."""
    text = line(unescape(_TAG.sub(" ", _INLINE.sub("", html[: limit * 20]))))
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def in_html(text: str) -> str:
    """Return plain text as HTML that shows it."""
    return escape(clean(text), quote=False)


@lru_cache(maxsize=16_384)
def address(url: str) -> str:
    """Return an absolute http(s) address with every other character escaped (RFC 3986); empty where it is none.

    Credentials never leave the house: user names are cut out, and a query that holds a key is dropped.
    """
    if _QUICK_ADDRESS.fullmatch(url) and not _SECRET.search(url.partition("?")[2]):
        return url  # most are written as they should be
    return escaped_address(url)


def escaped_address(url: str) -> str:
    """Take an address apart, mend it and put it together again: what `address` does with a doubtful one."""
    try:
        parts = urlsplit(line(url).replace(" ", "%20"))
        host = _host(parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    query = "" if _SECRET.search(parts.query) else parts.query
    path, query, fragment = (quote(part, safe=_SAFE) for part in (parts.path, query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, path.replace("#", "%23").replace("?", "%3F"), query, fragment))


def _host(host: str) -> str:
    """Return a host as ASCII (IDNA); raises ValueError where there is no such form."""
    if ":" in host:
        return f"[{host}]"
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    return host if re.fullmatch(r"[a-z0-9._-]+", host) else ""

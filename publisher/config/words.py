"""The words of sources.yaml: how one scalar is read, and how the JSON Schema describes it to editors.

Every reader takes the text as it stands and returns what it means, or raises `Wrong`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated, Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale
from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from publisher.config.address import fault, host_of, without_feed_scheme
from publisher.config.mistakes import Problem, nearest, not_a
from publisher.model.country import COUNTRIES, country_names

T = TypeVar("T")

_SHAPE: Final = "shape"  # what pydantic calls our own kinds of error
_WORD: Final = "word"

SLUG: Final = r"[a-z0-9][a-z0-9-]{0,63}"
PLACEHOLDERS: Final = ("section", "country", "edition", "genre", "language", "agency")
ORDERS: Final = ("newest", "trending", "coverage", "editor")
TEXTS: Final = ("full", "summary", "headline")
GENRES: Final = (
    "news", "analysis", "background", "explainer", "fact-check", "feature", "interview", "live", "obituary",
    "opinion", "press-release", "profile", "review", "sponsored", "summary", "video", "audio",
)  # fmt: skip

_DURATION: Final = r"(?:[0-9]{1,5}[smhdw])+"
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_LONGEST: Final = timedelta(days=3660)
_LONGEST_KEYWORD: Final = 100
_TWO_LETTERS: Final = 2  # codes of ISO 639-1: CLDR knows all of them, and of ISO 639-3 some
_LANGUAGE: Final = r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8})*"
_TOPIC: Final = r"medtop:[0-9]{8}"
_REFERENCE: Final = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*"
_AUTHORITY: Final = (
    r"(?:[A-Za-z0-9._-]+@)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    r",[0-9]{4}(?:-[01][0-9](?:-[0-3][0-9])?)?"
)  # taggingEntity of RFC 4151: https://www.rfc-editor.org/rfc/rfc4151#section-2.1
_EMAIL: Final = r"[^@\s<>,;:\"]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_DATABASE: Final = r"(?:sqlite|postgresql)(?:\+[a-z0-9]+)?://\S*"
_SHARE: Final = r"0(?:\.[0-9]{1,6})?|1(?:\.0{1,6})?"
_SEGMENT: Final = rf"(?:{SLUG}|\{{(?:{'|'.join(PLACEHOLDERS)})\}})"
_FEED_ID: Final = rf"{_SEGMENT}(?:/{_SEGMENT})*"
_SUFFIX: Final = r"[a-z0-9]{1,16}"
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT: Final = rf"{_DAY}(?:[T ][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:Z|[+-][0-9]{{2}}:[0-9]{{2}}))?"
_TAG_URI: Final = r"tag:[^\s]{1,2000}"

_SWITCH: Final = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
# What people write for countries that have another code.
_MISTAKEN: Final = {"UK": "GB", "EN": "GB", "EL": "GR", "SP": "ES", "JA": "JP", "KO": "KR", "SW": "SE", "DA": "DK"}
_MISTAKEN_LANGUAGES: Final = {"jp": "ja", "cn": "zh", "kr": "ko", "gr": "el", "dk": "da", "cz": "cs", "ua": "uk"}


class Wrong(Exception):
    """A word is not what was expected."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


def word(read: Callable[[str], T]) -> PlainValidator:
    """Make a reader of text into a validator that takes nothing but text."""

    def validate(value: object) -> T:
        if not isinstance(value, str):
            raise PydanticCustomError(_SHAPE, "expected one value, not a {kind}", {"kind": _kind(value)})
        try:
            return read(value)
        except Wrong as wrong:
            context = {"text": wrong.problem.text, "expected": wrong.problem.expected}
            raise PydanticCustomError(_WORD, "{text}", context) from wrong

    return PlainValidator(validate)


def _kind(value: object) -> str:
    return "list" if isinstance(value, list) else "mapping"


def matching(pattern: str, expected: str) -> Callable[[str], str]:
    """Make a reader that takes what matches a pattern as a whole."""
    whole = re.compile(pattern, re.ASCII)

    def read(text: str) -> str:
        if not whole.fullmatch(text):
            raise Wrong(not_a(text, expected))
        return text

    return read


def one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    """Make a reader that takes one of some words."""

    def read(text: str) -> str:
        if text not in words:
            raise Wrong(not_a(text, f"one of {', '.join(words)}", nearest(text, words)))
        return text

    return read


def read_line(text: str) -> str:
    """Read a text of one line; folded lines are joined."""
    line = " ".join(text.split())
    if not line:
        raise Wrong(Problem(text, "the text is empty", "a text"))
    return line


def read_slug(text: str) -> str:
    """Read an id: lower-case letters, figures and hyphens, at most 64, as it appears in paths."""
    if not re.fullmatch(SLUG, text):
        meant = re.sub("[^a-z0-9]+", "-", text.casefold()).strip("-")[:64]
        raise Wrong(not_a(text, "an id of a-z, 0-9 and hyphens, at most 64", meant or None))
    return text


def read_country(text: str) -> str:
    """Read an ISO 3166-1 alpha-2 code."""
    if text in COUNTRIES:
        return text
    names = {name.casefold(): code for code, name in country_names().items()}
    near = nearest(text.casefold(), names)
    upper = text.upper()
    meant = _MISTAKEN.get(upper) or (upper if upper in COUNTRIES else None) or (names[near] if near else None)
    raise Wrong(not_a(text, "an ISO 3166-1 alpha-2 code", meant))


@cache
def _languages() -> dict[str, str]:
    """Return the names (in English, case folded) of the languages that CLDR knows, by code."""
    return {code: str(name).casefold() for code, name in Locale("en").languages.items() if "_" not in code}


def read_language(text: str) -> str:
    """Read a BCP 47 tag and write it in the usual case: zh-Hant, pt-BR."""
    parts = text.split("-")
    primary = parts[0].lower()
    must_be_known = len(primary) == _TWO_LETTERS
    if not re.fullmatch(_LANGUAGE, text) or (must_be_known and primary not in _languages()):
        raise Wrong(not_a(text, "a BCP 47 language tag such as en or zh-Hant", _language_meant(text)))
    return "-".join([primary, *map(_subtag, parts[1:])])


def read_whole_language(text: str) -> str:
    """Read a language that a feed selects: its first part alone, which takes in all that may stand behind it."""
    tag = read_language(text)
    primary, behind, _ = tag.partition("-")
    if behind:
        raise Wrong(not_a(text, "a whole language: feeds select by the first part of a tag", primary))
    return primary


def _subtag(part: str) -> str:
    cases: dict[int, Callable[[str], str]] = {2: str.upper, 4: str.title}
    return cases.get(len(part), str.lower)(part)


def _language_meant(text: str) -> str | None:
    plain = text.casefold().replace("_", "-")
    if plain in _MISTAKEN_LANGUAGES:
        return _MISTAKEN_LANGUAGES[plain]
    named = next((code for code, name in _languages().items() if name == plain), None)
    return named or (read_language(plain) if plain != text and re.fullmatch(_LANGUAGE, plain) else None)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def read_zone(text: str) -> str:
    """Read an IANA time zone name."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        city = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(_zones(), reverse=True)}
        place = text.rpartition("/")[2].casefold().replace(" ", "_")
        meant = city.get(place) or nearest(text, _zones()) or next(iter(_close(place, city)), None)
        raise Wrong(not_a(text, "an IANA time zone such as Asia/Kolkata", meant)) from None
    return text


def _close(place: str, city: dict[str, str]) -> list[str]:
    near = nearest(place, city)
    return [city[near]] if near else []


def read_switch(text: str) -> bool:
    """Read yes or no, in each of the three ways to write them."""
    if text.lower() not in _SWITCH:
        raise Wrong(not_a(text, "true or false", nearest(text.lower(), _SWITCH)))
    return _SWITCH[text.lower()]


def counting(lowest: int, highest: int) -> Callable[[str], int]:
    """Make a reader of a whole number between two bounds."""

    def read(text: str) -> int:
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text) or not lowest <= int(text) <= highest:
            raise Wrong(not_a(text, f"a whole number from {lowest} to {highest}"))
        return int(text)

    return read


def read_share(text: str) -> float:
    """Read a number from 0 to 1, such as 0.85."""
    if not re.fullmatch(_SHARE, text):
        raise Wrong(not_a(text, "a number from 0 to 1 such as 0.85"))
    return float(text)


def read_duration(text: str) -> timedelta:
    """Read a length of time: 90s, 15m, 2h, 90d, 2w or some of them in a row."""
    if not re.fullmatch(_DURATION, text):
        raise Wrong(not_a(text, "a length of time such as 15m, 2h or 90d"))
    parts = re.findall("([0-9]+)([smhdw])", text)
    length = timedelta(seconds=sum(int(number) * _UNITS[unit] for number, unit in parts))
    if not timedelta(seconds=1) <= length <= _LONGEST:
        raise Wrong(not_a(text, "a length of time between 1s and 3660d"))
    return length


def read_moment(text: str) -> datetime:
    """Read the end of a day (UTC), or a time with its zone."""
    try:
        if re.fullmatch(_DAY, text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC) + timedelta(days=1)
        if re.fullmatch(_MOMENT, text):
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Wrong(not_a(text, "a day such as 2026-12-01, or a time with its zone such as 2026-12-01T18:00Z"))


def read_keyword(text: str) -> str:
    """Read a word or phrase that has at least a letter or a figure."""
    phrase = read_line(text)
    if not any(map(str.isalnum, phrase)):
        raise Wrong(not_a(text, "a word or phrase: it has neither a letter nor a figure"))
    if len(phrase) > _LONGEST_KEYWORD:
        raise Wrong(not_a(text, f"a word or phrase of at most {_LONGEST_KEYWORD} characters"))
    return phrase


def read_article(text: str) -> str:
    """Read what names an article: its id, or its address at the agency."""
    if re.fullmatch(_TAG_URI, text):
        return text
    if reason := fault(text.partition("#")[0]):
        wanted = "the id (tag:...) or the address of an article"
        raise Wrong(Problem(text, f"{not_a(text, wanted).text}: {reason}", "https://..."))
    return text


def read_link(text: str) -> str:
    """Read an absolute http or https address."""
    url = without_feed_scheme(text)
    if reason := fault(url):
        raise Wrong(Problem(text, f"{not_a(text, 'an http or https address').text}: {reason}", "https://..."))
    return url


def read_home(text: str) -> str:
    """Read the address of our own tree; it ends with a slash."""
    url = read_link(text)
    if "?" in url:
        raise Wrong(not_a(text, "an address that paths can be added to (it holds a ?)"))
    return url if url.endswith("/") else f"{url}/"


def read_host(text: str) -> str:
    """Read the name of a host, or of a domain with all its hosts, and write it as it is looked up."""
    host = host_of(text)
    if "." not in host or text.casefold().rstrip(".") != host_of(text, ascii_only=False):
        raise Wrong(not_a(text, "the name of a host or domain such as example.org", host if "." in host else None))
    return host


def read_feed_id(text: str) -> str:
    """Read the path of a feed: slugs and placeholders between slashes."""
    if not re.fullmatch(_FEED_ID, text):
        places = ", ".join(f"{{{place}}}" for place in PLACEHOLDERS)
        wanted = f"a path of ids and placeholders ({places}) such as country/{{country}}"
        raise Wrong(not_a(text, wanted, _feed_id_meant(text)))
    return text


def _feed_id_meant(text: str) -> str | None:
    meant = re.sub(r"\{([^{}]*)\}", lambda found: f"{{{nearest(found[1], PLACEHOLDERS)}}}", text.lower())
    return meant if re.fullmatch(_FEED_ID, meant) else None


def fold(text: str) -> str:
    """Read a label for comparison: case folded, its spaces single."""
    return read_line(text).casefold()


def _described(kind: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


Line = Annotated[str, word(read_line), _described("string", minLength=1)]
Label = Annotated[str, word(fold), _described("string", minLength=1)]
Slug = Annotated[str, word(read_slug), _described("string", pattern=_whole(SLUG))]
Country = Annotated[str, word(read_country), _described("string", enum=sorted(COUNTRIES))]
Language = Annotated[str, word(read_language), _described("string", pattern=_whole(_LANGUAGE))]
WholeLanguage = Annotated[str, word(read_whole_language), _described("string", pattern=_whole("[A-Za-z]{2,3}"))]
Zone = Annotated[str, word(read_zone), _described("string", pattern=_whole(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*"))]
Genre = Annotated[str, word(one_of(GENRES)), _described("string", enum=list(GENRES))]
Order = Annotated[str, word(one_of(ORDERS)), _described("string", enum=list(ORDERS))]
Amount = Annotated[str, word(one_of(TEXTS)), _described("string", enum=list(TEXTS))]
Switch = Annotated[bool, word(read_switch), WithJsonSchema({"enum": [True, False, "yes", "no", "on", "off"]})]
Share = Annotated[float, word(read_share), _described("number", minimum=0, maximum=1)]
Rank = Annotated[int, word(counting(1, 1000)), _described("integer", minimum=1, maximum=1000)]
Limit = Annotated[int, word(counting(1, 1000)), _described("integer", minimum=1, maximum=1000)]
Length = Annotated[int, word(counting(1, 100_000)), _described("integer", minimum=1, maximum=100_000)]
Keyword = Annotated[str, word(read_keyword), _described("string", minLength=1, maxLength=_LONGEST_KEYWORD)]
Until = Annotated[datetime, word(read_moment), _described("string", pattern=_whole(_MOMENT))]
Pinned = Annotated[str, word(read_article), _described("string", pattern=rf"^(?:{_TAG_URI}|https?://\S+)$")]
Duration = Annotated[timedelta, word(read_duration), _described("string", pattern=_whole(_DURATION))]
Link = Annotated[str, word(read_link), _described("string", pattern=r"^(?:https?|feed)://\S+$")]
Secretive = Annotated[
    str, word(read_line), _described("string", pattern=r"^(?:https?|feed)://\S+$|\$\{[A-Z_][A-Z0-9_]*\}")
]
Host = Annotated[str, word(read_host), _described("string", pattern=r"^[^\s:/?#@]+\.[^\s:/?#@]+$")]
Home = Annotated[str, word(read_home), _described("string", pattern=r"^https?://[^\s?#]+$")]
Authority = Annotated[
    str,
    word(matching(_AUTHORITY, "a tagging entity of RFC 4151 such as example.org,2026")),
    _described("string", pattern=_whole(_AUTHORITY)),
]
Email = Annotated[str, word(matching(_EMAIL, "an e-mail address")), _described("string", pattern=_whole(_EMAIL))]
Topic = Annotated[
    str,
    word(matching(_TOPIC, "an IPTC Media Topic such as medtop:15000000")),
    _described("string", pattern=_whole(_TOPIC)),
]
Reference = Annotated[
    str,
    word(matching(_REFERENCE, 'a "package.module:name"')),
    _described("string", pattern=_whole(_REFERENCE)),
]
FeedId = Annotated[str, word(read_feed_id), _described("string", pattern=_whole(_FEED_ID))]
Suffix = Annotated[
    str, word(matching(_SUFFIX, "a file suffix of a-z and 0-9")), _described("string", pattern=_whole(_SUFFIX))
]
Folder = Annotated[str, word(read_line), _described("string", minLength=1)]
Database = Annotated[
    str,
    word(matching(_DATABASE, "an SQLAlchemy address of sqlite or postgresql")),
    _described("string", pattern=_whole(_DATABASE)),
]

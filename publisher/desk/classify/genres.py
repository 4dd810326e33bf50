"""The kinds of writing: opinion, interview, live... by the marks that agencies set for them.

    headline ("Opinion | ...", "... – live") ─▶ first words ("/PRNewswire/") ─▶ byline ─▶ link ("/opinion/")

Opinion cannot be told from the words of a text; it takes a mark that somebody set, and the mark is the evidence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from publisher.desk.classify import genre_words as words
from publisher.desk.labels import fold
from publisher.model import Judgement

IN_HEADLINE: Final = 0.9  # how sure a mark is that stands alone
IN_TEXT: Final = 0.9
IN_TAIL: Final = 0.8  # ...that other words stand before
IN_BYLINE: Final = 0.85
IN_LINK: Final = 0.8

_QUOTES: Final = frozenset("\"'\u2018\u201c\u201e\u00ab\u201a")
_DASHES: Final = frozenset("\u2013\u2014-")
_LONGEST_PART: Final = 80  # characters of a headline before or after what sets a mark off
_LONGEST_MARK: Final = 42
_LONGEST_STOPPED: Final = max(map(len, words.WITH_STOP))
_LONGEST_BYLINE: Final = 200
_FIRST_WORDS: Final = 240  # characters of a text


def _listed(table: dict[str, str]) -> dict[str, str]:
    """Return the genre of each word of a table."""
    return {word.strip(): genre for genre, listed in table.items() for word in listed.split("|")}


def _by_label() -> dict[str, str]:
    return {folded: genre for label, genre in _listed(words.LABELS).items() if (folded := fold(label))}


_BY_LABEL: Final = _by_label()
_BY_MARK: Final = _listed(words.MARKS)
_IN_BRACKETS: Final = _listed(words.ONLY_IN_BRACKETS) | _BY_MARK
_BY_TAIL: Final = _listed(words.TAILS)
_BY_STEP: Final = {step: genre for genre, listed in words.STEPS.items() for step in listed.split()}
_TELLING: Final = frozenset(_BY_STEP) | words.WIRE_HOSTS | {f"www.{host}" for host in words.WIRE_HOSTS}  # in a link
_BY_BYLINE: Final = _listed(words.BYLINES)
_BY_WHOLE_BYLINE: Final = _listed(words.WHOLE_BYLINES)

_SET_OFF: Final = re.compile(
    r"[|:\uff1a\uff5c\])\u3011\u300b\uff09\uff1e\u3009\u2013\u2014+]"
)  # most headlines have none
_SIGN: Final = re.compile(r"[|:\uff1a\uff5c]|\s[\u2013\u2014-]\s|\s\+\+\+")
_CLOSING_SIGNS: Final = ("|", "\uff5c", " \u2013", " \u2014", " -")
_BRACKETS: Final = dict(zip("[(\u3010\u300a\uff08\uff1c\u3008", "])\u3011\u300b\uff09\uff1e\u3009", strict=True))
_OPENING: Final = {closing: opening for opening, closing in _BRACKETS.items()}
_BEFORE: Final = " +*#\u2022\u25cf\U0001f534"  # what may stand before a mark
_AFTER: Final = " !+."  # ...and after one
_REVIEWED: Final = re.compile(r"(\w+)\s(review)\s[\u2013\u2014]\s", re.IGNORECASE)
_BYLINE: Final = re.compile("|".join(map(re.escape, sorted(_BY_BYLINE, key=len, reverse=True))))


def genre_of(headline: str, link: str = "", byline: str = "", text: str = "") -> Judgement | None:
    """Judge what kind of writing a piece is by the surest mark of it; None where there is none."""
    told = _headline(headline) if headline else None
    if told:
        return Judgement(value=told[0], by="headline", confidence=told[2], evidence=(told[1],))
    wire = _wire(text[:_FIRST_WORDS])
    if wire:
        return Judgement(value="press-release", by="text", confidence=IN_TEXT, evidence=(wire,))
    genre, words_of = genre_of_byline(byline[:_LONGEST_BYLINE]) if byline else _NONE
    if genre:
        return Judgement(value=genre, by="byline", confidence=IN_BYLINE, evidence=(words_of,))
    genre, step = genre_of_link(link)
    if genre:
        step = step if "." in step else f"/{step}/"
        return Judgement(value=genre, by="link", confidence=IN_LINK, evidence=(step,))
    return None


_NONE: Final = ("", "")


def _wire(first_words: str) -> str:
    """Return the name of the wire that a text begins with; in most texts no part of any of their names is."""
    if (
        "wire" in first_words
        or "WIRE" in first_words
        or "(ots)" in first_words
        or "(Newsfile" in first_words
        or "/CNW/" in first_words
        or "FOR IMM" in first_words
    ):
        for wire in words.WIRES:
            if wire in first_words:
                return wire
    return ""


def genre_of_label(folded: str) -> str:
    """Return the genre that a folded category label means; "" where it means none."""
    return _BY_LABEL.get(folded, "")


def genre_of_headline(headline: str) -> tuple[str, str]:
    """Return the genre that a headline is marked with, and the mark; ("", "") where there is none."""
    told = _headline(headline)
    return (told[0], told[1]) if told else ("", "")


def _headline(headline: str) -> tuple[str, str, float] | None:
    """Return the genre that a headline is marked with, the mark, and how sure it is."""
    is_set_off = (
        " -" in headline
        or ":" in headline
        or "|" in headline
        or ")" in headline
        or "]" in headline
        or "+" in headline
        or (not headline.isascii() and _SET_OFF.search(headline))
    )
    if is_set_off and not _LAST_WORDS.isdisjoint(_words(headline.casefold())):
        return (
            _opening(headline) or _closing(headline) or _within(headline) or _reviewed(headline) or _stopped(headline)
        )
    if headline[:2] in _FIRSTS or headline.endswith(" obituary"):
        return _within(headline) or _stopped(headline)
    return _stopped(headline)


def _stopped(headline: str) -> tuple[str, str, float] | None:
    """Read a mark that a full stop sets off, what stands behind the last comma, and "The Guardian view on ..."."""
    if ". " in headline[: _LONGEST_STOPPED + 2]:
        mark = headline.partition(". ")[0]
        if (folded := mark.casefold().replace("\u2019", "'")) in words.WITH_STOP:
            return _BY_MARK[folded], mark, IN_HEADLINE
    if headline.endswith(words.BEHIND_COMMA):
        return "live", headline.rpartition(", ")[2], IN_TAIL
    if " view on " in headline[:_LONGEST_MARK] and (paper := _VIEW.match(headline)):
        return "opinion", paper[0], IN_TAIL
    return None


def _words(folded: str) -> list[str]:
    """Return the words of a folded text, without the signs that may set them off."""
    return folded.translate(_APART).split() if folded.isascii() else _WORD.findall(folded)


_WORD: Final = re.compile(r"\w+")
_APART: Final = "".join(chr(code) if _WORD.match(chr(code)) else " " for code in range(128))
# The last word of each mark: where none of them is, a headline need not be taken apart.
_LAST_WORDS: Final = frozenset(_words(mark)[-1] for mark in (*_IN_BRACKETS, *_BY_TAIL, "live"))


def _opening(headline: str) -> tuple[str, str, float] | None:
    """Read what the headline begins with, up to the first sign or in brackets."""
    start = headline[: 2 * _LONGEST_PART].lstrip(_BEFORE)
    closing = _BRACKETS.get(start[:1])
    if closing and (told := _bracketed(start[1:].partition(closing)[0])):
        return told
    sign = _SIGN.search(start, 1)
    if sign is None or sign.start() > _LONGEST_PART:
        return None
    if start[sign.end() :].lstrip()[:1] in _QUOTES and start.casefold().startswith(words.SPOKEN_WITH):
        return "interview", start.partition(" ")[0], IN_TAIL
    # A dash does not part a headline for sure: "They live - and die - by the tide".
    return _part(start[: sign.start()], is_part=sign[0].strip() not in _DASHES)


def _closing(headline: str) -> tuple[str, str, float] | None:
    """Read what the headline ends with; after a hyphen it may be who says so: "Harbour unsafe - review"."""
    end = headline[-2 * _LONGEST_PART :].rstrip(_AFTER)
    opening = _OPENING.get(end[-1:])
    if opening:
        return _bracketed(end[end.rfind(opening) + 1 : -1]) if opening in end else None
    tail = end[-_LONGEST_MARK:]
    at, sign = max([(tail.rfind(sign), sign) for sign in _CLOSING_SIGNS if sign in tail], default=(-1, ""))
    if at < 0:
        return None
    part = tail[at + len(sign) :]
    told = _part(part, is_part=True) if part else None
    return None if told and sign == " -" and told[1].casefold() in words.WHO_SAYS_SO else told


def _bracketed(mark: str) -> tuple[str, str, float] | None:
    """Read what stands in brackets."""
    mark = mark.strip()
    genre = _IN_BRACKETS.get(mark.casefold())
    return (genre, mark, IN_HEADLINE) if genre else None


def _part(part: str, *, is_part: bool) -> tuple[str, str, float] | None:
    """Read what a sign sets off: a mark, or (where it `is_part` of its own) what ends in one."""
    part = part.strip(_BEFORE)
    folded = part.casefold()
    genre = _BY_MARK.get(folded)
    if genre:
        return genre, part, IN_HEADLINE
    return _tail(part, folded.split()) if is_part else None


def _tail(part: str, folded: list[str]) -> tuple[str, str, float] | None:
    """Read the last words of what is set off: "Middle East crisis live: ..."."""
    for length in (4, 2, 3, 1):
        genre = _BY_TAIL.get(" ".join(folded[-length:])) if len(folded) > length else None
        if genre:
            return genre, " ".join(part.split()[-length:]), IN_TAIL
    if folded and folded[-1] == "live" and len(folded) > 1 and folded[-2] not in words.NOT_BEFORE_LIVE:
        return "live", part.rsplit(maxsplit=1)[-1], IN_TAIL
    return None


def _within(headline: str) -> tuple[str, str, float] | None:
    """Read the few marks that nothing sets off: "Nachruf auf ...", "Jane Doe obituary"."""
    if headline[:2] in _FIRSTS and (found := _STARTS.match(headline)):
        return (found.lastgroup or "").replace("_", "-"), found[0].strip(" ,"), IN_TAIL
    if headline.endswith(" obituary") and _NAMED.match(headline):
        return "obituary", "obituary", IN_TAIL
    return None


def _reviewed(headline: str) -> tuple[str, str, float] | None:
    """Read what stands before a dash with its work: "Hamlet review – ..."."""
    if "eview" in headline or "EVIEW" in headline:
        reviewed = _REVIEWED.search(headline)
        if reviewed and reviewed[1].casefold() not in words.NOT_BEFORE_REVIEW:
            return "review", reviewed[2], IN_TAIL
    return None


# The first two letters of what _STARTS finds: few headlines begin so.
_FIRSTS: Final = frozenset({
    "LI", "Li", "EN", "En", "AO", "DI", "Na", "Zu", "Le", "\u041e\u043d", "FA", "Fa", "Yo", "Es", "\u00c9 ",
    "\u8a03\u544a", "\u8ba3\u544a", "\u4e13\u8bbf", "\u5c08\u8a2a", "\u72ec\u5bb6", "\u793e\u8aac",
})  # fmt: skip
_STARTS: Final = re.compile(
    r"(?P<live>(?:LIVE|Live) (?:UPDATES|Updates|updates|BLOG|blog)\b|EN DIRECT\b|En direct, |AO VIVO\b"
    r"|EN VIVO\b|\u041e\u043d\u043b\u0430\u0439\u043d-\u0442\u0440\u0430\u043d\u0441\u043b\u044f\u0446\u0438\u044f\b)"
    r"|(?P<obituary>Nachruf auf |Zum Tod von |[\u8a03\u8ba3]\u544a)"
    r"|(?P<interview>Entretien avec |\u4e13\u8bbf|\u5c08\u8a2a|\u72ec\u5bb6\u4e13\u8bbf)"
    r"|(?P<opinion>Letters? to the editor\b|\u793e\u8aac[\s\u3000])"
    r"|(?P<summary>Your (?:[A-Z]\w+ ){0,2}[Bb]riefing\b)"
    r"|(?P<fact_check>FACT CHECK |Fact check |Es falso que |\u00c9 falso que |\u00c9 #?FAKE )"
)
_VIEW: Final = re.compile(r"The (?:[A-Z]\w+ ){1,3}view on\b")
_NAMED: Final = re.compile(r"(?:[A-Z][\w.'\u2019-]+ ){1,6}obituary")


@lru_cache(maxsize=4096)
def genre_of_byline(byline: str) -> tuple[str, str]:
    """Return the genre that a byline says ("The Editorial Board"), and the words of it; ("", "") where it says none."""
    if not byline:
        return _NONE
    folded = byline.casefold()
    whole = _BY_WHOLE_BYLINE.get(folded)
    if whole:
        return whole, byline
    found = _BYLINE.search(folded)
    return (_BY_BYLINE[found[0]], found[0]) if found else ("", "")


def genre_of_link(link: str) -> tuple[str, str]:
    """Return the genre that a step of a link's path says, or its host, and the step; ("", "") where none does."""
    if _TELLING.isdisjoint(link.casefold().replace("?", "/").split("/")) and "//opinion." not in link.casefold():
        return _NONE
    address = link.partition("://")[2].partition("?")[0]
    host, *steps = address.casefold().split("/")[:-1] or [address.casefold()]
    if not _BY_STEP.keys().isdisjoint(steps):
        step = next(step for step in steps if step in _BY_STEP)
        return _BY_STEP[step], step
    if host.startswith("opinion."):
        return "opinion", host
    return ("press-release", host) if host.removeprefix("www.") in words.WIRE_HOSTS else ("", "")

"""Language: which one a text is in, by what is declared, by its script, by its words and by its letters.

    script ─▶ declared, if its words are there ─▶ small words, seldom letters ─▶ the model ─▶ the feed's, und

What is declared is kept unless the text clearly contradicts it. A short headline proves nothing but its script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from publisher.desk.language.close import are_close, can_contradict, group_of
from publisher.desk.language.function_words import (
    Counts,
    Glance,
    all_words,
    glance,
    lead,
    of_language,
    quick_words,
    weigh,
)
from publisher.desk.language.model import ask
from publisher.desk.language.scripts import LANGUAGES, PLENTY, chinese, latin_letters, letters_by_script, only_language
from publisher.model import Judgement

UNKNOWN: Final = "und"

SAMPLE: Final = 240  # characters that are looked at
GLANCE: Final = 128  # characters that most texts are told by
ENOUGH: Final = 20  # letters: words prove nothing below
ENOUGH_TO_CONTRADICT: Final = PLENTY  # letters: below, a declared language that the script allows is kept
PROOF: Final = 0.3  # share of a script that proves a language beside Latin names, where none or another is declared
WORDS_THAT_PROVE: Final = 2  # different small words, more of one language than of any other
WORDS_THAT_CONTRADICT: Final = 3  # a declared language that is close to the one they are of
BY_WORDS: Final = 0.97  # how sure they are
BY_GROUP: Final = 0.92  # how sure they are where they only tell a group of languages
BY_FEED: Final = 0.6  # how sure the language of the feed is of a text that neither proves nor contradicts it
CONFIRMED: Final = 0.99  # how sure a declared language is whose words are there
SURE: Final = 0.5  # of the model, where nothing is declared
SURE_OF_LARGE: Final = 0.45  # of the model, where it names one of the languages that most news is written in
SURE_WITH_A_WORD: Final = 0.25  # of the model, where one small word is of the language it names and of no other
SURE_OF_SHORT: Final = 0.6  # of the model, where the text is a short headline
SURE_OF_SELDOM: Final = 0.9  # of the model, where it names a language that little news is written in
SURE_OF_CLOSE: Final = 0.8  # of the model, where it names the lesser of two close languages
SURE_TO_CONTRADICT: Final = 0.9
FOREIGN_WORDS: Final = 2  # with letters that a language does not write: more are no names

_LESSER: Final = frozenset({"cs", "sk", "gl", "no", "nb", "nn", "da", "ms", "be", "az", "hr", "sr", "bs"})
_ASCII: Final = frozenset({"en", "id", "ms", "nl", "sw", "tl", "so"})  # written almost without accents
_ACCENTED: Final = re.compile(r"\w*[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]\w*")
_LARGE: Final = frozenset({"en", "es", "fr", "de", "pt", "it", "nl", "pl", "tr", "ru", "uk", "ar", "fa", "ur", "hi"})
_COMMON: Final = _LARGE | _LESSER | {
    "id", "vi", "ro", "sv", "hu", "fi", "sl", "lt", "lv", "et", "sq", "ca", "bg", "mk",
    "kk", "mn", "ps", "ckb", "mr", "ne", "bn", "as", "he",
}  # fmt: skip

# Most declarations are one of these, and spare loading CLDR.
_USUAL_CODES: Final = (
    "ar bg bn ca cs da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv ml mr ms nb ne nl no pa pl pt ro ru "
    "sk sl sq sr sv sw ta te th tr uk ur vi zh"
)
_USUAL: Final = frozenset(_USUAL_CODES.split())
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
# Codes that people write where a language is asked for, and codes that ISO 639 has given up.
_MISTAKEN: Final = {
    "cn": "zh", "jp": "ja", "gr": "el", "dk": "da", "cz": "cs", "ua": "uk", "in": "id", "iw": "he", "ji": "yi",
    "eng": "en", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "spa": "es", "rus": "ru", "ara": "ar", "por": "pt",
}  # fmt: skip
_REGION, _SCRIPT = 2, 4  # lengths of subtags


def language(text: str, declared: str, likely: str = "") -> Judgement:
    """Judge a text's language (BCP 47; "und" where nothing is sure). `declared` may be anything, or empty.

    `likely` is the language of the feed that the text stands in, where the text itself declares none: it proves
    nothing, but words that agree with it spare the model, and it is taken where the text does not speak against it.
    """
    sample = text[:SAMPLE]
    expected = _EXPECTED.get((declared, likely)) or _expect(declared, likely)
    letters = latin_letters(sample)
    if letters < expected.letters:
        return _judge(sample, letters, expected.tag, likely)
    words = quick_words(sample[:GLANCE])
    proof = expected.words.proof(words, expected.needed)
    if proof:
        return Judgement(
            value=expected.value, by=expected.by, confidence=expected.confidence, evidence=expected.declared + proof
        )
    if letters < PLENTY:
        return _judge(sample, letters, expected.tag, likely)
    cut = _Text(sample, "Latn", letters, words)
    return _confirmed(cut, expected.tag) if expected.declared else cut.found("", expected.near)


class _Expected(NamedTuple):
    """The language that a text in Latin letters is held against first, and what is said where its words lead."""

    tag: str  # what is declared, in the usual case
    words: Glance
    near: str  # what is likely where nothing is declared
    needed: int  # more of its words than of any other language's
    letters: int  # that the text must have
    value: str
    by: str
    confidence: float
    declared: tuple[str, ...]  # the tag, if that is the evidence


_EXPECTED: Final[dict[tuple[str, str], _Expected]] = {}
_MOST_REMEMBERED: Final = 1024  # pairs of a declared and a likely language: a newsroom has few
_LONGEST_REMEMBERED: Final = 64  # characters


def _expect(declared: str, likely: str) -> _Expected:
    tag = clean_tag(declared)
    if "Latn" in _scripts_of(tag):
        words = glance("Latn", tag.partition("-")[0])
        found = _Expected(tag, words, "", 0, ENOUGH_TO_CONTRADICT, tag, "declared", CONFIRMED, (tag,))
    else:
        near = "" if tag else clean_tag(likely)
        value, needed = (near.partition("-")[0], 1) if near else (LANGUAGES["Latn"][0], WORDS_THAT_PROVE)
        found = _Expected(tag, glance("Latn", value), near, needed, ENOUGH, value, "words", BY_WORDS, ())
    if len(_EXPECTED) < _MOST_REMEMBERED and len(declared) + len(likely) <= _LONGEST_REMEMBERED:
        _EXPECTED[declared, likely] = found
    return found


def _judge(sample: str, latin: int, tag: str, likely: str) -> Judgement:
    letters = letters_by_script(sample, latin)
    if not letters:
        return _keep(tag)
    script = next(iter(letters)) if len(letters) == 1 else _leading(letters, tag)
    if script in _scripts_of(tag):
        return _confirm(sample, tag, script, letters[script])
    if script == "Hani" and not tag and clean_tag(likely).partition("-")[0] == "ja" and len(sample) < ENOUGH:
        return _taken("ja", likely)  # a short headline in Japanese may do without kana
    proven = only_language(script, sample)
    if proven:
        return Judgement(value=_merge(proven, tag), by="script", confidence=0.99, evidence=(script,))
    return _Text(sample, script, letters[script]).found("", "" if tag else clean_tag(likely))


def clean_tag(declared: str) -> str:
    """Write a declared tag in the usual case ("en_us" is en-US); "" where it is none that CLDR knows."""
    found = _TAG.fullmatch(declared.strip()) if declared else None
    return _spelled(found[0]) if found else ""


@lru_cache(maxsize=256)
def _spelled(tag: str) -> str:
    primary, *rest = re.split("[-_]", tag)
    primary = _MISTAKEN.get(primary.lower(), primary.lower())
    return "-".join([primary, *map(_subtag, rest)]) if _is_language(primary) else ""


def _subtag(part: str) -> str:
    if len(part) == _REGION:
        return part.upper()
    return part.title() if len(part) == _SCRIPT and part.isalpha() else part.lower()


def _is_language(code: str) -> bool:
    return code in _USUAL or code in _known_languages()


@lru_cache(maxsize=1)
def _known_languages() -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415 -- dear to load, and most declarations are usual ones

    return frozenset(str(code) for code in Locale("en").languages if code != UNKNOWN)


def _keep(tag: str, confidence: float = 0.8) -> Judgement:
    """Keep what is declared, although the text neither proves nor contradicts it; abstain where nothing is."""
    if not tag:
        return Judgement(value=UNKNOWN, by="words", confidence=0.0)
    return Judgement(value=tag, by="declared", confidence=confidence, evidence=(tag,))


def _leading(letters: Mapping[str, int], tag: str) -> str:
    """Choose the script that decides: the declared language's if it has half, else the other than Latin."""
    total = sum(letters.values())
    for script in _scripts_of(tag):
        if 2 * letters.get(script, 0) >= total:
            return script
    others = {script: count for script, count in letters.items() if script != "Latn"}
    best = max(others, key=lambda script: (others[script], script), default="Latn")
    return best if others.get(best, 0) >= PROOF * total else "Latn"


def _taken(primary: str, likely: str) -> Judgement:
    return Judgement(value=primary, by="feed", confidence=BY_FEED, evidence=(likely,))


@lru_cache(maxsize=256)
def _scripts_of(tag: str) -> tuple[str, ...]:
    """Return the scripts that a declared language is written in; Latin where we know nothing of it."""
    primary = tag.partition("-")[0]
    if not primary:
        return ()
    return tuple(script for script, languages in LANGUAGES.items() if primary in languages) or ("Latn",)


def _confirm(sample: str, tag: str, script: str, letters: int) -> Judgement:
    """Keep what is declared and the script allows, unless the words are clearly another language's."""
    primary = tag.partition("-")[0]
    if script == "Hani":
        return _confirm_chinese(sample, tag, primary)
    if len(LANGUAGES[script]) == 1:
        return _keep(tag, 0.99)
    if letters < ENOUGH_TO_CONTRADICT:
        return _keep(tag)
    return _confirmed(_Text(sample, script, letters), tag)


def _confirmed(text: _Text, tag: str) -> Judgement:
    primary = tag.partition("-")[0]
    words = text.words_of(primary)
    if words:
        return Judgement(value=tag, by="declared", confidence=CONFIRMED, evidence=(tag, *words))
    found = text.found(tag, "")
    if are_close(found.value, primary):
        return found if text.contradicts(primary, found.value) else _keep(tag, 0.99 if found.value == tag else 0.9)
    return found if found.confidence >= SURE_TO_CONTRADICT else _keep(tag)


def _confirm_chinese(sample: str, tag: str, primary: str) -> Judgement:
    """Keep what is declared, unless every telling character is written the other way, or Japanese lacks its kana."""
    form = chinese(sample)
    if primary == "zh" and form and _FORMS.get(tag.partition("-")[2].partition("-")[0], form) != form:
        return Judgement(value=f"zh-{form}", by="script", confidence=0.97, evidence=("Hani",))
    if primary == "ja" and form == "Hans" and len(sample) >= ENOUGH:
        return Judgement(value="zh-Hans", by="script", confidence=0.95, evidence=("Hani",))
    return _keep(tag, 0.99)


_FORMS: Final = {"Hans": "Hans", "Hant": "Hant", "CN": "Hans", "SG": "Hans", "TW": "Hant", "HK": "Hant", "MO": "Hant"}


class _Text:
    """A text in one script that several languages of news share: its words are cut and counted as far as needed."""

    def __init__(self, sample: str, script: str, letters: int, words: list[str] | None = None) -> None:
        """Make it of a sample; its `words` are given where those of the expected language do not lead at a glance."""
        self._sample, self._script, self._letters = sample, script, letters
        self._may_lead = words is None
        self._words = quick_words(sample[:GLANCE]) if words is None else words
        self._is_counted = self._is_whole = False
        self._weighed: Counts | None = None

    def _counts(self) -> Counts | None:
        """Return the counts of the words looked at so far."""
        if not self._is_counted:
            self._is_counted = True
            self._weighed = weigh(self._words, self._script)
        return self._weighed

    def words_of(self, primary: str) -> tuple[str, ...]:
        """Return small words of a language that no other language has more of; none where one has."""
        if self._may_lead and lead(self._words, self._script, primary) >= 0:
            return of_language(self._words, self._script, primary)
        counts = self._counts()
        if not counts or not counts.of(primary) or counts.of(primary) < counts.most:
            counts = self._whole()
        if not counts or not counts.of(primary) or counts.of(primary) < counts.most:
            return ()
        return of_language(self._words, self._script, primary)

    def contradicts(self, primary: str, found: str) -> bool:
        """Whether the words are of one language and not of a close one, whose own words are other ones."""
        counts = self._counts()
        if not counts or not can_contradict(primary, found):
            return False
        return counts.best == found and counts.most - counts.of(primary) >= WORDS_THAT_CONTRADICT

    def found(self, tag: str, likely: str) -> Judgement:
        """Tell the language by its words, then by the model; else what is declared or likely stands."""
        near = likely.partition("-")[0]
        value, confidence = self._by_words(near)
        if not value and self._letters >= ENOUGH and not (near and self._letters < ENOUGH_TO_CONTRADICT):
            value, confidence = self._by_model(tag.partition("-")[0] or near)
        if not value:
            return _keep(tag) if tag else self._as_feed(likely)
        evidence = of_language(self._words, self._script, value)
        return Judgement(value=_merge(value, tag), by="words", confidence=round(confidence, 3), evidence=evidence)

    def _by_words(self, near: str) -> tuple[str, float]:
        """Several small words more of one language than of any other prove it; of the likely one, one does."""
        if self._letters < ENOUGH and self._script == "Latn":
            return "", 0.0
        # Where letters tell more than words, a glance at the words must find more of them.
        needed = WORDS_THAT_PROVE if self._script == "Latn" else WORDS_THAT_PROVE + 1
        expected = near or LANGUAGES[self._script][0]
        if self._may_lead and lead(self._words, self._script, expected) >= (1 if near else needed):
            return expected, BY_WORDS
        counts = self._counts()
        if counts and (counts.most - counts.second >= needed or _agrees(counts, near)):
            return counts.best, BY_WORDS
        return _told(self._whole(), near)

    def _by_model(self, expected: str) -> tuple[str, float]:
        value, confidence = ask(self._sample, self._script)
        needed = SURE if value in _COMMON else SURE_OF_SELDOM
        if value in _LARGE:
            needed = SURE_OF_LARGE
        elif value in _LESSER:
            needed = SURE_OF_CLOSE
        needed = self._needed_with_words(value, needed)
        if expected and not are_close(value, expected):
            needed = SURE_TO_CONTRADICT
        return (self._of_group(value), confidence) if confidence >= needed else ("", 0.0)

    def _needed_with_words(self, value: str, needed: float) -> float:
        """Ask less of the model where a word agrees with it, more where one disagrees or the text is short."""
        counts = self._counts()
        if counts and counts.best == value and not counts.second:
            return min(needed, SURE_WITH_A_WORD)
        if counts and not counts.of(value) and not are_close(value, counts.best):
            return max(needed, SURE_OF_CLOSE)
        return needed if self._letters >= PLENTY else max(needed, SURE_OF_SHORT)

    def _of_group(self, value: str) -> str:
        """Return the language of a group whose words a text has most of: the model tells its languages badly."""
        counts = self._counts()
        if not counts or counts.best == value:
            return value
        is_better = counts.of(counts.best) > counts.of(value) and are_close(counts.best, value)
        return counts.best if is_better else value

    def _as_feed(self, likely: str) -> Judgement:
        primary = likely.partition("-")[0]
        if not primary or self._script not in _scripts_of(primary):
            return _keep("")
        counts = self._counts()
        if counts and counts.of(primary) < counts.most:
            return _keep("")
        if primary in _ASCII and len(_ACCENTED.findall(self._sample)) >= FOREIGN_WORDS:
            return _keep("")
        return _taken(primary, likely)

    def _whole(self) -> Counts | None:
        """Count all words of the text, its seldom letters and its endings too."""
        if not self._is_whole:
            self._is_counted = self._is_whole = True
            self._words = all_words(self._sample, self._script)
            self._weighed = weigh(self._words, self._script, self._sample)
        return self._weighed


def _agrees(counts: Counts, near: str) -> bool:
    return bool(near) and counts.of(near) == counts.most > counts.second


def _told(counts: Counts | None, near: str) -> tuple[str, float]:
    """Return the language that leads, or the first of the group that does; "" where neither is."""
    if not counts:
        return "", 0.0
    if counts.most - counts.second >= WORDS_THAT_PROVE or _agrees(counts, near):
        return counts.best, BY_WORDS
    rivals = counts.rivals(WORDS_THAT_PROVE) if counts.most >= WORDS_THAT_PROVE else ()
    best = [rival for rival in group_of(rivals) if counts.of(rival) == counts.most]
    if not best:
        return "", 0.0
    return near if near in best else best[0], BY_GROUP


def _merge(found: str, tag: str) -> str:
    """Keep the declared region or script where the text is in the declared language after all."""
    return tag if tag.partition("-")[0] == found.partition("-")[0] else found

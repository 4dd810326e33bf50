"""Language: which one a text is in, by what is declared, by its script, and by its words, in this order of cost.

What is declared is kept unless the text clearly contradicts it. A short headline proves nothing but its script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from publisher.desk.language.function_words import count, of_language, small_words
from publisher.desk.language.model import ask
from publisher.desk.language.scripts import LANGUAGES, PLENTY, letters_by_script, only_language
from publisher.model import Judgement

UNKNOWN: Final = "und"

SAMPLE: Final = 240  # characters that are looked at
ENOUGH: Final = 20  # letters: words prove nothing below
ENOUGH_TO_CONTRADICT: Final = PLENTY  # letters: below, a declared language that the script allows is kept
PROOF: Final = 0.3  # share of a script that proves a language beside Latin names, where none or another is declared
WORDS_THAT_PROVE: Final = 2  # different small words, more of one language than of any other
BY_WORDS: Final = 0.97  # how sure they are
SURE: Final = 0.5  # of the model, where nothing is declared
SURE_TO_CONTRADICT: Final = 0.9

# Languages that are told apart by longer texts than ours: what is declared within one group stands.
_GROUPS: Final = tuple(
    frozenset(group.split())
    for group in (
        "hr bs sr sh cnr",
        "id ms jv su",
        "no nb nn da",
        "zh yue",
        "fa prs",
        "ku ckb sdh",
        "en pcm",
        "ar arz ary",
        "hi bho mai",
        "ro mo",
        "fil tl",
        "nl af",
        "es gl ast an",
        "cs sk",
        "az tr",
    )
)

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
    nothing, but words that agree with it spare the model.
    """
    tag = clean_tag(declared)
    sample = text[:SAMPLE]
    letters = letters_by_script(sample)
    if not letters:
        return _keep(tag)
    script = _leading(letters, tag)
    if script in _scripts_of(tag):
        return _confirm(sample, tag, script, letters[script])
    proven = only_language(script, sample)
    if proven:
        return Judgement(value=_merge(proven, tag), by="script", confidence=0.99, evidence=(script,))
    if letters[script] < ENOUGH:
        return _keep("")
    return _find(sample, small_words(sample, script), script, tag, clean_tag(likely).partition("-")[0])


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
    if len(LANGUAGES[script]) == 1 or script == "Hani":
        return _keep(tag, 0.99)
    if letters < ENOUGH_TO_CONTRADICT:
        return _keep(tag)
    words = small_words(sample, script)
    counts = count(words, script)
    ours = counts.get(primary, 0)
    if ours and ours >= max(counts.values()):
        return Judgement(
            value=tag, by="declared", confidence=0.99, evidence=(tag, *of_language(words, script, primary))
        )
    found = _find(sample, words, script, tag)
    if found.value == tag:
        return _keep(tag, 0.99)
    if found.confidence < SURE_TO_CONTRADICT or _are_close(found.value, primary):
        return _keep(tag, 0.9 if _are_close(found.value, primary) else 0.8)
    return found


def _are_close(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _GROUPS)


def _find(sample: str, words: Sequence[str], script: str, contradicts: str, likely: str = "") -> Judgement:
    """Tell the language by its words, among those that are written in this script."""
    value, confidence = _by_words(count(words, script), likely) or ask(sample, script)
    if confidence < SURE:
        return _keep("" if script not in _scripts_of(contradicts) else contradicts)
    evidence = of_language(words, script, value)
    return Judgement(value=_merge(value, contradicts), by="words", confidence=round(confidence, 3), evidence=evidence)


def _by_words(counts: Mapping[str, int], likely: str) -> tuple[str, float] | None:
    """Several small words more of one language than of any other prove it without the model; of the likely one, one."""
    ranked = sorted(counts.values(), reverse=True)
    if not ranked:
        return None
    most, second = ranked[0], ranked[1] if len(ranked) > 1 else 0
    best = next(value for value, number in counts.items() if number == most)
    lead = WORDS_THAT_PROVE if best != likely else 1
    return (best, BY_WORDS) if most - second >= lead else None


def _merge(found: str, tag: str) -> str:
    """Keep the declared region or script where the text is in the declared language after all."""
    return tag if tag.partition("-")[0] == found.partition("-")[0] else found

"""What each word says for each label: how often it is met there, against how often the mix of labels would have it.

    articles ─ how rare each word is ─▶ what each outlet says ─ of some outlets ─▶ odds of each word

A word that an outlet writes everywhere ("Ars", "file photo") would speak for whatever that outlet mostly writes about,
if it were counted against all articles; so half of what is expected comes from the mix of the outlet itself. An article
of a seldom label counts more than one of a frequent label: else the large sections would take what is near them. An
article that nobody labelled teaches, too: a part of it under each label that it is taken for.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from publisher.desk.classify.sections.learned import MIDDLE, rarity, rarity_byte, tally

LEAST: Final = 3  # articles that a word is in
MOST_WORDS: Final = 40_000  # that are kept, those of most articles
SMOOTH: Final = 0.15  # of an article, that each word is taken to have been met and expected besides
OWN: Final = 0.5  # of what is expected, that the mix of the outlet itself says; the mix of all outlets says the rest
SELDOM: Final = 0.25  # of the logarithm of how much seldomer a label is than others, that its articles count more
WHOLE: Final = 1 << 14  # an article, a word's share of it, all of a mix
LANE: Final = 64  # bits: sums of products of three parts of WHOLE, for four million articles

_FIRST: Final = (1 << LANE) - 1
_SMOOTH_MET: Final = SMOOTH * WHOLE**2


class Said(NamedTuple):
    """An article to learn from: the counts of its words, how much of it is under which label, and who wrote it."""

    counts: Mapping[str, int]
    under: Mapping[int, float]
    outlet: str


class Voice(NamedTuple):
    """What an outlet said: how many articles under each label, and of each word, how much it was of them.

    Both in parts of WHOLE; a word's is one large number: the sum in its first lane, then a lane for each label.
    """

    articles: list[int]
    words: dict[str, int]


Voices: TypeAlias = Mapping[str, Voice]  # by outlet

_NOBODY: Final[Voices] = {}


class Rows(NamedTuple):
    """The words that were learned: how rare, then a byte a label; and what one unit of a byte is worth."""

    words: dict[str, bytes]
    step: float


def rarities(articles: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Return the words to learn, and how rare each is, by the counted words of all articles that there are."""
    within: Counter[str] = Counter()
    for counts in articles:
        within.update(counts.keys())
    often = sorted(((-times, word) for word, times in within.items() if times >= LEAST))[:MOST_WORDS]
    return {word: rarity_byte(1 + math.log(len(articles) / -times)) for times, word in often}


def hear(articles: Iterable[Said], rare: Mapping[str, int], labels: int) -> dict[str, Voice]:
    """Gather what each outlet says under each of so many labels."""
    voices: dict[str, Voice] = {}
    for article in articles:
        voice = voices.get(article.outlet)
        if voice is None:
            voice = voices[article.outlet] = Voice([0] * labels, {})
        _add(voice, article, rare)
    return voices


def _add(voice: Voice, article: Said, rare: Mapping[str, int]) -> None:
    lanes = 0
    for place, part in article.under.items():
        voice.articles[place] += round(part * WHOLE)
        lanes += round(part * WHOLE) * (1 + (1 << LANE * (1 + place)))
    words = voice.words
    for word, share in _shares(article.counts, rare):
        words[word] = words.get(word, 0) + round(share * WHOLE) * lanes


def _shares(counts: Mapping[str, int], rare: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return how much of an article each word is: a long article says no more than a short one."""
    told = [(word, tally(count) * rarity(rare[word])) for word, count in counts.items() if word in rare]
    length = math.sqrt(math.fsum(weight * weight for _, weight in told)) or 1.0
    return [(word, weight / length) for word, weight in told]


def learn_words(rare: Mapping[str, int], told: Voices, guessed: Voices = _NOBODY) -> Rows:
    """Learn what the words of `rare` say for each label, from what was labelled and from what others are taken for."""
    mixes = _mixes(told, guessed)
    expected: dict[str, int] = {}
    met: list[dict[str, int]] = []
    for voices in (told, guessed):
        found: dict[str, int] = {}
        met.append(found)
        for outlet, voice in voices.items():
            mix = mixes[outlet]
            words = voice.words
            for word in words.keys() & rare.keys():
                said = words[word]
                found[word] = found.get(word, 0) + said
                expected[word] = expected.get(word, 0) + (said & _FIRST) * mix
    counting = _counting([sum(column) for column in zip(*[voice.articles for voice in told.values()], strict=True)])
    return _packed(_weights(met[0], met[1], expected, counting), rare)


def _weights(
    told: Mapping[str, int], guessed: Mapping[str, int], expected: Mapping[str, int], counting: Sequence[float]
) -> dict[str, list[float]]:
    lanes = struct.Struct(f"<{len(counting)}Q")
    size, unpack = lanes.size, lanes.unpack
    weights = {}
    for word in sorted(expected):
        surely = unpack((told.get(word, 0) >> LANE).to_bytes(size, "little"))
        maybe = unpack((guessed.get(word, 0) >> LANE).to_bytes(size, "little"))
        awaited = unpack(expected[word].to_bytes(size, "little"))
        weights[word] = [
            math.log((counts * one + two + _SMOOTH_MET) / (other / WHOLE + _SMOOTH_MET))
            for counts, one, two, other in zip(counting, surely, maybe, awaited, strict=True)
        ]
    return weights


def _mixes(told: Voices, guessed: Voices) -> dict[str, int]:
    """Return how much of what an outlet writes is of each label, halfway to what all write: a lane for each."""
    own = {outlet: voice.articles for outlet, voice in told.items()}
    for outlet, voice in guessed.items():
        own[outlet] = [
            one + two for one, two in zip(own.get(outlet, [0] * len(voice.articles)), voice.articles, strict=True)
        ]
    of_all = _parts([sum(column) for column in zip(*own.values(), strict=True)])
    return {outlet: _lanes(_halfway(_parts(row), of_all)) for outlet, row in own.items()}


def _halfway(own: Sequence[float], of_all: Sequence[float]) -> list[float]:
    return [OWN * one + (1 - OWN) * other for one, other in zip(own, of_all, strict=True)]


def _lanes(mix: Sequence[float]) -> int:
    return sum(round(part * WHOLE) << LANE * at for at, part in enumerate(mix))


def _counting(of_all: Sequence[int]) -> list[float]:
    """Return how much an article of each label counts, by how many there are of it."""
    usual = sum(of_all) / len(of_all)
    return [(usual / max(1, articles)) ** SELDOM for articles in of_all]


def _parts(row: Sequence[int]) -> list[float]:
    total = sum(row) or 1
    return [one / total for one in row]


def _packed(weights: Mapping[str, list[float]], rare: Mapping[str, int]) -> Rows:
    """Put weights into bytes, each times how rare its word is."""
    scaled = {word: [one * rarity(rare[word]) for one in row] for word, row in weights.items()}
    largest = max((abs(one) for row in scaled.values() for one in row), default=0.0) or 1.0
    step = largest / (MIDDLE - 1)
    words = {word: bytes([rare[word], *[MIDDLE + round(one / step) for one in row]]) for word, row in scaled.items()}
    return Rows(words, step)

"""What each word says for each label: how often it is met there, against how often the mix of labels would have it.

    articles ─ how rare each word is ─▶ what each outlet says ─ of some outlets ─▶ odds of each word

A word that an outlet writes everywhere ("Ars", "file photo") would speak for whatever that outlet mostly writes about,
if it were counted against all articles; so half of what is expected comes from the mix of the outlet itself. An article
of a seldom label counts more than one of a frequent label: else the large sections would take what is near them.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import Final, NamedTuple

from publisher.desk.classify.sections.learned import MIDDLE, rarity, rarity_byte, tally

LEAST: Final = 3  # articles that a word is in
MOST_WORDS: Final = 40_000  # that are kept, those of most articles
SMOOTH: Final = 0.15  # of an article, that each word is taken to have been met and expected besides
OWN: Final = 0.5  # of what is expected, that the mix of the outlet itself says; the mix of all outlets says the rest
SELDOM: Final = 0.25  # of the logarithm of how much seldomer a label is than others, that its articles count more
WHOLE: Final = 1 << 16  # an article, and all of a mix
LANE: Final = 64  # bits: sums of parts of WHOLE times parts of WHOLE, for two thousand million articles

_FIRST: Final = (1 << LANE) - 1


class Told(NamedTuple):
    """An article to learn from: the counts of its words, the place of its label, and who wrote it."""

    counts: Mapping[str, int]
    place: int
    outlet: str


class Rows(NamedTuple):
    """The words that were learned: how rare, then a byte a label; and what one unit of a byte is worth."""

    words: dict[str, bytes]
    step: float


class Voice(NamedTuple):
    """What an outlet said: how many articles under each label; and of each word, how much it was of them.

    That is one large number a word: its sum in the first lane, then a lane for each label, in parts of WHOLE.
    """

    articles: list[int]
    words: dict[str, int]


class Heard(NamedTuple):
    """All that was said, by outlet, and how rare the words of it are: what some of the outlets teach is read off it."""

    rare: dict[str, int]
    voices: dict[str, Voice]


def hear(articles: Sequence[Told], labels: int) -> Heard:
    """Gather what each outlet says under each of so many labels."""
    within: Counter[str] = Counter()
    for article in articles:
        within.update(article.counts.keys())
    often = sorted(((-times, word) for word, times in within.items() if times >= LEAST))[:MOST_WORDS]
    heard = Heard({word: rarity_byte(1 + math.log(len(articles) / -times)) for times, word in often}, {})
    for article in articles:
        voice = heard.voices.get(article.outlet) or heard.voices.setdefault(article.outlet, Voice([0] * labels, {}))
        _add(voice, article, heard.rare)
    return heard


def _add(voice: Voice, article: Told, rare: Mapping[str, int]) -> None:
    voice.articles[article.place] += 1
    words, under = voice.words, 1 + (1 << LANE * (1 + article.place))
    for word, share in _shares(article.counts, rare):
        words[word] = words.get(word, 0) + round(share * WHOLE) * under


def _shares(counts: Mapping[str, int], rare: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return how much of an article each word is: a long article says no more than a short one."""
    told = [(word, tally(count) * rarity(rare[word])) for word, count in counts.items() if word in rare]
    length = math.sqrt(math.fsum(weight * weight for _, weight in told)) or 1.0
    return [(word, weight / length) for word, weight in told]


def learn_words(heard: Heard, without: Container[str] = ()) -> Rows:
    """Learn what words say for each label, from all outlets but some."""
    voices = [voice for outlet, voice in heard.voices.items() if outlet not in without]
    of_all = [sum(column) for column in zip(*[voice.articles for voice in voices], strict=True)]
    met: dict[str, int] = {}
    expected: dict[str, int] = {}
    for voice in voices:
        mix = sum(round(part * WHOLE) << LANE * at for at, part in enumerate(_mix(voice.articles, of_all)))
        for word, said in voice.words.items():
            met[word] = met.get(word, 0) + said
            expected[word] = expected.get(word, 0) + (said & _FIRST) * mix
    return _packed(_weights(met, expected, _counting(of_all)), heard.rare)


def _weights(met: Mapping[str, int], expected: Mapping[str, int], counting: Sequence[float]) -> dict[str, list[float]]:
    lanes = struct.Struct(f"<{len(counting)}Q")
    weights = {}
    for word in sorted(met):
        found = lanes.unpack((met[word] >> LANE).to_bytes(lanes.size, "little"))
        awaited = lanes.unpack(expected[word].to_bytes(lanes.size, "little"))
        weights[word] = [
            math.log((counts * one / WHOLE + SMOOTH) / (other / WHOLE**2 + SMOOTH))
            for counts, one, other in zip(counting, found, awaited, strict=True)
        ]
    return weights


def _counting(of_all: Sequence[int]) -> list[float]:
    """Return how much an article of each label counts, by how many there are of it."""
    usual = sum(of_all) / len(of_all)
    return [(usual / max(1, articles)) ** SELDOM for articles in of_all]


def _mix(own: Sequence[int], of_all: Sequence[int]) -> list[float]:
    """Return how much of what an outlet writes is of each label, halfway to what all write."""
    return [OWN * one + (1 - OWN) * other for one, other in zip(_parts(own), _parts(of_all), strict=True)]


def _parts(row: Sequence[int]) -> list[float]:
    total = sum(row)
    return [one / total for one in row]


def _packed(weights: Mapping[str, list[float]], rare: Mapping[str, int]) -> Rows:
    """Put weights into bytes, each times how rare its word is."""
    scaled = {word: [one * rarity(rare[word]) for one in row] for word, row in weights.items()}
    largest = max((abs(one) for row in scaled.values() for one in row), default=0.0) or 1.0
    step = largest / (MIDDLE - 1)
    words = {word: bytes([rare[word], *[MIDDLE + round(one / step) for one in row]]) for word, row in scaled.items()}
    return Rows(words, step)

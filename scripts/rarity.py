"""Write publisher/desk/stories/rarity.bin: how rare words are, from wordfreq (https://github.com/rspeer/wordfreq).

    pip install -r scripts/requirements.txt && python scripts/rarity.py

wordfreq's data may be redistributed under CC BY-SA 4.0; so may this table.
"""

from __future__ import annotations

import gzip
import math
from array import array
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import msgspec

from publisher.desk.stories.rarity import level_at, term
from publisher.desk.stories.stems import stem
from publisher.desk.stories.words import parts

OUT = Path(__file__).parents[1] / "publisher/desk/stories/rarity.bin"
LANGUAGES = "en es pt fr de it nl ru uk pl tr ar hi fa id sv nb da fi cs ro el bg hu vi ms bn he ca ja zh ko"
OURS = {"nb": "no"}  # as the desk calls it
MOST = 20_000  # stems of a language; English, which is most of the news, is given all
RAREST = 3.2e-7  # share of all words


def packed(language: str) -> bytes:
    """Return the longest list of words that there is of a language."""
    folder = files("wordfreq").joinpath("data")
    large = folder.joinpath(f"large_{language}.msgpack.gz")
    return (large if large.is_file() else folder.joinpath(f"small_{language}.msgpack.gz")).read_bytes()


def frequencies(language: str) -> dict[str, float]:
    """Return the share of each stem, or pair of characters, in all words of a language."""
    _, *by_centibel = msgspec.msgpack.decode(gzip.decompress(packed(language)))
    shares: dict[str, float] = defaultdict(float)
    for centibels, words in enumerate(by_centibel):
        share = 10 ** (-centibels / 100)
        if share < RAREST:
            break
        for word in words:
            for part in parts(word.replace("'", " ")):
                shares[stem(part, language)] += share
    return shares


def table(language: str) -> bytes:
    """Return the terms of a language, in the order of their numbers, 32 bits each, little-endian."""
    shares = frequencies(language)
    most = sorted(shares, key=shares.__getitem__, reverse=True)[: None if language == "en" else MOST]
    return array("I", sorted(term(word, level_at(math.log10(shares[word]) + 9)) for word in most)).tobytes()


if __name__ == "__main__":
    tables = {OURS.get(language, language): table(language) for language in LANGUAGES.split()}
    OUT.write_bytes(msgspec.msgpack.encode(tables))
    print(OUT, OUT.stat().st_size)

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

OUT = Path(__file__).parents[1] / "publisher/desk/stories/rarity.bin"
LANGUAGES = "en es pt fr de it nl ru uk pl tr ar hi fa id sv nb da fi cs ro el bg hu vi ms bn he ca"
OURS = {"nb": "no"}  # as the desk calls it
MOST = 15_000  # stems of a language; English, which is most of the news, is given all
RAREST = 3.2e-7  # share of all words


def frequencies(language: str) -> dict[str, float]:
    """Return the share of each stem in all words of a language."""
    size = "large" if language == "en" else "small"
    packed = files("wordfreq").joinpath(f"data/{size}_{language}.msgpack.gz").read_bytes()
    _, *by_centibel = msgspec.msgpack.decode(gzip.decompress(packed))
    shares: dict[str, float] = defaultdict(float)
    for centibels, words in enumerate(by_centibel):
        share = 10 ** (-centibels / 100)
        if share < RAREST:
            break
        for word in words:
            for part in word.replace("'", " ").split():
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

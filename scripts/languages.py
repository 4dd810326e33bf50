"""Write the table that languages are told by, from the model of py3langid (a dependency of development).

python scripts/languages.py > publisher/desk/language/ngrams.bin

py3langid walks an automaton over bytes: at each byte of a text it is in the state of the longest n-gram it knows that
ends there. The table holds the same n-grams, each script's apart, without those that its languages hardly have.
"""

from __future__ import annotations

import sys
import zlib
from bisect import bisect_left
from typing import Final

import msgspec
import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from publisher.desk.language.model import Packed
from publisher.desk.language.scripts import LANGUAGES, ranges

# What the model calls otherwise than we do, or tells apart where we do not.
NAMES: Final = {
    "arz": "ar",
    "ary": "ar",
    "pcm": "en",
    "nb": "no",
    "nn": "no",
    "ext": "es",
    "an": "es",
    "sdh": "ckb",
}
STEP: Final = 0.045  # of a logarithm: what one unit of a weight is worth
LARGEST: Final = 255
SELDOM: Final = 1.2  # above what a language that never has it would show: below, an n-gram tells nothing
SIGNS: Final = frozenset([*range(0x80), 0xC2, 0xE2])  # first bytes of figures, spaces and punctuation in UTF-8
NEVER_ASKED: Final = frozenset({"Hani"})  # its characters tell, and what is declared


def ngrams(model: LanguageIdentifier) -> dict[bytes, int]:
    """Return the n-grams that the model knows, each with its row in the table of weights."""
    moves = np.asarray(model.tk_nextmove).reshape(-1, 256)
    named, states = {0: b""}, [0]
    for state in states:
        for byte, target in enumerate(moves[model.tk_row[state]].tolist()):
            if target not in named:
                named[target] = named[state] + bytes([byte])
                states.append(target)
    return {name: model.tk_output[state] for state, name in named.items() if model.tk_output[state] >= 0}


def table(model: LanguageIdentifier, known: dict[bytes, int], script: str) -> Packed:
    """Return the table of one script."""
    names = [NAMES.get(name, name) for name in model.nb_classes]
    columns = [column for column, name in enumerate(names) if name in LANGUAGES[script]]
    logs = model.nb_ptc[:, columns].astype(np.float64)
    floors = logs.min(axis=0)
    above = logs - floors
    proving = kept(known, above, script) if len(columns) > 1 else {}
    order = sorted({name[:end] for name in proving for end in range(len(name) + 1)} | {b""}, key=by_length)
    weights = np.zeros((len(order), 1 + len(columns)), np.uint8)
    for place, name in enumerate(order):
        if name in proving:
            weights[place, 0] = 1
            weights[place, 1:] = np.minimum(np.rint(above[proving[name]] / STEP), LARGEST)
    return Packed(
        languages=tuple(names[column] for column in columns),
        floors=tuple(round(float(floor), 6) for floor in floors),
        priors=tuple(round(float(prior), 6) for prior in model.nb_pc[columns]),
        step=STEP,
        ends=zlib.compress(bytes([0, *(name[-1] for name in order[1:])]), 9),
        firsts=numbers(firsts(order)),
        shorter=numbers(shorter(order)),
        weights=zlib.compress(weights.tobytes(), 9),
    )


def kept(known: dict[bytes, int], above: np.ndarray, script: str) -> dict[bytes, int]:
    """Return the n-grams that are written in the letters of a script and tell something in its languages."""
    blocks = [(chr(first).encode()[0], chr(last).encode()[0]) for first, last, of in ranges() if of == script]
    leading = SIGNS.union(*(range(first, last + 1) for first, last in blocks))
    most = above.max(axis=1)
    return {
        name: row
        for name, row in known.items()
        if most[row] >= SELDOM and all(byte in leading or 0x80 <= byte < 0xC0 for byte in name)  # noqa: PLR2004 -- UTF-8
    }


def by_length(name: bytes) -> tuple[int, bytes]:
    """Return what n-grams are ordered by: those that continue one stand side by side."""
    return len(name), name


def firsts(order: list[bytes]) -> list[int]:
    """Return the place of the first n-gram that continues each, or would; and one more for the end."""
    starts = [bisect_left(order, by_length(name + b"\x00"), key=by_length) for name in order]
    return [*starts, len(order)]


def shorter(order: list[bytes]) -> list[int]:
    """Return the place of the longest n-gram that each ends with, itself apart."""
    places = {name: place for place, name in enumerate(order)}
    return [next((places[name[at:]] for at in range(1, len(name)) if name[at:] in places), 0) for name in order]


def numbers(values: list[int]) -> bytes:
    """Return numbers of 16 bits, little-endian, compressed."""
    if max(values) >= 1 << 16:
        message = "more n-grams than 16 bits can number: raise SELDOM"
        raise SystemExit(message)
    return zlib.compress(np.array(values, "<u2").tobytes(), 9)


def main() -> None:
    """Write the tables of all scripts that several languages share, and that the model is asked about."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = ngrams(model)
    asked = [script for script, languages in LANGUAGES.items() if len(languages) > 1 and script not in NEVER_ASKED]
    sys.stdout.buffer.write(msgspec.msgpack.encode({script: table(model, known, script) for script in asked}))


if __name__ == "__main__":
    main()

"""Write the table that languages are told by, from the model of py3langid (a dependency of development).

python scripts/languages.py > publisher/desk/language/ngrams.bin

py3langid walks an automaton over bytes: at each byte of a text it is in the state of the longest n-gram it knows that
ends there. The table holds the most telling of these n-grams, each script's apart.
"""

from __future__ import annotations

import sys
import zlib
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
MOST: Final = {"Latn": 16_000, "Cyrl": 8_000}  # n-grams that are kept
MOST_OF_OTHERS: Final = 4_000
NO_NEWS: Final = frozenset({"la", "eo", "qu"})  # hardly any is written in them: they would only be mistaken for others
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
    columns = [column for column, name in enumerate(names) if name in LANGUAGES[script] and name not in NO_NEWS]
    logs = model.nb_ptc[:, columns].astype(np.float64)
    proving = kept(known, logs, script)
    order = sorted(proving, key=number)
    floor = logs.min()
    weights = np.zeros((1 + len(order), len(columns)), np.uint8)
    for place, name in enumerate(order, 1):
        weights[place] = np.minimum(np.rint((logs[proving[name]] - floor) / STEP), LARGEST)
    return Packed(
        languages=tuple(names[column] for column in columns),
        step=STEP,
        ngrams=zlib.compress(np.array([number(name) for name in order], "<u8").tobytes(), 9),
        weights=zlib.compress(weights.tobytes(), 9),
    )


def kept(known: dict[bytes, int], logs: np.ndarray, script: str) -> dict[bytes, int]:
    """Return the n-grams in the letters of a script that tell the most in its languages: seldom ones tell little."""
    blocks = [(chr(first).encode()[0], chr(last).encode()[0]) for first, last, of in ranges() if of == script]
    leading = SIGNS.union(*(range(first, last + 1) for first, last in blocks))
    told = (np.exp(logs) * np.abs(logs - logs.mean(axis=1, keepdims=True))).sum(axis=1)
    written = [name for name in known if all(byte in leading or 0x80 <= byte < 0xC0 for byte in name)]
    written.sort(key=lambda name: (-told[known[name]], name))
    return {name: known[name] for name in written[: MOST.get(script, MOST_OF_OTHERS)]}


def number(name: bytes) -> int:
    """Return an n-gram of up to eight bytes as the number that the model looks it up by."""
    return int.from_bytes(name, "little")


def is_asked(script: str) -> bool:
    """Whether several languages that the model knows are written in a script, so that it has something to tell."""
    return len(LANGUAGES[script]) > 1 and script not in NEVER_ASKED


def main() -> None:
    """Write the tables of all scripts that several languages share, and that the model is asked about."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = ngrams(model)
    tables = {script: table(model, known, script) for script in LANGUAGES if is_asked(script)}
    several = {script: packed for script, packed in tables.items() if len(packed.languages) > 1}
    sys.stdout.buffer.write(msgspec.msgpack.encode(several))


if __name__ == "__main__":
    main()

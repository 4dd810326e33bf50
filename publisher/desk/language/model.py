"""The model that tells languages by their letters: asked last, loaded when the first text needs it.

py3langid's Naive Bayes over byte n-grams (https://github.com/adbar/py3langid). Of its table we keep the languages that
`LANGUAGES` lists for scripts of several languages, once for all scripts; of a text only the rows of its own n-grams are
looked at. It takes a second to load, and about 90 MB of memory (numpy included) in every process that asks,
unless `load` was called before it was forked.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from publisher.desk.language.scripts import LANGUAGES

if TYPE_CHECKING:
    import numpy as np

SAMPLE: Final = 120  # characters that the model is given: it costs by the byte, and twice as many tell it no more

# What the model calls otherwise than we do, or tells apart where we do not.
_NAMES: Final = {
    "arz": "ar",
    "ary": "ar",
    "pcm": "en",
    "nb": "no",
    "nn": "no",
    "ext": "es",
    "an": "es",
    "sdh": "ckb",
}
_LOADING: Final = Lock()  # the first texts of a round may come from several threads at once


def ask(text: str, script: str) -> tuple[str, float]:
    """Return the likeliest language of news in this script, and how likely it is among them."""
    with _LOADING:
        model = _model()
    return model.likeliest(text[:SAMPLE], script)


def load() -> None:
    """Load the model now: processes that are forked afterwards share it, and none of them loads it again."""
    with _LOADING:
        _model()


@lru_cache(maxsize=1)
def _model() -> _Model:
    return _Model()


class _Model:
    """The columns of py3langid's table that we judge by, and its automaton over bytes."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 -- few starts need it
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- few starts need it

        whole = LanguageIdentifier.from_model_file(MODEL_FILE)
        judged = {name for languages in LANGUAGES.values() if len(languages) > 1 for name in languages}
        names = [_NAMES.get(name, name) for name in whole.nb_classes]
        columns = [column for column, name in enumerate(names) if name in judged]
        self._names = [names[column] for column in columns]
        self._of_script = {
            script: np.array([place for place, name in enumerate(self._names) if name in languages], np.intp)
            for script, languages in LANGUAGES.items()
        }
        self._np = np
        self._table = np.ascontiguousarray(whole.nb_ptc[:, columns])
        self._priors = whole.nb_pc[columns]
        self._moves, self._features = whole.tk_nextmove, whole.tk_output
        self._rows = [row << 8 for row in whole.tk_row]

    def likeliest(self, text: str, script: str) -> tuple[str, float]:
        """Return the likeliest language of a script, and its share of the likelihood of all that are written in it."""
        places = self._of_script[script]
        data = unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "surrogatepass")
        likely: dict[str, float] = {}
        for place, share in zip(places.tolist(), self._shares(data, places), strict=True):
            name = self._names[place]
            likely[name] = likely.get(name, 0.0) + share
        best = max(likely, key=lambda name: (likely[name], name))
        return best, likely[best]

    def _shares(self, data: bytes, places: np.ndarray) -> list[float]:
        """Return how likely each language is; together 1."""
        np, counts = self._np, self._counts(data)
        if not counts:
            return [1 / len(places)] * len(places)
        rows = self._table.take(list(counts), axis=0).astype(np.float32)
        logs = np.log1p(np.fromiter(counts.values(), np.float32, len(counts)))
        # The root of the length keeps shares comparable between short texts and long ones, as py3langid does.
        scores = (logs @ rows + self._priors).take(places) / math.sqrt(len(data))
        shares: list[float] = np.exp(scores - scores.max()).tolist()
        total = math.fsum(shares)
        return [share / total for share in shares]

    def _counts(self, data: bytes) -> dict[int, int]:
        """Walk the automaton and count the n-grams that the table knows."""
        moves, rows, features = self._moves, self._rows, self._features
        state, found = 0, []
        for byte in data:
            state = moves[rows[state] + byte]
            feature = features[state]
            if feature >= 0:
                found.append(feature)
        return Counter(found)

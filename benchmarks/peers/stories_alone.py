"""rapidfuzz or datasketch of another Python: finds headlines that are alike, and tells what one report costs.

python stories_alone.py rapidfuzz FILE FULL      asks every headline of the window for the most similar one
python stories_alone.py datasketch FILE FULL     asks an LSH of MinHashes over words, and puts the report into it

FILE is a JSON list of headlines; the first FULL of them are in the window. Prints the CPU seconds, and of how many.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from time import process_time

ASKED = 20  # reports of rapidfuzz: each is compared with the whole window


def main() -> None:
    """Do what is asked for once."""
    library, file, number = sys.argv[1:4]
    headlines, full = [each.lower() for each in json.loads(Path(file).read_text("utf-8"))], int(number)
    print(*(by_rapidfuzz if library == "rapidfuzz" else by_datasketch)(headlines, full))


def by_rapidfuzz(headlines: list[str], full: int) -> tuple[float, int]:
    """Compare reports with every headline of the window."""
    ratio, best = import_module("rapidfuzz.fuzz").token_set_ratio, import_module("rapidfuzz.process").extractOne
    window, asked = headlines[:full], headlines[full : full + ASKED]
    began = process_time()
    for headline in asked:
        best(headline, window, scorer=ratio, score_cutoff=60)
    return process_time() - began, len(asked)


def by_datasketch(headlines: list[str], full: int) -> tuple[float, int]:
    """Put reports into a window that is a tenth as full: filling it takes long."""
    library = import_module("datasketch")
    lsh = library.MinHashLSH(threshold=0.5, num_perm=64)

    def put(number: int, headline: str) -> None:
        made = library.MinHash(num_perm=64)
        made.update_batch([word.encode() for word in headline.split()])
        lsh.query(made)
        lsh.insert(number, made)

    for number, headline in enumerate(headlines[: full // 10]):
        put(number, headline)
    began = process_time()
    for number, headline in enumerate(headlines[full:], full):
        put(number, headline)
    return process_time() - began, len(headlines) - full


if __name__ == "__main__":
    main()

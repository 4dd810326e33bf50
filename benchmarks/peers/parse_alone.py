"""A parser of another Python: reads the documents of a folder, once for each line on standard input.

    python parse_alone.py LIBRARY FOLDER      prints the CPU and the wall seconds of each time

LIBRARY has a `parse` that takes bytes. A document that it refuses costs what it costs.
"""

from __future__ import annotations

import sys
import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time


def main() -> None:
    """Read them all whenever it is asked for."""
    library, folder = sys.argv[1:]
    parse = import_module(library).parse
    bodies = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    warnings.simplefilter("ignore")
    for _ in sys.stdin:
        cpu, wall = process_time(), perf_counter()
        for body in bodies:
            with suppress(Exception):
                parse(body)
        print(process_time() - cpu, perf_counter() - wall, flush=True)


if __name__ == "__main__":
    main()

"""geotext of another Python: names the countries of the texts of a file, once for each line on standard input.

python places_alone.py FILE      FILE is a JSON list of texts; prints the CPU and the wall seconds of each time
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time


def main() -> None:
    """Read them all whenever it is asked for."""
    read = import_module("geotext").GeoText
    texts = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    for _ in sys.stdin:
        cpu, wall = process_time(), perf_counter()
        for text in texts:
            _ = read(text).country_mentions
        print(process_time() - cpu, perf_counter() - wall, flush=True)


if __name__ == "__main__":
    main()

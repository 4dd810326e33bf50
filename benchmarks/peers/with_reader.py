"""What a user of `reader` writes: add the feeds, update them. Run by a Python that has it.

python with_reader.py FOLDER ORIGIN FEEDS add|update
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

_WORKERS = 10


def main() -> None:
    """Do what is asked."""
    folder, origin, feeds, verb = sys.argv[1:]
    with import_module("reader").make_reader(str(Path(folder) / "reader.sqlite")) as reader:
        if verb == "add":
            for feed in range(int(feeds)):
                reader.add_feed(f"{origin}/feed/{feed}")
        else:
            reader.update_feeds(scheduled=False, workers=_WORKERS)
            counts = reader.get_entry_counts()
            broken = reader.get_feed_counts().broken
            print(f"{counts.total} entries, {broken} feeds broken")


if __name__ == "__main__":
    main()

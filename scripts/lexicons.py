"""Pack the words and labels of the sections: publisher/desk/classify/sections/*.txt, each into its .bin.

.venv/bin/python scripts/lexicons.py            after a file was changed
.venv/bin/python scripts/lexicons.py --check    say which were not packed since
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import msgspec

from publisher.desk.classify.sections.labels import pack_labels
from publisher.desk.classify.sections.written import pack

FOLDER: Final = Path(__file__).parents[1] / "publisher" / "desk" / "classify" / "sections"


def main() -> int:
    """Pack all, or check all."""
    stale = 0
    for text in (*sorted(FOLDER.glob("??.txt")), FOLDER / "labels.txt"):
        packed = msgspec.msgpack.encode((pack_labels if text.stem == "labels" else pack)(text.read_text("utf-8")))
        file = text.with_suffix(".bin")
        if file.exists() and file.read_bytes() == packed:
            continue
        if "--check" in sys.argv:
            print(f"{text.name} was changed since it was packed")
            stale += 1
        else:
            file.write_bytes(packed)
            print(f"{file.name}: {len(packed):,} bytes")
    return min(stale, 1)


if __name__ == "__main__":
    sys.exit(main())

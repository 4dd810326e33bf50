"""Draw the logo as PNG and ICO from the same shapes as publisher/press/static/logo.svg: `python scripts/logo.py`."""

from __future__ import annotations

import struct
import zlib
from math import hypot
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).resolve().parents[1] / "publisher" / "press" / "static"
GROUND: Final = (0x8C, 0x1D, 0x18)
INK: Final = (0xFB, 0xF9, 0xF4)
SIDE: Final = 144  # of the drawing
FINE: Final = 4  # samples to a pixel, each way


def on_ground(x: float, y: float) -> bool:
    """Tell whether a point is on the rounded square."""
    radius = 30
    dx, dy = (max(radius - v, v - (SIDE - radius), 0) for v in (x, y))
    return hypot(dx, dy) <= radius


def on_ink(x: float, y: float) -> bool:
    """Tell whether a point is on the letter P or on the dot in it, from which the news goes out."""
    stem = 33 <= x <= 47 and 17 <= y <= 122
    arms = 40 <= x <= 62 and (17 <= y <= 31 or (93 <= y <= 107 and x >= 56))
    bowl = x >= 62 and 31 <= hypot(x - 62, y - 62) <= 45
    return stem or arms or bowl or hypot(x - 62, y - 62) <= 13


def pixel(column: int, row: int, size: int) -> bytes:
    """Return one pixel as RGBA, the mean of its samples."""
    steps = [(step + 0.5) / FINE for step in range(FINE)]
    points = [((column + i) * SIDE / size, (row + j) * SIDE / size) for i in steps for j in steps]
    ground = [point for point in points if on_ground(*point)]
    if not ground:
        return bytes(4)
    share = sum(on_ink(*point) for point in ground) / len(ground)
    colour = (round(a + (b - a) * share) for a, b in zip(GROUND, INK, strict=True))
    return bytes((*colour, round(255 * len(ground) / len(points))))


def png(size: int) -> bytes:
    """Draw a PNG (https://www.w3.org/TR/png-3/) of a size in pixels."""
    rows = (b"\0" + b"".join(pixel(column, row, size) for column in range(size)) for row in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def ico(picture: bytes, size: int) -> bytes:
    """Wrap a PNG as the only picture of an ICO file."""
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, size, size, 0, 0, 1, 32, len(picture), 22) + picture


def main() -> None:
    """Write the pictures beside the SVG."""
    small = png(32)
    (STATIC / "logo-144.png").write_bytes(png(144))
    (STATIC / "logo-32.png").write_bytes(small)
    (STATIC / "favicon.ico").write_bytes(ico(small, 32))


if __name__ == "__main__":
    main()

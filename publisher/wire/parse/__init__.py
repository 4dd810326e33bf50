"""Parse: what a document of a source says, whatever its format, its encoding and its faults.

bytes ─▶ prepare ─▶ gate ─▶ fast (rss, atom: well-formed) ─┐
└──▶ mend ─▶ fast ─▶ tolerant ───────┼─▶ Document
JSON ──────────────────────▶ jsonfeed ─────────────────────┘
"""

from publisher.wire.parse.front import parse
from publisher.wire.parse.refusal import NotAFeed, ParseError, Unreadable

__all__ = ["NotAFeed", "ParseError", "Unreadable", "parse"]

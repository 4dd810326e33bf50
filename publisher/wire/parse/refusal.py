"""Why a document is not read.

ParseError(ValueError)
├── NotAFeed      it is something else: a web page, a PDF, a site map, nothing at all
└── Unreadable    it may be a feed, but reading it is not safe or not possible
"""

from __future__ import annotations


class ParseError(ValueError):
    """A document was refused; the text is one line for the operator."""


class NotAFeed(ParseError):
    """The document is something else than a feed."""


class Unreadable(ParseError):
    """The document may be a feed, but it breaks a limit or cannot be read at all."""

"""The commonest HTML of all, told by one pattern: words in paragraphs, with nothing in it that needs a parser.

    <p>Rain fell.</p> <p>It was &quot;heavy&quot;.</p>

Three texts of news in four are like this. What is taken here is what the whole way (bounds, nh3, tidy) would write, to
the letter; whatever is not exactly of this form goes the whole way.
"""
# ruff: noqa: RUF001 -- quotation marks as they are printed

from __future__ import annotations

import re
from typing import Final

from publisher.desk.sanitize.bounds import LARGEST

# Characters that mean nothing but themselves: no markup, nothing forbidden, nothing above the basic plane (whose sets
# are slow). Those that show something are listed apart: a paragraph without one goes.
_LETTERS: Final = "\t\n -%'-;=?-~\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd"
_SHOWN: Final = (
    "!-%'-;=?-~\xa1-\u167f\u1681-\u1fff\u200c-\u2027\u2030-\u205e\u2060-\u2065\u206a-\u2fff\u3001-\ud7ff\ue000-\ufdcf"
    "\ufdf0-\ufefe\uff00-\ufffd"
)
_UNSEEN: Final = "\t\n \xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000"
# References as parsers write them: those of characters that need no escape are decoded.
_SIGNS: Final = {
    "&amp;": "&amp;",
    "&lt;": "&lt;",
    "&gt;": "&gt;",
    "&#38;": "&amp;",
    "&#038;": "&amp;",
    "&quot;": '"',
    "&apos;": "'",
    "&#39;": "'",
    "&#039;": "'",
    "&#x27;": "'",
    "&lsquo;": "‘",
    "&rsquo;": "’",
    "&ldquo;": "“",
    "&rdquo;": "”",
    "&ndash;": "–",
    "&mdash;": "—",
    "&hellip;": "…",
    **{f"&#{number};": chr(number) for number in (8211, 8212, 8216, 8217, 8220, 8221, 8230)},
}
_GAPS: Final = {"&nbsp;": "&nbsp;", "&#160;": "&nbsp;", "<br>": "<br>", "<br/>": "<br>", "<br />": "<br>"}
_WRITTEN: Final = _SIGNS | _GAPS
_DIFFERENT: Final = re.compile("&[^;]++;|<br ?/>")
_SIGN: Final = "|".join(_SIGNS)
_GAP: Final = "|".join(_GAPS)
_WORDS: Final = f"[{_LETTERS}]++|{_SIGN}|{_GAP}"
_PARAGRAPHS: Final = re.compile(f"(?:{_WORDS}|<p>(?:[{_UNSEEN}]|{_GAP})*+(?:[{_SHOWN}]|{_SIGN})(?:{_WORDS})*+</p>)*+")


def paragraphs(html: str) -> str | None:
    """Return bare text and paragraphs of bare text as they are published; nothing for any other HTML."""
    if len(html) > LARGEST or not _PARAGRAPHS.fullmatch(html):
        return None
    if "&" in html or "<br" in html:
        html = _DIFFERENT.sub(lambda match: _WRITTEN[match[0]], html)
    return html.replace("\xa0", "&nbsp;").strip()

"""Which section a category label of an agency means, in any of a dozen languages: labels.txt.

Asked where sources.yaml knows nothing of a label. Words that say no subject ("Latest Business News") are taken off.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from publisher.desk.classify.sections.written import SECTIONS
from publisher.desk.labels import fold

_LISTED: Final = (
    "news latest top breaking stories story headlines headline live update updates all more the articles article "
    "noticias ultimas actualites actualite infos nachrichten aktuell news24 notizie noticias новости последние أخبار "
    "اخبار 新闻 新聞 ニュース समाचार न्यूज़ সংবাদ খবর nieuws berita haber haberler"
)
_SAYS_NOTHING: Final = frozenset(map(fold, _LISTED.split()))


@lru_cache(maxsize=8192)
def section_of_label(folded: str) -> str:
    """Return the section, one of SECTIONS, that a folded label means; "" where it means none that is known."""
    known = known_labels()
    if folded in known:
        return known[folded]
    words = [word for word in folded.split() if word not in _SAYS_NOTHING]
    return known.get(" ".join(words), "") if words else ""


@cache
def known_labels() -> Mapping[str, str]:
    """Read the labels that are known, folded, and their sections; what comes twice is the first one's."""
    known: dict[str, str] = {}
    section = ""
    for line in files(__package__).joinpath("labels.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif line and line[0] != "#" and section in SECTIONS:
            for label in line.split(","):
                known.setdefault(fold(label.strip()), section)
    known.pop("", None)
    return known

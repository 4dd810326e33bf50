"""Which section a category label of an agency means, in some forty languages: labels.txt, packed as labels.bin.

Asked where sources.yaml knows nothing of a label. Words that say no subject ("Latest Business News", "World Economy")
are taken off; of what is joined ("Law & Justice") the first part counts where all are known; and in a label of two or
three words the one that says what it is ("Delhi Politics", "Deportes México") is asked, where it is a section's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import msgspec

from publisher.desk.classify.sections.written import SECTIONS
from publisher.desk.labels import fold


class Meaning(NamedTuple):
    """A section of SECTIONS, or ""; and whether desks are called so ("Science"), or it is a subject ("Vaccines")."""

    section: str
    desk: bool


NOTHING: Final = Meaning("", desk=False)
NOISE: Final = Meaning("", desk=True)  # "Latest News", "Featured", "Uncategorized": of the system, of no article

_NEWS: Final = (
    "news latest top breaking stories story headlines headline live update updates all more the articles article "
    "spotlight watch digest weekly daily today special specials "
    "noticias ultimas actualites actualite infos nachrichten aktuell news24 notizie noticias новости последние أخبار "
    "اخبار 新闻 新聞 ニュース समाचार न्यूज़ সংবাদ খবর nieuws berita haber haberler haberleri nyheter nyheder vijesti vesti "
    "zpravy stiri hirek uutiset ειδησεις новини вести wiadomosci tin tuc habari balita"
)
_SCOPES: Final = (
    "world global international national local regional us usa american uk british european asian african indian "
    "chinese australian canadian internacional internacionales nacional nacionales mundial regional internationale "
    "internationales nationale mondiale mondial francaise internazionale internazionali nazionale estera esteri "
    "inland ausland мировая мировой международная международный российский всемирная"
)
_JOINING: Final = "and y e et und и та \u0456 й en och og ve dan si és i και"
_LAST: Final = (  # what stands last in the names of sections: in English, German, Russian
    "politics business economy economics technology tech science health sport sports football soccer cricket rugby "
    "basketball baseball hockey tennis golf entertainment crime education lifestyle fashion travel tourism opinion "
    "weather cinema editorials columnists politik wirtschaft политика экономика спорт футбол хоккей культура медицина"
)
_FOREMOST: Final = (  # and what stands first: in Romance languages and Arabic
    "sport politica politique economia economie deportes deporte futbol futebol esportes calcio salud sante salute "
    "saude cultura tecnologia ciencia opinion opiniao gastronomia cine اقتصاد رياضة سياسة كرة"
)
_SAYS_NOTHING: Final = frozenset(map(fold, f"{_NEWS} {_SCOPES}".split()))
_LAST_WORDS: Final = frozenset(map(fold, _LAST.split()))
_FIRST_WORDS: Final = frozenset(map(fold, _FOREMOST.split()))
_AND: Final = "and"
_TOLD_AS: Final = dict.fromkeys(map(fold, _JOINING.split()), _AND)
_ENDINGS: Final = tuple(map(fold, ("新聞", "新闻", "ニュース", "뉴스", "频道", "頻道", "일반")))
_MOST_WORDS: Final = 3  # of a label that one word is asked of


def meaning_of_label(folded: str) -> Meaning:
    """Return what a folded label means: NOTHING where that is not known, NOISE where it tells of no subject."""
    known = known_labels()
    told = known.get(folded)
    if told is not None:
        return told
    bare = _without_ending(folded) if folded.endswith(_ENDINGS) else folded
    words = [_TOLD_AS.get(word, word) for word in bare.split() if word not in _SAYS_NOTHING]
    if not words:
        return NOISE
    told = known.get(" ".join(words))
    if told is not None:
        return told
    return _of_joined(words, known) if _AND in words else _by_one_word(words, known)


def _joined(folded: str) -> str:
    """Write every word that joins as "and": "brott och straff", "Brott & straff"."""
    return " ".join(_TOLD_AS.get(word, word) for word in folded.split())


def _without_ending(folded: str) -> str:
    return next((folded.removesuffix(ending) for ending in _ENDINGS if folded.endswith(ending)), folded)


def _of_joined(words: Sequence[str], known: Mapping[str, Meaning]) -> Meaning:
    """Return what the first of joined labels means where all are known, or where a desk's name is joined to one word.

    "Law and Justice", "Economia & Lobby"; not "Food and Drug Administration".
    """
    parts = _divided(words)
    joined = [known.get(" ".join(part)) or _by_one_word(part, known)._replace(desk=False) for part in parts]
    if not joined or not joined[0].section:
        return NOTHING
    if all(one.section for one in joined):
        return joined[0]
    plain = joined[0].desk and len(parts) == 2 and len(parts[1]) == 1  # noqa: PLR2004 -- one, and one word
    return joined[0] if plain else NOTHING


def _divided(words: Sequence[str]) -> list[list[str]]:
    """Divide the words of a label where they are joined: "law and justice" are two."""
    found: list[list[str]] = [[]]
    for word in words:
        if word == _AND:
            found.append([])
        else:
            found[-1].append(word)
    return [part for part in found if part]


def _by_one_word(words: Sequence[str], known: Mapping[str, Meaning]) -> Meaning:
    """Return what a label of few words means by the one that says what it is; NOTHING where none does."""
    if len(words) > _MOST_WORDS:
        return NOTHING
    if words[-1] in _LAST_WORDS:
        return known.get(words[-1], NOTHING)
    return known.get(words[0], NOTHING) if words[0] in _FIRST_WORDS else NOTHING


def written_labels(text: str) -> dict[str, tuple[str, bool]]:
    """Read labels.txt: each label, folded, with its section and whether desks are called so; the first one counts."""
    known: dict[str, tuple[str, bool]] = {}
    section, desk = "", True
    for line in text.splitlines():
        if line.startswith("["):
            section, _, kind = line.strip("[] ").partition(": ")
            desk = not kind
        elif line and line[0] != "#":
            for label in line.split(","):
                known.setdefault(_joined(fold(label.strip())), (section, desk))
    known.pop("", None)
    return known


def pack_labels(text: str) -> list[list[str]]:
    """Pack labels.txt: for each section what desks are called, and subjects; then what means none."""
    rows: list[list[str]] = [[] for _ in range(2 * len(SECTIONS) + 1)]
    for label, (section, desk) in written_labels(text).items():
        rows[2 * SECTIONS.index(section) + (not desk) if section else -1].append(label)
    return rows


@cache
def known_labels() -> Mapping[str, Meaning]:
    """Read the labels that are known, folded, and what they mean."""
    rows = msgspec.msgpack.decode(files(__package__).joinpath("labels.bin").read_bytes(), type=list[list[str]])
    known = dict.fromkeys(rows[-1], NOISE)
    for place, labels in enumerate(rows[:-1]):
        known |= dict.fromkeys(labels, Meaning(SECTIONS[place // 2], desk=place % 2 == 0))
    return known

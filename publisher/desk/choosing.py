"""Choosing: the rules by which a feed wants an article or refuses it, each with the words that tell why.

what the index of the store knows ── section, country, genre, language, agency, source
what only the article itself knows ─ keywords, length, whether partners may have it
`not` in sources.yaml ────────────── the same the other way round: one that is met is enough to refuse
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Final, TypeAlias

from publisher.desk.facets import NOTHING, events_of, primary
from publisher.desk.keywords import found_in, is_long, length
from publisher.model import Article, Exclusion, Feed, Selection

EVERYTHING: Final = Selection()

Tell: TypeAlias = "Callable[[Article], Collection[str]]"


def wants(feed: Feed, article: Article) -> bool:
    """Say whether a feed selects an article: all that its selection asks is met, and nothing of its `not`.

    A feed wants the same whether the article is usable, held or withdrawn; only `curate` looks at that.
    """
    chosen = feed.selection
    return is_found(chosen, article) and not _is_refused(chosen.but, article) and suits(chosen, article)


def wanting(feed: Feed) -> Callable[[Article], bool] | None:
    """Return what says of articles whether a feed wants them, and looks no further than it must; None: it wants all."""
    chosen = feed.selection
    if chosen == EVERYTHING:
        return None
    if chosen.but == NOTHING and not reads_articles(chosen):
        return partial(is_found, chosen)
    return partial(wants, feed)


def is_found(chosen: Selection, article: Article) -> bool:
    """Say whether the index of the store finds an article for a selection: every set that is not empty is met."""
    return (
        (not chosen.sections or (article.section is not None and article.section.value in chosen.sections))
        and (not chosen.countries or not chosen.countries.isdisjoint(events_of(article)))
        and (not chosen.genres or (article.genre is not None and article.genre.value in chosen.genres))
        and (not chosen.languages or primary(article.language) in chosen.languages)
        and (not chosen.agencies or article.agency in chosen.agencies)
        and (not chosen.sources or article.source in chosen.sources)
    )


def suits(chosen: Selection, article: Article) -> bool:
    """Say whether an article has what a selection asks beyond the index: keywords, length, leave for partners."""
    return (
        (not chosen.syndicate or article.syndicate)
        and (not chosen.keywords or bool(found_in(chosen.keywords, article)))
        and (not chosen.but.keywords or not found_in(chosen.but.keywords, article))
        and (not chosen.min_length or is_long(article, chosen.min_length))
    )


def reads_articles(chosen: Selection) -> bool:
    """Say whether a selection asks what only the article itself tells."""
    return bool(chosen.keywords or chosen.min_length or chosen.syndicate or chosen.but.keywords)


def thins(feed: Feed) -> bool:
    """Say whether a feed leaves out some of what the index of the store finds for it."""
    return bool(feed.per_agency) or reads_articles(feed.selection) or feed.selection.but != NOTHING


def refusals(feed: Feed, article: Article) -> Iterator[str]:
    """Yield why a feed does not want an article, in words, each rule that refuses it; nothing where it is wanted."""
    chosen, refused = feed.selection, feed.selection.but
    for name, tell in TELLING.items():
        wanted, said = asked_of(chosen, name), tell(article)
        if wanted and wanted.isdisjoint(said):
            yield f"{name}: {_listed(said)}, not {_one_of(wanted)}"
        if met := asked_of(refused, name).intersection(said):
            yield f"not: {name} {_listed(met)}"
    if chosen.syndicate and not article.syndicate:
        yield "syndicate: partners may not have it"
    if chosen.min_length and (words := length(article)) < chosen.min_length:
        yield f"min_length: {words} of {chosen.min_length} words"
    if chosen.keywords and not found_in(chosen.keywords, article):
        yield f"keywords: none of {_listed(chosen.keywords)}"
    if refused.keywords and (word := found_in(refused.keywords, article)):
        yield f'not: keyword "{word}"'


def asked_of(chosen: Selection | Exclusion, name: str) -> frozenset[str]:
    """Return the values of one kind (of `TELLING`) that a selection or its `not` names."""
    found: frozenset[str] = getattr(chosen, _SETS[name])
    return found


def _is_refused(but: Exclusion, article: Article) -> bool:
    """Say whether one set of a `not` is met; its keywords are not looked at."""
    return (
        (article.section is not None and article.section.value in but.sections)
        or not but.countries.isdisjoint(events_of(article))
        or (article.genre is not None and article.genre.value in but.genres)
        or primary(article.language) in but.languages
        or article.agency in but.agencies
        or article.source in but.sources
    )


def _one_of(words: Collection[str]) -> str:
    return next(iter(words)) if len(words) == 1 else f"one of {_listed(words)}"


_MOST_LISTED: Final = 6


def _listed(words: Collection[str]) -> str:
    shown = sorted(words)
    more = f" and {len(shown) - _MOST_LISTED} more" if len(shown) > _MOST_LISTED else ""
    return (", ".join(shown[:_MOST_LISTED]) or "none") + more


_SETS: Final = {
    "section": "sections",
    "country": "countries",
    "genre": "genres",
    "language": "languages",
    "agency": "agencies",
    "source": "sources",
}
TELLING: Final[dict[str, Tell]] = {
    "section": lambda article: (article.section.value,) if article.section else (),
    "country": events_of,
    "genre": lambda article: (article.genre.value,) if article.genre else (),
    "language": lambda article: (primary(article.language),),
    "agency": lambda article: (article.agency,),
    "source": lambda article: (article.source,),
}

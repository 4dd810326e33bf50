"""Tell what joined a report to its story in the words that it was written in: the index knows numbers only."""

from __future__ import annotations

from collections.abc import Collection

from publisher.desk.headlines import plain_headline
from publisher.desk.stories.report import LOOKED_AT
from publisher.desk.stories.shared import written
from publisher.desk.stories.words import parts, term_of
from publisher.model import Article


def words_of(terms: Collection[int], article: Article) -> tuple[str, ...]:
    """Return the words of an article that terms stand for, in the order of the terms; those not in it are left out."""
    language = article.language.partition("-")[0]
    found: dict[int, str] = {}
    for text in (plain_headline(article.headline, article.credit), plain_headline(article.summary[:LOOKED_AT])):
        for word in parts(text):
            found.setdefault(term_of(word, language), word)
    return tuple([found[term] for term in terms if term in found])


def shared_by(keys: Collection[int], article: Article) -> tuple[str, ...]:
    """Return the names and amounts of an article that keys stand for, each once, in the order of the keys."""
    found = written(article.headline, article.summary, article.language.partition("-")[0])
    return tuple(dict.fromkeys([found[key] for key in keys if key in found]))

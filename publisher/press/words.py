"""What is said of one item, cleaned once: every format sets these words in its own way."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from publisher.model import Article, Config, Image, Item
from publisher.press import wording
from publisher.press.dates import rfc3339
from publisher.press.text import address, clean, plain
from publisher.press.wording import Credit, Subject


class Picture(Struct, frozen=True):
    """The article's picture: `url` is never empty; `media_type` is, where it is not one."""

    image: Image
    url: str
    media_type: str
    caption: str
    credit: str


class Words(Struct, frozen=True, kw_only=True):
    """An item as it is told: every text is clean, every address absolute or empty, every moment believable."""

    item: Item
    id: str
    url: str
    headline: str
    summary: str
    body: str  # HTML
    authors: tuple[str, ...]
    also: tuple[str, ...]
    subjects: tuple[Subject, ...]
    labels: tuple[str, ...]
    language: str
    source: Credit | None
    picture: Picture | None
    rights: str
    published: datetime
    updated: str  # RFC 3339

    @property
    def article(self) -> Article:
        """The article that is shown."""
        return self.item.article


def words(item: Item, updated: datetime, config: Config) -> Words:
    """Say what there is to say of an item; raises ValueError or OverflowError for a date that leaves the calendar."""
    article = item.article
    headline, also, url = wording.headline(article), wording.also(item), address(article.url)
    subjects = wording.subjects(article, config)
    return Words(
        item=item,
        id=clean(article.id),
        url=url,
        headline=headline,
        summary=wording.summary(article, headline),
        body=wording.body(article, also, url, item.agencies if item.counted else 1),
        authors=wording.authors(article),
        also=also,
        subjects=subjects,
        labels=tuple(dict.fromkeys(subject.label for subject in subjects if subject.label)),
        language=clean(wording.language(article)),
        source=wording.source(article, config),
        picture=_picture(article),
        rights=wording.rights(article),
        published=wording.oldest(article.published, updated),
        updated=rfc3339(updated),
    )


def _picture(article: Article) -> Picture | None:
    image = article.image
    if image is None or not (url := address(image.url)):
        return None
    return Picture(image, url, wording.media_type(image), wording.caption(image), plain(image.credit or article.credit))

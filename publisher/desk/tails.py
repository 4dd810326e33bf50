# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""What programs write behind a text: "The post ... appeared first on ...", "Read more", headlines of other articles."""

from __future__ import annotations

import re
from typing import Final

_ENOUGH: Final = 24  # characters of a headline: where they stand again, the headline does
_BEFORE: Final = (  # what WordPress writes before the headline that it repeats, in languages that it speaks
    "The post", "The article", "Continue reading", "L’article", "L'article", "Cet article", "Der Beitrag", "La entrada",
    "El artículo", "O post", "O artigo", "L'articolo", "L’articolo", "Запись", "Сообщение", "Het bericht", "Wpis",
    "Inlägget", "Indlægget", "Innlegget", "Artikkeli", "Příspěvek", "Articolul", "Postarea", "Публикацията", "Запис",
    "ظهرت المقالة", "المقالة", "投稿", "Bài viết",
)  # fmt: skip
_REPEATED: Final = re.compile(rf"(?:^|(?<=[\s…\]]))(?:{'|'.join(map(re.escape, _BEFORE))})\s+[“\"«„]?$")
_LINKS: Final = (  # with a capital, behind a sentence; "read more" may be what a sentence is about
    "Read more", "Read the rest", "Read the full article", "Read the full story", "Continue reading", "Weiterlesen",
    "Mehr lesen", "Lire la suite", "Lire plus", "Leer más", "Seguir leyendo", "Leggi tutto", "Continua a leggere",
    "Ler mais", "Leia mais", "Continue lendo", "Читать далее", "Читать дальше", "Lees meer", "Lees verder",
    "Czytaj więcej", "Czytaj dalej", "Läs mer", "Læs mere", "Les mer", "Devamını oku", "続きを読む", "阅读更多",
    "閱讀更多", "और पढ़ें", "اقرأ المزيد",
)  # fmt: skip
_LINK: Final = "|".join(f"{text[0]}(?i:{re.escape(text[1:])})" for text in _LINKS)
_MORE: Final = re.compile(rf"(?:^|(?<=[\s….!?\])]))(?:[\[(]more[\s.…]*[\])]|[\[(]?(?:{_LINK})[\s.…→»›>)\]]*)$")
_RELATED: Final = (  # with a capital, before the headlines of other articles
    "Related posts", "Related articles", "Related stories", "Articoli correlati", "Articles en rapport",
    "Articles similaires", "Articles liés", "Artículos relacionados", "Entradas relacionadas", "Noticias relacionadas",
    "Ähnliche Beiträge", "Ähnliche Artikel", "Artigos relacionados", "Posts relacionados", "Notícias relacionadas",
    "Gerelateerde artikelen", "Powiązane artykuły", "Похожие записи", "Материалы по теме", "İlgili haberler",
)  # fmt: skip
_OTHERS: Final = re.compile(
    rf"(?:^|(?<=[\s….!?\])]))(?:{'|'.join(f'{text[0]}(?i:{re.escape(text[1:])})' for text in _RELATED)})"
    r"(?=\s*(?:[:…]|$)|\s+[^a-zà-ÿа-я\s])"
)
# One of these is in each of them, in whatever case its words begin: most texts are done after looking for so few.
_CORES: Final = ("elat", "apport", "imilair", "iés", "elacion", "hnliche", "owiązan", "охожие", "ериалы", "lgili")
_SIGNS: Final = " .…→»›>)]"
_ENDS: Final = (*(text.lower() for text in _LINKS), "(more", "[more")
_LOOKED_AT: Final = 48  # characters at the end: a longer tail of the kind is none


def without_tail(text: str, headline: str) -> str:
    """Return a summary without the tail that a program put behind it; "" where that was all there was."""
    if len(headline) >= _ENOUGH and (at := text.rfind(headline[:_ENOUGH])) > 0:
        before = _REPEATED.search(text, max(0, at - _LOOKED_AT), at)
        if before:
            return text[: before.start()].rstrip()
    if any(map(text.__contains__, _CORES)) and (others := _OTHERS.search(text)):
        return text[: others.start()].rstrip()
    if text[-_LOOKED_AT:].rstrip(_SIGNS).lower().endswith(_ENDS):
        more = _MORE.search(text, max(0, len(text) - _LOOKED_AT))
        return text[: more.start()].rstrip() if more else text
    return text

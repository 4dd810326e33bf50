# ruff: noqa: RUF001 -- labels of many languages, in their own letters
"""The kinds of writing: opinion, interview, live... by the labels, headline marks and paths that agencies set for them.

Opinion cannot be told from the words of a text; it takes a mark that somebody set.
"""

from __future__ import annotations

import re
from typing import Final

from publisher.desk.labels import fold

# The labels of agencies, by the genre they mean. Folded on loading.
_LABELS: Final = {
    "opinion": """
        opinion|opinions|editorial|editorials|op-ed|oped|comment|commentary|comment is free|viewpoint|viewpoints|column|
        columns|columnists|columnist|letters|letters to the editor|
        opinión|editoriales|tribuna|columna|columnas|opiniones|opinião|editoriais|opinioni|editoriale|editoriali|
        commenti|tribune|tribunes|éditorial|éditoriaux|édito|points de vue|chronique|chroniques|
        meinung|kommentar|kommentare|leitartikel|kolumne|kolumnen|gastbeitrag|opinie|commentaar|column|mening|meninger|
        ledare|debatt|debat|leder|mielipide|pääkirjoitus|мнение|мнения|колумнисты|колонка|думка|думки|opinie|komentarz|
        komentarze|felieton|köşe yazıları|yazarlar|görüş|رأي|آراء|مقالات|الرأي|دیدگاه|یادداشت|رائے|اداریہ|کالم|
        विचार|संपादकीय|राय|মতামত|সম্পাদকীয়|社説|オピニオン|論説|コラム|评论|社论|观点|評論|社論|觀點|사설|칼럼|오피니언|
        opini|tajuk|ý kiến|quan điểm
    """,
    "interview": """
        interview|interviews|q&a|q and a|entrevista|entrevistas|intervista|interviste|entretien|entretiens|
        vraaggesprek|intervju|haastattelu|интервью|інтерв'ю|wywiad|wywiady|röportaj|söyleşi|مقابلة|مقابلات|حوار|مصاحبه|
        گفتگو|साक्षात्कार|সাক্ষাৎকার|インタビュー|专访|專訪|访谈|인터뷰|wawancara|phỏng vấn
    """,
    "analysis": """
        analysis|analyses|news analysis|análisis|análise|analisi|analyse|analysen|hintergrund|décryptage|
        анализ|аналитика|аналітика|analiza|analizy|analiz|تحليل|تحليلات|تحلیل|विश्लेषण|বিশ্লেষণ|分析|解説|분석|analisis
    """,
    "explainer": "explainer|explainers|explained|what we know|erklärt|explicado|spiegazione",
    "fact-check": """
        fact check|fact checks|fact-check|factcheck|fact checking|reality check|faktencheck|faktenfuchs|verificación|
        désintox|checagem|फैक्ट चेक|ফ্যাক্ট চেক|ファクトチェック|팩트체크
    """,
    "press-release": """
        press release|press releases|news release|news releases|media release|media releases|pressemitteilung|
        pressemitteilungen|communiqué|communiqués|communiqué de presse|communiqués de presse|nota de prensa|
        notas de prensa|comunicado de prensa|comunicado|comunicados|nota à imprensa|comunicato stampa|comunicati stampa|
        persbericht|persberichten|pressmeddelande|pressemelding|tiedote|пресс-релиз|пресс-релизы|пресреліз|
        komunikat prasowy|basın bülteni|بيان صحفي|بيانات صحفية|プレスリリース|新闻稿|新聞稿|보도자료|siaran pers
    """,
    "live": """
        live|live blog|liveblog|live updates|live coverage|liveticker|live-ticker|en direct|direct|en vivo|en directo|
        ao vivo|diretta|la diretta|онлайн-трансляция|canlı|مباشر|लाइव|লাইভ|ライブ|直播
    """,
    "obituary": """
        obituary|obituaries|obituario|obituarios|obituário|necrologi|necrologio|nécrologie|nécrologies|nachruf|nachrufe|
        in memoriam|dödsfall|некролог|некрологи|nekrolog|訃報|讣告|訃聞|부고|श्रद्धांजलि
    """,
    "review": """
        review|reviews|book review|book reviews|film review|movie review|movie reviews|music review|theatre review|
        game review|reseña|reseñas|crítica|críticas|resenha|resenhas|recensione|recensioni|critique|critiques|rezension|
        rezensionen|recensie|recensies|recension|recensioner|anmeldelse|anmeldelser|рецензия|рецензии|рецензія|recenzja|
        recenzje|समीक्षा|レビュー|书评|影评|書評|影評|리뷰
    """,
    "feature": "feature|features|long read|long reads|longread|longreads|reportaje|reportage|reportagen|репортаж",
    "profile": "profile|profiles|perfil|perfiles|portrait|portraits|porträt",
    "summary": """
        news in brief|briefs|in brief|round-up|roundup|news roundup|morning briefing|daily briefing|the briefing|
        kurzmeldungen|nachrichten kompakt|en bref|en breve|in breve|brèves
    """,
}

# What a headline may begin or end with, set off by a mark: "Opinion | ...", "Interview: ...", "... | Editorial".
_HEADLINE: Final = {
    "opinion": "opinion|editorial|op-ed|commentary|comment|viewpoint|column|letters|opinión|opinião|opinione|meinung|"
    "kommentar|leitartikel|tribune|édito|éditorial|мнение|社説|사설|社论|رأي",
    "interview": "interview|q&a|entrevista|intervista|entretien|интервью|專訪|专访|인터뷰",
    "analysis": "analysis|news analysis|análisis|análise|analisi|analyse|анализ|分析",
    "explainer": "explainer|explained|décryptage|erklärt",
    "fact-check": "fact check|fact-check|factcheck|faktencheck",
    "press-release": "press release|media release|pressemitteilung|communiqué|comunicado|comunicato stampa",
    "live": "live|live updates|live blog|liveblog|liveticker|live-ticker|en direct|direct|en vivo|en directo|ao vivo|"
    "diretta|ao minuto",
    "obituary": "obituary|obituario|nachruf|nécrologie|некролог",
    "review": "review|book review|film review|movie review|album review|theatre review|reseña|crítica|recensione|"
    "critique|rezension|рецензия",
}

# What a step of a link's path may be. Only steps that say how a piece is written, never what it is about.
_STEPS: Final = {
    "opinion": "opinion opinions editorial editorials op-ed oped commentisfree comment commentary columnists columnist "
    "columns letters meinung kommentar kommentare leitartikel tribune tribunes idees debats opinioni opinione opiniao "
    "opinie debatt kolumnen kolumne",
    "interview": "interview interviews entrevista entrevistas intervista entretiens",
    "analysis": "analysis news-analysis analisis",
    "explainer": "explainer explainers explained",
    "fact-check": "fact-check factcheck fact-checking faktencheck faktenfuchs",
    "press-release": "press-release press-releases pressrelease media-releases pressemitteilungen pressemitteilung "
    "communiques-de-presse comunicados",
    "live": "live liveblog live-blog live-news live-updates liveticker live-ticker",
    "obituary": "obituaries obituary obituarios nachrufe",
    "review": "review reviews book-reviews film-reviews movie-reviews rezensionen",
}


def _by_label() -> dict[str, str]:
    labels = {genre: " ".join(listed.split()).split("|") for genre, listed in _LABELS.items()}
    return {fold(label): genre for genre, listed in labels.items() for label in listed if fold(label)}


def _marks() -> str:
    """Return an expression for every mark, the longest first."""
    words = sorted((word for listed in _HEADLINE.values() for word in listed.split("|")), key=len, reverse=True)
    return f"({'|'.join(map(re.escape, words))})"


_BY_LABEL: Final = _by_label()
_BY_MARK: Final = {word.casefold(): genre for genre, listed in _HEADLINE.items() for word in listed.split("|")}
_BY_STEP: Final = {step: genre for genre, listed in _STEPS.items() for step in listed.split()}
_SET_OFF: Final = re.compile(r"[|:\uff1a\]】–—-]")  # without one of these a headline has no mark: most have none
_OPENS: Final = re.compile(rf"\W{{0,2}}{_marks()}\s*(?:\||:|\uff1a|\s[–—-]\s|[\]】])", re.IGNORECASE)
_CLOSES: Final = re.compile(rf"\s(?:\||[–—-])\s*{_marks()}\s*$", re.IGNORECASE)


def genre_of_label(folded: str) -> str:
    """Return the genre that a folded category label means; "" where it means none."""
    return _BY_LABEL.get(folded, "")


def genre_of_headline(headline: str) -> tuple[str, str]:
    """Return the genre that a headline is marked with, and the mark; ("", "") where there is none."""
    if not _SET_OFF.search(headline):
        return "", ""
    found = _OPENS.match(headline) or _CLOSES.search(headline)
    genre = _BY_MARK.get(found[1].casefold(), "") if found else ""
    return (genre, found[1]) if found and genre else ("", "")


def genre_of_link(link: str) -> tuple[str, str]:
    """Return the genre that a step of a link's path says, and the step; ("", "") where none does."""
    path = link.partition("://")[2].partition("?")[0].casefold().split("/")[1:-1]
    if _BY_STEP.keys().isdisjoint(path):
        return "", ""
    step = next(step for step in path if step in _BY_STEP)
    return _BY_STEP[step], step

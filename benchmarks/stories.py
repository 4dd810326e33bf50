"""Invented news, always the same: enough words of nine languages that languages, dates and HTML cost what they cost."""
# ruff: noqa: RUF001, E501 -- text in many scripts is the point, and counts for two

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

BEGAN: Final = datetime(2026, 4, 27, 6, 0, tzinfo=UTC)
"""When the newest report of the first edition was published."""

# Languages as they are frequent among the recorded feeds.
SHARES: Final = ("en",) * 9 + ("de", "fr", "es", "pt", "ru", "ja", "hi", "ar")

# Openings of headlines; {place} and {number} make each its own.
_HEADLINES: Final = {
    "en": ("Ministers in {place} weigh {number} new rules for ports", "Fire crews in {place} save {number} from flooded homes",
           "{place} beats visitors by {number} runs in a late finish", "Court in {place} orders {number} firms to publish accounts"),
    "de": ("Der Rat von {place} berät über {number} neue Buslinien", "Nach dem Sturm in {place} fehlen noch {number} Menschen"),
    "fr": ("Le conseil de {place} vote {number} mesures pour les écoles", "Après la crue, {place} compte {number} maisons perdues"),
    "es": ("El gobierno de {place} aprueba {number} obras para el puerto", "La policía de {place} detiene a {number} personas"),
    "pt": ("A prefeitura de {place} anuncia {number} novas escolas", "Chuva em {place} deixa {number} famílias sem casa"),
    "ru": ("Власти города {place} открыли {number} новых школ", "Пожар в городе {place}: спасены {number} человек"),
    "ja": ("{place}で{number}人が避難、大雨の影響続く", "{place}の会社が{number}億円の投資を発表"),
    "hi": ("{place} में {number} नए स्कूल खोले जाएंगे", "{place} में आग, {number} लोगों को बचाया गया"),
    "ar": ("الحكومة في {place} تعلن عن {number} مشروعا جديدا", "انقاذ {number} شخصا من الفيضانات في {place}"),
}  # fmt: skip
_SENTENCES: Final = {
    "en": ("The council said on Monday that the work would begin before the end of the year.",
           "Residents had asked for it since the storm of last winter, which left many of them without power.",
           "“We have waited long enough,” said a shopkeeper near the harbour, “and we will not wait any more.”",
           "Officials did not say what it would cost & who is to pay for it.",
           "A report is expected in the coming weeks, and the opposition has called for a debate in parliament."),
    "de": ("Die Arbeiten sollen noch vor dem Ende des Jahres beginnen, sagte eine Sprecherin am Montag.",
           "Viele Anwohner hatten seit dem letzten Winter darauf gewartet und waren zum Teil ohne Strom.",
           "Was das kostet und wer es bezahlt, ist bisher nicht bekannt."),
    "fr": ("Les travaux doivent commencer avant la fin de l’année, a dit une porte-parole lundi.",
           "Les habitants l’attendaient depuis la tempête de l’hiver dernier, qui les avait laissés sans courant.",
           "On ne sait pas encore combien cela va coûter ni qui va payer."),
    "es": ("Las obras van a empezar antes del fin de año, dijo el lunes una portavoz.",
           "Los vecinos lo pedían desde la tormenta del invierno pasado, que los dejó sin luz.",
           "Todavía no se sabe cuánto va a costar ni quién lo va a pagar."),
    "pt": ("As obras vão começar antes do fim do ano, disse uma porta-voz na segunda-feira.",
           "Os moradores pediam isso desde a tempestade do último inverno, que os deixou sem luz.",
           "Ainda não se sabe quanto vai custar nem quem vai pagar."),
    "ru": ("Работы начнутся до конца года, сообщили в понедельник в администрации.",
           "Жители ждали этого с прошлой зимы, когда многие из них остались без света.",
           "Сколько это будет стоить и кто за это заплатит, пока неизвестно."),
    "ja": ("市は月曜日、年内に工事を始めると発表した。", "住民は昨年の冬の嵐の後から求めていた。", "費用についてはまだ明らかになっていない。"),
    "hi": ("अधिकारियों ने सोमवार को कहा कि काम इस साल के अंत से पहले शुरू हो जाएगा।", "लोग पिछली सर्दियों के तूफान के बाद से इसकी मांग कर रहे थे।",
           "इस पर कितना खर्च होगा, यह अभी तक नहीं बताया गया है।"),
    "ar": ("قال متحدث يوم الاثنين ان العمل سوف يبدأ قبل نهاية هذا العام.", "وكان السكان قد طالبوا بذلك منذ عاصفة الشتاء الماضي.",
           "ولم يتم الكشف عن التكلفة حتى الآن."),
}  # fmt: skip
_PLACES: Final = (
    "Mumbai", "Lagos", "Niamey", "Lyon", "Porto", "Quito", "Osaka", "Leeds", "Dakar", "Perth", "Lima", "Graz", "Hanoi", "Boston",
)  # fmt: skip
_LABELS: Final = (
    "Politics", "Business", "Sport", "Technology", "Health", "World", "Local news", "Education", "India", "Nigeria", "France",
    "Japan", "Brazil", "United Kingdom", "Opinion", "World > Africa > Kenya", "Features", "Top stories",
)  # fmt: skip
_AUTHORS: Final = ("Asha Verma", "By Tom Reed", "Marie Petit, Lyon", "news@agency.invalid (News Desk)", "")


@dataclass(frozen=True, slots=True)
class Report:
    """One invented item, before it is written in a format."""

    guid: str
    link: str
    title: str
    summary: str  # HTML where `marked`
    content: str  # HTML, or empty
    published: datetime
    author: str
    labels: tuple[str, ...]
    picture: str
    marked: bool


def report(feed: int, number: int) -> Report:
    """Invent the report of a number in a feed; higher numbers are later. One in twelve is told by another feed, too."""
    rng = Random(f"{feed}/{number}")
    language = language_of(feed)
    shared = number % 12 == 0
    own = Random(f"shared/{feed // 2}/{number}") if shared else rng
    place, link = own.choice(_PLACES), f"https://agency-{feed}.invalid/news/2026/{number:06d}?utm_source=rss"
    headline = own.choice(_HEADLINES[SHARES[feed // 2 % len(SHARES)] if shared else language])
    marked = rng.random() < 0.3
    text = _text(rng, language, rng.choice((0, 1, 2, 2, 3, 4, 6)))
    return Report(
        guid=link.partition("?")[0],
        link=link,
        title=headline.format(place=place, number=own.randrange(2, 99_999)),
        summary=_markup(rng, (text,), feed, number) if marked and text else text,
        content=_content(rng, language, feed, number) if rng.random() < 0.28 else "",
        published=BEGAN - timedelta(minutes=7 * (1000 - number), seconds=feed % 60),
        author=rng.choice(_AUTHORS),
        labels=tuple(rng.sample(_LABELS, rng.choice((0, 0, 1, 1, 1, 2, 3)))),
        picture=f"https://agency-{feed}.invalid/pictures/{number}.jpg" if rng.random() < 0.3 else "",
        marked=marked,
    )


def corrected(one: Report) -> Report:
    """Return a report with another headline under the same guid."""
    return replace(one, title=f"{one.title} (corrected)")


def language_of(feed: int) -> str:
    """Return the language of a feed."""
    return SHARES[feed % len(SHARES)]


def _text(rng: Random, language: str, sentences: int) -> str:
    return " ".join(rng.choices(_SENTENCES[language], k=sentences))


def _content(rng: Random, language: str, feed: int, number: int) -> str:
    return _markup(rng, [_text(rng, language, 4) for _ in range(rng.randrange(3, 10))], feed, number)


def _markup(rng: Random, paragraphs: tuple[str, ...] | list[str], feed: int, number: int) -> str:
    """Dress text as agencies do: links, a picture, a quotation, a share bar, and a pixel that counts readers."""
    site = f"https://agency-{feed}.invalid"
    dressed = [f"<p>{text.replace('&', '&amp;')}</p>" for text in paragraphs]
    dressed.insert(
        rng.randrange(len(dressed) + 1),
        f'<p class="more">Read <a href="/topics/{number}?ref=rss" onclick="go()">more</a></p>',
    )
    if len(dressed) > 3:
        dressed.insert(
            0,
            f'<figure><img src="{site}/p/{number}.jpg" width="640" height="360"><figcaption>The harbour</figcaption></figure>',
        )
        dressed.append(f'<blockquote style="color:red"><strong>{paragraphs[0][:40]}</strong></blockquote>')
        dressed.append(f'<div class="share"><a href="https://social.invalid/share?u={number}">Share</a></div>')
    return "\n".join([*dressed, f'<img src="{site}/count.gif?id={number}" width="1" height="1" alt="">'])

# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""The small words that tell what a place has to do with the news: where it happened, or who only speaks of it."""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec import Struct

from publisher.desk.classify.words import fold_word


class Grammar(Struct, frozen=True):
    """The small words of one language, folded."""

    places: frozenset[str]  # before a place: in, near
    after_places: frozenset[str]  # behind it
    articles: frozenset[str]  # between the two
    reactions: frozenset[str]  # verbs of those who speak of what happened elsewhere
    sides: frozenset[str]  # what is joined to a country with a hyphen and tells who takes part, not where
    abroad: frozenset[str]  # behind an adjective: people and things that are mostly met outside of their country
    endings: tuple[str, ...]  # of the name of a place itself, where something happened in it
    pauses: str  # signs behind one who does something


_PLACES: Final = {
    "en": "in off near across around outside inside throughout within at into northern southern eastern western "
    "central",
    "es": "en cerca desde norte sur este oeste",
    "fr": "en a au aux dans pres chez vers sur",
    "de": "in im bei aus nahe auf vor",
    "pt": "em no na nos nas perto",
    "it": "in a nel nella nei nelle nell ad vicino",
    "ru": "в во на из под около возле",
    "ar": "في ب قرب شمال جنوب شرق غرب",
    "zh": "在 于 於",
    "nl": "in bij uit te",
    "pl": "w we na pod",
    "uk": "в у на з під",
    "id": "di",
    "vi": "o tai",
    "sv": "i pa",
    "no": "i pa",
    "da": "i pa",
}
_AFTER: Final = {"hi": "में मे पर", "ja": "で", "bn": "মধ্যে", "ur": "میں", "mr": "मध्ये", "ne": "मा"}
_ARTICLES: Final = {
    "en": "the",
    "es": "el la los las",
    "fr": "le la les l",
    "de": "der die das den dem",
    "pt": "o a os as",
    "it": "il la lo i gli le l",
}
_REACTIONS: Final = {
    "en": """condemns condemn condemned condemning urges urge urged warns warn warned slams slam slammed blasts blasted
        criticizes criticises criticized criticised vows vow vowed calls called denies deny denied rejects reject
        rejected backs backed supports support supported hails hailed welcomes welcomed accuses accuse accused sanctions
        sanctioned threatens threaten threatened imposes impose imposed offers offered sends send sent pledges pledged
        demands demanded tells told asks asked seeks seek weighs mulls considers reacts responds praises praised mourns
        blames blame blamed summons summoned expels expelled evacuates evacuate airlifts deplores denounces denounce
        lambasts rebukes chides fears eyes watches monitors advises says vetoes veto vetoed pushes
        rushes blocks visits visit visited strikes bombs bombed shells shelled invades invaded protests protested""",
    "es": "condena condeno condenan insta pide piden exige advierte acusa rechaza critica apoya sanciona amenaza "
    "denuncia expresa niega bombardea ataca",
    "fr": "condamne condamnent appelle exige avertit accuse rejette critique soutient sanctionne menace denonce salue "
    "deplore dement nie bombarde",
    "de": "verurteilt verurteilen fordert warnt kritisiert wirft lehnt unterstutzt droht verhangt begrusst ruft mahnt "
    "dementiert bestreitet bombardiert beschiesst greift",
    "pt": "condena condenam pede exige alerta acusa rejeita critica apoia sanciona ameaca denuncia nega "
    "bombardeia ataca",
    "it": "condanna chiede esorta avverte accusa respinge critica sostiene sanziona minaccia denuncia "
    "condannano nega smentisce bombarda attacca",
    "ru": "осудил осудила осудили осуждает призвал призвала призвали требует потребовал обвинил обвинила обвинили "
    "заявил заявила заявили пригрозил отверг отвергла предупредил предупредила предупредили предостерег опроверг "
    "опровергла отрицает опровергает",
    "ar": "تدين يدين تدعو يدعو تحذر يحذر تتهم يتهم ترفض يرفض تندد يندد تطالب تنفي ينفي",
    "hi": "ने",
    "zh": "谴责 譴責 呼吁 呼籲 警告 批评 批評 敦促 要求 指责 指責 制裁 抗议 抗議 反对 反對 "
    "否认 否認 称 稱 指控 空袭 空襲 轰炸 轟炸",
    "ja": "は が 政府",
}
_SIDES: Final = {
    "en": """led backed based born made style funded brokered sponsored linked allied supported owned trained supplied
        educated aligned affiliated speaking""",
    "de": "gefuhrte gefuhrten gestutzte gestutzten",
}
_ABROAD: Final = {
    "en": """tourist tourists backpacker backpackers traveller travellers traveler travelers holidaymaker holidaymakers
        national nationals citizen citizens immigrant immigrants migrant migrants refugee refugees expat expats diaspora
        community communities descent heritage ancestry origin born restaurant restaurants grocery cuisine festival dish
        dishes exchange student students sailor sailors diplomat diplomats embassy consulate ambassador mercenary
        mercenaries hostage hostages climber climbers missionary missionaries peacekeeper peacekeepers striker
        midfielder defender goalkeeper winger import imports exports wine wines tea""",
    "es": "turista turistas inmigrante inmigrantes migrantes refugiados embajada comunidad restaurante",
    "fr": "touriste touristes immigres migrants refugies ambassade communaute restaurant ressortissant ressortissants",
    "de": "tourist touristin touristen urlauber migranten fluchtlinge botschaft staatsburger restaurant",
    "pt": "turista turistas imigrante imigrantes refugiados embaixada comunidade restaurante",
    "it": "turista turisti immigrati migranti rifugiati ambasciata comunita ristorante",
    "ru": "турист туриста туристы туристов посольство посольства мигранты мигрантов беженцы",
    "ar": "سائح سياح سفارة",
}
_ENDINGS: Final = {"bn": "ে তে ায়"}
_PAUSES: Final = {"ja": "、"}


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


@cache
def grammar(language: str) -> Grammar:
    """Return the small words of a language; none of one that is not written down here."""
    short = language.partition("-")[0]
    return Grammar(
        places=_words(_PLACES.get(short, "")),
        after_places=_words(_AFTER.get(short, "")),
        articles=_words(_ARTICLES.get(short, "")),
        reactions=_words(_REACTIONS.get(short, "")),
        sides=_words(_SIDES.get(short, "")),
        abroad=_words(_ABROAD.get(short, "")),
        endings=tuple(fold_word(_ENDINGS.get(short, "")).split()),
        pauses=_PAUSES.get(short, ""),
    )

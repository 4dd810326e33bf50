# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""The small words that tell what a place has to do with the news: where it happened, or who only speaks of it."""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec import Struct

from publisher.desk.classify.countries import actors, bearers, matters
from publisher.desk.classify.words import fold_word


class Grammar(Struct, frozen=True):
    """The small words of one language, folded."""

    places: frozenset[str]  # before a place: in, near
    after_places: frozenset[str]  # behind it
    articles: frozenset[str]  # between the two
    heads: frozenset[str]  # the same, what kind of place it is: "в городе", "في مدينة"
    grounds: frozenset[str]  # behind a place, what lies in it: its coast, its capital
    owners: frozenset[str]  # what joins those: "ईरान के बंदरगाह"
    origins: frozenset[str]  # before one who comes from elsewhere: "мотоциклист из Перми"
    after_origins: frozenset[str]  # behind it
    reactions: frozenset[str]  # verbs of those who speak of what happened elsewhere
    deeds: tuple[str, ...]  # verbs at the end of such a headline, where the words of `reactions` only mark who does it
    flags: frozenset[str]  # what is joined to a country with a hyphen and tells whence it is
    wide: frozenset[str]  # what is joined to a country with a hyphen and tells where; another word tells who takes part
    abroad: frozenset[str]  # behind an adjective: people and things that are mostly met outside of their country
    persons: frozenset[str]  # the same, and is met at home as well
    partners: frozenset[str]  # before one who takes part: "a pact with Russia"
    missions: frozenset[str]  # beside a country: its houses in other countries
    sent: frozenset[str]  # beside a country: what it sends beyond its borders
    blows: frozenset[str]  # the same, where `onto` goes on: "strike on"; else it may be a strike of workers
    onto: frozenset[str]
    wins: frozenset[str]  # verbs of matches, where two countries are teams
    joints: frozenset[str]  # between such a noun and a country: "embassy of Iran"
    things: frozenset[str]  # beside an adjective: dishes, beasts and turns of phrase that are called so everywhere
    compounds: tuple[str, ...]  # ends of such nouns: "Zwiebelsuppe"
    given: frozenset[str]  # names of towns that people are given
    unspaced: bool  # every character is a word
    beasts: frozenset[str]  # behind a name and "the": whose name it is
    streets: frozenset[str]  # before a name, or behind it: where that is the name of a street
    small_streets: bool  # it is written small behind an adjective with a capital: "Киевский вокзал"
    squares: frozenset[str]  # the same, with a capital only: "la place de la Turquie" is none
    counts: frozenset[str]  # before people: "two Italians", "un italiano"
    single: frozenset[str]  # before one of them: "the Italian", "el italiano"
    strikes: frozenset[str]  # verbs of those who strike a town of another country
    peoples: frozenset[str]  # kinds of names that stand before those; Chinese has no adjectives for it
    pacts: frozenset[str]  # beside a town: what has its name from where it was signed, or first seen
    works: frozenset[str]  # before a title in quotation marks: film, novel
    named_bare: bool  # such titles have often no marks: "فيلم كازابلانكا"
    titles: str  # marks that open a title, and nothing else
    kitchen: frozenset[str]  # in a text with one of these an adjective names a dish: "Italian pasta: the recipe"
    noun_first: bool  # what an adjective belongs to stands before it: "salade russe"
    endings: tuple[str, ...]  # of the name of a place itself, where something happened in it
    leanings: frozenset[str]  # joined before a country: whom somebody elsewhere is for or against, "anti-French"
    routes: frozenset[str]  # behind a town: what leads there from elsewhere
    bonds: frozenset[str]  # behind a country: what somebody is blamed for, wherever he is, "over Russia links"
    sites: frozenset[str]  # behind a country or its adjective: where something lies in it, "Iranian jail"
    venues: frozenset[str]  # behind a country: the same, "Qatar stadium"; "German schools" are elsewhere, too
    mishaps: frozenset[str]  # the word but one behind it: "Nepal plane crash"
    municipal: frozenset[str]  # behind a town: what towns have, so that it is none of a person
    houses: frozenset[str]  # the same before a town: "полиция Москвы"
    loose: frozenset[str]  # behind a place: what is no noun that goes on from it
    kickers: str  # signs behind a town that a headline is set under, where that may be a common word
    pauses: str  # signs behind one who does something
    wars: frozenset[str]  # beside a country: what is called after it, wherever the news is
    moods: frozenset[str]  # the same, one or two words behind it: "Iran peace hopes"
    of_wars: frozenset[str]  # between a war and a country
    blasts: frozenset[str]  # before a place and a joint: what happened or lies there, "el atentado de Kabul"
    toward: str  # last letters of a place behind "in" that a text only tells somebody goes to: "летевших в Сеул"
    dishes: int  # how many words of `kitchen` make a recipe
    wired: frozenset[str]  # the last word of a dateline that no capitals tell: "新华社巴黎3日电"


_PLACES: Final = {
    "en": """in off near across around outside inside throughout within at into northern southern eastern western
        central""",
    "es": "en cerca desde norte sur este oeste",
    "fr": "en a au aux dans pres chez vers sur",
    "de": "in im bei aus nahe auf vor",
    "pt": "em no na nos nas perto",
    "it": "in a nel nella nei nelle nell ad vicino",
    "ru": "в во на под около возле близ вблизи",
    "ar": "في ب قرب شمال جنوب شرق غرب وسط قبالة شمالي جنوبي شرقي غربي",
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
_HEADS: Final = {
    "ru": """городе город столице штате провинции округе острове районе поселке селе деревне пригороде порту
        аэропорту побережья""",
    "ar": """مدينة محافظة ولاية منطقة بلدة قرية إقليم جزيرة العاصمة مقاطعة ميناء مطار سواحل ساحل مخيم ضواحي شواطئ
        بمدينة بمحافظة بولاية بمنطقة بجزيرة""",
}
_GROUNDS: Final = {
    "hi": """तट राजधानी शहर प्रांत राज्य बंदरगाह हवाई एयरपोर्ट गांव द्वीप जेल अस्पताल स्कूल इलाके खदान फैक्ट्री कारखाने
        अदालत कोर्ट चर्च मस्जिद बाजार होटल नाइटक्लब उत्तरी दक्षिणी पूर्वी पश्चिमी""",
    "bn": """উপকূলে উপকূলীয় রাজধানীতে শহরে নগরীতে প্রদেশে রাজ্যে অঙ্গরাজ্যে অঞ্চলে এলাকায় জেলায় গ্রামে দ্বীপে সীমান্তে
        বিমানবন্দরে বন্দরে কারাগারে হাসপাতালে স্কুলে গির্জায় মসজিদে খনিতে কারখানায় পাহাড়ে উত্তরাঞ্চলে
        দক্ষিণাঞ্চলে পূর্বাঞ্চলে পশ্চিমাঞ্চলে সৈকতে""",
    "zh": """境内 境內 首都 北部 南部 东部 東部 西部 中部 沿海 近海 海域 多地 各地 街头 街頭 发生 發生 爆发 爆發
        突发 一所 一家 一座 一处 一處 一地 某地 市区 市區 机场 機場 郊区 郊區""",
    "ja": "沖 北部 南部 東部 西部 中部 北西部 南東部 首都 近郊 郊外 各地 国内 市内 市街 空港 の首都",
}
_OWNERS: Final = {"hi": "के की का"}
_ORIGINS: Final = {  # "originaire de" is written in one word here
    "en": "from",
    "ru": "из",
    "ar": "من",
    "zh": "来自 來自",
    "de": "aus",
    "es": """procedentede procedentesde procedentedel originariode originariadel llegadode llegadosde venidode
        venidosde""",
    "fr": """venude venuede venusde venuesde venudu venusdu originairede originairesde originairedu originairesdu
        natifde""",
    "pt": "vindode vindade vindosde vindoda vindosda vindodo procedentede procedentesde naturalde naturaisde",
    "it": """provenienteda provenientida provenientedal provenientidal provenientedalla arrivatoda arrivatida
        originariodi originariadi originaridi originariodel""",
}
_AFTER_ORIGINS: Final = {"hi": "से", "bn": "থেকে", "ja": "から"}
_TOWARD: Final = {"ru": "уюьбвгджзклмнпрстфхцчшщ"}
_WIRED: Final = {"zh": "电 電 讯 訊", "ja": "共同 時事"}
_JOINTS: Final = {
    "en": "of the",
    "es": "de del la los las",
    "fr": "de d du des la l",
    "de": "von der des",
    "pt": "de do da dos das",
    "it": "di del della dell d",
    "nl": "van",
}
_UNSPACED: Final = frozenset({"zh", "ja"})
_NOUN_FIRST: Final = frozenset({"es", "fr", "pt", "it", "ar"})
_INFLECTED: Final = frozenset({"demonym"})
_BARE: Final = frozenset({"demonym", "name"})
_ENDINGS: Final = {"bn": "ে তে ায়"}
_SITES: Final = {
    "en": """jail prison airport resort beach beaches coast waters airspace court village town city island province
        mountain mountains soil territory""",
}
_VENUES: Final = {
    "en": """hotel hospital school university stadium mosque church temple nightclub mine pyramid volcano earthquake
        quake floods flood landslide landslides wildfire wildfires shooting stabbing massacre avalanche stampede
        cyclone monsoon""",
}
_MISHAPS: Final = {"en": "crash disaster accident collision derailment tragedy sinking"}
_MUNICIPAL: Final = {
    "en": """shooting stabbing bombing blast explosion airport mayor council councillors councillor metro subway tram
        suburb suburbs cathedral zoo""",
    "hi": "पुलिस एयरपोर्ट हवाई मेट्रो नगर मेयर",
    "bn": "পুলিশ পুলিশের বিমানবন্দর বিমানবন্দরে মেয়র মেট্রো",
    "zh": "警方 警察 市长 市長 市政府 地铁 地鐵 法院 消防",
    "ja": "警 市警 府警 県警 地裁 高裁 地検 空港 市長 市議会 駅",
}
_HOUSES: Final = {
    "ru": """полиция полиции полицию мэр мэра мэру мэрия мэрии суд суда суде аэропорт аэропорта аэропорту аэропорте
        метро жители жителей жителям центре центр центра прокуратура прокуратуры больницы больницах улицах""",
    "ar": "شرطة بلدية مطار محكمة عمدة محافظ سكان شوارع مستشفيات ميناء بمطار بميناء",
}
_LOOSE: Final = {
    "en": """of over for to and as amid after before on with by from against not is are was will would has have had can
        could may must should that than but or while when if about again today tomorrow since until despite also""",
}
_KICKERS: Final = {"es": ":", "fr": ":", "de": ":", "pt": ":", "it": ":,", "nl": ":"}
_PAUSES: Final = {"ja": "、"}


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold_word, words.split()))


@cache
def grammar(language: str) -> Grammar:
    """Return the small words of a language; none of one that is not written down here."""
    short = language.partition("-")[0]
    return Grammar(
        places=_words(_PLACES.get(short, "")),
        after_places=_words(_AFTER.get(short, "")),
        articles=_words(_ARTICLES.get(short, "")),
        heads=_folded(_HEADS.get(short, "")),
        grounds=_folded(_GROUNDS.get(short, "")),
        owners=_folded(_OWNERS.get(short, "")),
        origins=_folded(_ORIGINS.get(short, "")),
        after_origins=_folded(_AFTER_ORIGINS.get(short, "")),
        reactions=_words(actors.REACTIONS.get(short, "")),
        deeds=tuple(sorted(_folded(actors.DEEDS.get(short, "")))),
        flags=_words(actors.FLAGS.get(short, "")),
        wide=_words(actors.WIDE.get(short, "")),
        abroad=_folded(actors.ABROAD.get(short, "")),
        persons=_words(actors.PERSONS.get(short, "")),
        partners=_words(actors.PARTNERS.get(short, "")),
        missions=_folded(actors.MISSIONS.get(short, "")),
        sent=_folded(actors.SENT.get(short, "")),
        blows=_words(actors.BLOWS.get(short, "")),
        onto=_words(actors.ONTO.get(short, "")),
        wins=_folded(actors.WINS.get(short, "")),
        joints=_words(_JOINTS.get(short, "")),
        things=_folded(bearers.THINGS.get(short, "")),
        peoples=_BARE if short in _UNSPACED else _INFLECTED,
        compounds=tuple(sorted(_folded(bearers.COMPOUNDS.get(short, "")))),
        given=_words(bearers.GIVEN.get(short, "")),
        unspaced=short in _UNSPACED,
        beasts=_folded(bearers.BEASTS.get(short, "")),
        streets=_folded(bearers.STREETS.get(short, "")),
        small_streets=short in bearers.SMALL_STREETS,
        squares=_folded(bearers.SQUARES.get(short, "")),
        counts=_folded(actors.COUNTS.get(short, "")),
        single=_folded(actors.SINGLE.get(short, "")),
        strikes=_folded(actors.STRIKES.get(short, "")),
        pacts=_folded(bearers.PACTS.get(short, "")),
        works=_folded(bearers.WORKS.get(short, "")),
        named_bare=short in bearers.BARE_TITLES,
        titles=bearers.TITLES.get(short, ""),
        kitchen=_folded(bearers.KITCHEN.get(short, "")),
        noun_first=short in _NOUN_FIRST,
        endings=tuple(fold_word(_ENDINGS.get(short, "")).split()),
        leanings=_words(actors.LEANINGS.get(short, "")),
        routes=_words(actors.ROUTES.get(short, "")),
        bonds=_words(actors.BONDS.get(short, "")),
        sites=_words(_SITES.get(short, "")),
        venues=_words(_VENUES.get(short, "")),
        mishaps=_words(_MISHAPS.get(short, "")),
        municipal=_folded(_MUNICIPAL.get(short, "")),
        houses=_folded(_HOUSES.get(short, "")),
        loose=_words(_LOOSE.get(short, "")),
        kickers=_KICKERS.get(short, ""),
        pauses=_PAUSES.get(short, ""),
        wars=_folded(matters.WARS.get(short, "")),
        moods=_words(matters.MOODS.get(short, "")),
        of_wars=_folded(matters.JOINTS.get(short, "")),
        blasts=_words(f"{matters.BLASTS.get(short, '')} {matters.SITES.get(short, '')}"),
        toward=_TOWARD.get(short, ""),
        dishes=2 if short == "zh" else 1,
        wired=_folded(_WIRED.get(short, "")),
    )

# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""The small words of the languages of news: enough of them in a text prove its language without a model.

Written by hand: articles, prepositions, conjunctions and auxiliaries, the ones that headlines keep. A word that two
languages share is listed for both; what counts is which language has the most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

_WORDS: Final = {
    "Latn": {
        "en": "the of and to in for on with at from by is are was after over as has have that be will his her who not "
        "this it its but or says say how what why when where which you your they their them she our can could "
        "would should up out about into than more if were had been being just against during before while because do "
        "does did only now some these those there then",
        "es": "de la el que en y los del las por con para una un su se al más tras como es lo sus fue desde entre ha",
        "fr": "de la le les des et en du un une à pour dans au sur par aux est qui avec sont ce son après pas plus ne",
        "de": "der die das und in den von zu mit für auf im ist des dem ein eine nicht nach bei wird sich auch aus als",
        "pt": "de do da que em e os dos das para com uma um no na por não mais após ao à é são foi seu sua pelo pela",
        "it": "di il la che in e per con del della un una non dei delle al nel alla sono da è dal i gli si le dopo",
        "nl": "de het een van in en op voor met aan is dat te door niet na bij om zijn er ook wordt naar uit over",
        "sv": "och i att på för en det som av med till är den har om ett inte efter från vid ska",
        "no": "og i at på for en det som av med til er den har om et ikke etter fra ved skal",
        "da": "og i at på for en det som af med til er den har om et ikke efter fra ved skal",
        "fi": "ja on ei oli se että kun mutta myös sekä jos ovat hän mukaan kuin",
        "pl": "w i na z do się nie że to o za po jest od dla jak przez są przed oraz",
        "cs": "v a na se z do o je že k za po pro od ve s jako podle není by",
        "sk": "v a na sa z do o je že k za po pre od vo s ako podľa nie by",
        "hu": "a az és nem is egy hogy meg el volt már csak még szerint",
        "ro": "de la în și pe cu a din că nu pentru un o au este sunt care după ale lui",
        "tr": "ve bir bu için ile da de olarak daha çok sonra kadar olan oldu etti dedi gibi",
        "hr": "i u na je se za da od su s o s koji iz će nije kako po do što",
        "sl": "in v na je se za da so z po ki od o iz tudi ni pri kot",
        "lt": "ir į iš su kad yra už dėl po ne apie bei per prie kaip",
        "lv": "un ir no ar par uz kas ka pēc lai arī vai bet",
        "et": "ja on ei et oli ning kui see ka mis oma pärast",
        "sq": "të në e i për me dhe nga një se më ka që është",
        "ca": "de la el i que en els les per amb del una un al més ha és",
        "id": "di dan yang untuk dengan dari ke ini pada akan tidak dalam itu oleh usai saat jadi",
        "vi": "của và là có cho với được trong không một người đã các tại khi",
        "sw": "ya na wa kwa ni la za katika kuwa cha yake baada hiyo",
        "tl": "ng sa ang na mga at ay para ni kay si hindi",
    },
    "Cyrl": {
        "ru": "в и на с не что по из за о от к для как это его у до во со об был после при",
        "uk": "в і на з не що у до за про та від як для його це із під є після",
        "bg": "на в и за от с да се не е че по са към ще при след",
        "be": "у і на з не што да па за ад пра як для гэта пасля",
        "sr": "у и на је се за да од су са о који из ће није како по",
        "mk": "на во и за од да се не е со ќе по што ги",
    },
    "Arab": {
        "ar": "في من على إلى عن مع أن بعد التي الذي هذا ما بين لا قبل خلال",
        "fa": "در به از که با را این است برای آن شد می تا بر های",
        "ur": "کے کی میں سے کا نے کو پر اور ہے کہ ہیں",
        "ps": "په د کې چې له او ته دي سره کړې",
    },
    "Deva": {
        "hi": "के में की से का ने को पर और है कि हैं लिए",
        "mr": "आणि आहे या च्या नाही मध्ये आहेत होता झाली ते हे",
        "ne": "छ को मा ले र हो भएको गर्ने छन् लाई पनि",
    },
}

_TOKENS: Final = re.compile(r"\w+")
_TOKENS_WITH_SIGNS: Final = re.compile(r"[\w\u0900-\u097f]+")  # Devanagari writes vowels as signs, which are no letters
_APART: Final = "".join(chr(code) if chr(code).isalnum() or code == ord("_") else " " for code in range(128))


@cache
def _languages_of(script: str) -> dict[str, tuple[str, ...]]:
    """Return the languages of each small word of a script: put together when the first text in it is judged."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _WORDS.get(script, {}).items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found


def small_words(text: str, script: str) -> list[str]:
    """Return the different small words of any language of this script that a text holds, in the order of the text."""
    known = _languages_of(script)
    if not known:
        return []
    return [word for word in dict.fromkeys(_words(text.lower(), script)) if word in known]


def _words(text: str, script: str) -> list[str]:
    if text.isascii():
        return text.translate(_APART).split()
    return (_TOKENS_WITH_SIGNS if script == "Deva" else _TOKENS).findall(text)


def count(words: Iterable[str], script: str) -> dict[str, int]:
    """Return how many of these small words each language has."""
    table = _languages_of(script)
    found: dict[str, int] = {}
    for word in words:
        for language in table[word]:
            found[language] = found.get(language, 0) + 1
    return found


def of_language(words: Iterable[str], script: str, language: str) -> tuple[str, ...]:
    """Return the first three of these small words that a language has: the evidence for it."""
    table = _languages_of(script)
    return tuple([word for word in words if language in table[word]][:3])

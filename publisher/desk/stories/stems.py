"""Stems: one form for the forms of a word, near enough to compare two reports by.

No dictionary: the ending of number and case that a word of the language has is cut off, and behind it what a verb has
in the past or makes a participle or a noun with: "обрушился", "обрушение" and "обрушили" are one. The longest ending
goes that leaves enough of the word. A stem is never shown to anyone.
"""

# ruff: noqa: RUF001 -- endings of one letter are letters of their own scripts
from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

_LEAST: Final = 4  # letters that a stem keeps
_SHORT: Final = 5  # letters: a shorter word of an inflected language is its own stem
_LONG_ING, _LONG_ED, _LONG_IES = 7, 6, 5  # letters: "king", "shed" and "ties" are no inflected forms
_FEW: Final = 3  # letters of a stem that keeps fewer: short vowels are signs, or a word of four ends in one

_Cut = Callable[[str], str]


class _Endings(NamedTuple):
    """What words of a language end in, and behind which of them another ending may stand."""

    last: str
    before: str = ""
    vowels: str = ""  # that are cut off a word of four letters, too
    reflexive: str = ""
    fleeting: str = ""  # vowels, and consonants behind them: "кубка" has no second vowel as "кубок" has
    least: int = _LEAST


def _each(before: str, last: str) -> str:
    """Return each of the endings behind each of those that stand before them."""
    return " ".join(one + other for one in before.split() for other in last.split())


_ENDINGS: Final = {
    "ru": _Endings(
        "а я ы и о е у ю й ь ам ям ах ях ом ем ою ею ов ев ей ами ями ья ье ью ьи ьям ьев ия ие ии ию ий ией ием иям "
        "иями иях ый ой ая яя ое ее ые ого его ому ему ым им ых их ую юю ыми ими ет ют ут ат ят ит ешь ишь ете ите ть "
        "ти ает ают ать яет яют ять еет еют еть ить ыть уть нуть ует уют овать ирует ируют ировать "
        + _each("ш вш авш ивш", "ий ая ее ие его ему им ей ую их ими ем"),
        "ал ял ил ел ыл ул л нул овал ировал ющ ущ ащ ящ ающ яющ ующ ен енн ен ан анн ян янн ован ованн "
        "ирован ированн ирова ова ени ани яни ировани овани ов ев",
        "аеиоуыюяь",
        "ся сь",
        "ое кц",
    ),
    "uk": _Endings(
        "а я и і о е у ю й ь ї ам ям ах ях ом ем єм ою ею єю ів їв ей ами ями ові еві єві ия ія ії ію ієм "
        "ією іям іями "
        "іях ий ій ої ого ього ому ьому им ім их іх ими іми є еш ють уть ать ять ить їть ти ає ають ати яє яють яти "
        "іє іють іти ити ути ує ують увати ння нню нням нні иття иттю итті",
        "ав яв ив ів ув ал ял ил іл ул л в ував увал л ит ен ан ян ені ані яні е а я і ен ован ува юва ова ов ев єв",
        "аеиіоуюяьї",
        "ся сь",
        "ое кц",
    ),
    "bg": _Endings(
        "а я и о е та то те ът ят ата ята ото ето ите ове овете ия ият ни на но ите ва ват ха ше ли ла ло",
        "ал ил ял ен ан ни ени ани ск ава ява ува",
        "аяиоеу",
    ),
    "pl": _Endings(
        "a ą e ę i o u y ó ie ia iu ią ię ów om em ach ami ech owi owie iem iami iach ego emu ej ym im ych "
        "ich ymi imi "
        "iego iemu iej ć ać eć ić yć ąć uje ują am asz amy ają ecie esz emy owa",
        "ał ęł ął ił ył eł ł al el il yl ęl l ow ów owa an on en ani eni yci ci owan owani owal ował",
        "aąeęiouy",
        fleeting="e kc",
    ),
    "cs": _Endings(
        "a á e é ě i í o u ú ů y ý ou ovi ové em ech ách ami emi ům ím ích ého ému ým ých ými ho mu ej ti at "
        "it et ovat "
        "uje ují",
        "al il el yl l oval n en an ov ova ání ení án ěn",
        "aáeéěiíouúůyý",
        fleeting="e kc",
    ),
    "de": _Endings("e n s en er em es t et te ten tes ter tem ern ens ung ungen"),
    "nl": _Endings("e n s en er ers t te ten de den"),
    "es": _Endings(
        "a e o s as es os á é ó í an en ar er ir ado ada ados adas ido ida idos idas ando iendo aron ieron "
        "ará erá irá "
        "arán erán irán aba aban ía ían ción ciones"
    ),
    "pt": _Endings(
        "a e o s as es os á é ou eu iu am em ar er ir ado ada ados adas ido ida idos idas ando endo indo aram eram "
        "iram ará erá irá arão erão irão ava avam ia iam ão ões ção ções"
    ),
    "it": _Endings(
        "a e i o à è ì ò ano ono ato ata ati ate ito ita iti ite uto uta uti ute are ere ire ando endo erà irà eranno "
        "iranno ava avano zione zioni"
    ),
    "fr": _Endings(
        "e s x es é ée és ées er ez ent ant ants ait aient era eront ir it issent al aux ale ales ement "
        "ements tion tions"
    ),
    "ca": _Endings("a e o es s os as à é ó í ar er ir at ada ats ades it ida its ides ant ent ció cions"),
    "ro": _Endings("a ă e i u ul ului ele elor ii iilor ea ei lor le ilor at ată ați ate it ită iți ite"),
    "tr": _Endings(
        "a e i ı u ü da de ta te dan den tan ten la le lar ler ları leri ların lerin larda lerde lardan lerden ın in "
        "un ün nın nin nun nün yı yi yu yü ya ye sı si su sü dı di du dü tı ti tu tü yor dık mış miş muş müş"
    ),
    "el": _Endings(
        "α ά ε ο ό η ή ι ί ς ας άς ες ές ος ός ου ού ους ούς ων ών οι οί ης ής εις είς εί ει ία ίας ιας ιο "
        "ιου ιά αν ουν"
    ),
    "hi": _Endings("ा ि ी ु ू े ै ो ौ ों ें ं ीं ियों ियां ियाँ ाओं ाएं ाएँ", least=_FEW - 1),
    "bn": _Endings("া ি ী ে ো র ের কে তে রা দের টি টা গুলো", least=_FEW),
    "fa": _Endings("ها های هایی ی ات", least=_FEW),
    "ar": _Endings("ها ات ون ين ان ية ه ة ي", least=_FEW),
    "he": _Endings("ים ות ה ת", least=_FEW),
}
_ALIKE: Final = {"be": "ru", "sr": "bg", "mk": "bg", "sk": "cs", "hr": "cs", "sl": "cs", "gl": "pt", "ur": "fa"}
_BARE: Final = frozenset({"vi", "id", "ms"})  # their words have one form, or gain it in front
_OTHER_ENDINGS: Final = frozenset("aeiousnáéíóúàèìòùãõâêôäöü")  # of Latin script
_OTHER_CUT: Final = 2  # letters, at most

_ARTICLE: Final = re.compile("^(?:[وف]?[بك]?ال|لل)(?=.{3})")
_SPELLINGS: Final = {"ru": str.maketrans("ё", "е"), "ar": str.maketrans("أإآى", "اااي")}


def stem(word: str, language: str) -> str:
    """Return the stem of a word in lower case; `language` is its two letters."""
    return _english(word) if language == "en" else _stemmer(language)(word)


@cache
def _stemmer(language: str) -> _Cut:
    """Return what cuts the words of a language."""
    language = _ALIKE.get(language, language)
    endings = _ENDINGS.get(language)
    if endings is None:
        return str if language in _BARE else _of_latin
    inflected = _inflected(endings)
    if language == "ar":
        return lambda word: inflected(_ARTICLE.sub("", word.translate(_SPELLINGS["ar"])))
    spellings = _SPELLINGS.get(language)
    return (lambda word: inflected(word.translate(spellings))) if spellings else inflected


def _inflected(endings: _Endings) -> _Cut:
    """Return what cuts words with these endings: the last one, and one that stood before it."""
    last, before = _ending(endings.last, endings.least), _ending(endings.before, endings.least)
    reflexive, vowel = _ending(endings.reflexive, endings.least), _ending(" ".join(endings.vowels), _FEW)
    fleeting = _fleeting(endings.fleeting)

    def cut(word: str) -> str:
        if len(word) < _SHORT and endings.least == _LEAST:
            return vowel.sub("", word)
        whole = reflexive.sub("", word)
        return fleeting.sub("", before.sub("", last.sub("", whole, 1), 1))

    return cut


def _fleeting(letters: str) -> re.Pattern[str]:
    """Return what finds one of these vowels before one of these consonants at the end; nothing where there are none."""
    vowels, _, consonants = letters.partition(" ")
    return re.compile(rf"(?<=.{{{_FEW}}})[{vowels}](?=[{consonants}]$)" if letters else r"(?!)")


def _ending(endings: str, least: int) -> re.Pattern[str]:
    """Return what finds the longest of these endings behind at least so many letters; nothing where there are none."""
    return re.compile(rf"(?<=.{{{least}}})(?:{'|'.join(endings.split())})$" if endings else r"(?!)")


def _of_latin(word: str) -> str:
    if len(word) < _SHORT:
        return word
    for _ in range(_OTHER_CUT):
        if len(word) <= _LEAST or word[-1] not in _OTHER_ENDINGS:
            break
        word = word[:-1]
    return word


def _english(word: str) -> str:
    """Return the word without the endings of plural, past and progress: "bans", "banned" and "banning" are one."""
    if len(word) >= _LONG_IES and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) >= _LEAST and word[-1] == "s" and word[-2] not in "su":
        word = word[:-1]
    if len(word) >= _LONG_ING and word.endswith("ing"):
        word = word[:-3]
    elif len(word) >= _LONG_ED and word.endswith("ed"):
        word = word[:-2]
    elif len(word) > _LEAST and word[-1] == "e":
        word = word[:-1]
    return word[:-1] if len(word) >= _LEAST and word[-1] == word[-2] else word

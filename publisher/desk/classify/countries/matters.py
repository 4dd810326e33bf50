"""What is called after a place: wars, wherever the news of them is, and blasts, which happened there.

In "oil rises on Iran war fears" nothing happens in Iran: beside other countries such a name tells what the news comes
of, not whose it is. "El atentado de Kabul" was in Kabul, whoever speaks of it.
"""

from __future__ import annotations

from typing import Final

WARS: Final = {
    "en": "war wars invasion",
    "es": "guerra guerras invasion temores tensiones esperanzas",
    "fr": "guerre guerres invasion craintes tensions espoirs",
    "de": "krieg krieges kriegs kriege sorgen spannungen hoffnungen",
    "pt": "guerra guerras invasao temores tensoes esperancas",
    "it": "guerra guerre invasione timori tensioni speranze",
    "ru": "война войны войну войне войной войн",
    "ar": "حرب الحرب لحرب للحرب بحرب والحرب",
    "zh": "战争 戰爭 冲突 衝突",
    "ja": "戦争 侵攻 紛争",
    "hi": "युद्ध जंग",
    "bn": "যুদ্ধ যুদ্ধে যুদ্ধের",
}
MOODS: Final = {"en": "hopes fears worries jitters anxiety optimism tensions"}  # one or two words behind a country
JOINTS: Final = {  # between a war and a country, beside what stands before places; war *on* it is waged by another
    "en": "of over",
    "es": "de del sobre",
    "fr": "de d du",
    "de": "um",
    "pt": "de do da sobre",
    "it": "di dell della del d su sull sulla",
}
SITES: Final = {  # what lies in a place and is called by it
    "es": """playa costa isla ciudad pueblo aeropuerto carcel prision hospital provincia norte sur este oeste centro
        afueras calles periferia""",
    "fr": """plage cote ile ville village aeroport prison hopital province nord sud est ouest centre rues banlieue
        environs large""",
    "de": "kuste insel flughafen nahe norden suden osten westen hauptbahnhof",
    "pt": "praia ilha cidade aeroporto prisao hospital provincia norte sul leste oeste centro arredores ruas litoral",
    "it": """spiaggia costa isola citta aeroporto carcere ospedale provincia nord sud est ovest centro strade periferia
        largo stazione""",
}
BLASTS: Final = {  # what no state does: "ataque de", "attacco di" may tell who did it
    "es": """atentado atentados incendio incendios explosion explosiones terremoto terremotos sismo seismo inundacion
        inundaciones riada masacre matanza tiroteo tiroteos balacera accidente tragedia naufragio derrumbe avalancha
        alud motin""",
    "fr": """attentat attentats incendie incendies explosion explosions seisme tremblement inondation inondations
        massacre tuerie fusillade accident drame tragedie naufrage effondrement avalanche emeute emeutes""",
    "de": """anschlag anschlage anschlags attentat attentats attentate brand erdbeben massaker ungluck explosion flut
        hochwasser messerattacke messerangriff amoklauf tragodie""",
    "pt": """atentado atentados incendio incendios explosao explosoes terremoto sismo inundacao inundacoes massacre
        chacina tiroteio acidente tragedia naufragio desabamento deslizamento avalanche motim""",
    "it": """attentato attentati incendio incendi rogo esplosione esplosioni terremoto sisma alluvione strage stragi
        massacro sparatoria incidente tragedia naufragio crollo valanga frana rivolta""",
}

"""What towns are in the news for: who was hurt or caught there, what burnt, who came to look.

A headline that is set under a common word, or a town, is about the town where it tells of that: "Massa, operaio muore
in una cava", but not "Massa muscolare: i cibi che aiutano".
"""

from __future__ import annotations

from functools import cache
from typing import Final

from publisher.desk.classify.words import Words, fold_word

_INCIDENTS: Final = {
    "es": """muere mueren murio murieron muerto muerta muertos muertas herido herida heridos heridas accidente incendio
        explosion policia guardia detenido detenida detenidos detienen apunalado choque chocan atropello atropellado
        vuelca asalto asaltan robo alcalde alcaldesa ayuntamiento intendente fiscalia balacera tiroteo disparos ahogado
        ahogada desaparecido desaparecida rescatan evacuan evacuados bomberos juicio condenado condenada sismo temblor
        inundacion derrumbe narcotrafico droga cocaina crimen femicidio asesinan asesinato homicidio hallan cadaver
        cuerpo protesta
        protestan paro huelga terremoto""",
    "fr": """meurt mort morte morts tue tuee tues tuees blesse blessee blesses blessees deces accident incendie feu
        explosion police policier policiers gendarmes gendarmerie pompiers parquet procureur proces tribunal interpelle
        interpellee interpelles arrete arretes poignarde agression agresse agressee rixe fusillade coups noyade noye
        disparu disparue disparition cambriolage braquage trafic drogue maire mairie evacue evacues evacuation saisie
        condamne condamnee percute percutee collision inondations effondrement ecroule fonce autobus manifestent
        manifestation
        greve corps vol seisme tempete""",
    "de": """stirbt gestorben tot tote toter totes toten verletzt verletzte verletzter verletzten polizei polizist
        polizisten feuerwehr unfall brand brennt lawine zoll ermittler festgenommen verhaftet festnahme festnahmen
        messer messerangriff prozess gericht staatsanwaltschaft razzia raub einbruch einbrecher leiche vermisst
        vermisste vermisster explosion bombe fliegerbombe evakuierung evakuiert entgleist strassenbahn hochwasser
        oberburgermeister burgermeister stadtrat schusse uberfall mord totschlag erfasst geraumt bombendrohung streik
        demonstration ausschreitungen krawalle feuer sturm erdbeben""",
    "pt": """morre morrem morto morta mortos mortas ferido ferida feridos feridas acidente incendio explosao policia pm
        gnr psp preso presa presos presas detido detida detidos esfaqueado esfaqueada colisao atropelado atropelada
        assalto roubo prefeito prefeita prefeitura autarca tribunal julgamento condenado afogado afogada desaparecido
        desaparecida tiroteio tiros despiste capotamento naufraga naufragio resgatado bombeiros desabamento alagamento
        enchente deslizamento drogas cocaina trafico homicidio feminicidio assassinado assassinada greve
        protesto corpo sismo terremoto apagao""",
    "it": """muore muoiono morto morta morti ferito ferita feriti annega annegato annegata investito investita travolto
        travolta schiacciato schiacciata precipita incidente schianto esplosione incendio rogo crolla crollo frana
        alluvione valanga ricoverato dimenticato accoltellato accoltellata aggredito aggredita rapina rapinato furto
        spaccio spacciatori droga cocaina sequestro sequestrati sequestrata sgominata arrestato arrestata arrestati
        arresti denunciato denunciati carabinieri polizia finanza procura indagato indagati processo sindaco sbarcano
        sbarca operaio operaia rissa truffa truffe violentata omicidio femminicidio ucciso uccisa scomparso scomparsa
        soccorso salvato salvata vigili terremoto scossa scuole rubati rubata rubate sciopero maltempo
        allagamenti""",
}


def tells_of_an_incident(words: Words, language: str) -> bool:
    """Say whether a headline has a word for what happens to people in towns."""
    return not _incidents(language.partition("-")[0]).isdisjoint(words.folded[: words.headline])


@cache
def _incidents(short: str) -> frozenset[str]:
    return frozenset(map(fold_word, _INCIDENTS.get(short, "").split()))

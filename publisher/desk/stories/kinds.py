"""Kinds of reports that tell of more than one event, or of the same thing every day."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

from publisher.desk.headlines import plain_headline

ROUNDUP: Final = 1  # tells of several events: it may belong to a story, and never leads others there
MARKET: Final = 2  # tells how prices moved, as every day
RISING, FALLING = 4, 8  # which way they moved
LIVE: Final = 16  # a page that one source writes on, all day: a round-up too, unless "Live:" is all that says so
GAME: Final = 32  # tells of a game, or of the next one: the same two teams meet for days
COUNT: Final = 64  # tells how many new cases there are, as every day, or the polls of the week
QUOTE: Final = 128  # no report, but a page on the price of one security or currency
AHEAD: Final = 256  # tells of a game that is to be played
TOLL: Final = 512  # tells that people died: of one event ever more

_ROUNDUP_WORDS_LIST: Final = """
    briefing roundup roundups newsletter headlines horoscope horoscopes crossword wordle wrapup podcast podcasts
    presseschau überblick horoskop titulares horóscopo oroscopo rassegna обзор дайджест гороскоп
"""
_ROUNDUP_WORDS: Final = frozenset(_ROUNDUP_WORDS_LIST.split())
_ROUNDUP_PHRASES: Final = re.compile(
    r"\b(?:news in brief|news bulletin|in brief|round up|wrap up|top stories|top news|things to know|what to know this|"
    r"(?:week|day) ahead|(?:week|year) in review|in pictures|photos of the|morning bid|stock movers|stocks to watch|"
    r"(?:daily|weekly|news|weekend|week s) quiz|quiz of the|letters to the editor|what s news|the latest on|"
    r"nachrichten am|der tag im|das wichtigste (?:am|vom|des|in|heute)|claves del día|noticias (?:del día|de hoy)|"
    r"notizie (?:di oggi|del giorno)|les titres d[eu]|principais notícias|what to know today|главные новости|"
    r"(?:business|news|sports?|world|morning|evening|daily|weekly|tech) digest|"
    r"l essentiel|revue de presse|resumo do dia|главное за|итоги дня|итоги недели)\b"
    r"|\bmore$"
)
_HINTS_LIST: Final = """
    brief up top things know ahead review pictures photos bid movers watch quiz letters news latest more nachrichten
    tag essentiel revue resumo главное итоги wichtigste claves noticias notizie titres notícias главные digest
"""
_HINTS: Final = frozenset(_HINTS_LIST.split())
_ROUNDUP_SIGNS: Final = re.compile(
    "サマリー|まとめ|今日の|注目の|週間|一覧|早报|晚报|要闻|汇总|盘点|뉴스 브리핑|주요 뉴스"
    "|أبرز (?:ال)?أخبار|موجز (?:الأنباء|الأخبار)|सुर्खियां|सुर्खियाँ|बड़ी खबरें|খবর একনজরে|শিরোনাম"
)
_MORE: Final = re.compile(r"(?:,|&|\band)\s+more\b|\s[|;]\s.*[|;]\s", re.IGNORECASE)
# "... | Evening Edition 8/19/2026"
_PROGRAMME: Final = re.compile(r"\|[^|]*\b[0-9]{1,2}/[0-9]{1,2}/(?:20)?[0-9]{2}\s*$")
_SET_OFF: Final = re.compile("[,&|;]|more")

_LIVE_WORDS_LIST: Final = """
    liveblog newsblog liveticker newsticker
"""
_LIVE_WORDS: Final = frozenset(_LIVE_WORDS_LIST.split())
_LIVE_HINTS_LIST: Final = """
    live happened unfolded direct vivo directo minuto vivo diretta трансляция updates latest
"""
_LIVE_HINTS: Final = frozenset(_LIVE_HINTS_LIST.split())
_LIVE: Final = re.compile(
    r"\b(?:live blog|live(?: \w+){0,3} (?:updates?|tracker)|updates live|news live|"
    r"live (?:news|scores|coverage|q a)|as it happened|as the day unfolded|en direct|en vivo|en directo|"
    r"minuto a minuto|ao vivo|in diretta|прямая трансляция|онлайн трансляция)\b"
    r"|^live\b|\blive$"
)
_TOLD_LIVE: Final = re.compile(
    r"^\W*(?:watch |en |in |ao )?(?:live|direct|vivo|directo|diretta)(?: updates?| blog| stream| video)?"
    r"\s*[:|–—-]\s+(?=\S+\s+\S+\s+\S)",
    re.IGNORECASE,
)
_LIVE_TALK_LIST: Final = """
    live updates update updated news latest coverage tracker blog feed as it happened the day unfolded in on of and a to
    for today breaking en direct vivo directo minuto ultimas noticias actualités ticker
"""
_LIVE_TALK: Final = frozenset(_LIVE_TALK_LIST.split())
_LONGEST_PAGE: Final = 6  # words of a live page's name
# "Rail strike live: ...", "Cyclone updates: ...", and "Cyclone news and updates" that is all
_PREFIXED_LIVE: Final = re.compile(
    r"^[^:]{0,40}\b(?:live|updates|latest)\s*:|^(?:[^\s:]+ ){1,4}(?:news|world|and) updates$", re.IGNORECASE
)

_PRICED_LIST: Final = """
    stock stocks share shares equities market markets futures bond bonds yield yields treasury treasuries gilts
    bunds dollar euro yen yuan rupee sterling pound loonie peso currency currencies forex fx oil crude brent wti
    gold silver copper wheat corn soybeans sugar cocoa coffee bitcoin crypto dow nasdaq ftse dax cac nikkei topix
    kospi sensex nifty asx tsx ibovespa dólar bolsa bolsas petróleo ouro oro acciones ações börse ölpreis bourse
    actions pétrole bourses obligataire rendements brut rendimientos bonos crudo wall rendimentos ibov futuros greggio
    rendimenti borse borsa piazza anleihen aktien börsen bundesanleihen wertpapiere рубль доллар нефть биржа
    stoxx ibex mib merval rendimiento rendimento
    marchés granos soja trigo maíz azúcar café milho açúcar rand baht rupiah zloty forint рубля рубле доллара евро
"""
_PRICED: Final = frozenset(_PRICED_LIST.split())
_SELLOFFS: Final = frozenset({"selloff", "selloffs"})
"""What is priced, and how it moved, in one word."""
_UP_LIST: Final = """
    rise rises rising rose gain gains gained climb climbs climbed jump jumps jumped surge surges surged rally
    rallies rallied higher advance advances advanced rebound rebounds rebounded recover recovers recovered soar
    soars soared up strengthen strengthens firm firms firmer sube suben sobe sobem avança alta steigt steigen
    gewinnt höher monte hausse suben sobe salgono sale avanzan avanzam repuntan dispara disparan impulsiona impulsionam
    grimpent grimpe rebondit progressent растет вырос растёт выросла amplía extiende amplia
"""
_UP: Final = frozenset(_UP_LIST.split())
_RECORD: Final = frozenset({"record", "high"})
_DOWN_LIST: Final = """
    fall falls fell falling drop drops dropped slip slips slipped slide slides slid sink sinks sank tumble tumbles
    tumbled lower decline declines declined retreat retreats retreated ease eases eased plunge plunges plunged slump
    slumps slumped weaken weakens weakened down selloff loses losses baja bajan cae caen cai caem recua queda fällt
    fallen verliert tiefer baisse chute ceden cede retroceden retrocede recuam caían reculent recule lastran pesam pesa
    pénalisent calano cala scendono scende frenano belastet падает упал pressured снижается упала слабеет
"""
_DOWN: Final = frozenset(_DOWN_LIST.split())
_SESSION_LIST: Final = """
    open opens opened opening close closes closed closing end ends ended trade trades trading flat mixed steady edge
    edges edged session subdued rangebound muted hold holds hover hovers waver wavers inch inches extend extends wrap
    today heute hoy oggi hoje mínimo mínima máximo máxima erwartet abre cierra fecha schliesst
    abren cierran abrem fecham opera operam ouvre clôt finit attendue vue apre chiude bewegt plano cotiza cotizan hesita
    viés attendues торгов торгах открытии закрытии
"""
_SESSION: Final = frozenset(_SESSION_LIST.split())
_PRICED_SIGNS: Final = re.compile(
    "株価|株式|円相場|ドル|日経平均|原油|株|金先物|為替|国債|股市|汇率|原油|沪指|深成指|创业板指|恒指|恒生指数|国际金价|油价"
    "|코스피|코스닥|환율|국제유가|सेंसेक्स|निफ्टी|शेयर बाजार|रुपया|सोने (?:का|के|की)|সেনসেক্স|শেয়ারবাজার|সোনার দাম"
    "|(?:أسعار|سعر) (?:الذهب|النفط|الدولار|صرف)|البورصة|بورصة"
)
_UP_SIGNS: Final = re.compile(
    "上昇|続伸|反発|急騰|高値|値上がり|上涨|走高|收涨|涨[0-9超近]|상승|올라|चढ़|उछल|तेजी|বেড়ে|বাড়ল|ارتفاع|رتفع|يصعد|تصعد"
)
_DOWN_SIGNS: Final = re.compile(
    "下落|続落|反落|急落|安値|値下がり|軟調|下跌|走低|收跌|跌[0-9超近]|하락|내려|गिर|टूट|लुढ़क|কমে|কমল|انخفاض|نخفض|تراجع|هبوط"
)
_SESSION_SIGNS: Final = re.compile(
    "まちまち|寄り付き|大引け|終値|前場|後場|展望|市況|午[前後][0-9]{1,2}時|正午の|开盘|收盘|마감|장 초반|बंद|खुल|आज"
    "|আজ|اليوم|إغلاق|ختام"
)


_GAME_LIST: Final = """
    game games series finale opener sweep streak skid shutout innings inning homer homers homered rbi rbis pitcher
    touchdown touchdowns quarterback playoff playoffs overtime goalless scoreless equaliser equalizer wicket wickets
    semifinal semifinals gol goles gols halbzeit spieltag bundesliga
"""
_GAME: Final = frozenset(_GAME_LIST.split())
_WON_LIST: Final = """
    win wins won loss beat beats defeat defeats edge edges rally rout routs blank blanks victory visiting hits runs
    scored rebounds season tor tore sieg schlägt gana vence batte
"""
_AHEAD: Final = frozenset({"eye", "eyes", "eyeing", "seek", "seeks", "aim", "aims", "sights", "hope", "hopes", "quest"})
_DECIDED: Final = frozenset({"victory", "win", "loss", "defeat", "decision", "triumph", "rout"})
# "a 7-6 home win", without its hyphen
_SCORE: Final = re.compile(rf"\b[0-9]{{1,3}} [0-9]{{1,3}} (?:\w+ )?(?:{'|'.join(sorted(_DECIDED))})\b")
GAME_WORDS: Final = _GAME.union(_WON_LIST.split(), _AHEAD)
"""What every report on a game has, and none on anything else has two of."""
_SAYS_GAME: Final = 2  # of these words
# "COP / JPY Price, Converter", "Harbour Global Bond ETF - USD - Stock market news"
_QUOTED: Final = re.compile(
    r"^\W*[A-Z]{3} ?/ ?[A-Z]{3}\b.*\b(?:[Pp]rice|[Kk]urs|[Cc]ours|[Cc]onvert)"
    r"|\b(?:ETF|ETC|ETN|UCITS|[Ff]unds?)\b.* - (?:USD|EUR|GBP|CHF|JPY|CAD|AUD)\b"
    r"|\b[Ss](?:tock|hare),? [Pp]rice,? .*\b[Qq]uotes?\b"
)
_QUOTE_HINTS: Final = frozenset(
    ["price", "quotes", "kurs", "cours", "converter", "etf", "etc", "etn", "ucits", "fund", "funds"]
)
_NEW_CASES: Final = re.compile(
    r"\bnew\b(?: \w+){0,3} (?:cases?|infections?|deaths)\b|\bnuevos (?:\w+ )?(?:casos|contagios)\b|\bnovos casos\b"
    r"|\bnouveaux (?:cas|décès)\b|\bneuinfektionen\b|\bneue (?:\w+ )?fälle\b|\bnuovi casi\b"
    "|новых (?:случаев|заражений)|新規感染"
    r"|\bweekly (?:\w+ )?(?:polls?|survey|claims|count|toll)\b"
    r"|\b(?:powerball|mega millions|euromillions|euromillones|euro jackpot|eurojackpot|mega sena|lotofácil|quina)\b"
    r"|\b(?:lotto|lottery|lotería|loterie|lotterie) (?:results?|numbers|draw|jackpot|resultados?|zahlen)\b"
)
_CASES_LIST: Final = """
    case cases infection infections deaths casos contagios cas décès neuinfektionen fälle casi
    weekly powerball mega euromillions euromillones jackpot eurojackpot lotofácil quina lotto lottery lotería loterie
    lotterie
"""
_CASES: Final = frozenset(_CASES_LIST.split())  # one of them, or of what is looked for, is in each of these phrases


_DIED_LIST: Final = """
    dead death deaths died dies die killed kills kill toll fatalities tote toten todesopfer tödlich getötet mort morts
    décès bilan tués tuées muertos muerte muertes muertas fallecidos mueren mortos mortes morre morrem morti morto
    vittime погибших погибли погиб погибло погибла жертв загиблих загинули загинуло ofiar zabitych zginęło zginęli tewas
    korban ölü öldü döda doden omgekomen मौत मौतें मृतक मृतकों मरे मारे নিহত মৃত মৃত্যু قتلى وفيات مصرع مقتل قتيلا وفاة
"""
_DIED: Final = frozenset(_DIED_LIST.split())
_DIED_SIGNS: Final = re.compile("死亡|遇难|遇難|丧生|死者|犠牲者|사망")


def kind_of(words: str, headline: str, text: str = "") -> int:
    """Return what kind of report a headline stands over, given its plain words too, and those of its text."""
    each = frozenset(words.split())
    kind = _several(words, each, headline)
    kind |= COUNT if _counts_cases(words, each) else 0
    if _is_of_game(each, text):
        kind |= GAME if _AHEAD.isdisjoint(each) else GAME | AHEAD
    kind |= TOLL if not _DIED.isdisjoint(each) or (not words.isascii() and _DIED_SIGNS.search(words)) else 0
    kind |= QUOTE if not _QUOTE_HINTS.isdisjoint(each) and _QUOTED.search(headline) else 0
    return kind | (_market(each) or (_market_by_signs(words) if not words.isascii() else 0))


def _counts_cases(words: str, each: AbstractSet[str]) -> bool:
    if _CASES.isdisjoint(each) and not ("случаев" in words or "заражений" in words or "新規感染" in words):
        return False
    return _NEW_CASES.search(words) is not None


def _is_of_game(each: AbstractSet[str], text: str) -> bool:
    told = text.split()
    is_named = not (_GAME.isdisjoint(each) and _GAME.isdisjoint(told))
    if is_named and len(GAME_WORDS & {*each, *told}) >= _SAYS_GAME:
        return True
    return not _DECIDED.isdisjoint(told) and _SCORE.search(text) is not None


def _several(words: str, each: AbstractSet[str], headline: str) -> int:
    """Return whether a headline stands over several events."""
    if (not each.isdisjoint(_LIVE_WORDS)) or (not each.isdisjoint(_LIVE_HINTS) and _is_live(words, headline)):
        return LIVE if _is_told_live(headline) else ROUNDUP | LIVE
    if not each.isdisjoint(_ROUNDUP_WORDS):
        return ROUNDUP
    if not each.isdisjoint(_HINTS) and _ROUNDUP_PHRASES.search(words):
        return ROUNDUP
    if _SET_OFF.search(headline) and (_MORE.search(headline) or _PROGRAMME.search(headline)):
        return ROUNDUP
    return ROUNDUP if not words.isascii() and _ROUNDUP_SIGNS.search(words) else 0


def _is_told_live(headline: str) -> bool:
    """Say whether "Live:" stands before a headline of one event: a broadcast, or a despatch that is written on."""
    found = _TOLD_LIVE.match(headline)
    return found is not None and not _LIVE.search(plain_headline(headline[found.end() :]))


def page_of(headline: str) -> frozenset[str]:
    """Return the words that a live page is called by, "WA coronavirus LIVE: ...": none where it has no name."""
    name, colon, behind = headline.partition(":")
    words = plain_headline(name).split()
    called = frozenset(words) - _LIVE_TALK if colon or len(words) <= _LONGEST_PAGE else frozenset()
    if called or not colon:
        return called
    words = plain_headline(behind).split()  # "Live Tracker: World Harbour Coverage"
    called = frozenset(words) - _LIVE_TALK
    return called if len(called) < len(words) <= _LONGEST_PAGE else frozenset()


def _is_live(words: str, headline: str) -> bool:
    return bool(_LIVE.search(words) or _PREFIXED_LIVE.search(headline))


def _market(each: AbstractSet[str]) -> int:
    if each.isdisjoint(_PRICED):
        if each.isdisjoint(_SELLOFFS):
            return 0
        each = each - _SELLOFFS  # "calms investors after selloff" does not say how prices moved
    up = not each.isdisjoint(_UP) or each >= _RECORD
    return _moved(up, not each.isdisjoint(_DOWN), not each.isdisjoint(_SESSION))


def _market_by_signs(words: str) -> int:
    if not _PRICED_SIGNS.search(words):
        return 0
    return _moved(bool(_UP_SIGNS.search(words)), bool(_DOWN_SIGNS.search(words)), bool(_SESSION_SIGNS.search(words)))


def _moved(up: bool, down: bool, session: bool) -> int:  # noqa: FBT001 -- three signs of one thing
    if up and not down:
        return MARKET | RISING
    if down and not up:
        return MARKET | FALLING
    return MARKET if up or session else 0

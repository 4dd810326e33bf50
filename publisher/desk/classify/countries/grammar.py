# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""The small words that tell what a place has to do with the news: where it happened, or who only speaks of it."""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec import Struct

from publisher.desk.classify.countries import bearers, matters
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
    municipal: frozenset[str]  # behind a town: what towns have, so that it is none of a person
    houses: frozenset[str]  # the same before a town: "полиция Москвы"
    loose: frozenset[str]  # behind a place: what is no noun that goes on from it
    kickers: str  # signs behind a town that a headline is set under, where that may be a common word
    pauses: str  # signs behind one who does something
    wars: frozenset[str]  # beside a country: what is called after it, wherever the news is
    moods: frozenset[str]  # the same, one or two words behind it: "Iran peace hopes"
    of_wars: frozenset[str]  # between a war and a country
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
_ORIGINS: Final = {"ru": "из", "ar": "من", "zh": "来自 來自"}
_AFTER_ORIGINS: Final = {"hi": "से", "bn": "থেকে", "ja": "から"}
_TOWARD: Final = {"ru": "уюьбвгджзклмнпрстфхцчшщ"}
_WIRED: Final = {"zh": "电 電 讯 訊", "ja": "共同 時事"}
_REACTIONS: Final = {
    "en": """condemns condemn condemned condemning urges urge urged warns warn warned slams slam slammed blasts blasted
        criticizes criticises criticized criticised vows vow vowed calls called denies deny denied rejects reject
        rejected backs backed supports support supported hails hailed welcomes welcomed accuses accuse accused
        sanctions sanctioned threatens threaten threatened imposes impose imposed offers offered sends send sent
        pledges pledged demands demanded tells told asks asked seeks seek weighs mulls considers reacts responds
        praises praised mourns blames blame blamed summons summoned expels expelled evacuates evacuate airlifts
        deplores denounces denounce lambasts rebukes chides fears eyes watches monitors advises says vetoes veto
        vetoed pushes captures seizes kills encircles rushes blocks visits visit visited strikes bombs bombed shells
        shelled invades invaded protests protested orders ordered""",
    "es": """condena condeno condenan insta pide piden exige advierte acusa rechaza critica apoya sanciona amenaza
        denuncia expresa niega bombardea ataca rodea ordena""",
    "fr": """condamne condamnent appelle exige avertit accuse rejette critique soutient sanctionne menace denonce salue
        deplore dement nie bombarde encercle ordonne""",
    "de": """verurteilt verurteilen fordert warnt kritisiert wirft lehnt unterstutzt droht verhangt begrusst ruft
        mahnt dementiert bestreitet bombardiert beschiesst greift totet trifft treffen""",
    "pt": """condena condenam pede exige alerta acusa rejeita critica apoia sanciona ameaca denuncia nega bombardeia
        ataca cerca ordena""",
    "it": """condanna chiede esorta avverte accusa respinge critica sostiene sanziona minaccia denuncia condannano nega
        smentisce bombarda attacca circonda ordina""",
    "ru": """осудил осудила осудили осуждает призвал призвала призвали требует потребовал обвинил обвинила
        обвинили заявил заявила заявили пригрозил отверг отвергла предупредил предупредила предупредили
        предостерег опроверг опровергла отрицает опровергает нанес нанесла атаковал атаковала атаковали""",
    "ar": "تستهدف تهاجم تدين يدين تدعو يدعو تحذر يحذر تتهم يتهم ترفض يرفض تندد يندد تطالب تنفي ينفي تشن تقصف يقصف",
    "hi": "ने",
    "zh": """谴责 譴責 呼吁 呼籲 警告 批评 批評 敦促 要求 指责 指責 制裁 抗议 抗議 反对 反對 否认 否認 称 稱
        指控 空袭 空襲 轰炸 轟炸""",
    "ja": "は が 政府",
}
_DEEDS: Final = {
    "hi": """निंदा चेतावनी हमला हमले दागी दागे दागीं प्रतिबंध बमबारी आलोचना मांग समर्थन विरोध आरोप धमकी कब्जा
        शोक जताया जताई घेरा कहा चेताया लताड़ा तैनात भेजा भेजी भेजे""",
    "ja": "非難 批判 要求 要請 表明 抗議 制裁 支援 懸念 警告 容認 攻撃 空爆 拒否 否定 反発 哀悼 歓迎 協議 検討 会談 "
    "派遣 発表 演習 挑発 侵攻 併合 介入",
}
_FLAGS: Final = {"en": "flagged registered born bound made built style owned"}
_WIDE: Final = {"en": "wide area region district town city country administered", "de": "weit"}
_ABROAD: Final = {
    "en": """tourist tourists backpacker backpackers traveller travellers traveler travelers holidaymaker holidaymakers
        national nationals citizen citizens immigrant immigrants migrant migrants refugee refugees expat expats
        diaspora community communities descent heritage ancestry origin born restaurant restaurants grocery cuisine
        festival dish dishes exchange student students sailor sailors diplomat diplomats embassy consulate
        ambassador mercenary mercenaries hostage hostages climber climbers missionary missionaries peacekeeper
        peacekeepers striker midfielder defender goalkeeper winger coach forward footballer import imports exports
        wine wines tea hiker hikers skier skiers snowboarder diver divers surfer surfers swimmer swimmers cyclist
        cyclists trekker trekkers honeymooners pensioner pensioners exile exiles expatriate expatriates nanny
        nannies au-pair yachtsman crewman crewmen fishermen jockey boxer golfer wrestler tourist's businessman""",
    "es": """delantero centrocampista portero entrenador futbolista tenista piloto estudiante estudiantes turista
        turistas montanero montaneros alpinista alpinistas inmigrante inmigrantes migrantes refugiados embajada
        comunidad restaurante excursionista excursionistas senderista senderistas esquiador esquiadora esquiadores
        surfista surfistas buzo buzos ciclista ciclistas mochilero mochilera mochileros jubilado jubilada jubilados
        cooperante cooperantes marinero marineros pescadores boxeador golfista delantera portera migrante refugiado
        refugiada ciudadano ciudadana ciudadanos pareja matrimonio""",
    "fr": """entraineur attaquant defenseur gardien footballeur pilote etudiant etudiants touriste touristes alpiniste
        alpinistes randonneur randonneurs immigres migrants refugies ambassade communaute restaurant ressortissant
        ressortissants randonneuse skieur skieuse skieurs surfeur surfeuse plongeur plongeuse plongeurs cycliste
        cyclistes marin marins retraite retraitee retraites humanitaire boxeur golfeur vacancier vacanciers
        vacanciere couple migrant migrante refugie refugiee citoyen citoyenne citoyens joueur joueuse""",
    "de": """sturmer mittelfeldspieler verteidiger torhuter trainer student studentin angreifer bergsteiger
        bergsteigerin alpinisten tourist touristin touristen urlauber migranten fluchtlinge botschaft staatsburger
        restaurant wanderer wanderin skifahrer skifahrerin schnorchlerin schnorchler taucher taucherin surfer
        radfahrer radfahrerin rentner rentnerin rentnerpaar ehepaar paar seemann matrosen entwicklungshelfer boxer
        golfer urlauberin urlauberinnen touristinnen kletterer klettererin auswanderer staatsangehoriger familie""",
    "pt": """atacante zagueiro goleiro treinador tecnico jogador estudante estudantes turista turistas alpinista
        alpinistas imigrante imigrantes refugiados embaixada comunidade restaurante montanhista montanhistas
        esquiador esquiadora surfista surfistas mergulhador mergulhadora ciclista ciclistas mochileiro mochileira
        aposentado aposentada marinheiro marinheiros pescadores boxeador golfista migrante migrantes refugiado
        refugiada cidadao cidada cidadaos casal""",
    "it": """attaccante difensore centrocampista portiere allenatore tecnico calciatore studente studenti turista
        turisti alpinista alpinisti escursionista escursionisti immigrati migranti rifugiati ambasciata comunita
        ristorante sciatore sciatrice sciatori surfista surfisti sub subacqueo ciclista ciclisti pensionato
        pensionata pensionati cooperante cooperanti marinaio marinai pescatori pugile golfista migrante rifugiato
        rifugiata cittadino cittadina cittadini coppia villeggiante giocatore""",
    "ru": """нападающий нападающего полузащитник полузащитника защитник защитника вратарь вратаря тренер тренера
        футболист футболиста теннисист теннисиста теннисистка студент студента студенты студентов студентка студентку
        альпинист альпиниста альпинисты альпинистов альпинистка альпинистку турист туриста туристы туристов
        туристка туристку туристке путешественник путешественника дайвер дайвера посольство посольства мигрант
        мигранта мигранты мигрантов беженец беженца беженцы беженцев беженка беженку беженке гражданин гражданина
        гражданину граждане граждан гражданам гражданка гражданку гражданке подданный подданного дальнобойщик
        дальнобойщика дальнобойщики моряк моряка моряки моряков наемник наемника наемники наемников паломник
        паломника паломники паломников миссионер миссионера дипломат дипломата дипломаты дипломатов""",
    "ar": """مهاجم مدافع لاعب لاعبة مدرب حارس المهاجم المدرب اللاعب طالب طالبة طلاب الطالب سائح سائحة سياح السياح السائح
        سفارة مواطن مواطنة مواطنين المواطن مهاجر مهاجرين المهاجرين لاجئ لاجئة لاجئين اللاجئين حاج حجاج معتمر
        معتمرين بحار بحارة دبلوماسي دبلوماسيين متسلق مغترب مرتزقة""",
    "hi": """पर्यटक पर्यटकों छात्र छात्रा छात्रों छात्राओं सैलानी सैलानियों नागरिक नागरिकों मजदूर मजदूरों कामगार कामगारों
        प्रवासी प्रवासियों युवक युवती युवकों मूल पर्वतारोही पर्वतारोहियों नाविक नाविकों दंपति श्रद्धालु श्रद्धालुओं
        दूतावास रेस्तरां शरणार्थी शरणार्थियों तीर्थयात्री तीर्थयात्रियों राजनयिक""",
    "bn": """পর্যটক পর্যটকের শিক্ষার্থী শিক্ষার্থীর শিক্ষার্থীরা শিক্ষার্থীকে ছাত্র ছাত্রের ছাত্রী ছাত্রীর শ্রমিক শ্রমিকের
        শ্রমিকদের শ্রমিককে প্রবাসী প্রবাসীর যুবক যুবকের যুবককে তরুণ তরুণের তরুণী তরুণীর দূতাবাস বংশোদ্ভূত অভিবাসী
        অভিবাসীর অভিবাসীদের হজযাত্রী হজযাত্রীর ওমরাহযাত্রী ওমরাহযাত্রীর পর্বতারোহী পর্বতারোহীর নাবিক নাবিকের
        নাবিকদের শরণার্থী নাগরিক নাগরিকের নাগরিককে নাগরিকদের নিখোঁজ নিহত আটক গ্রেপ্তার""",
    "zh": """前锋 前鋒 中场 中場 后卫 後衛 门将 門將 外援 主帅 主帥 教练 教練 游客 遊客 男子在 女子在 留学生
        留學生 背包客 公民 籍 演员在 學生在 学生在 夫妇 夫婦 船员 船員 侨民 僑民 华侨 華僑 移工""",
    "ja": """fw mf df gk 観光客 旅行者 旅行客 留学生 人男性 人女性 人男児 人女児 人学生 人夫婦 人観光 人旅行
        人留学 人客 人登山 人船員 人技能 人実習 籍の""",
}
_PARTNERS: Final = {"en": "with", "es": "con", "fr": "avec", "de": "mit", "pt": "com", "it": "con", "ru": "с со"}
_MISSIONS: Final = {
    "en": "embassy consulate embassies consulates ambassador envoy consul diplomat diplomats diplomatic flag",
    "es": "embajada consulado embajador embajadora consul bandera pabellon",
    "fr": "ambassade consulat ambassadeur ambassadrice consul pavillon drapeau",
    "de": "botschaft botschafter botschafterin konsulat generalkonsulat flagge",
    "pt": "embaixada consulado embaixador embaixadora consul bandeira",
    "it": "ambasciata consolato ambasciatore ambasciatrice console bandiera",
    "ru": """посольство посольства посольстве посольству посол посла послу послом консульство консульства
        консульстве генконсульство генконсульства генконсульстве генконсул генконсула дипломат дипломата дипломатов""",
    "ar": """سفارة السفارة سفير السفير قنصلية القنصلية لسفارة بسفارة لسفير قنصل القنصل لقنصلية بقنصلية السفيرة سفيرة""",
    "zh": "使馆 使館 大使 领事 領事 驻 駐",
    "ja": "大使 領事 総領事",
    "hi": "दूतावास राजदूत उच्चायोग उच्चायुक्त वाणिज्य कौंसुलेट राजनयिक राजनयिकों",
    "bn": """দূতাবাস দূতাবাসে দূতাবাসের দূতাবাসকে রাষ্ট্রদূত রাষ্ট্রদূতকে রাষ্ট্রদূতের হাইকমিশন হাইকমিশনে হাইকমিশনের
        হাইকমিশনার হাইকমিশনারকে হাইকমিশনারের উপহাইকমিশন উপহাইকমিশনে উপহাইকমিশনের কনস্যুলেট কনস্যুলেটে কনস্যুলেটের
        কূটনীতিক কূটনীতিককে""",
}
_SENT: Final = {
    "en": """drone drones missile missiles rocket rockets airstrike airstrikes shelling bombardment bombing warplane
        warplanes warship warships sanctions balloon balloons jet jets bomber bombers submarine submarines frigate
        vessel vessels tanker tankers trawler trawlers coastguard flag airattack airattacks airraid airraids""",
    "es": """dron drones misil misiles bombardeo bombardeos sanciones globo globos caza cazas buque buques submarino
        submarinos petrolero bandera""",
    "fr": """drone drones missile missiles frappe frappes bombardement bombardements raid sanctions ballon ballons
        avions chasseurs navire navires petrolier pavillon""",
    "de": """drohne drohnen rakete raketen luftangriff luftangriffe luftangriffen sanktionen ballon ballons kampfjet
        kampfjets kampfflugzeuge kriegsschiff kriegsschiffe tanker flagge""",
    "pt": """drone drones missil misseis bombardeio bombardeios sancoes balao baloes caca cacas navio navios submarino
        petroleiro bandeira""",
    "it": """drone droni missile missili raid bombardamento bombardamenti sanzioni pallone palloni caccia navi
        sottomarino petroliera bandiera""",
    "ru": "дрон дроны дронов беспилотник беспилотники беспилотников ракета ракеты ракет санкции санкций",
    "ar": "مسيرات مسيرة صواريخ صاروخ قصف غارة غارات القصف الصواريخ الطائرات",
    "zh": "无人机 無人機 导弹 導彈 空袭 空襲 军舰 軍艦 军机 軍機",
    "ja": "軍 無人機 の無人機 のミサイル 軍機",
    "hi": "ड्रोन मिसाइल हमले हमला हवाई",
    "bn": "ড্রোন হামলা হামলায় হামলার ক্ষেপণাস্ত্র",
}
_BLOWS: Final = {"en": "strike strikes attack attacks raid raids fire"}
_ONTO: Final = {"en": "on in at near kill kills killed wound wounds injure injures"}
_COUNTS: Final = {
    "en": "two three four five six seven eight nine ten dozen",
    "es": "un una dos tres cuatro cinco seis siete ocho nueve diez once doce varios varias otro otra",
    "fr": "un une deux trois quatre cinq six sept huit neuf dix onze douze plusieurs",
    "de": "ein eine einen einem einer zwei drei vier funf sechs sieben acht neun zehn elf zwolf mehrere",
    "pt": "um uma dois duas tres quatro cinco seis sete oito nove dez onze doze varios varias",
    "it": "un uno una due tre quattro cinque sei sette otto nove dieci undici dodici diversi",
}
_SINGLE: Final = {
    "en": "the a an",
    "es": "el la un una al del",
    "fr": "le la l un une au du",
    "de": "der ein eine einen einem einer dem",
    "pt": "o a um uma ao do da",
    "it": "il lo la l un uno una al del dal",
}
_WINS: Final = {
    "en": """beat beats thrash thrashes crush crushes edge edges v vs defeat defeats hammer hammers thump thumps
        stun stuns outplay draw draws""",
    "es": "vence gana golea derrota empata elimina",
    "fr": "bat battent ecrase domine elimine",
    "de": "schlagt besiegt schlagen besiegen",
    "pt": "vence goleia bate derrota empata elimina",
    "it": "batte supera travolge pareggia elimina",
    "ru": "обыграл обыграла обыграли победил победила победили разгромил разгромила",
    "ar": "تفوز يفوز تهزم يهزم تتغلب يتغلب",
    "hi": "हराया हराकर",
    "bn": "হারাল হারিয়ে হারায়",
}
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
_STRIKES: Final = {
    "en": """strikes strike struck hits hit bombs bombed shells shelled attacks attack attacked pounds pounded
        targets targeted batters battered kill kills""",
    "es": "bombardea bombardean ataca atacan golpea golpean ataque ataques alcanza alcanzan",
    "fr": "bombarde bombardent frappe frappent frappes attaque attaquent vise visent pilonne pilonnent",
    "de": "bombardiert bombardieren beschiesst beschiessen trifft treffen greift greifen angriff angriffe",
    "pt": "bombardeia bombardeiam ataca atacam atinge atingem ataque ataques",
    "it": "bombarda bombardano colpisce colpiscono attacca attaccano attacco attacchi raid",
    "ru": """атаковал атаковала атаковали обстрелял обстреляла обстреляли ударил ударила ударили удар удары нанес
        нанесла""",
    "ar": "تقصف قصف قصفت يقصف تهاجم هاجمت تستهدف استهدفت تضرب ضربت هجوم غارة غارات",
    "zh": "空袭 空襲 轰炸 轟炸 袭击 襲擊 击中 擊中 攻击 攻擊",
    "ja": "攻撃 空爆 砲撃 ミサイル",
    "hi": "हमला हमले दागीं दागी बमबारी",
    "bn": "হামলা হামলায় হামলার ক্ষেপণাস্ত্র",
    "uk": "обстріляли атакували вдарили атакувала обстріляла",
}
_NOUN_FIRST: Final = frozenset({"es", "fr", "pt", "it", "ar"})
_INFLECTED: Final = frozenset({"demonym"})
_BARE: Final = frozenset({"demonym", "name"})
_ENDINGS: Final = {"bn": "ে তে ায়"}
_MUNICIPAL: Final = {
    "en": "airport mayor council councillors councillor metro subway tram suburb suburbs cathedral zoo",
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
        reactions=_words(_REACTIONS.get(short, "")),
        deeds=tuple(sorted(_folded(_DEEDS.get(short, "")))),
        flags=_words(_FLAGS.get(short, "")),
        wide=_words(_WIDE.get(short, "")),
        abroad=_folded(_ABROAD.get(short, "")),
        partners=_words(_PARTNERS.get(short, "")),
        missions=_folded(_MISSIONS.get(short, "")),
        sent=_folded(_SENT.get(short, "")),
        blows=_words(_BLOWS.get(short, "")),
        onto=_words(_ONTO.get(short, "")),
        wins=_folded(_WINS.get(short, "")),
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
        counts=_folded(_COUNTS.get(short, "")),
        single=_folded(_SINGLE.get(short, "")),
        strikes=_folded(_STRIKES.get(short, "")),
        pacts=_folded(bearers.PACTS.get(short, "")),
        works=_folded(bearers.WORKS.get(short, "")),
        named_bare=short in bearers.BARE_TITLES,
        titles=bearers.TITLES.get(short, ""),
        kitchen=_folded(bearers.KITCHEN.get(short, "")),
        noun_first=short in _NOUN_FIRST,
        endings=tuple(fold_word(_ENDINGS.get(short, "")).split()),
        municipal=_folded(_MUNICIPAL.get(short, "")),
        houses=_folded(_HOUSES.get(short, "")),
        loose=_words(_LOOSE.get(short, "")),
        kickers=_KICKERS.get(short, ""),
        pauses=_PAUSES.get(short, ""),
        wars=_folded(matters.WARS.get(short, "")),
        moods=_words(matters.MOODS.get(short, "")),
        of_wars=_folded(matters.JOINTS.get(short, "")),
        toward=_TOWARD.get(short, ""),
        dishes=2 if short == "zh" else 1,
        wired=_folded(_WIRED.get(short, "")),
    )

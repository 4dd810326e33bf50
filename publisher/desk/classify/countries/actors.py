# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""The words that tell who acts, takes part or is away from home, in each language; `Grammar` says what each is for."""

from __future__ import annotations

from typing import Final

REACTIONS: Final = {
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
        denuncia expresa niega bombardea ataca rodea ordena lamenta lamentan repudia deplora""",
    "fr": """condamne condamnent appelle exige avertit accuse rejette critique soutient sanctionne menace denonce salue
        deplore dement nie bombarde encercle ordonne regrette fustige""",
    "de": """verurteilt verurteilen fordert warnt kritisiert wirft lehnt unterstutzt droht verhangt begrusst ruft
        mahnt dementiert bestreitet bombardiert beschiesst greift totet trifft treffen bedauert kondoliert""",
    "pt": """condena condenam pede exige alerta acusa rejeita critica apoia sanciona ameaca denuncia nega bombardeia
        ataca cerca ordena lamenta lamentam repudia""",
    "it": """condanna chiede esorta avverte accusa respinge critica sostiene sanziona minaccia denuncia condannano nega
        smentisce bombarda attacca circonda ordina deplora""",
    "ru": """осудил осудила осудили осуждает призвал призвала призвали требует потребовал обвинил обвинила
        обвинили заявил заявила заявили пригрозил отверг отвергла предупредил предупредила предупредили
        предостерег опроверг опровергла отрицает опровергает нанес нанесла атаковал атаковала атаковали""",
    "ar": "تستهدف تهاجم تدين يدين تدعو يدعو تحذر يحذر تتهم يتهم ترفض يرفض تندد يندد تطالب تنفي ينفي تشن تقصف يقصف",
    "hi": "ने",
    "zh": """谴责 譴責 呼吁 呼籲 警告 批评 批評 敦促 要求 指责 指責 制裁 抗议 抗議 反对 反對 否认 否認 称 稱
        指控 空袭 空襲 轰炸 轟炸""",
    "ja": "は が 政府",
}
DEEDS: Final = {
    "hi": """निंदा चेतावनी हमला हमले दागी दागे दागीं प्रतिबंध बमबारी आलोचना मांग समर्थन विरोध आरोप धमकी कब्जा
        शोक जताया जताई घेरा कहा चेताया लताड़ा तैनात भेजा भेजी भेजे""",
    "ja": "非難 批判 要求 要請 表明 抗議 制裁 支援 懸念 警告 容認 攻撃 空爆 拒否 否定 反発 哀悼 歓迎 協議 検討 会談 "
    "派遣 発表 演習 挑発 侵攻 併合 介入",
}
FLAGS: Final = {"en": "flagged registered born bound made built style owned"}
WIDE: Final = {"en": "wide area region district town city country administered", "de": "weit"}
ABROAD: Final = {
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
        refugiada ciudadano ciudadana ciudadanos pareja matrimonio jornalero camionero albanil temporero""",
    "fr": """entraineur attaquant defenseur gardien footballeur pilote etudiant etudiants touriste touristes alpiniste
        alpinistes randonneur randonneurs immigres migrants refugies ambassade communaute restaurant ressortissant
        ressortissants randonneuse skieur skieuse skieurs surfeur surfeuse plongeur plongeuse plongeurs cycliste
        cyclistes marin marins retraite retraitee retraites humanitaire boxeur golfeur vacancier vacanciers
        vacanciere saisonnier routier couple migrant migrante refugie refugiee citoyen citoyenne citoyens joueur
        joueuse""",
    "de": """sturmer mittelfeldspieler verteidiger torhuter trainer student studentin angreifer bergsteiger
        bergsteigerin alpinisten tourist touristin touristen urlauber migranten fluchtlinge botschaft staatsburger
        restaurant wanderer wanderin skifahrer skifahrerin schnorchlerin schnorchler taucher taucherin surfer
        radfahrer radfahrerin rentner rentnerin rentnerpaar ehepaar paar seemann matrosen entwicklungshelfer boxer
        golfer erntehelfer erntehelferin urlauberin urlauberinnen touristinnen kletterer klettererin auswanderer
        staatsangehoriger familie""",
    "pt": """atacante zagueiro goleiro treinador tecnico jogador estudante estudantes turista turistas alpinista
        alpinistas imigrante imigrantes refugiados embaixada comunidade restaurante montanhista montanhistas
        esquiador esquiadora surfista surfistas mergulhador mergulhadora ciclista ciclistas mochileiro mochileira
        aposentado aposentada caminhoneiro marinheiro marinheiros pescadores boxeador golfista migrante migrantes
        refugiado
        refugiada cidadao cidada cidadaos casal""",
    "it": """attaccante difensore centrocampista portiere allenatore tecnico calciatore studente studenti turista
        turisti alpinista alpinisti escursionista escursionisti immigrati migranti rifugiati ambasciata comunita
        ristorante sciatore sciatrice sciatori surfista surfisti sub subacqueo ciclista ciclisti pensionato
        pensionata pensionati bracciante braccianti frontaliere frontalieri badante camionista cooperante cooperanti
        marinaio marinai
        pescatori pugile golfista migrante rifugiato
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
    "hi": """पर्यटक पर्यटकों छात्र छात्रा छात्रों छात्राओं सैलानी सैलानियों नागरिक नागरिकों मजदूर मजदूरों कामगार
        कामगारों
        प्रवासी प्रवासियों युवक युवती युवकों मूल पर्वतारोही पर्वतारोहियों नाविक नाविकों दंपति श्रद्धालु श्रद्धालुओं
        दूतावास रेस्तरां शरणार्थी शरणार्थियों तीर्थयात्री तीर्थयात्रियों राजनयिक""",
    "bn": """পর্যটক পর্যটকের শিক্ষার্থী শিক্ষার্থীর শিক্ষার্থীরা শিক্ষার্থীকে ছাত্র ছাত্রের ছাত্রী ছাত্রীর শ্রমিক
        শ্রমিকের
        শ্রমিকদের শ্রমিককে প্রবাসী প্রবাসীর যুবক যুবকের যুবককে তরুণ তরুণের তরুণী তরুণীর দূতাবাস বংশোদ্ভূত অভিবাসী
        অভিবাসীর অভিবাসীদের হজযাত্রী হজযাত্রীর ওমরাহযাত্রী ওমরাহযাত্রীর পর্বতারোহী পর্বতারোহীর নাবিক নাবিকের
        নাবিকদের শরণার্থী নাগরিক নাগরিকের নাগরিককে নাগরিকদের নিখোঁজ নিহত আটক গ্রেপ্তার""",
    "zh": """前锋 前鋒 中场 中場 后卫 後衛 门将 門將 外援 主帅 主帥 教练 教練 游客 遊客 男子在 女子在 留学生
        留學生 背包客 公民 籍 演员在 學生在 学生在 夫妇 夫婦 船员 船員 侨民 僑民 华侨 華僑 移工""",
    "ja": """fw mf df gk 観光客 旅行者 旅行客 留学生 人男性 人女性 人男児 人女児 人学生 人夫婦 人観光 人旅行
        人留学 人客 人登山 人船員 人技能 人実習 籍の""",
}
PERSONS: Final = {  # besides those of ABROAD: who is met anywhere
    "en": """man men woman women couple teen teens teenager teenagers girl girls boy boys child children baby toddler
        family mother father mum dad son daughter brother brothers sister sisters husband wife grandmother
        pastor priest nun doctor doctors nurse nurses teacher engineer engineers journalist journalists
        reporter worker workers labourer labourers maid maids soldier soldiers troops forces marines
        commandos warplanes bombers veteran pilot pilots driver actor actress singer influencer blogger
        fugitive suspect gangster spy player swimmer rapper model millionaire billionaire""",
}
LEANINGS: Final = {"en": "anti pro"}
BONDS: Final = {"en": "links ties"}
ROUTES: Final = {"en": "flight route routes"}
PARTNERS: Final = {"en": "with", "es": "con", "fr": "avec", "de": "mit", "pt": "com", "it": "con", "ru": "с со"}
MISSIONS: Final = {
    "en": """embassy consulate embassies consulates ambassador envoy consul diplomat diplomats diplomatic flag base
        bases airbase""",
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
SENT: Final = {
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
BLOWS: Final = {"en": "strike strikes attack attacks raid raids fire"}
ONTO: Final = {"en": "on in at near kill kills killed wound wounds injure injures"}
COUNTS: Final = {
    "en": "two three four five six seven eight nine ten dozen",
    "es": "un una dos tres cuatro cinco seis siete ocho nueve diez once doce varios varias otro otra",
    "fr": "un une deux trois quatre cinq six sept huit neuf dix onze douze plusieurs",
    "de": "ein eine einen einem einer zwei drei vier funf sechs sieben acht neun zehn elf zwolf mehrere",
    "pt": "um uma dois duas tres quatro cinco seis sete oito nove dez onze doze varios varias",
    "it": "un uno una due tre quattro cinque sei sette otto nove dieci undici dodici diversi",
}
SINGLE: Final = {
    "en": "the a an",
    "es": "el la un una al del",
    "fr": "le la l un une au du",
    "de": "der ein eine einen einem einer dem",
    "pt": "o a um uma ao do da",
    "it": "il lo la l un uno una al del dal",
}
WINS: Final = {
    "en": """beat beats thrash thrashes crush crushes edge edges v vs defeat defeats hammer hammers thump thumps
        stun stuns outplay draw draws upset upsets rout routs topple topples overcome overcomes""",
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
STRIKES: Final = {
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

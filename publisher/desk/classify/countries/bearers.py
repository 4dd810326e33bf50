# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""What bears the names of nations and towns wherever it is met: dishes, beasts, treaties, works, streets, people."""

from __future__ import annotations

from typing import Final

THINGS: Final = {
    "en": """language tagine quiche brioche baguette baguettes scone scones biscuit biscuits spaniel greyhound budgie
        hamster hamsters tango waltz necktie horoscope goulash casseroles burger burgers sprouts taco tacos cookie
        cookies salami risotto pilaf ramen kitten salad salads stew stews recipe recipes sauce yogurt yoghurt
        sausage sausages noodles toast fries pastry pastries waffle waffles curry curries soup soups pie dressing
        mustard meatballs dumpling dumplings pancakes omelette casserole meringue sandwich sandwiches bagel bagels
        chowder cheesecake seasoning marinade slaw barbecue bbq rarebit muffin muffins cocktail tapas spices
        terrier terriers spaniels fondue kebab kebabs poodle sheepdog shepherd hound hounds bulldog bulldogs
        mastiff puppy puppies kittens cat cats roulette proverb accent folklore mythology subtitles heels braid
        manicure blinds mau maus ivy moss maple spruce pine fir oak knotweed rhubarb violet orchid beetle
        cockroach mink hare goose geese duck python cobra macaw parrot cockatoo tortoise condor pony ponies
        mastiffs wolfhound setter pointer retriever corgi collie spitz malinois ridgeback husky shorthair longhair
        poodles greyhounds budgies doll dolls sauna manicures tuxedo massage jiu pho doughnut doughnuts
        tabbouleh hummus couscous falafel khachapuri borscht lavash halloumi baklava gyro gyros souvlaki moussaka
        paella ceviche empanada empanadas arepa arepas feijoada churros enchiladas burrito burritos quesadilla
        nachos guacamole sushi teriyaki tempura satay rendang laksa biryani naan samosa samosas masala chutney
        kimchi bulgogi bibimbap poutine pierogi schnitzel bratwurst strudel pretzel pretzels gelato tiramisu pasta
        pizza pizzas lasagna lasagne gnocchi crepe crepes croissant croissants macaron macarons raclette tart
        tarts chili cornbread gumbo pickles flatbread flatbreads loaf pudding puddings dessert desserts bakes
        tagines rug rugs windows horn doors alphabet numerals grammar conjugation lessons phrasebook whispers
        goodbye standoff encephalitis measles""",
    "es": """dieta dietas idioma lengua bizcocho albondigas mastin cocker perro vals galletas ensaladilla guiso tarta
        hamburguesa
        bulldog hámster salsa receta recetas ensalada salchicha tortilla cocina gato acento refran pizza sopa
        manicura trenza mostaza dogo dogos galgo galgos gatos perros terrier cucaracha cucarachas hormiga hormigas
        cotorra cotorras cangrejo cangrejos tortuga tortugas caracol conejo cobra empanada empanadas arepa arepas
        ceviche pisco asado chimichurri tacos mole queso yogur gofre gofres crepe crepes pan panes croqueta
        croquetas arroz pasta pastas pizzas curry ramen sushi kimchi pho rollitos rollo kebab falafel hummus
        cuscus tajin postre postres coctel bocadillo tartas tostada tostadas desayuno sopas guisos ensaladas
        salchichas salsas hamburguesas masaje masajes tango valses alfombra alfombras jardin sauna horoscopo
        ruleta muneca munecas matrioska llave llaves navaja sombrero hamaca porcelana tinta sombras dorama doramas
        acentos gramatica alfabeto mitologia jamon barbacoa gelatina helado pimienta bano escalope milanesa filete
        bistec brocheta caviar encefalitis""",
    "fr": """piment poivre langue perruche braque cocker valse tango boulettes brioche tarte gratin burger biscuit
        hamster bouledogue
        ragout salade cuisine recette recettes sauce soupe chat accent proverbe tresse manucure clef cle tapis
        dogue dogues levrier levriers epagneul bulldog mastiff lapin fourmi fourmis ecrevisse ecrevisses erable
        erables renouee fromage fromages yaourt gaufre gaufres crepe crepes pain pains gateau gateaux pates pizza
        pizzas couscous tajine tajines brick riz curry ramen sushi kimchi pho rouleaux nems kebab falafel houmous
        empanadas ceviche tacos mezze dessert desserts cocktail massage massages jardin poupee poupees roulette
        horoscope porcelaine encre ombres jambon saucisse saucisses moutarde soupes salades sauces tartes biscuits
        burgers perruches chats chien chiens chaton chatons grammaire alphabet mythologie huile poivre omelette
        escalope brochette brochettes boulette caviar valses the encephalite marron marrons chataigne oeillet
        canard""",
    "de": """sprache hackballchen creme blau bauernsalat nudelsalat kartoffelsalat krautsalat kuchen pfanne auflauf
        burger topf katze hamster kuche salat sosse wurst brot rezept rezepte bulldogge dogge roulette suppe
        eintopf gulasch pizza nudeln bratwurst wurstchen teppich akzent sprichwort massage sauna kase joghurt
        mokka plunder butterkekse kekse hotdog hotdogs waldkatze faltohrkatze windspiel wolfshund schaferhund
        schaferhunde doggen mastiff vollblut ahorn garten waffeln pralinen mythologie tragodie kreuzheben piroggen
        borschtsch salami ameise ameisen nerz horoskop tierkreiszeichen sternzeichen neujahr grillen pho laufente
        laufenten curry sushi ramen
        tapas tacos ceviche falafel hummus couscous tajine pasta pesto pfannkuchen crepes desserts dessert
        nachspeise nachtisch gerichte fruhstuck teppiche akzente bulldoggen katzen hunde spaniel terrier pony
        ponys tango walzer grammatik alphabet kochkunst backkunst minze enzephalitis wohnungskatze vollmilch""",
    "pt": """dieta dietas idioma almondegas batata batatas cocker valsa biscoito torta bolo hambúrguer hamster
        buldogue salada molho
        pao churrasco cozinha receita receitas gato sotaque sopa pizza manicure tapete dogo dogue galgo cao caes
        gatos terrier barata baratas formiga formigas lagosta lagostas tartaruga coelho esfiha esfihas kibe pizzas
        curry ramen sushi kimchi pho rolinho rolinhos kebab falafel homus cuscuz tabule pasteis pastel empanada
        empanadas ceviche pisco tacos alfajor alfajores arepa sobremesa sobremesas coquetel sanduiche torrada
        torradas waffle waffles panqueca panquecas crepe crepes croissant queijo queijos iogurte cafe salsicha
        linguica presunto mostarda arroz estrogonofe bife molhos sopas bolos biscoitos saladas massagem massagens
        tango valsas tapetes jardim sauna horoscopo roleta boneca bonecas chave canivete chapeu porcelana sotaques
        gramatica alfabeto mitologia dorama doramas encefalite repolho nabo caqui""",
    "it": """pappagallo cocker valzer crema pane torta polpette biscotti hamburger criceto bulldog insalata cucina
        ricetta ricette salsa gatto accento proverbio zuppa minestra pizza manicure tappeto alano dogo levriero
        levrieri gatti cane cani cucciolo terrier scarafaggio formica formiche gambero tartaruga coniglio yogurt
        formaggio formaggi caffe te waffle pancake toast crepes tapas paella tortilla tacos ceviche empanadas
        sushi ramen curry kimchi ravioli involtini kebab falafel hummus couscous cuscus dolce dolci dessert
        cocktail colazione panino panini biscotto torte zuppe salse insalate prosciutto senape wurstel salsiccia
        riso cotoletta massaggio massaggi tango giardino sauna bagno oroscopo roulette bambola bambole chiave
        coltellino cappello porcellana inchiostro ombre scatole accenti grammatica alfabeto mitologia tappeti
        acero canna castagna encefalite cavolo polpetta spiedini anatra""",
    "ru": """язык языка языку языке ангора лихорадка фрикадельки фрикаделек костюм гороскоп танго вальс булочка
        оливье сырники шашлык хомяк хомяка хомяки плов котлеты булочки печенье чай шаурма блины ужин ирис
        ковер ковры диван салат салата кухня кухни кухне соус соуса рецепт торт торта котлета капуста капусты
        капусте капустой капусту орех ореха орехи рулетка рулетку кот кошка бульдог терьер спаниель дог
        овчарка перец суп борщ гуляш колбаски лапша десерт пирог акцент акцентом кроссворд маникюр массаж
        косметика булавка хрусталь""",
    "ar": """اللغة لغة لازانيا اللازانيا الارز شوربة الشوربة الدجاج الكاري الخبز الحلوى حلوى البرياني كفتة كبسة
        الكبسة كباب البيتزا بيتزا الجوز الجبن القهوة قهوة شاي الشاي فطيرة حلاوة وصفة سلطة جوز خبز دجاج
        المعكرونة معكرونة القط قط السجاد حساء كعكة كيك طبخة""",
    "zh": """肉丸 探戈 猎犬 獵犬 短毛 炸鸡 炸雞 坚果 抛饼 飞饼 烤肉 咖喱 披萨 披薩 蛋挞 蛋撻 泡面 泡麵 火锅 火鍋
        沙拉 汤面 面包 麵包 语 語 吐司 牧羊 斗牛犬 料理 咖啡 香米 折耳 卷饼 捲餅 春卷 象棋 泡菜 拉面 拉麵 甜点
        甜點 辣椒 红虾 紅蝦 黑虎虾 龙虾 龍蝦 虾 蝦 牛排 牛肉 羊排 三文鱼 三文魚 车厘子 車厘子 香肠 香腸 火腿
        芝士 奶酪 酸奶 奶茶 布丁 蛋糕 饼干 餅乾 榴莲 榴槤 河粉 米粉 猫 貓 犬 狗 龟 龜 小蠊 大蠊 肉酱 肉醬 通心粉
        部队锅 部隊鍋 石锅 石鍋 参鸡汤 冬阴功 冬蔭功 炒饭 炒飯 炒面 炒麵 套娃 轮盘 輪盤""",
    "ja": """流の 流で 流に キムチ タンゴ ラーメン カレー パン 茶 アイス 人形 将棋 語 料理 飯 式 風 猫 犬 鍋 麺
        神話 家具 雑貨 村 餃子 豆腐 ビール ワイン チーズ コーヒー スープ サラダ ソース ハム サンド まぜ そば
        紅茶""",
    "hi": """भाषा करी सॉस स्टू बिल्ली चॉकलेट केक पास्ता नूडल्स टोपी सूप सलाद रेसिपी व्यंजन कॉफी पुलाव चिकन बिरयानी
        पिज्जा पनीर मोमो मोमोज चाय मिठाई टैको बर्गर सैंडविच मांझे मांझा मसाज
        फेशियल बॉक्सिंग तकनीक नुस्खा नुस्खे तरीका तरीके स्टाइल डाइट""",
    "bn": """ভাষা ভাষার লাজানিয়া টাকো স্টু কারি সস বিড়াল স্যুপ পাস্তা রাইস কেক খাবার পিৎজা পিজ্জা চিকেন রেসিপি
        সালাদ কফি বিরিয়ানি নুডলস কাবাব পনির চা মিষ্টি বার্গার স্যান্ডউইচ মাঞ্জা মমো শর্মা ম্যাসাজ
        কৌশল কৌশলে স্টাইলে পদ্ধতিতে ডায়েট""",
}
COMPOUNDS: Final = {
    "de": """suppe salat brot brotchen kuchen torte wurst sosse eintopf kuche katze terrier dogge hund schaferhund
        teppich klosse knodel auflauf pfanne gulasch nudeln geback kase joghurt kaffee waffeln kekse wurstchen
        brezel salami pony pferd ente hunde katzen""",
    "nl": "soep salade brood taart saus stoofpot keuken gehaktballen herder",
    "sv": "soppa sallad brod kaka sas gryta",
}
_PEOPLE_GIVEN: Final = (
    "santiago sofia milan florence florencia florenca virginia lourdes asia georgia victoria carolina india israel "
    "kenia kenya libia iran jordan chad sydney odessa paris petra africa america brooklyn dakota israele"
)
GIVEN: Final = dict.fromkeys(["es", "fr", "it", "pt"], _PEOPLE_GIVEN)
BEASTS: Final = {
    "en": """dog cat labrador puppy chimpanzee chimp gorilla orangutan elephant lion lioness tiger leopard panda bear
        ridgeback retriever horse pony donkey parrot tortoise turtle penguin otter hippo rhino giraffe whale dolphin
        seal kitten koala owl eagle pig goat sheep hamster snake python crocodile alligator monkey robot""",
    "es": """perro perra perrita gato gata gatita elefante elefanta leon leona tigre jirafa gorila chimpance caballo
        yegua burro loro tortuga delfin oso osa panda""",
    "fr": """chien chienne chiot chat chatte chaton elephant elephante lion lionne tigre girafe gorille chimpanze cheval
        jument ane perroquet tortue dauphin ours ourse panda""",
    "de": """hund hundin kater katze elefant lowe lowin tiger giraffe gorilla schimpanse pferd stute esel papagei
        schildkrote delfin panda""",
    "pt": """cachorro cachorra cadela gato gata elefante elefanta leao leoa tigre girafa gorila chimpanze cavalo egua
        burro papagaio tartaruga golfinho urso ursa panda""",
    "it": """cane cagnolino cagnolina cagna gatto gatta gattino gattina elefante elefantessa leone leonessa tigre
        giraffa gorilla scimpanze cavallo cavalla asino pappagallo tartaruga delfino orso orsa panda""",
}
STREETS: Final = {
    "en": "street road avenue lane boulevard square",
    "es": "calle avenida paseo bulevar glorieta",
    "fr": "rue avenue boulevard quai impasse faubourg",
    "de": "strasse allee platz gasse ring damm chaussee ufer",
    "pt": "rua avenida travessa alameda rodovia",
    "it": "viale piazzale corso lungomare",
    "ru": """вокзал вокзала вокзале вокзалу шоссе улица улице улицы улицу проспект проспекта проспекте площадь площади
        мост моста мосту бульвар бульвара бульваре тракт тракта тракте набережная набережной переулок переулке
        рынок рынке рынка залив заливе залива""",
    "ar": "شارع ميدان جادة بشارع بميدان وشارع",
}
SMALL_STREETS: Final = frozenset(
    {"ru"}
)  # where the noun is small, and a capital makes an adjective a name: "Киевский вокзал"
SQUARES: Final = {
    "es": "plaza",
    "fr": "place cours pont porte",
    "pt": "praca largo",
    "it": "via piazza largo",
}
PACTS: Final = {
    "en": """consensus interpretation chromosome agreement agreements accord accords protocol protocols treaty syndrome
        statute process""",
    "es": """consenso acuerdo acuerdos convenio convencion protocolo sindrome tratado convenios convenciones sindromes
        tratados protocolos estatuto""",
    "fr": """consensus accord accords convention protocole syndrome traite conventions protocoles traites syndromes
        statut processus""",
    "de": "abkommen vertrag vertrage protokoll konvention ubereinkommen syndrom konventionen protokolle syndrome",
    "pt": "consenso acordo acordos convencao protocolo sindrome tratado convencoes tratados protocolos estatuto",
    "it": "consenso accordo accordi convenzione protocollo sindrome trattato convenzioni trattati protocolli statuto",
    "ru": "соглашение соглашения соглашению конвенция конвенции протокол протокола синдром синдрома договор договора",
    "ar": """اتفاق اتفاقية اتفاقيات معاهدة بروتوكول متلازمة لاتفاق لاتفاقية باتفاق باتفاقية واتفاق اتفاقيه معاهده
        متلازمه""",
    "zh": "协定 協定 公约 公約 条约 條約 议定 議定 综合征 综合症 綜合症 症候",
    "ja": "協定 条約 議定 症候群",
    "hi": "समझौता समझौते संधि कन्वेंशन प्रोटोकॉल सिंड्रोम",
    "bn": "চুক্তি চুক্তির চুক্তিতে চুক্তিকে কনভেনশন কনভেনশনের প্রটোকল প্রোটোকল সিনড্রোম সিন্ড্রোম",
    "nl": "verdrag protocol akkoord klimaatakkoord conventie syndroom",
    "tr": "anlaşması anlaşmasından sözleşmesi sözleşmesinden protokolü sendromu",
}
WORKS: Final = {
    "en": "film films movie novel book musical album song series sitcom play opera memoir remake sequel review reviews",
    "es": "pelicula cinta filme novela libro musical cancion disco serie obra critica resena cine cines",
    "fr": "film roman livre album chanson serie comedie piece critique cinema cinemas lecture",
    "de": "film roman buch musical album lied serie oper stuck kino kinos kritik",
    "pt": "filme livro romance musical album cancao musica serie novela peca critica resenha cinema cinemas",
    "it": "film romanzo libro musical album canzone serie fiction opera recensione cinema sala",
    "ru": """фильм фильма фильме фильму роман романа романе книга книгу книги книге сериал сериала сериале
        спектакль спектакля мюзикл альбом альбома песня песню повесть опера оперу картина картину""",
    "ar": "فيلم مسلسل رواية أغنية مسرحية كتاب ألبوم فيلمه وفيلم لفيلم",
    "zh": "",
    "ja": "映画 小説 ドラマ アニメ ミュージカル 舞台 漫画 オペラ アルバム 新曲 ゲーム",
    "hi": "फिल्म फिल्में सीरीज सीरियल उपन्यास किताब गाना गीत नाटक",
    "bn": "সিনেমা সিনেমার ছবি চলচ্চিত্র নাটক উপন্যাস বই গান সিরিজ",
}
BARE_TITLES: Final = frozenset({"ar", "hi", "bn"})
TITLES: Final = {"zh": "《〈『", "ja": "『《"}
GOODS: Final = frozenset(  # called by where they are made, among words of the kitchen and the bar
    {
        "ginebra", "jerez", "oporto", "porto", "cognac", "champagne", "calvados", "madeira", "madere", "marsala",
        "bordeaux", "tequila", "cayenne", "parma", "asti", "gorgonzola", "roquefort", "malaga", "samos",
    }
)  # fmt: skip
BAR: Final = frozenset(
    {
        "vodka", "coctel", "cocteles", "cocktail", "cocktails", "whisky", "ron", "rum", "rhum", "digestif", "digestifs",
        "aperitif", "aperitivo", "sauce", "sosse", "bratensauce", "salsa", "verfeinert", "grappa", "likor", "copas",
    }
)  # fmt: skip
KITCHEN: Final = {
    "en": "simmer marinade tbsp tsp preheat recipe recipes tablespoon tablespoons teaspoon teaspoons",
    "es": "cocinar sartén horno cucharaditas receta recetas cucharada cucharadas cucharadita",
    "fr": "recettes cuisiner cuillerée cuillerées four recette cuillere cuilleres",
    "de": "gekocht gebacken zutaten nachtisch backen kochen rezept rezepte originalrezept esslöffel teelöffel",
    "pt": "crocante forno cozinhar assado assada colher colheres xicara xicaras",
    "it": "microonde forno cucinare ingredienti ricetta ricette cucchiaio cucchiai cucchiaino",
    "ru": "соусом духовке рецептам ингредиенты сковороде рецепт рецепты рецептов",
    "ar": "بالكاري المقلاة الطبخ وصفة وصفات الوصفة مقادير المقادير عجينة",
    "hi": "विधि पकाने रेसिपी",
    "bn": "রান্নার বানানোর বানাবেন রেসিপি রেসিপির রাঁধবেন রাঁধুন",
    "zh": "炒 煮 蒸 煎 炖 燉 焖 燜 腌 醃 勺 蒜 葱 蔥 姜 薑 酱 醬 焯 拌 烤",
    "ja": "レシピ 炒 茹",
}

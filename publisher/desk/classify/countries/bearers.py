# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""What bears the names of nations and towns wherever it is met: dishes, beasts, treaties, works, streets, people."""

from __future__ import annotations

from typing import Final

THINGS: Final = {
    "en": """language tagine quiche brioche baguette baguettes scone scones biscuit biscuits spaniel greyhound
        budgie hamster hamsters tango waltz necktie horoscope goulash casseroles burger burgers sprouts taco
        tacos cookie cookies salami risotto pilaf ramen kitten salad salads stew stews recipe recipes sauce
        yogurt yoghurt sausage sausages noodles toast fries pastry pastries waffle waffles curry curries soup
        soups pie dressing mustard meatballs dumpling dumplings pancakes omelette casserole meringue sandwich
        sandwiches bagel bagels chowder cheesecake seasoning marinade slaw barbecue bbq rarebit muffin
        muffins cocktail tapas spices terrier terriers spaniels fondue kebab kebabs poodle sheepdog shepherd
        hound hounds bulldog bulldogs mastiff puppy puppies kittens cat cats roulette proverb accent folklore
        mythology subtitles heels braid manicure blinds""",
    "es": """idioma lengua bizcocho albondigas mastin cocker perro vals galletas ensaladilla guiso tarta
        hamburguesa bulldog hámster salsa receta recetas ensalada salchicha tortilla cocina gato acento
        refran pizza sopa manicura trenza mostaza""",
    "fr": """langue perruche braque cocker valse tango boulettes brioche tarte gratin burger biscuit hamster
        bouledogue ragout salade cuisine recette recettes sauce soupe chat accent proverbe tresse manucure
        clef cle tapis""",
    "de": """sprache hackballchen creme blau bauernsalat nudelsalat kartoffelsalat krautsalat kuchen pfanne
        auflauf burger topf katze hamster kuche salat sosse wurst brot rezept rezepte bulldogge dogge
        roulette suppe eintopf gulasch pizza nudeln bratwurst wurstchen teppich akzent sprichwort massage
        sauna""",
    "pt": """idioma almondegas batata batatas cocker valsa biscoito torta bolo hambúrguer hamster buldogue salada
        molho pao churrasco cozinha receita receitas gato sotaque sopa pizza manicure tapete""",
    "it": """pappagallo cocker valzer crema pane torta polpette biscotti hamburger criceto bulldog insalata cucina
        ricetta ricette salsa gatto accento proverbio zuppa minestra pizza manicure tappeto""",
    "ru": """язык языка языку языке ангора лихорадка фрикадельки фрикаделек костюм гороскоп танго вальс булочка
        оливье сырники шашлык хомяк хомяка хомяки плов котлеты булочки печенье чай шаурма блины ужин ирис
        ковер ковры диван салат салата кухня кухни кухне соус соуса рецепт торт торта котлета капуста капусты
        капусте капустой капусту орех ореха орехи рулетка рулетку кот кошка бульдог терьер спаниель дог
        овчарка перец суп борщ гуляш колбаски лапша десерт пирог акцент акцентом кроссворд маникюр массаж
        косметика булавка хрусталь""",
    "ar": """اللغة لغة لازانيا اللازانيا الارز شوربة الشوربة الدجاج الكاري الخبز الحلوى حلوى البرياني كفتة كبسة
        الكبسة كباب البيتزا بيتزا الجوز الجبن القهوة قهوة شاي الشاي فطيرة حلاوة وصفة سلطة جوز خبز دجاج
        المعكرونة معكرونة القط قط السجاد حساء كعكة كيك طبخة""",
    "zh": """肉丸 探戈 猎犬 獵犬 短毛 炸鸡 坚果 抛饼 飞饼 烤肉 咖喱 披萨 蛋挞 泡面 火锅 沙拉 汤面 面包 语 語 吐司
        牧羊 斗牛犬 料理 咖啡 香米 折耳 卷饼 捲餅 春卷 象棋 泡菜 拉面 甜点 辣椒""",
    "ja": "キムチ タンゴ ラーメン カレー パン 茶 アイス 人形 将棋 語 料理 飯 式 風 猫 犬 鍋 麺 神話 家具 雑貨",
    "hi": """भाषा करी सॉस स्टू बिल्ली चॉकलेट केक पास्ता नूडल्स टोपी सूप सलाद रेसिपी व्यंजन कॉफी पुलाव चिकन बिरयानी
        पिज्जा""",
    "bn": """ভাষা ভাষার লাজানিয়া টাকো স্টু কারি সস বিড়াল স্যুপ পাস্তা রাইস কেক খাবার পিৎজা পিজ্জা চিকেন রেসিপি
        সালাদ কফি বিরিয়ানি নুডলস""",
}
COMPOUNDS: Final = {
    "de": """suppe salat brot brotchen kuchen torte wurst sosse eintopf kuche katze terrier dogge hund schaferhund
        teppich klosse knodel auflauf pfanne gulasch nudeln geback""",
    "nl": "soep salade brood taart saus stoofpot keuken gehaktballen herder",
    "sv": "soppa sallad brod kaka sas gryta",
}
_PEOPLE_GIVEN: Final = (
    "santiago sofia milan florence florencia florenca virginia lourdes asia georgia victoria carolina"
)
GIVEN: Final = dict.fromkeys(["es", "fr", "it", "pt"], _PEOPLE_GIVEN)
PACTS: Final = {
    "en": "consensus interpretation chromosome agreement agreements accord accords protocol protocols treaty syndrome",
    "es": "consenso acuerdo acuerdos convenio convencion protocolo sindrome tratado",
    "fr": "consensus accord accords convention protocole syndrome traite",
    "de": "abkommen vertrag vertrage protokoll konvention ubereinkommen syndrom",
    "pt": "consenso acordo acordos convencao protocolo sindrome tratado",
    "it": "consenso accordo accordi convenzione protocollo sindrome trattato",
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
    "bn": "রান্নার বানানোর বানাবেন রেসিপি রেসিপির",
}

# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""The small words of the languages of news, and the letters that only some of them write.

Written by hand: articles, prepositions, conjunctions, auxiliaries, months and days, and the words that news is made of
where neighbours write them differently. A word that two languages share is listed for both.
"""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "Latn": {
        "en": "the of and to in for on with at from by is are was after over as has have that be will his her who "
        "not this it its but or says say how what why when where which you your they their them she our can "
        "could would should up out about into than more if were had been being just against during before "
        "while because do does did only now some these those there then said new news first last next year "
        "years week month day days people police government court man woman men women health school city "
        "world home killed dead dies death arrested charged deal plan plans calls wins win set top best make "
        "makes made get gets take takes time back off amid among under between through until may might must "
        "also still here most other another one two three four five six million billion percent report "
        "reports state states house party leader minister president election vote law bill tax market markets "
        "stock shares prices rate rates trade war attack team game season player players coach match league "
        "cup monday tuesday wednesday thursday friday saturday sunday january february march april june july "
        "august september october november december things way need know help show shows open opens big high "
        "old all no my we an so us me any every many without around like",
        "es": "a no o e le les me nos todo todos vez cada mismo sólo solo de la el que en y los del las por con "
        "para una un su se al más tras como es lo sus fue desde entre ha este esta sobre hasta también pero "
        "sin años año según durante gobierno presidente hoy ya así dijo son ser está están muy nuevo nueva "
        "primer millones lunes martes miércoles jueves viernes sábado domingo enero febrero junio julio "
        "septiembre octubre noviembre diciembre contra policía ciudad país hay cuando donde quien",
        "fr": "a si se sa tout tous chaque de la le les des et en du un une à pour dans au sur par aux est qui avec "
        "sont ce son après pas plus ne cette ses ces leur mais ou où comme entre sans été être fait deux ans "
        "selon depuis contre lors sous président gouvernement lundi mardi mercredi jeudi vendredi samedi "
        "dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre nouveau "
        "nouvelle il elle on que ont sera",
        "de": "der die das und in den von zu mit für auf im ist des dem ein eine nicht nach bei wird sich auch aus "
        "als einen einem einer es wie über vor zum zur um am an hat haben sind war wurde werden kann noch nur "
        "mehr oder aber gegen unter durch bis seit wegen dass ihre ihr sein seine jahr jahre jahren "
        "jahrhundert neue neuen neuer montag dienstag mittwoch donnerstag freitag samstag sonntag januar "
        "februar märz juni juli oktober dezember regierung polizei wer was wenn warum mann frau zwei drei "
        "millionen",
        "pt": "a o as aos ou pelos pelas num numa foram ter todo todos cada mesmo de do da que em e os dos das para "
        "com uma um no na por não mais após ao à é são foi seu sua pelo pela nos nas às até também já sobre "
        "entre como ser está estão tem têm diz anos ano governo presidente segundo segunda-feira terça-feira "
        "quarta-feira quinta-feira sexta-feira sábado domingo janeiro fevereiro março maio junho julho "
        "setembro outubro novembro dezembro milhões polícia cidade país contra sem mas quando onde quem isso "
        "este ele ela novo nova dois duas",
        "it": "a o negli agli dagli sui tutto tutti ogni di il la che in e per con del della un una non dei delle "
        "al nel alla sono da dal i gli si le dopo lo è ha anche più come ma se sul sulla dalla nella degli ai "
        "alle questo questa suo sua anni anno contro tra fra stato stata essere governo presidente oggi "
        "lunedì martedì mercoledì giovedì venerdì gennaio febbraio aprile maggio giugno luglio settembre "
        "ottobre dicembre milioni polizia città senza ecco chi cosa quando",
        "nl": "de het een van in en op voor met aan is dat te door niet na bij om zijn er ook wordt naar uit over "
        "die als maar tot tegen hij ze dit worden werd heeft hebben meer nog geen jaar tussen onder moet kan "
        "nieuwe maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart juni juli "
        "augustus oktober politie kabinet wat wie waarom miljoen twee drie",
        "sv": "och i att på för en det som av med till är den har om ett inte efter från vid ska de sig han hon var "
        "men eller under mot mellan blir över också när år nya få får där här polisen regeringen säger måndag "
        "tisdag onsdag torsdag fredag lördag söndag januari februari mars maj juni juli augusti oktober "
        "miljoner kronor inom utan sin sitt man kvinna så hur vad varför två tre",
        "no": "og i at på for en det som av med til er den har om et ikke etter fra ved skal seg han hun de var men "
        "eller under mot mellom blir over også når år nye får ble sier ut opp inn nå være mandag tirsdag "
        "onsdag torsdag fredag lørdag søndag januar februar mars mai juni juli august oktober desember "
        "politiet regjeringen regjering millioner kroner uten kvinne mann hvor hva hvorfor hvordan bare jeg "
        "må bør to tre noen hennes denne dette landet norge norsk norske",
        "nn": "og i på for det som av med til er den har om etter ved skal seg han ho var men eller under mot "
        "mellom blir over også når år nye får vart blei seier ut opp inn no vere mann kvinne ikkje frå ein "
        "eit dei kva kvar korleis kvifor berre eg meir mykje noko nokon saman sjølv gjer kjem fekk hadde "
        "medan utan måndag laurdag sundag politiet regjeringa kommunen skulen vatn òg vil millionar kroner "
        "anna ikring heile hjå fleire fleste noreg norsk norske",
        "da": "og i at på for en det som af med til er den har om et ikke efter fra ved skal sig han hun de var men "
        "eller under mod mellem bliver over også når år nye får blev siger ud op ind nu være mandag tirsdag "
        "onsdag torsdag fredag lørdag søndag januar februar marts maj juni juli august oktober december "
        "politiet regeringen regering millioner kroner uden kvinde mand hvor hvad hvorfor hvordan kun jeg må "
        "bør to tre nogle hendes denne dette landet danmark dansk danske",
        "fi": "ja on ei oli se että kun mutta myös sekä jos ovat hän mukaan kuin vuoden vuotta vuonna jälkeen "
        "kanssa tai joka mikä mitä näin nyt vielä eivät ole olla suomen poliisi hallitus maanantaina "
        "tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina miljoonaa euroa kaksi",
        "pl": "w i na z do się nie że to o za po jest od dla jak przez są przed oraz ale czy ma był była było "
        "będzie roku lat także już tylko ze przy między podczas który która które ich jego poniedziałek "
        "wtorek środa czwartek piątek sobota niedziela stycznia lutego marca kwietnia maja czerwca lipca "
        "sierpnia września października listopada grudnia rząd policja prezydent premier zł mln",
        "cs": "v a na se z do o je že za po pro od ve jako podle není by ze ale jsou byl byla bylo bude i už jen "
        "také při před mezi který která které jeho jejich roku let si až pondělí úterý středa čtvrtek pátek "
        "neděle ledna února března dubna května června července srpna září října listopadu prosince vláda "
        "policie prezident ministr korun lidí proti tři dva dnes řekl uvedl když kde více této tento jak co "
        "nebo může",
        "sk": "v a na sa z do o je že za po pre od vo ako podľa nie by zo ale sú bol bola bolo bude i aj už len "
        "tiež pri pred medzi ktorý ktorá ktoré jeho ich roku rokov si až pondelok utorok streda štvrtok "
        "piatok nedeľa januára februára marca apríla mája júna júla augusta septembra októbra novembra "
        "decembra vláda polícia prezident minister eur ľudí proti tri dva dnes povedal uviedol keď kde viac "
        "tejto tento však môže alebo čo",
        "hu": "a az és nem is egy hogy meg el volt már csak még szerint de ha mint van lesz ki be fel le után "
        "között miatt ellen ez azt aki amely pedig évben éves magyar kormány rendőrség hétfőn kedden szerdán "
        "csütörtökön pénteken szombaton vasárnap millió forint két több",
        "ro": "de la în și pe cu a din că nu pentru un o au este sunt care după ale lui fost fi mai prin sau al ai "
        "cel cea cele între către despre când anul ani lei luni marți miercuri joi vineri ianuarie februarie "
        "martie aprilie iunie iulie septembrie octombrie noiembrie decembrie guvernul președintele poliția "
        "ministrul milioane va vor ce până",
        "tr": "ve bir bu için ile da de olarak daha çok sonra kadar olan oldu etti dedi gibi en ne mi mı ya her "
        "yeni ilk son iki üç göre karşı üzerine arasında değil var yok açıkladı başkanı bakanı yıl pazartesi "
        "salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül "
        "ekim kasım aralık polis türkiye milyon ama ancak",
        "hr": "i u na je se za da od su o koji iz će nije kako po do što bi sa te ili ali biti bio bila bilo koja "
        "koje kod nakon samo još već više godine godina godinu protiv između prije poslije vrijeme mjesto "
        "mjesta svijet svijeta gdje dvije uvijek vijesti riječ djeca djece cijena cijene cijenu predsjednik "
        "predsjednika predsjednica uvjeti izvješće također tijekom tko ništa tisuća tisuće vijeće europa "
        "europske europski europska vlada vlade ministar policija opće općina nedjelja srijeda siječnja "
        "veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca priopćio "
        "priopćenju izjavio izjavila rekao rekla danas sutra obitelj zrakoplov gospodarstvo tvrtka uhićen "
        "nogomet povijest ljudi eura",
        "sr": "i u na je se za da od su o koji iz će nije kako po do što bi sa te ili ali biti bio bila bilo koja "
        "koje kod nakon samo još već više godine godina godinu protiv između pre posle vreme mesto mesta svet "
        "sveta gde dve uvek vesti reč deca dece cena cene cenu predsednik predsednika predsednica uslovi "
        "izveštaj takođe tokom ko ništa hiljada hiljade šta evropa evropske evropski evropska vlada vlade "
        "ministar policija opšte opština nedelja sreda januara februara aprila juna jula avgusta septembra "
        "oktobra novembra decembra saopštio saopšteno saopštenju izjavio izjavila rekao rekla danas sutra "
        "porodica avion privreda uhapšen fudbal istorija ljudi evra dinara srbije srbija srbiji",
        "bs": "i u na je se za da od su o koji iz će nije kako po do što bi sa te ili ali biti bio bila bilo koja "
        "koje kod nakon samo još već više godine godina godinu protiv između prije poslije vrijeme mjesto "
        "mjesta svijet svijeta gdje dvije uvijek vijesti riječ djeca djece cijena cijene cijenu predsjednik "
        "predsjednika predsjednica uslovi izvještaj također tokom ko ništa hiljada hiljade šta vijeće evropa "
        "evropske evropski evropska vlada vlade ministar policija opće općina nedjelja srijeda januara "
        "februara aprila juna jula augusta septembra oktobra novembra decembra saopćio saopćeno saopćenju "
        "izjavio izjavila rekao rekla danas sutra porodica avion privreda uhapšen fudbal historija ljudi km "
        "bih bosne hercegovine federacije lahko sedmica sedmice kantona kanton",
        "sl": "in v na je se za da so z po ki od o iz tudi ni pri kot bi pa bo bil bila bilo še že le ter ali med "
        "pred leta let več kaj kdo kje proti vlada predsednik slovenije ponedeljek torek sreda četrtek petek "
        "sobota nedelja januarja februarja junija julija avgusta oktobra evrov",
        "lt": "ir į iš su kad yra už dėl po ne apie bei per prie kaip bet ar jau tik buvo bus metų metais metus "
        "taip pat savo nuo iki lietuvos policija",
        "lv": "un ir no ar par uz kas ka pēc lai arī vai bet gada gadā gadu tiek tika būs bija nav jau tikai kā pie "
        "līdz latvijas policija",
        "et": "ja on ei et oli ning kui see ka mis oma pärast aasta aastal kes või siis ta nii veel eesti politsei "
        "eurot juba mille ole",
        "sq": "të në e i për me dhe nga një se më ka që është do nuk si pas ishte janë kjo ky edhe deri vit vite "
        "policia kryeministri qeveria shqipëri kosovë",
        "ca": "a o es si tot cada de la el i que en els les per amb del una un al més ha és als pel pels dels no "
        "però també aquest aquesta anys any fins són hi ho segons després govern entre sobre dilluns dimarts "
        "dimecres dijous divendres dissabte diumenge barcelona catalunya com seva seu",
        "gl": "o a os as do da dos das no na nos nas un unha dun dunha nun nunha cun cunha e que de en para por "
        "polo pola polos polas co coa cos coas ao aos á ás é foi ten son está máis non xa tamén ata dende "
        "desde tras sobre entre este esta seu súa anos ano goberno xunta galicia galego presidente veciños "
        "concello onte hoxe luns martes mércores xoves venres sábado domingo xaneiro febreiro marzo xuño "
        "xullo setembro outubro decembro cando onde quen milleiros millóns cidade contra sen mais pero como",
        "id": "di dan yang untuk dengan dari ke ini pada akan tidak dalam itu oleh usai saat jadi karena bisa bahwa "
        "juga sudah telah ada mereka kami kita para atau sebagai adalah agar hingga sejumlah warga orang "
        "tahun hari kata ujar polisi uang mobil kantor rumah presiden menteri pemerintah lebih masih lalu "
        "terkait senin selasa rabu kamis jumat sabtu minggu januari februari maret juni juli agustus oktober "
        "desember pekan pria wanita tewas korban kasus partai mantan internasional kecelakaan perusahaan rp "
        "beda soal tersebut indonesia jakarta gimana banget deras sebabkan tersangka gempa jelang bakal usulkan "
        "umumkan tangkap kabupaten bupati wilayah",
        "ms": "di dan yang untuk dengan dari ke ini pada akan tidak dalam itu oleh ketika jadi kerana boleh bahawa "
        "juga sudah telah ada mereka kami kita para atau sebagai adalah agar hingga sejumlah orang tahun hari "
        "kata berkata polis wang kereta pejabat rumah presiden menteri kerajaan lebih masih lalu isnin selasa "
        "rabu khamis jumaat sabtu ahad januari februari mac jun julai ogos oktober disember minggu lelaki "
        "wanita maut mangsa kes parti bekas antarabangsa kemalangan syarikat rm beliau daripada ialah iaitu "
        "mahkamah datuk seri perdana negeri malaysia kuala lumpur tersebut lebat suspek curi punca jurucakap "
        "baharu jawatan motosikal wilayah tangkap",
        "vi": "của và là có cho với được trong không một người đã các tại khi này những từ đến sau về ra năm ngày "
        "vào bị sẽ để nhiều phải theo trên thành",
        "sw": "ya na wa kwa ni la za katika kuwa cha yake baada hiyo kwamba watu mwaka rais serikali ambao kama yao "
        "pia wakati polisi nchini kutoka huku",
        "tl": "ng sa ang na mga at ay para ni kay si hindi ito nang siya rin din ngayon pero kung dahil matapos "
        "mula may naman niya nila araw taon",
        "af": "die van en in het is vir nie met op aan om te wat by was ook sal na hul hulle uit maar word haar sy "
        "deur oor nog een ons dat jaar moet kan",
        "so": "iyo oo ka ku la waa uu ay in soo ee ayaa u si aan dowladda",
        "ha": "da a na ta ya ba ne ce ga sun an cikin yi su shi wani ranar bayan",
        "az": "və bir bu üçün ilə da də olan edib olub görə sonra ki daha ildə edir azərbaycan isə çox",
        "uz": "va bu bilan uchun bir ham deb edi qildi kerak yil shu davlat",
        "eu": "eta da ez du bat dira dute ere izan egin den duen baina zen dela arte urte",
        "is": "og í að á er sem um til við ekki með var fyrir af hefur en það hann segir",
        "ga": "an na ar agus go i is le sé bhí ag do a de ó tá nach",
        "cy": "y yn i ar o a wedi ei bod gan ac mae am fod i'r o'r",
    },
    "Cyrl": {
        "ru": "в и на с не что по из за о от к для как это его у до во со об был после при или так но еще ещё также "
        "уже чтобы который которые которая года году лет будет были было быть она они он более между против "
        "под сша россии рф президент глава января февраля марта апреля мая июня июля августа сентября октября "
        "ноября декабря сообщил заявил рассказал тысяч млн рублей",
        "uk": "в і на з не що у до за про та від як для його це із під є після або але ще також вже щоб який які "
        "яка року років буде були було бути вона вони він більше між проти через україни україні україна "
        "президент січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня "
        "повідомив заявив розповів тисяч млн гривень й зі внаслідок щодо час",
        "bg": "на в и за от с да се не е че по са към ще при след или но още също вече който които която година "
        "години беше били бъде тя те той повече между срещу под до българия президент министър януари "
        "февруари март април май юни юли август септември октомври ноември декември заяви съобщи каза хиляди "
        "лева му това как без ги го със във",
        "be": "у і на з не што да па за ад пра як для гэта пасля або але яшчэ таксама ўжо каб які якія якая года "
        "годзе гадоў будзе былі было быць яна яны ён больш паміж супраць праз беларусі беларусь прэзідэнт "
        "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня "
        "паведаміў заявіў расказаў тысяч млн рублёў са ў",
        "sr": "у и на је се за да од су са о који из ће није како по или али још већ такође што која које године "
        "година била било бити он она они више између против до србије србија председник влада министар "
        "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра изјавио "
        "рекао хиљада динара код након после",
        "mk": "на во и за од да се не е со ќе по што ги или но уште исто веќе кој која кои година години беше биле "
        "биде таа тие тој повеќе меѓу против под до македонија претседател владата министер јануари февруари "
        "март април мај јуни јули август септември октомври ноември декември изјави рече илјади денари го му "
        "оваа како",
        "kk": "және мен үшін бұл бар деп ол бір екі да де жылы туралы қазақстан",
        "ky": "жана менен үчүн бул бар деп ал бир эки да де жылы жөнүндө кыргызстан",
        "tg": "ва дар аз ба бо ки барои ин аст шуд то тоҷикистон",
        "mn": "нь байна юм энэ гэж болон бол оны монгол улсын хүн",
    },
    "Arab": {
        "ar": "في من على إلى عن مع أن بعد التي الذي هذا ما بين لا قبل خلال هذه ذلك كان كانت قال قالت أو ثم حتى كما "
        "عند لم لن قد إن أنه هو هي يوم عام الرئيس الحكومة وزير رئيس اليوم",
        "fa": "در به از که با را این است برای آن شد می تا بر های یک شود شده کرد کرده خود هم نیز اما یا دو پس پیش "
        "سال روز گفت دولت وزیر رئیس ایران کشور هزار بود",
        "ur": "سال کے کی میں سے کا نے کو پر اور ہے کہ ہیں یہ وہ ایک اس ان بھی تو ہی گیا گئی گئے دیا کر کیا ہو رہا تھا "
        "تھے تھی لیے ساتھ بعد پاکستان وزیراعظم نہیں",
        "ps": "په د کې چې له او ته دي سره کړې یې هم خو نه شوي کړی وي پر لپاره کال افغانستان ده دی",
        "ckb": "لە و بە کە بۆ ئەو ئەم لەگەڵ دوای هەر سەر نێوان ناو هەرێمی کوردستان",
        "sd": "۾ جي جو کي آهي ۽ تي جا کان سان آهن ته",
        "ug": "ۋە بىر بۇ بىلەن ئۈچۈن ئۇ دەپ",
    },
    "Deva": {
        "hi": "के में की से का ने को पर और है कि हैं लिए यह वह एक इस उस भी तो ही गया गई गए दिया कर किया हो रहा रहे "
        "था थे थी साथ बाद नहीं अब क्या लेकिन बोले जानें कहा ये होगा सकता करने वाले वाली अपने उन्होंने",
        "mr": "आणि आहे या च्या नाही मध्ये आहेत होता झाली ते हे ही तो ती हा एक पण केली केला केले होते होती असे असा "
        "यांनी यांच्या साठी नंतर मोठी मोठा आता काय झाला झाले करून करण्यात त्यांनी म्हणाले येथे येथील मुंबई "
        "राज्यात दोन केल्या जाहीर आयोगाने दिली दिले घेतला घेतली मात्र",
        "ne": "छ को मा ले र हो भएको गर्ने छन् लाई पनि यो त्यो एक तथा भने अनुसार लागि गरेको गरेका भन्दै भए थियो थिए "
        "हुने हुन् गरी गर्न गरिएको छैन बताए बताएका नेपाल आज अब केही यस पछि गर्दै यात्रु सडक प्रहरी कारणले",
    },
    "Beng": {
        "bn": "ও এই এবং করে থেকে না জন্য তার যে এক হয় সঙ্গে করা হবে বলে",
        "as": "আৰু এই কৰা পৰা নাই বাবে তেওঁ যে এটা হয় কৰে হ'ব",
    },
}

# Letters that few languages write. In Latin names travel with their letters: there they only back a language's words.
LETTERS: Final = {
    "Latn": {
        "de": "ß", "es": "ñ¿¡", "gl": "ñ", "pt": "ãõ", "pl": "łżźśćńąę", "cs": "řěů", "sk": "ľĺŕôä", "ro": "țșăţş",
        "tr": "ğış", "az": "əğış", "hu": "őű", "lv": "āēīķļņģū", "lt": "ėįųū", "da": "æøå", "no": "æøå", "nn": "æøå",
        "is": "ðþ", "hr": "đć", "sr": "đć", "bs": "đć", "sq": "ë", "vi": "ơưđạảấầậắặếềệỉịọỏốồộớờợụủứừựỳ", "sv": "åä",
    },
    "Cyrl": {
        "uk": "іїєґ", "be": "іўыэё", "ru": "ыэё", "bg": "", "sr": "ђјљњћџ", "mk": "ѓјљњќџѕ", "kk": "әғқңөұүһі",
        "ky": "ңөү", "tg": "ғӣқӯҳҷ", "mn": "өү", "uz": "ўқғҳ", "tt": "әҗңөүһ", "ba": "ҙҫҡғәңөүһ",
    },
    "Arab": {
        "ar": "ةىأإؤ", "fa": "پچگژ", "ur": "پچگژٹڈڑںےہھ", "ps": "پچگژټډړږښګڼېۍ", "ckb": "پچگژڕڵۆێە",
        "sd": "پچگڄڃڪڻٻڀٿڌ", "ug": "پچگېۇۈۋە",
    },
    "Deva": {"mr": "ळ"},
    "Beng": {"as": "ৰৱ"},
}  # fmt: skip

# How words end in languages that write small words on to the ones before.
ENDINGS: Final = {
    "Deva": {
        "ne": "्यो हरू हरु लाई बाट सँग द्वारा हरूले हरूको पछि देखि सम्म",
        "mr": "च्या ांनी ांना ांच्या ामध्ये साठी मुळे ण्यात ाचा ाची ाचे ात",
    },
}

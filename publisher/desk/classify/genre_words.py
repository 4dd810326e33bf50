# ruff: noqa: RUF001 -- labels and marks of many languages, in their own letters
"""The labels, marks, steps of links and bylines that say what kind of writing a piece is, in many languages.

Written by hand. A word stands here only where it says how a piece is written, never where it may be what the piece is
about: "live" alone before a colon, but not "live music"; "/opinion/" in a link, but not "/opinion-polls/".
"""

from __future__ import annotations

from typing import Final

# The labels of agencies, by the genre they mean.
LABELS: Final = {
    "opinion": "opinion|opinions|editorial|editorials|op-ed|oped|comment|commentary|comment is free|viewpoint|"
    "viewpoints|column|columns|columnists|columnist|letters|letters to the editor|opinión|"
    "editoriales|tribuna|columna|columnas|opiniones|opinião|editoriais|opinioni|editoriale|"
    "editoriali|commenti|tribune|tribunes|éditorial|éditoriaux|édito|points de vue|chronique|"
    "chroniques|meinung|kommentar|kommentare|leitartikel|kolumne|kolumnen|gastbeitrag|opinie|"
    "commentaar|mening|meninger|ledare|debatt|debat|leder|mielipide|pääkirjoitus|мнение|мнения|"
    "колумнисты|колонка|думка|думки|komentarz|komentarze|felieton|köşe yazıları|yazarlar|görüş|رأي|"
    "آراء|مقالات|الرأي|دیدگاه|یادداشت|رائے|اداریہ|کالم|विचार|संपादकीय|राय|মতামত|সম্পাদকীয়|社説|"
    "オピニオン|論説|コラム|评论|社论|观点|評論|社論|觀點|사설|칼럼|오피니언|opini|tajuk|"
    "tajuk rencana|kolom|ý kiến|quan điểm|guest column|guest columns|guest opinion|"
    "guest essay|the editorial board|editorial board|your view|leader article|лента мнений|авторские колонки|"
    "yorum|görüşler|افتتاحية|سرمقاله|नज़रिया|ब्लॉग|অভিমত|উপসম্পাদকীয়|社评|时评|社評|時評|기고|논설",
    "interview": "interview|interviews|q&a|q and a|entrevista|entrevistas|intervista|interviste|entretien|"
    "entretiens|vraaggesprek|intervju|haastattelu|интервью|інтерв'ю|wywiad|wywiady|röportaj|söyleşi|"
    "مقابلة|مقابلات|حوار|مصاحبه|گفتگو|साक्षात्कार|সাক্ষাৎকার|インタビュー|专访|專訪|访谈|인터뷰|"
    "wawancara|phỏng vấn",
    "analysis": "analysis|analyses|news analysis|análisis|análise|analisi|analyse|analysen|hintergrund|"
    "décryptage|анализ|аналитика|аналітика|analiza|analizy|analiz|تحليل|تحليلات|تحلیل|विश्लेषण|"
    "বিশ্লেষণ|分析|解説|분석|analisis",
    "explainer": "explainer|explainers|explained|décodage|claves|entenda|lo spiegone|erklärt|uitgelegd|एक्सप्लेनर|"
    "এক্সপ্লেইনার|what we know|explicado|spiegazione",
    "fact-check": "fact check|fact checks|fact-check|factcheck|fact checking|reality check|faktencheck|faktenfuchs|"
    "verificación|désintox|checagem|verificamos|fact-checking|cek fakta|фактчек|фактчекинг|doğrulama|"
    "تحقق|تدقيق|راستی آزمایی|फैक्ट-चेक|ফ্যাক্টচেক|事实查核|事實查核|求真|辟谣|फैक्ट चेक|ফ্যাক্ট চেক|"
    "ファクトチェック|팩트체크",
    "press-release": "press release|press releases|news release|news releases|media release|media releases|"
    "pressemitteilung|pressemitteilungen|communiqué|communiqués|communiqué de presse|"
    "communiqués de presse|nota de prensa|notas de prensa|comunicado de prensa|comunicado|"
    "comunicados|nota à imprensa|comunicato stampa|comunicati stampa|persbericht|persberichten|"
    "pressmeddelande|pressemelding|tiedote|пресс-релиз|пресс-релизы|пресреліз|komunikat prasowy|"
    "basın bülteni|بيان صحفي|بيانات صحفية|プレスリリース|新闻稿|新聞稿|보도자료|siaran pers",
    "live": "live|live blog|liveblog|live updates|live coverage|liveticker|live-ticker|en direct|direct|"
    "en vivo|en directo|ao vivo|diretta|la diretta|онлайн-трансляция|canlı|canli|مباشر|लाइव|লাইভ|ライブ|"
    "直播",
    "obituary": "obituary|obituaries|obits|obituario|obituarios|obituário|necrologi|necrologio|nécrologie|nécrologies|"
    "nachruf|nachrufe|in memoriam|dödsfall|некролог|некрологи|nekrolog|訃報|讣告|訃聞|부고|"
    "श्रद्धांजलि",
    "review": "review|reviews|book review|book reviews|film review|movie review|movie reviews|music review|"
    "theatre review|game review|reseña|reseñas|crítica|críticas|resenha|resenhas|recensione|"
    "recensioni|critique|critiques|rezension|rezensionen|recensie|recensies|recension|recensioner|"
    "anmeldelse|anmeldelser|рецензия|рецензии|рецензія|recenzja|recenzje|समीक्षा|レビュー|书评|影评|"
    "書評|影評|리뷰",
    "sponsored": "sponsored|sponsored content|sponsored post|sponsor content|partner content|partnercontent|"
    "paid content|paid post|branded content|brand content|advertorial|advertorials|advertisement|"
    "advertisement feature|promoted content|publirreportaje|contenido patrocinado|"
    "conteúdo patrocinado|publieditorial|contenu sponsorisé|publi-rédactionnel|publireportage|"
    "contenuto sponsorizzato|publiredazionale|anzeige|bezahlter inhalt|advertentie|partnerbijdrage|"
    "annonce|annons|artykuł sponsorowany|materiał sponsorowany|на правах рекламы|"
    "партнерский материал|спецпроект|sponsorlu içerik|advertoria|محتوى مدعوم|प्रायोजित|赞助内容|"
    "贊助內容|広告特集|pr記事",
    "video": "video|videos|vídeo|vídeos|vidéo|vidéos|видео|відео|wideo|فيديو|ویدئو|वीडियो|ভিডিও|视频|影片|動画|영상",
    "audio": "audio|podcast|podcasts|подкаст|подкасты|بودكاست|पॉडकास्ट|পডকাস্ট|播客|ポッドキャスト|팟캐스트|siniar",
    "feature": "feature|features|long read|long reads|longread|longreads|reportaje|reportage|reportagen|репортаж",
    "profile": "profile|profiles|perfil|perfiles|portrait|portraits|porträt",
    "summary": "news in brief|news briefs|briefs|in brief|bulletin|bulletins|news bulletin|round-up|roundup|roundups|"
    "news roundup|morning briefing|daily briefing|evening briefing|"
    "the briefing|kurzmeldungen|nieuws in het kort|resumen de noticias|resumo do dia|rassegna stampa|"
    "дайджест|итоги дня|przegląd prasy|günün özeti|نشرة الأخبار|موجز الأنباء|新闻简报|新聞摘要|"
    "ニュースまとめ|सुर्खियां|সংবাদ সংক্ষেপ|nachrichten kompakt|en bref|en breve|in breve|brèves",
}

# What a headline may begin or end with, set off by a colon, a bar, a dash or brackets: "Opinion | ...", "... – live".
MARKS: Final = {
    "opinion": "opinion|opinions|editorial|op-ed|oped|commentary|comment|viewpoint|column|letters|letter|"
    "letters to the editor|guest column|guest opinion|guest essay|my view|our view|the editorial|"
    "opinión|columna|tribuna|carta al director|opinião|coluna|opinione|l'opinione|editoriale|"
    "l'editoriale|il commento|meinung|kommentar|leitartikel|kolumne|gastbeitrag|gastkommentar|"
    "pro und contra|tribune|édito|éditorial|l'édito|chronique|point de vue|мнение|колонка|"
    "колонка редактора|думка|opinie|commentaar|opinia|komentarz|felieton|görüş|yorum|köşe yazısı|"
    "opini|kolom|tajuk|社説|コラム|论坛|社论|社评|评论|时评|观点|社論|社評|評論|觀點|사설|칼럼|기고|"
    "오피니언|رأي|افتتاحية|مقال رأي|مقال|سرمقاله|یادداشت|اداریہ|संपादकीय|विचार|राय|ब्लॉग|नज़रिया|"
    "সম্পাদকীয়|মতামত|অভিমত|ledare|debatt|leder|kronikk",
    "interview": "interview|exclusive interview|q&a|entrevista|entrevista exclusiva|intervista|l'intervista|"
    "entretien|l'entretien|interview exclusive|grand entretien|im interview|im gespräch|интервью|"
    "эксклюзивное интервью|інтерв'ю|wywiad|röportaj|söyleşi|wawancara|インタビュー|独占インタビュー|"
    "专访|独家专访|对话|專訪|獨家專訪|인터뷰|مقابلة|حوار|مصاحبه|گفت‌وگو|साक्षात्कार|इंटरव्यू|"
    "সাক্ষাৎকার|vraaggesprek|intervju",
    "analysis": "analysis|news analysis|data analysis|análisis|análise|analisi|l'analisi|analyse|l'analyse|"
    "анализ|аналитика|аналіз|analiza|analiz|analisis|分析|新闻分析|新聞分析|解読|분석|تحليل|تحلیل|"
    "तجزیہ|विश्लेषण|বিশ্লেষণ",
    "explainer": "explainer|explained|the explainer|what we know|what we know so far|décryptage|on vous explique|"
    "erklärt|einfach erklärt|faq|explicador|las claves|claves|entenda|lo spiegone|spiegazione|"
    "uitgelegd|解説|一文读懂|懶人包|एक्सप्लेनर|এক্সপ্লেইনার|شرح|разбор|wyjaśniamy",
    "fact-check": "fact check|fact-check|factcheck|fact checking|fact-checking|reality check|faktencheck|"
    "faktenfuchs|verificación|verificamos|fato ou fake|checagem|désintox|vrai ou faux|"
    "le vrai du faux|фактчек|фейк|cek fakta|doğrulama|teyit|تحقق|تدقيق|ファクトチェック|事实查核|"
    "事實查核|查核|辟谣|팩트체크|फैक्ट चेक|फैक्ट-चेक|ফ্যাক্ট চেক|ফ্যাক্টচেক",
    "press-release": "press release|news release|media release|for immediate release|pressemitteilung|communiqué|"
    "communiqué de presse|comunicado|comunicado de prensa|nota de prensa|nota à imprensa|"
    "comunicato stampa|persbericht|pressmeddelande|пресс-релиз|пресреліз|komunikat prasowy|"
    "basın bülteni|siaran pers|プレスリリース|新闻稿|新聞稿|보도자료|بيان صحفي",
    "live": "live|live updates|live update|live blog|liveblog|live news|live coverage|live report|"
    "latest updates|as it happened|minute by minute|liveticker|live-ticker|newsticker|news-ticker|"
    "news-blog|newsblog|im liveticker|im liveblog|en direct|direct|le direct|en vivo|en directo|"
    "minuto a minuto|última hora en directo|ao vivo|ao minuto|tempo real|diretta|la diretta|"
    "in diretta|diretta live|онлайн-трансляция|текстовая трансляция|прямая трансляция|наживо|na żywo|"
    "relacja na żywo|canli|canlı|canlı anlatım|canlı blog|直播|文字直播|滚动更新|滾動更新|ライブ|随時更新|"
    "速報中|실시간|مباشر|بث مباشر|تغطية مباشرة|لحظة بلحظة|लाइव|लाइव अपडेट|লাইভ|লাইভ আপডেট|সরাসরি|trực tiếp",
    "obituary": "obituary|obituaries|obituario|obituário|necrologio|nachruf|nécrologie|in memoriam|некролог|"
    "nekrolog|訃報|讣告|訃聞|부고|श्रद्धांजलि|শোক সংবাদ|نعي",
    "review": "review|book review|film review|movie review|album review|theatre review|theater review|"
    "game review|music review|tv review|restaurant review|concert review|series review|"
    "hands-on review|first look review|reseña|crítica|crítica de cine|resenha|recensione|"
    "la recensione|critique|critique ciné|la critique|rezension|filmkritik|buchkritik|serienkritik|"
    "рецензия|рецензія|recenzja|recensie|recension|anmeldelse|ulasan|film eleştirisi|レビュー|書評|"
    "映画評|书评|影评|影評|리뷰|समीक्षा|फिल्म समीक्षा|मूवी रिव्यू|রিভিউ|مراجعة",
    "summary": "news in brief|in brief|news roundup|news round-up|world roundup|weekly roundup|weekend roundup|"
    "market roundup|news bulletin|morning bulletin|evening bulletin|"
    "morning briefing|daily briefing|evening briefing|the briefing|morning update|"
    "evening update|week in review|today's headlines|top headlines|top stories|kurz & knapp|"
    "kurzmeldungen|der tag im überblick|en bref|l'essentiel de l'actualité|en breve|"
    "resumen de noticias|resumen|resumo do dia|in breve|rassegna stampa|дайджест|главное за день|"
    "главное к утру|итоги дня|günün özeti|新闻简报|早报|晚报|新聞摘要|要闻|ニュースまとめ|주요뉴스|"
    "موجز|موجز الأنباء|सुर्खियां|আজকের সংবাদ",
    "sponsored": "sponsored|sponsored content|sponsored post|sponsor content|partner content|paid content|"
    "paid post|paid program|branded content|advertorial|advertisement|publirreportaje|"
    "contenido patrocinado|conteúdo patrocinado|contenu sponsorisé|publi-rédactionnel|"
    "contenuto sponsorizzato|bezahlter inhalt|advertentie|artykuł sponsorowany|на правах рекламы|"
    "sponsorlu içerik|प्रायोजित|বিজ্ঞাপন|赞助内容|廣編特輯|pr記事|محتوى مدعوم",
    "video": "video|watch|vídeo|vidéo|видео|відео|wideo|فيديو|بالفيديو|वीडियो|ভিডিও|视频|影片|動画|영상|in video",
    "audio": "podcast|audio|listen|the podcast|le podcast|подкаст|بودكاست|पॉडकास्ट|পডকাস্ট|播客|ポッドキャスト|팟캐스트",
}

# Marks that must stand in brackets: before a colon they are news ("Anzeige" is a charge, "PR" a party, Salah a player).
ONLY_IN_BRACKETS: Final = {
    "sponsored": "ad|anzeige|pr|werbung|реклама|广告|廣告|広告|광고|إعلان",
    "explainer": "解说",
    "fact-check": "salah|hoaks",
}

# What the part before a colon, or after a dash, may end with: "Pathaan movie review: ...", "Vote live updates: ...".
TAILS: Final = {
    "live": "live updates|live blog|liveblog|as it happened|im liveticker|im liveblog|im newsblog|"
    "im newsticker|en direct|en vivo|en directo|ao vivo|minuto a minuto|in diretta|la diretta|"
    "na żywo|لحظة بلحظة|लाइव अपडेट",
    "review": "movie review|film review|book review|album review|game review|series review|theatre review|tv review",
    "interview": "im interview|en entrevista",
    "opinion": "letters to the editor",
    "fact-check": "fact check|im faktencheck",
    "explainer": "kurz erklärt|einfach erklärt",
}
# "Middle East crisis live: ..." is told by its last word, unless the one before shows that somebody lives there.
NOT_BEFORE_LIVE: Final = frozenset({
    "all", "and", "animals", "can", "could", "families", "how", "i", "long", "must", "night", "not", "or",
    "people", "percent", "residents", "should", "still", "that", "they", "to", "we", "where", "who", "will",
    "would", "xbox", "you",
})  # fmt: skip
# What after a hyphen may be who says so, not what the piece is.
WHO_SAYS_SO: Final = frozenset({"review", "analysis", "interview", "letter", "letters", "comment", "column", "opinion"})
# "Oppenheimer review – ...", unless it is another kind of review.
NOT_BEFORE_REVIEW: Final = frozenset({
    "orders", "launches", "announces", "calls", "demands", "promises", "seeks", "faces", "wants", "needs",
    "a", "after", "annual", "budget", "case", "constitutional", "court", "defence", "defense", "ethics",
    "expert", "for", "formal", "fresh", "government", "in", "independent", "internal", "into", "its", "judicial",
    "law", "legal", "major", "new", "of", "on", "pay", "peer", "performance", "periodic", "policy", "practice",
    "rapid", "safety", "security", "sentencing", "serious", "spending", "strategic", "tax", "the", "under",
    "urgent", "year",
})  # fmt: skip

# Marks that a full stop sets off, as papers of France and Italy write: "TRIBUNE. Il faut...", "L'intervista. ...".
WITH_STOP: Final = frozenset({
    "tribune", "éditorial", "édito", "l'édito", "point de vue", "chronique", "interview", "entretien",
    "grand entretien", "analyse", "décryptage", "critique", "direct", "en direct", "vrai ou faux",
    "on vous explique", "nécrologie",
    "editoriale", "l'editoriale", "il commento", "intervista", "l'intervista", "l'analisi", "diretta", "la diretta",
    "la recensione", "recensione",
})  # fmt: skip
# What a headline may begin with before a colon and a quotation: "Entrevista a la ministra: «No dimitiré»".
SPOKEN_WITH: Final = (
    "entrevista a", "entrevista con ", "entrevista com ", "intervista a", "intervista con ", "interview mit ",
    "entretien avec ", "interview de ", "интервью с ", "интервью: ",
)  # fmt: skip
# What a headline may end with behind a comma: "Elecciones en Galicia, en directo".
BEHIND_COMMA: Final = (", en directo", ", en vivo", ", en direct", ", in diretta", ", ao vivo", ", im liveticker")

# What a step of a link's path may be. Only steps that say how a piece is written, never what it is about.
STEPS: Final = {
    "opinion": "opinion opinions editorial editorials op-ed oped commentisfree comment commentary columnists "
    "columnist columns column letters meinung kommentar kommentare leitartikel tribune tribunes "
    "idees debats opinioni opinione opiniao opinie debatt kolumnen kolumne colunas coluna columna "
    "columnas editoriali editoriale editoriais opini mnenie mneniya opinions-editorials yazarlar "
    "thecommentariat guest-columns",
    "interview": "interview interviews entrevista entrevistas intervista interviste entretiens interviu wywiad "
    "roportaj",
    "analysis": "analysis news-analysis analisis analise analisi analytics-and-analysis",
    "explainer": "explainer explainers explained",
    "fact-check": "fact-check factcheck fact-checks fact-checking faktencheck faktenfuchs factchecking cek-fakta "
    "reality-check verificacion fato-ou-fake",
    "press-release": "press-release press-releases pressrelease pressreleases news-releases newsreleases "
    "media-releases pressemitteilungen pressemitteilung communiques-de-presse comunicados "
    "comunicati-stampa notas-de-prensa",
    "live": "live liveblog live-blog live-news live-updates liveticker live-ticker en-direct en-vivo ao-vivo",
    "obituary": "obituaries obituary obituarios obituario nachrufe necrologie obits",
    "review": "review reviews book-reviews film-reviews movie-reviews rezensionen recensioni critiques resenas",
    "sponsored": "sponsored sponsored-content partner-content paid-content paidpost branded-content brandcontent "
    "advertorial advertorials brand-studio publirreportaje sponsor-content",
    "video": "video videos",
    "audio": "audio podcast podcasts",
}

# Parts of bylines, in lower case.
BYLINES: Final = {
    "opinion": "editorial board|board of editors|guest columnist|guest column|opinion contributor|"
    "opinion columnist|opinion writer|opinion editor|staff opinion|opinion staff|"
    "contributing columnist|syndicated columnist|letters to the editor|consejo editorial|"
    "conselho editorial|comité éditorial|редакционная коллегия|本报评论员|评论员|論説委員|논설위원",
    "press-release": "press release|news release|pr newswire|prnewswire|business wire|businesswire|globenewswire|"
    "globe newswire|accesswire|ein presswire|einpresswire|newsfile corp|news aktuell|presseportal|"
    "pressemitteilung|communiqué de presse|nota de prensa|comunicato stampa|пресс-релиз",
    "sponsored": "sponsored content|sponsored by|partner content|paid content|paid post|branded content|"
    "brand studio|brandstudio|advertorial|contenido patrocinado|conteúdo patrocinado|sponsored post",
}
# Whole bylines, in lower case.
WHOLE_BYLINES: Final = {
    "opinion": "editorial|editorials|the editors|opinion|the editorial|社説|社论|사설|редакция о главном|"
    "संपादकीय|সম্পাদকীয়",
    "sponsored": "sponsored|advertisement|partner|anzeige",
}

# Where a text that a company paid to have sent begins with its wire, as written.
WIRES: Final = (
    "/PRNewswire", "(GLOBE NEWSWIRE)", "(BUSINESS WIRE)", "BUSINESS WIRE)--", "/CNW/", "ACCESSWIRE /", "/EINPresswire",
    "(Newsfile Corp", "(ots)", "FOR IMMEDIATE RELEASE", "/ACCESS Newswire", "Marketwired -",
)  # fmt: skip
WIRE_HOSTS: Final = frozenset({
    "prnewswire.com", "businesswire.com", "globenewswire.com", "einpresswire.com", "prweb.com", "accesswire.com",
    "newsfilecorp.com", "openpr.com", "presseportal.de", "prnewswire.co.uk", "newswire.ca",
})  # fmt: skip

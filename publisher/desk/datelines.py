"""Datelines: where a report was written, out of its first words, and until when it must not be shown."""
# ruff: noqa: RUF001, RUF003 -- text in many scripts is the point

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from publisher.desk.dates import instant

_LOOKED_AT: Final = 160  # characters at the beginning of a text
_PLACE: Final = r"[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁІЇЄҐ][^\W\d_]*+(?:(?:[ ,/-]{1,2}|\. ?|['’])[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄ][^\W\d_]*+){0,4}\.?"
_WIRES: Final = (
    "AP|Associated Press|Reuters|REUTERS|AFP|dpa|DPA|PTI|ANI|IANS|UNI|UPI|EFE|ANSA|TASS|Xinhua|Yonhap|Kyodo|Bernama|"
    "Antara|PNA|APP|BSS|UNB|AAP|CP|PA|NTB|TT|Ritzau|Lusa|MTI|PAP|CTK|Anadolu|AA|WAM|SPA|MENA|KUNA|QNA|PANA|ACI Prensa|"
    "CNN|RNS|CNS|EUROPA PRESS|Europa Press|Agência Brasil|Telam|Notimex|Bloomberg|CNA|IPS|JTA|SPUTNIK|"
    "Sputnik|RIA Novosti|Ukrinform|Interfax|BELGA|Belga|ANP|APA|sda|SDA|STT|BNS|LETA|Agerpres|BTA|HINA|Tanjug|"
    "SANA|IRNA|INA|NNA|PETRA|VNA|KPL|AKP|UNIAN"
)
_WIRE: Final = rf"\((?:{_WIRES})\)"
_AGENCY: Final = r"\([^\W\d_][\w.&/ -]{1,40}\)|/[A-Z][A-Za-z -]{2,20}/"
_DATE: Final = r"(?:\d{1,2}\.?\s+[^\W\d_]{3,12}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})(?:,?\s+\d{4})?"
_DASH: Final = r"(?:\s+[-–—]+\s+|\s*[–—]+\s*|\s*--\s*)"

_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        # MUMBAI, April 28 (Reuters) - ; Mumbai, Apr 28 (PTI) A fire
        rf"({_PLACE}),\s*{_DATE},?\s*(?:{_AGENCY})(?:{_DASH}|[:.]?\s|\.-)",
        # PARIS (AP) —
        rf"({_PLACE}),?\s*(?:{_WIRE})(?:{_DASH}|:\s)",
        # МОСКВА, 28 апр — РИА Новости ; LONDRES, 28 abr. (EUROPA PRESS) ; Москва. 28 апреля. INTERFAX.RU -
        rf"({_PLACE})[,.]?\s+{_DATE}[.,]?(?:\s*/?[A-Z][\w./ ]{{2,20}})?{_DASH}",
        # NEW DELHI — ; only in capitals: any sentence may begin with a name and a dash
        rf"([A-ZÀ-ÖØ-ÞА-ЯЁ]{{3,}}(?:[ ,.'’-]{{1,2}}[A-ZÀ-ÖØ-ÞА-ЯЁ]{{2,}}){{0,4}})(?:,\s*{_DATE})?{_DASH}",
        # ［東京 28日 ロイター］ ; (서울=연합뉴스) ; 新华社北京4月28日电 ; 【東京】
        r"[\[［(（]\s*([^\W\d_]{1,12})\s+\d{1,2}\s*日\s+[^\W\d_]{1,12}\s*[\]］)）]",
        r"[(（]([가-힣]{2,6})=[가-힣]{2,10}[)）]",
        r"(?:新华社|中新社|中新网)([\u4e00-\u9fff]{2,6}?)\d{1,2}月\d{1,2}日电",
    )
)
# Every form has a bracket or a dash that is set off, or the mark of a Chinese agency: most texts have none of them.
_SIGN: Final = re.compile(r"[(（\[［/–—社网-](?:(?<!-)|(?=[\s-]))")
_HEADINGS: Final = "EXCLUSIVE BREAKING WATCH VIDEO PHOTOS UPDATE LIVE OPINION ANALYSIS FACTBOX EXPLAINER"
_NOT_PLACES: Final = frozenset(_HEADINGS.split())
_WORD: Final = re.compile(r"[^\W\d_]+")
_EMBARGO: Final = re.compile(
    r"\bEMBARGO(?:ED)?\b(?:[^.\n]{0,40}?\b(?:until|till|to|bis|jusqu'au|hasta)\b:?\s*(?:the\s+)?([^.;\n<(]{6,60}))?",
    re.IGNORECASE,
)
_CAPITALS: Final = re.compile(r"\bEMBARGO(?:ED)?\b")


def dateline(text: str) -> str:
    """Return the place that a plain text is dated from ("Mumbai"); empty where it names none."""
    text = text[:_LOOKED_AT]
    if not _SIGN.search(text):
        return ""
    for form in _FORMS:
        match = form.match(text)
        if match:
            place = match[1].strip(" ,")
            place = place if "." in place[:-1] else place.rstrip(".")
            return "" if place.split()[0] in _NOT_PLACES else _written(place)
    return ""


def embargo(text: str, zone: str, *, day_first: bool) -> tuple[bool, datetime | None]:
    """Tell whether a text is embargoed, and until when (None where it does not say so that it can be read)."""
    if "EMBARGO" not in text or not _CAPITALS.search(text):
        return False, None
    match = _EMBARGO.search(text)
    until = match[1] if match else None
    return True, _instant_in(until, zone, day_first=day_first) if until else None


def _instant_in(text: str, zone: str, *, day_first: bool) -> datetime | None:
    """Read the longest beginning of a text that is a date."""
    words = text.replace(" hours", "").replace(" hrs", "").split()
    for end in range(len(words), 0, -1):
        found = instant(" ".join(words[:end]).strip(" ,:-"), zone, day_first=day_first)
        if found:
            return found
    return None


def _written(place: str) -> str:
    """Write a place in capitals as it is written in a sentence."""
    return _WORD.sub(lambda match: match[0].capitalize(), place) if place.isupper() else place

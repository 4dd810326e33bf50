"""Names of encodings, as the web understands them: a closed list, so that no document chooses what code is loaded.

After https://encoding.spec.whatwg.org/#names-and-labels: Latin-1 means Windows-1252, GB 2312 means GB 18030. ASCII says
nothing of the bytes that matter, and UTF-16 and UTF-32 are told by their bytes alone (see `prepare`).
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 cp819 ibm819",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251 cp-1251 win-1251",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "cp874": "windows-874 cp874 dos-874 tis-620 tis620 iso-8859-11 iso8859-11",
    "iso8859-2": "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2",
    "iso8859-3": "iso-8859-3 iso8859-3 iso_8859-3 latin3 l3",
    "iso8859-4": "iso-8859-4 iso8859-4 iso_8859-4 latin4 l4",
    "iso8859-5": "iso-8859-5 iso8859-5 iso_8859-5 cyrillic",
    "iso8859-6": "iso-8859-6 iso8859-6 iso_8859-6 arabic asmo-708",
    "iso8859-7": "iso-8859-7 iso8859-7 iso_8859-7 greek greek8",
    "iso8859-8": "iso-8859-8 iso8859-8 iso_8859-8 iso-8859-8-i hebrew logical visual",
    "iso8859-10": "iso-8859-10 iso8859-10 latin6 l6",
    "iso8859-13": "iso-8859-13 iso8859-13",
    "iso8859-14": "iso-8859-14 iso8859-14",
    "iso8859-15": "iso-8859-15 iso8859-15 iso_8859-15 latin9 latin-9 l9",
    "iso8859-16": "iso-8859-16 iso8859-16",
    "cp866": "ibm866 cp866 866",
    "koi8-r": "koi8-r koi8 koi8_r koi",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "gb18030 gb2312 gbk x-gbk gb_2312-80 cp936 ms936 chinese euc-cn iso-ir-58",
    "big5hkscs": "big5 big5-hkscs x-x-big5 cn-big5 cp950",
    "euc_jp": "euc-jp x-euc-jp eucjp",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cp932 ms932",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp949": "euc-kr euckr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 windows-949 cp949 uhc",
}

_LABELS: Final = {label: codec for codec, labels in _NAMES.items() for label in labels.split()}


def codec(label: str) -> str:
    """Return Python's name for the encoding that a label means; nothing for a label that says nothing."""
    return _LABELS.get(label.strip().lower(), "")

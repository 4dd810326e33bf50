"""Pictures: the one that shows what an entry is about, with what is said of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from publisher.desk.links import canonical
from publisher.desk.text import decoded, one_line, unmarked
from publisher.desk.tracking import is_pixel
from publisher.model import Enclosure, Entry, Image, Media

LARGEST: Final = 1_000_000_000  # bytes; a longer length is a mistake
WIDEST: Final = 20_000  # pixels
_SMALLEST: Final = 32  # pixels a side; smaller ones are icons
_LOOKED_AT: Final = 64 * 1024  # characters of HTML
_MOST: Final = 32  # objects of one entry that are looked at
_CAPTION: Final = 1000
_ALT: Final = 300

_TYPE: Final = re.compile(r"image/(?:jpe?g|pjpeg|png|gif|webp|avif|svg\+xml|bmp|tiff|heic)", re.IGNORECASE)
_BY_ENDING: Final = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "bmp": "image/bmp", "svg": "image/svg+xml",
}  # fmt: skip
_ENDING: Final = re.compile(r"\.(\w{3,4})(?=$|[?#])")
_NO_PICTURE: Final = "other"
_LONGEST_TYPE: Final = 200  # characters of a declared type
_ICON: Final = re.compile(
    r"favicon|\.ico(?:$|\?)|/(?:emoji|smilies|smileys|icons?|badges?|buttons?|avatars?)/|//(?:\w+\.)?gravatar\.com/|"
    r"[/_-](?:icon|logo|button|badge|spacer|feed-icon|rss|share)[-_\d]*\.(?:gif|png|svg)|\.svg(?:$|\?)"
)
# One of these stands in every address of an icon.
_ICON_SIGN: Final = ".ico emoji smil icon badge button avatar gravatar logo spacer rss share .svg"
_ICON_SIGNS: Final = tuple(_ICON_SIGN.split())
_IMG: Final = re.compile(r"<[iI][mM][gG]\s([^<>]*)>")  # not IGNORECASE, which would look at each character twice
_ATTRIBUTE: Final = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_PLAIN_FIGURES: Final = 10  # fewer than these need no pattern
_FIGURES: Final = re.compile(r"(\d{1,9})(?:\.0*)?(?:px)?", re.ASCII)

# IPTC digital source types (http://cv.iptc.org/newscodes/digitalsourcetype/)
GENERATED: Final = "trainedAlgorithmicMedia"
_SOURCE_TYPES: Final = {
    name.lower(): name
    for name in (
        GENERATED, "compositeWithTrainedAlgorithmicMedia", "algorithmicallyEnhanced", "algorithmicMedia", "humanEdits",
        "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print", "dataDrivenMedia",
        "digitalCreation", "screenCapture", "virtualRecording", "composite", "compositeCapture", "compositeSynthetic",
        "minorHumanEdits", "softwareImage", "digitalArt",
    )
}  # fmt: skip
_MADE: Final = (  # quick to look for, and no sentence says it without one of them
    "generated", "generiert", "générée", "créée", "réalisée", "generada", "creada", "gerada", "criada", "created by",
    "created with", "created using", "made by", "made with", "made using", "produced by", "produced with",
    "produced using", "ai created", "ai-created", "aicreated", "ai made", "ai-made", "aimade", "intelligence created",
    "intelligence-created", "intelligencecreated", "intelligence made", "intelligence-made", "intelligencemade",
    "i. created", "i.-created", "i.created", "i. made", "i.-made", "i.made",
)  # fmt: skip
_SAYS_GENERATED: Final = re.compile(
    r"\b(?:image|picture|photo|illustration|graphic|visual|representation)s?\b[^.!?]{0,60}?"
    r"\b(?:AI|artificial intelligence|A\.I\.)[ -]?(?:generated|created|made)\b"
    r"|\b(?:AI|artificial intelligence|A\.I\.)[ -]?(?:generated|created)\s+"
    r"(?:image|picture|photo|illustration|graphic|visual)|\b(?:image|picture|photo|illustration|graphic)s?\b[^.!?]{0,40}?\b(?:generated|created|made|produced)\s+"
    r"(?:by|with|using)\s+(?:an?\s+)?(?:AI|artificial intelligence|generative|DALL|Midjourney|Stable Diffusion)"
    r"|\b(?:Bild|Foto|Illustration)\b[^.!?]{0,40}?\b(?:KI|AI)[ -]generiert|\bKI-generiertes?\s+(?:Bild|Foto)"
    r"|\bimage\b[^.!?]{0,40}?\b(?:générée|créée|réalisée)\s+par\s+(?:une\s+)?(?:IA|intelligence artificielle)"
    r"|\bimagen\b[^.!?]{0,40}?\b(?:generada|creada)\s+(?:por|con)\s+(?:IA|inteligencia artificial)"
    r"|\bimagem\b[^.!?]{0,40}?\b(?:gerada|criada)\s+(?:por|com)\s+(?:IA|inteligência artificial)",
    re.IGNORECASE,
)
# One of these stands in every such sentence, at the beginning of a word.
_MACHINE: Final = re.compile(
    r"\b(?:AI|KI|IA|A\.I\.|artificial intelligence|intelligence artificielle|inteligencia artificial|"
    r"inteligência artificial|generative|DALL|Midjourney|Stable Diffusion)",
    re.IGNORECASE,
)
_INITIALS: Final = re.compile(r"I(?:A|(?<=[AK]I)|(?<=A\.I)\.)")  # AI, KI, IA, A.I.: by a letter that is quick to find


def picture(entry: Entry) -> Image | None:
    """Return the largest real picture of an entry: of its media and enclosures, else the first in its HTML."""
    image = _told_picture(entry) or _first_in_html(entry)
    if image is None or image.source_type:
        return image
    generated = says_generated(image.alt, image.caption, entry.summary.value, entry.content.value)
    return replace(image, source_type=GENERATED) if generated else image


def says_generated(*texts: str) -> bool:
    """Whether one of the texts says that the picture was made by a machine, as the seed page does."""
    return any(map(_says_generated, texts))


def _says_generated(text: str) -> bool:
    if not text or not _names_a_machine(text):
        return False
    text = text[:_LOOKED_AT]
    folded = " ".join(text.lower().split())
    if not any(map(folded.__contains__, _MADE)) or not _MACHINE.search(text):
        return False
    return _SAYS_GENERATED.search(text) is not None


def _names_a_machine(text: str) -> bool:
    """Whether a text has one of the words, without one of which no sentence says it; quick to look for."""
    return (
        _INITIALS.search(text) is not None
        or "rtificial" in text
        or "DALL" in text
        or "Midjourney" in text
        or "Diffusion" in text
    )


def source_type(word: str) -> str:
    """Return the IPTC name that a word or address of a digital source type ends in; empty where it is none."""
    return _SOURCE_TYPES.get(re.split("[/:#]", word.strip())[-1].lower(), "")


def _worth(media: Media) -> tuple[bool, int]:
    """Rank pictures: no thumbnail before a thumbnail, then the wider; the first of equals is taken."""
    return not media.thumbnail, _number(media.width, WIDEST) or 0


def _enclosed(each: Enclosure) -> Media:
    return Media(url=each.url, type=each.type, length=each.length)


def _told_picture(entry: Entry) -> Image | None:
    """Return the best picture among the media objects and the enclosures."""
    if not entry.media and not entry.enclosures:
        return None
    told = [*entry.media[:_MOST], *map(_enclosed, entry.enclosures[:_MOST])]
    if len(told) > 1:
        told.sort(key=_worth, reverse=True)
    return next(filter(None, (_image(media, entry.base) for media in told)), None)


def _first_in_html(entry: Entry) -> Image | None:
    for text in (entry.content, entry.summary):
        if text.type == "html":
            for match in _IMG.finditer(text.value, 0, _LOOKED_AT):
                image = _image(_media_of(_attributes(match[1])), entry.base)
                if image is not None:
                    return image
    return None


def _attributes(written: str) -> dict[str, str]:
    return {
        name.lower(): decoded(value) if "&" in (value := double or single or bare) else value
        for name, double, single, bare in _ATTRIBUTE.findall(written)
    }


def _media_of(attributes: dict[str, str]) -> Media:
    src = attributes.get("src", "")
    later = next(
        (attributes[name] for name in ("data-src", "data-original", "data-lazy-src") if name in attributes), ""
    )
    return Media(
        url=later if not src or src.startswith("data:") else src,
        medium="image",
        width=attributes.get("width", ""),
        height=attributes.get("height", ""),
        title=attributes.get("alt", ""),
    )


def _image(media: Media, base: str) -> Image | None:
    """Return a media object as a picture; None if it is none, an icon, or there to count readers."""
    if len(media.url) < 5 or media.url.startswith("data:"):  # noqa: PLR2004 -- no address is that short
        return None
    url = canonical(media.url, base)
    kind = _kind(media, url)
    width, height = _number(media.width, WIDEST), _number(media.height, WIDEST)
    small = any(side is not None and side < _SMALLEST for side in (width, height))
    if not url or not kind or small or is_pixel(url) or _is_icon(url.lower()):
        return None
    return Image(
        url=url,
        type=kind if "/" in kind else "",
        width=width or None,
        height=height or None,
        length=_number(media.length, LARGEST) or None,
        alt=_told(media.title, _ALT),
        caption=_told(media.description, _CAPTION),
        credit=_told(media.credit, _ALT),
        source_type=source_type(media.source_type),
    )


def _is_icon(url: str) -> bool:
    return any(map(url.__contains__, _ICON_SIGNS)) and _ICON.search(url) is not None


def _kind(media: Media, url: str) -> str:
    """Return the media type of a picture, "image" where only that much is known, and "" for what is no picture."""
    declared = _declared(media.type[:_LONGEST_TYPE]) if media.type else ""
    if "/" in declared:
        return declared
    if declared == _NO_PICTURE:
        return ""
    ending = _ENDING.search(url)
    by_ending = _BY_ENDING.get(ending[1].lower(), "") if ending else ""
    return by_ending or ("image" if declared or media.thumbnail or media.medium.lower() == "image" else "")


@lru_cache(maxsize=256)
def _declared(written: str) -> str:
    """Return the media type that is declared, "image" where it is one we do not know, "" where nothing is declared."""
    declared = written.partition(";")[0].strip().lower()
    if _TYPE.fullmatch(declared):
        return declared.replace("jpg", "jpeg").replace("pjpeg", "jpeg")
    if declared.startswith("image"):
        return "image"
    return _NO_PICTURE if declared else ""


def _number(text: str, most: int) -> int | None:
    if not text:
        return None
    if len(text) < _PLAIN_FIGURES and text.isascii() and text.isdigit():
        return number if (number := int(text)) <= most else None
    match = _FIGURES.fullmatch(text.strip())
    return int(match[1]) if match and int(match[1]) <= most else None


def _told(text: str, limit: int) -> str:
    return one_line(unmarked(text), limit) if text else ""

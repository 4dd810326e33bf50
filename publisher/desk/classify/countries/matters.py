"""Where a country is what a war is called after: in "oil rises on Iran war fears" nothing happens in Iran.

Beside other countries such a name tells what the news comes of, not whose it is.
"""

from __future__ import annotations

from typing import Final

WARS: Final = {
    "en": "war wars invasion",
    "es": "guerra guerras invasion temores tensiones esperanzas",
    "fr": "guerre guerres invasion craintes tensions espoirs",
    "de": "krieg krieges kriegs kriege sorgen spannungen hoffnungen",
    "pt": "guerra guerras invasao temores tensoes esperancas",
    "it": "guerra guerre invasione timori tensioni speranze",
    "ru": "война войны войну войне войной войн",
    "ar": "حرب الحرب لحرب للحرب بحرب والحرب",
    "zh": "战争 戰爭 冲突 衝突",
    "ja": "戦争 侵攻 紛争",
    "hi": "युद्ध जंग",
    "bn": "যুদ্ধ যুদ্ধে যুদ্ধের",
}
MOODS: Final = {"en": "hopes fears worries jitters anxiety optimism tensions"}  # one or two words behind a country
JOINTS: Final = {  # between a war and a country, beside what stands before places; war *on* it is waged by another
    "en": "of over",
    "es": "de del sobre",
    "fr": "de d du",
    "de": "um",
    "pt": "de do da sobre",
    "it": "di dell della del d su sull sulla",
}

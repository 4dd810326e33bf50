"""Countries that are parts of others: they have codes and feeds of their own."""

from __future__ import annotations

from typing import Final

_TERRITORIES: Final = {
    "FR": "GF GP MQ NC PF PM RE YT WF BL MF TF",
    "DK": "FO GL",
    "GB": "AI BM FK GG GI GS IM JE KY MS PN SH TC VG IO",
    "US": "AS GU MP PR VI UM",
    "NL": "AW BQ CW SX",
    "CN": "HK MO",
    "NZ": "CK NU TK",
    "AU": "CC CX NF",
    "FI": "AX",
    "NO": "SJ BV",
}
RULED_BY: Final = {code: state for state, codes in _TERRITORIES.items() for code in codes.split()}

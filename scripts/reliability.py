"""Print how often the desk is right about the country, by how sure it says it is: the tables of docs/classification.md.

    python scripts/reliability.py ../shared/data/country

Reads labelled news (JSON Lines with "title", "text" or "lead", "lang", "main"), which is no part of the repository;
`home` is read off the outlet's own address, so only sets that have one are told with it.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from publisher.desk.classify.countries import judge_country
from publisher.desk.classify.words import words_of

BANDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.01)
HOMES: Final = {  # of sources that the sets call by a short name
    "GB": "bbc theguardian h_bbc_world single:www.theguardian.com",
    "US": "cnn wgrz nytimes latimes foxnews fox h_nyt h_nyt_home single:www.nytimes.com",
    "AU": "smh",
    "NZ": "rnz nzherald stuff",
    "IN": "thehindu indiatoday",
    "SG": "straitstimes",
    "KR": "koreatimes",
    "BD": "jagonews24 banglatribune",
    "ES": "elpais single:english.elpais.com",
    "DE": "single:www.dw.com",
}
HOME: Final = {source: country for country, sources in HOMES.items() for source in sources.split()}


def home_of(row: dict[str, str]) -> str:
    """Return the home of a row's source: by its name, or by the end of its outlet's address."""
    outlet = row.get("outlet") or ""
    suffix = outlet.rpartition(".")[2].upper()
    if not outlet or "wikinews" in outlet:
        return HOME.get(row["src"], "") if not outlet else ""
    return {"UK": "GB", "EU": ""}.get(suffix, suffix) if len(suffix) == 2 else "GB" if "bbc." in outlet else "US"


def judged(path: Path) -> Iterator[tuple[float, bool]]:
    """Return how sure the first answer to each row is, and whether it is right."""
    for line in path.read_text("utf-8").split("\n")[:-1]:
        row = json.loads(line)
        if not row.get("main") or row.get("main_share", 1) < 0.5:
            continue
        words = words_of(row["title"], row.get("lead") or row["text"], row["lang"])
        guesses = judge_country(words, row["lang"], home_of(row))
        if guesses:
            yield guesses[0].confidence, guesses[0].country == (row.get("main_lead") or row["main"])


def main() -> None:
    """Print a table a set, and the diagram of all sets."""
    counted: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for path in sorted(Path(sys.argv[1]).glob("*.jsonl")):
        answers = sorted(judged(path), reverse=True, key=lambda pair: pair[0])
        covered = answers[: int(0.8 * len(answers))]
        right, best = sum(ok for _, ok in answers), sum(ok for _, ok in covered)
        print(f"{path.stem}: {len(answers)} answers, right {right / len(answers):.3f}; of the surest 80 %", end=" ")
        print(f"{best / len(covered):.3f}, from {covered[-1][0]:.2f} on")
        for sure, ok in answers:
            band = max(number for number, low in enumerate(BANDS) if sure >= low)
            counted[band][0] += 1
            counted[band][1] += ok
    print("\n| sure | answers | right | |\n|---|---|---|---|")
    for band, (many, right) in sorted(counted.items()):
        bar = "\u2588" * round(20 * right / many)
        print(f"| {BANDS[band]:.2f}\u2013{min(1, BANDS[band + 1]):.2f} | {many} | {right / many:.3f} | `{bar:20}` |")


if __name__ == "__main__":
    main()

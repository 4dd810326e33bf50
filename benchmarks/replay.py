"""Replay recorded days and count: every item that was ever visible is in the store exactly once.

    python -m benchmarks.replay [--days 2] [--step 30] [--at 2020-05-01T00:00:00Z] [--series]

Needs ../shared (the recorded agencies). Runs the program as its users do: `publisher import`, then `publisher run
--once` for each step of the agencies' clock.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Final
from urllib.error import HTTPError

from lxml import etree

from publisher.config import load
from publisher.pipeline.memory import database
from publisher.store import open_store

SHARED: Final = Path(__file__).resolve().parents[1] / ".." / "shared"

TRACKING: Final = frozenset({"ref", "cmpid", "at_medium", "at_campaign", "utm_source", "utm_medium", "utm_campaign"})


@dataclass(frozen=True)
class Plan:
    """Which recorded days are replayed, in which steps (minutes); `series`: only documents that change."""

    start: datetime
    days: float = 2
    step: float = 30
    series: bool = False

    def moments(self) -> Iterator[datetime]:
        """Yield the times that the agencies' clock is set to."""
        for number in range(int(self.days * 24 * 60 / self.step) + 1):
            yield self.start + timedelta(minutes=number * self.step)


@contextmanager
def agencies(at: str) -> Iterator[str]:
    """Run the recorded agencies on loopback; gives their origin."""
    command = [sys.executable, str(SHARED / "tools" / "agency.py"), "--port", "0", "--at", at]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            if server.stdout is None:
                message = "the agencies have no output"
                raise RuntimeError(message)
            yield server.stdout.readline().strip().removesuffix("/opml")
        finally:
            server.terminate()  # else a replay that fails waits for it


def publisher(folder: Path, *words: str) -> str:
    """Run one command of the program in a folder; gives what it printed."""
    command = [sys.executable, "-m", "publisher", *words, "--config", str(folder / "sources.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def identities(document: bytes) -> dict[str, str]:
    """Read each item's identity by other means than the program's own (its id, else its link, else its title).

    And its link: a source that gives an article another id with each headline shows one article all the same.
    """
    root = etree.fromstring(document, etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False))
    found = {}
    for item in root.iter("{*}item", "{*}entry") if root is not None else ():
        texts = {etree.QName(child).localname: child for child in item if isinstance(child.tag, str)}
        names = ("guid", "id", "link", "title")
        values = ((texts[name].text or texts[name].get("href") or "").strip() for name in names if name in texts)
        about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
        if identity := about or next((value for value in values if value), ""):
            found[comparable(identity)] = comparable(link_of(texts))
    return found


def link_of(texts: dict[str, etree._Element]) -> str:
    """Return the link of an item as it is written; "" where it has none."""
    link = texts.get("link")
    return "" if link is None else (link.text or link.get("href") or "").strip()


def comparable(identity: str) -> str:
    """Return an identity without what is no part of it: tracking parameters, a second escaping, a final slash."""
    plain = unescape(identity).strip()
    if "://" not in plain:
        return plain
    address, _, query = plain.partition("?")
    kept = [part for part in query.split("&") if part and part.partition("=")[0] not in TRACKING]
    return "?".join([address.rstrip("/"), *(["&".join(kept)] if kept else [])])


def see(origin: str, urls: dict[str, str], seen: dict[str, dict[str, str]], bodies: dict[str, bytes]) -> int:
    """Look at every series as it stands now; add what is visible to `seen`. Gives how many documents changed."""
    changed = 0
    for name, url in urls.items():
        if not url.startswith(f"{origin}/series"):
            continue
        try:
            with urllib.request.urlopen(url) as answer:
                body: bytes = answer.read()
        except HTTPError:  # no capture yet
            continue
        if bodies.get(name) != body:
            bodies[name] = body
            seen[name] |= identities(body)
            changed += 1
    return changed


def main() -> int:
    """Replay and report; exit status 1 when anything was lost or doubled."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--days", type=float, default=2)
    options.add_argument("--step", type=float, default=30, help="minutes")
    options.add_argument("--at", default="2020-05-01T00:00:00Z")
    options.add_argument("--series", action="store_true", help="only the series, which change: much quicker")
    options.add_argument("--folder", type=Path, help="keep what is published there")
    chosen = options.parse_args()
    if not SHARED.exists():
        print("no recorded agencies here (../shared is absent): nothing to replay")
        return 0
    with tempfile.TemporaryDirectory() as scratch, agencies(chosen.at) as origin:
        folder = chosen.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        plan = Plan(datetime.fromisoformat(chosen.at), chosen.days, chosen.step, series=chosen.series)
        return replay(folder, origin, plan)


def subscribe(folder: Path, origin: str, *, series: bool) -> str:
    """Import the recorded agencies: all of them, or those alone whose documents change."""
    if not series:
        return publisher(folder, "import", f"{origin}/opml")
    with urllib.request.urlopen(f"{origin}/opml") as answer:
        lines = answer.read().decode().splitlines()
    opml = folder / "series.opml"
    opml.write_text("\n".join(line for line in lines if "xmlUrl" not in line or "/series" in line), "utf-8")
    return publisher(folder, "import", str(opml), "--allow-private")


def replay(folder: Path, origin: str, plan: Plan) -> int:
    """Run the program at each step of the clock, then compare what it saved with what could be seen."""
    print(subscribe(folder, origin, series=plan.series).strip())
    config = load(folder / "sources.yaml")
    urls = {source.id: source.url for source in config.sources.values()}
    seen: dict[str, dict[str, str]] = defaultdict(dict)
    bodies: dict[str, bytes] = {}
    began = time.monotonic()
    for now in plan.moments():
        with urllib.request.urlopen(urllib.request.Request(f"{origin}/clock/{now:%Y-%m-%dT%H:%M:%SZ}", method="PUT")):
            pass
        changed = see(origin, urls, seen, bodies)
        report = json.loads(publisher(folder, "run", "--once", "--all", "--json"))
        if changed:
            print(
                f"{now:%m-%d %H:%M}  {changed:3} documents changed: {report['new']} new, {report['updated']} updated, "
                f"failures {report['failures']}, {len(report['files'])} files, {report['seconds']} s",
                flush=True,
            )
    print(f"{time.monotonic() - began:.0f} s")
    return compare(folder, seen)


def compare(folder: Path, seen: dict[str, dict[str, str]]) -> int:
    """Print what was lost and what is there twice."""
    config = load(folder / "sources.yaml")
    store = open_store(database(config, folder.resolve()))
    lost = doubled = extra = total = 0
    for source, wanted in sorted(seen.items()):
        articles = store.latest(source, 100_000)
        guids = [comparable(article.guid or article.url) for article in articles]
        found = {*guids, *(comparable(article.url) for article in articles)}
        missing = {identity for identity, link in wanted.items() if identity not in found and link not in found}
        lost += len(missing)
        twice = len(guids) - len(set(guids))
        doubled += twice
        extra += max(0, len(articles) - len(wanted))
        total += len(wanted)
        if missing or twice:
            print(f"{source}: {len(wanted)} seen, {len(articles)} saved, lost {sorted(missing)[:3]}, {twice} twice")
    store.close()
    print(f"{total} items were visible: {lost} lost, {doubled} doubled, {extra} more saved than seen")
    return 1 if lost or doubled else 0


if __name__ == "__main__":
    sys.exit(main())

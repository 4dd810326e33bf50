"""The whole round: thousands of feeds on loopback, and everybody who reads them, by turns: cold, nothing new, typical.

Ours is the real program, started and ended for each cycle; so is each of the others (benchmarks/peers). Then our rounds
alone, in a house that stays open, and where the CPU time of a cycle goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import documents, flame, peers, recorded, samples, tree
from benchmarks.cycle import CYCLES, ONCE, Cycle, once, standing
from benchmarks.loopback import Agencies, answers_a_second, serving
from benchmarks.newsroom import write_sources
from benchmarks.peers import Absent, Peer
from benchmarks.scale import Scale
from benchmarks.tables import Table, figure, short, times_as
from publisher import __version__

OURS: Final = f"publisher {__version__}, run --once"
STANDING: Final = "publisher, the round alone, house open"
_REMARK: Final = (
    "Wall time from the start of the program to its end, and how many times that of our cycle. Peak memory is PSS "
    "(what processes share is divided between them); the sum of what each of them has resident stands behind it."
)


@dataclass(frozen=True, slots=True)
class Row:
    """What one contestant took: the cycles it does, by name."""

    name: str
    costs: Mapping[str, tree.Cost]
    share: int = 1


def measure(scale: Scale) -> Iterator[Table]:
    """Measure everybody on the same feeds."""
    with_records = recorded.is_here() and not scale.generated
    with serving(scale.feeds, from_records=with_records) as agencies, TemporaryDirectory() as name:
        folder = Path(name)
        yield _server(agencies, scale.feeds, "recorded" if with_records else "generated")
        found = list(peers.found(folder / "peers", agencies.origin, scale.feeds))
        ours, others = _compete(folder / "ours", agencies, scale.feeds, [one for one in found if isinstance(one, Peer)])
        rows = [_row(OURS, ours), _row(STANDING, _standing(folder / "standing", agencies, scale.feeds)), *others]
        yield _walls(rows, [one for one in found if isinstance(one, Absent)])
        yield _cpus(rows)
        yield _brought(ours)
        if scale.sampled:
            yield _stages(folder, agencies, scale.feeds, ours)


def draw(scale: Scale, picture: Path) -> str:
    """Draw the flame graph of a cold cycle; say what was drawn."""
    pyspy = samples.find()
    if not pyspy:
        return f"py-spy is not on PATH, and {samples.VARIABLE} does not name it: nothing is drawn"
    with_records = recorded.is_here() and not scale.generated
    with serving(scale.feeds, from_records=with_records) as agencies, TemporaryDirectory() as name:
        write_sources(_new(Path(name)), agencies.origin, scale.feeds)
        lines = samples.taken(pyspy, ONCE, Path(name))
    kind = "recorded" if with_records else "generated"
    title = f"A cold cycle of {scale.feeds} {kind} feeds, sampled by {samples.version(pyspy)}"
    picture.write_text(flame.drawn(lines, title), encoding="utf-8")
    return f"{picture}: {title}"


def _server(agencies: Agencies, feeds: int, kind: str) -> Table:
    full, same = answers_a_second(agencies.origin, feeds)
    heads = ("server", "feeds", "200s a second", "304s a second")
    row = (agencies.name, f"{feeds} {kind}", figure(full), figure(same))
    remark = "How many answers it gives to one who does nothing with them, over one connection."
    return Table("What everybody asks", heads, (row,), (remark,))


def _compete(
    folder: Path, agencies: Agencies, feeds: int, others: Sequence[Peer]
) -> tuple[dict[str, Cycle], list[Row]]:
    """Let everybody do the first cycle, then the second, and so on."""
    write_sources(_new(folder), agencies.origin, feeds)
    for peer in others:
        peer.prepare()
    ours: dict[str, Cycle] = {}
    costs: dict[str, dict[str, tree.Cost]] = {peer.name: {} for peer in others}
    for cycle, edition in CYCLES.items():
        agencies.show(edition)
        ours[cycle] = once(folder)
        for peer in others:
            if cycle in peer.cycles:
                costs[peer.name][cycle] = tree.run(peer.cycle, folder, peer.environment)
    agencies.show(documents.FIRST)
    return ours, [Row(peer.name, costs[peer.name], peer.share) for peer in others]


def _standing(folder: Path, agencies: Agencies, feeds: int) -> dict[str, Cycle]:
    write_sources(_new(folder), agencies.origin, feeds)
    found = {}
    with standing(folder) as house:
        for cycle, edition in CYCLES.items():
            agencies.show(edition)
            found[cycle] = house.round()
    agencies.show(documents.FIRST)
    return found


def _row(name: str, cycles: Mapping[str, Cycle]) -> Row:
    return Row(name, {cycle: tree.Cost(one.wall, one.cpu, one.pss, one.rss) for cycle, one in cycles.items()})


def _walls(rows: Sequence[Row], absent: Sequence[Absent]) -> Table:
    heads = ("", *(word for cycle in CYCLES for word in (cycle, "takes")), "peak MB", "RSS, summed")
    ours = rows[0].costs
    lines = []
    for row in rows:
        cells = [cell for cycle in CYCLES for cell in _compared(row, cycle, ours[cycle].wall)]
        most = [max(getattr(cost, what) for cost in row.costs.values()) for what in ("pss", "rss")]
        lines.append((row.name, *cells, *map(_megabytes, most)))
    missing = [f"Not here: {one.name} ({one.reason})." for one in absent]
    shares = [f"{row.name} reads one feed in {row.share}; its time is multiplied." for row in rows if row.share > 1]
    failed = [f"{row.name} ended with an error." for row in rows if any(cost.code for cost in row.costs.values())]
    return Table("Whole cycles", heads, tuple(lines), (_REMARK, *shares, *missing, *failed))


def _compared(row: Row, cycle: str, ours: float) -> tuple[str, str]:
    cost = row.costs.get(cycle)
    return (short(cost.wall * row.share), times_as(cost.wall * row.share / ours)) if cost else ("–", "–")


def _megabytes(size: float) -> str:
    return figure(size) if size else "–"


def _cpus(rows: Sequence[Row]) -> Table:
    lines = []
    for row in rows:
        costs = [row.costs.get(cycle) for cycle in CYCLES]
        lines.append((row.name, *(short(cost.cpu * row.share) if cost else "–" for cost in costs)))
    remark = "User and system, of the program and of all processes below it."
    return Table("CPU of whole cycles", ("", *CYCLES), tuple(lines), (remark,))


def _brought(ours: Mapping[str, Cycle]) -> Table:
    heads = ("", "asked", "unchanged", "failed", "new", "changed", "feeds published", "files written")
    lines = [
        (
            cycle, *map(str, (one.asked, one.unchanged, sum(one.failures.values()), one.new, one.updated)),
            str(len(one.feeds)), str(len(one.files)),
        )
        for cycle, one in ours.items()
    ]  # fmt: skip
    bugs = [f"A bug in {cycle}: {source}: {bug}" for cycle, one in ours.items() for source, bug in one.bugs.items()]
    return Table("What our cycles brought", heads, tuple(lines), tuple(bugs[:5]))


def _stages(folder: Path, agencies: Agencies, feeds: int, ours: Mapping[str, Cycle]) -> Table:
    pyspy = samples.find()
    if not pyspy:
        missing = f"Not sampled: py-spy is not on PATH, and {samples.VARIABLE} does not name it."
        return Table("CPU by stage", ("",), (), (missing,))
    write_sources(_new(folder / "sampled"), agencies.origin, feeds)
    counted: dict[str, Counter[str]] = {}
    for cycle, edition in CYCLES.items():
        agencies.show(edition)
        counted[cycle] = samples.staged(samples.taken(pyspy, ONCE, folder / "sampled"))
    rows = [(stage, *(_share(counted[cycle], stage, ours[cycle].cpu) for cycle in CYCLES)) for stage in samples.STAGES]
    remark = (
        f"Shares of the samples of {samples.version(pyspy)} in other cycles than those above, and as much of their "
        "CPU. start: imports and sources.yaml. pass on: between processes, threads and turns."
    )
    return Table("CPU by stage", ("", *CYCLES), tuple(rows), (remark,))


def _share(counted: Counter[str], stage: str, cpu: float) -> str:
    share = counted[stage] / max(counted.total(), 1)
    return f"{short(share * cpu)} {share:4.0%}"


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder

"""`make demo`: start the invented agencies, then run the main job on them."""

from __future__ import annotations

import argparse
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from demo.agency import open_server
from demo.script import Event, Script
from publisher.cli import main as publisher

HERE: Final = Path(__file__).parent
FOLDER: Final = Path("var/demo")


def prepare(folder: Path, port: int, public: int) -> Path:
    """Lay out an empty folder with a sources.yaml that names the agencies on `port`; return that file's path."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    text = (HERE / "sources.yaml").read_text("utf-8")
    path = folder / "sources.yaml"
    path.write_text(text.replace(":8901/", f":{port}/").replace(":8000/", f":{public}/"), "utf-8")
    return path


def line(event: Event, width: int = 68) -> str:
    """Say in one line what an agency does."""
    said = f"{event.agency.name} {event.verb}: {event.headline}"
    return said if len(said) <= width else f"{said[: width - 1]}…"


def narrate(script: Script, ended: threading.Event) -> None:
    """Tell what the agencies do when they do it: what is published follows within seconds."""
    for event in script.events():
        if ended.wait((script.began + event.at - datetime.now(UTC)).total_seconds()):
            return
        print(f"      »   {line(event)}", flush=True)
    print("      »   That was all: the agencies have nothing more to say. Ctrl-C ends.", flush=True)


@contextmanager
def agencies(script: Script) -> Iterator[int]:
    """Run the agencies on loopback while the block runs; gives their port."""
    server = open_server(script, lambda: datetime.now(UTC))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def main() -> None:
    """Run the demonstration until Ctrl-C."""
    options = argparse.ArgumentParser(prog="make demo", description=__doc__)
    options.add_argument("--port", type=int, default=8000, help="where the published feeds are served")
    options.add_argument("--folder", type=Path, default=FOLDER, help="where sources.yaml, the store and feeds/ are put")
    options.add_argument("--once", action="store_true", help="one pass instead of a running program")
    chosen = options.parse_args()
    script, ended = Script(datetime.now(UTC)), threading.Event()
    with agencies(script) as port:
        path = prepare(chosen.folder, port, chosen.port)
        if chosen.once:
            publisher.main(["run", "--once", "--config", str(path)])
        minutes = script.length.total_seconds() / 60
        print(
            f"{len(script.agencies)} invented agencies report for {minutes:.0f} minutes (»), and Publisher reads them."
        )
        threading.Thread(target=narrate, args=(script, ended), daemon=True).start()
        try:
            publisher.main(["serve", "--config", str(path), "--port", str(chosen.port)])
        finally:
            ended.set()


if __name__ == "__main__":
    main()

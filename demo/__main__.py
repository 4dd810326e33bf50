"""`make demo`: start the invented agencies, then run the main job on them."""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from demo.agency import open_server
from demo.script import Script
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


def main() -> None:
    """Run the demonstration until Ctrl-C."""
    options = argparse.ArgumentParser(prog="make demo", description=__doc__)
    options.add_argument("--port", type=int, default=8000, help="where the published feeds are served")
    options.add_argument("--folder", type=Path, default=FOLDER, help="where sources.yaml, the store and feeds/ are put")
    options.add_argument("--once", action="store_true", help="one pass instead of a running program")
    chosen = options.parse_args()
    script = Script(datetime.now(UTC))
    server = open_server(script, lambda: datetime.now(UTC))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = prepare(chosen.folder, server.server_port, chosen.port)
    minutes = script.length.total_seconds() / 60
    print(
        f"{len(script.agencies)} invented agencies report for {minutes:.0f} minutes: watch http://127.0.0.1:{chosen.port}/"
    )
    verb = (
        ["run", "--once", "--config", str(path)]
        if chosen.once
        else ["serve", "--config", str(path), "--port", str(chosen.port)]
    )
    try:
        publisher(verb, standalone_mode=True)
    finally:
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main())

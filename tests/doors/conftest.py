"""A newsroom of invented agencies, and the program run on it: in this process, or as its users do."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from demo.__main__ import prepare
from demo.agency import open_server
from demo.script import Script
from publisher.cli import main
from publisher.pipeline import house

ROOT = Path(__file__).parents[2]


def run(*words: str, given: str = "") -> Result:
    """Run one command of the program, in this process: starting many costs more than what is tested."""
    return CliRunner().invoke(main, words, input=given, prog_name="publisher")


def run_apart(*words: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the program as its users do."""
    return subprocess.run([sys.executable, "-m", "publisher", *words], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module", autouse=True)
def _no_workers() -> Iterator[None]:
    """Let what runs in this process read documents in it, too: starting workers costs more than what is tested."""
    real = house._workers
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house, "_workers", lambda config, store, root, _count: real(config, store, root, 0))
        yield


@pytest.fixture(scope="module")
def agencies() -> Iterator[int]:
    """Run the invented agencies; gives their port."""
    server = open_server(Script(datetime.now(UTC)), lambda: datetime.now(UTC))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def path(tmp_path: Path, agencies: int) -> Path:
    """Lay out a newsroom that reads them; gives its sources.yaml."""
    return prepare(tmp_path / "newsroom", agencies, 8000)


@pytest.fixture(scope="module")
def after_a_pass(tmp_path_factory: pytest.TempPathFactory, agencies: int) -> Path:
    """Lay out a newsroom and let it make its first pass: once for all who begin with that; gives its folder."""
    path = prepare(tmp_path_factory.mktemp("polled") / "newsroom", agencies, 8000)
    assert run("run", "--once", "--config", str(path)).exit_code == 0
    return path.parent


@pytest.fixture
def polled(tmp_path: Path, after_a_pass: Path) -> Path:
    """Copy a newsroom that has made its first pass; gives its sources.yaml."""
    return shutil.copytree(after_a_pass, tmp_path / "newsroom") / "sources.yaml"

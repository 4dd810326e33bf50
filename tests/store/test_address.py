"""Addresses are read as SQLAlchemy reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from publisher.store import StoreError, open_store
from publisher.store.address import parse


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///publisher.db",
        "sqlite:///var/publisher.db",
        "sqlite:////srv/publisher/publisher.db",
        "sqlite:///./var/../publisher.db",
        "sqlite+pysqlite:///var/publisher.db",
        "sqlite:///var/two words, ü and 100%25.db",
        "sqlite:///var/a@b:c#d+e.db",
        "sqlite:///var/publisher.db?timeout=5&cache=private",
        "sqlite:///C:/var/publisher.db",
    ],
)
def test_a_file_is_the_one_that_sqlalchemy_opens(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every spelling of a file means the same to us; one without a root stands in the folder of work."""
    monkeypatch.chdir(tmp_path)
    database = make_url(address).database
    assert database
    found = parse(address)
    assert found.backend == make_url(address).get_backend_name()
    assert found.file
    assert found.file.is_absolute()
    assert found.file.resolve() == (tmp_path / database).resolve()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://news@db/news",
        "postgresql+psycopg://news:s%40crt@[::1]:5433/news?sslmode=require",
        "postgresql+psycopg:///news?host=/run/postgresql",
    ],
)
def test_an_address_on_a_server_is_handed_on(address: str) -> None:
    """What a server needs to know is SQLAlchemy's to read."""
    assert parse(address) == (make_url(address).get_backend_name(), address, None)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://var/publisher.db", "three slashes"),
        ("publisher.db", "no address of a database"),
        ("sqlite:/publisher.db", "no address of a database"),
        ("mysql+pymysql://db/news", "'mysql' is no database that we speak"),
        ("postgresql+psycopg://db:port/news", "no address of a database"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address: str, says: str) -> None:
    """A database in memory would forget everything between two threads, and another program's words are not guessed."""
    with pytest.raises(StoreError, match=says):
        open_store(address)

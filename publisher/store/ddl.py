"""The words that make a new SQLite database, so that no library is loaded for it: what `schema` would make.

Tests hold this equal to the tables of `schema` and to the outcome of all migrations.
"""

from __future__ import annotations

from typing import Final

from publisher.store.tables import HEAD

APPLICATION: Final = 0x50554231
"""The letters PUB1: file(1) and we know our own by it."""
CLAIM: Final = f"PRAGMA application_id={APPLICATION}"
"""Marks a database as ours."""

_TABLES: Final = """
CREATE TABLE source (
    id TEXT NOT NULL,
    due BIGINT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX source_due ON source (due);
CREATE TABLE held (
    source TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (source)
);
CREATE TABLE article (
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    entry_hash TEXT NOT NULL,
    story TEXT NOT NULL,
    status TEXT NOT NULL,
    received BIGINT NOT NULL,
    embargoed_until BIGINT,
    expires BIGINT,
    record BLOB NOT NULL,
    saved BIGINT DEFAULT '0' NOT NULL,
    report TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (id)
);
CREATE UNIQUE INDEX article_key ON article (source, "key");
CREATE INDEX article_story ON article (story, report, received, saved, status, embargoed_until, expires);
CREATE INDEX article_embargoed_until ON article (embargoed_until) WHERE embargoed_until IS NOT NULL;
CREATE INDEX article_expires ON article (expires) WHERE expires IS NOT NULL;
CREATE INDEX article_held ON article (received, number) WHERE status = 'held';
CREATE TABLE shelf (
    article INTEGER NOT NULL,
    country TEXT NOT NULL,
    section TEXT NOT NULL,
    genre TEXT NOT NULL,
    language TEXT NOT NULL,
    agency TEXT NOT NULL,
    source TEXT NOT NULL,
    story TEXT NOT NULL,
    published BIGINT NOT NULL,
    received BIGINT NOT NULL,
    embargoed_until BIGINT,
    expires BIGINT,
    report TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (article, country),
    FOREIGN KEY(article) REFERENCES article (number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX shelf_published ON shelf (country, published);
CREATE INDEX shelf_received ON shelf (country, received);
CREATE INDEX shelf_section_published ON shelf (country, section, published);
CREATE INDEX shelf_section_received ON shelf (country, section, received);
CREATE INDEX shelf_language ON shelf (country, language, published) WHERE country = '';
CREATE INDEX shelf_language_received ON shelf (country, language, received) WHERE country = '';
CREATE INDEX shelf_agency ON shelf (country, agency, published) WHERE country = '';
CREATE INDEX shelf_agency_received ON shelf (country, agency, received) WHERE country = '';
CREATE INDEX shelf_genre ON shelf (country, genre, published) WHERE country = '' AND genre <> '';
CREATE INDEX shelf_genre_received ON shelf (country, genre, received) WHERE country = '' AND genre <> '';
CREATE TABLE sign (
    sign INTEGER NOT NULL,
    story TEXT NOT NULL,
    report TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (sign)
);
CREATE TABLE moved (
    story TEXT NOT NULL,
    kept TEXT NOT NULL,
    at BIGINT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (story)
);
CREATE INDEX moved_kept ON moved (kept);
CREATE TABLE gist (
    article INTEGER NOT NULL,
    record BLOB NOT NULL,
    why BLOB NOT NULL,
    PRIMARY KEY (article),
    FOREIGN KEY(article) REFERENCES article (number) ON DELETE CASCADE
);
CREATE TABLE ruling (
    number INTEGER NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (number)
);
CREATE TABLE recalled (
    language TEXT NOT NULL,
    number BIGINT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (language)
);
CREATE TABLE touched (
    feed TEXT NOT NULL,
    stamp BIGINT NOT NULL,
    PRIMARY KEY (feed)
);
CREATE TABLE shown (
    feed TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (feed)
);
CREATE TABLE remembered (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE quarantine (
    digest TEXT NOT NULL,
    at BIGINT NOT NULL,
    record BLOB NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (digest)
);
CREATE TABLE push (
    source TEXT NOT NULL,
    token TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (source),
    UNIQUE (token)
);
CREATE TABLE note (
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (number)
);
CREATE INDEX note_source ON note (source, number);
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    PRIMARY KEY (version_num)
);
"""

MAKING: Final = (
    *(statement.strip() for statement in _TABLES.split(";") if statement.strip()),
    f"INSERT INTO alembic_version (version_num) VALUES ('{HEAD}')",  # noqa: S608 -- our own words
)
"""The statements, in their order, of one transaction."""

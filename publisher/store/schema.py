"""The tables, for those who make and migrate them.

An article is one record (msgpack of the whole noun) beside the columns that are asked for.

Times are whole microseconds since 1970 in UTC: they compare as numbers, exactly, in every database, and can be read
with `datetime(received / 1000000, 'unixepoch')` or `to_timestamp(received / 1e6)`.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
    literal_column,
)

metadata: Final = MetaData()

# SQLite keeps a table in the order of an INTEGER key, but not of a BIGINT one.
_Number = BigInteger().with_variant(Integer(), "sqlite")
_Micros = BigInteger

source: Final = Table(
    "source",
    metadata,
    Column("id", Text, primary_key=True),
    Column("due", _Micros, nullable=False),
    Column("record", LargeBinary, nullable=False),  # SourceState
    Index("source_due", "due"),
)

held: Final = Table(
    "held",
    metadata,
    Column("source", Text, primary_key=True),
    Column("record", LargeBinary, nullable=False),  # {key: the day it was last seen}
)

article: Final = Table(
    "article",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),  # in the order they were first saved
    Column("id", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("entry_hash", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("received", _Micros, nullable=False),
    Column("embargoed_until", _Micros),
    Column("expires", _Micros),
    Column("record", LargeBinary, nullable=False),  # Article
    Column("saved", BigInteger, nullable=False, server_default="0"),  # the number of the commit that wrote this row
    Column("report", Text, nullable=False, server_default=""),  # shared by those who sent the same report
    Index("article_key", "source", "key", unique=True),
    # All that tells which articles of a story are shown, and whether they changed since we read them.
    Index("article_story", "story", "report", "received", "saved", "status", "embargoed_until", "expires"),
)
for _time in (article.c.embargoed_until, article.c.expires):
    Index(f"article_{_time.name}", _time, sqlite_where=_time.is_not(None))
IS_HELD: Final = literal_column("status") == literal_column("'held'")  # a value asked for by name would miss the index
Index("article_held", article.c.received, article.c.number, sqlite_where=IS_HELD)

# Where usable articles are looked for: one row for the world (country '') and one for each country that the article is
# about, with all that a selection asks for, so that a feed is a short walk along one index and never a join.
shelf: Final = Table(
    "shelf",
    metadata,
    Column("article", _Number, ForeignKey("article.number", ondelete="CASCADE"), primary_key=True),
    Column("country", Text, primary_key=True),
    Column("section", Text, nullable=False),
    Column("genre", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("published", _Micros, nullable=False),
    Column("received", _Micros, nullable=False),
    Column("embargoed_until", _Micros),
    Column("expires", _Micros),
    Column("report", Text, nullable=False, server_default=""),
    Index("shelf_published", "country", "published"),
    Index("shelf_received", "country", "received"),
    Index("shelf_section_published", "country", "section", "published"),
    Index("shelf_section_received", "country", "section", "received"),
    sqlite_with_rowid=False,
)
_WORLD = literal_column("country") == literal_column("''")
_OF_A_GENRE = and_(_WORLD, literal_column("genre") != literal_column("''"))  # one article in fifty is more than news
for _axis, _condition in ((shelf.c.language, _WORLD), (shelf.c.agency, _WORLD), (shelf.c.genre, _OF_A_GENRE)):
    for _name, _order in (
        (f"shelf_{_axis.name}", shelf.c.published),
        (f"shelf_{_axis.name}_received", shelf.c.received),
    ):
        Index(_name, shelf.c.country, _axis, _order, sqlite_where=_condition)

sign: Final = Table(
    "sign",
    metadata,
    Column("sign", _Number, primary_key=True, autoincrement=False),  # 64 bits of its hash
    Column("story", Text, nullable=False),  # as it was called then: `moved` tells what became of it
    Column("report", Text, nullable=False, server_default=""),
)

moved: Final = Table(
    "moved",
    metadata,
    Column("story", Text, primary_key=True),  # that ended, because it was merged
    Column("kept", Text, nullable=False),  # the story that has its articles now, never one that ended itself
    Column("at", _Micros, nullable=False),
    Column("why", Text, nullable=False),
    Index("moved_kept", "kept"),
)

gist: Final = Table(
    "gist",
    metadata,
    Column("article", _Number, ForeignKey("article.number", ondelete="CASCADE"), primary_key=True),
    Column("record", LargeBinary, nullable=False),  # what of the article is compared with others
    Column("why", LargeBinary, nullable=False),  # what joined it to its story, and what kept the nearest other apart
)

ruling: Final = Table(
    "ruling",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),  # in the order they were made
    Column("record", LargeBinary, nullable=False),  # Ruling
)

recalled: Final = Table(
    "recalled",
    metadata,
    Column("language", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),  # of the last article that it knows
    Column("record", LargeBinary, nullable=False),  # the stories of the window, as the desk keeps them
)

touched: Final = Table(
    "touched",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("stamp", _Micros, nullable=False),
)

shown: Final = Table(
    "shown",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("record", LargeBinary, nullable=False),  # Showing
)

remembered: Final = Table(
    "remembered",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

quarantine: Final = Table(
    "quarantine",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("at", _Micros, nullable=False),
    Column("record", LargeBinary, nullable=False),  # Quarantined, without its body
    Column("body", LargeBinary, nullable=False),
)

push: Final = Table(
    "push",
    metadata,
    Column("source", Text, primary_key=True),
    Column("token", Text, nullable=False, unique=True),
    Column("record", LargeBinary, nullable=False),  # Push
)

note: Final = Table(
    "note",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),  # in the order they were written
    Column("source", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),  # Note
    Index("note_source", "source", "number"),
)


def spell_for_postgresql() -> None:
    """Give PostgreSQL the conditions of indexes, too: to name them at once would load its dialect at every start."""
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        condition = index.dialect_options["sqlite"]["where"]
        if condition is not None:
            index.dialect_kwargs["postgresql_where"] = condition

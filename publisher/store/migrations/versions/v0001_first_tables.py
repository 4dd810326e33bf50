"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _article()
    _held()
    _remembered()
    _shown()
    _sign()
    _source()
    _touched()
    _shelf()


def _article() -> None:
    op.create_table(
        "article",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("entry_hash", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("embargoed_until", sa.BigInteger(), nullable=True),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(
        "article_embargoed_until",
        "article",
        ["embargoed_until"],
        sqlite_where=sa.text("embargoed_until IS NOT NULL"),
        postgresql_where=sa.text("embargoed_until IS NOT NULL"),
    )
    op.create_index(
        "article_expires",
        "article",
        ["expires"],
        sqlite_where=sa.text("expires IS NOT NULL"),
        postgresql_where=sa.text("expires IS NOT NULL"),
    )
    op.create_index("article_key", "article", ["source", "key"], unique=True)
    op.create_index("article_story", "article", ["story"])


def _held() -> None:
    op.create_table(
        "held",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("source"),
    )


def _remembered() -> None:
    op.create_table(
        "remembered",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _shown() -> None:
    op.create_table(
        "shown",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("feed"),
    )


def _sign() -> None:
    op.create_table(
        "sign",
        sa.Column("sign", NUMBER, autoincrement=False, nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sign"),
    )
    op.create_index("sign_story", "sign", ["story"])


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("source_due", "source", ["due"])


def _touched() -> None:
    op.create_table(
        "touched",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("feed"),
    )


def _shelf() -> None:
    op.create_table(
        "shelf",
        sa.Column("article", NUMBER, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("embargoed_until", sa.BigInteger(), nullable=True),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["article.number"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "country"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "shelf_agency",
        "shelf",
        ["country", "agency", "published"],
        sqlite_where=sa.text("country = ''"),
        postgresql_where=sa.text("country = ''"),
    )
    op.create_index(
        "shelf_language",
        "shelf",
        ["country", "language", "published"],
        sqlite_where=sa.text("country = ''"),
        postgresql_where=sa.text("country = ''"),
    )
    op.create_index("shelf_published", "shelf", ["country", "published"])
    op.create_index("shelf_received", "shelf", ["country", "received"])
    op.create_index("shelf_section_published", "shelf", ["country", "section", "published"])

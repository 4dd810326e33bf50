"""Two levels: reports (one item, whoever sends it) and stories (one event); and what stories are told by.

What was called a story until now was a report; each of those opened a story of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the columns and tables, and let each story of before be a report."""
    for table in ("article", "shelf", "sign"):
        op.add_column(table, sa.Column("report", sa.Text(), nullable=False, server_default=""))
        op.execute(f"UPDATE {table} SET report = story")  # noqa: S608 -- the three names above
    op.drop_index("article_story", "article")
    columns = ["story", "report", "received", "saved", "status", "embargoed_until", "expires"]
    op.create_index("article_story", "article", columns)
    op.create_table(
        "moved",
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story"),
    )
    op.create_index("moved_kept", "moved", ["kept"])
    op.create_table(
        "gist",
        sa.Column("article", NUMBER, sa.ForeignKey("article.number", ondelete="CASCADE"), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_table(
        "ruling",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "recalled",
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("language"),
    )

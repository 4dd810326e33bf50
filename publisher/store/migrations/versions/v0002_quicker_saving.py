"""Saving writes half as much: signs without a second index, and the articles of a story told from its index alone.

Nothing is copied: the columns and tables are new, and two indexes go, of which one comes back wider.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the indexes, and make the tables that are new."""
    op.drop_index("sign_story", "sign")
    op.add_column("article", sa.Column("saved", sa.BigInteger(), nullable=False, server_default="0"))
    op.drop_index("article_story", "article")
    op.create_index("article_story", "article", ["story", "received", "saved", "status", "embargoed_until", "expires"])

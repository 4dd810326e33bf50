"""The shelves of genres, in both orders: few articles have one, and their feeds looked at all the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OF_A_GENRE = sa.text("country = '' AND genre <> ''")


def upgrade() -> None:
    """Make the indexes."""
    for name, order in (("shelf_genre", "published"), ("shelf_genre_received", "received")):
        op.create_index(
            name,
            "shelf",
            ["country", "genre", order],
            sqlite_where=OF_A_GENRE,
            postgresql_where=OF_A_GENRE,
        )

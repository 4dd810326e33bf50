"""The shelves of sections, languages and agencies in the order received: what came late is found by a short walk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORLD = sa.text("country = ''")


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("shelf_section_received", "shelf", ["country", "section", "received"])
    for axis in ("language", "agency"):
        op.create_index(
            f"shelf_{axis}_received",
            "shelf",
            ["country", axis, "received"],
            sqlite_where=WORLD,
            postgresql_where=WORLD,
        )

"""The articles that are held, in the order received: few, and found without reading the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

HELD = sa.text("status = 'held'")


def upgrade() -> None:
    """Make the index."""
    op.create_index("article_held", "article", ["received", "number"], sqlite_where=HELD, postgresql_where=HELD)

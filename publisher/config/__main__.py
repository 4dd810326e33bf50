"""`python -m publisher.config > sources.schema.json` writes the schema anew."""

from __future__ import annotations

import sys

from publisher.config import schema_text

sys.stdout.write(schema_text())

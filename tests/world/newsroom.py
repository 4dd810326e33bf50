"""The smallest newsroom: one agency, one source, one feed. Tests that need more add lines."""

from __future__ import annotations

from typing import Final

ONE_SOURCE: Final = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources: {wire: {agency: wire, url: "https://wire.example/rss"}}
feeds: [{id: latest, title: Latest}]
"""

"""What the tests of the desk share: HTML of recorded feeds, where recordings stand beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

SHARED = Path(__file__).resolve().parents[2] / "../shared"
TEXTS = ("description", "encoded", "summary", "content")
MOST = 120


@pytest.fixture(scope="session")
def recorded_html() -> list[tuple[str, str]]:
    """Return HTML texts of recorded feeds, each with the address of its feed."""
    folder = SHARED / "data" / "feeds"
    if not folder.is_dir():
        pytest.skip(f"no recorded feeds: {folder} is absent")
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*/*"))[::4]:
        for number, text in enumerate(_texts(path.read_bytes())):
            if number < 2:
                found[text] = f"https://feeds.example/{path.stem}"
    return sorted(found.items(), key=lambda item: (len(item[0]), item[0]))[-MOST - 20 : -20]


def _texts(document: bytes) -> list[str]:
    root = etree.fromstring(document, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    if root is None:
        return []
    elements = (element for element in root.iter() if isinstance(element.tag, str))
    texts = (element.text or "" for element in elements if element.tag.rpartition("}")[2].rpartition(":")[2] in TEXTS)
    return [text for text in texts if "<" in text and len(text) < 15_000]

"""Author fields give names of people and desks, and nothing else."""

from __future__ import annotations

import pytest

from publisher.desk.people import LONGEST_NAME, byline, names
from publisher.model import Person
from tests.world.doubling import cost_of


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("Asha Rao", ("Asha Rao",)),
        ("asha@pti.example (Asha Rao)", ("Asha Rao",)),
        ("Asha Rao <asha@pti.example>", ("Asha Rao",)),
        ("By Asha Rao", ("Asha Rao",)),
        ("by: ASHA RAO", ("ASHA RAO",)),
        ("von Trapp", ("von Trapp",)),
        ("Por: Ana Sousa", ("Ana Sousa",)),
        ("Asha Rao; Li Wei", ("Asha Rao", "Li Wei")),
        ("asha@pti.example", ()),
        ("https://pti.example/asha", ()),
        ("admin", ()),
        ("agencies", ()),
        ("", ()),
        ("—", ()),
        ("<b>Asha</b> R&amp;o", ("Asha R&o",)),
        ("Devdiscourse News Desk", ("Devdiscourse News Desk",)),
        ("Лев Толсто\u0301й\u202e", ("Лев Толсто\u0301й",)),
    ],
)
def test_names(field: str, wanted: tuple[str, ...]) -> None:
    """Addresses, prefixes and placeholders are no names."""
    assert names([Person(field)]) == wanted


def test_names_come_once_and_in_order() -> None:
    """A name that is given twice is one author."""
    assert names([Person("Li Wei"), Person("Asha Rao"), Person("LI WEI")]) == ("Li Wei", "Asha Rao")


def test_the_desk_signs_first() -> None:
    """The seed page is signed by its desk; where there is no desk, all authors sign."""
    assert byline(["Devdiscourse News Desk"]) == "Devdiscourse News Desk"
    assert byline(["Asha Rao", "PTI News Desk"]) == "PTI News Desk"
    assert byline(["Asha Rao", "Li Wei"]) == "Asha Rao, Li Wei"
    assert byline([]) == ""


@pytest.mark.parametrize("piece", ["a@", "(", "x@y (", "<a@", "By ", "; "])
def test_long_fields_cost_nothing(piece: str) -> None:
    """A field is cut before any pattern looks at it."""
    person = Person(piece * (1_000_000 // len(piece)))
    assert cost_of(lambda: names([person])) < 0.5
    assert all(len(name) <= LONGEST_NAME for name in names([person]))

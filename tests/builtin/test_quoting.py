"""Numbers are quoted in the words of the brief, whatever plainer words they were read from."""

from __future__ import annotations

import pytest

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.reading import read_brief


@pytest.mark.parametrize(
    ("brief", "quotes"),
    [
        ("each class has a capacity of 12 and a waiting list", ["a capacity of 12 and a"]),
        ("members may cancel up to 2 hours before", ["cancel up to 2 hours before"]),
        ("höchstens 3 Werkzeuge pro Person, Rückgabe nach 14 Tagen", ["höchstens 3 Werkzeuge pro", "Rückgabe nach 14 Tagen"]),
    ],
)  # fmt: skip
def test_a_number_is_quoted_from_the_brief(brief: str, quotes: list[str]) -> None:
    found = [fact.text for fact in read_brief(brief, concepts()).numbers]
    assert found == quotes
    assert all(quote in brief for quote in found)

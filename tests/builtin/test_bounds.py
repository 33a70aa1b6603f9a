"""A value that the brief puts between two numbers is a column with a CHECK at the thing that it is a value of."""

from __future__ import annotations

import pytest
from briefs_file import drafted

BRIEFS = [
    ("Visitors leave feedback with a score from 1 to 5 and a comment", "feedback", "score", 1, 5),
    ("Judges rate entries between 1 and 10 with a note", "entry_ratings", "rating", 1, 10),
    ("Parents register children aged 4 to 12 for camps", "children", "age", 4, 12),
    ("Nurses record pain with a level from 0 to 10 and a note for each patient", "pains", "level", 0, 10),
    ("As a coordinator I want to ask neighbours to give course feedback on a trainer with a score from 1 to 6 and a comment", "course_feedback", "score", 1, 6),
    ("Customers write product reviews with a rating from 1 to 10", "product_reviews", "rating", 1, 10),
    ("Inspectors file inspection reports on bridges with a condition from 1 to 5 and a remark", "inspection_reports", "condition", 1, 5),
    ("Tasters record wine tastings with a quality between 50 and 100", "wine_tastings", "quality", 50, 100),
    ("Hikers log tours with a difficulty of 1-6", "tours", "difficulty", 1, 6),
    ("Runners between 16 and 80 years old register for races", "runners", "age", 16, 80),
]  # fmt: skip


@pytest.mark.parametrize(("brief", "table", "column", "low", "high"), BRIEFS)
def test_a_value_between_two_numbers_is_checked(brief: str, table: str, column: str, low: int, high: int) -> None:
    spec = drafted(brief).spec
    made = next(one for one in spec.sections.database.tables if one.name == table)
    checks = [[(c.operator, c.value) for c in k.conditions] for k in made.constraints if k.columns == (column,)]
    codes = {
        (case.status, case.code) for e in spec.sections.endpoints.endpoints if e.table == table for case in e.errors
    }
    rules = [rule.name for rule in spec.sections.rules.rules]

    assert checks == [[(">=", str(low)), ("<=", str(high))]]
    assert [status for status, code in codes if code.endswith(f"_{column.upper()}_OUT_OF_RANGE")] == [422]
    assert f"`{column}` from {low} to {high}" in rules
    assert not [name for name in rules if name.startswith(("At least", "At most", "Exactly"))]
    assert any(f"`{column}` {low - 1}, and one with {high + 1}" in case.given for case in spec.sections.tests.services)
    assert spec.findings == ()


@pytest.mark.parametrize(
    "brief",
    [
        "Opening hours are from 8 to 17; members book courts",
        "Guests book tables for 2 to 8 people",
        "Deliveries take 2 to 4 days; shops order parcels",
        "Donations from 5 to 500 EUR",
    ],
)
def test_other_ranges_are_no_values_of_a_scale(brief: str) -> None:
    names = [rule.name for rule in drafted(brief).spec.sections.rules.rules]
    assert not [name for name in names if " from " in name and name.startswith("`")]
    assert not [name for name in names if name.startswith(("At most 17", "At most 8", "Exactly"))]


def test_the_pictures_of_a_thing_are_counted_for_each_of_it() -> None:
    sections = drafted("Sellers create listings with a title and up to 8 photos").spec.sections
    (rule,) = [rule for rule in sections.rules.rules if rule.name == "At most 8 photos"]
    assert "for each `listing_id`" in rule.description

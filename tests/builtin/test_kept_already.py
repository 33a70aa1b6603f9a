"""What the feature has a place for already gets no second table, and a day of the week gets none at all."""

from __future__ import annotations

import pytest
from drafts import draft


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        ("Coaches tick off which players were present at each training.", ["trainings", "session_attendances"]),
        ("Staff trainings with participants", ["trainings", "training_participants"]),
        ("Teachers write report cards with comments.", ["report_cards"]),
        ("Recipes with comments", ["recipes", "comments"]),
        (
            "Scouts meet on Fridays and leaders record which scouts came to each meeting.",
            ["meetings", "session_attendances"],
        ),
    ],
)
def test_nothing_is_kept_twice(brief: str, expected: list[str]) -> None:
    drafted = [table.name for table in draft(brief).spec.sections.database.tables]

    assert [name for name in drafted if not name.startswith("recipe_")] == expected

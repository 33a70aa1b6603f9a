"""What is borrowed is out once at a time and falls due; what is late costs what the brief says, worked out from columns."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft


@pytest.mark.parametrize(
    ("brief", "key", "rate", "default", "due"),
    [
        (
            "Students can borrow laptops for 14 days, late returns cost 2 EUR a day",
            "laptop_id",
            "late_fee_per_day_cents",
            "200",
            "`borrowed_at` + 14 days, set when it is lent",
        ),
        (
            "Neighbours borrow tools for a week; a fine of 1.50 EUR per day is due when a tool comes back late",
            "tool_id",
            "late_fee_per_day_cents",
            "150",
            "`borrowed_at` + 1 week, set when it is lent",
        ),
        (
            "Guests borrow bikes for 4 hours; we charge 3 dollars per hour for bikes that are late",
            "bike_id",
            "late_fee_per_hour_cents",
            "300",
            "`borrowed_at` + 4 hours, set when it is lent",
        ),
    ],
)
def test_a_loan_falls_due_and_costs_what_is_said(brief: str, key: str, rate: str, default: str, due: str) -> None:
    sections = draft(Brief(text=brief, slug="x"), (), ("rules",)).sections
    (table,) = sections.database.tables
    columns = {column.name: column for column in table.columns}
    assert (columns[rate].default, columns["due_at"].purpose) == (default, due)
    open_once = [[c.column for c in i.columns] for i in table.indexes if i.unique and i.where]
    assert open_once == [[key]]
    assert sections.rules is not None
    assert [rule.name for rule in sections.rules.rules if "late_fee_cents" in rule.implementation] == [
        f"Late by the {rate.split('_')[3]}"
    ]


def test_what_moves_between_places_has_two_ends() -> None:
    sections = draft(Brief(text="Stock transfers between stores", slug="x"), (), ()).sections
    table = sections.database.tables[0]
    checks = [c.columns for c in table.constraints if c.kind == "check"]
    assert ("from_store_id", "to_store_id") in checks
    assert [c.references.table for c in table.columns if c.references][:2] == ["stores", "stores"]

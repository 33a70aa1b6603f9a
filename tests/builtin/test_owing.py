"""What must be done in time once a value crosses a line is owed by the row that crossed it, also where nobody does anything."""

from __future__ import annotations

import pytest
from drafts import draft

BRIEF = (
    "Inspectors log pump checks (pressure, oil level, remarks). If the pressure is above 8, the plant manager should get "
    "a mail and a repair must be scheduled within 3 days."
)


def test_the_row_that_crossed_the_line_owes_the_other_in_time() -> None:
    sections = draft(BRIEF).spec.sections
    checks = next(t for t in sections.database.tables if t.name == "pump_checks")
    due = next(c for c in checks.columns if c.name == "repair_due_at")
    repairs = next(t for t in sections.database.tables if t.name == "repairs")
    rule = next(r for r in sections.rules.rules if r.name == "Repair within 3 days")
    shown = next(e for e in sections.endpoints.endpoints if e.method == "GET" and e.path.endswith("/pump-checks/{id}"))

    assert (due.nullable, due.purpose) == (
        True,
        "`created_at` + 3 days where `pressure` > 8; empty: no repair is needed",
    )
    assert "has a row in `repairs` 3 days after its `created_at`" in rule.description
    assert "late" in [field.name for field in shown.responses[0].fields]
    assert "repairs" in shown.reads
    assert "due_at" not in {c.name for c in repairs.columns}
    assert "scheduled_for" in {c.name for c in repairs.columns}


@pytest.mark.parametrize(
    "brief",
    [
        "Tenants report defects; a repair must be scheduled within 3 days",
        "Inspectors log pump checks. If the pressure is above 8, the plant manager gets a mail. A repair must be scheduled within 3 days.",
    ],
)
def test_a_time_without_a_line_in_its_sentence_is_due_by_itself(brief: str) -> None:
    columns = {c.name for t in draft(brief).spec.sections.database.tables for c in t.columns}
    assert "repair_due_at" not in columns

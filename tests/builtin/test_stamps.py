"""Which tables say when a row was touched last, and who made it."""

from __future__ import annotations

import pytest
from briefs_file import drafted


def columns(brief: str, table: str) -> set[str]:
    tables = drafted(brief).spec.sections.database.tables
    return {c.name for t in tables if t.name == table for c in t.columns}


@pytest.mark.parametrize(
    ("brief", "table", "stamps"),
    [
        ("Add login attempts", "login_attempts", {"created_at"}),
        ("Add likes", "likes", {"created_at", "updated_at"}),
        ("Add notifications", "notifications", {"created_at", "updated_at"}),
    ],
)
def test_only_what_nothing_touches_again_has_no_updated_at(brief: str, table: str, stamps: set[str]) -> None:
    assert columns(brief, table) & {"created_at", "updated_at"} == stamps


@pytest.mark.parametrize(
    ("brief", "table", "named"),
    [
        ("add invoices", "invoices", True),  # something that people write
        ("add invoices", "invoice_items", False),  # a part
        ("Add units of measure", "units", False),  # a list to choose from
        ("Add tide readings", "tide_readings", False),  # its owner made it
    ],
)
def test_who_made_a_row_is_kept_where_nobody_else_is_named(brief: str, table: str, named: bool) -> None:
    found = columns(brief, table)
    assert found
    assert ("creator_id" in found) is named


def test_a_job_over_records_that_nothing_touches_writes_no_time_to_them() -> None:
    draft = drafted("Add daily rewards that are given out daily")
    (job,) = (job for job in draft.spec.sections.jobs.jobs if job.name == "run_due_daily_rewards")
    assert job.writes == ()
    assert draft.is_good

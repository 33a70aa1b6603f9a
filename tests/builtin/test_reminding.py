"""Reminders that are only sent are a job with the brief's days and a stamp; those that people set are rows."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.spec import Sections

KAYAKS = "Members can borrow kayaks for up to 5 days; a reminder mail goes out 1 day before and on the due day"


def sections(text: str) -> Sections:
    return drafted(text).spec.sections


def test_a_reminder_mail_is_a_job_that_keeps_what_it_sent() -> None:
    found = sections(KAYAKS)
    loans = next(table for table in found.database.tables if table.name == "kayak_loans")
    assert [table.name for table in found.database.tables] == ["kayak_loans"]
    assert "reminded_on" in {column.name for column in loans.columns}
    job = next(job for job in found.jobs.jobs if "remind" in job.name)
    assert "`due_at` lies 1 day ahead or today" in job.processing
    assert "reminded_on" in {name for access in job.writes for name in access.columns}


def test_the_days_of_a_reminder_are_told_once() -> None:
    assert [rule.name for rule in sections(KAYAKS).rules.rules if "1 day" in rule.name] == []


@pytest.mark.parametrize("text", ["Users can set reminders for kayaks", "Members add a reminder to a kayak"])
def test_reminders_that_people_set_are_rows(text: str) -> None:
    assert "reminders" in {table.name for table in sections(text).database.tables}


def test_a_reminder_after_the_day_looks_back() -> None:
    job = next(
        j for j in sections("Invoices: send a reminder mail 9 days after the due date").jobs.jobs if "remind" in j.name
    )
    assert "`due_date` lies 9 days back" in job.processing

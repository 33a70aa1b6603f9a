"""What nobody answers in time expires: by a state, a moment and a job."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft


@pytest.mark.parametrize(
    ("brief", "table", "span"),
    [
        (
            "Babysitters publish availability; parents request a booking, which the sitter accepts within 12 hours or it expires",
            "bookings",
            "12 hours",
        ),
        ("Owners confirm a reservation within 2 days, otherwise it lapses", "reservations", "2 days"),
        ("Managers approve leave requests within 5 days or they expire", "leave_requests", "5 days"),
    ],
)
def test_what_is_not_answered_in_time_expires(brief: str, table: str, span: str) -> None:
    sections = draft(Brief(text=brief, slug="x"), (), ("jobs", "rules")).sections
    columns = {c.name: c for t in sections.database.tables if t.name == table for c in t.columns}
    assert "expired" in (columns["status"].values or ())
    assert columns["expires_at"].purpose == f"`created_at` + {span}; empty once it was answered"
    assert sections.jobs is not None
    (job,) = [job for job in sections.jobs.jobs if job.name == f"expire_{table}"]
    assert [access.columns for access in job.writes] == [("status",)]
    assert sections.rules is not None
    assert [r.name for r in sections.rules.rules if r.name == f"Over after {span}" and "`expires_at`" in r.description]


def test_a_time_to_answer_without_an_end_does_not_expire() -> None:
    sections = draft(Brief(text="Managers approve leave requests within 5 days", slug="x"), (), ()).sections
    assert "expires_at" not in {c.name for t in sections.database.tables for c in t.columns}


def test_what_was_released_is_not_confirmed_any_more() -> None:
    text = "Guests book a sauna cabin; the booking must be confirmed by us within 3 hours otherwise it is released"
    sections = draft(Brief(text=text, slug="x"), (), ("endpoints", "rules", "jobs", "tests")).sections
    confirm = next(e for e in sections.endpoints.endpoints if e.path.endswith("/confirm"))
    rule = next(r for r in sections.rules.rules if r.name == "Released after 3 hours")
    job = next(j for j in sections.jobs.jobs if j.name == "release_lapsed_bookings")

    assert ("BOOKING_LAPSED", "it has waited 3 hours or longer") in {(c.code, c.when) for c in confirm.errors}
    assert "requested_at > now() - interval '3 hours'" in rule.implementation
    assert "`requested_at` is older than 3 hours" in job.processing
    assert "A booking that has waited 3 hours: confirm." in {case.given for case in sections.tests.services}

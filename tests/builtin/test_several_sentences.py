"""Briefs of several sentences, each of which has to find its place: the tables, jobs, rules and calls that come of all of them."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.drafters.builtin.reading.facts import find_states
from draftspec.drafters.builtin.reading.negations import find_negations
from draftspec.spec import Sections

CHOIR = """Our choir needs attendance: for each rehearsal members say yes/no/maybe, and section leaders see who's coming
per voice (soprano, alto, tenor, bass). Reminder two days before to whoever hasn't answered."""
CHAPEL = """Crematorium scheduling: funeral directors book a slot (chapel A or B) for a service. No double bookings.
A booking has to be confirmed by us within 4 hours otherwise the slot is released. Directors can cancel up to 48h before
without a fee, later we charge 150 EUR."""


def sections(brief: str) -> Sections:
    return draft(" ".join(brief.split())).spec.sections


def columns(found: Sections) -> dict[str, list[str]]:
    left_out = {"id", "created_at", "updated_at"}
    return {t.name: [c.name for c in t.columns if c.name not in left_out] for t in found.database.tables}


def test_answers_to_what_takes_place_are_rows_and_the_reminder_is_a_job() -> None:
    found = sections(CHOIR)
    (voice,) = [c for t in found.database.tables for c in t.columns if c.name == "voice"]
    (job,) = found.jobs.jobs

    assert columns(found) == {
        "rehearsals": ["user_id", "name", "description", "starts_at", "reminded_on"],
        "session_responses": ["rehearsal_id", "user_id", "response", "comment", "responded_at"],
        "members": ["user_id", "voice"],
    }
    assert voice.values == ("soprano", "alto", "tenor", "bass")
    assert job.name == "remind_of_rehearsals"
    assert "`starts_at` lies 2 days ahead" in job.processing


def test_whoever_is_asked_sees_what_takes_place() -> None:
    calls = {(e.method, e.path): e.auth for e in sections(CHOIR).endpoints.endpoints}

    assert calls["GET", "/api/v1/rehearsals"].owner is None
    assert calls["POST", "/api/v1/session-responses"].owner == "own `user_id`"


def test_a_plan_of_bookings_is_the_bookings_with_their_time_and_fee() -> None:
    found = sections(CHAPEL)
    names = [rule.name for rule in found.rules.rules]
    (job,) = [job for job in found.jobs.jobs if job.name == "release_lapsed_bookings"]

    assert list(columns(found)) == ["bookings"]
    assert "Late cancellation costs 150 EUR" in names
    assert not [name for name in names if name.startswith(("Not:", "Until", "The figure"))]
    assert "pending bookings whose `requested_at` is older than 4 hours and" in job.processing


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        ("Scheduling of meeting rooms: employees book a room for an hour.", ["meeting_rooms", "bookings"]),
        ("Import the old customer sheet (csv) with about 40k rows.", ["imports", "import_rows"]),
        ("Appointments with patients. Patients get a reminder two days before.", ["appointments"]),
    ],
)
def test_a_short_brief_of_the_same_kind(brief: str, expected: list[str]) -> None:
    assert list(columns(sections(brief))) == expected


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("imports with state and items processed, allow downloading a CSV", ()),
        ("list of tasks with status and due date, sorted by name", ()),
        ("orders with status new, paid or shipped", ("new", "paid", "shipped")),
        ("status: draft, sent or paid", ("draft", "sent", "paid")),
    ],
)
def test_what_stands_beside_a_state_is_none(text: str, states: tuple[str, ...]) -> None:
    assert find_states(text) == states


def test_a_no_among_answers_rules_nothing_out() -> None:
    assert find_negations("members say yes, no or maybe") == ()
    assert find_negations("members pay yearly, no refunds") == ("refunds",)


def test_an_import_takes_a_file_and_its_jobs_make_the_rows() -> None:
    found = sections("Import contacts from a CSV file")
    calls = {f"{e.method} {e.path.removeprefix('/api/v1')}": e for e in found.endpoints.endpoints}
    jobs = {job.name: {one.table: bool(one.columns) for one in job.writes} for job in found.jobs.jobs}
    create = calls["POST /imports"].request

    assert create is not None
    assert [field.name for field in create.fields] == ["mode", "original_filename", "mapping", "file"]
    assert "GET /imports/{id}/download-failed" in calls
    assert [c.code for c in calls["DELETE /imports/{id}"].errors if c.status == 409] == ["CANNOT_DELETE_IMPORT"]
    assert jobs["parse_import"] == {"imports": True, "import_rows": False}
    assert jobs["run_import"] == {"imports": True, "import_rows": True, "contacts": True}


def test_whoever_only_looks_reads_the_rows_of_others() -> None:
    calls = {(e.method, e.path): e.auth.owner for e in sections(CHOIR).endpoints.endpoints}
    (job,) = sections(CHOIR).jobs.jobs

    assert calls["GET", "/api/v1/session-responses"] == "own `user_id`, or any row for `section leader`"
    assert calls["PATCH", "/api/v1/session-responses/{id}"] == "own `user_id`"
    assert "each row of `members` whose `members.user_id` has no row in `session_responses`" in job.processing

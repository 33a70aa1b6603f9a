"""Who calls what: the subject of a verb, with what he enters; who the brief names stands for whom an entry names."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.drafters.builtin.reading.acts import find_acts
from draftspec.drafters.builtin.reading.roles import find_roles
from draftspec.drafters.builtin.reading.terse import in_sentences
from draftspec.sections.endpoints import Endpoint


def calls(brief: str) -> dict[str, Endpoint]:
    found = draft(brief).spec.sections.endpoints.endpoints
    return {f"{e.method} {e.path.removeprefix('/api/v1')}": e for e in found}


def given(call: Endpoint) -> set[str]:
    return {field.name for field in call.request.fields} if call.request is not None else set()


BIKES = (
    "Repair jobs for bicycles. Customers report a damage; the shop manager sets the priority and assigns it to a mechanic, "
    "the mechanic marks it done and enters the cost."
)
LESSONS = (
    "Training lessons: the office assigns a coach and a time, after the lesson the coach marks it as held and writes a "
    "short note."
)
PARCELS = "Deliveries: the dispatcher assigns a driver, the driver confirms the delivery and enters the mileage."
ROOMS = """Cleaning jobs
- guests request a cleaning with room and wish
- housekeeper marks it done and enters the minutes
- front desk manager sets the priority"""


@pytest.mark.parametrize(
    ("brief", "name", "field", "auth"),
    [
        (BIKES, "POST /repair-jobs/{id}/set-priority", "priority", ("shop manager",)),
        (BIKES, "POST /repair-jobs/{id}/mark", "cost_cents", "own `mechanic_id`"),
        (LESSONS, "POST /training-lessons/{id}/assign", "scheduled_at", ("office",)),
        (LESSONS, "POST /training-lessons/{id}/mark-held", "note", "own `coach_id`"),
        (PARCELS, "POST /deliveries/{id}/confirm", "mileage", "own `driver_id`"),
        (ROOMS, "POST /cleaning-jobs/{id}/set-priority", "priority", ("front desk manager",)),
        (ROOMS, "POST /cleaning-jobs/{id}/mark", "minutes", ("housekeeper",)),
    ],
)
def test_what_somebody_enters_is_input_of_his_call(
    brief: str, name: str, field: str, auth: str | tuple[str, ...]
) -> None:
    call = calls(brief)[name]
    assert field in given(call)
    assert (call.auth.owner if isinstance(auth, str) else call.auth.roles) == auth
    others = [e for e in calls(brief).values() if e.table == call.table and e.action in ("create", "update")]
    assert others and not [e for e in others if field in given(e)]
    assert draft(brief).spec.findings == ()


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("- property manager sets priority", "- the property manager sets priority"),
        ("- mechanic marks done and enters the cost", "- the mechanic marks it done and enters the cost"),
        ("Jobs\nhousekeeper cleans rooms", "Jobs\nthe housekeeper cleans rooms"),
        ("clerk enters the cost, manager approves costs", "clerk enters the cost, the manager approves costs"),
        ("* nurse records weight", "* the nurse records weight"),
        ("1. foreman assigns jobs", "1. the foreman assigns jobs"),
        ("- customer returns for a shop", "- customer returns for a shop"),
        ("- family groups and family members", "- family groups and family members"),
        ("- owner blocks of a flat", "- owner blocks of a flat"),
        ("- tenants report a problem", "- tenants report a problem"),
    ],
)
def test_notes_are_read_as_sentences(noted: str, said: str) -> None:
    assert in_sentences(noted) == said


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("after the lesson the coach marks it as held", [("coach", "mark")]),
        ("before the trip the driver checks it", [("driver", "check")]),
        ("during the visit the nurse signs it and writes a note", [("nurse", "sign"), ("nurse", "write")]),
        ("after the trip the warden inspects hull and paddle", []),
    ],
)
def test_what_is_done_at_a_time_has_its_subject(text: str, acts: list[tuple[str, str]]) -> None:
    assert [(act.subject, act.verb) for act in find_acts(text)] == acts


@pytest.mark.parametrize(
    ("brief", "name", "role"),
    [
        (
            "Residents report a complaint with a description. The caretaker closes them.",
            "POST /complaints/{id}/resolve",
            "caretaker",
        ),
        (BIKES, "POST /damage-reports/{id}/confirm", "shop manager"),
    ],
)
def test_whom_the_brief_names_stands_for_a_role_of_the_entry(brief: str, name: str, role: str) -> None:
    assert calls(brief)[name].auth.roles == (role,)
    assert not {"admin", "manager"} & {one for call in calls(brief).values() for one in call.auth.roles}


def test_who_tells_a_story_of_others_reads_what_it_speaks_of() -> None:
    brief = "As a head nurse I want trainees to be assessed with a remark, so that I can decide with all of it in one place. Tutors write assessments of trainees."
    auth = calls(brief)["GET /assessments"].auth
    assert "head nurse" in auth.roles or "`head nurse`" in (auth.owner or "")


@pytest.mark.parametrize(
    ("brief", "name", "way"),
    [
        (
            "Residents report a complaint. Residents only see complaints of their own building. The caretaker closes them.",
            "GET /complaints/{id}",
            "as somebody with the same `building_id`",
        ),
        (
            "Branch managers enter orders. Area managers see all orders of their own region.",
            "GET /orders/{id}",
            "as somebody with the same `region_id` and the role `area manager`",
        ),
        (
            "A clerk creates a rental with a tool, a start date and a due date. Branch managers should be able to see all overdue rentals of their own branch.",
            "GET /equipment-rentals/{id}",
            "as somebody with the same `branch_id` and the role `branch manager`",
        ),
        (
            "Maintenance requests. Tenants only see requests of their own apartment. The janitor closes them.",
            "GET /maintenance-requests/{id}",
            "as somebody with the same `apartment_id`",
        ),
    ],
)
def test_rows_of_the_own_place_are_read_by_its_key(brief: str, name: str, way: str) -> None:
    assert way in (calls(brief)[name].auth.owner or "").split(", or ")
    sections = draft(brief).spec.sections
    users = next(table for table in sections.database.assumed if table.name == "users")
    column = way.split("`")[1]
    assert column in {one.name for one in users.columns}
    assert sections.rules is not None
    assert any(rule.name.startswith("Only of the own") for rule in sections.rules.rules)
    assert draft(brief).spec.findings == ()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Parents enter the child's name and age; each child gets one place per course.", {"parent"}),
        ("The vet notes each treatment with the patient's weight.", {"vet"}),
        ("Clerks keep the customer's address; every customer gets a number.", {"clerk"}),
        ("Customers order; the clerk changes the customer's address.", {"customer", "clerk"}),
        ("Teachers enter the student's grade; each student reads it.", {"student", "teacher"}),
    ],
)
def test_whose_something_is_has_no_role_by_that(text: str, roles: set[str]) -> None:
    assert {fact.name for fact in find_roles(text, find_acts(text))} == roles


def test_whoever_marks_one_outcome_marks_the_other() -> None:
    brief = "Lessons: the office assigns a coach. After the lesson the coach marks it as held or missed."
    marks = [e for name, e in calls(brief).items() if "/mark-" in name or name.endswith("/miss")]
    assert len(marks) > 1 and {e.auth.owner for e in marks} == {"own `coach_id`"}


def test_who_sends_without_an_account_does_nothing_to_the_row_later() -> None:
    brief = "Parents send trial requests with name and phone without logging in, and the office assigns a teacher. Parents confirm them later."
    assert "parent" not in {role for call in calls(brief).values() for role in call.auth.roles}
    assert draft(brief).spec.findings == ()

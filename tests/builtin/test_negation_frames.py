"""What a "not" means: a public call, a field for some alone, a condition, an exclusion, or nothing at all; seldom a ban."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.drafters.builtin.reading.anonymous import find_anonymous
from draftspec.drafters.builtin.reading.field_bans import find_field_bans
from draftspec.drafters.builtin.reading.negations import denied_to, find_negations
from draftspec.drafters.builtin.reading.overlap_bans import find_overlap_bans
from draftspec.drafters.builtin.reading.replaced import without_replaced
from draftspec.drafters.builtin.reading.until_own import find_until_own
from draftspec.sections.endpoints import Endpoint
from draftspec.spec import Sections


def sections(brief: str) -> Sections:
    return draft(brief).spec.sections


def rules(brief: str) -> list[str]:
    found = sections(brief).rules
    return [rule.name for rule in found.rules] if found is not None else []


def calls(brief: str) -> dict[str, Endpoint]:
    return {f"{e.method} {e.path.removeprefix('/api/v1')}": e for e in sections(brief).endpoints.endpoints}


@pytest.mark.parametrize(
    ("brief", "public"),
    [
        ("Customers send a repair request with name and phone without logging in.", "POST /repair-requests"),
        ("Neighbours can report a pothole; no account needed. The city repairs them.", "POST /potholes"),
        ("Citizens report potholes. No login required. The city repairs them.", "POST /potholes"),
        ("Volunteers sign up for a shift with their email, no registration required.", "POST /shift-signups"),
        ("Guests leave a review of their stay without an account.", "POST /reviews"),
        ("Customers don't need an account to book a table. The restaurant confirms it.", "POST /bookings"),
        ("Applicants send a job application without having to create an account.", "POST /job-applications"),
        ("Passengers report lost items, with no sign-up. The office returns them.", "POST /lost-items"),
    ],
)
def test_without_an_account_is_a_public_creation(brief: str, public: str) -> None:
    call = next(
        (e for name, e in calls(brief).items() if name.startswith(public[:9]) and e.auth.level == "public"), None
    )
    assert call is not None, calls(brief).keys()
    table = next(t for t in sections(brief).database.tables if t.name == call.table)
    assert not {"user_id", "creator_id", "requester_id"} & {c.name for c in table.columns}
    assert call.rate_limit is not None and call.rate_limit.per == "ip"
    assert not [name for name in rules(brief) if name.startswith("Not: ")]
    assert "Sent without an account" in rules(brief)
    assert draft(brief).spec.findings == ()


@pytest.mark.parametrize(
    "brief",
    [
        "Nobody can book a room without an account.",
        "Users without an account cannot order.",
        "You can't see prices without logging in.",
        "Members must not reserve a court without registration.",
    ],
)
def test_who_must_have_an_account_is_not_let_in(brief: str) -> None:
    assert find_anonymous(brief) == ()


def test_what_only_looks_needs_no_account() -> None:
    brief = "Anyone can browse the plant catalogue without signing in; gardeners add plants."
    assert calls(brief)["GET /plant-catalogues"].auth.level == "public"


@pytest.mark.parametrize(
    ("text", "what", "only", "whom"),
    [
        ("Only the board can see phone numbers, trainers shouldn't.", "phone numbers", "board", "trainer"),
        ("The IBAN is hidden from caretakers.", "iban", None, "caretaker"),
        ("Players must not see the private note.", "private note", None, "player"),
        ("Salary is only visible to HR.", "salary", "hr", None),
        ("Coaches cannot see the diagnosis, only the doctor can.", "diagnosis", "doctor", "coach"),
        ("The purchase price should not be visible to sellers.", "purchase price", None, "seller"),
        ("Hide email addresses from volunteers.", "email addresses", None, "volunteer"),
        ("Only admins can see the internal comment.", "internal comment", "admin", None),
        ("The remark is for managers only.", "remark", "manager", None),
        ("Drivers can't see the customer's phone.", "customer's phone", None, "driver"),
    ],
)
def test_who_sees_a_field_is_read(text: str, what: str, only: str | None, whom: str | None) -> None:
    (ban,) = find_field_bans(text)
    assert (ban.what, ban.only, ban.whom) == (what, only, whom)


@pytest.mark.parametrize(
    "text",
    [
        "Drivers can only see their own tours.",
        "Customers can see their orders.",
        "Students must not see each other's essays until they have handed in their own.",
        "Everybody can see the rating.",
    ],
)
def test_whose_rows_somebody_sees_is_no_field(text: str) -> None:
    assert find_field_bans(text) == ()


@pytest.mark.parametrize(
    ("brief", "path", "field", "role"),
    [
        (
            "Employees with name and salary. Salary is only visible to HR.",
            "GET /employees/{id}/salary",
            "salary_cents",
            ("HR",),
        ),
        (
            "Members register with address and phone. Only the board can see phone numbers, trainers shouldn't.",
            "GET /addresses/{id}/phone",
            "phone",
            ("board",),
        ),
        (
            "Coaches write assessments of players with a private note. Players must not see the private note.",
            "GET /assessments/{id}/note",
            "note",
            (),
        ),
    ],
)
def test_a_field_for_some_is_in_no_other_answer(brief: str, path: str, field: str, role: tuple[str, ...]) -> None:
    found = calls(brief)
    shown = [name for name, e in found.items() for r in e.responses if field in {f.name for f in r.fields}]
    assert shown == [path]
    assert found[path].auth.roles == role
    assert any(field in {f.name for f in e.request.fields} for e in found.values() if e.request), "it is still given"
    assert any(name.startswith(f"`{field}` is for") for name in rules(brief))
    assert not [name for name in rules(brief) if name.startswith("Not: ")]
    tests = sections(brief).tests
    assert tests is not None and any(field in case.expect for case in tests.services)
    assert draft(brief).spec.findings == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Students must not see each other's essays until they have handed in their own.", "essays"),
        ("Jurors can't see other jurors' ratings before they have rated themselves.", "ratings"),
        ("Reviewers may see the reviews of others only after they have submitted their own.", "reviews"),
        ("Judges can only see each other's scores once they have entered their own.", "scores"),
        ("Teams can see each other's bids after they have sent theirs.", "bids"),
        ("Participants should not see others' answers unless they have given their own.", "answers"),
        ("Players cannot view the predictions of others until they have made their own.", "predictions"),
    ],
)
def test_until_the_own_one_is_there_is_read(text: str, what: str) -> None:
    held = find_until_own(text)
    assert held is not None and held.what == what


def test_those_of_others_are_read_after_the_own_one() -> None:
    brief = "Students hand in an essay. Students must not see each other's essays until they have handed in their own."
    assert calls(brief)["GET /essays"].auth.owner == "own `user_id`, or as somebody with an own essay"
    assert [name for name in rules(brief) if "others" in name] == ["Those of others after one's own"]
    assert not [name for name in rules(brief) if name.startswith("Not: ")]


@pytest.mark.parametrize(
    "text",
    [
        "If the parents don't sign up within 14 days the request is closed.",
        "When customers do not pay in time, the order is cancelled.",
        "Unless members cannot come, the trainer counts them.",
        "The slot is released if a patient of the clinic doesn't come.",
        "As soon as tenants no longer pay, if tenants will not answer, the office is told.",
    ],
)
def test_a_condition_forbids_nothing(text: str) -> None:
    assert all(denied_to(role, text) == () for role in ("parent", "customer", "member", "patient", "tenant"))
    assert find_negations(text) == ()


@pytest.mark.parametrize(
    ("text", "thing", "made"),
    [
        ("A boat can't be in two charters for the same days.", "boat", "charter"),
        ("A room cannot be booked twice at the same time.", "room", None),
        ("No double bookings.", None, "booking"),
        ("Hires of the same tent must not overlap.", "tent", "hire"),
        ("No court may be booked twice for the same hour.", "court", None),
        ("Overlapping reservations must be prevented.", None, "reservation"),
        ("No two bookings of the same van may overlap.", "van", "booking"),
        ("A projector may not be lent to two teachers at the same time.", "projector", None),
        ("An instructor can never be in two lessons at once.", "instructor", "lesson"),
        ("No kayak is rented twice for the same day.", "kayak", None),
    ],
)
def test_what_is_not_taken_twice_is_read(text: str, thing: str | None, made: str | None) -> None:
    (ban,) = find_overlap_bans(text)
    assert (ban.thing, ban.made) == (thing, made)


@pytest.mark.parametrize(
    ("brief", "column"),
    [
        ("Car bookings: employee, car, start and end. No double bookings.", None),
        ("We hire out tents. A hire has a tent, a start date and an end date. Hires of the same tent must not overlap.", "asset_id"),
        ("Boat charters with boat, start date and end date. A boat can't be in two charters for the same days.", "boat_id"),
        ("Hall bookings with hall, band, start date and end date. No two bookings of the same hall may overlap.", None),
    ],
)  # fmt: skip
def test_a_ban_on_overlaps_is_an_exclusion(brief: str, column: str | None) -> None:
    excluded = [c for t in sections(brief).database.tables for c in t.constraints if c.kind == "exclude"]
    assert excluded and (column is None or column in excluded[0].columns)
    creating = [e for e in sections(brief).endpoints.endpoints if e.action == "create"]
    assert any(case.status == 409 for e in creating for case in e.errors)
    assert not [name for name in rules(brief) if name.startswith(("Not: ", "Exactly 2"))]
    assert draft(brief).spec.findings == ()


def test_a_ban_on_overlaps_without_a_span_is_asked_about() -> None:
    brief = "Rooms with name and floor; a room cannot be booked twice at the same time."
    assert any("a room cannot be booked twice" in question.text for question in draft(brief).spec.open_questions)
    assert not [name for name in rules(brief) if name.startswith(("Not: ", "Exactly 2"))]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "We run a shop with two branches and want to stop using the paper book. A clerk creates a rental.",
            "We run a shop with two branches. A clerk creates a rental.",
        ),
        ("We want to stop using the paper book for our keys.", "manage keys."),
        ("Instead of spreadsheets we want to track spare parts.", "we want to track spare parts."),
        ("No more e-mails: teams request vacation.", "teams request vacation."),
        ("Teams request vacation in the app instead of by e-mail.", "Teams request vacation in the app."),
        ("The club books courts online rather than on paper; it pays.", "The club books courts online; it pays."),
        ("We need a shift plan, no more paper lists.", "We need a shift plan."),
        ("We would like to move away from the whiteboard: the foreman assigns jobs.", "the foreman assigns jobs."),
        ("We plan to replace the Excel sheet for incoming goods.", "manage incoming goods."),
        ("Our nursery wants to get rid of the lists and parents report absences.", "parents report absences."),
    ],
)  # fmt: skip
def test_what_is_to_go_is_no_demand(text: str, left: str) -> None:
    assert without_replaced(text) == left

"""Limits and deadlines of what is booked stand on the booking: its table, its key, its call, its error."""

from __future__ import annotations

import json

import pytest
from drafts import draft

from draftspec.derive.example_rows import Facts
from draftspec.derive.examples import response_example
from draftspec.sections.database import Table

FITTINGS = "Brides can book a fitting slot; each tailor offers slots, at most 2 slots per wedding, bookings close 3 days before"
COURTS = "Members book a court; the caretaker adds courts"


def tables(text: str) -> dict[str, Table]:
    return {table.name: table for table in draft(text).spec.sections.database.tables}


def keys(table: Table) -> dict[str, str]:
    return {column.name: column.references.table for column in table.columns if column.references}


def errors(text: str, code: str) -> set[str]:
    calls = draft(text).spec.sections.endpoints.endpoints
    return {f"{e.method} {e.path.removeprefix('/api/v1')}" for e in calls if code in {case.code for case in e.errors}}


@pytest.mark.parametrize(("text", "thing"), [(FITTINGS, "slots"), (COURTS, "courts")])
def test_a_booking_refers_to_what_is_booked_and_that_never_to_its_booking(text: str, thing: str) -> None:
    found = tables(text)
    assert keys(found["bookings"])[f"{thing[:-1]}_id"] == thing
    assert "bookings" not in keys(found[thing]).values()


def test_so_many_for_each_are_counted_by_the_booking_and_its_key() -> None:
    assert errors(FITTINGS, "SLOT_LIMIT_REACHED") == {"POST /bookings"}
    wedding = next(c for c in tables(FITTINGS)["bookings"].columns if c.name == "wedding_id")
    assert not wedding.nullable
    rule = next(r for r in draft(FITTINGS).spec.sections.rules.rules if r.error_code == "SLOT_LIMIT_REACHED")
    assert (rule.about[0], "each `wedding_id`" in rule.description) == ("bookings", True)


def test_what_closes_before_the_start_refuses_new_ones_and_no_list() -> None:
    assert errors(FITTINGS, "BOOKING_TOO_LATE") == {"POST /bookings"}


def test_a_stamp_that_only_its_own_call_sets_is_empty_in_all_other_answers() -> None:
    sections = draft("Guests register for events; the organizer checks them in").spec.sections
    facts = Facts(sections.known_tables(), sections.endpoints.endpoints)
    shown = {
        f"{e.method} {e.path.removeprefix('/api/v1')}": json.dumps(response_example(e, e.responses[0], facts))
        for e in sections.endpoints.endpoints
        if e.table == "registrations"
    }
    filled = {call for call, body in shown.items() if '"checked_in_at": "' in body}
    assert filled == {"POST /registrations/{id}/check-in"}


def test_a_draft_about_courts_speaks_of_no_room() -> None:
    said = draft(COURTS).spec.model_dump_json()
    assert "court" in said
    assert not {word for word in ("room", "door", "desk") if word in said.lower()}


def test_what_a_role_may_is_told_whole_in_its_section() -> None:
    calls = draft(COURTS).spec.sections.endpoints.endpoints
    roles = {role.name: role.may for role in draft(COURTS).spec.sections.security.roles}
    guarded = {f"`{c.method} {c.path}`" for c in calls if "resource manager" in c.auth.roles}
    assert set(roles["resource manager"].partition("; any row of ")[0].split(", ")) == guarded


@pytest.mark.parametrize(
    ("brief", "table", "edges"),
    [
        (
            "Members book courts at most 14 days ahead, cancel until 24 hours before, at most 3 bookings per member",
            "bookings",
            {
                "14 days and a second ahead.": "It is refused; to the second it is taken.",
                "A second less than 24 hours before `starts_at`.": "It is refused; a second more, and it is taken.",
                "3 bookings there, then one more.": "The last one is refused; as many stand as before.",
            },
        ),
        (
            "Closed tickets are archived after 30 days",
            "tickets",
            {
                "One row of 30 days and a second, one a second younger; the job runs twice.": "The first is taken up, once; the second is left alone."
            },
        ),
        ("Invitations", "invitations", {}),
    ],
)
def test_each_number_of_the_brief_is_tried_at_its_edge(brief: str, table: str, edges: dict[str, str]) -> None:
    cases = draft(brief).spec.sections.tests.services
    tried = {case.given: case.expect for case in cases if case.subject == table and ("second" in case.given or "one more" in case.given)}  # fmt: skip

    assert {given: expect for given, expect in tried.items() if given in edges} == edges
    assert bool(edges) or not [given for given in tried if "then one more" in given]


def test_what_lies_in_one_another_is_assumed_with_its_keys() -> None:
    brief = "When a book, chapter or page is deleted, move it to a recycle bin"
    assumed = {t.name: [c.name for c in t.columns] for t in draft(brief).spec.sections.database.assumed}

    assert (assumed["chapters"][-1], assumed["pages"][-1]) == ("book_id", "chapter_id")

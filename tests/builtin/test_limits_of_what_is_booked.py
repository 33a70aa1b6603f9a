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
    assert set(roles["resource manager"].split(", ")) == guarded

"""A noun before a known thing gives its table a name of its own, and a key where that noun is a thing too."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.sections.database import Table


def tables(brief: str) -> dict[str, Table]:
    return {table.name: table for table in drafted(brief).spec.sections.database.tables}


def keys(table: Table) -> set[str]:
    return {column.name for column in table.columns if column.references}


@pytest.mark.parametrize(
    ("brief", "table", "key"),
    [
        ("alumni surveys", "alumni_surveys", None),
        ("Add lease reminders", "lease_reminders", "lease_id"),
        ("patient notes", "patient_notes", "patient_id"),
        ("Supplier contracts", "supplier_contracts", "supplier_id"),
        ("Add gaming events", "gaming_events", None),
        ("cleaning tickets for holiday flats", "cleaning_tickets", None),
        ("Building announcements", "building_announcements", "building_id"),
        ("lab bookings", "lab_bookings", "lab_id"),
        ("Add new multiple appointments", "appointments", None),
        ("Simple global announcements", "announcements", None),
    ],
)
def test_a_compound_is_a_name_and_an_adjective_is_none(brief: str, table: str, key: str | None) -> None:
    found = tables(brief)
    assert next(iter(found)) == table
    assert key is None or key in keys(found[table])


def test_what_is_about_anything_is_about_the_thing_in_its_name() -> None:
    reminders = tables("Add lease reminders")["lease_reminders"]
    assert not {c.name for c in reminders.columns} & {"remindable_type", "remindable_id"}
    assert next(c for c in reminders.columns if c.name == "lease_id").nullable is False


def test_what_comes_along_goes_by_the_same_name() -> None:
    found = tables("exam surveys")
    assert list(found) == ["exam_surveys", "exam_survey_questions", "exam_survey_responses"]
    assert keys(found["exam_survey_questions"]) == {"exam_survey_id"}


@pytest.mark.parametrize(
    ("brief", "table"),
    [
        ("Stripe webhooks: customers set up hooks", "webhooks"),
        ("project tasks", "tasks"),
        ("Wedding guest list with a link for each guest", "registrations"),
    ],
)
def test_a_noun_that_says_nothing_new_is_no_part_of_the_name(brief: str, table: str) -> None:
    assert next(iter(tables(brief))) == table


@pytest.mark.parametrize(
    ("brief", "table"),
    [
        ("Add LeaveRequest", "leave_requests"),
        ("Add BoatInspection for the marina", "boat_inspections"),
    ],
)
def test_names_of_classes_are_words(brief: str, table: str) -> None:
    assert table in tables(brief)

"""Each message of a job names the column with the address; what nothing leads to is assumed and marked, or asked about."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.drafters.builtin.reading.told import find_told, without_messages
from draftspec.sections.jobs import Job

OF_A_PART = (
    "Rangers log inspections of their nest boxes. When an inspection finds a parasite, the reserve warden gets a mail."
)
OF_A_ROLE = "Club members pay an annual fee. Notify the treasurer when a fee is overdue and remind the member 10 days before it is due."
OF_A_CALL = "Residents report a broken bench with the street. The janitor confirms it and the resident gets a text message when it is fixed."
OF_ANOTHER = "Landlords enter rent payments. Remind the tenant by mail 5 days before the rent is due."


def jobs(brief: str) -> dict[str, Job]:
    """Return the jobs of a draft by name."""
    found = draft(brief).spec.sections.jobs
    return {job.name: job for job in found.jobs} if found is not None else {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Notify the treasurer when a fee is overdue.", [("treasurer", False, None)]),
        ("Class teachers get a text message", [("class teacher", False, "sms")]),
        ("owners are reminded by mail 2 days before", [("owner", True, "email")]),
        ("A push notification is sent to all backers", [("backer", False, "push")]),
        ("Members notify nobody and get mail addresses of events", []),
    ],
)
def test_whom_the_brief_wants_to_be_told(text: str, told: list[tuple[str, bool, str | None]]) -> None:
    assert [(one.who, one.reminded, one.by) for one in find_told(text)] == told


def test_a_mail_that_somebody_gets_is_no_column() -> None:
    assert without_messages("it is closed and the tenant gets an email") == "it is closed and somebody"
    columns = {column.name for table in draft(OF_A_CALL).spec.sections.database.tables for column in table.columns}
    assert not columns & {"email", "text_message"}


@pytest.mark.parametrize(
    ("brief", "job", "said"),
    [
        (
            OF_A_ROLE,
            "tell_of_overdue_fees",
            "It goes to `users.email` of everybody whose `users.role` is `treasurer`.",
        ),
        (OF_A_ROLE, "remind_of_fees", "It goes to `customers.email` by `fees.customer_id`."),
        (OF_A_CALL, "text_resident_of_benches", "It goes to `users.phone` by `benches.user_id`."),
        (
            OF_A_PART,
            "mail_reserve_warden_of_inspections",
            "It goes to `users.email` by `inspections.nest_box_id` → `nest_boxes.reserve_warden_id`.",
        ),
        (OF_ANOTHER, "remind_of_rent_payments", "It goes to `tenants.email` by `rent_payments.renter_id`."),
    ],
)
def test_a_message_names_the_column_with_the_address(brief: str, job: str, said: str) -> None:
    assert jobs(brief)[job].processing.endswith(said)


def test_what_leads_to_somebody_is_assumed_and_marked() -> None:
    drafted = draft(OF_A_ROLE).spec
    users = next(table for table in drafted.sections.database.assumed if table.name == "users")
    assert {"email", "role"} <= {column.name for column in users.columns}
    said = (
        "`users.role` says who is `treasurer`, and `users.email` is where `tell_of_overdue_fees` reaches each of them."
    )
    assert said in [assumption.text for assumption in drafted.assumptions]


def test_a_reminder_takes_rows_that_are_still_open_and_stamps_them() -> None:
    job = jobs(OF_A_ROLE)["remind_of_fees"]
    assert (
        "Takes fees whose `due_date` lies 10 days ahead and whose `waived_at` and `paid_at` are empty" in job.processing
    )
    (fees,) = draft(OF_A_ROLE).spec.sections.database.tables
    assert {"due_date", "reminded_on", "notified_on"} <= {column.name for column in fees.columns}


OF_AN_ANIMAL = "For each dog the vet logs vaccinations with vaccine and batch number, and owners get a reminder 14 days before the next booster."
UNKNOWN = "Swim teachers record absences with a date. Parents get a text message when their child is absent."
REFUSED = "Players hide caches with coordinates, others log found or not found, and the owner is told if maintenance is needed."


def test_whose_something_is_belongs_to_it() -> None:
    said = jobs(OF_AN_ANIMAL)["remind_of_vaccinations"].processing
    assert said.endswith("It goes to `users.email` by `vaccinations.patient_id` → `patients.owner_id`.")


def test_whom_nothing_leads_to_is_asked_about() -> None:
    (name,) = (name for name in jobs(UNKNOWN) if name.startswith("text_parent"))
    assert "It goes to" not in jobs(UNKNOWN)[name].processing
    asked = f"Whose address does `{name}` send to? No column leads from its rows to the parent."
    assert asked in [question.text for question in draft(UNKNOWN).spec.open_questions]


def test_the_brief_is_quoted_whole() -> None:
    assert f"“{REFUSED.rstrip('.')}”" in jobs(REFUSED)["mail_owner_of_hidden_caches"].processing

"""Sentences that say what never happens, for how long, by when, and who is told: the whole of what comes of each."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.spec import Sections


def sections(brief: str) -> Sections:
    return draft(brief).spec.sections


def calls(brief: str, method: str) -> dict[str, str | None]:
    found = sections(brief).endpoints.endpoints
    return {e.path.removeprefix("/api/v1"): e.auth.owner for e in found if e.method == method}


@pytest.mark.parametrize(
    ("brief", "deletes"),
    [
        ("Keep lab samples with barcode. Nothing is ever deleted.", []),
        ("Store contracts; contracts must never be deleted.", []),
        ("Recipes with ingredients, without deleting recipes", ["/recipe-ingredients/{id}", "/recipe-steps/{id}"]),
        ("Keep lab samples with barcode.", ["/samples/{id}"]),
        ("Folders cannot be deleted while they contain files.", ["/folders/{id}"]),
        ("Kanban boards with columns and cards; archive cards, no deleting.", ["/boards/{id}", "/board-columns/{id}"]),
    ],
)
def test_what_is_never_deleted_has_no_call_that_does(brief: str, deletes: list[str]) -> None:
    assert list(calls(brief, "DELETE")) == deletes


def test_no_key_of_what_is_never_deleted_takes_it_away() -> None:
    brief = "Polls with options. Nothing is ever deleted."
    keys = [k for table in sections(brief).database.tables for c in table.columns if (k := c.references)]

    assert keys and "CASCADE" not in {key.on_delete for key in keys}


@pytest.mark.parametrize(
    ("brief", "rule", "update", "answers"),
    [
        (
            "Comments can be edited for 15 minutes by their author, after that only by a moderator.",
            "Changed for 15 minutes",
            "own `user_id`, or any row for `moderator`",
            {"PATCH", "DELETE"},
        ),
        (
            "Users write product reviews. Reviews can be edited within 30 days.",
            "Changed for 30 days",
            "own `user_id`",
            {"PATCH"},
        ),
        ("Members can delete their posts within 10 minutes.", "Deleted within 10 minutes", "own `user_id`", {"DELETE"}),
    ],
)
def test_what_may_be_changed_for_a_while_is_refused_later(
    brief: str, rule: str, update: str, answers: set[str]
) -> None:
    drafted = sections(brief)
    late = [e.method for e in drafted.endpoints.endpoints if any(c.code.endswith("_TOO_OLD") for c in e.errors)]

    assert [r.name for r in drafted.rules.rules if " for " in r.name or " within " in r.name] == [rule]
    assert set(late) == answers
    assert update in calls(brief, "PATCH").values()


def test_what_must_be_dealt_with_in_time_is_due_and_stays_open() -> None:
    drafted = sections("Residents file complaints. Complaints must be answered within 14 days.")
    (table,) = drafted.database.tables
    (due,) = [column for column in table.columns if column.name == "due_at"]
    (rule,) = [rule for rule in drafted.rules.rules if rule.name == "Due within 14 days"]

    assert (due.type, due.nullable) == ("timestamptz", False)
    assert rule.error_code is None
    assert "stays open" in rule.description


@pytest.mark.parametrize(
    ("brief", "table", "job"),
    [
        (
            "Drivers record fuel stops with litres and price. Notify the fleet manager when the price exceeds 200 EUR.",
            "fuel_stops",
            "Takes rows with `price_cents` > 20000 whose `warned_at` is empty with `FOR UPDATE SKIP LOCKED`, sends the fleet manager one mail for each and sets `warned_at` once it was handed over; what was put in later by a correction is found as well.",
        ),
        (
            "Technicians log pump inspections with vibration. If the vibration is above 7, the plant manager gets a mail.",
            "pump_inspections",
            "Takes rows with `vibration` > 7 whose `warned_at` is empty with `FOR UPDATE SKIP LOCKED`, sends the plant manager one mail for each and sets `warned_at` once it was handed over; what was put in later by a correction is found as well.",
        ),
    ],
)
def test_whoever_is_told_of_a_value_is_so_by_a_job_and_becomes_no_table(brief: str, table: str, job: str) -> None:
    drafted = sections(brief)
    (found,) = [j for j in drafted.jobs.jobs if j.name.startswith("warn_of_")]

    assert found.name == f"warn_of_{table}"
    assert found.processing.partition(" It goes to ")[0] == job
    assert not {"fleets", "plants", "managers"} & {t.name for t in drafted.database.tables}


def test_a_feature_that_watches_the_value_itself_gets_no_second_watch() -> None:
    drafted = sections("Track stock of spare parts. When stock falls below 5, the purchasing manager gets an email.")

    (job,) = drafted.jobs.jobs
    (line,) = [c for t in drafted.database.tables for c in t.columns if c.name == "reorder_point"]

    assert job.name == "report_low_stock"
    assert "; the brief wants < 5 told to the purchasing manager. " in job.processing
    assert job.processing.endswith("of everybody whose `users.role` is `purchasing manager`.")
    assert line.default == "5"


@pytest.mark.parametrize(
    ("brief", "answers"),
    [
        (
            "Funeral directors book a slot (chapel A or B, 45 minutes, between 9 and 16:30) for a service.",
            {"Between 09:00 and 16:30": "BOOKING_OUTSIDE_HOURS", "Takes 45 minutes": "BOOKING_LENGTH_INVALID"},
        ),
        (
            "Patients book 20-minute appointments between 8am and 6pm",
            {"Between 08:00 and 18:00": "APPOINTMENT_OUTSIDE_HOURS", "Takes 20 minutes": None},
        ),
        ("Members book courts from 7:00 to 22:00", {"Between 07:00 and 22:00": "BOOKING_OUTSIDE_HOURS"}),
        ("Members book courts and rate them between 1 and 5", {}),
    ],
)
def test_hours_and_length_are_kept_by_the_calls_that_set_the_times(brief: str, answers: dict[str, str | None]) -> None:
    rules = sections(brief).rules.rules

    assert {r.name: r.error_code for r in rules if r.name.startswith(("Between", "Takes"))} == answers


def test_what_is_never_deleted_and_deleted_all_the_same_is_asked_about() -> None:
    brief = "Customers write reviews of products. A review can never be deleted. Customers can delete their reviews at any time."
    first = draft(brief).spec.open_questions[0].text

    assert first == (
        "Which holds: “A review can never be deleted” or “Customers can delete their reviews at any time”? The brief says both."
    )
    assert list(calls(brief, "DELETE")) == ["/product-reviews/{id}"]


def test_a_value_beyond_the_line_for_a_while_is_no_single_crossing() -> None:
    brief = "A sensor reports its temperature, alert the warehouse when it is above 8 °C for more than 30 minutes"
    drafted = sections(brief)

    assert not [job for job in drafted.jobs.jobs if job.name.startswith("warn_of_")]
    assert not [c for t in drafted.database.tables for c in t.columns if c.name in ("it", "warned_at")]


@pytest.mark.parametrize(
    "brief",
    [
        "Members book courts. Bookings can be changed until 24 hours before the start.",
        "Bids. Bids can be edited for 15 minutes.",
    ],
)
def test_a_notice_and_what_nobody_updates_have_no_time_to_be_changed_in(brief: str) -> None:
    drafted = sections(brief)

    assert not [r.name for r in drafted.rules.rules if r.name.startswith(("Changed for", "Deleted within"))]
    assert not [c.code for e in drafted.endpoints.endpoints for c in e.errors if c.code.endswith("_TOO_OLD")]


def test_who_is_told_by_text_message_gets_one() -> None:
    brief = "Technicians log pump inspections with vibration. If the vibration is above 7, the plant manager gets a text message."
    drafted = sections(brief)
    (job,) = [job for job in drafted.jobs.jobs if job.name.startswith("warn_of_")]

    assert "sends the plant manager one text message for each" in job.processing
    assert "SMS provider" in [one.service for one in drafted.integrations.integrations]


def test_a_column_of_the_name_that_is_no_number_is_not_compared() -> None:
    drafted = sections("Tickets. Notify the manager when the status exceeds 5.")

    assert not [job for job in drafted.jobs.jobs if job.name.startswith("warn_of_")]


def test_what_is_never_deleted_and_no_part_of_the_feature_keeps_nothing() -> None:
    assert list(calls("Tags on articles. Users can never be deleted.", "DELETE"))


@pytest.mark.parametrize(
    "brief", ["Members book boats that weigh between 1.50 and 2.50 tonnes", "Members book courts from 2 to 4 people"]
)
def test_two_measures_are_no_hours(brief: str) -> None:
    assert not [r.name for r in sections(brief).rules.rules if r.name.startswith("Between")]


def test_noon_and_midnight_are_told_apart() -> None:
    names = [r.name for r in sections("Members book courts between 12am and 12pm").rules.rules]

    assert "Between 00:00 and 12:00" in names


def test_what_is_never_deleted_has_no_rule_of_when_it_is() -> None:
    brief = "Members book courts; bookings can be changed for 2 hours, nothing is ever deleted."
    rules = {rule.name: rule.description for rule in sections(brief).rules.rules}

    assert "Never deleted" in rules
    assert not [name for name in rules if name.endswith("is deleted")]
    assert rules["Changed for 2 hours"].startswith("“bookings can be changed for 2 hours”: ")

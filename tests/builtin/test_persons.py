"""What a brief says of people themselves is kept in a row for each of them, and not anew with whatever they do."""

from __future__ import annotations

import pytest
from drafts import call, draft

from draftspec.drafters.builtin.reading.persons import find_persons, without_persons

BAND = (
    "Our orchestra needs attendance: for each rehearsal players say yes/no/maybe, and section leaders see who's coming "
    "per section (strings, winds, brass). Visitors shouldn't see phone numbers"
)
FERRIES = "Each skipper has a licence class and a phone number. Dispatchers assign crossings to skippers; skippers confirm the crossing."
ASKED_AGAIN = (
    "Our theatre needs attendance: for each rehearsal actors say yes/no/maybe. Actors have a phone number and a shirt size. "
    "Remind whoever has not answered two days before the rehearsal."
)
COURTS = "Members book courts. Guests must not see phone numbers of members."


def columns(brief: str, table: str) -> set[str]:
    """Return the columns of a table of a draft that are its own."""
    database = draft(brief).spec.sections.database
    found = next(one for one in (*database.tables, *database.assumed) if one.name == table)
    return {column.name for column in found.columns} - {"id", "created_at", "updated_at"}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Each driver has a licence class and a phone number.",
            [("driver", "licence_class"), ("driver", "phone")],
        ),
        ("Players have an instrument and an address", [("player", "instrument"), ("player", "address")]),
        ("leaders see who is coming per voice (high, low)", [(None, "voice")]),
        ("Each team has a captain and a name.", []),
        ("Members have access to the archive.", []),
        ("Customers have several addresses and orders", []),
        ("Members have to pay a fee. Boats have a name.", []),
    ],
)
def test_what_is_said_of_people(text: str, facts: list[tuple[str | None, str]]) -> None:
    assert [(fact.who, fact.column.name) for fact in find_persons(text)] == facts


def test_what_is_said_of_people_is_read_as_nothing_else() -> None:
    assert (
        without_persons("Each driver has a licence class and a phone number. Drivers log trips.")
        == ". Drivers log trips."
    )


def test_people_who_answer_have_a_table_and_answers_none_of_their_properties() -> None:
    assert columns(BAND, "players") == {"user_id", "section", "phone"}
    assert columns(BAND, "session_responses") == {"rehearsal_id", "user_id", "response", "comment", "responded_at"}
    (players,) = (t for t in draft(BAND).spec.sections.database.tables if t.name == "players")
    assert "players_user_id_key" in {constraint.name for constraint in players.constraints}


def test_who_is_coming_is_counted_by_what_is_kept_of_people() -> None:
    found = call(BAND, "GET /rehearsals/{rehearsal_id}/session-responses-by-section")
    assert found.auth.roles == ("section leader",)
    assert {"session_responses", "players"} <= set(found.reads)
    assert found.query == ()
    (rows,) = found.responses[0].fields
    assert rows.description == "Each holds `section` (string), `yes` (integer), `no` (integer), `maybe` (integer), `unanswered` (integer), `user_ids` (uuid[]: who said `yes`)."  # fmt: skip


def test_who_has_not_answered_follows_from_the_people() -> None:
    rules = {rule.name: rule for rule in draft(BAND).spec.sections.rules.rules}
    assert rules["Who has not answered"].implementation == (
        "`players` LEFT JOIN `session_responses` ON `user_id`, for one rehearsal; what finds no partner is missing."
    )
    assert "`players` is without it" in rules["Not: see phone numbers"].implementation


def test_people_to_whom_something_is_assigned_act_by_their_account() -> None:
    assert columns(FERRIES, "skippers") == {"user_id", "licence_class", "phone"}
    assert "skippers.user_id" in (call(FERRIES, "POST /crossings/{id}/confirm").auth.owner or "")


def test_a_reminder_of_those_who_have_not_answered_names_them_by_tables() -> None:
    (job,) = draft(ASKED_AGAIN).spec.sections.jobs.jobs
    assert (
        "sends one message to `users.email` of each row of `actors` whose `actors.user_id` has no row in `session_responses`"
        in job.processing
    )
    assert {"rehearsals", "actors", "users"} <= {access.table for access in job.reads}


def test_what_tells_how_to_reach_people_is_assumed_of_their_accounts_where_nothing_else_is_kept_of_them() -> None:
    assert "phone" in columns(COURTS, "users")
    said = [assumption.text for assumption in draft(COURTS).spec.assumptions]
    assert "`users.phone` is what some may not see by “see phone numbers of members”; no call of this design shows it to anybody." in said  # fmt: skip
    assert not [question for question in draft(COURTS).spec.open_questions if "phone" in question.text]


@pytest.mark.parametrize(
    ("brief", "role", "may"),
    [
        (BAND, "visitor", "signed in, refused to “see phone numbers”"),
        (
            BAND,
            "section leader",
            "`GET /api/v1/rehearsals/{rehearsal_id}/session-responses-by-section`; any row of `GET /api/v1/session-responses`, "
            "`GET /api/v1/session-responses/{id}`",
        ),
        (
            "Residents report a broken bench with the street. The janitor confirms it and the village clerk gets an email.",
            "village clerk",
            "signed in, gets messages, no call of its own",
        ),
        (
            "Landlords enter rent payments; tenants see their own.",
            "tenant",
            "`GET /api/v1/rent-payments`, `GET /api/v1/rent-payments/{id}`",
        ),
    ],
)
def test_a_role_says_what_it_sees_gets_or_is_refused(brief: str, role: str, may: str) -> None:
    roles = {one.name: one.may for one in draft(brief).spec.sections.security.roles}
    assert roles[role] == may


@pytest.mark.parametrize("brief", [BAND, FERRIES, ASKED_AGAIN, COURTS])
def test_drafts_with_people_have_no_findings(brief: str) -> None:
    assert not draft(brief).spec.findings

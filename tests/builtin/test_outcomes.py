"""Briefs in plain words, and the whole of what comes of each: tables, keys, calls and what they answer."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft
from draftspec.sections.database import Table
from draftspec.spec import Sections


def drafted(text: str) -> Sections:
    return draft(Brief(text=text, slug="x"), (), tuple(Sections.model_fields)).sections


def tables(sections: Sections) -> dict[str, Table]:
    return {table.name: table for table in sections.database.tables}


def columns(sections: Sections, table: str) -> set[str]:
    return {column.name for column in tables(sections)[table].columns}


def calls(sections: Sections) -> list[str]:
    """Return every call that changes something, without the prefix."""
    found = ((e.method, e.path.removeprefix("/api/v1")) for e in sections.endpoints.endpoints)
    return [f"{method} {path}" for method, path in found if method != "GET"]


def codes(sections: Sections, call: str) -> set[str]:
    return {
        case.code
        for e in sections.endpoints.endpoints
        if f"{e.method} {e.path.removeprefix('/api/v1')}" == call
        for case in e.errors
    }


def checks(table: Table) -> list[str]:
    return [constraint.meaning for constraint in table.constraints if constraint.kind == "check"]


@pytest.mark.parametrize(
    "text",
    [
        "MFA (Phone): allow developers to enroll a phone-based MFA factor, keeping the existing pattern of enroll, challenge, verify. OTP expiry is tied to challenge expiry.",
        "MFA: users enroll a factor, challenge it and verify a code",
        "Customers enrol an authenticator app, challenge it and verify a code",
    ],
)
def test_enrolling_a_factor_makes_the_factor(text: str) -> None:
    sections = drafted(text)
    assert list(tables(sections)) == ["mfa_factors", "mfa_challenges", "recovery_codes"]
    assert calls(sections) == [
        "POST /mfa-factors",
        "PATCH /mfa-factors/{id}",
        "DELETE /mfa-factors/{id}",
        "POST /mfa-factors/{id}/challenge",
        "POST /mfa-factors/{id}/verify",
        "POST /recovery-codes",
    ]
    assert [name for table in tables(sections) for name in columns(sections, table) if "expir" in name] == [
        "expires_at"
    ]
    challenge, verify = (e for e in sections.endpoints.endpoints if e.path.endswith(("/challenge", "/verify")))
    assert challenge.writes == ("mfa_factors", "mfa_challenges")
    assert [field.name for field in verify.request.fields] == ["code"] if verify.request else False


@pytest.mark.parametrize(
    "text",
    [
        "Gym classes with 12 places: members book a place, a waiting list takes over when full",
        "Members book gym classes. At most 12 places per class; later bookings are waitlisted and move up on cancellation",
        "Gym class booking with a capacity of 12 places and a waiting list",
        "yoga studio: classes have at most 12 places, waitlist, cancel until 12 hours before",
    ],
)
def test_whoever_comes_too_late_for_a_class_waits(text: str) -> None:
    sections = drafted(text)
    assert set(tables(sections)) == {"classes", "bookings"}
    capacity = next(c for c in tables(sections)["classes"].columns if c.name == "capacity")
    assert (capacity.default, capacity.nullable) == ("12", False)
    assert {"class_id", "waitlist_position", "places"} <= columns(sections, "bookings")
    assert not columns(sections, "bookings") & {"capacity", "capacity_of_place", "place"}
    assert checks(tables(sections)["bookings"]) == ["`places` > 0."]
    assert "PLACE_LIMIT_REACHED" not in codes(sections, "POST /bookings") | codes(sections, "POST /classes")
    assert sections.rules is not None
    assert "who comes then is `waitlisted`" in next(r.description for r in sections.rules.rules if "12" in r.name)
    assert "class_session" not in sections.model_dump_json()


def test_a_stricter_check_of_a_column_stands_alone() -> None:
    found = checks(tables(drafted("Donations with an amount to a campaign with a goal"))["donations"])
    assert [one for one in found if "amount_cents" in one] == ["`amount_cents > 0`."]


@pytest.mark.parametrize(
    "text",
    ["Shopping cart with coupons and shipping addresses", "Blog with posts, comments and tags", "Team chat channels"],
)
def test_an_error_that_a_call_answers_is_told_by_a_rule(text: str) -> None:
    """Every code that is particular to an entry stands in a rule, however late the entry names it."""
    from draftspec.drafters.builtin.catalogue import concepts

    sections = drafted(text)
    assert sections.rules is not None
    told = {rule.error_code for rule in sections.rules.rules}
    own = {rule.answer.code for name in concepts() for rule in concepts().entry(name).rules if rule.answer}
    answered = {case.code for e in sections.endpoints.endpoints for case in e.errors}
    assert answered & own <= told

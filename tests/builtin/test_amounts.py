"""Sums of the brief bind the amount that callers give, or cost whoever cancels late."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.spec import Sections


def sections(text: str) -> Sections:
    return drafted(text).spec.sections


@pytest.mark.parametrize(
    ("text", "table", "check", "code"),
    [
        (
            "Gift cards from 10 to 200 EUR",
            "gift_cards",
            [("initial_amount_cents", ">=", "1000"), ("initial_amount_cents", "<=", "20000")],
            "GIFT_CARD_AMOUNT_OUT_OF_RANGE",
        ),
        ("Guests leave tips up to 40 EUR", "tips", [("amount_cents", "<=", "4000")], "TIP_AMOUNT_OUT_OF_RANGE"),
        ("Donations of at least 3 EUR", "donations", [("amount_cents", ">=", "300")], "DONATION_AMOUNT_OUT_OF_RANGE"),
    ],
)
def test_the_bounds_of_an_amount_are_a_check_and_an_error(
    text: str, table: str, check: list[tuple[str, str, str]], code: str
) -> None:
    found = sections(text)
    made = next(one for one in found.database.tables if one.name == table)
    held = [
        [(c.column, c.operator, c.value) for c in one.conditions] for one in made.constraints if one.kind == "check"
    ]
    create = next(e for e in found.endpoints.endpoints if e.table == table and e.action == "create")
    assert check in held
    assert [case.status for case in create.errors if case.code == code] == [422]
    assert [rule.name for rule in found.rules.rules if rule.name.startswith("The figure")] == []


def test_a_late_cancellation_costs_and_is_not_refused() -> None:
    found = sections("Clients book a trainer; cancellations less than 12 hours before cost 15 EUR")
    cancel = next(e for e in found.endpoints.endpoints if e.path.endswith("/cancel"))
    rules = {rule.name: rule for rule in found.rules.rules}
    assert "cancellation_fee_cents" in {one.column for one in cancel.server_sets}
    assert (
        "to 1500 where `status` is `confirmed` and `starts_at` - interval '12 hours' < now()"
        in rules["Late cancellation costs 15 EUR"].implementation
    )
    assert [case.code for case in cancel.errors if case.code.endswith("_TOO_LATE")] == []


def test_a_sum_that_needs_a_second_look_is_no_bound() -> None:
    names = [rule.name for rule in sections("Expense claims above 400 EUR need a second approval").rules.rules]
    assert "Two approvals above 400 EUR" in names
    assert [name for name in names if name.startswith("Amounts")] == []


def test_an_equal_number_of_another_kind_is_kept_beside_the_bound() -> None:
    names = [rule.name for rule in sections("Gift cards from 5 to 500 EUR, at most 5 cards per buyer").rules.rules]
    assert "Amounts of at least 5 EUR and at most 500 EUR" in names
    assert "At most 5 cards" in names


def test_nothing_gets_round_the_fee_of_a_late_cancellation() -> None:
    found = sections("Clients book a trainer; cancellations less than 12 hours before cost 15 EUR")
    calls = {f"{e.method} {e.path.removeprefix('/api/v1')}": e for e in found.endpoints.endpoints}
    codes = {case.code: case.when for case in calls["PATCH /bookings/{id}"].errors}
    edges = {case.given: case.expect for case in found.tests.services}

    assert "DELETE /bookings/{id}" not in calls
    assert codes["BOOKING_TOO_LATE_TO_MOVE"] == "it begins in less than 12 hours"
    assert not any("delete" in rule.name.lower() for rule in found.rules.rules)
    assert (
        edges["Booking whose `starts_at` is 12 hours ahead to the second, cancelled."] == "`cancellation_fee_cents` 0."
    )
    assert (
        edges["Booking whose `starts_at` is a second less than 12 hours ahead, cancelled."]
        == "`cancellation_fee_cents` 1500."
    )

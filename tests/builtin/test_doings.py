"""Briefs that say what people do: the tables are of what is kept of it."""

from __future__ import annotations

import re

import pytest
from drafts import draft

from draftspec.drafters.builtin.reading.doings import doings, expression_of, in_nouns


def tables(brief: str) -> list[str]:
    return [table.name for table in draft(brief).spec.sections.database.tables]


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        ("let visitors check out as a guest", ["carts", "cart_items"]),
        ("buy without registering", ["carts", "cart_items"]),
        (
            "Guests can check out without an account; customers see their order history.",
            ["carts", "orders", "cart_items", "order_items"],
        ),
        ("Customers can pay by card.", ["payments"]),
        ("Tenants can pay their rent online.", ["rent_payments"]),
        ("Users can tip the driver.", ["tips"]),
        ("Customers can return what they bought within 30 days.", ["returns", "return_request_items"]),
        ("Users can reset their password by email.", ["password_resets"]),
        ("Users can delete their account.", ["account_deletions"]),
        ("Users should be able to verify their email.", ["email_verifications"]),
        ("Users pick which emails they get.", ["notification_preferences"]),
        ("Customers can chat with support.", ["conversations", "messages"]),
        ("Volunteers can say when they are free.", ["availability_rules"]),
        ("Hosts can block out dates.", ["availability_exceptions"]),
        ("Employees submit what they spent on trips.", ["expense_claims", "expense_claim_items"]),
        ("Drivers log how far they drove.", ["trips"]),
        ("We want to know who changed what.", ["audit_log_entries"]),
        ("Merchants can pay out their balance.", ["payouts"]),
        ("People can sign up for a class.", ["classes", "bookings"]),
        ("Users can sign up for events.", ["events", "registrations"]),
        ("Students can register for a workshop.", ["workshops", "workshop_registrations"]),
        ("Clients ask for a quote.", ["quote_requests", "quote_request_items"]),
        ("Nurses jot down what they saw.", ["observations"]),
        ("Let people mute someone.", ["mutes"]),
        ("Tenants can tell us when something is broken.", ["damage_reports"]),
    ],
)
def test_what_people_do_becomes_what_is_kept_of_it(brief: str, expected: list[str]) -> None:
    assert tables(brief) == expected


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        ("Sellers are tipping the driver.", "Sellers are giving tips to the driver."),
        ("A customer pays by card.", "A customer makes payments."),
        ("Tenants pay their monthly heating bill online.", "Tenants make payments for monthly heating bills."),
        (
            "Clients pay their yearly fee in instalments.",
            "Clients set up payment plans for yearly fees with instalments.",
        ),
    ],
)
def test_the_verb_keeps_its_form_and_a_slot_its_words(brief: str, expected: str) -> None:
    assert in_nouns(brief) == expected


@pytest.mark.parametrize(
    "brief",
    [
        "Detect duplicates by comparing file hashes.",
        "Rotate credentials without contacting support.",
        "A check out as a guest is what we lack.",
        "As a landlord I want rent charges to be made every month.",
        "Members sign up for workshops with a dietary note.",
        "Orders are checked out of the depot.",
    ],
)
def test_nouns_and_other_doings_are_left_as_they_stand(brief: str) -> None:
    assert in_nouns(brief) == brief


@pytest.mark.parametrize(("said", "kept"), doings())
def test_a_line_says_something_that_can_be_looked_for_and_once(said: str, kept: str) -> None:
    pattern = re.compile(expression_of(said))
    slots = set(re.findall(r"<([a-z]+)>", kept))

    assert {"base", "third", "doing"} <= set(pattern.groupindex)
    assert {slot.removesuffix("s") for slot in slots} <= set(pattern.groupindex)
    assert in_nouns(kept) == kept, "what is kept is no doing itself"


def test_a_line_whose_bracket_is_never_closed_is_found() -> None:
    with pytest.raises(re.error):
        re.compile(expression_of("pay [by (card|invoice"))

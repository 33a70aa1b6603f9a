"""What the brief wants approved beyond a value has the call, the comparison, the refusal and the tests at the edge."""

from __future__ import annotations

import json

import pytest
from briefs_file import drafted

from draftspec.drafters.builtin.reading.thresholds import find_threshold

BRIEFS = [
    ("Have a supervisor approve any refund over 50 euros; agents enter refunds with an amount and a reason", "refunds", "supervisor", "amount_cents", "5000", "50 EUR"),
    ("Travel claims with an amount; manager approves claims over $300", "claims", "manager", "claimed_amount_cents", "30000", "300 USD"),
    ("Technicians record repairs with cost; the shop owner must approve repairs over £200", "repairs", "shop owner", "cost_cents", "20000", "200 GBP"),
    ("Discounts above 20 % must be approved by the sales lead; sales reps give discounts on quotes", "discounts", "sales lead", "percentage_rate", "20", "20 %"),
    ("Overtime of more than 10 hours needs approval by the department head; employees enter overtime", "overtimes", "department head", "overtime_minutes", "600", "10 hours"),
    ("Mechanics log repair jobs with costs; workshop manager approves costs over $750", "repair_jobs", "workshop manager", "cost_cents", "75000", "750 USD"),
    ("Buyers place orders; orders above 1,000 need manager approval", "orders", "manager", "total_cents", "100000", "1000"),
    ("Let counters record stock counts per shelf, and have a supervisor approve any adjustment over 40 euros", "stock_takes", "supervisor", "adjustment_amount_cents", "4000", "40 EUR"),
    ("Volunteers hand in expenses; expenses worth more than 75 EUR require the treasurer's approval", "expenses", "treasurer", "amount_cents", "7500", "75 EUR"),
    ("Nurses order supplies for the ward. Orders exceeding £400 must be authorised by the head nurse.", "orders", "head nurse", "total_cents", "40000", "400 GBP"),
    ("Coaches book trips; trips that cost more than 900 euros wait for approval from the club manager", "trips", "club manager", "amount_cents", "90000", "900 EUR"),
]  # fmt: skip


@pytest.mark.parametrize(("brief", "table", "who", "column", "edge", "shown"), BRIEFS)
def test_what_is_beyond_a_value_is_approved_by_whom_the_brief_names(
    brief: str, table: str, who: str, column: str, edge: str, shown: str
) -> None:
    found = drafted(brief).spec
    sections = found.sections
    approve = next(e for e in sections.endpoints.endpoints if e.table == table and e.path.endswith("/approve"))
    rule = next(rule for rule in sections.rules.rules if rule.name == f"Approval above {shown}")
    given = " ".join(case.given for case in sections.tests.services)

    assert approve.auth.roles == (who,)
    assert column in {c.name for one in sections.database.tables if one.name == table for c in one.columns}
    assert f"`{column}` > {edge}" in rule.description
    assert f"`{column}` {edge}" in given
    assert not [q for q in found.open_questions if q.text.startswith("What has to hold of")]
    assert found.findings == ()


def test_later_moves_are_refused_until_it_is_approved() -> None:
    sections = drafted(BRIEFS[6][0]).spec.sections
    calls = {e.path.rpartition("/")[2]: e for e in sections.endpoints.endpoints if e.table == "orders"}
    tests = {(case.given, case.expect) for case in sections.tests.services}

    assert [case.status for case in calls["confirm"].errors if case.code == "ORDER_NOT_APPROVED"] == [409]
    assert not [case for case in calls["cancel"].errors if case.code == "ORDER_NOT_APPROVED"]
    assert [case.status for case in calls["approve"].errors if case.code == "ORDER_NOT_PENDING"] == [409]
    assert (
        "Order with `total_cents` 100001, then `confirm`.",
        "`approval` `pending`, 409 ORDER_NOT_APPROVED.",
    ) in tests
    assert ("Order with `total_cents` 100000, then `confirm`.", "`approval` `not_needed`, 200.") in tests


def test_up_to_the_value_a_thing_with_states_goes_on_without_an_approval() -> None:
    calls = {
        e.path.rpartition("/")[2]: e for e in drafted(BRIEFS[1][0]).spec.sections.endpoints.endpoints if e.transition
    }
    moved = calls["settle"].transition
    assert moved is not None and moved.before == ("submitted", "approved")
    assert [case.status for case in calls["settle"].errors if case.code == "CLAIM_NOT_APPROVED"] == [409]


@pytest.mark.parametrize(
    "text",
    [
        "Managers approve leave requests",
        "a mail goes out when the price is over 50 EUR",
        "orders over 50 EUR ship for free",
        "above 500 EUR finance approves too",
        "purchase orders above 1,000 need a second signature",
    ],
)
def test_other_sentences_set_no_threshold(text: str) -> None:
    assert find_threshold(text) is None


@pytest.mark.parametrize(("sign", "code"), [("$", "USD"), ("£", "GBP"), ("€", "EUR")])
def test_money_is_counted_in_the_currency_of_the_brief(sign: str, code: str) -> None:
    draft = drafted(f"Expenses with amount and receipt; expenses over {sign}80 are approved by the treasurer")
    (column,) = [
        c
        for t in draft.spec.sections.database.tables
        for c in t.columns
        if t.name == "expenses" and c.name == "currency"
    ]
    assert (column.default, column.example) == (f"'{code}'", code)
    shown = {line.strip() for text in draft.files.values() for line in text.splitlines() if '"currency": ' in line}
    assert code in {json.loads(line.rstrip(",").partition(": ")[2]) for line in shown}

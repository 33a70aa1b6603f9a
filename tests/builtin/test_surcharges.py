"""A multiple or share that the brief lets a delay cost is a column, set by the call that ends it, with tests at the edge."""

from __future__ import annotations

import pytest
from briefs_file import drafted

LATE = [
    ("Customers rent bikes with a start date and a due date; a bike that comes back late costs 1.5 times the daily rate for every day after the due date", "equipment_rentals", "return", "late_fee_cents", "1500"),
    ("Campers rent tents with a due date; each day late costs twice the daily price", "equipment_rentals", "return", "late_fee_cents", "2000"),
    ("Tenants pay rent invoices with a due date and an amount; 5 % of the amount is added if paid late", "rent_invoices", "pay", "late_fee_cents", "50"),
    ("Members pay invoices with a due date and a total; late payments cost 10 % of the total", "invoices", "pay", "late_fee_cents", "100"),
    ("Landlords send invoices with a due date and a total; 8 % is added when paid late", "invoices", "pay", "late_fee_cents", "80"),
    ("Builders rent ladders with a due date; overdue ladders cost double the daily rate per day", "equipment_rentals", "return", "late_fee_cents", "2000"),
    ("Students book tutoring lessons with a price; cancelling less than 2 days before costs half the price", "tutoring_lessons", "cancel", "cancellation_fee_cents", "500"),
    ("Patients book sessions with a start time and a price; cancellation less than 1 day before the start is charged double the price", "bookings", "cancel", "cancellation_fee_cents", "2000"),
    ("A clerk lends tools to customers until a due date; late returns are charged a fee of 20 EUR per day", "loans", "return", "late_fee_cents", "2000"),
    ("Readers borrow books with a due date and pay $0.25 for each day overdue", "book_loans", "return", "late_fee_cents", "25"),
]  # fmt: skip


@pytest.mark.parametrize(("brief", "table", "call", "column", "cents"), LATE)
def test_what_is_late_costs_what_the_brief_says(brief: str, table: str, call: str, column: str, cents: str) -> None:
    spec = drafted(brief).spec
    ends = next(e for e in spec.sections.endpoints.endpoints if e.table == table and e.path.rpartition("/")[2] == call)
    names = [rule.name for rule in spec.sections.rules.rules]
    edges = [case.expect for case in spec.sections.tests.services if case.expect.startswith(f"`{column}` ")]

    assert column in {one.column for one in ends.server_sets}
    assert any(name.startswith(("Late by", "Late cancellation")) for name in names)
    assert edges[0] == f"`{column}` 0." and edges[1].startswith(f"`{column}` {cents}")
    assert not [name for name in names if name.startswith(("At most", "Exactly", "Until", "Over after"))]
    assert not [q for q in spec.open_questions if q.text.startswith("What has to hold")]
    assert [f.severity for f in spec.findings] == []


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        ("Guests book treatments at a price; 50 % of the price is charged if cancelled within 24 hours of the start", "50 % of the price is charged if cancelled within 24 hours of the start"),
        ("Members reserve courts with a fee; 30 % of the fee is due if they cancel within 6 hours before the start", "30 % of the fee is due if they cancel within 6 hours before the start"),
        ("Companies hire machines at a weekly rate; machines returned late are charged double the weekly rate for each week after the due date", "machines returned late are charged double the weekly rate for each week"),
        ("Parents book daycare with a pickup time; late pickups cost 5 EUR for every 10 minutes", "late pickups cost 5 EUR for every 10 minutes"),
        ("Coaches book pitches with a total; whoever cancels within 48 hours pays 25 % of the total", "whoever cancels within 48 hours pays 25 % of the total"),
    ],
)  # fmt: skip
def test_a_fee_that_no_column_can_be_worked_out_from_is_asked_about(brief: str, said: str) -> None:
    spec = drafted(brief).spec
    names = [rule.name for rule in spec.sections.rules.rules]
    assert f"What has to hold of “{said}”?" in [question.text for question in spec.open_questions]
    assert not [name for name in names if name.startswith(("Until", "Over after", "At most", "The figure"))]

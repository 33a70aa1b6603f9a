"""What is of several things has rows that say which; what comes from another row is copied; sums by group are exported by a call."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.sections.database import Table


def tables(text: str) -> dict[str, Table]:
    return {table.name: table for table in drafted(text).spec.sections.database.tables}


def keys(table: Table) -> set[str]:
    return {column.name for column in table.columns if column.references is not None}


@pytest.mark.parametrize(
    ("text", "whole", "rows", "key"),
    [
        ("A clerk creates a rental for a customer with one or more tools, a start date and a due date.", "equipment_rentals", "equipment_rental_items", "tool_id"),
        ("A borrower makes a loan of several costumes with a due date; the curator confirms the loan.", "loans", "loan_items", "costume_id"),
        ("Staff create a delivery with multiple parcels, a driver and a date.", "deliveries", "delivery_items", "parcel_id"),
        ("Organizers make a booking of one or more rooms with a start and an end.", "bookings", "booking_items", "room_id"),
        ("The clerk writes a quote for a customer with several machines and a discount.", "quotes", "quote_items", "machine_id"),
        ("The depot plans a transfer with several pallets from one warehouse to another.", "transfers", "transfer_items", "pallet_id"),
        ("Technicians record a visit with multiple devices and a result.", "visits", "visit_items", "device_id"),
        ("A hire with several bikes; the deposit comes from the bike.", "hires", "hire_items", "bike_id"),
    ],
)  # fmt: skip
def test_what_is_of_several_things_has_rows_that_say_which(text: str, whole: str, rows: str, key: str) -> None:
    found = tables(text)
    assert key in keys(found[rows])
    assert not {key, "asset_id", "bookable_resource_id"} & keys(found[whole])
    part = f"{key.removesuffix('_id')}s"
    assert part not in found or not any(name.startswith(whole.removesuffix("s")) for name in keys(found[part]))


@pytest.mark.parametrize(
    "text",
    [
        "A clerk creates a rental for a tool with a start date and a due date.",
        "Members reserve at most one boat per day.",
        "Clients place a request with several photos and a note.",
        "Guests write a request with several questions.",
    ],
)
def test_one_thing_and_what_is_of_one_alone_keep_their_keys(text: str) -> None:
    assert not any(name.endswith("_items") for name in tables(text) if name != "order_items")


def test_what_kept_two_from_having_a_thing_at_once_is_said_of_the_rows() -> None:
    text = "A clerk creates a rental for a customer with one or more tools, a start date and a due date."
    sections = drafted(text).spec.sections
    create = next(e for e in sections.endpoints.endpoints if e.method == "POST" and e.path.endswith("/items"))
    assert "TOOL_TAKEN" in {error.code for error in create.errors}


@pytest.mark.parametrize(
    ("text", "rows", "copy", "source"),
    [
        ("A clerk creates a rental with one or more tools; the daily rate comes from the tool.", "equipment_rental_items", "daily_rate_cents", "tools"),
        ("A hire with several bikes; the deposit comes from the bike.", "hire_items", "deposit_cents", "bikes"),
    ],
)  # fmt: skip
def test_what_comes_from_another_row_is_copied_from_there(text: str, rows: str, copy: str, source: str) -> None:
    database = drafted(text).spec.sections.database
    names = {t.name: {c.name for c in t.columns} for t in (*database.tables, *database.assumed)}
    assert copy in names[rows]
    assert copy in names[source]
    assert not [t for t, held in names.items() if t not in (rows, source) and copy in held]


@pytest.mark.parametrize(
    ("text", "call", "key"),
    [
        ("Repairs for our flats\n- caretaker enters a repair with a flat, a date and a cost\n- monthly CSV export of costs per building", "/repairs/costs-per-building", "building_id"),
        ("Weekly Excel export of sales per branch\n- clerks record sales with a branch, an amount and a date", "/sales/sales-per-branch", "branch_id"),
        ("Fuel receipts\n- drivers enter a fuel receipt with vehicle, litres and amount\n- quarterly CSV export of amounts per vehicle", "/fuel-receipts/amounts-per-vehicle", "vehicle_id"),
        ("Clerks record donations with an amount and a campaign. Monthly CSV export of donations per campaign.", "/donations/donations-per-campaign", "campaign_id"),
    ],
)  # fmt: skip
def test_an_export_of_sums_by_group_is_a_call_and_no_table(text: str, call: str, key: str) -> None:
    sections = drafted(text).spec.sections
    report = next(e for e in sections.endpoints.endpoints if e.path == f"/api/v1{call}")
    assert (report.method, key in report.purpose) == ("GET", True)
    assert not any("export" in table.name for table in sections.database.tables)
    assert any(key in keys(table) for table in sections.database.tables)


def test_a_verb_with_a_hyphen_is_drafted() -> None:
    assert "cakes" in tables("Customers can pre-order cakes for a day.")

from __future__ import annotations

import json
import re
from typing import Any

import bookings
import designs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from draftspec.derive import example_numbers, example_texts
from draftspec.derive.example_patterns import matching
from draftspec.derive.example_words import acronym
from draftspec.derive.examples import (
    column_example,
    error_example,
    path_example,
    request_example,
    response_example,
    row_example,
)
from draftspec.derive.json_types import column_schema
from draftspec.sections.database import Column, Condition, Constraint, Table
from draftspec.sections.endpoints import Endpoint

INVOICE = "ce246bc8-7cf4-44f2-bfcf-3f016ea6e355"
CUSTOMER = "e92ead48-793c-4ef7-8cff-e71c5e9b43fb"
LINES = [
    {"description": "Design of the landing page", "quantity": 2, "unit_price_cents": 4500},
    {"description": "Hosting in March 2026", "quantity": 1, "unit_price_cents": 3900},
]


def endpoint(method: str, end: str = "") -> Endpoint:
    listed = designs.good().endpoints.endpoints
    return next(e for e in listed if e.method == method and e.path.endswith(end))


def invoice(status: str, paid_at: str | None) -> dict[str, Any]:
    return {
        "id": INVOICE,
        "customer_id": CUSTOMER,
        "number": "INV-2026-0042",
        "status": status,
        "total_cents": 12900,
        "currency": "EUR",
        "due_on": "2026-03-16",
        "paid_at": paid_at,
        "created_at": "2026-03-02T09:15:00Z",
    }


TABLES = designs.good().known_tables()
BOOKED = bookings.spec().sections.known_tables()


def test_the_body_of_a_creation() -> None:
    assert request_example(endpoint("POST"), TABLES) == {
        "customer_id": CUSTOMER,
        "currency": "EUR",
        "due_on": "2026-03-16",
        "lines": LINES,
    }


def test_what_was_just_created_is_in_its_first_state() -> None:
    create = endpoint("POST")
    assert response_example(create, create.responses[0], TABLES) == invoice("draft", None)


def test_a_transition_shows_the_state_afterwards() -> None:
    pay = endpoint("POST", "/pay")
    assert request_example(pay, TABLES) is None
    assert response_example(pay, pay.responses[0], TABLES) == invoice("paid", "2026-03-09T10:20:00Z")


def test_a_row_with_its_relation_adds_up() -> None:
    read = endpoint("GET", "{id}")
    shown = response_example(read, read.responses[0], TABLES)
    assert shown == {**invoice("sent", None), "lines": LINES}
    assert sum(line["quantity"] * line["unit_price_cents"] for line in shown["lines"]) == shown["total_cents"]


def test_a_page_has_rows_that_differ_and_the_newest_comes_first() -> None:
    listing = endpoint("GET", "invoices")
    page = response_example(listing, listing.responses[0], TABLES)
    assert page == {
        "data": [
            invoice("sent", None),
            {
                "id": "c8867880-0242-4c52-9eb9-814c880111bb",
                "customer_id": "32eac711-6e96-43b6-a4ad-316f98f15773",
                "number": "INV-2026-0041",
                "status": "paid",
                "total_cents": 8400,
                "currency": "SEK",
                "due_on": "2026-03-15",
                "paid_at": "2026-03-08T10:20:00Z",
                "created_at": "2026-03-01T09:15:00Z",
            },
        ],
        "next_cursor": "MjAyNi0wMy0wMVQwOToxNTowMFp8Yzg4Njc4ODAtMDI0Mi00YzUyLTllYjktODE0Yzg4MDExMWJi",
    }


def test_an_answer_without_a_body_has_no_example() -> None:
    delete = endpoint("DELETE")
    assert response_example(delete, delete.responses[0], TABLES) is None


def test_a_path_names_the_row_that_the_body_shows() -> None:
    assert path_example(endpoint("POST", "/pay"), TABLES) == f"/api/v1/invoices/{INVOICE}/pay"
    assert row_example("invoices", TABLES)["id"] == INVOICE
    assert row_example("invoice_lines", TABLES)["invoice_id"] == INVOICE
    assert row_example("customers", TABLES)["id"] == CUSTOMER


def test_a_nested_path_names_the_parent_of_every_row() -> None:
    page = response_example(bookings.LIST, bookings.LIST.responses[0], BOOKED)
    room = row_example("rooms", BOOKED)
    assert path_example(bookings.LIST, BOOKED) == f"/api/v1/rooms/{room['id']}/bookings"
    assert page is not None
    assert [(row["room_id"], row["room"]) for row in page["data"]] == [
        (room["id"], {"id": room["id"], "name": "Room Linden"})
    ] * 2
    assert page["data"][0]["user_id"] != page["data"][0]["approver_id"]


def test_a_change_shows_a_part_of_the_body() -> None:
    assert request_example(bookings.CHANGE, BOOKED) == {
        "ends_at": "2026-03-16T10:30:00Z",
        "title": "Planning for the spring fair",
    }


def test_a_new_row_is_empty_where_nothing_was_given_yet() -> None:
    shown = response_example(bookings.CREATE, bookings.CREATE.responses[0], BOOKED)
    assert shown is not None
    picked = ("status", "price", "approver_id", "approved_at", "rejection_reason", "created_at", "updated_at")
    assert {name: shown[name] for name in picked} == {
        "status": "requested",
        "price": "0.00",
        "approver_id": None,
        "approved_at": None,
        "rejection_reason": None,
        "created_at": "2026-03-02T09:15:00Z",
        "updated_at": "2026-03-02T09:15:00Z",
    }


def test_a_transition_was_the_last_change() -> None:
    shown = response_example(bookings.APPROVE, bookings.APPROVE.responses[0], BOOKED)
    assert shown is not None
    assert (shown["status"], shown["approved_at"]) == ("approved", shown["updated_at"])


def test_computed_fields_are_named_or_given() -> None:
    shown = response_example(bookings.FEED, bookings.FEED.responses[0], BOOKED)
    assert shown == {
        "busy_hours": 1.5,
        "rooms": [{"room": "Linden", "hours": 2}],
        "first_at": "2026-03-09T10:30:00Z",
    }


def test_a_design_that_names_what_is_not_there_still_has_examples() -> None:
    assert path_example(bookings.LOST, BOOKED) == "/api/v1/lost/42"
    assert request_example(bookings.LOST, BOOKED) == {"cause": "Not clear yet."}
    assert response_example(bookings.LOST, bookings.LOST.responses[0], BOOKED) == {
        "cause": "Not clear yet.",
        "nothing": "Main nothing",
        "rows": [{}],
    }


def test_failures_name_the_field_that_is_wrong() -> None:
    create = endpoint("POST")
    bodies = {case.code: error_example(case, create)["details"] for case in create.errors}
    assert bodies == {
        "UNAUTHENTICATED": [],
        "FORBIDDEN": [],
        "INVALID": ["customer_id is required"],
        "UNKNOWN_CUSTOMER": ["customer_id does not exist"],
        "NUMBER_TAKEN": [],
    }
    assert error_example(create.errors[0]) == {"error": "UNAUTHENTICATED", "message": "Please check.", "details": []}


@pytest.mark.parametrize(
    ("table", "name", "sql", "value"),
    [
        ("invoices", "number", "text", "INV-2026-0042"),
        ("purchase_orders", "number", "text", "PO-2026-0042"),
        ("coupons", "code", "text", "SPRING10"),
        ("countries", "code", "char(2)", "DE"),
        ("users", "name", "text", "Mara Lindqvist"),
        ("users", "email", "text", "mara.lindqvist@acme.example"),
        ("users", "firstName", "text", "Mara"),
        ("users", "phone_number", "text", "+12025550143"),
        ("suppliers", "name", "text", "Northwind Bakery"),
        ("projects", "title", "text", "Website relaunch"),
        ("projects", "slug", "text", "website-relaunch"),
        ("reactors", "name", "text", "Main reactor"),
        ("addresses", "zip_code", "text", "14467"),
        ("addresses", "state", "text", "Brandenburg"),
        ("jobs", "state", "text", "active"),
        ("tags", "color", "char(7)", "#3b82f6"),
        ("files", "size_bytes", "bigint", 248312),
        ("orders", "quantity", "integer", 2),
        ("orders", "total_cents", "bigint", 12900),
        ("orders", "total", "numeric(12,2)", "129.00"),
        ("orders", "tax_rate", "numeric(5,4)", "0.1900"),
        ("orders", "tax_rate", "numeric(5,2)", "19.00"),
        ("places", "latitude", "numeric(9,6)", "52.390569"),
        ("places", "latitude", "double precision", 52.390569),
        ("places", "timezone", "text", "Europe/Berlin"),
        ("sessions", "ip_address", "inet", "203.0.113.7"),
        ("shifts", "starts_on", "date", "2026-03-16"),
        ("shifts", "ends_on", "date", "2026-03-20"),
        ("shifts", "ends_at", "timestamptz", "2026-03-16T10:30:00Z"),
        ("shifts", "end_time", "time", "17:00:00"),
        ("people", "date_of_birth", "date", "1988-07-14"),
        ("plans", "is_active", "boolean", True),
        ("plans", "is_archived", "boolean", False),
        ("plans", "features", "text[]", ["Bulk export", "Dark theme"]),
        ("invoices", "notes", "text", "Payable by bank transfer, please quote the number."),
        ("tool_loans", "notes", "text", "A scratch on the left side when it went out."),
        ("gates", "notes", "text", "Looked at on Monday, nothing is open."),
        ("incident_updates", "message", "text", "Bookings have been slow since nine o'clock, we are looking into it."),
        ("leave_requests", "reason", "text", "Family holiday."),
        ("leave_requests", "rejection_reason", "text", "A document is missing."),
    ],
)
def test_a_value_reads_as_if_a_person_had_typed_it(table: str, name: str, sql: str, value: object) -> None:
    one = Table(name=table, purpose="Rows.", columns=(Column(name=name, type=sql, nullable=False),))
    assert column_example(table, name, {table: one}) == value


def test_an_example_of_the_design_comes_first_and_is_counted_down() -> None:
    number = Column(name="number", type="text", nullable=False, example="RE-0100")
    table = {"bills": Table(name="bills", purpose="Bills.", columns=(number,))}
    assert [column_example("bills", "number", table, row) for row in (0, 1, 2)] == ["RE-0100", "RE-0099", "RE-0098"]


def test_an_example_that_does_not_fit_is_left_out() -> None:
    short = Column(name="currency", type="char(3)", nullable=False, example="Euros")
    table = {"bills": Table(name="bills", purpose="Bills.", columns=(short,))}
    assert column_example("bills", "currency", table) == "EUR"


def test_columns_that_are_compared_are_in_order() -> None:
    columns = tuple(Column(name=name, type="integer", nullable=False) for name in ("quantity", "reserved"))
    condition = Condition(column="reserved", operator="<", other="quantity")
    check = Constraint(name="c", kind="check", columns=("reserved",), conditions=(condition,), meaning="Some are left.")
    table = Table(name="stocks", purpose="Stocks.", columns=columns, constraints=(check,))
    assert row_example("stocks", {"stocks": table}) == {"quantity": 2, "reserved": 1}


def test_tables_that_refer_to_each_other_in_a_circle_have_rows() -> None:
    eggs = Table(name="eggs", purpose="Eggs.", columns=(bookings.KEY, bookings.reference("hen_id", "hens")))
    hens = Table(name="hens", purpose="Hens.", columns=(bookings.KEY, bookings.reference("egg_id", "eggs")))
    tables = {"eggs": eggs, "hens": hens}
    assert row_example("eggs", tables)["hen_id"] == row_example("hens", tables)["id"]


@pytest.mark.parametrize(
    "pattern",
    ["^[A-Z]{2}[0-9]{6}$", "^(DE|AT)[0-9]{9}$", "^[^@ ]+@[^@ ]+[.][a-z]{2,}$", "^x?y*z$", r"^[\w.-]+$", "^.{3,5}$"],
)
def test_a_text_is_made_for_a_simple_pattern(pattern: str) -> None:
    text = matching(pattern)
    assert text is not None
    assert re.search(pattern, text)


@pytest.mark.parametrize("pattern", ["^(?=.*[0-9]).{8,}$", r"^(a)\1$", "^a{1000}$", "[", "(a", "a**"])
def test_a_pattern_beyond_us_gets_no_text(pattern: str) -> None:
    assert matching(pattern) is None


def test_the_start_of_a_running_number() -> None:
    assert [acronym(noun) for noun in ("invoice", "work_order", "credit_card_refund", "über")] == [
        "INV",
        "WO",
        "CCR",
        "UBE",
    ]


def test_no_value_is_a_placeholder() -> None:
    text = json.dumps(
        [value for one in (example_texts, example_numbers) for name, value in vars(one).items() if name.isupper()],
        default=list,
    ).lower()
    assert not [word for word in ("lorem", "ipsum", "foo", "dummy", "asdf", "xxx") if word in text]
    assert '"string"' not in text
    assert '"example"' not in text


def test_equal_designs_have_equal_examples() -> None:
    first, second = (
        json.dumps([request_example(e, designs.good().known_tables()) for e in designs.endpoints().endpoints])
        for _ in range(2)
    )
    assert first == second


SQL_TYPES = [
    *("uuid", "text", "citext", "varchar(3)", "varchar(12)", "char(2)", "smallint", "integer", "bigint", "serial"),
    *("numeric", "numeric(12,2)", "numeric(5,4)", "numeric(4,4)", "numeric(6)", "money", "real", "double precision"),
    *("boolean", "timestamptz", "timestamp(6) without time zone", "date", "time", "timetz", "interval", "jsonb"),
    *("text[]", "uuid[]", "integer[]", "numeric(8,2)[]", "date[]", "varchar(5)[]", "bytea", "inet", "mood"),
]
PATTERNS = [
    "^[A-Z]{3}$",
    "^[a-z0-9-]+$",
    "^#[0-9a-f]{6}$",
    "^[A-Z]{2}[0-9]{6}$",
    "^(DE|AT)[0-9]{9}$",
    "@",
    "^[^@ ]+@[^@ ]+$",
]
LISTED = (
    example_texts.TEXTS,
    example_texts.SENTENCES,
    example_numbers.INTEGERS,
    example_numbers.DECIMALS,
    example_numbers.MOMENTS,
    example_numbers.OBJECTS,
    example_texts.NAMES,
)
WORDS = sorted({word for table in LISTED for word in table} | {"name", "number", "slug", "is_active", "x", "foo_bar"})
NAMES = st.sampled_from(WORDS) | st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map("_".join)
BOUNDED = ("integer", "bigint", "numeric", "numeric(12,2)", "real", "double precision")
BOUNDS = st.integers(-1_000, 100_000)


def condition(name: str, operator: Any, value: object) -> Condition:
    return Condition(column=name, operator=operator, value=str(value))


def conditions(name: str, sql: str) -> st.SearchStrategy[tuple[Condition, ...]]:
    """Conditions that some value of the type satisfies."""
    none = st.just(())
    if sql in BOUNDED:
        one = st.tuples(st.sampled_from([">", ">=", "<", "<="]), BOUNDS).map(lambda c: (condition(name, *c),))
        two = st.tuples(BOUNDS, st.integers(3, 500)).map(
            lambda c: (condition(name, ">=", c[0]), condition(name, "<", c[0] + c[1]))
        )
        return none | one | two
    if sql in ("text", "citext"):
        shaped = st.sampled_from(PATTERNS).map(lambda pattern: (condition(name, "matches", f"'{pattern}'"),))
        long = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(
            lambda c: (condition(name, "min_length", c[0]), condition(name, "max_length", c[0] + c[1]))
        )
        return none | shaped | long
    return none


@st.composite
def tables(draw: st.DrawFn) -> Table:
    name, sql = draw(NAMES), draw(st.sampled_from(SQL_TYPES))
    listed = st.lists(st.sampled_from(["draft", "sent", "paid", "1"]), min_size=1, unique=True).map(tuple)
    values = draw(st.none() | listed) if sql in ("text", "varchar(12)") else None
    held = () if values else draw(conditions(name, sql))
    column = Column(
        name=name,
        type=sql,
        nullable=draw(st.booleans()),
        primary_key=draw(st.booleans()),
        values=values,
        default=draw(st.sampled_from([None, "'[]'::jsonb", "'{}'", "0", "true", "now()"])),
        example=draw(st.sampled_from([None, "INV-7", "12", "4.5", "true", "[]", "2026-01-31", "!"])),
    )
    check = Constraint(name="c", kind="check", columns=(name,), conditions=held, meaning="It holds.")
    table = draw(st.sampled_from(["invoices", "invoice_lines", "people", "geofences"]))
    return Table(name=table, purpose="Rows.", columns=(column,), constraints=(check,) if held else ())


@settings(max_examples=400, deadline=None)
@given(tables(), st.integers(0, 5))
def test_an_example_is_valid_for_the_schema_of_its_column(table: Table, row: int) -> None:
    column = table.columns[0]
    schema = column_schema(column, table)
    value = column_example(table.name, column.name, {table.name: table}, row)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)
    assert column_example(table.name, column.name, {table.name: table}, row) == value

from __future__ import annotations

from typing import Any

import designs
import pytest

from draftspec.derive.json_types import (
    Limits,
    ParsedType,
    column_schema,
    field_schema,
    find_column,
    limits,
    literal_text,
    object_schema,
    parse_type,
    usable_pattern,
)
from draftspec.sections.database import Column, Condition, Constraint, Table
from draftspec.sections.endpoints import BodyField, RelatedField


def column(sql: str, name: str = "value", **given: Any) -> Column:
    return Column(name=name, type=sql, nullable=given.pop("nullable", False), **given)


def checked(one: Column, *conditions: Condition, match: Any = "all") -> Table:
    check = Constraint(
        name="t_check", kind="check", columns=(one.name,), conditions=conditions, match=match, meaning="It holds."
    )
    return Table(name="things", purpose="Things.", columns=(one,), constraints=(check,))


@pytest.mark.parametrize(
    ("sql", "schema"),
    [
        ("uuid", {"type": "string", "format": "uuid"}),
        ("text", {"type": "string"}),
        ("citext", {"type": "string"}),
        ("public.citext", {"type": "string"}),
        ("varchar(80)", {"type": "string", "maxLength": 80}),
        ("Character Varying(3)", {"type": "string", "maxLength": 3}),
        ("char(2)", {"type": "string", "maxLength": 2}),
        ("smallint", {"type": "integer", "format": "int32"}),
        ("integer", {"type": "integer", "format": "int32"}),
        ("bigint", {"type": "integer", "format": "int64"}),
        ("bigserial", {"type": "integer", "format": "int64"}),
        ("numeric(12,2)", {"type": "string", "pattern": r"^-?[0-9]{1,10}(\.[0-9]{1,2})?$"}),
        ("numeric(4, 4)", {"type": "string", "pattern": r"^-?0(\.[0-9]{1,4})?$"}),
        ("numeric(1)", {"type": "string", "pattern": r"^-?[0-9]$"}),
        ("numeric", {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
        ("money", {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
        ("double precision", {"type": "number"}),
        ("boolean", {"type": "boolean"}),
        ("timestamptz", {"type": "string", "format": "date-time"}),
        ("timestamp(6) without time zone", {"type": "string", "format": "date-time"}),
        ("date", {"type": "string", "format": "date"}),
        ("time", {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"}),
        ("timetz", {"type": "string", "format": "time"}),
        ("interval", {"type": "string", "format": "duration"}),
        ("jsonb", {"type": "object"}),
        ("bytea", {"type": "string", "contentEncoding": "base64"}),
        ("inet", {"type": "string"}),
        ("text[]", {"type": "array", "items": {"type": "string"}}),
        ("varchar(20)[]", {"type": "array", "items": {"type": "string", "maxLength": 20}}),
        ("uuid[]", {"type": "array", "items": {"type": "string", "format": "uuid"}}),
        ("mood", {"type": "string"}),
    ],
)
def test_each_sql_type_has_its_schema(sql: str, schema: dict[str, Any]) -> None:
    assert column_schema(column(sql)) == schema


def test_a_type_is_taken_apart() -> None:
    assert parse_type("Numeric(12, 2)[]") == ParsedType("numeric", (12, 2), True)
    assert parse_type("timestamp(3) with time zone") == ParsedType("timestamp with time zone", (3,))


def test_a_nullable_column_accepts_null_and_a_key_never_does() -> None:
    assert column_schema(column("date", nullable=True)) == {"type": ["string", "null"], "format": "date"}
    assert column_schema(column("date", nullable=True, primary_key=True)) == {"type": "string", "format": "date"}
    assert column_schema(column("date", nullable=True), nullable=False) == {"type": "string", "format": "date"}


def test_values_are_an_enumeration_that_holds_null_where_the_column_may() -> None:
    assert column_schema(column("text", values=("a", "b"))) == {"type": "string", "enum": ["a", "b"]}
    assert column_schema(column("integer", values=("1", "2"))) == {"type": "integer", "enum": [1, 2]}
    assert column_schema(column("text", values=("a",), nullable=True)) == {
        "type": ["string", "null"],
        "enum": ["a", None],
    }
    assert column_schema(column("text[]", values=("a",))) == {
        "type": "array",
        "items": {"type": "string", "enum": ["a"]},
    }


def test_a_json_column_whose_default_is_a_list_is_a_list() -> None:
    assert column_schema(column("jsonb", default="'[]'::jsonb")) == {"type": "array"}
    assert column_schema(column("jsonb", default="'{}'::jsonb")) == {"type": "object"}


@pytest.mark.parametrize(
    ("sql", "operator", "literal", "added"),
    [
        ("integer", ">=", "0", {"minimum": 0}),
        ("integer", ">", "0", {"minimum": 1}),
        ("integer", "<", "100", {"maximum": 99}),
        ("integer", "<=", "'5'", {"maximum": 5}),
        ("real", ">", "0", {"exclusiveMinimum": 0}),
        ("real", "<=", "1.5", {"maximum": 1.5}),
        ("text", "min_length", "3", {"minLength": 3}),
        ("text", "max_length", "120", {"maxLength": 120}),
        ("text", "<>", "''", {"minLength": 1}),
        ("text", "matches", "'^[A-Z]{3}$'", {"pattern": "^[A-Z]{3}$"}),
        ("text", "matches", "'^[[:alpha:]]+$'", {}),
        ("text", "is not null", None, {}),
        ("integer", ">=", "null", {}),
    ],
)
def test_a_check_becomes_a_bound(sql: str, operator: Any, literal: str | None, added: dict[str, Any]) -> None:
    one = column(sql)
    table = checked(one, Condition(column="value", operator=operator, value=literal))
    assert column_schema(one, table) == {**column_schema(one), **added}


def test_decimals_that_are_never_negative_have_no_sign() -> None:
    one = column("numeric(8,2)")
    table = checked(one, Condition(column="value", operator=">=", value="0"))
    assert column_schema(one, table)["pattern"] == r"^[0-9]{1,6}(\.[0-9]{1,2})?$"


def test_only_what_must_hold_for_every_value_is_a_bound() -> None:
    one = column("integer", nullable=True)
    positive = Condition(column="value", operator=">", value="0")
    missing = Condition(column="value", operator="is null")
    other = Condition(column="other", operator="=", value="true")
    assert limits(one, checked(one, missing, positive, match="any")).minimum == 0
    assert limits(one, checked(one, other, positive, match="any")) == Limits()


def test_the_narrower_of_two_lengths_counts() -> None:
    one = column("varchar(80)")
    assert limits(one, checked(one, Condition(column="value", operator="max_length", value="40"))).max_length == 40
    assert limits(one, checked(one, Condition(column="value", operator="max_length", value="90"))).max_length == 80


def test_addresses_have_a_format_by_name_unless_something_stricter_is_said() -> None:
    assert column_schema(column("text", "billing_email")) == {"type": "string", "format": "email"}
    assert column_schema(column("varchar(255)", "url")) == {"type": "string", "format": "uri", "maxLength": 255}
    assert column_schema(column("varchar(8)", "email")) == {"type": "string", "maxLength": 8}


@pytest.mark.parametrize(
    ("literal", "text"),
    [("'it''s'::text", "it's"), ("-1.5", "-1.5"), ("TRUE", "true"), ("now()", None), ("null", None), (None, None)],
)
def test_a_literal_says_what_it_holds(literal: str | None, text: str | None) -> None:
    assert literal_text(literal) == text


@pytest.mark.parametrize("pattern", ["^[[:digit:]]+$", r"\mword\M", "(?i)x", "[a--b]", "(", "***=x"])
def test_patterns_that_mean_something_else_elsewhere_are_left_out(pattern: str) -> None:
    assert not usable_pattern(pattern)


def test_a_field_follows_its_source() -> None:
    tables = {table.name: table for table in (designs.customers(), designs.invoices(), designs.invoice_lines())}
    number = designs.column_field("invoices", "number")
    assert field_schema(number, tables) == {"type": "string"}
    assert field_schema(designs.LINES, tables, request=True) == {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "description": {"type": "string"},
                "quantity": {"type": "integer", "format": "int32"},
                "unit_price_cents": {"type": "integer", "format": "int64"},
            },
            "required": ["description", "unit_price_cents"],
        },
    }
    keys = BodyField(name="line_ids", source="relation", table="invoice_lines", column="invoice_id", many=True)
    assert field_schema(keys, tables) == {"type": "array", "items": {"type": "string", "format": "uuid"}}
    days = BodyField(name="days", source="computed", type="date", many=True, nullable=True, description="When.")
    assert field_schema(days, tables) == {
        "type": ["array", "null"],
        "items": {"type": "string", "format": "date"},
        "description": "When.",
    }


def test_a_purpose_describes_a_field_until_the_field_says_it_better() -> None:
    table = Table(name="things", purpose="Things.", columns=(column("text", purpose="What it is."),))
    field = BodyField(name="value", source="column", table="things", column="value")
    assert field_schema(field, {"things": table})["description"] == "What it is."
    better = field.model_copy(update={"description": "What it was."})
    assert field_schema(better, {"things": table})["description"] == "What it was."


def test_what_must_be_given_is_not_given_as_null() -> None:
    tables = {"invoices": designs.invoices()}
    needed, optional = (designs.column_field("invoices", "paid_at", required=required) for required in (True, False))
    assert field_schema(needed, tables)["type"] == ["string", "null"]
    assert field_schema(optional, tables, request=True)["type"] == ["string", "null"]
    assert field_schema(needed, tables, request=True)["type"] == "string"


def test_a_body_requires_what_must_be_given_or_is_always_shown() -> None:
    tables = {"invoices": designs.invoices()}
    fields = (designs.column_field("invoices", "number"), designs.column_field("invoices", "currency", required=False))
    assert object_schema(fields, tables, request=True)["required"] == ["number"]
    assert object_schema(fields, tables)["required"] == ["number", "currency"]
    assert object_schema((), tables) == {"type": "object"}


def test_what_the_design_does_not_know_accepts_everything() -> None:
    assert field_schema(designs.column_field("gone", "x"), {}) == {}
    assert field_schema(designs.column_field("invoices", "x"), {"invoices": designs.invoices()}) == {}
    assert field_schema(BodyField(name="x", source="computed"), {}) == {}
    rows = BodyField(name="x", source="relation", many=True, fields=(RelatedField(name="y", column="y"),))
    assert field_schema(rows, {}) == {
        "type": "array",
        "items": {"type": "object", "properties": {"y": {}}, "required": ["y"]},
    }
    assert find_column({}, None, None) is None

"""Tables, indexes and constraints as text."""

from __future__ import annotations

from typing import Any

import designs
import pytest

from draftspec.derive import ddl, extensions
from draftspec.derive.column_types import base, casts_by_itself, is_known
from draftspec.derive.conditions import allowed_values, condition, joined
from draftspec.derive.relation import Relation
from draftspec.sections.database import Column, Condition, Constraint, Database, Index, IndexColumn, Reference, Table

BOOKINGS = """\
CREATE TABLE "order" (
    id        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    "user"    uuid        NOT NULL,
    parent_id bigint,
    rating    smallint    DEFAULT 5,
    tags      text[]      NOT NULL DEFAULT '{}',
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL,
    CONSTRAINT order_pkey PRIMARY KEY (id),
    CONSTRAINT order_user_fkey FOREIGN KEY ("user") REFERENCES "user" (id),
    CONSTRAINT order_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES "order" (id) ON DELETE SET NULL,
    CONSTRAINT order_rating_check CHECK (rating IN (1, 5)),
    CONSTRAINT order_tags_check CHECK (tags <@ ARRAY['a', 'it''s']::text[]),
    CONSTRAINT order_period_check CHECK (ends_at > starts_at OR ends_at IS NULL),
    CONSTRAINT order_user_starts_at_key UNIQUE ("user", starts_at),
    CONSTRAINT order_period_excl
        EXCLUDE USING gist ("user" WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (rating <> 1)
);"""


def bookings() -> Table:
    return Table(
        name="order",
        purpose="A booking.",
        columns=(
            Column(name="id", type="bigint", nullable=False, primary_key=True, identity=True),
            Column(
                name="user",
                type="uuid",
                nullable=False,
                references=Reference(table="user", column="id", on_delete=None),
            ),
            Column(
                name="parent_id",
                type="bigint",
                nullable=True,
                references=Reference(table="order", column="id", on_delete="SET NULL"),
            ),
            Column(name="rating", type="smallint", nullable=True, default="5", values=("1", "5")),
            Column(name="tags", type="text[]", nullable=False, default="'{}'", values=("a", "it's")),
            Column(name="starts_at", type="timestamptz", nullable=False),
            Column(name="ends_at", type="timestamptz", nullable=False),
        ),
        constraints=(
            Constraint(
                name="order_period_check",
                kind="check",
                columns=("starts_at", "ends_at"),
                conditions=(
                    Condition(column="ends_at", operator=">", other="starts_at"),
                    Condition(column="ends_at", operator="is null"),
                ),
                match="any",
                meaning="So.",
            ),
            Constraint(name="order_user_starts_at_key", kind="unique", columns=("user", "starts_at"), meaning="So."),
            Constraint(
                name="order_period_excl",
                kind="exclude",
                columns=("user",),
                period=("starts_at", "ends_at"),
                conditions=(Condition(column="rating", operator="<>", value="1"),),
                meaning="So.",
            ),
        ),
    )


def test_a_table_with_everything() -> None:
    assert ddl.create_table(bookings()) == BOOKINGS
    assert "parent_id_fkey" not in ddl.create_table(bookings(), frozenset(["parent_id"]))


def test_a_composite_key_is_not_null_whatever_the_column_says() -> None:
    keys = tuple(Column(name=name, type="uuid", nullable=True, primary_key=True) for name in ("a_id", "b_id"))
    assert ddl.create_table(Table(name="links", purpose="So.", columns=keys)) == (
        "CREATE TABLE links (\n"
        "    a_id uuid NOT NULL,\n"
        "    b_id uuid NOT NULL,\n"
        "    CONSTRAINT links_pkey PRIMARY KEY (a_id, b_id)\n"
        ");"
    )


def days(*checks: Constraint) -> str:
    columns = tuple(Column(name=name, type="date", nullable=False) for name in ("first_on", "last_on"))
    one = Constraint(name="x", kind="exclude", columns=("first_on",), period=("first_on", "last_on"), meaning="So.")
    relation = Relation("leaves", {column.name: column for column in columns}, (*checks, one))
    return ddl.constraint(relation, one)


def test_a_period_of_days_holds_its_last_day_unless_that_must_come_later() -> None:
    later = Constraint(
        name="y",
        kind="check",
        columns=("first_on", "last_on"),
        conditions=(Condition(column="last_on", operator=">", other="first_on"),),
        meaning="So.",
    )
    assert days() == "CONSTRAINT x EXCLUDE USING gist (daterange(first_on, last_on, '[]') WITH &&)"
    assert days(later) == "CONSTRAINT x EXCLUDE USING gist (daterange(first_on, last_on) WITH &&)"


@pytest.mark.parametrize(
    ("given", "sql"),
    [
        ({"operator": "=", "value": "'it''s'"}, "a = 'it''s'"),
        ({"operator": "=", "value": "null"}, "a IS NULL"),
        ({"operator": "<>", "value": "null"}, "a IS NOT NULL"),
        ({"operator": "<>"}, "a IS NOT NULL"),
        ({"operator": "=", "value": "true"}, "a"),
        ({"operator": "=", "value": "false"}, "NOT a"),
        ({"operator": ">=", "other": "order"}, 'a >= "order"'),
        ({"operator": "is null"}, "a IS NULL"),
        ({"operator": "is not null"}, "a IS NOT NULL"),
        ({"operator": "matches", "value": "'^[A-Z]{3}$'"}, "a ~ '^[A-Z]{3}$'"),
        ({"operator": "min_length", "value": "3"}, "char_length(a) >= 3"),
        ({"operator": "max_length", "value": "80"}, "char_length(a) <= 80"),
    ],
)
def test_conditions(given: dict[str, Any], sql: str) -> None:
    assert condition(Condition(column="a", **given)) == sql


def test_conditions_together() -> None:
    pair = (Condition(column="a", operator="is null"), Condition(column="b", operator=">", value="0"))
    assert joined(pair) == "a IS NULL AND b > 0"
    assert joined(pair, "any") == "a IS NULL OR b > 0"
    assert joined(()) == "true"


def test_values_are_written_as_the_column_takes_them() -> None:
    column = Column(name="a", type="numeric(3,1)", nullable=True, values=("0.5", "-1", "n/a"))
    assert allowed_values(column) == "a IN (0.5, -1, 'n/a')"


def index(method: str = "btree", unique: bool = False, *keys: IndexColumn, where: tuple[Condition, ...] = ()) -> str:
    types = {"email": "text", "tags": "text[]", "at": "timestamptz", "user": "uuid"}
    columns = {name: Column(name=name, type=type_, nullable=True) for name, type_ in types.items()}
    one = Index(name="i", columns=keys, unique=unique, method=method, where=where)  # type: ignore[arg-type]
    return ddl.index(Relation("t", columns), one)


def test_indexes() -> None:
    email, at = IndexColumn(column="email", lower=True), IndexColumn(column="at", descending=True)
    assert index("btree", True, email) == "CREATE UNIQUE INDEX i ON t (lower(email));"
    assert index("btree", False, IndexColumn(column="user"), at) == 'CREATE INDEX i ON t ("user", at DESC);'
    assert index("gin", False, IndexColumn(column="tags", descending=True)) == "CREATE INDEX i ON t USING gin (tags);"
    assert index("gin", False, email) == "CREATE INDEX i ON t USING gin (lower(email) gin_trgm_ops);"
    assert index("gin", True, IndexColumn(column="tags")) == "CREATE UNIQUE INDEX i ON t (tags);"
    open_ones = (Condition(column="at", operator="is null"),)
    assert index("btree", False, email, where=open_ones) == "CREATE INDEX i ON t (lower(email)) WHERE at IS NULL;"


def test_a_long_statement_goes_on_in_the_next_line() -> None:
    many = tuple(Condition(column="email", operator="<>", value=f"'{'x' * 30}{number}'") for number in range(3))
    first, second = index("btree", False, IndexColumn(column="email"), where=many).split("\n")
    assert first == "CREATE INDEX i ON t (email)"
    assert second.startswith("    WHERE email <> ")


def test_extensions() -> None:
    table = bookings().model_copy(
        update={"indexes": (Index(name="i", columns=(IndexColumn(column="tags"),), method="gin"),)}
    )
    assert extensions.create(extensions.of_tables([table])) == ("CREATE EXTENSION IF NOT EXISTS btree_gist;",)
    email = Column(name="email", type="citext", nullable=False, default="uuid_generate_v4()")
    people = Table(
        name="people",
        purpose="So.",
        columns=(designs.key(), email, Column(name="name", type="text", nullable=False)),
        indexes=(Index(name="i", columns=(IndexColumn(column="name"), IndexColumn(column="id")), method="gin"),),
    )
    assert set(extensions.of_design(Database(tables=(people,)))) == {"citext", "uuid-ossp", "pg_trgm", "btree_gin"}
    assert extensions.create(["uuid-ossp"]) == ('CREATE EXTENSION IF NOT EXISTS "uuid-ossp";',)


def test_types() -> None:
    assert [
        base(name) for name in ("INT", "varchar(20)[]", "timestamp with time zone", "timestamp(3) with time zone")
    ] == [
        "integer",
        "varchar",
        "timestamptz",
        "timestamptz",
    ]
    assert is_known("numeric(12,2)") and is_known("text[]") and is_known("double precision")
    assert not is_known("order_status")
    assert casts_by_itself("varchar(20)", "text") and casts_by_itself("integer", "text")
    assert not casts_by_itself("text", "integer") and not casts_by_itself("text", "text[]")

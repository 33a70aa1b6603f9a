"""Names stay within PostgreSQL's 63 bytes and apart from each other; words are quoted where its grammar wants it."""

from __future__ import annotations

import strategies
from hypothesis import given, settings
from hypothesis import strategies as st

from draftspec.derive import names
from draftspec.derive.conditions import condition
from draftspec.existing.grammar import syntax_error
from draftspec.postgres.server import Server
from draftspec.sections.database import Condition

PARTS = st.text(st.characters(codec="utf-8", categories=("L", "N"), include_characters="_- "), min_size=1, max_size=90)


def test_short_names_are_what_postgresql_calls_them() -> None:
    assert names.primary_key("orders") == "orders_pkey"
    assert names.foreign_key("orders", "user_id") == "orders_user_id_fkey"
    assert names.values_check("orders", "status") == "orders_status_check"
    assert names.unique("orders", "shop_id", "number") == "orders_shop_id_number_key"
    assert names.index("orders", "user_id") == "idx_orders_user_id"


@given(PARTS, st.lists(PARTS, min_size=2, max_size=9, unique=True))
def test_derived_names_fit_and_differ(table: str, columns: list[str]) -> None:
    found = [names.primary_key(table), *(names.foreign_key(table, column) for column in columns)]
    found += [names.values_check(table, column) for column in columns]
    assert len(set(found)) == len(found)
    assert all(0 < len(name.encode()) <= names.NAME_BYTES for name in found)


def test_a_name_at_the_limit_is_kept_and_one_over_it_is_not() -> None:
    assert names.shortened("x" * 63) == "x" * 63
    assert len(names.shortened("x" * 64)) == 63
    assert names.shortened("x" * 64) != names.shortened("x" * 65)
    assert len(names.shortened("ü" * 32).encode()) <= 63


def test_quoting() -> None:
    assert [names.quote(name) for name in ("orders", "order", "user_id", "Orders", "1st", "häuser")] == [
        "orders",
        '"order"',
        "user_id",
        '"Orders"',
        '"1st"',
        '"häuser"',
    ]


@given(strategies.names())
@settings(max_examples=50)
def test_every_name_can_stand_everywhere(name: str) -> None:
    quoted = names.quote(name)
    assert syntax_error(f"CREATE TABLE {quoted} ({quoted} text, CHECK ({quoted} = 'x'), UNIQUE ({quoted}))") is None


def test_every_keyword_can_stand_everywhere(postgres_server: Server) -> None:
    connection = postgres_server.connect()
    try:
        words = [str(row[0]) for row in connection.execute("SELECT word FROM pg_get_keywords() ORDER BY word")]
    finally:
        connection.close()
    assert len(words) > 450
    conditions = (
        Condition(column="x", operator="=", value="'a'"),
        Condition(column="x", operator="=", value="true"),
        Condition(column="x", operator="=", value="false"),
        Condition(column="x", operator="is null"),
        Condition(column="x", operator="min_length", value="3"),
        Condition(column="a", operator="<=", other="x"),
    )
    wrong = []
    for word in words:
        name = names.quote(word)
        checks = [
            condition(one.model_copy(update={"column" if one.column == "x" else "other": word})) for one in conditions
        ]
        statements = [
            f"CREATE TABLE {name} ({name} text NOT NULL, CONSTRAINT {name} UNIQUE ({name}), CHECK ({name} IN ('a')))",
            *(f"CREATE INDEX {name} ON {name} (lower({name}), {name} DESC) WHERE {check}" for check in checks),
            f"ALTER TABLE {name} ADD COLUMN {name} text, DROP COLUMN {name}, DROP CONSTRAINT {name}",
            f"DROP TABLE {name}",
        ]
        wrong += [(word, statement) for statement in statements if syntax_error(statement) is not None]
    assert not wrong

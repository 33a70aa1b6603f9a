"""The migration as a whole: whole texts, and on a real server for designs of every shape."""

from __future__ import annotations

import designs
import strategies
from hypothesis import HealthCheck, Phase, given, settings

from draftspec.derive import assumed, migration
from draftspec.existing.grammar import syntax_error
from draftspec.postgres.execute import verify_migration
from draftspec.postgres.server import Server
from draftspec.sections.database import (
    Column,
    ColumnChange,
    Database,
    Index,
    IndexColumn,
    Modification,
    Reference,
    Table,
)

UP = """\
-- invoices: creates 2 tables, changes 1 table.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

CREATE TABLE invoices (
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    customer_id uuid        NOT NULL,
    number      text        NOT NULL,
    status      text        NOT NULL DEFAULT 'draft',
    total_cents bigint      NOT NULL DEFAULT 0,
    currency    text        NOT NULL,
    due_on      date        NOT NULL,
    paid_at     timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT invoices_pkey PRIMARY KEY (id),
    CONSTRAINT invoices_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE RESTRICT,
    CONSTRAINT invoices_status_check CHECK (status IN ('draft', 'sent', 'paid', 'void')),
    CONSTRAINT invoices_number_key UNIQUE (number),
    CONSTRAINT invoices_total_cents_positive_check CHECK (total_cents >= 0)
);

CREATE INDEX idx_invoices_customer_id_created_at ON invoices (customer_id, created_at DESC, id DESC);

CREATE INDEX idx_invoices_status_due_on ON invoices (status, due_on);

CREATE TABLE invoice_lines (
    id               uuid    NOT NULL DEFAULT gen_random_uuid(),
    invoice_id       uuid    NOT NULL,
    description      text    NOT NULL,
    quantity         integer NOT NULL DEFAULT 1,
    unit_price_cents bigint  NOT NULL,
    CONSTRAINT invoice_lines_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_lines_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE
);

CREATE INDEX idx_invoice_lines_invoice_id ON invoice_lines (invoice_id);

ALTER TABLE customers
    ADD COLUMN billing_email text;
"""

DOWN = """\
-- invoices: undoes the up migration; rows of its tables and values of its columns are lost.
-- Derived by draftspec: change the design (spec.json), not this file.
-- Run it in one transaction, as migration tools do; the file itself begins and ends none.

ALTER TABLE customers
    DROP COLUMN billing_email;

DROP TABLE invoice_lines;

DROP TABLE invoices;
"""

ASSUMED = """\
-- invoices: tables that the design takes for granted, as far as it needs them.
-- Derived by draftspec for trying the migration on an empty database; never run it on yours.

CREATE TABLE customers (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT customers_pkey PRIMARY KEY (id)
);
"""


def link(name: str, table: str, *, nullable: bool = False, column: str = "id") -> Column:
    return Column(
        name=name, type="uuid", nullable=nullable, references=Reference(table=table, column=column, on_delete="CASCADE")
    )


def plain(name: str, *columns: Column, **more: object) -> Table:
    return Table(name=name, purpose="A row.", columns=(designs.key(), *columns), **more)  # type: ignore[arg-type]


def run(server: Server, database: Database) -> None:
    found = verify_migration(
        server, assumed.text(database, "x"), migration.up(database, "x"), migration.down(database, "x")
    )
    assert found.ok, (found, migration.up(database, "x"))


def test_whole_files() -> None:
    database = designs.good().database
    assert migration.up(database, "invoices") == UP
    assert migration.down(database, "invoices") == DOWN
    assert assumed.text(database, "invoices") == ASSUMED


def test_an_empty_design_has_nothing_to_do() -> None:
    for text in (migration.up(Database(), "x"), migration.down(Database(), "x")):
        assert "nothing to do" in text
        assert all(line.startswith("--") for line in text.splitlines())
    assert migration.up_statements(Database()) == migration.down_statements(Database()) == ()
    assert assumed.text(Database(), "x") == ""


def test_a_cycle_is_closed_last_and_opened_first() -> None:
    teams = plain("teams", link("lead_id", "people", nullable=True))
    database = Database(tables=(teams, plain("people", link("team_id", "teams"), link("boss_id", "people"))))
    up, down = migration.up_statements(database), migration.down_statements(database)
    assert [statement.split("\n")[0] for statement in up] == [
        "CREATE TABLE teams (",
        "CREATE TABLE people (",
        "ALTER TABLE teams",
    ]
    assert "people_boss_id_fkey" in up[1]  # a self reference stands with its table
    assert up[2] == (
        "ALTER TABLE teams\n"
        "    ADD CONSTRAINT teams_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES people (id) ON DELETE CASCADE;"
    )
    assert down == (
        "ALTER TABLE teams\n    DROP CONSTRAINT teams_lead_id_fkey;",
        "DROP TABLE people;",
        "DROP TABLE teams;",
    )
    assert migration.table(database, teams) == (up[0], up[2])


def test_the_order_of_the_design_is_kept_where_it_can_be() -> None:
    tables = [plain("c"), plain("b", link("a_id", "a")), plain("a"), plain("d")]
    statements = migration.up_statements(Database(tables=tuple(tables)))
    assert [statement.split()[2] for statement in statements] == ["c", "a", "b", "d"]


def test_a_reference_out_of_sight_is_left_out_of_what_is_assumed() -> None:
    database = Database(existing=(plain("orders", link("shop_id", "shops")),), assumed=(plain("users"),))
    assert "shops" not in assumed.text(database, "x")
    assert assumed.text(database, "x").index("TABLE orders") < assumed.text(database, "x").index("TABLE users")


def test_types_of_the_project_stand_in_for_themselves(postgres_server: Server) -> None:
    kinds = Column(name="kind", type="order_kind", nullable=False, values=("a", "it's"), default="'a'")
    place = Column(name="place", type="vector(20)[]", nullable=True)
    code = Column(name="code", type="text", nullable=False, default="next_code()")
    database = Database(existing=(plain("orders", kinds, place, code),))
    statements = assumed.statements(database)
    assert statements[:2] == ("CREATE TYPE order_kind AS ENUM ('a', 'it''s');", "CREATE DOMAIN vector AS text;")
    assert "next_code" not in statements[2] and "CHECK" not in statements[2]
    run(postgres_server, database)


def test_modifications_by_group() -> None:
    change = Modification(
        table="customers",
        reason="So.",
        add_columns=(
            Column(name="tier", type="text", nullable=False, default="'free'", values=("free", "paid")),
            link("plan_id", "plans", nullable=True),
        ),
        change_columns=(
            ColumnChange(column="name", type="varchar(80)", nullable=True),
            ColumnChange(column="size", type="integer", old_type="text"),
        ),
        add_indexes=(Index(name="idx_customers_plan_id", columns=(IndexColumn(column="plan_id"),)),),
    )
    size = Column(name="size", type="text", nullable=False, default="'0'")
    customers = designs.customers()
    customers = customers.model_copy(update={"columns": (*customers.columns, size)})
    database = Database(existing=(customers,), tables=(plain("plans"),), modifications=(change,))
    found = migration.modification(database, change)
    assert found.add_columns == (
        "ALTER TABLE customers\n"
        "    ADD COLUMN tier    text NOT NULL DEFAULT 'free',\n"
        "    ADD COLUMN plan_id uuid\n"
        "        CONSTRAINT customers_plan_id_fkey REFERENCES plans (id) ON DELETE CASCADE;",
    )
    assert found.change_columns == (
        "ALTER TABLE customers\n"
        "    ALTER COLUMN name TYPE varchar(80),\n"
        "    ALTER COLUMN name DROP NOT NULL,\n"
        "    ALTER COLUMN size DROP DEFAULT,\n"
        "    ALTER COLUMN size TYPE integer USING size::integer,\n"
        "    ALTER COLUMN size SET DEFAULT '0';",
    )
    assert found.add_constraints == (
        "ALTER TABLE customers\n    ADD CONSTRAINT customers_tier_check CHECK (tier IN ('free', 'paid'));",
    )
    assert found.add_indexes == ("CREATE INDEX idx_customers_plan_id ON customers (plan_id);",)
    assert migration.down_statements(database) == (
        "DROP INDEX idx_customers_plan_id;",
        "ALTER TABLE customers\n    DROP CONSTRAINT customers_tier_check;",
        "ALTER TABLE customers\n"
        "    ALTER COLUMN size DROP DEFAULT,\n"
        "    ALTER COLUMN size TYPE text,\n"
        "    ALTER COLUMN size SET DEFAULT '0',\n"
        "    ALTER COLUMN name SET NOT NULL,\n"
        "    ALTER COLUMN name TYPE text;",
        "ALTER TABLE customers\n    DROP COLUMN plan_id,\n    DROP COLUMN tier;",
        "DROP TABLE plans;",
    )


def test_a_reference_to_a_column_that_a_modification_adds(postgres_server: Server) -> None:
    code = Column(name="code", type="uuid", nullable=True)
    unique = Index(name="idx_customers_code", columns=(IndexColumn(column="code"),), unique=True)
    change = Modification(table="customers", reason="So.", add_columns=(code,), add_indexes=(unique,))
    notes = plain("notes", link("customer_code", "customers", column="code"))
    database = Database(tables=(notes,), assumed=(designs.customers(),), modifications=(change,))
    assert migration.up_statements(database)[-1].startswith("ALTER TABLE notes\n    ADD CONSTRAINT")
    run(postgres_server, database)


def test_two_modifications_of_one_table(postgres_server: Server) -> None:
    first = Modification(
        table="customers", reason="So.", change_columns=(ColumnChange(column="name", type="varchar(9)"),)
    )
    second = Modification(
        table="customers", reason="So.", change_columns=(ColumnChange(column="name", type="varchar(99)"),)
    )
    database = Database(assumed=(designs.customers(),), modifications=(first, second))
    assert "varchar(9);" in migration.down_statements(database)[0]
    run(postgres_server, database)


def test_the_sample_runs(postgres_server: Server) -> None:
    run(postgres_server, designs.good().database)


# The same designs each time, and no shrinking: that would run for minutes, as every try is three migrations.
@given(strategies.databases())
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_up_runs_and_down_undoes_it(postgres_server: Server, database: Database) -> None:
    run(postgres_server, database)


@given(strategies.databases())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_file_is_sql_and_the_same_each_time(database: Database) -> None:
    for derive in (migration.up, migration.down, assumed.text):
        text = derive(database, "x")
        assert syntax_error(text) is None
        assert text == derive(database.model_copy(), "x")

"""Views and triggers of a schema, and what they read."""

from __future__ import annotations

from draftspec.existing.dependents import dependents_of
from draftspec.existing.schema import schema_of

SCHEMA = """
CREATE TABLE public.orders (id bigint PRIMARY KEY, total numeric(10,2), note text, customer_id bigint);
CREATE TABLE public.customers (id bigint PRIMARY KEY, name text);
CREATE VIEW public.open_orders AS
 SELECT o.id, o.total, c.name FROM (public.orders o JOIN public.customers c ON ((c.id = o.customer_id)));
CREATE OR REPLACE VIEW everything AS SELECT * FROM customers;
CREATE MATERIALIZED VIEW sums AS SELECT sum(total) AS total FROM orders WITH NO DATA;
CREATE TRIGGER touched BEFORE UPDATE OF note ON public.orders
    FOR EACH ROW WHEN ((old.total IS DISTINCT FROM new.total)) EXECUTE FUNCTION public.touch();
CREATE TRIGGER always AFTER INSERT ON orders EXECUTE FUNCTION touch();
CREATE VIEW elsewhere AS SELECT a FROM nowhere;
CREATE VIEW broken AS SELECT FROM WHERE;
"""


def test_each_says_which_columns_it_reads() -> None:
    found = {one.name: (one.kind, set(one.columns)) for one in dependents_of(SCHEMA, schema_of(SCHEMA, "x"))}
    assert found == {
        "open_orders": (
            "view",
            {"orders.id", "orders.total", "customers.name", "customers.id", "orders.customer_id"},
        ),
        "everything": ("view", {"customers.id", "customers.name"}),
        "sums": ("materialized view", {"orders.total"}),
        "touched": ("trigger", {"orders.note", "orders.total"}),
    }

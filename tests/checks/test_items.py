from __future__ import annotations

import designs

from checks import vary
from draftspec.items import index_items, item_paths

PATHS = """
database
database.assumed.customers.columns.name
database.modifications.customers.add_columns.billing_email
database.tables.invoices
database.tables.invoices.columns.due_on
database.tables.invoices.columns.customer_id.references
database.tables.invoices.constraints.invoices_number_key
database.tables.invoices.indexes.idx_invoices_status_due_on
endpoints.GET /api/v1/invoices
endpoints.GET /api/v1/invoices.auth
endpoints.GET /api/v1/invoices.pagination
endpoints.GET /api/v1/invoices.query.status
endpoints.GET /api/v1/invoices.responses.200.customer_id
endpoints.POST /api/v1/invoices.errors.NUMBER_TAKEN
endpoints.POST /api/v1/invoices.request
endpoints.POST /api/v1/invoices.request.due_on
endpoints.POST /api/v1/invoices.request.lines.description
endpoints.POST /api/v1/invoices.server_sets.invoices.number
endpoints.POST /api/v1/invoices/{id}/pay.path_parameters.id
endpoints.POST /api/v1/invoices/{id}/pay.transition
jobs.queues.invoices
jobs.remind_overdue_invoices
jobs.remind_overdue_invoices.reads.invoices
jobs.remind_overdue_invoices.trigger
rules.Paid once
security.ownership.invoices
security.roles.accountant
"""

SHORT = {
    "invoices": "database.tables.invoices",
    "customers": "database.assumed.customers",
    "customers.name": "database.assumed.customers.columns.name",
    "customers.billing_email": "database.modifications.customers.add_columns.billing_email",
    "`invoices.due_on`": "database.tables.invoices.columns.due_on",
    "invoices_number_key": "database.tables.invoices.constraints.invoices_number_key",
    "POST /api/v1/invoices": "endpoints.POST /api/v1/invoices",
    "POST /api/v1/invoices/{invoice_id}/pay": "endpoints.POST /api/v1/invoices/{id}/pay",
    "remind_overdue_invoices": "jobs.remind_overdue_invoices",
    "paid once": "rules.Paid once",
    "rules.Paid once": "rules.Paid once",
}


def test_each_item_has_a_path() -> None:
    assert set(PATHS.strip().split("\n")) - item_paths(designs.good()) == set()


def test_short_names_stand_for_paths() -> None:
    items = index_items(designs.good())
    assert {name: items.resolve(name) for name in SHORT} == SHORT
    assert set(SHORT.values()) <= items.paths


def test_what_is_not_there_has_no_path() -> None:
    items = index_items(designs.good())
    names = ("", "invoice", "invoices.due_at", "PUT /api/v1/invoices", "database.tables.notes", "*")
    assert [items.resolve(name) for name in names] == [None] * len(names)


def test_every_short_name_leads_to_a_path() -> None:
    items = index_items(vary.with_table(vary.plain_table("notes", internal=True)))
    assert set(items.short.values()) <= items.paths

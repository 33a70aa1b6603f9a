"""AUTH: rows of several customers in one schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.keys import Key
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import listed
from draftspec.sections.database import Table

_ENOUGH = 3
"""Existing tables that must agree before one of their columns counts as the tenant's."""


@check("AUTH-03", "error", why="One customer would see, or block, what belongs to another.")
def tenants(design: Design) -> Iterator[Found]:
    """Where rows belong to tenants, each new table leads to its tenant, and what is unique is so within one.

    The tenant's column is `tenant_id`, where a table of the design has it, or the one that every table of the existing
    schema has (at least three, the tenants' own aside). A table leads to its tenant by this column or by a foreign key
    that may not be NULL to a table that does. A UNIQUE is within a tenant when it holds the column or such a key;
    generated values (keys, tokens, hashes) are unique everywhere.
    """
    tenant = _tenant_column(design)
    if tenant is None:
        return
    scoped = _scoped(design, tenant)
    for table in design.database.tables:
        where = f"database.tables.{table.name}"
        if table.name not in scoped:
            if not _is_tenant_table(design, table, tenant):
                yield Found(where, f"`{table.name}` does not lead to its tenant.", f"Add `{tenant}`, NOT NULL.")
            continue
        for key in design.keys(table.name):
            if key.kind == "unique" and not _within(design, table.name, key, tenant, scoped):
                part = "constraints" if any(one.name == key.name for one in table.constraints) else "indexes"
                yield Found(
                    f"{where}.{part}.{key.name}",
                    f"`{key.name}` holds across tenants: what one has taken, no other can have.",
                    f"Put `{tenant}` before {listed(key.columns)}.",
                )


def _tenant_column(design: Design) -> str | None:
    known = (*design.database.existing, *design.database.tables)
    if any(column.name == "tenant_id" for table in known for column in table.columns):
        return "tenant_id"
    counts = Counter(
        (column.name, column.references.table)
        for table in design.database.existing
        for column in table.columns
        if column.references and not column.nullable and column.references.table != table.name
    )
    for (name, target), count in counts.most_common(1):
        others = [table for table in design.database.existing if table.name != target]
        if count == len(others) >= _ENOUGH and not target.startswith("user"):
            return name
    return None


def _is_tenant_table(design: Design, table: Table, tenant: str) -> bool:
    """The tenants' own table, and what hangs on it, leads nowhere; nor does a list that all tenants share."""
    targets = {
        column.references.table
        for columns in design.columns.values()
        for name, column in columns.items()
        if name == tenant and column.references
    }
    return table.name in targets or table.name == tenant.removesuffix("_id") + "s"


def _scoped(design: Design, tenant: str) -> set[str]:
    scoped = {table for table, columns in design.columns.items() if tenant in columns and not columns[tenant].nullable}
    while True:
        more = {table for table in design.columns if table not in scoped and _hangs_on(design, table, scoped)}
        if not more:
            return scoped
        scoped |= more


def _hangs_on(design: Design, table: str, scoped: set[str]) -> bool:
    columns = design.columns[table].values()
    return any(one.references and not one.nullable and one.references.table in scoped for one in columns)


def _within(design: Design, table: str, key: Key, tenant: str, scoped: set[str]) -> bool:
    columns = [design.columns[table][name] for name in key.columns if name in design.columns[table]]
    for column in columns:
        if column.name == tenant or (column.references and column.references.table in scoped):
            return True
        made = column.sensitivity == "secret" or (column.default or "").endswith("()") or column.identity
        if made or any(word in column.name for word in ("token", "hash", "uuid", "key", "secret", "digest")):
            return True
    return False

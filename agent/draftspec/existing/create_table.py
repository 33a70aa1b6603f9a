"""CREATE TABLE and CREATE INDEX, read into the catalog."""

from __future__ import annotations

from draftspec.existing import columns, constraints
from draftspec.existing.catalog import Catalog, Draft
from draftspec.existing.indexes import index
from draftspec.existing.trees import Node, kind, unwrapped


def create_table(catalog: Catalog, node: Node) -> None:
    """Read a CREATE TABLE; temporary tables and partitions are passed over."""
    relation = node.relation
    if relation.relpersistence == "t" or node.HasField("partbound"):  # a partition is part of its table
        return
    draft = Draft(relation.relname, relation.schemaname or "public")
    for parent in node.inh_relations:
        if (other := catalog.draft(parent.range_var)) is not None:
            draft.columns.update(other.columns)
    for element in map(unwrapped, node.table_elts):
        if kind(element) == "ColumnDef":
            add_column(catalog, draft, element)
        elif kind(element) == "Constraint":
            add_constraint(draft, element)
        elif kind(element) == "TableLikeClause" and (other := catalog.draft(element.relation)) is not None:
            draft.columns.update(other.columns)
    catalog.drafts.setdefault((draft.schema, draft.name), draft)


def add_column(catalog: Catalog, draft: Draft, node: Node) -> None:
    """Read a column with its constraints."""
    draft.columns[node.colname] = columns.column(node, catalog.domains)
    for one in node.constraints:
        add_constraint(draft, one.constraint, node.colname)


def add_constraint(draft: Draft, node: Node, column: str | None = None) -> None:
    """Read a constraint of a table, or of the column it stands with."""
    draft.constraints += constraints.named(draft.name, node, column, {one.name: one for one in draft.indexes})


def create_index(catalog: Catalog, node: Node) -> None:
    """Read a CREATE INDEX; one that a design has no form for is passed over."""
    draft = catalog.draft(node.relation)
    if draft is not None and (found := index(draft.name, node)) is not None:
        draft.indexes.append(found)

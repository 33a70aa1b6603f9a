"""Types, comments, DROP and RENAME, read into the catalog."""

from __future__ import annotations

from dataclasses import replace

from draftspec.existing import columns
from draftspec.existing.catalog import Catalog, key
from draftspec.existing.trees import Node, constant, strings
from draftspec.sections.base import single_line


def create_enum(catalog: Catalog, node: Node) -> None:
    """Read a CREATE TYPE … AS ENUM."""
    catalog.enums[strings(node.type_name)[-1]] = strings(node.vals)


def alter_enum(catalog: Catalog, node: Node) -> None:
    """Read an ALTER TYPE that adds or renames a value."""
    name = strings(node.type_name)[-1]
    known = list(catalog.enums.get(name, ()))
    if node.old_val in known:
        known[known.index(node.old_val)] = node.new_val
    elif node.new_val not in known:
        beside = known.index(node.new_val_neighbor) if node.new_val_neighbor in known else len(known) - 1
        known.insert(beside + int(node.new_val_is_after or not node.new_val_neighbor), node.new_val)
    catalog.enums[name] = tuple(known)


def create_domain(catalog: Catalog, node: Node) -> None:
    """Read a CREATE DOMAIN."""
    catalog.domains[strings(node.domainname)[-1]] = columns.domain(node, catalog.domains)


def drop(catalog: Catalog, node: Node) -> None:
    """Read a DROP of tables or indexes."""
    for name in (strings(one.list.items) for one in node.objects if one.WhichOneof("node") == "list"):
        if constant(node, "remove_type") == "OBJECT_TABLE":
            catalog.drafts.pop(key(name), None)
        elif constant(node, "remove_type") == "OBJECT_INDEX":
            for draft in catalog.drafts.values():
                draft.indexes = [one for one in draft.indexes if one.name != name[-1]]


def rename(catalog: Catalog, node: Node) -> None:
    """Read an ALTER TABLE … RENAME of a table or column, with the keys that speak of it."""
    if (draft := catalog.draft(node.relation)) is None:
        return
    if constant(node, "rename_type") == "OBJECT_TABLE":
        _retarget(catalog, draft.name, {"table": node.newname})
        draft.name = node.newname
        catalog.drafts = {(one.schema, one.name): one for one in catalog.drafts.values()}
    elif constant(node, "rename_type") == "OBJECT_COLUMN" and node.subname in draft.columns:
        _retarget(catalog, draft.name, {"column": node.newname}, node.subname)
        draft.rename(node.subname, node.newname)


def _retarget(catalog: Catalog, table: str, update: dict[str, str], column: str | None = None) -> None:
    """Let the foreign keys to a table, or to one of its columns, follow its new name."""
    for draft in catalog.drafts.values():
        draft.constraints = [
            replace(one, reference=one.reference.model_copy(update=update))
            if one.reference is not None
            and one.reference.table == table
            and (column is None or one.reference.column == column)
            else one
            for one in draft.constraints
        ]


def comment(catalog: Catalog, node: Node) -> None:
    """Read a COMMENT ON a table or column as its purpose."""
    if not (text := str(single_line(node.comment))[:500]) or node.object.WhichOneof("node") != "list":
        return
    path = strings(node.object.list.items)
    if constant(node, "objtype") == "OBJECT_TABLE":
        if (draft := catalog.named(path)) is not None:
            draft.purpose = text
    elif constant(node, "objtype") == "OBJECT_COLUMN" and (draft := catalog.named(path[:-1])) is not None:
        draft.change(path[-1], purpose=text)

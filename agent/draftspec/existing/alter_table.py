"""ALTER TABLE, read into the catalog."""

from __future__ import annotations

from collections.abc import Callable

from draftspec.existing import columns
from draftspec.existing.catalog import Catalog, Draft
from draftspec.existing.create_table import add_column, add_constraint
from draftspec.existing.trees import Node, constant, unwrapped


def alter_table(catalog: Catalog, node: Node) -> None:
    """Read an ALTER TABLE; what does not change its columns, keys and checks is passed over."""
    if (draft := catalog.draft(node.relation)) is None:
        return
    for command in (one.alter_table_cmd for one in node.cmds):
        if (action := _COMMANDS.get(constant(command, "subtype"))) is not None:
            action(catalog, draft, command)


def _definition(command: Node) -> Node:
    return unwrapped(getattr(command, "def"))  # a field that is called like a keyword


def _set_type(catalog: Catalog, draft: Draft, command: Node) -> None:
    new = columns.type_of(_definition(command), catalog.domains)
    draft.change(command.name, type=new.type, values=new.values)


def _set_default(_: Catalog, draft: Draft, command: Node) -> None:
    expression = getattr(command, "def")
    if (column := draft.columns.get(command.name)) is not None:
        update = columns.filling(expression, column.type) if expression.WhichOneof("node") else columns.UNFILLED
        draft.change(command.name, **update)


def _drop_column(_: Catalog, draft: Draft, command: Node) -> None:
    draft.columns.pop(command.name, None)
    draft.constraints = [one for one in draft.constraints if command.name not in one.columns]
    draft.indexes = [one for one in draft.indexes if command.name not in {key.column for key in one.columns}]


def _drop_constraint(_: Catalog, draft: Draft, command: Node) -> None:
    draft.constraints = [one for one in draft.constraints if one.name != command.name]


def _attach_partition(catalog: Catalog, _: Draft, command: Node) -> None:
    relation = _definition(command).name
    catalog.drafts.pop((relation.schemaname or "public", relation.relname), None)


_COMMANDS: dict[str, Callable[[Catalog, Draft, Node], None]] = {
    "AT_AddColumn": lambda catalog, draft, command: add_column(catalog, draft, _definition(command)),
    "AT_AddConstraint": lambda _, draft, command: add_constraint(draft, _definition(command)),
    "AT_AddIdentity": lambda _, draft, command: draft.change(command.name, identity=True, nullable=False),
    "AT_AlterColumnType": _set_type,
    "AT_AttachPartition": _attach_partition,
    "AT_ColumnDefault": _set_default,
    "AT_DropColumn": _drop_column,
    "AT_DropConstraint": _drop_constraint,
    "AT_DropNotNull": lambda _, draft, command: draft.change(command.name, nullable=True),
    "AT_SetNotNull": lambda _, draft, command: draft.change(command.name, nullable=False),
}

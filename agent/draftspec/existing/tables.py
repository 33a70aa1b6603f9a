"""The tables of a schema in the model of a design, once all statements are read."""

from __future__ import annotations

from draftspec.existing import columns, constraints
from draftspec.existing.catalog import Catalog, Draft
from draftspec.sections.database import Reference, Table


def tables(catalog: Catalog) -> tuple[Table, ...]:
    """Return the tables in the order of the script, each under its bare name; of two alike the public one."""
    chosen: dict[str, Draft] = {}
    for draft in catalog.drafts.values():
        if draft.columns and (draft.name not in chosen or draft.schema == "public"):
            chosen[draft.name] = draft
    return tuple(_table(catalog, draft, chosen) for draft in chosen.values())


def _table(catalog: Catalog, draft: Draft, chosen: dict[str, Draft]) -> Table:
    keys = set(constraints.primary_key(draft.constraints))
    references = constraints.references(draft.constraints)
    values = constraints.values(draft.constraints)
    return Table(
        name=draft.name,
        purpose=draft.purpose or f"Table `{draft.name}` of the existing schema.",
        columns=tuple(
            one.model_copy(
                update={
                    "primary_key": one.name in keys,
                    "nullable": one.nullable and one.name not in keys,
                    "references": _reference(references.get(one.name), chosen),
                    "values": values.get(one.name)
                    or columns.kept_values(catalog.enums.get(one.type, ()))
                    or one.values,
                }
            )
            for one in draft.columns.values()
        ),
        indexes=tuple(draft.indexes),
        constraints=constraints.declared(draft.constraints),
    )


def _reference(reference: Reference | None, chosen: dict[str, Draft]) -> Reference | None:
    """Return a foreign key with its column; without one it is the other table's primary key that is meant."""
    if reference is None or reference.column != constraints.PRIMARY_KEY:
        return reference
    target = chosen.get(reference.table)
    keys = constraints.primary_key(target.constraints) if target is not None else ()
    return reference.model_copy(update={"column": keys[0] if len(keys) == 1 else "id"})

"""What the statements of a schema have defined so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from draftspec.existing.columns import Domain
from draftspec.existing.constraints import Named
from draftspec.existing.trees import Node
from draftspec.sections.database import Column, Index


@dataclass
class Draft:
    """A table that later statements may still change."""

    name: str
    schema: str = "public"
    purpose: str = ""
    columns: dict[str, Column] = field(default_factory=dict)
    constraints: list[Named] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)

    def change(self, column: str, **update: object) -> None:
        """Set attributes of a column, if it is there."""
        if column in self.columns:
            self.columns[column] = self.columns[column].model_copy(update=update)

    def rename(self, old: str, new: str) -> None:
        """Give a column another name; a check or condition that speaks of the old one is forgotten."""
        pairs = [(new if name == old else name, column) for name, column in self.columns.items()]
        self.columns = {name: column.model_copy(update={"name": name}) for name, column in pairs}
        self.constraints = [
            one.renamed(old, new)
            for one in self.constraints
            if one.declared is None or old not in one.columns or one.declared.kind == "unique"
        ]
        self.indexes = [
            one.model_copy(
                update={
                    "columns": tuple(
                        key.model_copy(update={"column": new}) if key.column == old else key for key in one.columns
                    )
                }
            )
            for one in self.indexes
            if old not in {name for condition in one.where for name in (condition.column, condition.other)}
        ]


@dataclass
class Catalog:
    """Tables by schema and name, enums and domains by name; each statement is read into it."""

    drafts: dict[tuple[str, str], Draft] = field(default_factory=dict)
    enums: dict[str, tuple[str, ...]] = field(default_factory=dict)
    domains: dict[str, Domain] = field(default_factory=dict)

    def draft(self, relation: Node) -> Draft | None:
        """Return the table that a statement names, if it is there."""
        return self.drafts.get((relation.schemaname or "public", relation.relname))

    def named(self, path: tuple[str, ...]) -> Draft | None:
        """Return the table of a name with or without its schema, if it is there."""
        return self.drafts.get(key(path))


def key(path: tuple[str, ...]) -> tuple[str, str]:
    """Return the schema and the name of a table; without a schema it is the public one."""
    return (path[-2] if len(path) > 1 else "public", path[-1])

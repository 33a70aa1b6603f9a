"""Designs of every shape, for properties: reserved words, names at 63 bytes and over, cycles, self references,
composite keys, references to columns that only an index or a modification makes unique, modifications of all kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from hypothesis import strategies as st

from draftspec.sections.database import (
    Column,
    ColumnChange,
    Condition,
    Constraint,
    Database,
    Index,
    IndexColumn,
    Modification,
    Reference,
    Table,
)

WORDS = (
    "order",
    "user",
    "group",
    "table",
    "select",
    "values",
    "position",
    "Mixed Case",
    "häuser",
    "a-b",
    "1st",
    "invoices",
)
KEYS = {
    "uuid": {"default": "gen_random_uuid()"},
    "bigint": {"identity": True},
    "integer": {"identity": True},
    "text": {},
}
SCALARS: tuple[dict[str, Any], ...] = (
    {"type": "text", "values": ("draft", "it's", "100 %"), "default": "'draft'"},
    {"type": "text"},
    {"type": "varchar(40)", "default": "'it''s'"},
    {"type": "smallint", "values": ("1", "-2"), "default": "1"},
    {"type": "numeric(12,2)", "default": "-0.5"},
    {"type": "boolean", "default": "false"},
    {"type": "timestamptz", "default": "now()"},
    {"type": "date", "default": "current_date"},
    {"type": "jsonb", "default": "'{}'"},
    {"type": "text[]", "values": ("a", "b"), "default": "'{}'"},
    {"type": "citext", "default": "'x'"},
)
CHANGES = (
    ("integer", "bigint", "7"),
    ("varchar(20)", "text", "'7'"),
    ("text", "integer", "'7'"),
    ("date", "timestamptz", None),
)
ACTIONS = ("CASCADE", "RESTRICT", "SET NULL", "NO ACTION", None)


def names(length: int = 90) -> st.SearchStrategy[str]:
    """Bases of names; what is put before them keeps them apart in their first 63 bytes."""
    long = st.integers(50, length).map(lambda size: "x" * size)
    return st.one_of(st.sampled_from(WORDS), long, st.integers(20, length // 2).map(lambda size: "ü" * size))


class _Maker:
    """Draws the parts of one design; numbers keep all names apart."""

    def __init__(self, draw: st.DrawFn, length: int) -> None:
        self.draw = draw
        self.length = length
        self.numbers: Iterator[int] = count(1)
        self.tables: set[str] = set()

    def name(self, taken: set[str] | None = None) -> str:
        """A name, numbered so that it stays itself in 63 bytes; a bare word once for each set of what is taken."""
        base = self.draw(names(self.length))
        if taken is not None and base in WORDS and base not in taken:
            taken.add(base)
            return base
        return f"{next(self.numbers)}_{base}".encode()[: self.length].decode(errors="ignore")

    def flag(self) -> bool:
        return self.draw(st.booleans())

    def column(self, taken: set[str] | None = None) -> Column:
        shape = dict(self.draw(st.sampled_from(SCALARS)))
        if self.flag():
            shape["default"] = None
        return Column(name=self.name(taken), nullable=shape.get("default") is None or self.flag(), **shape)

    def table(self) -> Table:
        taken: set[str] = set()
        keys = self.draw(st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=2))
        alone = KEYS[keys[0]] if len(keys) == 1 else {}  # the parts of a composite key are given, not numbered
        columns = (
            *(Column(name=self.name(taken), type=key, nullable=False, primary_key=True, **alone) for key in keys),
            Column(name=self.name(taken), type="text", nullable=False),  # may be made unique
            *(Column(name=self.name(taken), type="timestamptz", nullable=True) for _ in range(2)),
            *(self.column(taken) for _ in range(self.draw(st.integers(0, 3)))),
        )
        return Table(name=self.name(self.tables), purpose="A row.", columns=columns)

    def check(self, table: Table) -> Constraint:
        scalar = self.draw(st.sampled_from([one for one in table.columns if one.type in ("text", "timestamptz")]))
        if scalar.type == "text":
            conditions = self.draw(
                st.sampled_from(
                    (
                        (Condition(column=scalar.name, operator="min_length", value="1"),),
                        (Condition(column=scalar.name, operator="matches", value="'^[a-z'']+$'"),),
                        (
                            Condition(column=scalar.name, operator="is not null"),
                            Condition(column=scalar.name, operator="<>", value="''"),
                        ),
                    )
                )
            )
        else:
            start, end = [one.name for one in table.columns if one.type == "timestamptz"][:2]
            conditions = (Condition(column=end, operator=">", other=start), Condition(column=end, operator="is null"))
        match = "any" if len(conditions) > 1 and self.flag() else "all"
        used = tuple(dict.fromkeys(name for one in conditions for name in (one.column, one.other) if name))
        return Constraint(
            name=f"check_{next(self.numbers)}",
            kind="check",
            columns=used,
            conditions=conditions,
            match=match,
            meaning="So.",
        )

    def exclusion(self, table: Table) -> Constraint:
        period = tuple(one.name for one in table.columns if one.type == "timestamptz")[:2]
        return Constraint(
            name=f"excl_{next(self.numbers)}",
            kind="exclude",
            columns=(table.columns[0].name,),
            conditions=(Condition(column=period[0], operator="is not null"),) if self.flag() else (),
            period=period,
            meaning="So.",
        )

    def index(self, table: Table) -> Index:
        plain = [one for one in table.columns if one.type not in ("jsonb", "text[]")]
        gin = [one for one in table.columns if one.type in ("jsonb", "text[]", "text")]
        name = self.name()
        if gin and self.flag():
            return Index(name=name, columns=(IndexColumn(column=gin[-1].name),), method="gin")
        chosen = self.draw(st.lists(st.sampled_from(plain), min_size=1, max_size=3, unique_by=lambda one: one.name))
        keys = tuple(
            IndexColumn(column=one.name, descending=self.flag(), lower=one.type == "text" and self.flag())
            for one in chosen
        )
        where = (Condition(column=plain[0].name, operator="is not null"),) if self.flag() else ()
        return Index(name=name, columns=keys, unique=self.flag(), where=where)

    def dressed(self, table: Table) -> Table:
        """The table with constraints and indexes; its text column is unique by a constraint, an index or not at all."""
        text = next(one.name for one in table.columns if not one.primary_key)
        constraints = [self.check(table)] if self.flag() else []
        constraints += [self.exclusion(table)] if self.flag() else []
        indexes = [self.index(table) for _ in range(self.draw(st.integers(0, 2)))]
        match self.draw(st.sampled_from(("constraint", "index", "neither"))):
            case "constraint":
                constraints.append(self.unique(text))
            case "index":
                indexes.append(Index(name=f"uq_{next(self.numbers)}", columns=(IndexColumn(column=text),), unique=True))
        return table.model_copy(update={"constraints": tuple(constraints), "indexes": tuple(indexes)})

    def unique(self, column: str) -> Constraint:
        return Constraint(name=f"uq_{next(self.numbers)}", kind="unique", columns=(column,), meaning="So.")

    def reference(self, targets: list[tuple[str, Column]], nullable: bool | None = None) -> Column:
        table, target = self.draw(st.sampled_from(targets))
        may_be_null = self.flag() if nullable is None else nullable
        action = self.draw(st.sampled_from([one for one in ACTIONS if one != "SET NULL" or may_be_null]))
        where = Reference(table=table, column=target.name, on_delete=action)
        return Column(name=self.name(), type=target.type, nullable=may_be_null, references=where)

    def linked(self, tables: list[Table], targets: list[tuple[str, Column]]) -> tuple[Table, ...]:
        found = []
        for table in tables:
            links = [self.reference(targets) for _ in range(self.draw(st.integers(0, 3)))] if targets else []
            found.append(table.model_copy(update={"columns": (*table.columns, *links)}))
        return tuple(found)

    def changes(self, table: Table) -> tuple[Table, tuple[ColumnChange, ...]]:
        """The table with columns to change, and their changes."""
        columns, changes = [], []
        for old, new, default in self.draw(st.lists(st.sampled_from(CHANGES), max_size=2)):
            column = Column(name=self.name(), type=old, nullable=self.flag(), default=default if self.flag() else None)
            nullable = None if self.flag() else self.flag()
            columns.append(column)
            changes.append(
                ColumnChange(column=column.name, type=new, old_type=old if self.flag() else None, nullable=nullable)
            )
        return table.model_copy(update={"columns": (*table.columns, *columns)}), tuple(changes)

    def modification(
        self, table: Table, targets: list[tuple[str, Column]], changes: tuple[ColumnChange, ...]
    ) -> Modification:
        links = [self.reference(targets, nullable=True) for _ in range(self.draw(st.integers(0, 2)))] if targets else []
        added = [self.column() for _ in range(self.draw(st.integers(0, 2)))]
        # an index or check of a column that gets another type may not fit it any more, which is the design's fault
        changed = {one.column for one in changes}
        stable = table.model_copy(update={"columns": tuple(one for one in table.columns if one.name not in changed)})
        return Modification(
            table=table.name,
            reason="So.",
            add_columns=(*added, *links),
            change_columns=changes,
            add_indexes=tuple(self.index(stable) for _ in range(self.draw(st.integers(0, 1)))),
            add_constraints=(self.check(stable),) if self.flag() else (),
        )


def keys_of(tables: list[Table]) -> list[tuple[str, Column]]:
    """The columns that a foreign key may refer to."""
    found = []
    for table in tables:
        primary = [column for column in table.columns if column.primary_key]
        unique = {one.columns for one in table.constraints if one.kind == "unique"}
        unique |= {tuple(key.column for key in one.columns) for one in table.indexes if one.name.startswith("uq_")}
        found += [(table.name, column) for column in table.columns if [column] == primary or (column.name,) in unique]
    return found


@st.composite
def databases(draw: st.DrawFn, length: int = 90, modified: bool = True) -> Database:
    """Designs that PostgreSQL must accept."""
    make = _Maker(draw, length)
    assumed = [make.dressed(make.table()) for _ in range(draw(st.integers(0, 2)))]
    new = [make.dressed(make.table()) for _ in range(draw(st.integers(0, 4)))]
    prepared: list[Table] = []
    changes: Mapping[str, tuple[ColumnChange, ...]] = {}
    for table in assumed:
        other, changed = make.changes(table) if modified else (table, ())
        prepared.append(other)
        changes = {**changes, table.name: changed}
    given = make.linked(prepared, keys_of(assumed))
    all_keys = keys_of([*assumed, *new])
    modifications = (
        tuple(make.modification(table, all_keys, changes[table.name]) for table in given) if modified else ()
    )
    return Database(tables=make.linked(new, all_keys), assumed=given, modifications=modifications)

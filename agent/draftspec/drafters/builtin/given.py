"""Tables that a feature takes for granted: found in the existing schema, or assumed as far as they are needed."""

from __future__ import annotations

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.columns import parse_columns
from draftspec.drafters.builtin.database import stored_column
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.words import plural, snake, table_of_words
from draftspec.sections.database import Column, Table

MOST_KEPT = 4
"""Columns that are assumed of what a call makes of another feature: enough to see which row is meant."""


class Givens:
    """Finds the table behind a noun: one of the existing schema, or an assumed one that is made up once."""

    def __init__(self, catalogue: Catalogue, existing: tuple[Table, ...], own: dict[str, Resource]) -> None:
        self._catalogue = catalogue
        self._existing = {table.name: table for table in existing}
        self._own = own
        self._found: dict[str, Table] = {}

    def tables(self) -> dict[str, Table]:
        """Return every table that was asked for, by name."""
        return dict(self._found)

    def table_for(self, noun: str, *, main: bool = False) -> str:
        """Return the name of the table that stands for a noun ("customer"); it is assumed when nobody gave it.

        `main` says that the feature is about it, so that it is looked up although the feature has the same name.
        """
        name = self._name(noun)
        there = self._there(noun, name)
        if there is not None:
            self._found[there.name] = there
            return there.name
        if main or name not in self._own:
            self._found.setdefault(name, assumed_table(name, noun, user=noun in ("user",)))
        return name

    def named(self, noun: str) -> str:
        """Return the name of the table that stands for a noun, without taking it for granted."""
        there = self._there(noun, self._name(noun))
        return there.name if there is not None else self._name(noun)

    def presume(self, name: str, columns: tuple[Column, ...]) -> None:
        """Let an assumed table have columns that the brief speaks of as if they were there; a real one is as it is."""
        table = self._found.get(name)
        if table is None or table.name in self._existing:
            return
        known = {column.name for column in table.columns}
        fresh = tuple(column for column in columns if column.name not in known)
        self._found[name] = table.model_copy(update={"columns": (*table.columns, *fresh)})

    def suppose(self, resource: Resource) -> None:
        """Let assumed tables have what the rules of a thing use of them, and let be there what its verbs make."""
        built = {own.name for own in self._own.values()}
        for noun in _made(resource):
            if noun not in built and self._name(noun) not in {*self._own, *self._found}:
                name = self.table_for(noun)
                if name not in self._existing:
                    self._found[name] = _made_at(self._found[name], self._kept(noun, resource))
        for noun, lines in resource.entry.supposes.items():
            self.presume(self._name(noun), tuple(stored_column(line) for line in parse_columns(lines)))

    def _kept(self, noun: str, resource: Resource) -> tuple[Column, ...]:
        """Return what a made row holds: what the maker's entry supposes, else what its own entry cannot do without."""
        told = resource.entry.supposes.get(noun)
        known = self._catalogue.entry(noun).columns if noun in self._catalogue else ""
        lines = parse_columns(told if told is not None else known)
        needed = lines if told is not None else [line for line in lines if not line.nullable][:MOST_KEPT]
        return tuple(stored_column(line) for line in needed)

    def may_have(self, name: str, column: str) -> bool:
        """Tell whether a table has a column, or is assumed and may have it."""
        table = self._existing.get(name)
        return table is None or any(known.name == column for known in table.columns)

    def is_there(self, noun: str) -> bool:
        """Tell whether the existing schema has a table for a noun."""
        return self._there(noun, self._name(noun)) is not None

    def _name(self, noun: str) -> str:
        if noun in table_of_words("actors"):
            return str(table_of_words("actors")[noun]["table"])
        if noun in self._catalogue:
            table = self._catalogue.entry(noun).table
            if table:
                return table
        return snake(plural(noun.replace("_", " ")))

    def _there(self, noun: str, name: str) -> Table | None:
        """Look a noun up in the existing schema, whatever case, number or prefix its names have."""
        wanted = {name, noun, name.replace("_", ""), noun.replace("_", "")}
        for table in self._existing.values():
            low = snake(table.name)
            if low in wanted or low.replace("_", "") in wanted:
                return table
        return next((t for t in self._existing.values() if snake(t.name).endswith((f"_{name}", f"_{noun}"))), None)


def _made(resource: Resource) -> tuple[str, ...]:
    """Return the entries that the verbs of a thing make rows of, unless they come with it only where a brief says so."""
    made = [one for verb in resource.verbs.values() for one in (verb.makes, *verb.adds) if one is not None]
    made += [one for job in resource.entry.jobs for one in job.adds]
    return tuple(one for one in made if one not in (resource.name, *resource.entry.brings_when))


def _made_at(table: Table, kept: tuple[Column, ...]) -> Table:
    """Return an assumed table of rows that a call of the feature makes: what is kept of each, and when it was made."""
    key = tuple(column for column in table.columns if column.primary_key)
    born = Column(name="created_at", type="timestamptz", nullable=False, default="now()")
    return table.model_copy(update={"columns": (*key, *kept, born)})


def assumed_table(name: str, noun: str, *, user: bool) -> Table:
    """Return the least that can be meant: a key and what people are told apart by."""
    label = "email" if user or name == "users" else "name"
    kind = "varchar(320)" if label == "email" else "varchar(255)"
    return Table(
        name=name,
        purpose=f"Taken for granted: one row for each {noun.replace('_', ' ')}.",
        columns=(
            Column(name="id", type="uuid", nullable=False, default="gen_random_uuid()", primary_key=True),
            Column(name=label, type=kind, nullable=False, sensitivity="personal" if label == "email" else "none"),
        ),
    )

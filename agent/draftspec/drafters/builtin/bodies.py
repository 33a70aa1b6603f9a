"""The bodies of a thing's endpoints: which columns a caller gives, which it gets, and which the server fills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, cast

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.columns import ColumnLine, is_signature
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.uploads import has_file
from draftspec.sections.database import Column, Table
from draftspec.sections.endpoints import BodyField, JsonType, RelatedField, ServerSet, Source

_FILE = BodyField(name="file", source="transient", type="string", description="The file itself, in the form.")
EMPTY = "null"
"""What the server fills a column with that a call empties."""
_MAKERS = ("created", "added", "uploaded", "invited", "requested", "reported", "tagged", "granted", "submitted")
_RECORDING = ("measured", "read", "recorded", "noted", "imported", "changed")
"""What whoever makes a row has done, unless a verb stamps it later."""
_STAMPS = frozenset({"created_at", "updated_at"})
_RENEWING = re.compile("rotate|renew|reset|resend|refresh")
"""Verbs that replace a secret which the creation made."""


_REASONED = re.compile(r"\bwith (?:a|the|its) reason\b", re.I)


class Bodies:
    """The fields of one thing."""

    def __init__(self, plan: Plan, resource: Resource, tables: dict[str, Table]) -> None:
        self.plan = plan
        self.tables = tables
        self.resource = resource
        self.table = tables[resource.table]
        self.lines_by_name = {column_name(line): line for line in resource.columns}

    def shown(self, *, to_all: bool = False) -> tuple[BodyField, ...]:
        """Return the fields of a response: every column but secrets and what is hidden, `to_all` without internal ones."""
        hidden = {name for name, line in self.lines_by_name.items() if "hidden" in line.flags}
        hidden |= self.internal() if to_all else set()
        kept = (c for c in self.table.columns if c.sensitivity != "secret" and c.name not in hidden)
        return (*(self._field(c) for c in kept), *worked_out(self.resource.entry.shows))

    def internal(self) -> set[str]:
        """Return the columns that say which employee did something; what says whether a row is shown is no secret of a shown one."""
        above = next((p.target for p in self.resource.parents if p.column == self.resource.under), None)
        whole = self.plan.by_table(above) if above is not None else None
        staff = self.resource.entry.manages or (whole is not None and whole.entry.manages)
        names = {c.name for c in self.table.columns}
        return {
            name
            for name in names
            if name.endswith("_by_id") or name in ("creator_id", "notify") or (staff and name == "author_id")
        }

    def written(self, *, create: bool) -> tuple[BodyField, ...]:
        """Return the fields that a caller gives on create or replace, or may give on update."""
        fields = []
        for column in self.table.columns:
            if self._has_flag(column.name, "given"):
                fields.append(_made_up(column))
                continue
            if self._is_not_given(column) or (not create and self._is_fixed(column)):
                continue
            required = create and not column.nullable and column.default is None
            fields.append(self._field(column, required=required))
        return tuple(fields)

    def _is_not_given(self, column: Column) -> bool:
        """Tell whether no caller writes a column: the server does, the path does, a verb does, or it was there before."""
        if self.resource.there and column.name not in self.lines_by_name:
            return True
        return (
            self._is_server_set(column) or column.name == self.resource.under or column.name in self._taken_by_verbs()
        )

    def _is_fixed(self, column: Column) -> bool:
        """Tell whether a column keeps the value that it was created with."""
        return self._once(column) or (column.references is not None and not column.nullable)

    def _set_by_verbs(self) -> set[str]:
        """Return the columns that only verbs set, such as who took a task over."""
        verbs = self.resource.verbs.values()
        return {name for verb in verbs for name in (*verb.sets, *verb.clears)} - {
            name for verb in verbs for name in verb.takes
        }

    def _taken_by_verbs(self) -> set[str]:
        """Return the nullable columns that only a verb fills, such as the reason of a refusal or who it is assigned to."""
        verbs = self.resource.verbs.values()
        named = {name for verb in verbs if verb.to or verb.by for name in verb.takes}
        return {c.name for c in self._resolved(tuple(named)) if c.nullable}

    def given(self, names: tuple[str, ...], state: str | None = None, does: str = "") -> tuple[BodyField, ...]:
        """Return the fields that a verb takes; what the table demands in the state that it leads to is required.

        `does` says what the verb does: "with a reason" means that there has to be one.
        """
        known = self._resolved(names)
        alone = len(known) == 1 and not known[0].nullable
        reasoned = _REASONED.search(does) is not None
        fields = []
        for column in known:
            required = alone or (not column.nullable and column.default is None) or self._is_demanded(column, state)
            required = required or (reasoned and column.name.endswith("reason"))
            field = self._field(column, required=required)
            fields.append(field.model_copy(update={"nullable": field.nullable and not required}))
        return tuple(fields)

    def _is_demanded(self, column: Column, state: str | None) -> bool:
        """Tell whether a CHECK says that a column is filled in a state: `status <> 'lost' or lost_reason is not null`."""
        for constraint in self.table.constraints:
            filled = any(c.column == column.name and c.operator == "is not null" for c in constraint.conditions)
            unless = any(c.operator == "<>" and c.value == f"'{state}'" for c in constraint.conditions)
            free = {c.value for c in constraint.conditions if c.operator == "=" and c.column == "status"}
            demanded = unless or (bool(free) and state is not None and f"'{state}'" not in free)
            if constraint.kind == "check" and constraint.match == "any" and filled and demanded:
                return True
        return False

    def stamped(self, names: tuple[str, ...]) -> tuple[ServerSet, ...]:
        """Return the columns that a verb stamps."""
        return tuple(self._set(column) for column in self._resolved(names))

    def emptied(self, names: tuple[str, ...]) -> tuple[ServerSet, ...]:
        """Return the columns that a verb empties."""
        return tuple(ServerSet(table=self.table.name, column=c.name, value=EMPTY) for c in self._resolved(names))

    def server_sets(self) -> tuple[ServerSet, ...]:
        """Return the columns that the server fills when a row is created."""
        wanted = [
            c for c in self.table.columns if self._is_server_set(c) and not c.primary_key and c.name not in _STAMPS
        ]
        always = {*self._session_columns(), *(c.name for c in wanted if c.sensitivity == "secret")}
        mine = [c for c in wanted if (not c.nullable and c.default is None) or c.name in always]
        details = [s for child in self._given_details() for s in Bodies(self.plan, child, self.tables).server_sets()]
        return (*(self._set(c) for c in mine), *details)

    def made(self) -> tuple[ServerSet, ...]:
        """Return what the server fills of a row that another thing's call inserts."""
        born = ServerSet(table=self.table.name, column="created_at", value="the time of the call")
        return (*self.server_sets(), born)

    def _session_columns(self) -> tuple[str | None, ...]:
        made_by = (
            c.name
            for c in self.table.columns
            if is_signature(c.name) and (c.name.startswith(_MAKERS) or not c.name.endswith("_by_id"))
        )
        return (self._own_column(), self.resource.tenant, *self.resource.entry.finds, *made_by, *self._recorded_by())

    def _recorded_by(self) -> Iterator[str]:
        """Yield the columns that say who measured or read what a row records: whoever makes it."""
        stamped = {name.removesuffix("_at") for verb in self.resource.verbs.values() for name in verb.sets}
        for column in self.table.columns:
            did = column.name.removesuffix("_by_id")
            if did in _RECORDING and did not in stamped and column.name not in self._set_by_verbs():
                yield column.name

    def signed(self, names: tuple[str, ...]) -> tuple[ServerSet, ...]:
        """Return who did it beside the time stamps of a verb: `approved_by_id` beside `approved_at`."""
        wanted = {f"{name.removesuffix('_at')}_by_id" for name in names}
        return tuple(self._set(c) for c in self.table.columns if c.name in wanted)

    def changes_secret(self, names: tuple[str, ...]) -> bool:
        """Tell whether a verb makes a new secret, which its answer must show."""
        return any(c.sensitivity == "secret" for c in self._resolved(names))

    def given_below(self, lines: Mapping[str, tuple[str, ...]]) -> tuple[BodyField, ...]:
        """Return the lists of rows below this one that a verb takes, each row by its id."""
        found = ((child, lines[child.name]) for child in self.plan.resources if child.name in lines)
        return tuple(self._listed(child, names) for child, names in found)

    def _listed(self, child: Resource, names: tuple[str, ...]) -> BodyField:
        columns = ("id", *(c.name for c in Bodies(self.plan, child, self.tables)._resolved(names)))
        fields = tuple(RelatedField(name=name, column=name) for name in columns)
        above = next(p.column for p in child.parents if p.target == self.table.name)
        name = child.segment.replace("-", "_")
        return BodyField(
            name=name, source="relation", table=child.table, column=above, many=True, required=False, fields=fields
        )

    def touched(self) -> tuple[ServerSet, ...]:
        """Return `updated_at` for a write to a row that has it."""
        has = any(c.name == "updated_at" for c in self.table.columns)
        return (ServerSet(table=self.table.name, column="updated_at", value="the time of the call"),) if has else ()

    def searched(self) -> tuple[str, ...]:
        """Return the columns that a text search looks at."""
        return tuple(name for name, line in self.lines_by_name.items() if "search" in line.flags)

    def referred(self, *, create: bool = True) -> tuple[str, ...]:
        """Return the tables whose keys a caller gives in a body, or whose columns the rules of the thing look at."""
        looked_at = bool(self.resource.entry.supposes)
        fields = {field.column for field in self.written(create=create or looked_at)}
        return tuple(c.references.table for c in self.table.columns if c.references and c.name in fields)

    def cascades(self) -> tuple[str, ...]:
        """Return the tables of the feature whose rows go with a row of this one."""
        return tuple(
            r.table
            for r in self.plan.resources
            if any(p.target == self.table.name and p.on_delete == "CASCADE" for p in r.parents)
            and r.table != self.table.name
        )

    def lines(self, *, shown: bool = False) -> tuple[BodyField, ...]:
        """Return the detail rows that are written together with a row of this thing, or as its creation shows them."""
        return tuple(self._relation(child, shown) for child in self._given_details())

    def lines_read(self) -> tuple[BodyField, ...]:
        """Return the detail rows that are read together with a row of this thing."""
        return tuple(self._relation(child, True) for child in self._read_details())

    def nodes(self, key: str) -> BodyField:
        """Return the rows of a tree, each with the key of the one above it."""
        fields = tuple(RelatedField(name=f.name, column=f.column) for f in self.shown() if f.column is not None)
        return BodyField(
            name=self.table.name, source="relation", table=self.table.name, column=key, many=True, fields=fields
        )

    def with_lines(self, *, read: bool = False) -> str:
        """Return " with its lines" in the words of the detail rows that are written or `read` with it, or nothing."""
        details = self._read_details() if read else self._given_details()
        shown = [child.many.removeprefix(self.resource.one + " ") for child in details]
        return f" and {' and '.join(shown)}" if shown else ""

    def secret_once(self, changed: tuple[str, ...] | None = None) -> tuple[BodyField, ...]:
        """Return the secret itself, which only the answer to the call that makes it holds: its creation, or a verb."""
        known = {c.name for c in self.table.columns}
        later = {n for verb, said in self.resource.verbs.items() if not _RENEWING.match(verb) for n in said.sets}
        for column in self.table.columns:
            made = column.name in changed if changed is not None else not (column.nullable and column.name in later)
            sent = self._has_flag(column.name, "sent") or self._has_flag(column.name, "given")
            if column.sensitivity == "secret" and self._is_server_set(column) and made and not sent:
                name = column.name.removesuffix("_hash").removeprefix("hashed_")
                name = name if name not in known else f"plain_{name}"
                return (
                    BodyField(
                        name=name,
                        source="computed",
                        type="string",
                        nullable=column.nullable and changed is None,
                        description="Shown once.",
                    ),
                )
        return ()

    def _has_flag(self, column: str, flag: str) -> bool:
        line = self.lines_by_name.get(column)
        return line is not None and flag in line.flags

    def files(self) -> tuple[BodyField, ...]:
        """Return the file that the creating call takes."""
        return (_FILE,) if has_file(self.resource) else ()

    def content_type(self) -> Literal["application/json", "multipart/form-data"]:
        """Return multipart for files."""
        return "multipart/form-data" if has_file(self.resource) else "application/json"

    def _details(self) -> list[Resource]:
        return [
            child
            for child in self.plan.children(self.resource)
            if child.entry.archetypes[:1] == ("line",) and child.under
        ]

    def _read_details(self) -> list[Resource]:
        """Return the detail rows that are shown with their whole; thousands read out of a file have a list of their own."""
        given = self._given_details()
        return [child for child in self._details() if child in given or "list" not in child.standard]

    def _given_details(self) -> list[Resource]:
        """Return the detail rows of which a caller gives something: what the server reads out of a file is no input."""
        return [c for c in self._details() if Bodies(self.plan, c, self.tables).written(create=True)]

    def _relation(self, child: Resource, shown: bool) -> BodyField:
        own = Bodies(self.plan, child, self.tables)
        columns = own.shown() if shown else own.written(create=True)
        skipped = {"created_at", "updated_at", child.under} if shown else set()
        fields = tuple(
            RelatedField(name=f.name, column=f.column or f.name, required=f.required)
            for f in columns
            if f.source == "column" and f.name not in skipped
        )
        return BodyField(
            name=child.segment.replace("-", "_"),
            source="relation",
            table=child.table,
            column=child.under,
            many=True,
            fields=fields,
        )

    def _resolved(self, names: tuple[str, ...]) -> list[Column]:
        wanted = {*names, *(f"{name}_cents" for name in names)}
        return [c for c in self.table.columns if c.name in wanted]

    def _field(self, column: Column, *, required: bool = True) -> BodyField:
        return BodyField(
            name=column.name,
            source="column",
            table=self.table.name,
            column=column.name,
            required=required,
            nullable=column.nullable,
        )

    def _once(self, column: Column) -> bool:
        line = self.lines_by_name.get(column.name)
        return line is not None and "once" in line.flags

    def _is_server_set(self, column: Column) -> bool:
        if column.primary_key or column.name in _STAMPS or column.name in self.resource.entry.finds:
            return True
        if column.name == "status" and self.resource.states:
            return True
        if self._is_signature(column) or column.name in self._set_by_verbs():
            return True
        line = self.lines_by_name.get(column.name)
        return line is not None and _line_is_server_set(line)

    def _set(self, column: Column) -> ServerSet:
        return ServerSet(table=self.table.name, column=column.name, value=self._value(column))

    def _value(self, column: Column) -> str:
        line = self.lines_by_name.get(column.name)
        if line is not None and line.purpose:
            return line.purpose
        if column.name in self.resource.entry.finds:
            return self.resource.entry.finds[column.name]
        if self._is_signature(column):
            anonymous = column.nullable and "create" in self.resource.entry.open
            return "from the caller's session, if there is one" if anonymous else "from the caller's session"
        if line is not None and line.kind == "code":
            return "the next number"
        if column.sensitivity == "secret":
            return f"the hash of the secret that is {_fate(line)}"
        return "the time of the call" if column.type == "timestamptz" else "worked out by the server"

    def _is_signature(self, column: Column) -> bool:
        return is_signature(column.name) or column.name in (self._own_column(), self.resource.tenant)

    def _own_column(self) -> str | None:
        """Return the column that is filled with the caller; what staff makes for somebody names that person instead."""
        resource = self.resource
        for_others = resource.entry.manages is not None and resource.entry.archetypes[:1] == ("document",)
        return None if for_others and resource.owner == "user_id" else resource.owner


def _fate(line: ColumnLine | None) -> str:
    """Return what becomes of a secret of which the hash is kept."""
    flags = line.flags if line is not None else frozenset()
    return "sent" if "sent" in flags else "given" if "given" in flags else "shown once"


def _made_up(column: Column) -> BodyField:
    """Return the secret that a caller makes up, of which only the hash is kept."""
    name = column.name.removesuffix("_hash")
    required = not column.nullable
    return BodyField(
        name=name,
        source="transient",
        type="string",
        required=required,
        nullable=column.nullable,
        example="made-up-7c1e",
    )


def asked_for(asks: Mapping[str, str]) -> tuple[BodyField, ...]:
    """Return the fields of a body that no column keeps."""
    return _of_no_column(asks, "transient")


def worked_out(gives: Mapping[str, str]) -> tuple[BodyField, ...]:
    """Return the fields of an answer that no column holds."""
    return _of_no_column(gives, "computed")


def _of_no_column(named: Mapping[str, str], source: Source) -> tuple[BodyField, ...]:
    found = ((name, *said.partition(" ")[::2]) for name, said in named.items())
    return tuple(
        BodyField(
            name=name,
            source=source,
            type=cast(JsonType, kind.removesuffix("[]")),
            many=kind.endswith("[]"),
            example=example or None,
        )
        for name, kind, example in found
    )


def _line_is_server_set(line: ColumnLine) -> bool:
    return "server" in line.flags or bool(data("types")[line.kind].get("server"))

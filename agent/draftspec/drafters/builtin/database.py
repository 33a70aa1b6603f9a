"""Decides the `database` section: a table for each thing, with its keys, constraints and indexes."""

from __future__ import annotations

import re

from draftspec.derive import names
from draftspec.drafters.builtin.ageing import ageing_of
from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine, is_signature
from draftspec.drafters.builtin.constraints import parse_check, parse_key, parse_overlap
from draftspec.drafters.builtin.entries import JobEntry
from draftspec.drafters.builtin.illustrating import illustrated
from draftspec.drafters.builtin.lasting import lasting
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.sections.database import (
    Column,
    Condition,
    Constraint,
    Database,
    Index,
    IndexColumn,
    Modification,
    Operator,
    Reference,
    Table,
)

QUEUED = "queued_at"
"""The column by which a line is served."""

KEY = Column(name="id", type="uuid", nullable=False, default="gen_random_uuid()", primary_key=True)


def draft(plan: Plan) -> Database:
    """Return the tables of the plan, what they take for granted, and what they change."""
    key = _key(plan)
    tables = tuple(_table(resource, plan, key) for resource in plan.resources if not resource.there)
    given = tuple(plan.given.values())
    changes = tuple(c for r in plan.resources if r.there and (c := _modification(r, plan, key)) is not None)
    feature = plan.main.many if plan.main else "this brief"
    return Database(
        tables=tables,
        assumed=tuple(table for table in given if table.name not in plan.existing),
        existing=tuple(table for table in given if table.name in plan.existing),
        modifications=changes,
        none_because=None if tables else _no_table(changes, plan.resources),
        unmodified_because=None if changes else f"{feature} refer to what is there by key and need no column in it.",
    )


def _key(plan: Plan) -> Column:
    """Follow the key type of the existing schema; without one, uuid."""
    types = [c.type for t in plan.given.values() if t.name in plan.existing for c in t.columns if c.primary_key]
    if types and "uuid" not in types:
        return Column(name="id", type="bigint", nullable=False, primary_key=True, identity=True)
    return KEY


def column_name(line: ColumnLine) -> str:
    """Return the name of the column that a line stands for: money gets `_cents`."""
    suffix = str(data("types").get(line.kind, {}).get("suffix", ""))
    return line.name if line.name.endswith(suffix) else line.name + suffix


def is_written_once(resource: Resource) -> bool:
    """Tell whether a row is a record of what happened that nothing touches again: all other tables have `updated_at`."""
    jobs = any(job.writes for job in resource.entry.jobs)
    return "log" in resource.entry.archetypes[:1] and not (resource.verbs or resource.states or jobs)


def _table(resource: Resource, plan: Plan, key: Column) -> Table:
    columns = [key, *(_foreign_key(parent, plan, key) for parent in resource.parents)]
    columns += [stored_column(line) for line in resource.columns]
    if resource.states:
        columns.append(_status(resource))
    stamps = ("created_at",) if is_written_once(resource) else ("created_at", "updated_at")
    columns += [Column(name=n, type="timestamptz", nullable=False, default="now()") for n in stamps]
    unique = {column.name: column for column in illustrated(columns, plan)}
    constraints = _constraints(resource, unique)
    return Table(
        name=resource.table,
        purpose=resource.fill(resource.entry.purpose),
        columns=tuple(unique.values()),
        constraints=constraints,
        indexes=(*_indexes(resource, tuple(unique.values()), constraints), *_keys(resource, unique)[1]),
        internal=not resource.standard and not resource.verbs,
    )


def _foreign_key(parent: ParentLine, plan: Plan, key: Column) -> Column:
    target = plan.given.get(parent.target)
    referred = next((c for c in target.columns if c.primary_key), None) if target else key
    name = referred.name if referred else "id"
    kind = _plain(referred.type) if referred else key.type
    reference = Reference(table=parent.target, column=name, on_delete=parent.on_delete)
    return Column(name=parent.column, type=kind, nullable=parent.nullable, references=reference)


def _status(resource: Resource) -> Column:
    first = resource.states[0]
    return Column(name="status", type="varchar(32)", nullable=False, default=f"'{first}'", values=resource.states)


def stored_column(line: ColumnLine) -> Column:
    """Return the column that a line of an entry or brief becomes."""
    known = data("types")[line.kind]
    kind = str(known["type"])
    default = _default(line, kind) if line.default is not None else known.get("default")
    return Column(
        name=column_name(line),
        type=kind,
        nullable=line.nullable,
        default=None if line.nullable and line.default is None else default,
        values=line.values or None,
        sensitivity="secret" if _secret(line) else line.sensitivity or known.get("sensitivity", "none"),
        purpose=line.purpose,
        example=line.example,
    )


def presumed_columns(resource: Resource, given: dict[str, Table]) -> tuple[Column, ...]:
    """Return the columns that a brief takes for granted in a table that is there, and whose a row is."""
    lines = tuple(stored_column(line) for line in resource.presumed)
    owner = next((parent for parent in resource.parents if parent.column == resource.owner), None)
    if not resource.there or owner is None:
        return lines
    key = next((column for column in given[owner.target].columns if column.primary_key), KEY)
    reference = Reference(table=owner.target, column=key.name, on_delete=owner.on_delete)
    return (Column(name=owner.column, type=_plain(key.type), nullable=owner.nullable, references=reference), *lines)


def _plain(kind: str) -> str:
    """Return the type that a key to a column has: `serial` is a default more than a type."""
    return {"serial": "integer", "bigserial": "bigint"}.get(kind, kind)


def _default(line: ColumnLine, kind: str) -> str:
    value = str(line.default)
    if value == "now":
        return "now()"
    plain = kind in ("integer", "bigint", "smallint", "boolean") or kind.startswith("numeric")
    return value if plain else "'" + value.strip("'").replace("'", "''") + "'"


def _constraints(resource: Resource, columns: dict[str, Column]) -> tuple[Constraint, ...]:
    found: list[Constraint] = []
    for line in resource.columns:
        name = column_name(line)
        found += _checks(resource, line, name)
        if "unique" in line.flags or line.unique_with:
            found.append(_unique(resource, (*_scope(resource, line), *line.unique_with, name)))
    found += _keys(resource, columns)[0]
    found += _pair(resource, found) + _period(resource, columns)
    found += [parse_overlap(text, resource.table, resource.many) for text in resource.entry.exclude]
    found += [lasting(parse_check(text, resource.table), resource) for text in resource.entry.checks]
    known = [
        c for c in found if {*c.columns, *c.period} <= set(columns) and _holds_here(c.conditions, resource, columns)
    ]
    known = [c for c in known if not any(_says_all_of(other, c) for other in known if other is not c)]
    said = {c.conditions if c.kind == "check" else c.name: c for c in reversed(known)}
    return _named_apart(tuple(reversed(said.values())))


def _named_apart(constraints: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    """Return the constraints; CHECKs that look at the same columns get names of their own."""
    found: dict[str, Constraint] = {}
    for one in constraints:
        taken = [
            known for known in found.values() if known.kind == one.kind == "check" and known.columns == one.columns
        ]
        name = one.name if one.name not in found or not taken else names.shortened(f"{one.name}_{len(taken) + 1}")
        found.setdefault(name, one.model_copy(update={"name": name}))
    return tuple(found.values())


def _says_all_of(one: Constraint, other: Constraint) -> bool:
    """Tell whether a CHECK leaves another one nothing to say: `places > 0` beside `places >= 0`."""
    if not one.kind == other.kind == "check" or len(one.conditions) != 1 or len(other.conditions) != 1:
        return False
    mine, theirs = one.conditions[0], other.conditions[0]
    same = mine.column == theirs.column and mine.value == theirs.value is not None
    return same and (mine.operator, theirs.operator) in ((">", ">="), ("<", "<="))


def _keys(resource: Resource, columns: dict[str, Column]) -> tuple[list[Constraint], list[Index]]:
    """Return the entry's keys as far as its columns are there: constraints, and unique indexes with a condition."""
    texts = [text for key in resource.entry.unique if (text := _within(key, resource, columns))]
    keys = [parse_key(text, resource.table, resource.many) for text in texts]
    constraints = [key for key in keys if isinstance(key, Constraint)]
    indexes = [key for key in keys if isinstance(key, Index) and _holds_here(key.where, resource, columns)]
    names = [index.name for index in indexes]
    twice = [n for n, name in enumerate(names) if name in names[:n]]  # one key where a column is filled, one where not
    for n in twice:
        indexes[n] = indexes[n].model_copy(update={"name": f"{names[n]}_{n + 1}"})
    return constraints, indexes


def _within(key: str, resource: Resource, columns: dict[str, Column]) -> str:
    """Return a key without the optional parents that this feature lacks, within one tenant where it is about no parent."""
    head, where, rest = key.partition(" where ")
    names_of = {part.strip(): re.sub(r"^lower\((.*)\)$", r"\1", part.strip()) for part in head.split(",")}
    kept = [part for part, name in names_of.items() if name in columns]
    dropped = [name for name in names_of.values() if name not in columns]
    if (
        not kept
        or any(not name.endswith("_id") for name in dropped)
        or (dropped and all(p.endswith("_id") for p in kept))
    ):
        return ""
    if resource.tenant and not any(part.endswith("_id") for part in kept):
        kept.insert(0, resource.tenant)
    return f"{', '.join(kept)}{where}{rest}"


def _holds_here(conditions: tuple[Condition, ...], resource: Resource, columns: dict[str, Column]) -> bool:
    """Tell whether conditions speak of columns and states that the table has."""
    for condition in conditions:
        if condition.column not in columns or (condition.other is not None and condition.other not in columns):
            return False
        if condition.column == "status" and (condition.value or "").strip("'") not in ("", *resource.states):
            return False
    return True


def _scope(resource: Resource, line: ColumnLine) -> tuple[str, ...]:
    """Business numbers and slugs are unique within a tenant; secrets everywhere."""
    return (resource.tenant,) if resource.tenant and line.kind in ("code", "slug", "name") else ()


def _unique(resource: Resource, columns: tuple[str, ...]) -> Constraint:
    last, *others = reversed(columns)
    within = f" within one `{'`, `'.join(reversed(others))}`" if others else ""
    meaning = f"No two {resource.many} share `{last}`{within}."
    return Constraint(name=names.unique(resource.table, *columns), kind="unique", columns=columns, meaning=meaning)


def _checks(resource: Resource, line: ColumnLine, column: str) -> list[Constraint]:
    checks = data("types")[line.kind].get("checks", ())
    if not checks:
        return []
    conditions = tuple(Condition(column=column, operator=op, value=value) for op, value in checks)
    said = " and ".join(
        "has the form " + c.value.strip("'") if c.operator == "matches" and c.value else f"{c.operator} {c.value}"
        for c in conditions
    )
    meaning = f"`{column}` {said}."
    return [
        Constraint(
            name=names.values_check(resource.table, column),
            kind="check",
            columns=(column,),
            conditions=conditions,
            meaning=meaning,
        )
    ]


def _pair(resource: Resource, found: list[Constraint]) -> list[Constraint]:
    """Join rows and marks are unique by the pair that they join."""
    kind = resource.entry.archetypes[0] if resource.entry.archetypes else ""
    keys = [
        p.column
        for p in resource.parents
        if not p.nullable and not is_signature(p.column) and p.column != resource.tenant
    ]
    if (
        resource.entry.unique
        or kind not in ("membership", "reaction", "rating", "placing", "grid")
        or len(keys) < 2
        or any(c.kind == "unique" for c in found)
    ):
        return []
    return [_unique(resource, tuple(keys[:2]))]


def _period(resource: Resource, columns: dict[str, Column]) -> list[Constraint]:
    pairs = (("starts_at", "ends_at"), ("starts_on", "ends_on"), ("start_date", "end_date"), ("started_at", "ended_at"), ("valid_from", "valid_until"))  # fmt: skip
    for start, end in pairs:
        if start in columns and end in columns and columns[start].type == columns[end].type:
            operator: Operator = ">" if columns[end].type == "timestamptz" else ">="
            conditions = (Condition(column=end, operator=operator, other=start),)
            name = names.shortened(f"{resource.table}_dates_check")
            return [
                Constraint(
                    name=name,
                    kind="check",
                    columns=(start, end),
                    conditions=conditions,
                    meaning=f"`{end}` lies after `{start}`."
                    if operator == ">"
                    else f"`{end}` never lies before `{start}`.",
                )
            ]
    return []


def _indexes(resource: Resource, columns: tuple[Column, ...], constraints: tuple[Constraint, ...]) -> tuple[Index, ...]:
    """One index for each foreign key and each list filter, with the order of the list where the list uses it."""
    leading = {c.columns for c in constraints if c.kind == "unique"}
    filters = list_filters(resource)
    found: list[Index] = []
    for column in columns:
        if column.primary_key or (column.references is None and column.name not in filters):
            continue
        listed = column.name in filters or column.name in (resource.owner, resource.under, resource.tenant)
        listed = listed and "list" in resource.standard
        if not listed and any(keys[0] == column.name for keys in leading):
            continue
        if (column.name,) in leading:
            continue  # the key's own index finds its one row
        ranged = column.type in ("date", "timestamptz")  # bounds leave nothing for the order to be read from
        index = _index(resource, column.name, listed=listed and "list" in resource.standard and not ranged)
        if ranged and column.name in filters:
            index = index.model_copy(update={"purpose": f"List by bounds on `{column.name}`."})
        index = _scoped(index, resource) if listed and column.references is None else index
        shown = tuple(key.column for key in index.columns)
        if not any(keys[: len(shown)] == shown for keys in leading):
            found.append(index)
    if (
        "list" in resource.standard
        and not resource.under
        and (resource.open or not (resource.owner or resource.tenant))
    ):
        found.append(_index(resource, None, listed=True))
    return (*found, *_polled(resource, columns, {index.columns[0].column for index in found}))


def _scoped(index: Index, resource: Resource) -> Index:
    """Return the index of a filter behind the column that every such list is narrowed by: the parent, owner or tenant."""
    everybody = resource.open or any(verb.by for verb in resource.verbs.values())
    scope = resource.under or (None if everybody else resource.owner or resource.tenant)
    if scope is None or index.columns[0].column == scope:
        return index
    keys = (IndexColumn(column=scope), *index.columns)
    name = names.index(resource.table, *(key.column for key in keys if key.column != "id"))
    return index.model_copy(update={"name": name, "columns": keys})


def _polled(resource: Resource, columns: tuple[Column, ...], leading: set[str]) -> list[Index]:
    """A job that looks for rows by the clock needs an index on what it looks by."""
    kinds = {column.name: column.type for column in columns}
    looked_by = [(job.reads, job.name) for job in resource.entry.jobs if job.schedule is not None]
    aged = [ageing_of(fact, resource) for fact in resource.ages[:1]]
    looked_by += [((one.since,), f"{one.name}_{resource.table}") for one in aged]
    leading = leading | {line.name for line in resource.columns if "unique" in line.flags}
    found: list[Index] = []
    unfilled = {job.name: _unfilled(job, kinds) for job in resource.entry.jobs}
    for reads, job in looked_by:
        if (empty := unfilled.get(job)) is not None and empty not in leading:
            leading = leading | {empty}
            found.append(_where_empty(resource, empty, job))
            continue
        known = [name for name in reads if name in kinds and name != "id"]
        timed = [name for name in known if kinds[name] in ("timestamptz", "date")]
        if not known or leading & set(timed or known):
            continue
        name = (timed or known)[0]
        leading = leading | {name}
        index = names.index(resource.table, name)
        found.append(Index(name=index, columns=(IndexColumn(column=name),), purpose=f"Job `{resource.fill(job)}`."))
    return found


def _unfilled(job: JobEntry, kinds: dict[str, str]) -> str | None:
    """Return the column that a job takes rows by as long as it is empty, where its text says so."""
    said = re.match(r"Takes [\w ]+ without `(\w+)`", job.does)
    return said[1] if said is not None and said[1] in job.reads and said[1] in kinds else None


def _where_empty(resource: Resource, column: str, job: str) -> Index:
    return Index(
        name=names.index(resource.table, column),
        columns=(IndexColumn(column=column),),
        where=(Condition(column=column, operator="is null"),),
        purpose=f"Job `{resource.fill(job)}`.",
    )


def list_filters(resource: Resource) -> tuple[str, ...]:
    """Return the columns that the list can be filtered by, in the order of the table."""
    parents = [p.column for p in resource.parents if p.column not in (resource.owner, resource.under, resource.tenant)]
    lines = [column_name(line) for line in resource.columns if "filter" in line.flags and not _secret(line)]
    return tuple(dict.fromkeys((*parents[:3], *lines, *(("status",) if resource.states else ()))))


def _secret(line: ColumnLine) -> bool:
    """Tell whether a column holds a secret: by its kind, or by its name where a brief lists it among others."""
    named = line.sensitivity is None and line.kind in ("name", "text", "title") and _NAMED_SECRET.search(line.name)
    return line.sensitivity == "secret" or line.kind == "token_hash" or bool(named)


_NAMED_SECRET = re.compile(r"(?:^|_)(?:password|passphrase|secret|secret_(?:token|key))$")
"""Names of texts that RSP-04 lets no response show."""


def list_order(resource: Resource, table: Table) -> tuple[tuple[str, ...], bool]:
    """Return the columns that a list is ordered by, and whether the highest come first."""
    names_of = {column.name for column in table.columns}
    place = _place(resource)
    if place is not None and place in names_of:
        return (place, "id"), False
    if _is_line(resource):
        return (QUEUED, "id"), False
    key = next((column.name for column in table.columns if column.primary_key), "id")
    return (("created_at", "id"), True) if "created_at" in names_of else ((key,), True)


_PLACES = ("position", "sort_order", "row_number", "line_number", "step_number", "sequence")
"""Columns that number the rows of one thing."""


def _place(resource: Resource) -> str | None:
    """Return the column that gives a row its place: the `position` of a detail or definition, the number of a row of it."""
    numbered = [line for line in resource.columns if line.name == "position" and line.kind == "position"]
    numbered += [line for line in resource.columns if line.name in _PLACES[1:] and resource.under and not line.nullable]
    kinds = ("position", "integer", "count", "quantity", "bigint")
    return next((line.name for line in numbered if line.kind in kinds), None)


def _is_line(resource: Resource) -> bool:
    """Tell whether rows wait in a line."""
    return any(line.name == QUEUED for line in resource.columns)


def _index(resource: Resource, column: str | None, *, listed: bool) -> Index:
    keys = [IndexColumn(column=column)] if column else []
    if listed:
        place = _place(resource) or (QUEUED if _is_line(resource) else "created_at")
        order = (place, "id")
        keys += [IndexColumn(column=n, descending=order[0] == "created_at") for n in order if n != column]
    shown = [key.column for key in keys if key.column != "id" or len(keys) == 1]
    purpose = f"List by `{column}`." if column and listed else "Joins and deletes." if column else "The whole list."
    return Index(name=names.index(resource.table, *shown), columns=tuple(keys), purpose=purpose)


def _no_table(changes: tuple[Modification, ...], resources: tuple[Resource, ...]) -> str:
    if not changes and resources:
        return f"`{resources[0].table}` is there, and holds what the brief asks for."
    if changes:
        return f"{' and '.join(f'`{change.table}`' for change in changes)} can hold what the brief asks for."
    return "the brief names nothing that a backend would store."


def _modification(resource: Resource, plan: Plan, key: Column) -> Modification | None:
    """Add to a table that is there what it lacks; rows are in it, so nothing is NOT NULL without a default."""
    base = plan.given[resource.table]
    known = {column.name for column in base.columns}
    whole = _table(resource, plan, key)
    wanted = {column_name(line) for line in resource.columns} | ({"status"} if resource.states else set())
    wanted |= {parent.column for parent in resource.parents}
    added = tuple(
        c.model_copy(update={"nullable": c.nullable or c.default is None})
        for c in whole.columns
        if c.name in wanted and c.name not in known
    )
    names_added = {column.name for column in added}
    looked_by = names_added | {column_name(line) for line in resource.presumed if "filter" in line.flags}
    indexes = tuple(_added_index(resource, index) for index in whole.indexes if index.columns[0].column in looked_by)
    if not added and not indexes:
        return None
    return Modification(
        table=resource.table,
        reason=_reason(resource, names_added, tuple(index.columns[0].column for index in indexes)),
        add_columns=added,
        add_constraints=tuple(c for c in whole.constraints if set(c.columns) <= names_added),
        add_indexes=indexes,
    )


def _reason(resource: Resource, added: set[str], indexed: tuple[str, ...]) -> str:
    if not added:
        return (
            f"{', '.join(f'`{name}`' for name in indexed)}: the list is filtered by it, and no index leads with it yet."
        )
    listed = ", ".join(f"`{name}`" for name in sorted(added))
    return f"{listed}: asked for by the brief, and not in `{resource.table}` yet."


def _added_index(resource: Resource, index: Index) -> Index:
    """The order columns of a list may not be in a table that is there, so the index holds its first key alone."""
    first = index.columns[0]
    return Index(name=names.index(resource.table, first.column), columns=(first,), purpose=index.purpose)

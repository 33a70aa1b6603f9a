"""The views of a design that the PRP shows: lists, the tree of the code, settings, deliverables. None is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from draftspec.derive import names
from draftspec.derive.stack import Layer, Profile, Unit, profile_of
from draftspec.markdown import code
from draftspec.sections.database import Column, Database, Table
from draftspec.sections.endpoints import Endpoint
from draftspec.spec import Spec


def prp_id(slug: str) -> str:
    """Return the id of a PRP, as in `PRP-BE-INVOICES`."""
    return f"PRP-BE-{slug.upper()}"


def migration_name(slug: str) -> str:
    """Return the name that the files of a migration begin with."""
    return f"0001_{slug}"


def api_endpoints(spec: Spec) -> str:
    """Return a line for each endpoint, or the reason why there is none."""
    listed = [f"- `{one.method} {one.path}`: {one.purpose}" for one in spec.sections.endpoints.endpoints]
    return "\n".join(listed) or _none("No endpoint", spec.sections.endpoints.none_because)


def data_models(spec: Spec) -> str:
    """Return each new table with its columns and each changed one with those that are added."""
    database = spec.sections.database
    blocks = [_model(table.name, table.columns, _keys(table)) for table in database.tables]
    blocks += [
        _model(f"{change.table} (is there already)", change.add_columns, {})
        for change in database.modifications
        if change.add_columns
    ]
    return "\n\n".join(blocks) or _none("No new table", database.none_because)


def _none(what: str, reason: str | None) -> str:
    return f"{what}: {reason}" if reason else f"{what}."


def _model(title: str, columns: Iterable[Column], keys: dict[str, str]) -> str:
    return "\n".join((f"{title}:", *(_column(column, keys.get(column.name)) for column in columns)))


def _keys(table: Table) -> dict[str, str]:
    """Return for each column that is unique or leads an index what it is."""
    leading = {index.columns[0].column: "indexed" for index in table.indexes}
    alone = {one.columns[0]: "unique" for one in table.constraints if one.kind == "unique" and len(one.columns) == 1}
    alone |= {one.columns[0].column: "unique" for one in table.indexes if one.unique and len(one.columns) == 1}
    return leading | alone


def _column(column: Column, key: str | None) -> str:
    flags = [
        "key" if column.primary_key else None,
        f"→ {column.references.table}.{column.references.column}" if column.references else None,
        key,
        "nullable" if column.nullable else None,
        f"one of {', '.join(column.values)}" if column.values else None,
        f"default {column.default}" if column.default is not None else None,
        column.sensitivity if column.sensitivity != "none" else None,
    ]
    shown = [flag for flag in flags if flag]
    return f"- {column.name}: {column.type}" + (f" ({'; '.join(shown)})" if shown else "")


def index_names(database: Database) -> tuple[str, ...]:
    """Return the names of all indexes that are created."""
    owners = (*(table.indexes for table in database.tables), *(change.add_indexes for change in database.modifications))
    return tuple(code(index.name) for indexes in owners for index in indexes)


def constraint_names(database: Database) -> tuple[str, ...]:
    """Return the names of all foreign keys, lists of values and declared constraints that are created."""
    return tuple(map(code, _constraint_names(database)))


def _constraint_names(database: Database) -> Iterator[str]:
    created = [(table.name, table.columns, table.constraints) for table in database.tables]
    created += [(change.table, change.add_columns, change.add_constraints) for change in database.modifications]
    for table, columns, declared in created:
        yield from (names.foreign_key(table, column.name) for column in columns if column.references)
        yield from (names.values_check(table, column.name) for column in columns if column.values)
        yield from (one.name for one in declared)


@dataclass(frozen=True)
class _File:
    """A file of the code: its layer's folder, its name, and what of the feature it holds."""

    folder: str
    name: str
    holds: str


def _profile(spec: Spec) -> Profile:
    architecture = spec.sections.architecture
    return profile_of(architecture.stack.framework if architecture else "")


def _resources(spec: Spec) -> dict[str, list[Endpoint]]:
    """Return the endpoints by the resource that they are about."""
    found: dict[str, list[Endpoint]] = {}
    for endpoint in spec.sections.endpoints.endpoints:
        found.setdefault(endpoint.table or _last_noun(endpoint.path), []).append(endpoint)
    return found


def _last_noun(path: str) -> str:
    nouns = [part for part in path.split("/") if part and not part.startswith("{")]
    return nouns[-1] if nouns else "root"


def _units(spec: Spec, unit: Unit) -> tuple[str, ...]:
    if unit == "resource":
        return tuple(_resources(spec))
    if unit == "table":
        return tuple(table.name for table in spec.sections.database.tables)
    if unit == "job":
        return tuple(job.name for job in spec.sections.jobs.jobs) if spec.sections.jobs else ()
    integrations = spec.sections.integrations
    return tuple(one.service for one in integrations.integrations) if integrations else ()


def _file_word(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "unnamed"


def _file_name(pattern: str, name: str, *, singular: bool = True) -> str:
    from inflection import singularize

    word = _file_word(name)
    return pattern.format(one=singularize(word) if singular else word, many=word)


def _files(spec: Spec, layer: Layer) -> tuple[_File, ...]:
    plural = layer.unit in ("resource", "table")
    return tuple(
        _File(layer.folder, _file_name(layer.file, name, singular=plural), f"{layer.holds}: {_held(spec, layer, name)}")
        for name in dict.fromkeys(_units(spec, layer.unit))
    )


def _held(spec: Spec, layer: Layer, name: str) -> str:
    if layer.folder != "api":
        return name
    methods = dict.fromkeys(f"{one.method} {one.path}" for one in _resources(spec)[name])
    first, *others = methods
    return f"{first} and {len(others)} more" if others else first


def code_structure(spec: Spec) -> str:
    """Return the tree of the files that the feature adds."""
    profile = _profile(spec)
    files = {layer.folder: _files(spec, layer) for layer in profile.layers}
    tests = tuple(
        _File(
            profile.tests,
            _file_name(profile.test_file, name, singular=False),
            f"{len(endpoints)} call{'s' if len(endpoints) != 1 else ''}",
        )
        for name, endpoints in _resources(spec).items()
    )
    tree = _tree(profile.root, {folder: listed for folder, listed in files.items() if listed})
    return "\n".join([*tree, *_tree(profile.tests, {"": tests})] if tests else tree) or "No file: nothing is added."


def _tree(root: str, folders: dict[str, tuple[_File, ...]]) -> list[str]:
    """Draw folders and files below a root, comments in one column."""
    rows: list[tuple[str, str]] = []
    for place, (folder, files) in enumerate(folders.items()):
        last = place == len(folders) - 1
        stem = ""
        if folder:
            rows.append((f"{'└── ' if last else '├── '}{folder}/", ""))
            stem = "    " if last else "│   "
        rows += [
            (f"{stem}{'└── ' if n == len(files) - 1 else '├── '}{file.name}", file.holds)
            for n, file in enumerate(files)
        ]
    width = max((len(name) for name, _ in rows), default=0)
    drawn = [f"{name.ljust(width)}  # {holds}" if holds else name for name, holds in rows]
    return [f"{root}/", *drawn] if drawn else []


def environment_config(spec: Spec) -> str:
    """Return the settings that the feature needs, as lines of an `.env` file without values that are secret."""
    profile = _profile(spec)
    keys = [profile.database_url]
    if spec.sections.jobs and spec.sections.jobs.jobs:
        keys.append(profile.queue_url)
    if spec.sections.integrations:
        keys += [f"{key}=" for one in spec.sections.integrations.integrations for key in one.environment]
    return "\n".join(dict.fromkeys(keys))


def deliverables(spec: Spec) -> tuple[str, ...]:
    """Return what is handed over, each with the files that it lies in."""
    profile = _profile(spec)
    built = (_deliverable(layer.folder, _files(spec, layer)) for layer in profile.layers)
    listed = (*_migration_files(spec), *(one for one in built if one), *_contract(spec))
    return listed or ("No file: nothing is added.",)


def _migration_files(spec: Spec) -> Iterator[str]:
    database = spec.sections.database
    created = ", ".join(table.name for table in database.tables)
    changed = ", ".join(dict.fromkeys(change.table for change in database.modifications))
    effects = [f"creates {created}"] if created else []
    if changed:
        effects.append(f"changes {changed}")
    if effects:
        yield f"migrations/{migration_name(spec.slug)}.up.sql and .down.sql: {'; '.join(effects)}"


def _deliverable(folder: str, files: tuple[_File, ...]) -> str:
    return f"{folder}/: {', '.join(file.name for file in files)}" if files else ""


def _contract(spec: Spec) -> Iterator[str]:
    if count := len(spec.sections.endpoints.endpoints):
        yield f"openapi.yaml: {count} endpoint{'s' if count > 1 else ''}"


def prerequisites(spec: Spec) -> tuple[str, ...]:
    """Return what must be there before the work begins."""
    database = spec.sections.database
    given = [table.name for table in (*database.existing, *database.assumed)]
    wanted = [f"PostgreSQL {spec.target.postgres}, DATABASE_URL"]
    if given:
        wanted.append(f"Existing tables: {', '.join(given)}")
    if spec.sections.jobs and spec.sections.jobs.jobs:
        queues = ", ".join(queue.name for queue in spec.sections.jobs.queues)
        wanted.append(f"{_profile(spec).queue} and a worker for the queue {queues}")
    if spec.sections.integrations:
        wanted += [f"Access to {one.service}" for one in spec.sections.integrations.integrations]
    return tuple(wanted)


def development_tools(spec: Spec) -> tuple[str, ...]:
    """Return the tools that the stack and this feature want."""
    architecture = spec.sections.architecture
    tools = [tool.format(postgres=spec.target.postgres) for tool in _profile(spec).tools]
    if architecture and spec.sections.database.tables:
        tools.append(f"{architecture.stack.migrations}: migrations/{migration_name(spec.slug)}")
    if spec.sections.endpoints.endpoints:
        tools.append("`openapi.yaml`")
    return tuple(tools)

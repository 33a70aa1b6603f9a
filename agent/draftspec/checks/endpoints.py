"""EP: the endpoints, and the tables that they are about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.keys import Key
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import did_you_mean, listed, unknown_column
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.base import Method
from draftspec.sections.endpoints import Action, Endpoint, PathParameter
from draftspec.sections.jobs import Job

_STEPS: frozenset[Action] = frozenset(["transition", "command", "report"])
"""Actions whose path may end in a verb instead of a collection."""
_OPEN: frozenset[Action] = frozenset(["command", "report"])
"""Actions that may be about no table at all."""
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_KEBAB = re.compile(r"[a-z0-9]+([-.~][a-z0-9]+)*")


@check("EP-01", "error", why="An endpoint over a table that nobody creates cannot be built.")
def tables_exist(design: Design) -> Iterator[Found]:
    """Every endpoint names the tables that it reads and writes, and these exist."""
    for endpoint in design.endpoints:
        where, name = endpoint_path(endpoint), endpoint_name(endpoint)
        named = dict.fromkeys([*([endpoint.table] if endpoint.table else []), *endpoint.reads, *endpoint.writes])
        if not named and endpoint.action not in _OPEN:
            yield Found(where, f"`{name}` names no table.", "Say which table it is about, which it reads and writes.")
        for table in named:
            if table not in design.tables:
                advice = did_you_mean(table, design.tables, f"Design `{table}`, or add it to the assumed tables.")
                yield Found(where, f"`{name}` uses `{table}`, which is no table of the design.", advice)
        if silent := [
            table for table in design.bodies(endpoint).tables if table in design.tables and table not in named
        ]:
            yield Found(
                where,
                f"`{name}` has fields of {listed(silent)} without saying that it reads or writes them.",
                f"Add {listed(silent)} to its `reads` or `writes`.",
            )


@check("EP-02", "warning", why="A table that nothing uses was forgotten, or is not needed.")
def tables_reached(design: Design) -> Iterator[Found]:
    """Every new table is used by an endpoint or a job, or is marked as internal."""
    used = {table for endpoint in design.endpoints for table in _used(design, endpoint)}
    used |= {access.table for job in _jobs(design) for access in (*job.reads, *job.writes)}
    for table in design.database.tables:
        if table.name not in used and not table.internal:
            yield Found(
                f"database.tables.{table.name}",
                f"No endpoint or job uses `{table.name}`.",
                "Add what uses it, mark it as `internal`, or drop it.",
            )


def _used(design: Design, endpoint: Endpoint) -> Iterator[str]:
    yield from endpoint.reads
    yield from endpoint.writes
    yield from design.bodies(endpoint).tables
    if endpoint.table:
        yield endpoint.table


def _jobs(design: Design) -> tuple[Job, ...]:
    return design.sections.jobs.jobs if design.sections.jobs else ()


@check("EP-03", "error", why="A path must lead to one row; the parameter's type follows from its column.")
def path_parameters(design: Design) -> Iterator[Found]:
    """Each path parameter is declared, and looks up a key or unique column that exists."""
    for endpoint in design.endpoints:
        in_path = _PARAMETER.findall(endpoint.path)
        declared = [parameter.name for parameter in endpoint.path_parameters]
        if missing := [name for name in in_path if name not in declared]:
            yield Found(
                endpoint_path(endpoint),
                f"`{endpoint_name(endpoint)}` does not say what {listed(missing)} of its path is.",
                "Add a path parameter with the table and column that it is looked up by.",
            )
        for parameter in endpoint.path_parameters:
            where = f"{endpoint_path(endpoint)}.path_parameters.{parameter.name}"
            if parameter.name not in in_path:
                advice = did_you_mean(parameter.name, in_path, "Drop it, or put it into the path.")
                yield Found(where, f"The path has no `{{{parameter.name}}}`.", advice)
            yield from _looked_up(design, endpoint, parameter, where)


def _looked_up(design: Design, endpoint: Endpoint, parameter: PathParameter, where: str) -> Iterator[Found]:
    columns = design.columns.get(parameter.table)
    name = f"{parameter.table}.{parameter.column}"
    if columns is None:
        advice = did_you_mean(parameter.table, design.tables, f"Design `{parameter.table}`, or name another table.")
        yield Found(where, f"`{parameter.name}` looks up `{parameter.table}`, which is no table of the design.", advice)
    elif parameter.column not in columns:
        advice = unknown_column(parameter.table, parameter.column, columns)
        yield Found(where, f"`{parameter.name}` looks up `{name}`, which does not exist.", advice)
    elif not any(_finds_one(design, endpoint, parameter, key) for key in design.keys(parameter.table)):
        yield Found(
            where,
            f"`{parameter.name}` looks up `{name}`, which several rows may share.",
            f"Look up the primary key of `{parameter.table}`, or make the column unique.",
        )


def _finds_one(design: Design, endpoint: Endpoint, parameter: PathParameter, key: Key) -> bool:
    """A key over more columns finds one row when the rest is given by the path or by who is calling."""
    if not key.unique or parameter.column not in key.columns:
        return False
    others = [one for one in endpoint.path_parameters if one != parameter]
    given = set(design.owner_columns(parameter.table))
    given |= {one.column for one in others if one.table == parameter.table}
    given |= {column.name for one in others for column in design.references(parameter.table, one.table)}
    return all(column in given for column in key.columns if column != parameter.column)


@check("EP-04", "error", why="Rows below another row can be found only over a foreign key.")
def nesting(design: Design) -> Iterator[Found]:
    """In a nested path the inner table leads to the outer one, over foreign keys or a table that joins both."""
    for endpoint in design.endpoints:
        for parent, child in _nested(endpoint):
            known = parent in design.tables and child in design.tables
            if known and parent != child and not _related(design, parent, child):
                yield Found(
                    endpoint_path(endpoint),
                    f"`{endpoint_name(endpoint)}` nests `{child}` under `{parent}`, "
                    "but no foreign key leads from one to the other.",
                    f"Add a foreign key to `{child}` that refers to `{parent}`, or change the path.",
                )


def _nested(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    """Yield the pairs of tables that stand one below the other in the path."""
    parameters = {parameter.name: parameter.table for parameter in endpoint.path_parameters}
    names = _PARAMETER.findall(endpoint.path)
    chain = [parameters[name] for name in names if name in parameters]
    last = endpoint.path.rsplit("/", 1)[-1]
    names_rows = endpoint.action not in _STEPS or last.replace("-", "_") == endpoint.table
    if endpoint.table and names_rows and not last.endswith("}"):
        chain.append(endpoint.table)
    yield from itertools.pairwise(chain)


def _related(design: Design, parent: str, child: str) -> bool:
    joined = {one.table for one in design.children(parent)} & {one.table for one in design.children(child)}
    return bool(joined) or parent in _ancestors(design, child) or child in _ancestors(design, parent)


def _ancestors(design: Design, table: str) -> set[str]:
    found: set[str] = set()
    pending = [table]
    while pending:
        for column in design.columns.get(pending.pop(), {}).values():
            if column.references and column.references.table not in found:
                found.add(column.references.table)
                pending.append(column.references.table)
    return found


@check("EP-05", "error", why="A router would send both to the same place.")
def unique_paths(design: Design) -> Iterator[Found]:
    """No two endpoints share method and path, whatever their parameters are called."""
    seen: dict[str, Endpoint] = {}
    for endpoint in design.endpoints:
        template = _PARAMETER.sub("{}", endpoint_name(endpoint)).lower()
        if (first := seen.setdefault(template, endpoint)) is not endpoint:
            yield Found(
                endpoint_path(endpoint),
                f"`{endpoint_name(endpoint)}` and `{endpoint_name(first)}` are the same address.",
                "Drop one, or give it a path of its own.",
            )


_FITTING: dict[Method, frozenset[Action]] = {
    "GET": frozenset(["list", "read", "report"]),
    "POST": frozenset(["create", "transition", "command", "report"]),
    "PUT": frozenset(["replace", "create", "update", "transition", "command"]),
    "PATCH": frozenset(["update", "transition", "command"]),
    "DELETE": frozenset(["delete", "transition", "command"]),
}
_WRITING: frozenset[Action] = frozenset(["create", "update", "replace", "delete", "transition"])


@check("EP-06", "error", why="Caches, retries and crawlers rely on what a method may do.")
def method_fits(design: Design) -> Iterator[Found]:
    """The method fits what is done: GET writes nothing, DELETE removes, whatever changes rows says which."""
    for endpoint in design.endpoints:
        where, name = endpoint_path(endpoint), endpoint_name(endpoint)
        fitting = _FITTING[endpoint.method]
        if endpoint.action not in fitting:
            methods = [method for method, actions in _FITTING.items() if endpoint.action in actions]
            yield Found(
                where,
                f"`{name}` is a {endpoint.method} of the action {endpoint.action}.",
                f"Use {listed(methods, 'or')} for {endpoint.action}; {endpoint.method} is for "
                f"{listed(sorted(fitting), 'or')}.",
            )
        if endpoint.method == "GET":
            yield from _get_changes(endpoint, where, name)
        elif (endpoint.action in _WRITING or endpoint.method == "DELETE") and not _says_what_it_writes(endpoint):
            table = f"`{endpoint.table}`" if endpoint.table else "its table"
            yield Found(where, f"`{name}` does not say that it writes {table}.", f"Add {table} to its `writes`.")


def _get_changes(endpoint: Endpoint, where: str, name: str) -> Iterator[Found]:
    if endpoint.writes or endpoint.server_sets or endpoint.transition:
        yield Found(where, f"`{name}` changes rows, and GET must not.", "Use POST, or leave the change to another one.")
    if endpoint.request:
        yield Found(where, f"`{name}` has a body, which a GET cannot carry.", "Use query parameters.")


def _says_what_it_writes(endpoint: Endpoint) -> bool:
    if endpoint.action not in _WRITING or endpoint.table is None:
        return bool(endpoint.writes)
    return endpoint.table in endpoint.writes


@check("EP-07", "warning", why="Rows that nobody can see, or that never come to be, are of no use.")
def complete(design: Design) -> Iterator[Found]:
    """What can be created is seen or used by something, and what can be seen is created by something.

    A row that another call uses up, as a password reset, need not be shown: the call names its table in `reads`.
    """
    read = {table for one in design.endpoints if one.method == "GET" for table in _used(design, one)}
    used = {table for one in design.endpoints if one.action in _STEPS for table in one.reads}
    written = {table for one in design.endpoints for table in one.writes}
    created = {one.table for one in design.endpoints if one.action == "create"}
    job_reads = {access.table for job in _jobs(design) for access in job.reads}
    job_writes = {access.table for job in _jobs(design) for access in job.writes}
    for table in design.database.tables:
        where, name = f"database.tables.{table.name}", table.name
        if table.internal:
            continue
        if name in created and name not in read | used | job_reads:
            yield Found(where, f"`{name}` can be created, but nothing shows it.", "Add a GET for one and for all.")
        if name in read and name not in written | job_writes:
            yield Found(where, f"`{name}` can be read, but nothing writes it.", "Add what creates its rows.")


_CRUD_VERBS: dict[Action, tuple[str, ...]] = {
    "create": ("create", "add", "new"),
    "read": ("get", "fetch", "show", "read"),
    "list": ("get", "fetch", "list", "all"),
    "update": ("update", "edit", "change"),
    "replace": ("update", "edit", "replace", "set"),
    "delete": ("delete", "remove"),
}


@check("EP-08", "warning", why="Paths that follow one style can be guessed.")
def path_style(design: Design) -> Iterator[Found]:
    """Paths are plural, kebab-case nouns without verbs, at most three collections deep."""
    for endpoint in design.endpoints:
        if problem := next(_style(endpoint), None):
            yield Found(endpoint_path(endpoint), f"`{endpoint_name(endpoint)}` {problem[0]}.", problem[1])


def _style(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    segments = endpoint.path.strip("/").split("/")
    fixed = [segment for segment in segments if not segment.startswith("{")]
    if odd := [segment for segment in fixed if not _KEBAB.fullmatch(segment)]:
        yield f"is not kebab-case in {listed(odd)}", "Write lower-case words with hyphens between them."
    if any(_is_verb(segment, endpoint) for segment in fixed[-1:]):
        yield f"has the verb of `{endpoint.action}` in its path", "Name the thing; the method says what is done to it."
    followed = (pair for pair in itertools.pairwise(segments) if pair[1].startswith("{"))
    for segment, parameter in followed:
        table = next((one.table for one in endpoint.path_parameters if f"{{{one.name}}}" == parameter), "")
        if segment.replace("-", "_") in _singulars(table):
            yield f"names `{table}` in the singular", f"Write `{table.replace('_', '-')}`."
    action = endpoint.action in _STEPS
    depth = sum(part.startswith("{") for part in segments) + (not segments[-1].startswith("{") and not action)
    if depth > 3:
        yield f"is {depth} collections deep", "Start at the innermost collection that has a key of its own."


def _is_verb(segment: str, endpoint: Endpoint) -> bool:
    """`create` and `create-invoice` are verbs; `update-requests` may be what a table of this name holds."""
    verb, _, thing = segment.replace("-", "_").partition("_")
    table = endpoint.table or ""
    return verb in _CRUD_VERBS.get(endpoint.action, ()) and thing in {"", table, *_singulars(table)}


def _singulars(table: str) -> set[str]:
    endings = (("s", ""), ("es", ""), ("ies", "y"))
    return {table.removesuffix(plural) + singular for plural, singular in endings if table.endswith(plural)} - {""}

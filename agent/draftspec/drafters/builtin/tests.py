"""Decides the `tests` section: inputs with values, and the status, row or error that each must give."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.drafters.builtin.above import figures_of
from draftspec.drafters.builtin.limit_tests import limit_tests
from draftspec.drafters.builtin.permitted import reading_of
from draftspec.drafters.builtin.plan import Plan, Resource, is_queued
from draftspec.drafters.builtin.sizing import fullest, rows_of, size_of
from draftspec.grants import grants, hides
from draftspec.sections.database import Column, Constraint, Database, Modification, Table
from draftspec.sections.endpoints import Endpoint, Endpoints, ErrorCase
from draftspec.sections.integrations import Integrations
from draftspec.sections.jobs import Jobs
from draftspec.sections.rules import Rules
from draftspec.sections.tests import TestCase, Tests


def draft(plan: Plan, database: Database, endpoints: Endpoints, rest: tuple[Rules, Jobs, Integrations]) -> Tests:
    """Return the tests, each about one item of the design."""
    _, jobs, integrations = rest
    return Tests(
        models=(
            *(case for table in database.tables for case in _model(table)),
            *(case for change in database.modifications for case in _bounds(change)),
        ),
        services=(*(case for resource in plan.resources for case in _service(resource)), *limit_tests(plan)),
        utilities=_utilities(plan, database),
        endpoints=_calls(endpoints),
        database=(*_database(database, plan), *_jobs(jobs)),
        external_services=tuple(
            TestCase(subject=one.service, given=f"{one.service} times out", expect=_outcome(one.used_by))
            for one in integrations.integrations
        ),
        load=_load(plan, endpoints),
        stress=_stress(plan, endpoints),
        benchmarks=_benchmarks(plan, database, endpoints),
    )


def _model(table: Table) -> list[TestCase]:
    cases = []
    for column in table.columns:
        if column.values:
            cases.append(TestCase(subject=f"{table.name}.{column.name}", given="`'unknown'`", expect="23514"))
    for constraint in table.constraints:
        if constraint.kind == "unique":
            cases.append(
                TestCase(
                    subject=f"{table.name}.{constraint.columns[-1]}",
                    given=_twice(constraint.columns),
                    expect=f"23505 `{constraint.name}`",
                )
            )
        elif constraint.kind == "check" and (bad := _violation(constraint)) is not None:
            cases.append(TestCase(subject=f"{table.name}.{constraint.columns[0]}", given=bad, expect="23514"))
    for index in table.indexes:
        if index.unique:
            subject = f"{table.name}.{index.columns[-1].column}"
            pair = tuple(key.column for key in index.columns)
            cases.append(TestCase(subject=subject, given=_twice(pair), expect=f"23505 `{index.name}`"))
    needed = [
        c for c in table.columns if not c.nullable and c.default is None and not c.primary_key and c.references is None
    ]
    if needed:
        cases.append(TestCase(subject=f"{table.name}.{needed[0].name}", given="NULL", expect="23502"))
    return cases


def _twice(columns: tuple[str, ...]) -> str:
    """Return what a key refuses: one value, or the whole of what it is about."""
    return "the same twice" if len(columns) == 1 else f"the same {' and '.join(f'`{c}`' for c in columns)} twice"


def _bounds(change: Modification) -> Iterator[TestCase]:
    """Yield what the CHECKs of columns refuse that a table which is there gets."""
    for constraint in change.add_constraints:
        if constraint.kind == "check" and (bad := _violation(constraint)) is not None:
            yield TestCase(subject=f"{change.table}.{constraint.columns[0]}", given=bad, expect="23514")


def _violation(constraint: Constraint) -> str | None:
    """Return a value that a CHECK refuses, or None where one value does not decide."""
    first = constraint.conditions[0]
    if constraint.match == "any" and len(constraint.conditions) > 1:
        return None
    if first.other is not None:
        relation = {">": "equal to", ">=": "below", "<": "equal to", "<=": "above"}.get(first.operator)
        return f"`{first.column}` {relation} `{first.other}`" if relation else None
    if first.operator == "matches":
        return "`'###'`"
    return _beyond(first.operator, first.value or "")


def _beyond(operator: str, literal: str) -> str | None:
    try:
        number = int(float(literal.strip("'")))
    except ValueError:
        return f"`{literal}`" if operator == "<>" else None
    beyond = {">": number, ">=": number - 1, "<": number, "<=": number + 1, "<>": number}.get(operator)
    return None if beyond is None else f"`{beyond}`"


def _service(resource: Resource) -> list[TestCase]:
    written = [
        TestCase(subject=resource.table, given=resource.fill(t.given), expect=resource.fill(t.expect))
        for t in resource.entry.tests
    ]
    for name, verb in resource.verbs.items():
        others = [s for s in resource.states if s not in verb.before and s != verb.to]
        if verb.to is not None and verb.to not in verb.before and others and verb.before:
            written.append(
                TestCase(
                    subject=f"{resource.table}.status",
                    given=f"{name.replace('_', ' ')} in `{others[-1]}`",
                    expect="409, row unchanged",
                )
            )
            written.append(
                TestCase(
                    subject=f"{resource.table}.status",
                    given=f"two {name.replace('_', ' ')} at once in `{verb.before[0]}`",
                    expect=f"one {202 if is_queued(resource, name) else 200} with `{verb.to}`, one 409",
                )
            )
    return written


def _utilities(plan: Plan, database: Database) -> tuple[TestCase, ...]:
    cases = []
    for resource in plan.resources:
        for line in resource.columns:
            if line.kind == "code" and not any(line.name in verb.sets for verb in resource.verbs.values()):
                cases.append(
                    TestCase(
                        subject=f"{resource.table}.{line.name}",
                        given="two creates at once",
                        expect="two numbers, none twice",
                    )
                )
            elif line.kind == "token_hash":
                cases.append(
                    TestCase(
                        subject=f"{resource.table}.{line.name}",
                        given="the code with one digit changed"
                        if set(line.name.split("_")) & {"code", "otp", "pin"}
                        else "the secret with its last character changed",
                        expect="no row, same response time",
                    )
                )
            elif line.kind == "slug" and "server" in line.flags:
                cases.append(
                    TestCase(subject=f"{resource.table}.{line.name}", given="`Crème brûlée!`", expect="`creme-brulee`")
                )
            elif line.kind == "money" and "server" in line.flags and _is_multiplied(resource):
                subject = f"{resource.table}.{line.name}_cents"
                cases.append(TestCase(subject=subject, given="3 × 33.33", expect="9999 cents"))
        cases += _sums(plan, resource, database)
    return tuple(cases)


def _is_multiplied(resource: Resource) -> bool:
    """Tell whether a row has a price of one piece beside the number of pieces."""
    priced = any(c.kind == "money" and {"unit", "price", "rate"} & set(c.name.split("_")) for c in resource.columns)
    return priced and any(c.kind == "quantity" for c in resource.columns)


def _sums(plan: Plan, resource: Resource, database: Database) -> list[TestCase]:
    """Totals are tried with the rows that they follow."""
    tables = {table.name: table for table in database.tables}
    lines = (child for child in plan.children(resource) if {child.table, resource.table} <= set(tables))
    names = ((child, n) for child in lines for n in figures_of(resource, child, plan, tables, counted=False))
    return [
        TestCase(subject=f"{resource.table}.{n}", given=f"{child.many} of 45.00 and 84.00", expect="12900 cents")
        for child, n in names
        if "total" in n.split("_")
    ]


def _calls(endpoints: Endpoints) -> tuple[TestCase, ...]:
    """Each success and each error; who is not signed in or calls too often is tried on the first call that says so."""
    cases: list[TestCase] = []
    shared: set[str] = set()
    for call in endpoints.endpoints:
        cases.append(TestCase(subject=f"{call.method} {call.path}", given=_good(call), expect=_answer(call)))
        for error in call.errors:
            if error.status in (401, 429) and error.code in shared:
                continue
            shared.add(error.code)
            cases.append(_refused(call, error))
    return tuple(cases)


def _good(call: Endpoint) -> str:
    """Return what makes a call succeed: the state that it needs, or its example where it has one."""
    state = f"a row in `{call.transition.before[0]}`" if call.transition else ""
    example = "its example" if call.request is not None and call.request.fields else ""
    return ", ".join(filter(None, (state, example))) or _plain(call)


def _plain(call: Endpoint) -> str:
    return "a row that is there" if call.path_parameters else "no filter" if call.method == "GET" else "no body"


def _answer(call: Endpoint) -> str:
    status = str(call.responses[0].status)
    moved = [f"`{call.transition.after}`"] if call.transition else []
    added = dict.fromkeys(one.table for one in call.server_sets if one.column == "created_at")
    rows = [f"a row in `{table}`" for table in added if table != call.table]
    return ", ".join((status, *moved, *rows))


_USUAL = {401: "UNAUTHENTICATED", 403: "ROLE_REQUIRED", 429: "RATE_LIMITED"}
"""The codes that a guard gives; any other one of these states is about what a rule says."""


def _refused(call: Endpoint, error: ErrorCase) -> TestCase:
    unknown = _unknown(call)
    given = {400: _malformed(call), 401: "no token", 403: "another role", 404: unknown, 429: _over(call)}
    said = error.when if error.code != _USUAL.get(error.status, error.code) else given.get(error.status, error.when)
    return TestCase(subject=f"{call.method} {call.path}", given=said, expect=f"{error.status} `{error.code}`")


def _unknown(call: Endpoint) -> str:
    """Return the id that a call finds nothing by: that of a row which is there, where the caller has no right to it."""
    granted = grants(call.auth)
    if not any(hides(call, one) for one in call.path_parameters):
        return "an unknown id"
    outside = next((way for way in (*granted.only, *granted.rest) if way.startswith("with ")), None)
    if outside is not None:
        return f"another's id, not {outside}"
    return "another's id" if granted.columns or granted.only else "the id of a hidden row"


def _malformed(call: Endpoint) -> str:
    required = [f.name for f in call.request.fields if f.required] if call.request else []
    if required:
        return f"no `{required[0]}`"
    if call.pagination:
        return "`?limit=0`"
    return f"`?{call.query[0].name}=###`" if call.query else '`{"unknown": 1}`'


def _over(call: Endpoint) -> str:
    return f"call {call.rate_limit.requests + 1}" if call.rate_limit else "one call too many"


def _database(database: Database, plan: Plan) -> tuple[TestCase, ...]:
    cases = []
    new = [table.name for table in database.tables]
    if new:
        cases.append(TestCase(subject=new[0], given="`up`, `down`, `up`", expect="same catalog"))
    for table in database.tables:
        for column in table.columns:
            if column.references is not None and column.references.on_delete is not None:
                cases.append(_deleted(table, column))
    return tuple(cases)


def _deleted(table: Table, column: Column) -> TestCase:
    outcome = {"CASCADE": "gone too", "SET NULL": f"`{column.name}` NULL", "RESTRICT": "23503"}
    reference = column.references
    parent = reference.table if reference else ""
    action = reference.on_delete if reference and reference.on_delete else "RESTRICT"
    return TestCase(
        subject=f"{table.name}.{column.name}",
        given=f"its `{parent}` row deleted",
        expect=outcome.get(action, "23503"),
    )


def _jobs(jobs: Jobs) -> tuple[TestCase, ...]:
    return tuple(TestCase(subject=job.name, given="twice in a row", expect="as after one run") for job in jobs.jobs)


def _outcome(used_by: tuple[str, ...]) -> str:
    job = next((name for name in used_by if " " not in name), None)
    return f"`{job}` tried again, nothing sent twice" if job else "row kept, call answered"


def _load(plan: Plan, endpoints: Endpoints) -> tuple[TestCase, ...]:
    lists = fullest((e for e in endpoints.endpoints if e.action == "list"), plan)[:1]
    return tuple(
        TestCase(
            subject=f"{e.method} {e.path}",
            given=f"{rows_of(plan, e.table):,} rows (assumption)",
            expect="`p95` < 300 ms (assumption)",
        )
        for e in lists
    )


def _stress(plan: Plan, endpoints: Endpoints) -> tuple[TestCase, ...]:
    writes = fullest((e for e in endpoints.endpoints if e.action == "create"), plan)[:1]
    return tuple(
        TestCase(
            subject=f"{e.method} {e.path}",
            given=f"{2 * size_of(plan, e.table).writes}/s, twice what is planned (assumption)",
            expect="429/503, no partial rows",
        )
        for e in writes
    )


def _benchmarks(plan: Plan, database: Database, endpoints: Endpoints) -> tuple[TestCase, ...]:
    cases = []
    for table in sorted(database.tables, key=lambda one: -rows_of(plan, one.name))[:1]:
        resource = plan.by_table(table.name)
        read = reading_of(table.name, endpoints.endpoints)
        own = read is None or bool(read.columns)
        scope = resource and (resource.under or ((resource.owner or resource.tenant) if own else None))
        led = [index for index in table.indexes if index.columns[0].column == (scope or "created_at")]
        for index in (led or list(table.indexes))[:1]:
            several = read is not None and len(read.ways) > 1 and scope in read.columns
            part = f", its part by `{scope}`" if several else ""
            given = f"`EXPLAIN` of the plain list{part}, {rows_of(plan, table.name):,} rows (assumption)"
            cases.append(TestCase(subject=table.name, given=given, expect=f"`{index.name}`, no Sort"))
    return tuple(cases)

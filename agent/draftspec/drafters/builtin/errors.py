"""The errors of an endpoint: what follows from its body, its path, its table's constraints and the entry's rules."""

from __future__ import annotations

from draftspec.derive import names
from draftspec.drafters.builtin.limits import limit_errors
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint, ErrorCase


def errors_of(endpoint: Endpoint, plan: Plan, resource: Resource, tables: dict[str, Table]) -> tuple[ErrorCase, ...]:
    """Return the errors in the order of their status; one a status and code."""
    code = resource.one.upper().replace(" ", "_").replace("-", "_")
    found: list[ErrorCase] = []
    if endpoint.request is not None:
        found.append(
            _case(
                400,
                f"INVALID_{code}",
                "malformed or incomplete",
                "Please correct the fields named in `details`.",
            )
        )
    if endpoint.auth.level != "public":
        found.append(_case(401, "UNAUTHENTICATED", "no session", "Please sign in."))
    if endpoint.auth.level == "role":
        found.append(_case(403, "ROLE_REQUIRED", f"not {' or '.join(endpoint.auth.roles)}", "You may not do this."))
    found += _not_found(endpoint, resource)
    found += _references(endpoint, tables)
    found += _taken(endpoint, resource, tables)
    found += _transition(endpoint, resource, code)
    found += _answers(endpoint, resource)
    found += limit_errors(endpoint, plan, resource)
    found += _blocked(endpoint, plan, resource, code)
    if endpoint.rate_limit is not None:
        found.append(_case(429, "RATE_LIMITED", "over the limit", "Please wait as `Retry-After` says."))
    unique: dict[tuple[int, str, str | None], ErrorCase] = {}
    for case in found:
        unique.setdefault((case.status, case.code, case.constraint), case)
    return tuple(sorted(unique.values(), key=lambda e: e.status))


def _case(status: int, code: str, when: str, message: str, constraint: str | None = None) -> ErrorCase:
    return ErrorCase(status=status, code=code, when=when, message=message, constraint=constraint)  # type: ignore[arg-type]


def _not_found(endpoint: Endpoint, resource: Resource) -> list[ErrorCase]:
    cases = []
    for parameter in endpoint.path_parameters:
        noun = (
            resource.one if parameter.table == resource.table else parameter.name.removesuffix("_id").replace("_", " ")
        )
        code = noun.upper().replace(" ", "_").replace("-", "_")
        cases.append(
            _case(
                404,
                f"{code}_NOT_FOUND",
                f"`{parameter.name}` unknown or others'",
                f"This {noun} does not exist.",
            )
        )
    return cases


def _references(endpoint: Endpoint, tables: dict[str, Table]) -> list[ErrorCase]:
    fields = endpoint.request.fields if endpoint.request else ()
    cases = _unknown(tables[str(endpoint.table)], {f.column for f in fields if f.source == "column"})
    for field in fields:
        if field.source == "relation" and field.table in tables:
            cases += _unknown(tables[field.table], {part.column for part in field.fields})
    return cases


def _unknown(table: Table, given: set[str | None] | set[str]) -> list[ErrorCase]:
    cases = []
    for column in table.columns:
        if column.references is not None and column.name in given:
            noun = column.name.removesuffix("_id")
            when, message = f"unknown `{column.name}`", f"This {noun.replace('_', ' ')} does not exist."
            cases.append(
                _case(422, f"UNKNOWN_{noun.upper()}", when, message, names.foreign_key(table.name, column.name))
            )
    return cases


def _taken(endpoint: Endpoint, resource: Resource, tables: dict[str, Table]) -> list[ErrorCase]:
    if not endpoint.writes or endpoint.action not in ("create", "update", "replace", "transition", "command"):
        return []
    given = {f.column for f in endpoint.request.fields if f.source == "column"} if endpoint.request else set()
    written = {*given, *(s.column for s in endpoint.server_sets if s.table == resource.table)}
    written |= {p.name for p in endpoint.path_parameters if p.table != resource.table}
    return [*_conflicts(tables[resource.table], written, resource.one), *_taken_by_lines(endpoint, tables)]


def _taken_by_lines(endpoint: Endpoint, tables: dict[str, Table]) -> list[ErrorCase]:
    cases = []
    for field in endpoint.request.fields if endpoint.request else ():
        if field.source == "relation" and field.table in tables:
            cases += _conflicts(tables[field.table], {part.column for part in field.fields}, field.name)
    return cases


def _conflicts(table: Table, written: set[str | None], one: str) -> list[ErrorCase]:
    keys = [(c.name, c.columns, c.kind) for c in table.constraints if c.kind in ("unique", "exclude")]
    keys += [(i.name, tuple(k.column for k in i.columns), "unique") for i in table.indexes if i.unique]
    cases = []
    for name, columns, kind in keys:
        if not written & set(columns):
            continue
        label = columns[-1].removesuffix("_id").upper()
        code = (
            f"{one.upper().replace(' ', '_').replace('-', '_')}_{label}_{'TAKEN' if kind == 'unique' else 'OVERLAPS'}"
        )
        shown = " and ".join(f"`{column}`" for column in columns)
        when = f"{shown} taken" if kind == "unique" else f"{shown} overlaps another"
        cases.append(
            _case(409, code, when, "This exists already." if kind == "unique" else "This time is taken.", name)
        )
    return cases


def _transition(endpoint: Endpoint, resource: Resource, code: str) -> list[ErrorCase]:
    """A move from the wrong state is a conflict, unless a rule of the entry already says so in better words."""
    if endpoint.transition is None or any(case.status == 409 for case in _answers(endpoint, resource)):
        return []
    states = ", ".join(f"`{s}`" for s in endpoint.transition.before)
    verb = endpoint.path.rsplit("/", 1)[-1].replace("-", "_").upper()
    when = f"`status` not in {states}" if len(endpoint.transition.before) > 1 else f"`status` not {states}"
    return [_case(409, f"CANNOT_{verb}_{code}", when, f"This {resource.one} cannot be moved from where it is.")]


def _answers(endpoint: Endpoint, resource: Resource) -> list[ErrorCase]:
    name = (
        endpoint.path.rsplit("/", 1)[-1].replace("-", "_")
        if endpoint.action in ("transition", "command")
        else endpoint.action
    )
    name = {"replace": "update", "report": "read"}.get(name, name)
    cases = []
    for rule in resource.entry.rules:
        if rule.answer is not None and name in rule.answer.at:
            cases.append(
                _case(
                    rule.answer.status,
                    resource.fill(rule.answer.code),
                    resource.fill(rule.answer.when),
                    resource.fill(rule.answer.message),
                )
            )
    return [case for case in cases if case.status in ErrorCase.model_fields["status"].annotation.__args__]  # type: ignore[union-attr]


def _blocked(endpoint: Endpoint, plan: Plan, resource: Resource, code: str) -> list[ErrorCase]:
    """A delete fails while rows of other tables of the feature hold on to the row."""
    if endpoint.action != "delete":
        return []
    holding = [
        r
        for r in plan.resources
        if any(p.target == resource.table and p.on_delete in ("RESTRICT", "NO ACTION") for p in r.parents)
    ]
    return (
        [
            _case(
                409,
                f"{code}_IN_USE",
                f"{holding[0].many} refer to it",
                f"This {resource.one} is still in use.",
                names.foreign_key(
                    holding[0].table, next(p.column for p in holding[0].parents if p.target == resource.table)
                ),
            )
        ]
        if holding
        else []
    )

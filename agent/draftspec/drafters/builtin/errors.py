"""The errors of an endpoint: what follows from its body, its path, its table's constraints and the entry's rules."""

from __future__ import annotations

import re

from draftspec.derive import names
from draftspec.drafters.builtin.above import CHANGES, above, is_detail
from draftspec.drafters.builtin.access import is_open
from draftspec.drafters.builtin.entries import Answer
from draftspec.drafters.builtin.limits import limit_errors
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import word_class
from draftspec.grants import hides
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint, Endpoints, ErrorCase, ErrorStatus
from draftspec.sections.integrations import Integrations


def errors_of(endpoint: Endpoint, plan: Plan, resource: Resource, tables: dict[str, Table]) -> tuple[ErrorCase, ...]:
    """Return the errors in the order of their status; one a status and code."""
    code = _code(resource)
    found: list[ErrorCase] = []
    if endpoint.request is not None:
        found.append(
            case_of(
                400,
                f"INVALID_{code}",
                "malformed or incomplete",
                "Please correct the fields named in `details`.",
            )
        )
    elif endpoint.query or endpoint.pagination is not None:
        found.append(case_of(400, "INVALID_QUERY", "malformed filter or `cursor`", "Please correct the query."))
    if endpoint.auth.level != "public":
        token = endpoint.auth.level == "token"
        when, message = (
            ("unknown or ended token", "This link is not valid.") if token else ("no session", "Please sign in.")
        )
        found.append(case_of(401, "UNAUTHENTICATED", when, message))
    if endpoint.auth.level == "role":
        found.append(case_of(403, "ROLE_REQUIRED", f"not {' or '.join(endpoint.auth.roles)}", "You may not do this."))
    found += _not_found(endpoint, resource)
    found += _references(endpoint, tables)
    found += _transition(endpoint, resource, code)
    found += _answers(endpoint, resource)
    found += _frozen(_called(endpoint, resource), resource, code)
    found += [case for cases in refusals_above(endpoint, plan, resource).values() for case in cases]
    found += _refused_below(endpoint, plan, resource)
    found += _refused_made(endpoint, plan, resource)
    found += limit_errors(endpoint, plan, resource)
    found = _with_hold(found, _blocked(endpoint, plan, resource, code), resource)
    if endpoint.rate_limit is not None:
        found.append(case_of(429, "RATE_LIMITED", "over the limit", "Please wait as `Retry-After` says."))
    unique: dict[tuple[int, str, str | None], ErrorCase] = {}
    for case in found:
        unique.setdefault((case.status, case.code, case.constraint), case)
    return tuple(sorted(unique.values(), key=lambda e: e.status))


def _code(resource: Resource) -> str:
    return resource.one.upper().replace(" ", "_").replace("-", "_")


def case_of(status: ErrorStatus, code: str, when: str, message: str, constraint: str | None = None) -> ErrorCase:
    """Return an error, with the key or reference that it tells of."""
    return ErrorCase(status=status, code=code, when=when, message=message, constraint=constraint)


def _not_found(endpoint: Endpoint, resource: Resource) -> list[ErrorCase]:
    cases = []
    hidden = is_open(endpoint.auth)
    for parameter in endpoint.path_parameters:
        others = (" or hidden" if hidden else " or others'") if hides(endpoint, parameter) else ""
        noun = (
            resource.one if parameter.table == resource.table else parameter.name.removesuffix("_id").replace("_", " ")
        )
        code = noun.upper().replace(" ", "_").replace("-", "_")
        cases.append(
            case_of(
                404,
                f"{code}_NOT_FOUND",
                f"`{parameter.name}` unknown{others}",
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
                case_of(422, f"UNKNOWN_{noun.upper()}", when, message, names.foreign_key(table.name, column.name))
            )
    return cases


def _transition(endpoint: Endpoint, resource: Resource, code: str) -> list[ErrorCase]:
    """A move from the wrong state is a conflict, unless a rule about the state already says so in better words."""
    before, moves = _before(endpoint, resource), endpoint.transition is not None
    guards = _rule_guards if moves else _rule_closes
    if not before or set(before) >= set(resource.states) or guards(_called(endpoint, resource), resource):
        return []
    verb = endpoint.path.rsplit("/", 1)[-1].replace("-", "_").upper()
    message = f"This {resource.one} cannot be moved from where it is." if moves else _not_in_this_state(resource)
    return [case_of(409, f"CANNOT_{verb}_{code}", _outside(before), message)]


def _before(endpoint: Endpoint, resource: Resource) -> tuple[str, ...]:
    """Return the states that a call needs: those of its move, or of a verb that leaves the state as it is."""
    if endpoint.transition is not None:
        return endpoint.transition.before
    verb = resource.verbs.get(_called(endpoint, resource)) if endpoint.action in ("command", "report") else None
    return tuple(state for state in verb.before if state in resource.states) if verb is not None else ()


def _not_in_this_state(resource: Resource) -> str:
    return f"This is not possible in the state that the {resource.one} is in."


def _outside(states: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{state}`" for state in states)
    return f"`status` not in {shown}" if len(states) > 1 else f"`status` not {shown}"


def _within(states: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{state}`" for state in states)
    return f"`status` in {shown}" if len(states) > 1 else f"`status` {shown}"


def _rule_guards(name: str, resource: Resource) -> bool:
    """Tell whether a rule says when a move is refused, or a deletion."""
    if name == "delete":
        return any(a.status == 409 and name in a.at for a in _given_by(resource))
    answers = ((rule.about, rule.answer) for rule in resource.entry.rules if rule.answer is not None)
    return any(
        a.status == 409 and name in a.at and ("status" in about or _says_moved(resource.fill(a.code), name, resource))
        for about, a in answers
    )


def _rule_closes(name: str, resource: Resource) -> bool:
    """Tell whether the code of a rule says that a call which moves nothing comes in the wrong state (DEAL_CLOSED)."""
    codes = (resource.fill(a.code) for a in _given_by(resource) if a.status == 409 and name in a.at)
    return any(code.endswith("_CLOSED") or _MOVED.search(code) for code in codes)


_MOVED = re.compile(r"(?:DECIDED|ANSWERED|NOT_[A-Z]+|ALREADY_[A-Z]+|_STATE)$")


def _says_moved(code: str, name: str, resource: Resource) -> bool:
    """Tell whether the code of a rule says that a thing has left the only state that a move begins in (HAT_REQUEST_DECIDED)."""
    verb = resource.verbs.get(name)
    own = code.startswith(f"{_code(resource)}_")
    named = code.endswith(f"NOT_{verb.before[0].upper()}") if verb is not None and len(verb.before) == 1 else False
    told = _MOVED.search(code) is not None and "_NOT_" not in code
    return verb is not None and len(verb.before) == 1 and own and (named or told)


def _called(endpoint: Endpoint, resource: Resource) -> str:
    """Return what entries call an endpoint: its verb, or its action."""
    parts = [part for part in endpoint.path.split("/") if not part.startswith("{")]
    last = parts[-1].replace("-", "_")
    if endpoint.action in ("transition", "command") or (endpoint.action == "report" and last in resource.verbs):
        return last
    return {"replace": "update", "report": "read"}.get(endpoint.action, endpoint.action)


def _frozen(call: str, resource: Resource, code: str) -> list[ErrorCase]:
    """Say in which states a thing is not changed or deleted: those of its entry, else what its kind says."""
    if not resource.verbs or not resource.states or _rule_guards(call, resource):
        return []
    told = tuple(state for state in resource.entry.frozen.get(call, ()) if state in resource.states)
    if told:
        return [_refused_in(told, call, resource, code)]
    kind = resource.entry.archetypes[:1]
    decided = _decided(resource) if call == "update" and kind in _DELETED_WHEN_NEW else ()
    if decided:
        return [_refused_in(decided, call, resource, code)]
    if call == "delete" and (kind in _DELETED_WHEN_NEW or _goes_the_briefs_way(resource)):
        first, message = resource.states[:1], f"This {resource.one} is no longer new."
        return [case_of(409, f"CANNOT_DELETE_{code}", _outside(first), message)]
    ends = _ends(resource) if kind in _CLOSED_AT_END else ()
    return [_refused_in(ends, call, resource, code)] if call == "update" and ends else []


def _goes_the_briefs_way(resource: Resource) -> bool:
    """Tell whether a thing goes through states that the brief gave it: what has gone on from the first one has a history."""
    told = resource.states != resource.entry.states and bool(set(resource.states[:1]) - set(resource.entry.states))
    return told and resource.states[0] not in word_class("conditions")


def _decided(resource: Resource) -> tuple[str, ...]:
    """Return the states behind a decision of somebody else: what was approved is no longer changed by who applied for it."""
    decision = next((verb for name, verb in resource.verbs.items() if name in _DECISIONS and verb.to and verb.by), None)
    kept = resource.owner is None or resource.entry.manages is not None or "update" in resource.guards
    before = [
        resource.states.index(s) for s in (decision.before if decision is not None else ()) if s in resource.states
    ]
    if decision is None or kept or not before:
        return ()
    return resource.states[max(before) + 1 :]


_DECISIONS = ("approve", "grant", "verify")
"""Moves by which somebody says yes to what another one applied for."""

_DELETED_WHEN_NEW = (("document",), ("moderation",))
"""Archetypes whose rows are deleted in their first state only."""
_CLOSED_AT_END = (*_DELETED_WHEN_NEW, ("case",), ("claim",), ("schedule",), ("transfer",), ("performed",))
"""Archetypes whose rows are not changed in a state that no move leaves."""


def _refused_in(states: tuple[str, ...], call: str, resource: Resource, code: str) -> ErrorCase:
    if call == "delete":
        return case_of(409, f"CANNOT_DELETE_{code}", _within(states), _not_in_this_state(resource))
    if set(states) <= set(_ends(resource)):
        return case_of(409, f"{code}_CLOSED", _within(states), f"This {resource.one} is closed.")
    return case_of(409, f"{code}_FROZEN", _within(states), _not_in_this_state(resource))


def _ends(resource: Resource) -> tuple[str, ...]:
    """Return the states that no move leaves, where there are moves at all."""
    left = {
        state for verb in resource.verbs.values() if verb.to and verb.to not in verb.before for state in verb.before
    }
    return tuple(state for state in resource.states if left and state not in left)


def _answers(endpoint: Endpoint, resource: Resource) -> list[ErrorCase]:
    name = _called(endpoint, resource)
    return [_answer(a, resource) for a in _given_by(resource) if name in a.at]


def _given_by(resource: Resource) -> list[Answer]:
    return [rule.answer for rule in resource.entry.rules if rule.answer is not None]


def _answer(answer: Answer, resource: Resource) -> ErrorCase:
    fill = resource.fill
    return case_of(answer.status, fill(answer.code), fill(answer.when), fill(answer.message))


def refusals_above(endpoint: Endpoint, plan: Plan, resource: Resource) -> dict[str, list[ErrorCase]]:
    """Return by table what else is refused: a closed thing closes its lines, and a rule names the rest below it."""
    name = _called(endpoint, resource)
    found: dict[str, list[ErrorCase]] = {}
    for parent in above(plan, resource, optional=True):
        told = [a for a in _given_by(parent) if resource.name in a.below]
        cases = [_answer(a, parent) for a in told if name in a.below[resource.name]]
        own = any(a.status == 409 and name in a.at for a in _given_by(resource))
        if name in CHANGES and is_detail(resource, parent, plan) and not told and not own:
            cases += _frozen("update", parent, _code(parent))
        if cases:
            found[parent.table] = cases
    return found


def _refused_below(endpoint: Endpoint, plan: Plan, resource: Resource) -> list[ErrorCase]:
    """Return what the lines of a thing refuse that are created with it, or that a verb looks at."""
    name = _called(endpoint, resource)
    return [
        _answer(answer, child)
        for child in plan.children(resource)
        if is_detail(child, resource, plan)
        for answer in _given_by(child)
        if name in answer.above or (name == "create" and "create" in answer.at and answer.status == 422)
    ]


def _refused_made(endpoint: Endpoint, plan: Plan, resource: Resource) -> list[ErrorCase]:
    """Return what the creation of a row refuses that a verb makes."""
    verb = resource.verbs.get(_called(endpoint, resource))
    made = next((r for r in plan.resources if verb is not None and r.name == verb.makes), None)
    answers = _given_by(made) if made is not None else []
    return [_answer(a, made) for a in answers if made is not None and "create" in a.at]


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
            case_of(
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


def _with_hold(found: list[ErrorCase], blocked: list[ErrorCase], resource: Resource) -> list[ErrorCase]:
    """Return the errors with what a key holds back: as the rule's own error where a rule is kept by that key."""
    rules = (r for r in resource.entry.rules if r.answer and r.answer.status == 409 and "RESTRICT" in r.implementation)
    own = {resource.fill(rule.answer.code) for rule in rules if rule.answer and "delete" in rule.answer.at}
    own |= {case.code for case in blocked}
    said = next((case for case in found if case.code in own), None)
    if said is None or not blocked:
        return [*found, *blocked]
    held = said.model_copy(update={"constraint": blocked[0].constraint})
    return [held if case is said else case for case in found]


def with_services(endpoints: Endpoints, integrations: Integrations) -> Endpoints:
    """Return the endpoints, each that calls a service outside with the answer for when that fails."""
    failing = {call: one.service for one in integrations.integrations for call in one.used_by}
    return endpoints.model_copy(
        update={"endpoints": tuple(_failing(e, failing.get(f"{e.method} {e.path}")) for e in endpoints.endpoints)}
    )


def _failing(endpoint: Endpoint, service: str | None) -> Endpoint:
    if service is None or any(case.status in (502, 503, 504) for case in endpoint.errors):
        return endpoint
    code = re.sub(r"[^A-Z0-9]+", "_", service.upper()).strip("_")
    case = case_of(503, f"{code}_UNAVAILABLE", f"{service} unavailable", "Please try again in a moment.")
    return endpoint.model_copy(update={"errors": (*endpoint.errors, case)})

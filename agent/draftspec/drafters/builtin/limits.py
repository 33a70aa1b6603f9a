"""Turns the numbers and exclusions of a brief into rules that a backend can keep."""

from __future__ import annotations

from draftspec.drafters.builtin.database import moment_of_change
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import plural, singular
from draftspec.sections.endpoints import Endpoint, Endpoints, ErrorCase
from draftspec.sections.rules import Rule


def limit_rules(plan: Plan, endpoints: Endpoints) -> tuple[Rule, ...]:
    """Return a rule for each number that limits something, and for each thing that the brief rules out."""
    if plan.main is None:
        return ()
    rules = [_number_rule(fact, _about(fact, plan), endpoints) for fact in plan.limits]
    rules += [_exclusion(words, plan.main) for words in plan.reading.negations]
    return tuple(rules)


def limit_code(fact: NumberFact, resource: Resource) -> str | None:
    """Return the error code of a limit on how many there may be, or None for other numbers."""
    if fact.kind not in ("most", "rate"):
        return None
    return f"{_upper(resource.one if fact.unit in ('', 'time') else fact.unit)}_LIMIT_REACHED"


def _upper(words: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in words.upper()).strip("_") or "COUNT"


def about(fact: NumberFact, plan: Plan) -> Resource | None:
    """Return the thing that a number is about."""
    return _about(fact, plan) if plan.main else None


def _about(fact: NumberFact, plan: Plan) -> Resource:
    words = {fact.unit, *fact.words}
    named = [r for r in plan.resources if singular(r.one.split()[-1]) in words]
    main = plan.main
    if main is None:
        raise ValueError("a plan without things has no limits")
    return named[0] if named else main


def limit_errors(endpoint: Endpoint, plan: Plan, resource: Resource) -> list[ErrorCase]:
    """Return the errors that a create answers with when a limit of the brief is reached."""
    cases = []
    for fact in plan.limits:
        code = limit_code(fact, resource)
        if code is not None and fact.kind == "most" and endpoint.action == "create" and about(fact, plan) is resource:
            message = f"No more than {fact.value} are possible."
            cases.append(ErrorCase(status=409, code=code, when=f"{fact.value} exist already", message=message))
    return cases


def _number_rule(fact: NumberFact, resource: Resource, endpoints: Endpoints) -> Rule:
    amount = _amount(fact, resource)
    writers = [
        f"{e.method} {e.path}" for e in endpoints.endpoints if e.table == resource.table and e.action == "create"
    ]
    maker = {
        "most": _most, "rate": _rate, "least": _least, "lifetime": _lifetime, "age": _age, "every": _every,
        "percent": _share, "money": _share, "duration": _duration, "count": _count,
    }[fact.kind]  # fmt: skip
    name, description, implementation, validation = maker(fact, resource, amount)
    code = limit_code(fact, resource) if fact.kind == "most" and writers else None
    return Rule(
        name=name,
        description=description,
        implementation=implementation,
        validation=validation,
        error_handling=f"409 `{code}`."
        if code
        else "429 `RATE_LIMITED`."
        if fact.kind == "rate" and writers
        else "None: internal.",
        error_code=code,
        about=(resource.table, *writers[:1]),
    )


def _amount(fact: NumberFact, resource: Resource) -> str:
    symbol = {"percent": " %"}.get(fact.kind, "")
    if fact.kind == "money":
        return f"{fact.value} {fact.unit.upper() if len(fact.unit) == 3 else 'of money'}"
    noun = fact.unit or resource.one
    unit = noun if fact.value == "1" else plural(noun)
    return f"{fact.value}{symbol} {'' if symbol else unit}".strip()


Said = tuple[str, str, str, str]


def _most(fact: NumberFact, resource: Resource, amount: str) -> Said:
    window = f" a {fact.per}" if fact.per else ""
    scope = f"`{resource.under or resource.owner or resource.tenant or 'id'}`"
    return (
        f"At most {amount}{window}",
        f"The {fact.value} of the brief (“{fact.text}”) is the upper bound for each {scope}.",
        f"The rows of one {scope} are counted under a lock on what it refers to, in the transaction of the insert into `{resource.table}`.",
        f"The count before the insert is below {fact.value}.",
    )


def _rate(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"At most {amount} a {fact.per}",
        f"A caller gets {fact.value} a {fact.per} for {resource.many}; what comes after waits.",
        f"A counter for each caller with a window of one {fact.per}, read before `{resource.table}` is touched.",
        f"The counter stands below {fact.value}.",
    )


def _least(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"At least {amount}",
        f"{fact.value} is the lower bound that the brief sets (“{fact.text}”) for {resource.many}.",
        f"Checked on input, before a row of `{resource.table}` is written.",
        f"What was given is compared with {fact.value}.",
    )


def _lifetime(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"Over after {amount}",
        f"What the brief limits to {amount} (“{fact.text}”) counts from `created_at` of the row in `{resource.table}`.",
        f"`created_at + interval '{amount}'` is compared with `now()` in the WHERE clause of every use; no job has to run for it.",
        "The comparison is part of the statement, so the database's clock decides.",
    )


def _age(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"After {amount}",
        f"Rows of `{resource.table}` that have been left alone for {amount} (“{fact.text}”) are taken up by the next run.",
        f"`{moment_of_change(resource)} < now() - interval '{amount}'` selects them, oldest first.",
        "A row that was touched in between is no longer selected.",
    )


def _every(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"Every {amount}",
        f"The rhythm for {resource.many} is {amount} (“{fact.text}”).",
        f"The schedule of the job; a run that starts while another works on `{resource.table}` ends at once (advisory lock).",
        f"Two starts lie {amount} apart.",
    )


def _share(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"The figure {amount}",
        f"{amount} is what the brief says (“{fact.text}”) about {resource.many}; it is a named constant, not a number in a query.",
        f"Applied in the service that writes `{resource.table}`, in whole cents, half up.",
        f"A calculation with {amount} is compared with its result by hand.",
    )


def _duration(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"The span of {amount}",
        f"{amount} is the span that the brief gives (“{fact.text}”) for {resource.many}.",
        f"A named constant of the service for `{resource.table}`; times are compared in UTC.",
        f"One second less and one second more than {amount} fall on different sides.",
    )


def _count(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"Exactly {amount}",
        f"The brief says {amount} (“{fact.text}”) of {resource.many}.",
        f"Checked where `{resource.table}` is written, in the same transaction.",
        f"What is there after the write is compared with {fact.value}.",
    )


def _exclusion(words: str, resource: Resource) -> Rule:
    return Rule(
        name=f"Not: {words}",
        description=f"The brief rules it out, so no endpoint of {resource.many} offers it.",
        implementation=f"There is no call and no column of `{resource.table}` for it.",
        validation=f"The list of routes below `{resource.segment}` is compared with this document.",
        error_handling="A call that is not listed answers 404.",
        about=(resource.table,),
    )

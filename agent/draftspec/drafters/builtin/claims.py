"""Lists what the brief says explicitly, each with the items of the design that carry it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.numbers import find_clock
from draftspec.drafters.builtin.reading.services import service_of
from draftspec.drafters.builtin.reading.words import singular, snake, table_of_words
from draftspec.drafters.builtin.settings import carriers
from draftspec.sections.database import Table
from draftspec.spec import Claim, Sections


def claims_of(plan: Plan, sections: Sections) -> tuple[Claim, ...]:
    """Return each number, role, state, name, limit and integration of the brief with what carries it."""
    found = [
        *_numbers(plan, sections),
        *_states(plan, sections),
        *_roles(plan, sections),
        *_services(plan, sections),
        *_names(plan, sections),
        *_exclusions(plan, sections),
    ]
    if plan.tenant:
        carried = [f"database.tables.{r.table}.columns.{r.tenant}" for r in plan.resources if r.tenant]
        found.append(Claim(text=f"each {plan.tenant} on its own", carried_by=tuple(carried)))
    unique: dict[str, Claim] = {}
    for claim in found:
        if claim.carried_by:
            unique.setdefault(claim.text.lower(), claim)
    return tuple(unique.values())


def _numbers(plan: Plan, sections: Sections) -> Iterator[Claim]:
    for fact in plan.reading.numbers:
        pattern = re.compile(rf"(?<![\d.]){re.escape(fact.value)}(?![\d.]*\d)")
        rules = [
            f"rules.{r.name}"
            for r in (sections.rules.rules if sections.rules else ())
            if pattern.search(r.description) and pattern.search(r.name)
        ]
        jobs = [
            f"jobs.{j.name}"
            for j in (sections.jobs.jobs if sections.jobs else ())
            if pattern.search(j.name.replace("_", " ")) or (fact.kind == "every" and pattern.search(j.frequency))
        ]
        limits = [
            f"endpoints.{e.method} {e.path}.rate_limit"
            for e in sections.endpoints.endpoints
            if e.rate_limit and e.rate_limit.given and str(e.rate_limit.requests) == fact.value
        ]
        yield Claim(text=fact.text, carried_by=(*rules, *jobs, *limits, *carriers(fact, plan)))
    clock = find_clock(plan.reading.text)
    if clock is not None:
        timed = [
            f"jobs.{j.name}" for j in (sections.jobs.jobs if sections.jobs else ()) if clock[1][-5:] in j.frequency
        ]
        yield Claim(text=clock[0], carried_by=tuple(timed))
    for word, _ in plan.reading.periods:
        jobs = [f"jobs.{j.name}" for j in (sections.jobs.jobs if sections.jobs else ()) if j.trigger.kind == "schedule"]
        yield Claim(text=word, carried_by=tuple(jobs))


def _states(plan: Plan, sections: Sections) -> Iterator[Claim]:
    for state in plan.reading.states:
        carried = [
            f"database.tables.{t.name}.columns.{c.name}"
            for t in sections.database.tables
            for c in t.columns
            if c.values and state in c.values
        ]
        yield Claim(text=state.replace("_", " "), carried_by=tuple(carried))
    for verb in dict.fromkeys(v for clause in plan.reading.clauses for v in clause.verbs):
        state = table_of_words("lifecycle")[verb]["state"]
        carried = [
            f"endpoints.{e.method} {e.path}"
            for e in sections.endpoints.endpoints
            if e.path.endswith(f"/{verb}") or (e.transition and e.transition.after == state)
        ]
        if carried:
            yield Claim(text=verb, carried_by=tuple(carried))


def _roles(plan: Plan, sections: Sections) -> Iterator[Claim]:
    for fact in plan.reading.roles:
        roles = [
            f"security.roles.{r.name}"
            for r in (sections.security.roles if sections.security else ())
            if r.name == fact.name
        ]
        calls = [f"endpoints.{e.method} {e.path}" for e in sections.endpoints.endpoints if fact.name in e.auth.roles]
        columns = [
            f"database.tables.{t.name}.columns.{c.name}" for t in sections.database.tables for c in t.columns
            if c.references and (c.references.table == fact.table or c.name.startswith(fact.name))
        ]  # fmt: skip
        yield Claim(text=fact.word, carried_by=(*roles, *calls, *columns[:3]))


def _services(plan: Plan, sections: Sections) -> Iterator[Claim]:
    for name in plan.reading.services:
        service = str(service_of(name)["name"])
        carried = [
            f"integrations.{i.service}"
            for i in (sections.integrations.integrations if sections.integrations else ())
            if i.service == service
        ]
        yield Claim(text=service, carried_by=tuple(carried))


def _names(plan: Plan, sections: Sections) -> Iterator[Claim]:
    """Things and attributes that the brief names."""
    tables = {t.name: t for t in (*sections.database.tables, *sections.database.assumed, *sections.database.existing)}
    for clause in plan.reading.clauses:
        for column in clause.attributes:
            carried = [
                f"database.tables.{t.name}.columns.{c.name}"
                for t in sections.database.tables
                for c in t.columns
                if c.name in (column.name, f"{column.name}_cents")
            ]
            if carried:
                yield Claim(text=column.name.replace("_", " "), carried_by=tuple(carried))
        for mention in clause.mentions:
            if items := _carriers(mention.concept, mention.phrase, tables, plan):
                yield Claim(text=mention.phrase, carried_by=items)


def _carriers(concept: str | None, phrase: str, tables: dict[str, Table], plan: Plan) -> tuple[str, ...]:
    own = {r.table for r in plan.resources}
    words = {singular(w) for w in snake(phrase).split("_")}
    for resource in plan.resources:
        if concept is not None and resource.name == concept:
            return (f"database.tables.{resource.table}",)
    for name in tables:
        if {singular(w) for w in name.split("_")} == words:
            return (
                f"database.{'tables' if name in own else 'existing' if name in plan.existing else 'assumed'}.{name}",
            )
    return ()


def _exclusions(plan: Plan, sections: Sections) -> Iterator[Claim]:
    for words in plan.reading.negations:
        carried = [
            f"rules.{r.name}" for r in (sections.rules.rules if sections.rules else ()) if r.name == f"Not: {words}"
        ]
        yield Claim(text=f"not: {words}", carried_by=tuple(carried))

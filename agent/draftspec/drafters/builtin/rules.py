"""Decides the `rules` section: the rules of the entries, and one for each limit and exclusion of the brief."""

from __future__ import annotations

from draftspec.drafters.builtin.apart import apart_rules
from draftspec.drafters.builtin.edges import edge_of
from draftspec.drafters.builtin.entries import RuleEntry
from draftspec.drafters.builtin.limits import limit_rules
from draftspec.drafters.builtin.owned import as_granted
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.refusing import NOBODY_REFUSED, refusal_of
from draftspec.sections.endpoints import Endpoint, Endpoints
from draftspec.sections.rules import Rule, Rules

MOST_FOR_OTHERS = 2
"""Rules of a thing that only comes with the main one."""


def draft(plan: Plan, endpoints: Endpoints) -> Rules:
    """Return the business rules, those of the main thing first."""
    rules: list[Rule] = list(limit_rules(plan, endpoints))
    for resource in plan.resources:
        rules += [_rule(entry, resource, endpoints) for entry in _told(resource, endpoints)]
    rules += apart_rules(plan)
    rules = _without_repetition(rules)
    unique = {rule.name: rule for rule in reversed(rules)}
    kept = tuple(rule for rule in rules if unique[rule.name] is rule)
    return Rules(rules=kept, none_because=None if kept else "The brief describes nothing that a backend would enforce.")


def _told(resource: Resource, endpoints: Endpoints) -> list[RuleEntry]:
    """Return the rules that are told of a thing: of one that only comes along the first ones, and all that answer a call."""
    entries = resource.entry.rules
    if resource.main:
        return list(entries)
    first = entries[:MOST_FOR_OTHERS]
    return [entry for entry in entries if entry in first or _answering(entry, resource, endpoints)]


def _without_repetition(rules: list[Rule]) -> list[Rule]:
    """Join what the brief says of a time with the rule of the entry that answers with the same error: one end, one rule."""
    timed = {rule.error_code: rule for rule in rules if rule.error_code and rule.name.startswith("Over after")}
    told = {r.error_code: r for r in rules if r.error_code in timed and r is not timed[r.error_code]}
    kept = (rule for rule in rules if rule not in told.values())
    return [
        _joined(rule, told[rule.error_code]) if rule.error_code in told and rule is timed[rule.error_code] else rule
        for rule in kept
    ]


def _joined(timed: Rule, told: Rule) -> Rule:
    set_at = timed.implementation.partition(";")[0].rstrip(".")
    return timed.model_copy(
        update={
            "description": f"{timed.description} {told.description}",
            "implementation": f"{set_at}. {told.implementation}",
            "edge_cases": told.edge_cases or timed.edge_cases,
            "validation": told.validation,
            "about": tuple(dict.fromkeys((*timed.about, *told.about))),
        }
    )


def _rule(entry: RuleEntry, resource: Resource, endpoints: Endpoints) -> Rule:
    fill = resource.fill
    kept = as_granted(fill(entry.implementation), resource.table, endpoints.endpoints)
    entry = entry.model_copy(update={"implementation": kept})
    answering = _answering(entry, resource, endpoints)
    code = fill(entry.answer.code) if entry.answer and answering else None
    answer = f"{entry.answer.status} `{code}`" if entry.answer and code else refusal_of(entry, resource, endpoints)
    about = [f"{resource.table}.{column}" for column in entry.about if _has(resource, column)]
    return Rule(
        name=fill(entry.name),
        description=fill(entry.description),
        implementation=entry.implementation,
        edge_cases=tuple(fill(case) for case in entry.edge_cases or _edge(entry, answer)),
        validation=fill(entry.validation),
        error_handling=f"{answer}." if answer else NOBODY_REFUSED,
        error_code=code,
        about=tuple(dict.fromkeys((*(about or [resource.table]), *(f"{e.method} {e.path}" for e in answering[:3])))),
    )


def _has(resource: Resource, column: str) -> bool:
    names = {line.name for line in resource.columns} | {
        f"{line.name}_cents" for line in resource.columns if line.kind.endswith("money")
    }
    names |= (
        {parent.column for parent in resource.parents}
        | {"id", "created_at"}
        | ({"status"} if resource.states else set())
    )
    return column in names


def _answering(entry: RuleEntry, resource: Resource, endpoints: Endpoints) -> list[Endpoint]:
    if entry.answer is None:
        return []
    code = resource.fill(entry.answer.code)
    return [e for e in endpoints.endpoints if any(case.code == code for case in e.errors)]


def _edge(entry: RuleEntry, answer: str | None) -> tuple[str, ...]:
    owned = entry.answer is None or entry.answer.keys != ()  # an answer that tells of something else is not the key's
    found = edge_of(entry, answer if owned or "nique" not in entry.implementation else None)
    return (found,) if found is not None else ()

"""How long a row lasts by the brief: its end lies so much after the moment that the time starts to run."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.entries import RuleEntry
from draftspec.drafters.builtin.framed import is_framed
from draftspec.drafters.builtin.limit_texts import end_of, start_of_time
from draftspec.drafters.builtin.limits import about
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.numbers import NumberFact


def with_windows(plan: Plan) -> Plan:
    """Return the plan in which rules that hold a time speak of the brief's, or of their own as an assumption."""
    found = tuple(_in_window(resource, plan) for resource in plan.resources)
    return replace(plan, resources=found)


def _in_window(resource: Resource, plan: Plan) -> Resource:
    if not any(rule.span for rule in resource.entry.rules):
        return resource
    tables = {resource.table, *(child.table for child in plan.children(resource))}
    given = (fact for fact in plan.limits if fact.kind in ("lifetime", "duration") and fact.seconds)
    fact = next((f for f in given if (held := about(f, plan)) is not None and held.table in tables), None)
    rules = tuple(_told(rule, fact.amount if fact else f"{rule.span} (assumption)") for rule in resource.entry.rules)
    return replace(resource, entry=resource.entry.model_copy(update={"rules": rules}))


def _told(rule: RuleEntry, span: str) -> RuleEntry:
    if rule.span is None:
        return rule
    said = {
        name: getattr(rule, name).replace("{span}", span)
        for name in ("name", "description", "implementation", "validation")
    }
    return rule.model_copy(
        update={**said, "span": span, "edge_cases": tuple(text.replace("{span}", span) for text in rule.edge_cases)}
    )


def with_spans(plan: Plan) -> Plan:
    """Return the plan in which the column of an end says what it is worked out from: "`ready_at` + 3 days"."""
    for fact in plan.limits:
        held = about(fact, plan) if fact.kind in ("lifetime", "age") and fact.seconds else None
        if held is None or held.there or not is_framed(fact, held) or (end := end_of(held)) is None or is_told(held):
            continue
        if fact.kind == "age" and "(assumption)" not in _said_of(held, end):
            continue  # what happens to old rows is no end of their own; but no end is assumed beside it
        ending = _ending(held, end, fact)
        plan = replace(plan, resources=tuple(ending if r is held else r for r in plan.resources))
    return plan


def is_told(resource: Resource) -> bool:
    """Tell whether the thing says already how long it lasts, by the brief and not by assumption."""
    said = _said_of(resource, end_of(resource))
    return "` + " in said and "(assumption)" not in said


def _said_of(resource: Resource, end: str | None) -> str:
    return next((c.purpose or "" for c in resource.columns if c.name == end), "")


def _ending(resource: Resource, end: str, fact: NumberFact) -> Resource:
    said = f"`{start_of_time(resource)}` + {fact.amount}"
    columns = tuple(replace(c, purpose=said) if c.name == end else c for c in resource.columns)
    return replace(resource, columns=columns)

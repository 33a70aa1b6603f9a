"""How long a row lasts by the brief: its end lies so much after the moment that the time starts to run."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.limit_texts import end_of, start_of_time
from draftspec.drafters.builtin.limits import about
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import plural


def with_spans(plan: Plan) -> Plan:
    """Return the plan in which the column of an end says what it is worked out from: "`ready_at` + 3 days"."""
    for fact in plan.limits:
        held = about(fact, plan) if fact.kind == "lifetime" and fact.seconds else None
        if held is None or held.there or (end := end_of(held)) is None or _is_told(held, end):
            continue
        ending = _ending(held, end, fact)
        plan = replace(plan, resources=tuple(ending if r is held else r for r in plan.resources))
    return plan


def _is_told(resource: Resource, end: str) -> bool:
    """Tell whether the thing says already how long it lasts, by the brief and not by assumption."""
    said = next((c.purpose or "" for c in resource.columns if c.name == end), "")
    return "` + " in said and "(assumption)" not in said


def _ending(resource: Resource, end: str, fact: NumberFact) -> Resource:
    span = f"{fact.value} {fact.unit if fact.value == '1' else plural(fact.unit)}"
    said = f"`{start_of_time(resource)}` + {span}"
    columns = tuple(replace(c, purpose=said) if c.name == end else c for c in resource.columns)
    return replace(resource, columns=columns)

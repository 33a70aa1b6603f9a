"""What is usual for the things that a brief speaks of, from the built-in catalogue, as far as a section can use it.

A model knows most of this too; what it forgets are the rules that hold under concurrent writes, the keys and the mistakes.
Shown is what the catalogue says about a thing that it knows, not what the built-in drafter makes of the brief: that is
for the model to decide.
"""

from __future__ import annotations

from collections.abc import Callable

from draftspec.drafters.builtin.catalogue import concepts, data
from draftspec.drafters.builtin.columns import ColumnLine, parse_columns, parse_parent
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.plan import Resource

MOST_THINGS = 4
"""Of how many things the knowledge is shown, the main one first."""

Lines = Callable[[Resource], list[str]]


def knowledge_lines(section: str, resources: tuple[Resource, ...]) -> str:
    """Return what is usual, a block for each thing; empty when nothing is known that serves the section."""
    view = _VIEWS.get(section)
    if view is None:
        return ""
    known = [(r, view(r)) for r in resources if r.name in concepts()][:MOST_THINGS]
    return "\n".join(
        "\n".join([f"{r.table}:", *(f"- {r.fill(line)}" for line in lines)]) for r, lines in known if lines
    )


def _database(resource: Resource) -> list[str]:
    entry = resource.entry
    lines = [f"one row: {entry.purpose}"]
    if columns := _columns(entry):
        lines.append(f"columns: {', '.join(columns)}")
    lines += [f"unique: {key}" for key in entry.unique]
    lines += [f"no overlap: {key}" for key in entry.exclude]
    lines += [f"check: {check}" for check in entry.checks]
    return [*lines, *(f"mind: {pitfall}" for pitfall in entry.pitfalls)]


def _columns(entry: Entry) -> list[str]:
    parents = map(parse_parent, entry.parents)
    keys = [f"{p.column}{' null' if p.nullable else ''} -> {p.target} {p.on_delete.lower()}" for p in parents]
    states = [f"status {'|'.join(entry.states)}"] if entry.states else []
    return [*keys, *map(_column, parse_columns(entry.columns)), *states]


def _column(column: ColumnLine) -> str:
    kind = data("types").get(column.kind, {})
    words = [column.name + kind.get("suffix", ""), "|".join(column.values) or kind.get("type", column.kind)]
    words += ["null"] if column.nullable else []
    words += [flag for flag in ("unique", "filter", "search", "server") if flag in column.flags]
    return " ".join(words)


def _endpoints(resource: Resource) -> list[str]:
    entry = resource.entry
    lines = [f"calls: {', '.join(entry.standard)}"] if entry.standard else []
    lines += [f"below: {entry.under.removesuffix('_id')}"] if entry.under else []
    for name, verb in entry.verbs.items():
        states = f" ({'|'.join(verb.before)} -> {verb.to})" if verb.to and verb.before else ""
        by = f", by {verb.by}" if verb.by else ""
        lines.append(f"{name}{states}{by}: {verb.does}")
    answers = [rule.answer for rule in entry.rules if rule.answer]
    return lines + [f"{a.status} {a.code} when {a.when}, at {', '.join(a.at)}" for a in answers]


def _rules(resource: Resource) -> list[str]:
    return [f"{rule.name}: {rule.description} {rule.implementation}" for rule in resource.entry.rules]


def _jobs(resource: Resource) -> list[str]:
    jobs = resource.entry.jobs
    return [f"{job.name} ({job.schedule or f'after {job.on}'}): {job.does}" for job in jobs]


def _security(resource: Resource) -> list[str]:
    entry = resource.entry
    personal = [c.name for c in parse_columns(entry.columns) if c.sensitivity]
    lines = [f"protect: {', '.join(personal)}"] if personal else []
    lines += [f"audit: {', '.join(entry.audit)}"] if entry.audit else []
    return [*lines, *entry.security]


def _integrations(resource: Resource) -> list[str]:
    return [f"may call: {', '.join(resource.entry.uses)}"] if resource.entry.uses else []


def _observability(resource: Resource) -> list[str]:
    metrics = [f"{metric.name}: {metric.meaning}" for metric in resource.entry.metrics]
    return [*metrics, *(f"alert: {alert}" for alert in resource.entry.alerts)]


def _tests(resource: Resource) -> list[str]:
    return [f"{test.given} -> {test.expect}" for test in resource.entry.tests]


def _performance(resource: Resource) -> list[str]:
    return list(resource.entry.bottlenecks)


def _risks(resource: Resource) -> list[str]:
    return [*resource.entry.pitfalls, *resource.entry.risks]


def _objectives(resource: Resource) -> list[str]:
    return list(resource.entry.objectives)


def _stakeholders(resource: Resource) -> list[str]:
    return list(resource.entry.stakeholders)


_VIEWS: dict[str, Lines] = {
    "database": _database,
    "endpoints": _endpoints,
    "rules": _rules,
    "jobs": _jobs,
    "security": _security,
    "integrations": _integrations,
    "observability": _observability,
    "tests": _tests,
    "performance": _performance,
    "risks": _risks,
    "objectives": _objectives,
    "stakeholders": _stakeholders,
}

"""Decides the `objectives` section: what the entries are for, and service levels that are called assumptions."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.sizing import rows_of, size_of
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.objectives import Objectives


def draft(plan: Plan, endpoints: Endpoints) -> Objectives:
    """Return what the feature is for."""
    main = plan.main
    if main is None:
        return Objectives(
            objectives=("The brief asks for no backend work.",), availability="Not touched.", latency="Not touched.", throughput="Not touched.", scalability="Not touched.",
        )  # fmt: skip
    texts = [
        r.fill(text) for r in plan.resources for text in (r.entry.objectives if r.main else r.entry.objectives[:1])
    ]
    story = plan.reading.story
    if story is not None and story.benefit:
        texts.insert(0, f"A {story.role} gets what the brief wants it for: {story.benefit}.")
    lists = next((f"`{e.method} {e.path}`" for e in endpoints.endpoints if e.action == "list"), None)
    writes = next((f"`{e.method} {e.path}`" for e in endpoints.endpoints if e.action == "create"), None)
    latency = ", ".join(f"{call} {limit}" for call, limit in ((lists, "300 ms"), (writes, "500 ms")) if call)
    return Objectives(
        objectives=tuple(texts) or (f"{main.many.capitalize()} are stored, found and changed by those who may.",),
        availability="99.9 % (assumption)",
        latency=f"`p95` {latency} (assumption)" if latency else "`p95` 500 ms (assumption)",
        throughput=_throughput(plan, main, endpoints),
        scalability=f"{rows_of(plan, main.table):,} `{main.table}` (assumption)",
    )


def _throughput(plan: Plan, main: Resource, endpoints: Endpoints) -> str:
    """Return the writes that are planned for, of the main thing and of whatever is written most."""
    planned = {main.segment: size_of(plan, main.table).writes}
    created = (e.table for e in endpoints.endpoints if e.action == "create" and e.table is not None)
    busiest = max(created, key=lambda table: size_of(plan, table).writes, default=main.table)
    other = plan.by_table(busiest)
    if other is not None and size_of(plan, busiest).writes > planned[main.segment]:
        planned[other.table.replace("_", "-")] = size_of(plan, busiest).writes
    return f"{', '.join(f'{writes}/s on `{segment}`' for segment, writes in planned.items())} (assumption)"

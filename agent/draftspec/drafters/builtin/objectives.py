"""Decides the `objectives` section: what the entries are for, and service levels that are called assumptions."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
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
        throughput=f"{size_of(plan, main.table).writes}/s on `{main.segment}` (assumption)",
        scalability=f"{rows_of(plan, main.table):,} `{main.table}` (assumption)",
    )

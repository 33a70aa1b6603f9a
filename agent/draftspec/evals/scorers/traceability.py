"""Whether tasks build everything, and everything that they build is there."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share
from draftspec.items import endpoint_path, index_items
from draftspec.sections.tasks import Task, Tasks
from draftspec.spec import Sections


@scorer(
    gate="threshold",
    bound=0.9,
    source="ISO 29148: traceable; a prototype on hand-written specs: good 1.00, generic 0.00",
)
def traceability(sample: Sample) -> Measured | NotMeasured:
    """Tables, endpoints, rules and jobs, and integrations that a task of their kind covers; items in tasks that are there."""
    items = index_items(sample.spec.sections)
    named = {
        kind: [ref for task in tasks for ref in task.covers] for kind, tasks in _tasks(sample.spec.sections).items()
    }
    resolved = {kind: {items.resolve(ref) for ref in refs} for kind, refs in named.items()}
    built = list(_built(sample.spec.sections))
    if not built:
        return NotMeasured("the design has nothing to build")
    uncovered = [Evidence("no task builds it", path) for kind, path in built if path not in resolved[kind]]
    references = [ref for refs in named.values() for ref in refs]
    dangling = [Evidence(f"a task builds {one}", "no such item") for one in references if items.resolve(one) is None]
    all_ = len(built) + len(references)
    return Measured(share(all_ - len(uncovered) - len(dangling), all_), (*uncovered, *dangling))


def _tasks(sections: Sections) -> dict[str, tuple[Task, ...]]:
    tasks = sections.tasks or Tasks()
    return {kind: getattr(tasks, kind) for kind in ("database", "api", "business_logic", "integration")}


def _built(sections: Sections) -> Iterator[tuple[str, str]]:
    """Yield what has to be built, with the kind of task that does it."""
    yield from (("database", f"database.tables.{one.name}") for one in sections.database.tables)
    yield from (("api", endpoint_path(one)) for one in sections.endpoints.endpoints)
    yield from (("business_logic", f"rules.{one.name}") for one in (sections.rules.rules if sections.rules else ()))
    yield from (("business_logic", f"jobs.{one.name}") for one in (sections.jobs.jobs if sections.jobs else ()))
    services = sections.integrations.integrations if sections.integrations else ()
    yield from (("integration", f"integrations.{one.service}") for one in services)

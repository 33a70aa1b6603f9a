"""Whether tasks build everything, and everything that they build is there."""

from __future__ import annotations

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share
from draftspec.items import endpoint_path, index_items


@scorer(
    gate="threshold",
    bound=0.9,
    source="ISO 29148: traceable; measured on hand-written specs: good 1.00, generic 0.00",
)
def traceability(sample: Sample) -> Measured | NotMeasured:
    """Tables, endpoints, rules, jobs and integrations that a task covers, and items named by tasks that are there."""
    sections = sample.spec.sections
    built = _built(sample)
    if not built:
        return NotMeasured("the design has nothing to build")
    items = index_items(sections)
    tasks = sections.tasks
    groups = (tasks.database, tasks.api, tasks.business_logic, tasks.integration) if tasks else ()
    named = [reference for group in groups for task in group for reference in task.covers]
    resolved = {items.resolve(reference) for reference in named}
    uncovered = [Evidence("no task builds it", path) for path in built if not _is_covered(path, resolved)]
    dangling = [Evidence(f"a task builds {one}", "no such item") for one in named if items.resolve(one) is None]
    all_ = len(built) + len(named)
    return Measured(share(all_ - len(uncovered) - len(dangling), all_), (*uncovered, *dangling))


def _built(sample: Sample) -> list[str]:
    sections = sample.spec.sections
    built = [f"database.tables.{table.name}" for table in sample.tables]
    built += [endpoint_path(one) for one in sample.endpoints]
    built += [f"rules.{one.name}" for one in (sections.rules.rules if sections.rules else ())]
    built += [f"jobs.{one.name}" for one in (sections.jobs.jobs if sections.jobs else ())]
    built += [
        f"integrations.{one.service}" for one in (sections.integrations.integrations if sections.integrations else ())
    ]
    return built


def _is_covered(path: str, resolved: set[str | None]) -> bool:
    return any(one is not None and (one == path or one.startswith(f"{path}.")) for one in resolved)

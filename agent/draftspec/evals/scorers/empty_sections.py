"""Whether what is empty may be empty, and says why."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.evals.case import Expect
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, scorer, share
from draftspec.spec import Sections


@scorer(
    gate="hard",
    bound=1,
    source="the templates' rule for lists: a section with nothing in it says so with the reason, and is never padded",
)
def empty_sections(sample: Sample) -> Measured:
    """Sections that hold something, or say why not where the case lets them be empty.

    Looked at are database, endpoints, rules, validation, jobs and integrations. A case lets a section be empty by naming
    it, or by expecting nothing of it; where no backend is asked for, all of them have to be empty.
    """
    states = list(_states(sample.spec.sections, sample.case.expect))
    bad = tuple(Evidence(problem, name) for name, problem in states if problem)
    return Measured(share(len(states) - len(bad), len(states)), bad)


def _states(sections: Sections, expect: Expect) -> Iterator[tuple[str, str]]:
    for name, items, reason in _lists(sections):
        if items and expect.no_backend:
            yield name, "something is designed where no backend is asked for"
        elif items:
            yield name, ""
        elif not _may_be_empty(name, expect):
            yield name, "empty, though the case expects something"
        else:
            yield name, "" if reason else "empty without a reason"


def _may_be_empty(name: str, expect: Expect) -> bool:
    wanted = {
        "database": any(not table.optional for table in expect.tables) or bool(expect.changes),
        "endpoints": bool(expect.endpoints),
        "rules": bool(expect.rules),
    }
    return name in expect.empty_ok or not wanted.get(name, False)


def _lists(sections: Sections) -> Iterator[tuple[str, object, str | None]]:
    database = sections.database
    yield "database", (*database.tables, *database.modifications), database.none_because
    yield "endpoints", sections.endpoints.endpoints, sections.endpoints.none_because
    if sections.rules:
        yield "rules", sections.rules.rules, sections.rules.none_because
    if sections.validation:
        yield (
            "validation",
            (*sections.validation.inputs, *sections.validation.business),
            sections.validation.none_because,
        )
    if sections.jobs:
        yield "jobs", sections.jobs.jobs, sections.jobs.none_because
    if sections.integrations:
        yield "integrations", sections.integrations.integrations, sections.integrations.none_because

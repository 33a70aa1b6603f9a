"""The built-in drafter: decides every section from a brief with rules and knowledge files; no key, no network."""

from __future__ import annotations

from draftspec.brief import Brief
from draftspec.drafters.builtin import (
    architecture,
    database,
    endpoints,
    integrations,
    jobs,
    metadata,
    migration,
    objectives,
    observability,
    performance,
    process,
    quality,
    risks,
    rules,
    security,
    stakeholders,
    success,
    tasks,
    tests,
    validation,
)
from draftspec.drafters.builtin.addressing import with_addressees, with_addresses
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.claims import claims_of
from draftspec.drafters.builtin.errors import with_services
from draftspec.drafters.builtin.messages import with_messages
from draftspec.drafters.builtin.notes import assumptions_of, questions_of
from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief
from draftspec.drafters.builtin.recording import with_records
from draftspec.drafters.builtin.there_already import with_standing
from draftspec.drafting import Draft
from draftspec.sections.database import Table
from draftspec.spec import Sections


def draft(brief: Brief, existing: tuple[Table, ...], asked_for: tuple[str, ...]) -> Draft:
    """Return every section that is asked for; the same brief gives the same draft.

    A brief that is no backend feature gives sections with reasons instead of items.
    """
    plan = make_plan(read_brief(brief.text, concepts()), existing)
    sections = _sections(plan)
    unasked = {name: None for name in Sections.model_fields if name not in (*asked_for, "database", "endpoints")}
    return Draft(
        sections=sections.model_copy(update=unasked),
        claims=claims_of(plan, sections),
        assumptions=assumptions_of(plan, sections),
        open_questions=questions_of(plan, sections),
    )


def _sections(plan: Plan) -> Sections:
    """Decide the sections one after the other, each from the plan and those before it."""
    data = with_standing(database.draft(plan), plan)
    calls = endpoints.draft(plan, data)
    rule = rules.draft(plan, calls)
    job = with_records(with_messages(jobs.draft(plan, calls), plan, calls), plan, data, calls)
    job = with_addressees(job, plan)
    data = with_addresses(data, job, plan)
    outside = integrations.draft(plan, calls, job)
    calls = with_services(calls, outside)
    guard = security.draft(plan, data, calls)
    aims = objectives.draft(plan, calls)
    rest = (rule, job, outside)
    return Sections(
        metadata=metadata.draft(plan, data, calls),
        database=data,
        migration=migration.draft(plan, data),
        endpoints=calls,
        rules=rule,
        validation=validation.draft(plan, data, calls),
        security=guard,
        jobs=job,
        integrations=outside,
        performance=performance.draft(plan, data, calls),
        tasks=tasks.draft(plan, data, calls, rest),
        tests=tests.draft(plan, data, calls, rest),
        observability=observability.draft(plan, calls, job),
        objectives=aims,
        stakeholders=stakeholders.draft(plan, calls, job, outside),
        architecture=architecture.draft(plan, data, calls, job),
        quality=quality.draft(plan, calls, rule, guard),
        risks=risks.draft(plan),
        process=process.draft(plan, calls, job, outside),
        success=success.draft(plan, calls, job, aims),
    )

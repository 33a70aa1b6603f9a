"""Decides the `tasks` section: a piece of work for each table, group of calls, rule, job and service."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import counted
from draftspec.sections.database import Database
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.integrations import Integrations
from draftspec.sections.jobs import Jobs
from draftspec.sections.rules import Rules
from draftspec.sections.tasks import Task, Tasks


def draft(plan: Plan, database: Database, endpoints: Endpoints, rest: tuple[Rules, Jobs, Integrations]) -> Tasks:
    """Return the tasks in the order in which they can be done."""
    rules, jobs, integrations = rest
    return Tasks(
        database=_database(database),
        api=tuple(task for resource in plan.resources for task in _api(resource, endpoints)),
        business_logic=(*_rules(rules), *_jobs(jobs)),
        integration=tuple(
            Task(
                text=f"{one.service}: {', '.join(f'`{name}`' for name in one.environment[:2])}, stub.",
                covers=(one.service, *one.used_by[:1]),
            )
            for one in integrations.integrations
        ),
    )


def _database(database: Database) -> tuple[Task, ...]:
    tasks = []
    for table in database.tables:
        keys = len([c for c in table.columns if c.references])
        constraints = len(table.constraints) + len([c for c in table.columns if c.values])
        text = (
            f"`{table.name}`: {counted(len(table.columns), 'column')}, {counted(keys, 'foreign key')}, "
            f"{counted(len(table.indexes), 'index')}, {counted(constraints, 'constraint')}."
        )
        tasks.append(Task(text=text, covers=(table.name,)))
    for change in database.modifications:
        added = ", ".join(f"`{c.name}`" for c in change.add_columns)
        tasks.append(
            Task(
                text=f"`{change.table}`: add {added}.",
                covers=(change.table, *(f"{change.table}.{c.name}" for c in change.add_columns)),
            )
        )
    return tuple(tasks)


def _api(resource: Resource, endpoints: Endpoints) -> list[Task]:
    mine = [e for e in endpoints.endpoints if e.table == resource.table]
    reading = [e for e in mine if e.method == "GET"]
    writing = [e for e in mine if e.method != "GET" and e.action not in ("transition", "command")]
    verbs = [e for e in mine if e.action in ("transition", "command")]
    tasks = []
    for group in (reading, writing, verbs):
        if group:
            calls = ", ".join(f"`{e.method} {e.path}`" for e in group)
            codes = len({error.code for e in group for error in e.errors})
            tasks.append(
                Task(
                    text=f"{calls}; {counted(codes, 'error code')}.",
                    covers=tuple(f"{e.method} {e.path}" for e in group),
                )
            )
    return tasks


def _rules(rules: Rules) -> tuple[Task, ...]:
    tasks = []
    for rule in rules.rules:
        code = f" (`{rule.error_code}`)" if rule.error_code else ""
        tasks.append(Task(text=f"{rule.name}{code}, in `{rule.about[0]}`.", covers=(rule.name, *rule.about[:2])))
    return tuple(tasks)


def _jobs(jobs: Jobs) -> tuple[Task, ...]:
    return tuple(Task(text=f"Job `{job.name}`, idempotent.", covers=(job.name,)) for job in jobs.jobs)

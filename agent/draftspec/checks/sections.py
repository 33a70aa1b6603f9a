"""SEC: whether rules, jobs and tasks speak of what the design has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import did_you_mean, listed, unknown_column
from draftspec.items import endpoint_name, endpoint_path, field_names
from draftspec.sections.jobs import Job, Jobs, TableAccess
from draftspec.sections.rules import Rule
from draftspec.sections.tasks import Task, Tasks


@check("SEC-01", "error", why="What no task builds is not built.")
def tasks_cover(design: Design) -> Iterator[Found]:
    """Each table, endpoint, rule, job and service has a task that builds it."""
    tasks = design.sections.tasks
    if tasks is None:
        return
    groups = {"BE-DB": tasks.database, "BE-API": tasks.api, "BE-BL": tasks.business_logic, "BE-INT": tasks.integration}
    covered = {kind: _covered(design, group) for kind, group in groups.items()}
    for where, name, kind in _to_build(design):
        if where not in covered[kind] and not any(path.startswith(f"{where}.") for path in covered[kind]):
            yield Found(where, f"No {kind} task builds `{name}`.", f"Add a {kind} task that covers `{name}`.")
    yield from _changed_tables(design, tasks)


def _to_build(design: Design) -> Iterator[tuple[str, str, str]]:
    sections = design.sections
    for table in design.database.tables:
        yield f"database.tables.{table.name}", table.name, "BE-DB"
    for endpoint in design.endpoints:
        yield endpoint_path(endpoint), endpoint_name(endpoint), "BE-API"
    for rule in sections.rules.rules if sections.rules else ():
        yield f"rules.{rule.name}", rule.name, "BE-BL"
    for job in sections.jobs.jobs if sections.jobs else ():
        yield f"jobs.{job.name}", job.name, "BE-BL"
    for one in sections.integrations.integrations if sections.integrations else ():
        yield f"integrations.{one.service}", one.service, "BE-INT"


def _covered(design: Design, tasks: tuple[Task, ...]) -> set[str]:
    return {design.items.resolve(reference) or "" for task in tasks for reference in task.covers}


def _changed_tables(design: Design, tasks: Tasks) -> Iterator[Found]:
    covered = _covered(design, tasks.database)
    for change in design.database.modifications:
        paths = (design.table_path(change.table), f"database.modifications.{change.table}")
        if not any(path == one or path.startswith(f"{one}.") for path in covered for one in paths):
            yield Found(
                f"database.modifications.{change.table}",
                f"No BE-DB task changes `{change.table}`.",
                f"Add a BE-DB task that covers `{change.table}`.",
            )


@check("SEC-02", "warning", why="A task or test for what does not exist cannot be done.")
def tasks_exist(design: Design) -> Iterator[Found]:
    """Each task covers, and each test is about, something that the design has."""
    for where, reference in _named_work(design):
        if design.items.resolve(reference) is None:
            yield Found(
                where,
                f"`{reference}` is not in the design.",
                did_you_mean(reference, design.items.names, "Name a table, column, endpoint, rule, job or service."),
            )


def _named_work(design: Design) -> Iterator[tuple[str, str]]:
    tasks, tests = design.sections.tasks, design.sections.tests
    for group in field_names(type(tasks)) if tasks else ():
        for number, task in enumerate(getattr(tasks, group), 1):
            yield from ((f"tasks.{group}.{number}", reference) for reference in task.covers)
    for group in field_names(type(tests)) if tests else ():
        for number, test in enumerate(getattr(tests, group), 1):
            yield f"tests.{group}.{number}", test.subject


@check("SEC-04", "error", why="A job over columns that do not exist fails at night, when nobody looks.")
def jobs_run(design: Design) -> Iterator[Found]:
    """A job's columns, queue and calling endpoint exist, and an index serves what a scheduled job looks for."""
    jobs = design.sections.jobs
    for job in jobs.jobs if jobs else ():
        yield from _accessed(design, job)
        yield from _started(design, job)
        yield from _queued(jobs, job)


def _accessed(design: Design, job: Job) -> Iterator[Found]:
    for place, access in (*(("reads", one) for one in job.reads), *(("writes", one) for one in job.writes)):
        where = f"jobs.{job.name}.{place}.{access.table}"
        if access.table not in design.tables:
            yield Found(
                where,
                f"`{job.name}` {place} `{access.table}`, which is no table of the design.",
                did_you_mean(access.table, design.tables, f"Design `{access.table}`, or name another table."),
            )
            continue
        columns = design.columns[access.table]
        for column in (column for column in access.columns if column not in columns):
            yield Found(
                where,
                f"`{job.name}` {place} `{access.table}.{column}`, which does not exist.",
                unknown_column(access.table, column, columns),
            )


def _started(design: Design, job: Job) -> Iterator[Found]:
    trigger = job.trigger
    where = f"jobs.{job.name}.trigger"
    if trigger.kind == "endpoint":
        path = design.items.resolve(trigger.endpoint) if trigger.endpoint else None
        if path is None or not path.startswith("endpoints."):
            named = f"`{trigger.endpoint}`" if trigger.endpoint else "an endpoint that it does not name"
            advice = "Name an endpoint of the design, as in `POST /api/v1/…`."
            names = [endpoint_name(one) for one in design.endpoints]
            yield Found(
                where,
                f"`{job.name}` is started by {named}, which the design does not have.",
                did_you_mean(trigger.endpoint or "", names, advice),
            )
    elif (
        trigger.kind == "schedule"
        and (polled := _polled(design, job))
        and not any(_is_indexed(design, access) for access in polled)
    ):
        columns = listed(f"{access.table}.{column}" for access in polled for column in access.columns)
        yield Found(
            f"jobs.{job.name}.reads.{polled[0].table}",
            f"`{job.name}` looks for rows by {columns}, and no index starts with one of these.",
            "Add an index that starts with the column that it looks for.",
        )


def _polled(design: Design, job: Job) -> list[TableAccess]:
    """Return what a job reads of new tables, if all its columns exist."""
    reads = [access for access in job.reads if access.table in design.new_tables and access.columns]
    return reads if all(design.column(one.table, column) for one in reads for column in one.columns) else []


def _is_indexed(design: Design, access: TableAccess) -> bool:
    return any(key.columns[:1] and key.columns[0] in access.columns for key in design.keys(access.table))


def _queued(jobs: Jobs | None, job: Job) -> Iterator[Found]:
    queues = [queue.name for queue in jobs.queues] if jobs else []
    if job.queue not in queues:
        yield Found(
            f"jobs.{job.name}",
            f"`{job.name}` runs on the queue `{job.queue}`, whose retries and dead letter are not given.",
            did_you_mean(job.queue, queues, f"Add the queue `{job.queue}` with its retry policy and dead letter."),
        )


@check("SEC-05", "warning", why="A rule about what does not exist is enforced by nothing.")
def rules_about(design: Design) -> Iterator[Found]:
    """Rules speak of tables, columns and endpoints that exist.

    In texts, only what stands between backticks is read: `table.column` of a table of the design, and a method with a
    path that starts like the design's own.
    """
    for rule in design.sections.rules.rules if design.sections.rules else ():
        missing = [one for one in rule.about if design.items.resolve(one) is None]
        missing += [one for one in _quoted(rule) if _is_missing(design, one)]
        for one in dict.fromkeys(missing):
            advice = "Name what the design has, or add it to the design."
            yield Found(
                f"rules.{rule.name}",
                f"The rule `{rule.name}` is about `{one}`, which is not in the design.",
                did_you_mean(one, design.items.names, advice),
            )


def _quoted(rule: Rule) -> Iterator[str]:
    texts = (rule.description, rule.implementation, rule.validation, rule.error_handling, *rule.edge_cases)
    for text in texts:
        yield from re.findall(r"`([^`]+)`", text)


_FILES = frozenset(["csv", "html", "json", "log", "md", "pdf", "py", "sql", "txt", "xlsx", "xml", "yaml", "yml", "zip"])


def _is_missing(design: Design, quoted: str) -> bool:
    return _seems_missing(design, quoted) and design.items.resolve(quoted) is None


def _seems_missing(design: Design, quoted: str) -> bool:
    if found := re.fullmatch(r"([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*)", quoted):
        return _is_missing_column(design, found[1], found[2])
    if found := re.fullmatch(r"(GET|POST|PUT|PATCH|DELETE) (/[^ ?#]*)(\?.*)?", quoted):
        name = f"{found[1]} {found[2]}"
        ours = any(_start(one.path) == _start(found[2]) for one in design.endpoints)
        return ours and design.items.resolve(name) is None
    return False


def _is_missing_column(design: Design, table: str, name: str) -> bool:
    """`invoices.csv` is a file, and `invoices.voided` an event rather than a column."""
    if table not in design.tables or name in _FILES:
        return False
    states = {state for column in design.columns[table].values() for state in column.values or ()}
    return name not in states and not re.fullmatch(r"[a-z]+ed", name)


def _start(path: str) -> str:
    return "/".join(path.split("/")[: 3 if re.match(r"/[^/]+/v\d", path) else 2])

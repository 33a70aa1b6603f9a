"""Decides the `jobs` section: the jobs of the entries, and those that the brief's times and services ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.ageing import Ageing, ageing_of
from draftspec.drafters.builtin.assuming import assumed
from draftspec.drafters.builtin.database import column_name, is_written_once
from draftspec.drafters.builtin.effects import taken_for_granted
from draftspec.drafters.builtin.entries import JobEntry
from draftspec.drafters.builtin.limits import about
from draftspec.drafters.builtin.messages import queue_of
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.numbers import find_clock
from draftspec.drafters.builtin.reading.rhythms import is_done
from draftspec.drafters.builtin.sending import on_failure, told
from draftspec.sections.endpoints import Endpoint, Endpoints
from draftspec.sections.jobs import Job, Jobs, TableAccess, Trigger

_RHYTHM = {"hour": "every hour", "day": "daily at 06:00 UTC (hour is an assumption)", "week": "Mondays at 06:00 UTC (day and hour are assumptions)",
           "month": "on the first of the month at 06:00 UTC (day and hour are assumptions)", "year": "on 2 January at 06:00 UTC (day and hour are assumptions)"}  # fmt: skip

_CLOCK = Trigger(kind="schedule", description="The clock.")


def draft(plan: Plan, endpoints: Endpoints) -> Jobs:
    """Return the jobs with their queue."""
    if plan.main is None:
        return Jobs(none_because="The brief names no work that happens without a caller.")
    queue = plan.main.table
    entries = [(entry, resource) for resource in plan.resources for entry in _in_time(resource, plan)]
    jobs = [_job(entry, resource, plan, endpoints, queue) for entry, resource in entries]
    jobs += [*_from_numbers(plan, queue), *_from_clock(plan, queue)]
    jobs += _from_periods(plan, queue, jobs)
    kept = tuple({job.name: job for job in jobs}.values())
    if not kept:
        return Jobs(
            none_because=f"Every change to {plan.main.many} happens in the call that asks for it; nothing falls due later."
        )
    return Jobs(jobs=kept, queues=(queue_of(queue, kept),))


def _in_time(resource: Resource, plan: Plan) -> list[JobEntry]:
    """Return the entry's jobs, each that does what the brief wants after a time after the brief's time."""
    facts = [fact for fact in plan.limits if fact.kind == "age" and fact.seconds and about(fact, plan) is resource]
    told = [job for fact in facts if (job := ageing_of(fact, resource).done_by(resource)) is not None]
    changed = {job.name: job for job in told}
    return [changed.get(job.name, job) for job in resource.entry.jobs]


def _job(entry: JobEntry, resource: Resource, plan: Plan, endpoints: Endpoints, queue: str) -> Job:
    caller = _caller(entry, resource, endpoints)
    if entry.schedule is not None:
        trigger = _CLOCK
        frequency = _sentence(_assumed(entry.schedule))
    elif caller is not None:
        name = f"{caller.method} {caller.path}"
        trigger = Trigger(kind="endpoint", endpoint=name, description="After its commit")
        frequency = "Once per call."
    else:
        event = f"{resource.one} {entry.on or 'changed'}".replace("_", " ")
        trigger = Trigger(kind="event", description=f"The event “{event}”, after its transaction commits.")
        frequency = "Once an event."
    return Job(
        name=resource.fill(entry.name),
        trigger=trigger,
        frequency=frequency,
        processing=assumed(resource.fill(told(entry)), plan),
        reads=(*_access(resource, entry.reads), *_named(resource.fill(entry.does), resource, plan)),
        writes=tuple(_written(entry, resource, plan)),
        error_handling=assumed(resource.fill(on_failure(entry)), plan),
        monitoring=assumed(resource.fill(entry.watch), plan),
        queue=queue,
    )


def _written(entry: JobEntry, resource: Resource, plan: Plan) -> Iterator[TableAccess]:
    """Yield what a job writes: columns of its thing, rows that it deletes with what lies in a bin, and rows that it adds."""
    if entry.writes:
        yield from _access(resource, entry.writes)
    if entry.deletes:
        yield TableAccess(table=resource.table)
    held = resource.name if entry.deletes else None
    yield from (TableAccess(table=r.table) for r in plan.resources if held is not None and r.binned == held)
    yield from (TableAccess(table=r.table) for r in plan.resources if r.name in entry.adds)
    yield from (TableAccess(table=table) for table in taken_for_granted(entry.adds, plan))
    for other in (r for r in plan.resources if r.name in entry.changes):
        yield TableAccess(table=other.table, columns=("status",) if other.states else ("updated_at",))


def _assumed(schedule: str) -> str:
    """Call a rhythm an assumption: what the brief itself gives is said by the job that follows from it."""
    return schedule if "assumption" in schedule else f"{schedule} (assumption)"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _caller(entry: JobEntry, resource: Resource, endpoints: Endpoints) -> Endpoint | None:
    for endpoint in endpoints.endpoints:
        if endpoint.table != resource.table or entry.on is None:
            continue
        if endpoint.action == entry.on or endpoint.path.endswith(f"/{entry.on.replace('_', '-')}"):
            return endpoint
    return None


def _named(text: str, resource: Resource, plan: Plan) -> Iterator[TableAccess]:
    """Yield the other tables of the feature that a job's text names: it reads them."""
    for other in plan.resources:
        if other.table != resource.table and re.search(rf"(?<![/\w-]){re.escape(other.many)}(?![\w-])", text):
            yield TableAccess(table=other.table)


def _access(resource: Resource, columns: tuple[str, ...]) -> tuple[TableAccess, ...]:
    real = {line.name: column_name(line) for line in resource.columns}
    real |= {parent.column: parent.column for parent in resource.parents} | {
        "id": "id",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    real |= {"status": "status"} if resource.states else {}
    real |= {name: name for name in list(real.values())}
    known = tuple(real[name] for name in columns if name in real)
    return (TableAccess(table=resource.table, columns=known),)


def _from_numbers(plan: Plan, queue: str) -> list[Job]:
    jobs = []
    for fact in plan.limits:
        resource = about(fact, plan)
        if resource is None or resource.there or fact.kind not in ("age", "every") or fact.seconds is None:
            continue
        span = fact.amount
        if fact.kind == "every":
            jobs.append(_rhythm_job(resource, f"every {span}", fact.text, queue))
            continue
        aged = ageing_of(fact, resource)
        if aged.done_by(resource) is not None:
            continue
        read = (aged.since, *(("status",) if aged.to is not None else ()))
        jobs.append(
            Job(
                name=f"{aged.name}_{resource.table}",
                trigger=_CLOCK,
                frequency="Every 15 minutes (assumption).",
                processing=aged.does(resource),
                reads=(TableAccess(table=resource.table, columns=read),),
                writes=_writes(resource, _touched(aged)),
                error_handling=f"The row stays selected and is taken up by the next run; the other {resource.many} go on.",
                monitoring=f"Age of the oldest selected row against {span}.",
                queue=queue,
            )
        )
    return jobs


def _touched(aged: Ageing) -> tuple[str, ...]:
    """Return the columns that a job over aged rows writes; none where it deletes them whole."""
    return () if aged.deletes else ("status",) if aged.to is not None else ("updated_at",)


def _writes(resource: Resource, columns: tuple[str, ...]) -> tuple[TableAccess, ...]:
    """Return what a job writes of a thing; a record that nothing touches again keeps no time of it."""
    untouched = columns == ("updated_at",) and is_written_once(resource)
    return () if untouched else (TableAccess(table=resource.table, columns=columns),)


def _from_periods(plan: Plan, queue: str, jobs: list[Job]) -> list[Job]:
    main = plan.main
    if main is None or main.there or any(job.trigger.kind == "schedule" for job in jobs):
        return []
    done = [(word, unit) for word, unit in plan.reading.periods if is_done(word, plan.reading.text)]
    return [_rhythm_job(main, _RHYTHM[unit], _around(word, plan), queue) for word, unit in done[:1]]


def _from_clock(plan: Plan, queue: str) -> Iterator[Job]:
    """Yield the job that the brief wants at a time of day ("every night at 02:00")."""
    clock = find_clock(plan.reading.text)
    if clock is None or plan.main is None or plan.main.there:
        return
    job = _rhythm_job(plan.main, f"{clock[1]} UTC (the time zone is an assumption)", clock[0], queue)
    yield job.model_copy(update={"name": f"run_at_{clock[1][-5:].replace(':', '_')}_{plan.main.table}"[:60]})


def _around(word: str, plan: Plan) -> str:
    """Return the brief's own words about a rhythm: those of its clause, cut where they are many."""
    said = next((c.text for c in plan.reading.clauses if re.search(rf"\b{word}\b", c.text, re.I)), word)
    words = said.split()
    at = next((n for n, one in enumerate(words) if one.lower().startswith(word)), 0)
    return " ".join(words[max(0, at - 5) : at + 7])


def _rhythm_job(resource: Resource, rhythm: str, said: str, queue: str) -> Job:
    return Job(
        name=f"run_due_{resource.table}",
        trigger=_CLOCK,
        frequency=f"{rhythm[:1].upper()}{rhythm[1:]}.",
        processing=f"Goes through `{resource.table}` in batches by `id` for “{said}”; a row that was done in this period is skipped.",
        reads=(TableAccess(table=resource.table, columns=("id", "created_at")),),
        writes=_writes(resource, ("updated_at",)),
        error_handling=f"A {resource.one} that fails is logged with its id and tried on the next run.",
        monitoring=f"{resource.many.capitalize()} done and failed in the last run.",
        queue=queue,
    )

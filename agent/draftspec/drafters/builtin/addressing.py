"""Says for each message of a job whom it reaches: the column that names somebody, and the column with the address.

Where nothing leads to somebody whom the brief names, what would do so is assumed and marked; where nobody is named, it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.given import assumed_table
from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reaching import MAIL, PUSH, TEXT, Channel, Way, is_assumed, own_addresses, way_to
from draftspec.drafters.builtin.reading.told import find_told, person_in
from draftspec.drafters.builtin.reminders import NOBODY_NAMED
from draftspec.sections.database import Column, Database, Reference
from draftspec.sections.jobs import Job, Jobs, TableAccess

_SENDS = re.compile(
    r"\bmails\b|^texts\b|^pushes\b|\be?mails? (?:it|them)\b|\b(?:sends?|queues|pushes)\b[^.;]*\b(?:e?mails?|messages?|lists?|notifications?|warnings?|reminders?)\b",
    re.I,
)
_WHOM = (
    re.compile(r"\btold to the ([a-z]+(?: [a-z]+)?)", re.I),
    re.compile(r"\b(?:mail|message|list) to (?:the |each |every )?([a-z]+)", re.I),
    re.compile(
        r"\b(?:mails|sends?|tells|notifies|reminds|warns) (?:the |each |its |their |every )?([a-z]+(?: [a-z]+)?)", re.I
    ),
)
_GIVEN = re.compile(r"`[\w.]*(?:email|phone|address|recipients?)`|\bpeople who\b|\bboth sides\b")
"""What a text says that names an address, or whom in words of its own."""


def with_addressees(jobs: Jobs, plan: Plan) -> Jobs:
    """Return the jobs; each that sends something says where the address is, and reads it."""
    return jobs.model_copy(update={"jobs": tuple(_addressed(job, plan) for job in jobs.jobs)})


def with_addresses(database: Database, jobs: Jobs | None, plan: Plan) -> Database:
    """Return the database; assumed tables have what leads to the addresses that the jobs read."""
    assumed = {table.name: table for table in database.assumed}
    for job in jobs.jobs if jobs is not None else ():
        way = way_of(job, plan)
        if way is None:
            continue
        if way.table not in assumed and is_assumed(way.table, plan):
            assumed[way.table] = assumed_table(way.table, "user", user=True)
        for name, column in _taken_for_granted(way):
            table = assumed.get(name)
            if table is not None and all(known.name != column.name for known in table.columns):
                assumed[name] = table.model_copy(update={"columns": (*table.columns, column)})
    return database.model_copy(update={"assumed": tuple(assumed.values())})


def _taken_for_granted(way: Way) -> Iterator[tuple[str, Column]]:
    personal = Column(name=way.address, type=way.channel.type, nullable=False, sensitivity="personal")
    yield way.table, personal
    if way.role is not None:
        yield way.table, Column(name="role", type="varchar(64)", nullable=False)
    if way.assumed is not None:
        table, _, column = way.assumed.partition(".")
        yield (
            table,
            Column(
                name=column,
                type="uuid",
                nullable=True,
                references=Reference(table=way.table, column="id", on_delete="SET NULL"),
            ),
        )


def way_of(job: Job, plan: Plan) -> Way | None:
    """Return how a job that sends something comes to the address, or None where nothing tells whom it reaches."""
    resource = next((r for access in (*job.writes, *job.reads) if (r := plan.by_table(access.table)) is not None), None)
    if resource is None or not sends(job) or NOBODY_NAMED in job.processing:
        return None
    channel = _channel(job.processing)
    whom = _whom(job, plan)
    own = next(own_addresses(resource, channel, plan), None) if whom is None else None
    if own is not None:
        return own
    return way_to(resource, whom, channel, plan)


def sends(job: Job) -> bool:
    """Tell whether a job sends something to people whom its text does not name by a column."""
    own = job.processing.partition(" It goes to ")[0]
    return _SENDS.search(own) is not None and _GIVEN.search(own) is None


_COLUMN = re.compile(r"`(\w+)\.(\w+)`")


def sends_to_named(job: Job) -> bool:
    """Tell whether a job's text names the column with the address itself."""
    return _SENDS.search(job.processing) is not None and re.search(r"`\w+\.email`", job.processing) is not None


def _addressed(job: Job, plan: Plan) -> Job:
    way = way_of(job, plan)
    if way is None:
        named = [(table, column) for table, column in _COLUMN.findall(job.processing) if is_assumed(table, plan)]
        return job.model_copy(update={"reads": _with(job.reads, named)}) if sends_to_named(job) else job
    read = [(way.table, way.address), *([(way.table, "role")] if way.role else [])]
    read += [(table, column) for step in way.steps for table, _, column in [step.partition(".")]]
    return job.model_copy(
        update={"processing": f"{job.processing.rstrip('.')}. {way.told()}", "reads": _with(job.reads, read)}
    )


def _with(reads: tuple[TableAccess, ...], more: list[tuple[str, str]]) -> tuple[TableAccess, ...]:
    """Return what a job reads with further columns, each table once; what is read whole stays so."""
    found = {access.table: access for access in reads}
    for table, column in more:
        known = found.get(table)
        if known is None:
            found[table] = TableAccess(table=table, columns=(column,))
        elif known.columns and column not in known.columns:
            found[table] = known.model_copy(update={"columns": (*known.columns, column)})
    return tuple(found.values())


def _channel(text: str) -> Channel:
    low = text.lower()
    if "text message" in low or low.startswith("texts "):
        return TEXT
    return PUSH if "push notification" in low or low.startswith("pushes ") else MAIL


def _whom(job: Job, plan: Plan) -> str | None:
    """Return whom the job's own text names, else whom the brief wants to be told."""
    for found in (match for pattern in _WHOM for match in pattern.finditer(job.processing)):
        who = person_in(found[1])
        if who is not None and who != "person":
            return who
    reminders = [one.who for one in find_told(plan.reading.spoken) if one.reminded]
    return next(iter(reminders), None) if "remind" in job.name else None


def assumed_of(job: Job, plan: Plan) -> str | None:
    """Return what is taken for granted so that a job's message arrives, as an assumption says it."""
    way = way_of(job, plan)
    if way is None or way.table in plan.existing or plan.by_table(way.table) is not None:
        return None
    if way.role is not None:
        return f"`{way.table}.role` says who is `{way.role}`, and `{way.table}.{way.address}` is where `{job.name}` reaches each of them"
    led = f"`{way.assumed}` → `{way.table}.{way.address}`" if way.assumed else f"`{way.table}.{way.address}`"
    return f"{led} is where `{job.name}` reaches whom it tells"


def unaddressed(jobs: Jobs | None, plan: Plan) -> tuple[tuple[Job, str | None], ...]:
    """Return the jobs that send something and come to nobody's address, each with whom it should tell, if that is said."""
    found = jobs.jobs if jobs is not None else ()
    return tuple((job, _whom(job, plan)) for job in found if sends(job) and way_of(job, plan) is None)

"""Says for each message of a job whom it reaches: the column that names somebody, and the column with the address.

Where nothing leads to somebody whom the brief names, what would do so is assumed and marked; where nobody is named, it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from draftspec.drafters.builtin.columns import is_signature
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.given import assumed_table
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.told import find_told, person_in
from draftspec.drafters.builtin.reading.words import snake, table_of_words
from draftspec.drafters.builtin.reminders import NOBODY_NAMED
from draftspec.drafters.builtin.whose import ANY_PERSON, column_of, is_ordinary
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
_SELF = frozenset({"user", "owner", "author", "creator", "reporter", "requester", "submitter", "person", "holder"})
"""Words for whoever a row belongs to."""
_ANY_PARTY = frozenset(
    {"user_id", "customer_id", "client_id", "member_id", "person_id", "account_id", "participant_id"}
)
"""Columns that may name somebody whom a brief calls by another word: the member who pays a fee is its customer."""


@dataclass(frozen=True)
class Channel:
    """The column of an address, with what a known table may call it."""

    column: str
    type: str
    alike: tuple[str, ...]


_MAIL = Channel("email", "varchar(320)", ("email", "email_address", "e_mail"))
_TEXT = Channel("phone", "varchar(32)", ("phone", "phone_number", "mobile", "mobile_number"))
_KINDS = {_MAIL: "email", _TEXT: "phone"}
"""The kinds of column that hold an address on the row itself."""
_PUSH = Channel("push_token", "varchar(255)", ("push_token", "device_token"))


@dataclass(frozen=True)
class Way:
    """How a job comes from its row to an address."""

    table: str
    """The table with the address."""
    channel: Channel
    address: str
    steps: tuple[str, ...] = ()
    """The columns that lead there, each as `table.column`."""
    role: str | None = None
    """The role of everybody who is told, where no column names one of them."""
    assumed: str | None = None
    """The column of a given table that is taken for granted to lead there."""

    def told(self) -> str:
        """Say whom the message reaches."""
        whose = f" of everybody whose `{self.table}.role` is `{self.role}`" if self.role else ""
        by = f" by {' → '.join(f'`{step}`' for step in self.steps)}" if self.steps else ""
        return f"It goes to `{self.table}.{self.address}`{whose}{by}."


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
        if way.table not in assumed and _is_assumed(way.table, plan):
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
    own = next(_own_addresses(resource, channel, plan), None) if whom is None else None
    if own is not None:
        return own
    return _way(resource, whom, channel, plan)


def _own_addresses(resource: Resource, channel: Channel, plan: Plan) -> Iterator[Way]:
    """Yield the addresses that a row keeps itself, then those that what it hangs on keeps: the phone of a factor."""
    above = ((p, plan.by_table(p.target)) for p in resource.parents if p.column == resource.under)
    places = [(resource, ()), *((one, (f"{resource.table}.{p.column}",)) for p, one in above if one is not None)]
    for place, steps in places:
        for line in place.columns:
            if line.kind == _KINDS.get(channel) and not place.there:
                yield Way(place.table, channel, column_name(line), steps)


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
        named = [(table, column) for table, column in _COLUMN.findall(job.processing) if _is_assumed(table, plan)]
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
        return _TEXT
    return _PUSH if "push notification" in low or low.startswith("pushes ") else _MAIL


def _whom(job: Job, plan: Plan) -> str | None:
    """Return whom the job's own text names, else whom the brief wants to be told."""
    for found in (match for pattern in _WHOM for match in pattern.finditer(job.processing)):
        who = person_in(found[1])
        if who is not None and who != "person":
            return who
    reminders = [one.who for one in find_told(plan.reading.spoken) if one.reminded]
    return next(iter(reminders), None) if "remind" in job.name else None


def _way(resource: Resource, whom: str | None, channel: Channel, plan: Plan) -> Way | None:
    """Return the way from a row to somebody: a column of the row, one of what it belongs to, or everybody of a role."""
    for steps, target in _leads(resource, whom, plan):
        way = _at(target, steps, channel, plan)
        if way is not None:
            return way
    if whom is None:
        return None
    own = next(_own_addresses(resource, channel, plan), None) if _is_anybody(whom) else None
    return own or _taken(resource, whom, channel, plan)


def _is_anybody(whom: str) -> bool:
    """Tell whether somebody is whose matter a row is, and nobody who has a part in the whole application."""
    return whom in _SELF or is_ordinary(role_of(whom).name)


def _taken(resource: Resource, whom: str, channel: Channel, plan: Plan) -> Way | None:
    """Return what is taken for granted to lead to somebody: a column of what the row belongs to, or a role of accounts.

    The manager of an apiary belongs to it, the owner of an animal too; a treasurer, or the manager of an office, is a role.
    """
    role = role_of(whom).name
    before = whom.rpartition(" ")[0]
    particular = _is_anybody(whom) or (before != "" and not is_person(before) and role != resource.entry.manages)
    given = (p for p in resource.parents if _is_assumed(p.target, plan) and p.target != "users")
    whole = next((p for p in given if not is_signature(p.column)), None)
    if not _is_assumed("users", plan):
        return None
    if particular and whole is not None:
        key = f"{whole.target}.{snake(whom)}_id"
        return Way("users", channel, channel.column, (f"{resource.table}.{whole.column}", key), assumed=key)
    return None if _is_anybody(whom) else Way("users", channel, channel.column, role=role)


def _leads(resource: Resource, whom: str | None, plan: Plan) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the columns that lead to somebody, with the table that they end at; the row's own first."""
    yield from _own_leads(resource, whom, ())
    for parent in resource.parents:
        above = plan.by_table(parent.target)
        if above is not None and above is not resource:
            yield from _own_leads(above, whom, (f"{resource.table}.{parent.column}",))


def _own_leads(resource: Resource, whom: str | None, before: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    targets = {parent.column: parent.target for parent in resource.parents}
    for column in dict.fromkeys(_naming(resource, whom, targets)):
        yield (*before, f"{resource.table}.{column}"), targets[column]


def _naming(resource: Resource, whom: str | None, targets: dict[str, str]) -> Iterator[str]:
    """Yield the columns of a row that name whom it is about, the surest first; a member who pays a fee is its only customer."""
    owner = resource.owner if resource.owner in targets else None
    people = {str(actor["table"]) for actor in table_of_words("actors").values()}
    parties = [c for c, target in targets.items() if target in people and not is_signature(c)]
    if whom is None:
        yield from (*((owner,) if owner is not None else ()), *parties)
        return
    named = column_of(role_of(whom).name, targets) or column_of(whom, targets)
    yield from (named,) if named is not None else ()
    if _is_anybody(whom):
        yield from (
            (owner,) if owner in ANY_PERSON or (owner is not None and whom in ("user", "owner", "holder")) else ()
        )
        yield from parties if len(parties) == 1 and parties[0] in _ANY_PARTY else ()


def _at(target: str, steps: tuple[str, ...], channel: Channel, plan: Plan) -> Way | None:
    """Return the way that ends at a table: at its own address, or at that of the account behind its row."""
    built = plan.by_table(target)
    if built is None or built.there:
        table = plan.given.get(target)
        if table is None:
            return None
        address = next((c.name for c in table.columns if c.name in channel.alike), None)
        if address is None and target in plan.existing:
            return None
        return Way(target, channel, address or channel.column, steps)
    own = next((column_name(c) for c in built.columns if c.name in channel.alike), None)
    if own is not None:
        return Way(target, channel, own, steps)
    account = next((p.column for p in built.parents if p.target == "users" and p.column in ("user_id", built.owner)), None)  # fmt: skip
    return Way("users", channel, channel.column, (*steps, f"{target}.{account}")) if account is not None else None


def _is_assumed(name: str, plan: Plan) -> bool:
    """Tell whether a table is taken for granted, or may be: who uses the application has an account."""
    return name not in plan.existing and (name in plan.given or (name == "users" and plan.by_table(name) is None))


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

"""Who is to be told before something ends or begins is so by a job of the clock, which looks at the day of it."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import JobEntry, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.ahead import Ahead
from draftspec.drafters.builtin.reading.words import snake
from draftspec.drafters.builtin.related import beside
from draftspec.drafters.builtin.reminders import STAMP, open_rows

_NAMES = {
    "expires": (r"(?:.*_)?(?:expires?|expiry|valid_until|valid_to)(?:_at|_on|_date)?|end_date|ends_(?:at|on)", "expires_on"),
    "ends": (r"end_date|ends_(?:at|on)|(?:.*_)?(?:expires|valid_until|valid_to)(?:_at|_on)?|until", "ends_on"),
    "starts": (r"starts_(?:at|on)|start_date|scheduled_(?:at|on|date)|takes_place_at|arrival_date|check_in(?:_at|_on|_date)?", "starts_at"),
    "due": (r"due(?:_at|_on|_date)|deadline(?:_at|_on)?|next_\w+_(?:at|on)|scheduled_(?:at|on|date)", "due_date"),
}  # fmt: skip
_MESSAGES = {"email": "mail", "sms": "text message", "push": "push notification"}
_OWN = re.compile(r"remind|warn|expir|ending|renewal")


def with_aheads(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; each of whose days somebody is told ahead has the day, and the job that looks for it."""
    for ahead in reading.aheads:
        target = _target(ahead, resources)
        if target is not None:
            resources = [_watched(r, ahead) if r is target else r for r in resources]
    return resources


def _target(ahead: Ahead, resources: list[Resource]) -> Resource | None:
    built = [resource for resource in resources if not resource.there]
    head = ahead.thing.split()[-1]
    named = next((r for r in built if ahead.thing in (r.one, r.name.replace("_", " "))), None)
    return named or next(
        (r for r in built if head in (r.one.split()[-1], r.name.rpartition("_")[2])), next(iter(built), None)
    )


def _watched(resource: Resource, ahead: Ahead) -> Resource:
    resource, day = _with_day(_with_holder(resource, ahead), ahead)
    short = any(unit in ahead.span for unit in ("minute", "hour"))
    stamp, now = ("reminded_at", "now()") if short else (STAMP, "today")
    own = next(
        (j for j in resource.entry.jobs if _OWN.search(j.name) and "(assumption)" in j.does and _is_ahead(j, day)), None
    )
    which, read = open_rows(resource)
    message = _MESSAGES[ahead.carrier]
    job = JobEntry(
        name=own.name if own is not None else f"remind_{ahead.who.replace(' ', '_')}_of_{{table}}"[:60],
        schedule="every 5 minutes (assumption)" if short else "daily at 07:00 UTC (hour is an assumption)",
        does=f"Takes {which} whose `{day}` lies {ahead.span} ahead or less and has not passed, and whose `{stamp}` is empty or earlier than `{day} - interval '{ahead.span}'`; "
        f"sets `{stamp}` to {now} and sends the {ahead.who} one {message} for each. A second run finds none, and a day that was put off is told anew.",
        reads=(*read, day, stamp),
        writes=(stamp,),
        failure="A message that the provider refuses is tried again three times within the day; the row keeps its stamp.",
        watch=f"{{Many}} whose `{day}` has passed without a message.",
    )
    rule = RuleEntry(
        name=f"Told {ahead.span} ahead",
        description=f"“{ahead.said}”: the {ahead.who} hears of a {{one}} {ahead.span} before its `{day}`, once for that day.",
        implementation=f"The job `{job.name}` compares `{day} - interval '{ahead.span}'` with {now} and stamps `{stamp}`.",
        edge_cases=(
            f"Written down less than {ahead.span} ahead: the next run tells it.",
            f"A later `{day}` begins anew: `{stamp}` lies before the new {ahead.span}.",
        ),
        validation="The database's clock decides, in UTC.",
        about=(day, stamp),
    )
    test = TestEntry(
        given=f"A {{one}} whose `{day}` lies {ahead.span} ahead and one a day further; the job twice.",
        expect=f"One {message} to the {ahead.who}, about the first.",
    )
    jobs = (*(known for known in resource.entry.jobs if known is not own), job)
    uses = tuple(dict.fromkeys((*resource.entry.uses, ahead.carrier)))
    added = {"jobs": jobs, "uses": uses, "rules": (rule, *resource.entry.rules), "tests": (test, *resource.entry.tests)}
    line = ColumnLine(
        stamp,
        "moment" if short else "date",
        nullable=True,
        flags=frozenset({"server"}),
        purpose=f"when the {ahead.who} was told",
    )
    columns = resource.columns if any(c.name == stamp for c in resource.columns) else (*resource.columns, line)
    return replace(resource, columns=columns, entry=resource.entry.model_copy(update=added))


def _with_holder(resource: Resource, ahead: Ahead) -> Resource:
    """Return the thing with the key to whose it is, where nothing leads there yet: the certification of an extinguisher."""
    name = snake(ahead.holder)
    head = name.rpartition("_")[2]
    if not name or any(head in (p.target.rpartition("_")[2], p.column.removesuffix("_id")) for p in resource.parents):
        return resource
    return beside(resource, name) if resource.name != name else resource


def _is_ahead(job: JobEntry, day: str) -> bool:
    return day in job.reads and re.search(r"\b(?:before|ahead)\b", job.does) is not None


def _with_day(resource: Resource, ahead: Ahead) -> tuple[Resource, str]:
    """Return the thing with the day that is meant; one of its own by that meaning, or a new one that callers give."""
    pattern, name = _NAMES[ahead.event]
    dated = [c for c in resource.columns if c.kind in ("date", "moment") and re.fullmatch(pattern, c.name)]
    if dated:
        kept = tuple(replace(c, flags=c.flags | {"filter"}) if c is dated[0] else c for c in resource.columns)
        return replace(resource, columns=kept), column_name(dated[0])
    kind = "moment" if name.endswith("_at") else "date"
    line = ColumnLine(name, kind, flags=frozenset({"filter"}), purpose=_PURPOSES[ahead.event])
    return replace(resource, columns=(*resource.columns, line), asked=resource.asked | {name}), name


_PURPOSES = {"expires": "the last day on which it holds", "ends": "its last day", "starts": "when it begins", "due": "when it is due"}  # fmt: skip

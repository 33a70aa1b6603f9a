"""Whoever is to be reminded is so by a job: it looks for what falls due soon, and keeps in the row when it told somebody."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.attending import ATTENDING
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import JobEntry
from draftspec.drafters.builtin.persons import persons_of
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import in_digits
from draftspec.drafters.builtin.reading.told import Told, find_told
from draftspec.drafters.builtin.reading.words import plural

_REMINDED = re.compile(r"\bremind(?:s|ed|ing|ers?)?\b(?! me later)", re.I)
_DUE = ("expir", "due", "deadline", "ends", "starts", "scheduled", "planned", "appointment", "until", "date", "_on")
_SENT = re.compile(
    r"\breminders? (?:e-?mails?|mails?|messages?|sms|texts?|notifications?|push)\b"
    r"|\breminders? (?:an?|one|two|three|\d+) (?:hour|day|week)s? (?:before|ahead|in advance|after)\b"
    r"|\b(?:e-?mail|mail|sms|text|push|automatic|send|sends|sent|receives?|gets?|goes|go) (?:[a-z]+ ){0,3}reminders?\b",
    re.I,
)
_KEPT = re.compile(
    r"\b(?:set|add|create|make|schedule|snooze|manage|edit|delete|own|my) (?:[a-z]+ ){0,3}reminders?\b", re.I
)
_BEFORE = re.compile(r"(\d+) (day|week|hour)s?,? (?:before|ahead|prior|in advance)", re.I)
_AFTER = re.compile(r"(\d+) (day|week)s? (?:after|late|overdue)", re.I)
_THAT_DAY = re.compile(r"\bon (?:the|its) (?:due (?:date|day)|day)\b|\bon the day itself\b", re.I)
_UNANSWERED = re.compile(
    r"\b(?:who|whoever|those|everybody who) (?:has|have|did|does|do)(?: not|n['’]t) (?:yet )?(?:answer|repl|respond)",
    re.I,
)
NOBODY_NAMED = "one message to each person who has not answered"
"""What a reminder says where no table tells who was asked."""
STAMP = "reminded_on"
TOLD = "notified_on"


def without_sent(choices: tuple[Choice, ...], reading: Reading) -> tuple[Choice, ...]:
    """Return the choices without reminders that are only sent about something else: they are messages, and no rows."""
    if not _SENT.search(reading.spoken) or _KEPT.search(reading.spoken):
        return choices
    rest = tuple(choice for choice in choices if choice.words.split()[-1] != "reminder")
    return rest or choices


def with_reminder(resource: Resource, reading: Reading, others: list[Resource]) -> Resource:
    """Return the main thing with a job that reminds, where the brief asks for it and something falls due.

    What the brief says of the days takes the place of what the entry assumes.
    """
    own = next((job for job in resource.entry.jobs if "remind" in job.name), None)
    days = _days(reading)
    said = _REMINDED.search(f"{reading.text} {reading.spoken}")
    if not said or reading.aheads or resource.there or (own is not None and not days):
        return resource
    resource = _falling_due(resource, own, reading)
    column = _due_column(resource, own)
    if column is None:
        return resource
    lies = f"lies {days}" if days else "lies less than 7 days ahead (assumption)"
    unanswered = _UNANSWERED.search(reading.text) is not None
    job = _job(
        own.name if own is not None else "remind_of_{table}",
        _taking(resource, column, lies),
        STAMP,
        _silent(resource, others) if unanswered else "one message",
        again=bool(days),
    )
    return _with_job(resource, job, STAMP, without=own)


def _silent(resource: Resource, others: list[Resource]) -> str:
    """Say whom a reminder reaches that is for those who have not answered: the people on record without an answer."""
    answers = next((r for r in others if r.name in ATTENDING), None)
    people = persons_of(others)
    if answers is None:
        return NOBODY_NAMED
    held = people.table if people is not None else "users"
    account = "users.id" if people is None else f"{people.table}.user_id"
    return f"one message to `users.email` of each row of `{held}` whose `{account}` has no row in `{answers.table}` for that {resource.one},"


_LATE = re.compile(
    r"\b(?:overdue|past (?:its |the )?due(?: date)?|in arrears|too late|(?:is|are|gets?|becomes?) late)\b", re.I
)


def with_notice_of_delay(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with a job that tells somebody of what is overdue, where the brief wants him to be told."""
    told = next((one for one in find_told(reading.spoken) if not one.reminded and _is_late(one)), None)
    known = any(job.schedule is not None and "overdue" in job.name for job in resource.entry.jobs)
    if told is None or known or resource.there or reading.foreign:
        return resource
    resource = _with_due_date(resource)
    column = _due_column(resource, None)
    if column is None:
        return resource
    what = f"the {told.who} one message"
    job = _job("tell_of_overdue_{table}", _taking(resource, column, "has passed"), TOLD, what, again=False)
    return _with_job(resource, job, TOLD, without=None)


def _is_late(told: Told) -> bool:
    """Tell whether somebody is told of a delay: the words stand behind him, before anybody else is told of something."""
    behind = told.sentence[told.sentence.lower().find(told.who) :]
    return _LATE.search(re.split(r"\b(?:and|but) (?=remind|notif|tell)", behind)[0]) is not None


def _with_job(resource: Resource, job: JobEntry, stamp: str, *, without: JobEntry | None) -> Resource:
    jobs = (*(known for known in resource.entry.jobs if known is not without), job)
    uses = tuple(dict.fromkeys((*resource.entry.uses, "email")))
    entry = resource.entry.model_copy(update={"jobs": jobs, "uses": uses})
    return replace(resource, entry=entry, columns=_stamped(resource, stamp))


_EXPIRING = r"(?:expires?|runs? out|ends?|lapses?)"
_DUE_SAID = re.compile(r"\b(?:is|are|be|falls?|become|becomes|comes?|over)[ -]?due\b|\bdue date\b", re.I)


def _falling_due(resource: Resource, own: JobEntry | None, reading: Reading) -> Resource:
    """Return a thing with the day that the brief reminds of: when it is due, or when it begins."""
    if own is not None:
        return resource
    if _DUE_SAID.search(reading.spoken):
        return _with_due_date(resource)
    head = re.escape(resource.one.split()[-1])
    if re.search(rf"\b{head} {_EXPIRING}\b", reading.spoken, re.I) and _due_column(resource, None) is None:
        over = ColumnLine("expires_on", "date", flags=frozenset({"filter"}), purpose="the day on which it expires")
        return replace(resource, columns=(*resource.columns, over))
    named = (
        rf"\b(?:before|ahead of|prior to) (?:each|every|the|an?|their|his|her) {re.escape(resource.one.split()[-1])}\b"
    )
    if _due_column(resource, None) is None and re.search(named, reading.spoken, re.I):
        start = ColumnLine("starts_at", "moment", flags=frozenset({"filter"}), purpose="when it begins")
        return replace(resource, columns=(*resource.columns, start))
    return resource


def _with_due_date(resource: Resource) -> Resource:
    """Return a thing with the day on which it is due; one that ends or expires has such a day."""
    known = _due_column(resource, None)
    if known is not None and any(part in known.name for part in _CERTAIN):
        return resource
    due = ColumnLine("due_date", "date", flags=frozenset({"filter"}), purpose="when it is due")
    return replace(resource, columns=(*resource.columns, due))


_CERTAIN = ("due", "expir", "deadline", "ends", "end_date", "return_by", "until")


def _due_column(resource: Resource, job: JobEntry | None) -> ColumnLine | None:
    """Return what falls due: what the entry's own job looks at, or a day that callers give."""
    dated = [c for c in resource.columns if c.kind in ("date", "moment")]
    given = [c for c in dated if "server" not in c.flags]
    looked_at = [c for c in dated if job is not None and c.name in job.reads and c.name != STAMP]
    return next((c for part in _DUE for c in (*looked_at, *given) if part in c.name), None)


def _days(reading: Reading) -> str:
    """Return when somebody is told by the brief, in words about the day that comes: "2 days ahead or today"."""
    spoken = re.sub(r"\ban? (?=(?:day|week|hour)s? (?:before|ahead))", "1 ", in_digits(reading.spoken.lower()))
    ahead = [f"{n} {unit if n == '1' else plural(unit)} ahead" for n, unit in _BEFORE.findall(spoken)]
    past = [f"{n} {unit if n == '1' else plural(unit)} back" for n, unit in _AFTER.findall(spoken)]
    near = _REMINDED.search(reading.spoken) is not None
    told = [*ahead, *(["today"] if _THAT_DAY.search(reading.spoken) else []), *past]
    return " or ".join(dict.fromkeys(told)) if near else ""


def _taking(resource: Resource, column: ColumnLine, lies: str) -> tuple[str, tuple[str, ...]]:
    """Say which rows a job takes: those still open whose day comes; and what it looks at for that.

    A thing without states and without a moment that ends it has no open rows: all whose day comes are taken.
    """
    day = f"whose `{column_name(column)}` {lies}"
    which, looked_at = open_rows(resource)
    if looked_at:
        return f"{which} {day}", (column.name, *looked_at)
    ends = [c.name for c in resource.columns if c.name in ENDS and c.nullable]
    if ends and not resource.states:
        empty = " and ".join(f"`{name}`" for name in ends)
        return f"{{many}} {day} and whose {empty} {'are' if len(ends) > 1 else 'is'} empty", (column.name, *ends)
    return f"{{many}} {day}", (column.name,)


def open_rows(resource: Resource) -> tuple[str, tuple[str, ...]]:
    """Say which rows something still leads out of, and by which columns that is told; of a thing without an end that is all of them."""
    later = [state for state in resource.states if any(state in verb.before for verb in resource.verbs.values())]
    if not later or len(later) == len(resource.states):
        return "{many}", ()
    named = " or ".join(f"`{state}`" for state in later)
    return f"{{many}} with `status` {named}", ("status",)


ENDS = frozenset({"paid_at", "paid_on", "waived_at", "done_at", "completed_at", "finished_at", "closed_at", "cancelled_at", "returned_at", "ended_at", "archived_at", "resolved_at", "withdrawn_at", "answered_at", "confirmed_at", "submitted_at", "settled_at"})  # fmt: skip
"""Moments after which nobody needs to be reminded of a row."""


def _job(name: str, taking: tuple[str, tuple[str, ...]], stamp: str, what: str, *, again: bool) -> JobEntry:
    which, looked_at = taking
    once = "today where it is empty or earlier" if again else "today where it is empty"
    return JobEntry(
        name=name,
        schedule="daily at 07:00 UTC (hour is an assumption)",
        does=f"Takes {which}, sets `{stamp}` to {once}, and sends {what} "
        "for each row that this changed; a second run of the day finds none.",
        reads=(*(name.removesuffix("_cents") for name in looked_at), stamp),
        writes=(stamp,),
        failure="A message that the provider refuses is tried again three times within the day; the row keeps its stamp.",
        watch=f"{{Many}} whose `{looked_at[0]}` has passed without a message.",
    )


def _stamped(resource: Resource, stamp: str) -> tuple[ColumnLine, ...]:
    if any(column.name == stamp for column in resource.columns):
        return resource.columns
    return (*resource.columns, ColumnLine(stamp, "date", nullable=True, flags=frozenset({"server"})))

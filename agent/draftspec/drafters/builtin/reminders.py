"""Whoever is to be reminded is so by a job: it looks for what falls due soon, and keeps in the row when it told somebody."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import JobEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import in_digits
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
STAMP = "reminded_on"


def without_sent(choices: tuple[Choice, ...], reading: Reading) -> tuple[Choice, ...]:
    """Return the choices without reminders that are only sent about something else: they are messages, and no rows."""
    if not _SENT.search(reading.spoken) or _KEPT.search(reading.spoken):
        return choices
    rest = tuple(choice for choice in choices if choice.words.split()[-1] != "reminder")
    return rest or choices


def with_reminder(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with a job that reminds, where the brief asks for it and something falls due.

    What the brief says of the days takes the place of what the entry assumes.
    """
    own = next((job for job in resource.entry.jobs if "remind" in job.name), None)
    days = _days(reading)
    column = _due_column(resource, own)
    if not _REMINDED.search(reading.text) or column is None or resource.there or (own is not None and not days):
        return resource
    job = _job(
        own.name if own is not None else "remind_of_{table}",
        column_name(column),
        days,
        unanswered=_UNANSWERED.search(reading.text) is not None,
    )
    jobs = (*(known for known in resource.entry.jobs if known is not own), job)
    uses = tuple(dict.fromkeys((*resource.entry.uses, "email")))
    entry = resource.entry.model_copy(update={"jobs": jobs, "uses": uses})
    return replace(resource, entry=entry, columns=_stamped(resource))


def _due_column(resource: Resource, job: JobEntry | None) -> ColumnLine | None:
    """Return what falls due: what the entry's own job looks at, or a day that callers give."""
    dated = [c for c in resource.columns if c.kind in ("date", "moment")]
    given = [c for c in dated if "server" not in c.flags]
    looked_at = [c for c in dated if job is not None and c.name in job.reads and c.name != STAMP]
    return next((c for part in _DUE for c in (*looked_at, *given) if part in c.name), None)


def _days(reading: Reading) -> str:
    """Return when somebody is told by the brief, in words about the day that comes: "2 days ahead or today"."""
    spoken = in_digits(reading.spoken.lower())
    ahead = [f"{n} {unit if n == '1' else plural(unit)} ahead" for n, unit in _BEFORE.findall(spoken)]
    past = [f"{n} {unit if n == '1' else plural(unit)} back" for n, unit in _AFTER.findall(spoken)]
    near = _REMINDED.search(reading.spoken) is not None
    told = [*ahead, *(["today"] if _THAT_DAY.search(reading.spoken) else []), *past]
    return " or ".join(dict.fromkeys(told)) if near else ""


def _job(name: str, column: str, days: str, *, unanswered: bool) -> JobEntry:
    lies = f"lies {days}" if days else "lies less than 7 days ahead (assumption)"
    whom = "one message to each person who has not answered" if unanswered else "one message"
    once = "today where it is empty or earlier" if days else "today where it is empty"
    return JobEntry(
        name=name,
        schedule="daily at 07:00 UTC (hour is an assumption)",
        does=f"Takes open {{many}} whose `{column}` {lies}, sets `{STAMP}` to {once}, and sends {whom} "
        "for each row that this changed; a second run of the day finds none.",
        reads=(column.removesuffix("_cents"), STAMP),
        writes=(STAMP,),
        failure="A message that the provider refuses is tried again three times within the day; the row keeps its stamp.",
        watch=f"{{Many}} whose `{column}` has passed without a message.",
    )


def _stamped(resource: Resource) -> tuple[ColumnLine, ...]:
    if any(column.name == STAMP for column in resource.columns):
        return resource.columns
    return (*resource.columns, ColumnLine(STAMP, "date", nullable=True, flags=frozenset({"server"})))

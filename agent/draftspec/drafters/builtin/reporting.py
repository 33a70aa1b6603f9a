"""A report that the brief wants by mail at a fixed rhythm is a job over what there is, and no table of reports."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import JobEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading

_RHYTHMS = {
    "daily": ("daily at 06:00 UTC (hour is an assumption)", "day"),
    "weekly": ("Mondays at 06:00 UTC (day and hour are assumptions)", "week"),
    "monthly": ("on the first of the month at 06:00 UTC (day and hour are assumptions)", "month"),
}
_REPORT = re.compile(
    r"\b(?P<rhythm>daily|weekly|monthly) (?:\w+ )?(?:report|summary|overview|digest|statement)s?\b", re.I
)
_CHOSEN = re.compile(r"\b(?:choos|configur|schedul|subscrib|custom|set up|select)\w*", re.I)
"""Who may choose what is reported, or when, needs reports that are kept."""
_MAILED = re.compile(r"\b(?:e-?mail|mail|send|sent)", re.I)
_SUMMED = frozenset({"money", "signed_money", "minutes", "hours", "decimal", "count", "quantity"})


def without_report(chosen: tuple[Choice, ...], reading: Reading) -> tuple[Choice, ...]:
    """Return the things without a table of reports where a fixed one is mailed about the others."""
    others = tuple(choice for choice in chosen if choice.concept != "scheduled_report")
    return others if others and wanted(reading) else chosen


def wanted(reading: Reading) -> str | None:
    """Return the rhythm of a fixed report that is mailed, or None."""
    found = _REPORT.search(reading.spoken)
    if found is None or not _MAILED.search(reading.spoken) or _CHOSEN.search(reading.spoken):
        return None
    return found["rhythm"].lower()


def with_report(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one with most to add up has the job that mails the report."""
    rhythm = wanted(reading)
    told = [r for r in resources if not r.there]
    if rhythm is None or not told or any("report" in job.name for r in told for job in r.entry.jobs):
        return resources
    subject = max(told, key=lambda r: len(_sums(r)))
    job = _job(subject, rhythm)
    uses = tuple(dict.fromkeys((*subject.entry.uses, "email")))
    entry = subject.entry.model_copy(update={"jobs": (*subject.entry.jobs, job), "uses": uses})
    return [replace(r, entry=entry) if r is subject else r for r in resources]


def _sums(resource: Resource) -> list[str]:
    return [column_name(c) for c in resource.columns if c.kind in _SUMMED and "server" not in c.flags]


def _job(resource: Resource, rhythm: str) -> JobEntry:
    schedule, period = _RHYTHMS[rhythm]
    dated = next((c.name for c in resource.columns if c.name in ("performed_at", "starts_at", "held_at")), "created_at")
    beside = (p.column for p in resource.parents if p.column not in (resource.owner, resource.tenant))
    by = f"{resource.about}_id" if resource.about is not None else next(beside, None)
    summed = "".join(f", adds up `{name}`" for name in _sums(resource)[:3])
    grouped = f" by `{by}`" if by else ""
    return JobEntry(
        name=f"mail_{rhythm}_report_of_{{table}}",
        schedule=schedule,
        does=f"Counts the rows of `{{table}}` whose `{dated}` lies in the {period} before{summed}{grouped}, and sends one mail to every manager (assumption); the {period} is the mail's key, so a second run sends nothing.",
        reads=(dated, *_sums(resource)[:3]),
        failure=f"The next run finds the {period} unsent and mails it late; nothing is left out.",
        watch="Hours since the last report left.",
    )

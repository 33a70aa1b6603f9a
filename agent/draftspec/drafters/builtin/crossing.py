"""Whom a brief has told when a value crosses a line ("if the varroa count is above 3, the apiary manager gets a mail"): a job does it."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import JobEntry, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.crossings import Crossing
from draftspec.drafters.builtin.reading.units import unit_of
from draftspec.drafters.builtin.reading.words import singular, snake
from draftspec.drafters.builtin.units import in_unit_of, share_of, unit_kept

_KNOWS = re.compile(r"low|warn|alert|threshold|limit", re.I)
_BOUND = re.compile(r"(?:^|_)(?:min|max|minimum|maximum|limit|reorder|level|threshold)(?:_|$)")
"""Columns that say where a line is, and not what is held against it."""
_NUMERIC = re.compile(r"(?:small|big)?int\w*|numeric")
_LONGEST = 40
STAMP = "warned_at"


def with_warning(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one whose value crosses the line has a job that tells whom the brief names, once for each row."""
    found = reading.crossing
    built = [resource for resource in resources if not resource.there]
    if found is None or not built:
        return resources
    watching = next((r for r in built if any(_KNOWS.search(job.name) for job in r.entry.jobs)), None)
    if watching is not None:
        return [_told_of(r, found) if r is watching else r for r in resources]
    pairs = ((resource, _column(resource, found.what)) for resource in built)
    target, column = next((pair for pair in pairs if pair[1] is not None), (built[0], None))
    warning = _warning(target, column, found) if column is not None else _with_value(target, found)
    return [warning if r is target else r for r in resources]


def _told_of(resource: Resource, found: Crossing) -> Resource:
    """Return a thing that watches its value by itself: the brief's number is where the line is, and whom it names is told."""
    told = f"the brief wants {found.sign} {found.number} told to the {found.who}."
    jobs = tuple(
        job.model_copy(update={"does": f"{job.does.rstrip('.')}; {told}"}) if _KNOWS.search(job.name) else job
        for job in resource.entry.jobs
    )
    columns = tuple(
        replace(c, default=found.number) if _BOUND.search(c.name) and _is_number(c) else c for c in resource.columns
    )
    return replace(resource, columns=columns, entry=resource.entry.model_copy(update={"jobs": jobs}))


def _is_number(column: ColumnLine) -> bool:
    return _NUMERIC.match(str(data("types")[column.kind]["type"])) is not None


def _with_value(resource: Resource, found: Crossing) -> Resource:
    """Return a thing with the value that the brief compares; where a column of that name is no number, nothing is compared."""
    name = snake(found.what.split(" of ")[0])[-_LONGEST:].strip("_")
    named = next((column for column in resource.columns if column.name == name), None)
    if name == "status" or (named is not None and not (name in resource.asked and named.kind in ("name", "title"))):
        return resource
    unit = unit_of(found.unit)
    column = ColumnLine(name, "decimal", nullable=True, purpose=f"in {unit}" if unit else None)
    columns = tuple(c for c in resource.columns if c is not named)
    return _warning(replace(resource, columns=(*columns, column)), column, found)


def _column(resource: Resource, what: str) -> ColumnLine | None:
    """Return the number that is meant: it has the last word of what the brief compares, or one that stands before."""
    counted = [c for c in resource.columns if _is_number(c) and not _BOUND.search(c.name)]
    named = next((c for c in counted if c.name == snake(what.split(" of ")[0])), None)
    if named is not None:
        return named
    for word in map(singular, reversed(what.lower().split())):
        found = next((c for c in counted if word[:5] in {part[:5] for part in c.name.split("_")}), None)
        if found is not None:
            return found
    return None


def _warning(resource: Resource, column: ColumnLine, found: Crossing) -> Resource:
    name, sign, who = column_name(column), found.sign, found.who
    number = in_unit_of(column, found.number, found.unit)
    value = str(round(float(found.number) * 100)) if column.kind == "money" else number
    measure = share_of(column) or unit_kept(column)
    message = _MESSAGES[found.by]
    job = JobEntry(
        name="warn_of_{table}",
        schedule="every 5 minutes",
        does=f"Takes rows with `{name}` {sign} {value} whose `{STAMP}` is empty with `FOR UPDATE SKIP LOCKED`, sends the {who} one {message} for each "
        f"and sets `{STAMP}` once it was handed over; what was put in later by a correction is found as well.",
        reads=(column.name, STAMP),
        writes=(STAMP,),
        failure=f"`{STAMP}` stays empty, and the next run takes the row again.",
        watch=f"{{Many}} beyond the line whose `{STAMP}` is empty.",
    )
    rule = RuleEntry(
        name=f"`{name}` {sign} {value} is told",
        description=f"“{found.said}”: the {who} hears of each {{one}} with `{name}` {sign} {value}{f' ({measure})' if measure else ''}, once.",
        implementation=f"`{value}` is a named constant; the job `warn_of_{{table}}` compares the stored value and stamps `{STAMP}`.",
        edge_cases=(
            f"Exactly {value} {'is' if sign == '>=' else 'is not'} told.",
            "A value that is put right later: what was sent stays sent.",
        ),
        validation=f"`{name}` is compared as stored; an empty value is not compared.",
        about=(column.name, STAMP),
    )
    stamp = ColumnLine(STAMP, "moment", nullable=True, flags=frozenset({"server"}), purpose=f"when the {who} was told")
    columns = resource.columns if any(c.name == STAMP for c in resource.columns) else (*resource.columns, stamp)
    test = TestEntry(
        given=f"A {{one}} with `{name}` {value} and one beyond it, then the job twice.",
        expect=f"The {who} gets one {message}, about the one beyond it{'' if sign != '>=' else ' and the one at it'}; its `{STAMP}` is set once.",
    )
    added = {
        "tests": (test, *resource.entry.tests),
        "jobs": (*resource.entry.jobs, job),
        "rules": (rule, *resource.entry.rules),
        "uses": tuple(dict.fromkeys((*resource.entry.uses, found.by))),
    }
    return replace(resource, columns=columns, entry=resource.entry.model_copy(update=added))


_MESSAGES = {"email": "mail", "sms": "text message", "push": "push notification"}

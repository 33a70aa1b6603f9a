"""What somebody looks at that is overdue, expired or still to come: the list is filtered by the day of it, and a rule says which rows these are."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import RuleEntry, TestEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import singular
from draftspec.drafters.builtin.reminders import ENDS, open_rows

_LOOKS = r"\b(?:see|sees|view|views|list|lists|show|shows|find|finds|filter|filters|check|checks|overview of|report of|know|knows|look at|looks at|monitor|monitors|track|tracks)\b"
_WORD = r"(?P<{}>overdue|late|past[- ]due|expired|lapsed|upcoming)"
_BEFORE = rf"{_LOOKS}[^.;\n]{{0,40}}?\b{_WORD.format('w1')} (?P<t1>[a-z]+(?: [a-z]+){{0,2}})"
_BEHIND = rf"{_LOOKS} (?:which|what|all|the|any|every|those) (?:of )?(?:the |their |our )?(?P<t2>[a-z]+(?: [a-z]+){{0,2}}?)(?: that| which)? (?:are|is) {_WORD.format('w2')}\b"
_STEMS = ("overdue", "late", "past due", "past-due", "expired", "lapsed", "upcoming")
_NAMES = {
    "overdue": (r"due(?:_at|_on|_date)|deadline(?:_at|_on)?|return_by|due_back_on", "due_date"),
    "expired": (r"(?:.*_)?(?:expires?|expiry|valid_until|valid_to)(?:_at|_on|_date)?|end_date|ends_(?:at|on)", "expires_on"),
    "upcoming": (r"starts_(?:at|on)|start_date|scheduled_(?:at|on|date|for)|takes_place_at|date|planned_on|held_on", ""),
}  # fmt: skip


def with_due_lists(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one of which somebody looks at what is late has the day and the filter for it."""
    found = None if reading.foreign else seldom(reading.spoken, _STEMS, _BEHIND, _BEFORE)
    if found is None:
        return resources
    named = found.groupdict()
    word = str(named.get("w1") or named.get("w2")).lower()
    kind = {"expired": "expired", "lapsed": "expired", "upcoming": "upcoming"}.get(word, "overdue")
    things = [singular(one) for one in str(named.get("t1") or named.get("t2")).lower().split()]
    target = next((r for one in things for r in resources if one == r.one.split()[-1] and not r.there), None)
    return [_with_list(r, kind, " ".join(found[0].split())) if r is target else r for r in resources]


def _with_list(resource: Resource, kind: str, said: str) -> Resource:
    if kind in resource.states or any(column.name == f"is_{kind}" for column in resource.columns):
        return resource  # a job keeps it, and the list has it as a filter
    pattern, name = _NAMES[kind]
    day = next((c for c in resource.columns if c.kind in ("date", "moment") and re.fullmatch(pattern, c.name)), None)
    if day is None and not name:
        return resource
    if day is None and kind == "overdue":
        day = next(
            (c for c in resource.columns if c.kind in ("date", "moment") and re.fullmatch(_ENDING, c.name)), None
        )
    line = day or ColumnLine(
        name, "date", purpose="when it is due" if kind == "overdue" else "the last day on which it holds"
    )
    line = replace(line, flags=line.flags | {"filter"})
    columns = tuple(line if c is day else c for c in resource.columns) if day is not None else (*resource.columns, line)
    resource = replace(resource, columns=columns, asked=resource.asked | {line.name})
    resource = _with_end(resource) if kind == "overdue" else resource
    rule, test = _rule(resource, kind, said, line)
    added = {"rules": (rule, *resource.entry.rules), "tests": (test, *resource.entry.tests)}
    return replace(resource, entry=resource.entry.model_copy(update=added))


_ENDING = r"(?:.*_)?ends_(?:at|on)|end_date|(?:expected|planned)_\w*(?:_at|_on)"
"""Days on which something is over that has no day when it is due."""


def _with_end(resource: Resource) -> Resource:
    """Return a thing that nothing ends with the call that does: what came back is not overdue any more."""
    if resource.states or any(column.name in ENDS for column in resource.columns):
        return resource
    lent = resource.one.split()[-1] in ("loan", "rental", "lending", "borrowing", "checkout")
    verb, stamp = ("return", "returned_at") if lent else ("finish", "finished_at")
    call = VerbEntry(does=f"Records that the {{one}} is {'back' if lent else 'done'}; sets `{stamp}`.", sets=(stamp,))
    line = ColumnLine(stamp, "moment", nullable=True, flags=frozenset({"server"}))
    return replace(resource, columns=(*resource.columns, line), verbs={**resource.verbs, verb: call})


def _rule(resource: Resource, kind: str, said: str, line: ColumnLine) -> tuple[RuleEntry, TestEntry]:
    column = column_name(line)
    rows, read = open_rows(resource)
    ends = [c.name for c in resource.columns if c.name in ENDS and c.nullable and not resource.states]
    empty = "".join(f" and whose `{name}` is empty" for name in ends[:1])
    now = "today" if line.kind == "date" else "now()"
    sign, bound = (">=", "from") if kind == "upcoming" else ("<", "to")
    stem = column.removesuffix("_at").removesuffix("_on")
    value = now if kind == "upcoming" else "yesterday" if line.kind == "date" else now
    rule = RuleEntry(
        name=f"What is {kind}",
        description=f"“{said}”: {kind} are {rows} whose `{column}` {sign} {now}{empty}; it is worked out when read, and nothing is stored.",
        implementation=f"The list takes `{stem}_{bound}={value}`{' with `status`' if read else ''}; the WHERE clause compares `{column}` in the database.",
        edge_cases=(
            f"With `{column}` {now} it is {'among them' if kind == 'upcoming' else 'not yet ' + kind}.",
            "What is over is in no such list, however late it was.",
        ),
        validation="The database's clock decides, in UTC.",
        about=(line.name,),
    )
    near, far = ("tomorrow", "yesterday") if kind == "upcoming" else ("yesterday", "tomorrow")
    test = TestEntry(given=f"{rows[:1].upper()}{rows[1:]} whose `{column}` is {near} and {far}; the list with that bound.".replace("{many}", "{Many}"), expect=f"Those of {near} alone.")  # fmt: skip
    return rule, test

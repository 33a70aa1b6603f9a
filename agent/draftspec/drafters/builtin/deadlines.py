"""What a brief wants done by a time ("a treatment must be planned within 7 days") is due then: late is marked, and nothing ends."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import RuleEntry, TestEntry
from draftspec.drafters.builtin.limit_texts import end_of
from draftspec.drafters.builtin.owing import with_debt
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.times import TIME, time_of
from draftspec.drafters.builtin.reading.words import lifecycle_verb, singular

_DUE = rf"\b(?P<thing>[a-z]+) (?:must|should|shall|has to|have to|needs? to|is to|are to) be (?P<done>[a-z]+) within {TIME}(?! (?:before|of the start)\b)(?! [^.;]{{0,30}}\b(?:or|otherwise|else)\b)"


def with_deadline(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that has to be dealt with in time keeps until when."""
    found = seldom(reading.text, ("within",), _DUE)
    thing = singular(found["thing"].lower()) if found is not None else ""
    target = next((r for r in resources if r.one.split()[-1] == thing and not r.there), None)
    if found is None or target is None or end_of(target) is not None:
        return resources
    owed = with_debt(resources, target, found, reading)
    return owed or [_due(r, found) if r is target else r for r in resources]


def _due(resource: Resource, found: re.Match[str]) -> Resource:
    span, done = time_of(found), found["done"].lower()
    verb = lifecycle_verb(done)
    own = next(iter(resource.verbs[verb].sets), None) if verb in resource.verbs else None
    stamp = own or f"{done}_at"
    since = f"the `created_at` of its {resource.about.replace('_', ' ')}" if resource.about else "`created_at`"
    lines = [ColumnLine("due_at", "moment", flags=frozenset({"server", "filter"}), purpose=f"{since} + {span}")]
    if own is None and not any(column.name == stamp for column in resource.columns):
        lines.append(ColumnLine(stamp, "moment", nullable=True, purpose=f"when it was {done}; empty: not yet"))
    rule = RuleEntry(
        name=f"Due within {span}",
        description=f"“{' '.join(found[0].split())}”: a {{one}} is due {span} after {since}; one that is late stays open and is shown as late.",
        implementation=f"The insert sets `due_at` to {since} + interval '{span}'; late is `due_at < now()` where `{stamp}` is empty, worked out when read.",
        edge_cases=("To the second at `due_at` it is in time.",),
        validation="The database's clock decides.",
        about=("due_at", stamp),
    )
    test = TestEntry(
        given=f"A {{one}} without `{stamp}`, {span} and a second after {since}.", expect="It is open, and late."
    )
    added = {"rules": (rule, *resource.entry.rules), "tests": (test, *resource.entry.tests)}
    entry = resource.entry.model_copy(update=added)
    return replace(resource, columns=(*resource.columns, *lines), entry=entry)

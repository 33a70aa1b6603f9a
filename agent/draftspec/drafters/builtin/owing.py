"""What must be done in time once a value crosses a line ("above 3, and a treatment must be planned within 7 days") is owed by that row."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import MetricEntry, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.times import time_of

TOLD = " is told"
"""How the rule about a value that crosses a line ends."""


def with_debt(
    resources: list[Resource], target: Resource, found: re.Match[str], reading: Reading
) -> list[Resource] | None:
    """Return the things where a row owes another one in time, or None where the brief sets the time without such a reason.

    `target` is what has to be made in time, `found` the words that say so.
    """
    owing = _owing(resources, target)
    rule = next((r for r in owing.entry.rules if r.name.endswith(TOLD)), None) if owing is not None else None
    if owing is None or rule is None or not _in_one_sentence(found, reading):
        return None
    done = found["done"].lower()
    made = {owing.name: _with_debt(owing, target, rule, found), target.name: _with_day(target, done)}
    return [made.get(r.name, r) for r in resources]


def _owing(resources: list[Resource], target: Resource) -> Resource | None:
    """Return the thing whose row is the reason: what the other one is about or hangs on."""
    above = {target.about, *(p.target for p in target.parents)}
    return next((r for r in resources if r is not target and r.name in above and not r.there), None)


def _in_one_sentence(found: re.Match[str], reading: Reading) -> bool:
    crossing = reading.crossing
    if crossing is None:
        return False
    sentence = re.split(r"(?<=[.;!?\n])\s", found.string[: found.start()])[-1]
    return crossing.number in sentence and crossing.what.split()[-1].lower()[:4] in sentence.lower()


def _with_debt(owing: Resource, target: Resource, told: RuleEntry, found: re.Match[str]) -> Resource:
    span, noun = time_of(found), target.one.replace(" ", "_").replace("-", "_")
    due, line = f"{noun}_due_at", told.name.removesuffix(TOLD)
    column = ColumnLine(
        due,
        "moment",
        nullable=True,
        flags=frozenset({"server", "filter"}),
        purpose=f"`created_at` + {span} where {line}; empty: no {target.one} is needed",
    )
    rule = RuleEntry(
        name=f"{target.one.capitalize()} within {span}",
        description=f"“{' '.join(found[0].split())}”: a {{one}} with {line} has a row in `{target.table}` {span} after its `created_at` at the latest; one that has none by then is late, and stays so until it has.",
        implementation=f"The insert and every correction set `{due}` to `created_at + interval '{span}'` where {line}, and to NULL otherwise; `late` is `{due} < now()` without a row in `{target.table}`, worked out when read.",
        edge_cases=(
            f"To the second at `{due}` it is in time.",
            "A correction back over the line empties it: nothing is owed any more.",
        ),
        validation="The database's clock decides.",
        about=(due,),
    )
    tests = (
        TestEntry(
            given=f"A {{one}} with {line} and no {target.one}, {span} and a second later.",
            expect="It is shown as late.",
        ),
        TestEntry(given=f"The same with a {target.one} made in time.", expect="It is not late."),
    )
    metric = MetricEntry(
        name=f"{{table}}_late_for_{noun}"[:60],
        meaning=f"{{Many}} with {line} that have been without a {target.one} for more than {span}.",
    )
    entry = owing.entry
    added = {
        "rules": (rule, *entry.rules),
        "tests": (*tests, *entry.tests),
        "metrics": (metric, *entry.metrics),
        "shows": {**entry.shows, "late": "boolean false"},
        "shown_from": tuple(dict.fromkeys((*entry.shown_from, target.name))),
    }
    return replace(owing, columns=(*owing.columns, column), entry=entry.model_copy(update=added))


def _with_day(target: Resource, done: str) -> Resource:
    """Return what is made in time with the day that it is planned for, where planning is what has to be done."""
    name = f"{done}_for"
    if done not in ("planned", "scheduled", "booked", "arranged") or any(
        c.kind in ("date", "moment") for c in target.columns
    ):
        return target
    day = ColumnLine(name, "date", nullable=True, flags=frozenset({"filter"}), purpose=f"the day that it is {done} for")
    return replace(target, columns=(*target.columns, day))

"""A field that only some may see is in no answer but that of a call of its own, which is for them."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import RuleEntry, TestEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.field_bans import FieldBan, find_field_bans
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import article, plural, singular
from draftspec.drafters.builtin.whose import ANYBODY, column_of, makers_of

_TAILS = frozenset({"number", "detail", "field", "data", "datum", "value", "info", "information", "entry", "column"})
"""Words behind the name of a field that say that it is one."""
_TYPES = {"flag": "boolean", "count": "integer", "number": "number", "date": "date", "moment": "date-time", "money": "integer", "minutes": "integer"}  # fmt: skip
_STEM = 5


def with_withheld(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; what the brief hides of them has a call for those who may see it."""
    for ban in () if reading.foreign else find_field_bans(reading.text):
        found = next(((r, c) for r in resources if not r.there and (c := _column(ban, r)) is not None), None)
        if found is None:
            continue
        resource, column = found
        seer = _full(ban.only, reading) if ban.only is not None else _seer(resource, ban.whom)
        if seer is not None and column.name not in resource.verbs:
            hidden = _withheld(resource, column, seer, ban)
            resources = [hidden if r is resource else r for r in resources]
    return resources


def _column(ban: FieldBan, resource: Resource) -> ColumnLine | None:
    """Return the column that the words name; what names the rows themselves is no field."""
    words = [singular(word)[:_STEM] for word in re.findall(r"[a-z]+", ban.what)]
    words = [word for word in words if word not in {tail[:_STEM] for tail in _TAILS}] or words
    if resource.one.split()[-1][:_STEM] == words[-1]:
        return None
    fitting = [c for c in resource.columns if words[-1] in _parts(c) and "server" not in c.flags]
    whole = [c for c in fitting if set(words) <= _parts(c)]
    return min(whole or fitting, key=lambda c: len(c.name), default=None)


def _parts(column: ColumnLine) -> set[str]:
    return {singular(part)[:_STEM] for part in column.name.split("_")}


def _full(role: str, reading: Reading) -> str:
    """Return a role by the name that the brief gives it."""
    name = role_of(role).name
    return next((known.name for known in reading.roles if known.name.endswith(f" {name}")), name)


def _seer(resource: Resource, whom: str | None) -> str | None:
    """Return who sees what is hidden from others: whoever keeps the rows or makes them, unless it is hidden from these."""
    hidden = role_of(whom).name if whom is not None else None
    working = (resource.entry.manages, *makers_of(resource), *resource.guards.values(), *sorted(resource.acted))
    return next((role for role in working if role is not None and role != hidden and role not in ANYBODY), None)


def _withheld(resource: Resource, column: ColumnLine, seer: str, ban: FieldBan) -> Resource:
    name = f"{column.name}_cents" if column.kind.endswith("money") else column.name
    own = _is_makers(resource, seer, ban)
    call = VerbEntry(
        does=f"Shows `{name}` of one {{one}}, which no other call does.",
        looks=True,
        gives={name: _TYPES.get(column.kind, "string")},
        by=None if own else seer,
    )
    flags = (column.flags | {"hidden"}) - {"filter", "search"}
    columns = tuple(replace(c, flags=flags) if c is column else c for c in resource.columns)
    path = f"`GET …/{{id}}/{column.name.replace('_', '-')}`"
    asks = "whose row it is" if own else f"for the role `{seer}`"
    known = seer if seer[:1].isupper() else f"the {seer}"
    rule = RuleEntry(
        name=f"`{name}` is for {known} alone",
        description=f"“{ban.said}”: {f'{plural(ban.whom)} get' if ban.whom else 'everybody else gets'} {{many}} without `{name}`.",
        implementation=f"`{name}` is in no answer of `{{table}}` but that of {path}, which asks {asks}; nothing is filtered, searched or sorted by it.",
        edge_cases=(f"Whoever sends `{name}` gets an answer without it as well.",),
        validation=f"The schemas of all other answers are looked through for `{name}`.",
        about=(name,),
    )
    one = ban.whom or "member of another role"
    test = TestEntry(
        given=f"{article(one).capitalize()} {one} and {known} call {path} of the same {{one}}.",
        expect=f"{'404' if own else '403'} for the former, `{name}` for the latter; no other answer has it.",
    )
    added = {"rules": (rule, *resource.entry.rules), "tests": (test, *resource.entry.tests)}
    entry = resource.entry.model_copy(update=added)
    return replace(resource, entry=entry, columns=columns, verbs={**resource.verbs, column.name: call})


def _is_makers(resource: Resource, seer: str, ban: FieldBan) -> bool:
    """Tell whether rows are those of whoever sees the field, and no key of them names somebody from whom it is hidden."""
    named = ban.whom is not None and column_of(ban.whom, (p.column for p in resource.parents)) is not None
    return resource.owner is not None and seer in makers_of(resource) and ban.only is None and not named

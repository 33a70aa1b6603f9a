"""The conflicts that a table's keys give: one for each key, as the rule's own error where a rule declares that it tells it."""

from __future__ import annotations

import re

from draftspec.checks.keys import Key
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import Answer, RuleEntry
from draftspec.drafters.builtin.errors import case_of
from draftspec.drafters.builtin.plan import Resource
from draftspec.sections.endpoints import Endpoint, ErrorCase


def answer_keys(
    endpoint: Endpoint, resource: Resource, keys: list[tuple[str, Key]], below: dict[str, str]
) -> tuple[ErrorCase, ...]:
    """Return the errors with one for each key that a write can violate: a rule's own where it owns the key.

    `below` names the tables whose rows are created with the row, each with the column that refers to it. One code stands for
    one key at a call: a second key that the rule owns tells by its own columns which of them was met.
    """
    errors = list(endpoint.errors)
    for table, key in keys:
        own = _told(key, resource) if table == resource.table else None
        if own is not None and not any(case.code == own.code and case.constraint for case in errors):
            errors = [case for case in errors if case.code != own.code or case.constraint is not None]
            errors.append(own)
            continue
        twice = table != resource.table and below.get(table) in key.columns and len(key.columns) > 1
        errors.append(
            _twice(key, below[table]) if twice else _taken(key, resource.one if table == resource.table else table)
        )
    return tuple(sorted(errors, key=lambda case: case.status))


def is_met_again(key: Key, resource: Resource) -> bool:
    """Tell whether who meets a key with a new row gets the one that is there, and no error: the entry or a rule says so."""
    rules = (rule for rule in resource.entry.rules if rule.answer is None and _AGAIN.search(rule.implementation))
    said = any(_names(rule, set(key.columns), resource) for rule in rules)
    return key.kind == "unique" and (said or _is_one_of(resource.entry.again, key, resource))


_AGAIN = re.compile(r"ON CONFLICT(?: \((?P<columns>[^()]*(?:\([^()]*\)[^()]*)*)\))?|\bupsert\b", re.I)


def _names(rule: RuleEntry, columns: set[str], resource: Resource) -> bool:
    """Tell whether a rule about a repeated row is about a key: by the columns that it names, or by what it is about."""
    found = _AGAIN.search(rule.implementation)
    listed = found["columns"] if found is not None else None
    if listed is not None:
        named = set(re.findall(r"[a-z_]+", resource.fill(listed))) - {"lower"}
        return bool(named & columns) and len(named) == len(columns)
    plain = {str(resource.owner), str(resource.tenant), "status"}
    return bool(set(rule.about) & (columns - plain))


def _told(key: Key, resource: Resource) -> ErrorCase | None:
    """Return what a rule that owns a key answers, also at calls that it does not name: whoever comes back meets it as well."""
    answer = next((r.answer for r in resource.entry.rules if r.answer and owns(r.answer, key, resource)), None)
    if answer is None:
        return None
    fill = resource.fill
    return case_of(answer.status, fill(answer.code), fill(answer.when), fill(answer.message), key.name)


def owns(answer: Answer, key: Key, resource: Resource) -> bool:
    """Tell whether an error declares a key."""
    return _is_one_of(answer.keys or (), key, resource)


def _is_one_of(texts: tuple[str, ...], key: Key, resource: Resource) -> bool:
    """Tell whether an entry names a key: by the columns that this feature has of it, within a tenant or without."""
    there = {column_name(line) for line in resource.columns} | {p.column for p in resource.parents} | {"status"}
    columns = set(key.columns) - {resource.tenant}
    return any(columns == (columns_of(text) & there) - {resource.tenant} for text in texts)


def columns_of(key: str) -> set[str]:
    """Return the columns that an entry's key compares: its condition only says for which rows."""
    compared = re.sub(r"\blower\(|\bduring\b", " ", key.partition(" where ")[0])
    return set(re.findall(r"[a-z][a-z0-9_]*", compared))


def _twice(key: Key, above: str) -> ErrorCase:
    """What is unique below a row that is being created can only clash within the body itself."""
    own = [column for column in key.columns if column != above]
    shown = " and ".join(f"`{column}`" for column in own)
    return case_of(
        422,
        f"{own[-1].removesuffix('_id').upper()}_TWICE",
        f"the same {shown} twice in the body",
        "Each of them may be named once.",
        key.name,
    )


def _taken(key: Key, one: str) -> ErrorCase:
    kind = "OVERLAPS" if key.kind == "exclude" else "TAKEN"
    code = f"{one.upper().replace(' ', '_').replace('-', '_')}_{key.columns[-1].removesuffix('_id').upper()}_{kind}"
    shown = " and ".join(f"`{column}`" for column in key.columns)
    when = f"{shown} taken" if kind == "TAKEN" else f"{shown} overlaps another"
    return case_of(409, code, when, "This exists already." if kind == "TAKEN" else "This time is taken.", key.name)

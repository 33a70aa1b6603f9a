"""An entry says nothing about what the brief's thing does not have: a key that was dropped, a state, the stamp of a state."""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic import BaseModel

from draftspec.drafters.builtin.columns import parse_columns, parse_parent
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import RuleEntry
from draftspec.drafters.builtin.plan import Resource

_TEXTS = ("rules", "jobs", "pitfalls", "risks", "security", "tests", "metrics", "alerts", "bottlenecks")
_PARENT = re.compile(r"\w+\??(?: as \w+\??)?(?: cascade| restrict| set null)?")
_SPAN = re.compile(r"`([^`]+)`")


def speaking_of_itself(resource: Resource) -> Resource:
    """Return the resource with the texts of its entry that speak only of columns it has, or of no column at all."""
    if resource.there:
        return resource
    gone = _known(resource) - _present(resource) | _lost_states(resource)
    if not gone:
        return resource
    lost = set(resource.entry.verbs) - set(resource.verbs)
    kept = {
        key: tuple(one for one in getattr(resource.entry, key) if not (_named(one) & gone or _answers_only(one, lost)))
        for key in _TEXTS
    }
    changed = {key: value for key, value in kept.items() if len(value) != len(getattr(resource.entry, key))}
    return replace(resource, entry=resource.entry.model_copy(update=changed)) if changed else resource


def _known(resource: Resource) -> set[str]:
    """Return the columns that the entry brings along."""
    columns = {column_name(line) for line in parse_columns(resource.entry.columns)}
    # What the thing hangs on here may stand there in the brief's words, and is present anyway.
    written = [parent for parent in resource.entry.parents if _PARENT.fullmatch(parent)]
    return columns | {parse_parent(parent).column for parent in written}


def _lost_states(resource: Resource) -> set[str]:
    """Return the states of the entry that the brief's own list leaves out."""
    return set(resource.entry.states) - set(resource.states) if resource.states else set()


def _answers_only(item: object, lost: set[str]) -> bool:
    """Tell whether a rule refuses only calls that the brief's states leave out."""
    answer = item.answer if isinstance(item, RuleEntry) else None
    return answer is not None and bool(answer.at) and not answer.below and set(answer.at) <= lost


def _present(resource: Resource) -> set[str]:
    columns = {column_name(line) for line in (*resource.columns, *resource.presumed)}
    return columns | {parent.column for parent in resource.parents}


def _named(item: object) -> set[str]:
    text = item.model_dump_json() if isinstance(item, BaseModel) else str(item)
    return {word for span in _SPAN.findall(text) for word in re.findall(r"[a-z][a-z0-9_]*", span)}

"""What an entry says of states that a brief's own take the place of goes with them: its jobs, rules, tests and other texts."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.closed_lists import TEXTS
from draftspec.drafters.builtin.entries import JobEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.sections.base import Model


def without_states(resource: Resource, gone: frozenset[str]) -> Resource:
    """Return a thing without what its entry says of states that are gone."""
    if not gone:
        return resource
    entry = resource.entry
    rules = tuple(rule for rule in entry.rules if not _speaks(rule, gone))
    codes = {r.answer.code for r in entry.rules if r.answer} - {r.answer.code for r in rules if r.answer}
    told = {key: tuple(i for i in getattr(entry, key) if not _speaks(i, gone, codes)) for key in TEXTS}
    jobs = tuple(job for job in entry.jobs if not (_moves(job) and _speaks(job, gone)))
    keys = {name: tuple(key for key in getattr(entry, name) if not _holds(key, gone)) for name in ("unique", "exclude")}
    frozen = {
        name: kept for name, states in entry.frozen.items() if (kept := tuple(s for s in states if s not in gone))
    }
    changed = entry.model_copy(update={"rules": rules, "jobs": jobs, "frozen": frozen, **told, **keys})
    verbs = {name: _from_others(verb, gone) for name, verb in resource.verbs.items()}
    return replace(resource, entry=changed, verbs=verbs)


def _from_others(verb: VerbEntry, gone: frozenset[str]) -> VerbEntry:
    """Return a call that is not tied to states which are gone."""
    return verb.model_copy(update={"before": tuple(state for state in verb.before if state not in gone)})


def _moves(job: JobEntry) -> bool:
    return "status" in job.reads or "status" in job.writes


def _holds(key: str, gone: frozenset[str]) -> bool:
    return "status" in key and any(re.search(rf"'{re.escape(state)}'", key) for state in gone)


_COMMON = frozenset({"open", "new", "active", "used", "current", "ready", "sent", "live", "set", "on", "off", "free", "hold", "done", "planned"})  # fmt: skip
"""States whose words say something else as well: only between backticks, or beside "status", they are states."""


def _speaks(item: str | Model, gone: frozenset[str], codes: frozenset[str] | set[str] = frozenset()) -> bool:
    """Tell whether a text says something of a state that is gone, or of an error that went with it."""
    text = item if isinstance(item, str) else item.model_dump_json()
    if any(re.search(rf"\b{re.escape(code)}\b", text) for code in codes):
        return True
    return any(_names(text, state) for state in gone)


def _names(text: str, state: str) -> bool:
    word = re.escape(state).replace("_", "[ _]")
    if state in _COMMON:
        return re.search(rf"`{word}`|\bstatus` (?:is |to )?{word}\b|\bstate {word}\b", text) is not None
    return re.search(rf"(?<![\w.]){word}(?![\w.(])", text) is not None

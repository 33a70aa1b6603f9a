"""An entry's texts speak of what it may bring along: where the brief did not ask for that, they go with it."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.closed_lists import without_columns
from draftspec.drafters.builtin.columns import parse_parent
from draftspec.drafters.builtin.entries import Entry, JobEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.words import plural
from draftspec.sections.base import Model

_TEXTS = ("rules", "jobs", "tests", "metrics", "alerts", "pitfalls", "risks", "bottlenecks", "security", "questions", "objectives", "stakeholders")  # fmt: skip
"""Lists of an entry whose items can be left out one by one."""


def without_absent(resources: list[Resource], catalogue: Catalogue) -> list[Resource]:
    """Return the resources without the texts about children that the feature does not have ("`user_badges`" of badges)."""
    names = {resource.name for resource in resources}
    children = {child for r in resources for child in (*r.entry.brings, *r.entry.brings_when) if child not in names}
    absent = [catalogue.entry(child) for child in sorted(children) if child in catalogue]
    return [_without_kept_up(_without(resource, names, catalogue), absent) for resource in resources]


def _without(resource: Resource, names: set[str], catalogue: Catalogue) -> Resource:
    may_come = (*resource.entry.brings, *resource.entry.brings_when)
    absent = [child for child in may_come if child not in names and child in catalogue]
    spoken = [
        _spoken(catalogue.entry(child), child, resource.name) for child in absent if _hangs(child, resource, catalogue)
    ]
    if not spoken:
        return resource
    pattern = re.compile(rf"\b(?:{'|'.join(spoken)})\b", re.I)
    kept = {
        key: tuple(item for item in getattr(resource.entry, key) if not pattern.search(_text(item))) for key in _TEXTS
    }
    kept["jobs"] = tuple(
        job for entered in resource.entry.jobs if not pattern.search(_text(job := _by_itself(entered, pattern)))
    )
    return replace(resource, entry=resource.entry.model_copy(update=kept))


def _by_itself(job: JobEntry, pattern: re.Pattern[str]) -> JobEntry:
    """Return a job that moves a row on without what it looks at in absent children ("when no reply came")."""
    if "status" not in job.writes:
        return job
    clause = rf" (?:when|if|unless|where) [^;.,(]*?{pattern.pattern}[^;.,(]*"
    return job.model_copy(update={"does": re.sub(clause, "", job.does, flags=re.I)})


def _without_kept_up(resource: Resource, absent: list[Entry]) -> Resource:
    """Return a thing without the columns of the server that rows of absent children alone would keep up: how many messages there are."""
    if not any(_touches(child, resource.name) for child in absent):
        return resource
    entry = resource.entry
    own = " ".join(part.model_dump_json() for part in (*resource.verbs.values(), *entry.jobs, *entry.rules))
    dropped = {c.name for c in resource.columns if "server" in c.flags and not re.search(rf"\b{c.name}\b", own)}
    columns = tuple(column for column in resource.columns if column.name not in dropped)
    return replace(resource, columns=columns, entry=without_columns(entry, dropped)) if dropped else resource


def _touches(child: Entry, name: str) -> bool:
    """Tell whether calls for a child change rows of an entry."""
    return any(name in touched for touched in (*child.touches.values(), *(v.changes for v in child.verbs.values())))


def _hangs(child: str, resource: Resource, catalogue: Catalogue) -> bool:
    """Tell whether an entry is one of a resource's rows; what a resource refers to itself is there without being built."""
    return any(parse_parent(parent).target == resource.name for parent in catalogue.entry(child).parents)


def _spoken(entry: Entry, child: str, of: str) -> str:
    """Return a pattern for the names of a child: its table, its words, and its last word alone behind its parent's."""
    words = child.split("_")
    names = {
        child,
        child.replace("_", " "),
        plural(child.replace("_", " ")),
        entry.table or plural(child.replace("_", " ")).replace(" ", "_"),
    }
    if len(words) == 1 or words[0] in of.split("_"):
        names |= {words[-1], plural(words[-1])}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _text(item: str | Model) -> str:
    return item if isinstance(item, str) else item.model_dump_json()

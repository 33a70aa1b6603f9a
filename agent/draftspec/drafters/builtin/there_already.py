"""What a brief speaks of as there, though no schema was given: it is drafted whole, and what would be added to it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import plural
from draftspec.sections.database import Database

_STANDING = re.compile(r"\b(?:existing|revamp\w*|rework\w*|redesign\w*|overhaul\w*|rewrite|modernis\w*|moderniz\w*|refactor\w*|already (?:have|has|there|exists?))\b", re.I)  # fmt: skip
"""Words of a brief that speak of its main thing as there."""

_BETTER = r"(?:improv\w*|enhanc\w*|extend\w*|expand\w*|upgrad\w*|optimi[sz]\w*|simplif\w*|speed up|fix\w*|migrat\w*|rebuild\w*|restructur\w*)"
_LETS = r"(?:allow\w*|let(?:ting)?|enabl\w*|mak(?:e|ing))"
_KINDS = r"(?:private|public|internal|external|hidden|recurring|anonymous|scheduled|nested|archived|encrypted|disappearing|temporary|multilingual)"
_ARTICLES = r"(?:(?:the|our|all|some|these|existing|current) )*"
_ENDS = r"(?=\s*(?:[.,;:()\n]|$|(?:on|in|to|for|of|with|and|or|that|which|can|per|by|from|between|so|when|are|is|should|must)\b))"
"""What stands behind a thing, and no further noun that it only says the kind of."""
_MOST_COLUMNS = 6


class Standing(NamedTuple):
    """A table that may be there, the words of the brief that say so, and its columns that the brief is about."""

    table: str
    said: str
    columns: tuple[str, ...]

    @property
    def added(self) -> str:
        """What is added to the table if it is there."""
        named = " and ".join(f"`{name}`" for name in self.columns)
        return (
            f"{named}, and whichever other column here it lacks" if named else "whichever of its columns here it lacks"
        )


def standing(plan: Plan) -> Standing | None:
    """Return the first thing of a plan that its brief speaks of as there, unless a schema was given that has it or lacks it."""
    if plan.existing or plan.reading.foreign:
        return None
    for resource in plan.resources:
        said = None if resource.there else _said_of(resource, plan)
        if said is not None:
            return Standing(resource.table, said, _columns(resource, said, plan))
    return None


def _said_of(resource: Resource, plan: Plan) -> str | None:
    text = " ".join(plan.reading.text.split())
    found = _STANDING.search(text) if resource.main else None
    names = "|".join(re.escape(name) for name in sorted(_names(resource), key=len, reverse=True))
    held = resource.table.replace("_", " ")
    for pattern in _patterns(names, known=resource.name in concepts()):
        found = found or re.search(pattern, text, re.I)
    if found is None or (found[0].split()[0].lower() in held.split() and " " in held):
        return None  # "recurring invoices" have a table of their own
    return found[0].lower()


def _patterns(names: str, *, known: bool) -> Iterator[str]:
    """Yield how a brief speaks of a thing as there: what is made better, what it is let do, what is put into it, a kind of it."""
    yield rf"\b{_BETTER} {_ARTICLES}(?:[a-z]+ )?(?:{names})\b"
    yield rf"\b{_LETS} {_ARTICLES}(?:{names})(?: to)? (?:be [a-z]+|have|hold|carry|expire|repeat|recur)\b"
    yield rf"\b(?:add|adds|adding|support) (?:for )?(?!(?:the |an? )?(?:ability|possibility|way|option|feature))[a-z -]{{3,40}}? (?:to|in|into) {_ARTICLES}(?:{names}){_ENDS}"
    if known:  # of what nobody knows, the kind is a part of the name
        yield rf"\b{_KINDS} (?:{names}){_ENDS}"


def _names(resource: Resource) -> set[str]:
    words = {resource.one, resource.table.replace("_", " "), *resource.entry.words[:3]}
    return words | {plural(word) for word in words}


def _columns(resource: Resource, said: str, plan: Plan) -> tuple[str, ...]:
    """Return the columns of a thing that the brief names, or that hold the word for what is new about it."""
    spoken = set(re.findall(r"[a-z]{4,}", said))
    named = [line for line in resource.columns if line.name in resource.asked]
    kinds = [c for c in resource.columns if spoken & {*c.values, *c.name.split("_")}]
    text = plan.reading.text.lower().replace(said.split()[0], "", 1)
    done = (verb for name, verb in resource.verbs.items() if re.search(rf"\b{name.split('_')[0].rstrip('e')}", text))
    moved = {name for verb in done for name in (*verb.sets, *verb.takes)}
    found = [*named, *kinds, *(line for line in resource.columns if line.name in moved)]
    above = [p.column for p in resource.parents if p.target == resource.table and _NESTED.search(said)]
    return tuple(dict.fromkeys([*above, *map(column_name, found)]))[:_MOST_COLUMNS]


_NESTED = re.compile(r"\b(?:nest|thread|tree|hierarch)")


def rows_stay(found: Standing) -> str:
    """Say what becomes of its rows if the table is there."""
    return f"If `{found.table}` is there already, its rows stay and get {found.added}, filled with what held for them before and not with the default of new rows."


def with_standing(database: Database, plan: Plan) -> Database:
    """Return the tables with what would change in the one that may be there, where nothing else of what is there changes."""
    found = standing(plan)
    if found is None or database.modifications:
        return database
    because = (
        f"as far as `{found.table}` is new (assumption). If it is there already, it is altered and not created: "
        f"it gets {found.added}, and keeps what else it has."
    )
    return database.model_copy(update={"unmodified_because": because})

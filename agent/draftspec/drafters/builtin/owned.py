"""Says which statements ask whose a row is: all of them only where no call reads or changes rows of somebody else."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.permitted import name_of, reading_of
from draftspec.grants import Grants, grants
from draftspec.sections.endpoints import Endpoint

_EVERY = re.compile(
    r"^Every statement(?: on `\w+`)? carries `(?P<column>\w+) = <caller>`(?:; a foreign id finds no row)?\.$"
)


def as_granted(implementation: str, table: str, calls: tuple[Endpoint, ...]) -> str:
    """Return how a rule on whose a row is is kept, held to what the calls of its table grant."""
    found = _EVERY.match(implementation)
    if found is None:
        return implementation
    column = found["column"]
    there = [call for call in calls if call.table == table and call.action != "create"]
    others = [call for call in there if not _is_own(grants(call.auth), column)]
    if not others:
        return implementation
    changed = [call for call in there if call.method != "GET"]
    mine = [call for call in changed if call not in others]
    read = reading_of(table, there)
    kept = [_changes(table, column, mine, changed), _reads(read, column), *_asked([c for c in changed if c in others])]
    return f"{'; '.join(filter(None, kept))}."


def _is_own(granted: Grants, column: str) -> bool:
    """Tell whether a call reaches nothing but rows that a column makes the caller's."""
    beside = granted.shown or granted.rest or granted.all_rows or granted.everybody
    return granted.columns == (column,) and not beside


def _changes(table: str, column: str, mine: list[Endpoint], changed: list[Endpoint]) -> str:
    if not changed:
        return f"The insert into `{table}` sets `{column}` to the caller; no call changes a row"
    if not mine:
        return f"The insert into `{table}` sets `{column}` to the caller"
    which = (
        f"Every statement that changes `{table}` carries"
        if len(mine) == len(changed)
        else f"On `{table}` {_named(mine)} {'carry' if len(mine) > 1 else 'carries'}"
    )
    return f"{which} `{column} = <caller>`, so a foreign id finds no row"


def _reads(read: Grants | None, column: str) -> str:
    if read is None or _is_own(read, column):
        return f"reads carry `{column} = <caller>`" if read is not None else ""
    if read.open:
        whom = " and ".join(f"`{role}`" for role in read.roles)
        return f"reads are open to {whom or ('anybody' if read.everybody else 'whoever is signed in')}"
    return f"reads: {read}"


def _asked(calls: list[Endpoint]) -> list[str]:
    """Return what the changes that look at something else ask, those that ask the same together."""
    groups: dict[str, list[Endpoint]] = {}
    for call in calls:
        groups.setdefault(str(grants(call.auth)), []).append(call)
    return [f"{_named(found)}: {asked}" for asked, found in groups.items()]


def _named(calls: list[Endpoint]) -> str:
    names = list(dict.fromkeys(f"`{name_of(call)}`" for call in calls))
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))

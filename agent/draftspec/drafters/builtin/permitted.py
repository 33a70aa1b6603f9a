"""Says what is asked before a row is read or written, table by table: nothing but what the access of its calls grants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.grants import Grants, grants
from draftspec.sections.endpoints import Endpoint
from draftspec.sections.security import Ownership


def name_of(call: Endpoint) -> str:
    """Return what a call does to a row in one word: its action, or the verb of its path."""
    own = call.action in ("transition", "command")
    return call.path.rpartition("/")[2].replace("-", "_") if own else call.action


def reading_of(table: str, calls: Iterable[Endpoint]) -> Grants | None:
    """Return who reads the rows of a table, where a call shows them."""
    found = [call for call in calls if call.table == table and call.method == "GET"]
    found.sort(key=lambda call: ("read", "list").index(call.action) if call.action in ("read", "list") else 2)
    return grants(found[0].auth) if found else None


def ownership(plan: Plan, calls: tuple[Endpoint, ...]) -> tuple[Ownership, ...]:
    """Return how the owner of a row is found, and what others get."""
    found = []
    for resource in plan.resources:
        column = resource.owner or resource.tenant
        above = plan.by_table(plan.target_of(resource, resource.under) or "") if resource.under else None
        if column is not None:
            rule = _rule(resource.table, column, calls)
            found.append(Ownership(table=resource.table, column=column, rule=rule))
        elif resource.under is not None and above is not None and (owner := above.owner or above.tenant):
            rule = _rule(resource.table, f"{above.table}.{owner}", calls)
            found.append(Ownership(table=resource.table, column=owner, via=(resource.under,), rule=rule))
    return tuple(found)


def _rule(table: str, column: str, calls: tuple[Endpoint, ...]) -> str:
    """Say what whoever is not the owner gets: the rows that he reads all the same, or as if there were none."""
    read = reading_of(table, calls)
    through = f"through `{column}`" if "." in column else ""
    if read is None:
        return through or "others get 404"
    if read.open:
        seen = f"read by {' and '.join(f'`{role}`' for role in read.roles)}" if read.roles else "read by all"
        return "; ".join(filter(None, (through, seen)))
    if column not in read.columns and read.rest:  # whoever made it reads it as a member, or no longer
        return f"{through or 'says who made it'}; read {' or '.join(_beside(read))}, others get 404"
    others = _said([f"`{one}`" for one in read.columns if one != column] + list(_beside(read)))
    said = f"others get 404{f', except {others}' if others else ''}"
    return f"{through}; {said}" if through and others else through or said


def _beside(read: Grants) -> tuple[str, ...]:
    """Return who reads rows that do not name him."""
    shown = [f"where `{condition}`" for condition in read.shown]
    return (*shown, *read.rest, *(f"`{role}`" for role in read.all_rows))


def _said(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def permission_checks(plan: Plan, calls: tuple[Endpoint, ...]) -> tuple[str, ...]:
    """Return what each call asks before it touches a row, and what the entries ask for besides."""
    checks = [f"`{r.table}`: {asked}." for r in plan.resources if (asked := _asked(r, calls))]
    checks += [resource.fill(text) for resource in plan.resources for text in resource.entry.security]
    if not checks and plan.main:
        checks.append(f"`{plan.main.table}`: a session suffices.")
    return tuple(checks)


def _asked(resource: Resource, calls: tuple[Endpoint, ...]) -> str:
    """Say what is asked, the calls that ask the same together; what most changes ask stands last."""
    groups: dict[str, list[Endpoint]] = {}
    for call in calls:
        if call.table == resource.table and (asked := _before(call)) is not None:
            groups.setdefault(str(asked), []).append(call)
    if set(groups) <= {str(Grants())}:
        return ""
    if len(groups) == 1:
        return next(iter(groups))
    reads = [call for call in calls if call.table == resource.table and call.method == "GET"]
    usual = max(groups, key=lambda asked: len([call for call in groups[asked] if call not in reads]))
    named = [f"{_names(found, reads)} {asked}" for asked, found in groups.items() if asked != usual]
    return "; ".join((*named, f"else {usual}"))


def _before(call: Endpoint) -> Grants | None:
    """Return what a call asks of the rows that are there; None where it makes a row that is the caller's for that."""
    granted = grants(call.auth)
    if call.action != "create" or not granted.columns:
        return granted
    left = replace(granted, columns=tuple(column for column in granted.columns if "." in column))
    return left if left != Grants() else None


def _names(found: list[Endpoint], reads: list[Endpoint]) -> str:
    names = [name_of(call) for call in found if call not in reads]
    if [call for call in found if call in reads] == reads:
        return ", ".join(("read", *names))
    return ", ".join(dict.fromkeys(map(name_of, found)))

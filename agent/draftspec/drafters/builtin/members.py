"""The table of a feature that says who belongs to a thing, and as what; and whether a thing is shown to whoever does not."""

from __future__ import annotations

from dataclasses import dataclass

from draftspec.drafters.builtin.plan import Plan, Resource

_MEMBER = frozenset({"user_id", "member_id", "participant_id", "employee_id", "attendee_id", "player_id", "student_id"})
"""Keys of rows that say who belongs to something."""
_LEADING = ("admin", "owner", "leader")
"""Roles of a row of which one says who runs what it belongs to."""
_SEEN_BY = ("kind", "visibility", "privacy")
"""Choices that say whether outsiders see a row."""
_SHOWN = ("is_public",)
"""Flags that say so."""


@dataclass(frozen=True)
class Members:
    """The rows by which people belong to a thing."""

    table: str
    person: str
    """The column with who belongs to it."""
    roles: tuple[str, ...]
    """What a row says somebody is there; none where everybody is alike."""
    of: Resource
    """What they belong to."""

    @property
    def leading(self) -> str | None:
        """Return the role of a row of whoever runs the thing."""
        return next((role for role in _LEADING if role in self.roles), None)

    def any(self) -> str:
        """Say that whoever belongs to it may."""
        return f"with a row in `{self.table}`"

    def as_(self, role: str) -> str:
        """Say that whoever belongs to it as something may."""
        return f"with `role` `{role}` in `{self.table}`"

    def role_of(self, by: str | None) -> str | None:
        """Return which role of a row somebody has whom a verb or the brief calls by it: "channel admin", "moderator"."""
        if by is None:
            return None
        before, _, role = by.rpartition(" ")
        if role not in self.roles:
            return None
        of_it = before in (self.of.one, *self.of.entry.words) or self.of.one.endswith(f" {before}")
        alone = not before and role != "admin" and by != self.of.entry.manages
        return role if alone or (before and of_it) else None


def members_of(plan: Plan, resource: Resource) -> Members | None:
    """Return who belongs to a thing, where the feature keeps that."""
    people = {parent.target for parent in resource.parents if parent.column == resource.owner}
    for rows in plan.resources:
        if "membership" not in rows.entry.archetypes or all(p.target != resource.table for p in rows.parents):
            continue
        person = next((p.column for p in rows.parents if not p.nullable and p.column in _MEMBER and p.target in people), None)  # fmt: skip
        if person is not None:
            values = next((line.values for line in rows.columns if line.name == "role"), ())
            return Members(rows.table, person, values, resource)
    return None


def is_joined_by_maker(plan: Plan, members: Members) -> bool:
    """Tell whether whoever makes a thing gets the first row of those who belong to it."""
    rows = plan.by_table(members.table)
    return rows is not None and rows.name in members.of.entry.adds.get("create", ())


def shown_to_all(resource: Resource) -> str | None:
    """Return the condition under which a row of somebody is shown to everybody: `visibility` is `public`."""
    for line in resource.columns:
        if line.name in _SEEN_BY and "public" in line.values:
            return f"where `{line.name}` is `public`"
        if line.name in _SHOWN and line.kind == "flag":
            return f"where `{line.name}`"
    return None

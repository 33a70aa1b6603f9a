"""Decides the `security` section: roles, owners, where they are checked, what is sensitive, what is audited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.permitted import name_of, ownership, permission_checks
from draftspec.drafters.builtin.personal import about_people
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.negations import denied_to
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.told import find_told
from draftspec.drafters.builtin.whose import ANYBODY
from draftspec.grants import grants
from draftspec.sections.database import Database
from draftspec.sections.endpoints import Endpoint, Endpoints
from draftspec.sections.security import AuditedAction, Role, Security, SensitiveColumn

_PERSONAL = "never logged"


def draft(plan: Plan, database: Database, endpoints: Endpoints) -> Security:
    """Return who may do what, and what is protected."""
    calls = endpoints.endpoints
    sensitive = tuple(
        SensitiveColumn(table=t.name, column=c.name, kind=c.sensitivity, protection=_protection(c.name, c.sensitivity))
        for t in database.tables
        for c in t.columns
        if c.sensitivity != "none"
    )
    sensitive += tuple(about_people(plan, database, endpoints))
    types = {(t.name, c.name): c.type for t in database.tables for c in t.columns}
    secrets = [(s.table, s.column) for s in sensitive if s.kind == "secret"]
    return Security(
        roles=_roles(plan, calls),
        ownership=ownership(plan, calls),
        permission_checks=permission_checks(plan, calls),
        sensitive=sensitive,
        encryption=tuple(f"`{'.'.join(place)}`: {_kept_as(place[1], types[place])}" for place in secrets),
        audit=tuple(action for resource in plan.resources for action in _audit(resource, calls)),
    )


def _kept_as(column: str, kind: str) -> str:
    """Return how a secret is stored: hashed where it is only compared, encrypted where it must be read again."""
    words = set(column.split("_"))
    if "password" in words:
        return "Argon2id, with a salt of its own."
    if words & {"code", "otp", "pin"}:
        return "HMAC-SHA-256 with a key of the server: what is short is guessed from a bare hash."
    if words & {"hash", "hashed", "digest"} or kind == "varchar(64)":
        return "SHA-256 of 32 random bytes."
    return "AES-256-GCM with a key outside of the database, since it is read again."


def _protection(column: str, kind: str) -> str:
    return "never shown or logged" if kind == "secret" else _PERSONAL


def _roles(plan: Plan, calls: tuple[Endpoint, ...]) -> tuple[Role, ...]:
    found: dict[str, str] = {}
    for name in dict.fromkeys(role for call in calls for role in call.auth.roles):
        found[name] = ", ".join(f"`{call.method} {call.path}`" for call in calls if name in call.auth.roles)
    for name in dict.fromkeys(name for call in calls for name in grants(call.auth).all_rows):
        named = [one for one in calls if name in grants(one.auth).all_rows and name not in one.auth.roles]
        seen = ", ".join(f"`{one.method} {one.path}`" for one in named)
        if named:
            found[name] = f"{found[name]}; any row of {seen}" if name in found else f"any row of {seen}"
    for role in plan.reading.roles:
        doing = _doing(role.name, plan, calls)
        if role.name not in found:
            found[role.name] = doing or _may(role.name, plan, calls)
        elif doing is not None and found[role.name].startswith("any row of"):
            found[role.name] += f"; {doing}"
    return tuple(Role(name=name, may=may) for name, may in found.items())


def _doing(role: str, plan: Plan, calls: tuple[Endpoint, ...]) -> str | None:
    """Return the calls that a role makes on rows of its own, if the brief lets it do something."""
    shown = ", ".join(f"`{call.method} {call.path}`" for call in own_calls(role, plan, calls))
    return f"like anybody signed in, {shown}" if shown else None


def _may(role: str, plan: Plan, calls: tuple[Endpoint, ...]) -> str:
    columns = [
        f"`{r.table}.{p.column}`"
        for r in plan.resources
        for p in r.parents
        if p.column.startswith(role.replace(" ", "_"))
    ]
    if columns:
        return f"named by {', '.join(columns[:2])}"
    sends = any(re.search(rf"\b{re.escape(role)}", fact.before, re.I) for fact in plan.reading.anonymous)
    if (role in ANYBODY or sends) and any(call.auth.level == "public" for call in calls):
        tables = dict.fromkeys(f"`{call.table}`" for call in calls if call.auth.level == "public")
        return f"not signed in, what anyone may call of {', '.join(tables)}"
    signed_in = any(call.auth.level == "authenticated" for call in calls)
    said = list(_without_call(role, plan))
    return ", ".join(filter(None, ("signed in" if signed_in else "", *(said or ["no call of its own"]))))


def _without_call(role: str, plan: Plan) -> Iterator[str]:
    """Yield what the brief says of a role that calls nothing: what it is refused, and that it is told of something."""
    yield from (f"refused to “{words}”" for words in denied_to(role, plan.reading.text))
    if any(role_of(told.who).name == role or told.who == role for told in find_told(plan.reading.spoken)):
        yield "gets messages, no call of its own"


def own_calls(role: str, plan: Plan, calls: tuple[Endpoint, ...]) -> list[Endpoint]:
    """Return the writes that a role which the brief lets act has without a guard: its own rows of the thing or below it."""
    tables = {r.table for r in plan.resources if role in r.acted}
    below = {child.table for r in plan.resources if r.table in tables for child in plan.children(r)}
    writes = [call for call in calls if call.method != "GET" and call.auth.level == "authenticated"]
    return [call for call in writes if call.table in tables] or [call for call in writes if call.table in below]


_WEIGHTY = frozenset({"approve", "reject", "grant", "revoke", "set_role", "change_role", "ban", "suspend", "restore"})
"""Verbs by which somebody gives or takes a right, or decides about others, whatever an entry names."""


def _weighs(name: str, resource: Resource) -> bool:
    """Tell whether an act is kept though no entry asks for it: it decides about people, or sets something for all rows."""
    for_all = resource.owner is None and resource.entry.singleton and resource.table.endswith("settings")
    return name in _WEIGHTY or (name == "replace" and for_all)


def _audit(resource: Resource, calls: tuple[Endpoint, ...]) -> list[AuditedAction]:
    found = []
    for call in calls:
        if call.table != resource.table:
            continue
        name = name_of(call)
        if name in resource.entry.audit or _weighs(name, resource):
            moved = f", `{', '.join(call.transition.before)}` → `{call.transition.after}`" if call.transition else ""
            found.append(
                AuditedAction(
                    action=f"{call.method} {call.path}", recorded=f"caller, `{resource.table}.id`, time{moved}"
                )
            )
    return found

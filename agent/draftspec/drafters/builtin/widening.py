"""Opens rows to whoever may do something to them: nobody changes what he cannot find."""

from __future__ import annotations

from draftspec.drafters.builtin.whose import keys_of
from draftspec.grants import grants
from draftspec.sections.endpoints import Auth


def with_ways(read: Auth, write: Auth) -> Auth:
    """Return who reads a row with those who come to it by a write: the roles that change any, and whom it names."""
    if write.level == "token":
        return read
    wanted, known = grants(write), grants(read)
    roles = wanted.all_rows if wanted.columns else wanted.roles
    read = _with_roles(read, [role for role in roles if role not in (known.all_rows or known.roles)])
    named = {key for role in known.roles for key in keys_of(role)}
    return _with_columns(read, [c for c in wanted.columns if c not in named and c not in known.columns])


def _with_roles(read: Auth, roles: list[str]) -> Auth:
    if not roles:
        return read
    admitted = tuple(dict.fromkeys((*read.roles, *roles))) if read.level == "role" else read.roles
    if read.owner is None:
        return read.model_copy(update={"roles": admitted})
    known = grants(read).all_rows
    every = _any_row((*known, *roles))
    owner = read.owner.replace(_any_row(known), every) if known else f"{read.owner}, or {every}"
    return read.model_copy(update={"roles": admitted, "owner": owner})


def _any_row(roles: tuple[str, ...]) -> str:
    return f"any row for {' and '.join(f'`{role}`' for role in roles)}"


def _with_columns(read: Auth, columns: list[str]) -> Auth:
    if not columns:
        return read
    own = f"own {' or '.join(f'`{column}`' for column in columns)}"
    granted = grants(read)
    if read.owner is None:  # a role alone came to it
        return Auth(level="authenticated", owner=f"{own}, or {_any_row(read.roles)}")
    first = f"`{granted.columns[-1]}`" if granted.columns else None
    if first is None or not read.owner.startswith("own "):
        return read.model_copy(update={"owner": f"{read.owner}, or {own}"})
    return read.model_copy(update={"owner": read.owner.replace(first, f"{first} or {own.removeprefix('own ')}", 1)})

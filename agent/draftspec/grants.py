"""What the access of an endpoint grants, read from the one line that says it: whose rows, for which roles, as a member of what.

All texts about access are derived from it or held to it, so that no two of them say different things.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.sections.endpoints import Auth, Endpoint, PathParameter

ONLY = ", and only "
"""What joins a condition that must hold as well to whose rows a caller may touch."""
_CODE = re.compile(r"`([^`]+)`")
_OWN = re.compile(r"own ((?:`[\w.]+`)(?:(?:,| or) `[\w.]+`)*)")
_ALL_ROWS = re.compile(r"any row for (`[^`]+`(?:(?:,| and) `[^`]+`)*)")
_SENT = re.compile(r"whoever sends the `([\w.]+)`")
_SHOWN = re.compile(r"where `([\w.]+)`(?: is `(\w+)`)?")


@dataclass(frozen=True)
class Grants:
    """The ways by which a caller comes to a row; a row is his by any of them."""

    columns: tuple[str, ...] = ()
    """Columns that hold the caller, with their table where it is another one: `user_id`, `channels.creator_id`."""
    shown: tuple[str, ...] = ()
    """Conditions under which a row is everybody's, as SQL."""
    rest: tuple[str, ...] = ()
    """Other ways, in words: a row in a table of members, a secret, a state that is public."""
    only: tuple[str, ...] = ()
    """What must hold as well."""
    all_rows: tuple[str, ...] = ()
    """Roles for which it does not matter whose a row is."""
    roles: tuple[str, ...] = ()
    """Roles that may call at all; none where a session suffices."""
    everybody: bool = False
    """Whether nobody signs in."""

    @property
    def open(self) -> bool:
        """Whether every row is everybody's who may call."""
        return not (self.columns or self.shown or self.rest or self.only)

    def reaches(self, table: str) -> bool:
        """Tell whether it is asked of a row of a table whose it is, where that row is only named by the path of a call."""
        conditions = (*self.columns, *self.shown)
        return bool(self.rest or self.only) or any(one.startswith(f"{table}.") for one in conditions)

    @property
    def ways(self) -> tuple[str, ...]:
        """What a text must name that tells of all ways: columns, tables, roles."""
        named = [name for text in (*self.rest, *self.only) for name in _CODE.findall(text)[-1:]]
        shown = [text.partition(" ")[0] for text in self.shown]
        return tuple(dict.fromkeys((*self.columns, *shown, *named, *self.all_rows)))

    def __str__(self) -> str:
        own = [f"{column} = …" for column in self.columns]
        where = f"`WHERE {' OR '.join((*own, *self.shown))}`" if own or self.shown else ""
        said = " or ".join(filter(None, (where, *self.rest)))
        said = f"{said}{', ' if said else ''}only {' and '.join(self.only)}" if self.only else said
        roles = f"role {' or '.join(f'`{role}`' for role in self.roles)}" if self.roles else ""
        if not said:
            return roles or ("anybody" if self.everybody else "any session")
        every = f", any row for {' and '.join(f'`{role}`' for role in self.all_rows)}" if self.all_rows else ""
        return f"{roles}{', ' if roles else ''}{said}{every}"


def hides(endpoint: Endpoint, parameter: PathParameter) -> bool:
    """Tell whether a row that the path of a call names may be there and not for the caller."""
    granted = grants(endpoint.auth)
    own = parameter.table == endpoint.table
    return not granted.open if own else granted.reaches(parameter.table)


def secret_header(auth: Auth) -> tuple[str, str] | None:
    """Return the header in which the secret of a row travels, and its column; it stands in no path and in no body."""
    found = _SENT.search(auth.owner or "")
    if found is None:
        return None
    column = found[1].rpartition(".")[2]
    return f"X-{'-'.join(word.capitalize() for word in column.split('_'))}", found[1]


def grants(auth: Auth) -> Grants:
    """Return what an access grants. What cannot be read stays as it is said."""
    said, *only = (auth.owner or "").split(ONLY)
    columns: list[str] = []
    shown: list[str] = []
    rest: list[str] = []
    all_rows: list[str] = []
    for part in filter(None, said.split(", or ")):
        if found := _OWN.fullmatch(part):
            columns += _CODE.findall(found[1])
        elif found := _ALL_ROWS.fullmatch(part):
            all_rows += _CODE.findall(found[1])
        elif found := _SHOWN.fullmatch(part):
            shown.append(f"{found[1]} = '{found[2]}'" if found[2] else found[1])
        else:
            rest.append(part)
    if auth.level == "token":
        rest.append("the secret that the request carries")
    return Grants(
        columns=tuple(columns),
        shown=tuple(shown),
        rest=tuple(rest),
        only=tuple(only),
        all_rows=tuple(all_rows),
        roles=auth.roles,
        everybody=auth.level == "public",
    )

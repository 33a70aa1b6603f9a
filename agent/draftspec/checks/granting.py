"""AUTH: what the texts about access say is what the endpoints grant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import listed
from draftspec.grants import Grants, grants
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.endpoints import Endpoint
from draftspec.sections.security import Ownership

_DENYING = re.compile(r"\bothers? [^.;]*\b40[34]\b|\bnobody else\b", re.I)
_OPENING = re.compile(r"\b(?:all|any|anybody|anyone|everybody|everyone|public|open|session)\b", re.I)
_TABLE = re.compile(r"\s*`(\w+)`")


@check(
    "AUTH-06",
    "warning",
    why="Whoever builds the permissions from the security section locks out whom an endpoint lets in.",
)
def granted(design: Design) -> Iterator[Found]:
    """What the security section says of the rows of a table leaves out nobody to whom an endpoint of it gives them."""
    security = design.sections.security
    for owner in security.ownership if security else ():
        if _DENYING.search(owner.rule):
            yield from _left_out(design, owner)
    texts: dict[str, list[str]] = {}
    for text in security.permission_checks if security else ():
        if (found := _TABLE.match(text)) is not None:
            texts.setdefault(found[1], []).append(text)
    for table, said in texts.items():
        if any("WHERE" in text for text in said):
            yield from _unsaid(design, table, " ".join(said))


def _left_out(design: Design, owner: Ownership) -> Iterator[Found]:
    for endpoint in _calls(design, owner.table, "GET"):
        given = grants(endpoint.auth)
        missing = _missing(given.ways, f"{owner.rule} {owner.column}")
        if given.open and not given.roles and not _OPENING.search(owner.rule):
            missing = ["everybody"]
        if missing:
            yield Found(
                f"security.ownership.{owner.table}",
                f"`{owner.table}` by `{owner.column}` says {owner.rule!r}, but `{endpoint_name(endpoint)}` also lets in "
                f"{listed(missing)}.",
                "Name them in the rule, or take them out of the endpoint's access.",
            )
            return


def _unsaid(design: Design, table: str, text: str) -> Iterator[Found]:
    for endpoint in _calls(design, table):
        given = grants(endpoint.auth)
        made = endpoint.action == "create"  # the caller's own for that: there is no row to ask
        ways = [way for way in given.ways if not (made and way in given.columns and "." not in way)]
        missing = _missing((*ways, *given.roles), text)
        if given.open and not (given.roles or made) and endpoint.auth.level != "token" and not _OPENING.search(text):
            missing = ["everybody"]
        if missing:
            yield Found(
                f"{endpoint_path(endpoint)}.auth",
                f"The permission checks of `{table}` say {text[:80]!r}, but `{endpoint_name(endpoint)}` also lets in {listed(missing)}.",
                "Say in the permission checks what each endpoint asks.",
            )
            return


def _missing(names: Iterable[str], text: str) -> list[str]:
    """Return the ways to a row, or the roles, that a text does not name."""
    known = set(re.findall(r"\w+", text))
    return [name for name in names if not known.issuperset(re.findall(r"\w+", name.rpartition(".")[2]))]


def _calls(design: Design, table: str, method: str | None = None) -> list[Endpoint]:
    found = [one for one in design.endpoints if one.table == table]
    return [one for one in found if method is None or (one.method == method and one.action in ("list", "read"))]


@check("AUTH-07", "warning", why="Nobody can work on a row that he is not shown.")
def found_by_whoever_works(design: Design) -> Iterator[Found]:
    """Whoever may change a row by its key may read it as well."""
    for endpoint in design.endpoints:
        own = any(one.table == endpoint.table for one in endpoint.path_parameters)
        reading = _calls(design, endpoint.table or "", "GET") if own and endpoint.method != "GET" else []
        unread = _unread(grants(endpoint.auth), grants(reading[-1].auth)) if reading else []
        if unread and endpoint.auth.level not in ("public", "token"):
            yield Found(
                f"{endpoint_path(endpoint)}.auth",
                f"`{endpoint_name(endpoint)}` is for {listed(unread)}, to whom `{endpoint_name(reading[-1])}` shows no such row.",
                "Let them read what they work on, or narrow who may change it.",
            )


def _unread(write: Grants, read: Grants) -> list[str]:
    if read.open and not read.roles:
        return []
    if write.open and not write.roles:
        return ["everybody"]
    roles = write.all_rows if write.columns else write.roles
    missing = [role for role in roles if role not in (*read.roles, *read.all_rows)]
    narrow = not (read.open or read.rest or read.only)
    return [*missing, *(name for name in write.columns if narrow and name not in read.columns)]

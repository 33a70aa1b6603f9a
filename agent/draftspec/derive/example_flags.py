"""What a call leaves in a flag that it is named after: pinned after `pin`, not enabled after `disable`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from draftspec.sections.database import Column
from draftspec.sections.endpoints import Endpoint

_ENDS = ("ed", "d", "")
_UNDOING = ("un", "dis", "de", "re")
_SPECIAL = re.compile(r"(?:go|set|make|mark|turn)_(?:as_)?(?P<no>un|off|not_)?(?P<what>\w+)")


def flag_after(endpoint: Endpoint, column: Column) -> str | None:
    """Return `true` or `false` for a flag that a call sets or takes back, or None where its name says nothing of it."""
    if column.type != "boolean" or endpoint.action not in ("command", "transition") or endpoint.method == "GET":
        return None
    act = endpoint.path.rsplit("/", 1)[-1].replace("-", "_")
    said = column.name.removeprefix("is_").removeprefix("on")
    found = _SPECIAL.fullmatch(act)
    if found is not None and found["what"].removeprefix("on") in (said, column.name):
        return "false" if found["no"] else "true"
    if said in _participles(act):
        return "true"
    undone = (act.removeprefix(start) for start in _UNDOING if act.startswith(start))
    return "false" if any(said in _participles(verb) or said in _participles(f"en{verb}") for verb in undone) else None


def flags_after(endpoint: Endpoint, columns: Iterable[Column]) -> dict[str, str]:
    """Return what the call leaves in each flag of its row that it is named after."""
    found = ((column.name, flag_after(endpoint, column)) for column in columns)
    return {name: value for name, value in found if value is not None}


def _participles(verb: str) -> set[str]:
    if not verb:
        return set()
    forms = {verb + end for end in _ENDS[:2]} | {f"{verb}{verb[-1]}ed"}
    return forms | ({f"{verb[:-1]}ied"} if verb.endswith("y") else set())

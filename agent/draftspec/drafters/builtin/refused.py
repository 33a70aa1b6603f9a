"""What is left to whoever was refused: a state that nothing leaves says whether another try is a new row."""

from __future__ import annotations

from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.plan import Resource

_REFUSED = ("rejected", "declined")


def what_is_left(verb: VerbEntry, resource: Resource) -> str:
    """Return the end of the sentence on a refusal; nothing where a call leads out of it, or where nobody asks by a call."""
    left = any(verb.to in one.before and one.to != verb.to for one in resource.verbs.values())
    if verb.to not in _REFUSED or left or "create" not in resource.standard:
        return ""
    return "; that is final" if _asks_once(resource) else f"; that is final, and another try is a new {resource.one}"


def _asks_once(resource: Resource) -> bool:
    """Tell whether a key about nothing but what a row hangs on stands in the way of another one."""
    parents = {parent.column for parent in resource.parents}
    keys = (key for key in resource.entry.unique if " where " not in key)
    return any({part.strip() for part in key.split(",")} <= parents for key in keys)

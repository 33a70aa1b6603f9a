"""What changed between two readings of SQL, put into the design that the first one was rendered from.

SQL read back says less than the design (a list of values on an odd type, the columns of a check): a field that reads the
same in what was rendered and in what stands there now stays as the design has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from draftspec.sections.base import Model

M = TypeVar("M", bound=Model)


def merged(base: M, before: M, after: M) -> M:
    """Return an item with each field that reads differently than before."""
    names = type(base).model_fields
    changed = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    return base.model_copy(update=changed) if changed else base


def merged_all(base: Sequence[M], before: Sequence[M], after: Sequence[M], key: Callable[[M], object]) -> tuple[M, ...]:
    """Return the items that are read now, each merged with the one of its name; what could never be read stays."""
    if before == after:
        return tuple(base)
    known, rendered = {key(one): one for one in base}, {key(one): one for one in before}
    found = [_one(known, rendered, one, key(one)) for one in after]
    for place, one in enumerate(base):
        if key(one) not in rendered and all(key(other) != key(one) for other in after):
            found.insert(place, one)
    return tuple(found)


def _one(known: dict[object, M], rendered: dict[object, M], one: M, name: object) -> M:
    if name in known and name in rendered:
        return merged(known[name], rendered[name], one)
    return one

"""The register of checks, and what a check looks like.

A check is a generator over a `Design`: it yields one `Found` for each place that is wrong. Its docstring says what
must hold, in one sentence, and below that what exactly is looked at; `why` says what goes wrong otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import NamedTuple

from draftspec.checks.design import Design
from draftspec.spec import Severity


class Found(NamedTuple):
    """What a check found in one place: the item's path, what is wrong with it, and what to do."""

    where: str
    message: str
    hint: str


Finder = Callable[[Design], Iterator[Found]]


@dataclass(frozen=True)
class Check:
    """A check: its id, how grave a finding is, what must hold, exactly when, and why, and what looks for it."""

    id: str
    severity: Severity
    title: str
    notes: str
    why: str
    find: Finder


_REGISTERED: dict[str, Check] = {}


def registered(module: str) -> tuple[Check, ...]:
    """Return the checks of one family, by the name of its module, in the order of their ids."""
    return tuple(sorted((one for one in _REGISTERED.values() if one.find.__module__ == module), key=lambda one: one.id))


def check(id: str, severity: Severity, why: str) -> Callable[[Finder], Finder]:  # noqa: A002 - its name everywhere
    """Register a function as the check with this id; its docstring is the check's title and notes."""

    def register(find: Finder) -> Finder:
        if id in _REGISTERED:
            raise ValueError(f"two checks are called {id}")
        title, _, notes = cleandoc(find.__doc__ or find.__name__.replace("_", " ")).partition("\n\n")
        _REGISTERED[id] = Check(id, severity, " ".join(title.split()), notes, why, find)
        return find

    return register

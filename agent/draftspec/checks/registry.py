"""The registers of checks, and what a check looks like.

A check is a generator: it yields one `Found` for each place that is wrong. Its docstring says what must hold, in one
sentence, and below that what exactly is looked at; `why` says what goes wrong otherwise.

There are two registers. A check over a `Design` is quick and runs in every draft. A check over `Documents` reads the
files that follow from a design, as somebody may have edited them; it may need a grammar or a validator, so it runs only
when files are checked. Both may carry the same id, where a design and its files can break the same promise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from draftspec.checks.design import Design
from draftspec.spec import Severity

if TYPE_CHECKING:
    from draftspec.checks.texts import Documents

    DocumentFinder = Callable[[Documents], Iterator["Found"]]

S = TypeVar("S")


class Found(NamedTuple):
    """What a check found in one place: the item's path, what is wrong with it, and what to do."""

    where: str
    message: str
    hint: str


Finder = Callable[[Design], Iterator[Found]]


@dataclass(frozen=True)
class Check(Generic[S]):
    """A check: its id, how grave a finding is, what must hold, exactly when, and why, and what looks for it."""

    id: str
    severity: Severity
    title: str
    notes: str
    why: str
    find: Callable[[S], Iterator[Found]]


_REGISTERED: dict[str, Check[Design]] = {}
_OF_DOCUMENTS: dict[str, Check[Documents]] = {}


def registered(module: str) -> tuple[Check[Design], ...]:
    """Return the checks of designs of one family, by the name of its module, in the order of their ids."""
    return _of_module(_REGISTERED, module)


def registered_for_documents(module: str) -> tuple[Check[Documents], ...]:
    """Return the checks of documents of one family, by the name of its module, in the order of their ids."""
    return _of_module(_OF_DOCUMENTS, module)


def _of_module(register: dict[str, Check[S]], module: str) -> tuple[Check[S], ...]:
    return tuple(sorted((one for one in register.values() if one.find.__module__ == module), key=lambda one: one.id))


def check(id: str, severity: Severity, why: str) -> Callable[[Finder], Finder]:  # noqa: A002 - its name everywhere
    """Register a function as the check with this id; its docstring is the check's title and notes."""

    def register(find: Finder) -> Finder:
        _add(_REGISTERED, Check(id, severity, *_explained(find), why, find))
        return find

    return register


def document_check(id: str, severity: Severity, why: str) -> Callable[[DocumentFinder], DocumentFinder]:  # noqa: A002
    """Register a function as the check of documents with this id, in the same way."""

    def register(find: DocumentFinder) -> DocumentFinder:
        _add(_OF_DOCUMENTS, Check(id, severity, *_explained(find), why, find))
        return find

    return register


def _add(register: dict[str, Check[S]], one: Check[S]) -> None:
    if one.id in register:
        raise ValueError(f"two checks are called {one.id}")
    register[one.id] = one


def _explained(find: Callable[[S], Iterator[Found]]) -> tuple[str, str]:
    title, _, notes = cleandoc(find.__doc__ or find.__name__.replace("_", " ")).partition("\n\n")
    return " ".join(title.split()), notes

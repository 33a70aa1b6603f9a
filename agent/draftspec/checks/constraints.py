"""TAB: constraints that are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import did_you_mean
from draftspec.derive.names import foreign_key, values_check
from draftspec.items import endpoint_path, field_names, list_items
from draftspec.sections.base import Model

_NAMED = re.compile(r"`([a-z][a-z0-9_]*_(?:key|check|fkey|pkey|excl))`")
_TOLD = ("rules", "validation", "tests", "risks")


@check("TAB-11", "warning", why="What is said of a constraint that nobody creates is not enforced by anything.")
def named_constraints(design: Design) -> Iterator[Found]:
    """Each constraint that an error, rule, validation, test or risk names is a constraint of the design.

    In texts, a name between backticks counts when it starts with a table of the design and ends as constraints do
    (`_key`, `_check`, `_fkey`, `_pkey`, `_excl`).
    """
    known = _constraint_names(design)
    for endpoint in design.endpoints:
        for error in endpoint.errors:
            if error.constraint and error.constraint not in known:
                where = f"{endpoint_path(endpoint)}.errors.{error.code}"
                yield _unknown(where, f"The error `{error.code}`", error.constraint, known)
    others = known.union(design.tables, *design.columns.values())
    sections: dict[str, Model | None] = {name: getattr(design.sections, name) for name in _TOLD}
    for section, texts in ((name, one) for name, one in sections.items() if one is not None):
        missing = _missing(design, texts.model_dump_json(), others)
        for where, text in _texts(section, texts) if missing else ():
            yield from (_unknown(where, "The text", name, known) for name in _missing(design, text, others))


def _unknown(where: str, who: str, name: str, known: set[str]) -> Found:
    return Found(
        where,
        f"{who} names the constraint `{name}`, which the design does not have.",
        did_you_mean(name, known, "Add the constraint, or name the one that is meant."),
    )


def _missing(design: Design, text: str, others: set[str]) -> list[str]:
    """Return the names in a text that are called as a constraint of a table is, and are no other's."""
    names = (name for name in dict.fromkeys(_NAMED.findall(text)) if name not in others)
    return [name for name in names if any(name.startswith(f"{table}_") for table in design.tables)]


def _constraint_names(design: Design) -> set[str]:
    names: set[str] = set()
    for table in design.tables.values():
        names |= {one.name for one in table.constraints} | {one.name for one in table.indexes}
        names |= {key.name for key in design.keys(table.name)}
        names |= {foreign_key(table.name, column.name) for column in table.columns if column.references}
        names |= {values_check(table.name, column.name) for column in table.columns if column.values}
    return names


def _texts(name: str, section: Model) -> Iterator[tuple[str, str]]:
    for where, _, item in list_items(name, section):
        yield from ((where, text) for text in _strings(item))
    for field in field_names(type(section)):
        value = getattr(section, field)
        if isinstance(value, tuple):
            yield from ((f"{name}.{field}.{n}", one) for n, one in enumerate(value, 1) if isinstance(one, str))


def _strings(item: Model) -> Iterator[str]:
    for field in field_names(type(item)):
        value = getattr(item, field)
        yield from [value] if isinstance(value, str) else (one for one in _tuple(value) if isinstance(one, str))


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()

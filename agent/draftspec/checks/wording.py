"""How findings name things."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

_SHOWN = 6


def listed(names: Iterable[str], last: str = "and") -> str:
    """Return names as a person lists them: `a`, `b` and `c`; a long list ends in a count."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > _SHOWN:
        quoted = [*quoted[: _SHOWN - 1], f"{len(quoted) - _SHOWN + 1} more"]
    return f" {last} ".join(part for part in (", ".join(quoted[:-1]), *quoted[-1:]) if part)


def did_you_mean(name: str, names: Collection[str], otherwise: str) -> str:
    """Return a question with the name that is nearest to a misspelt one, or the other advice when none is near."""
    near = get_close_matches(name, names, n=1, cutoff=0.75)
    return f"Did you mean `{near[0]}`? Otherwise: {otherwise[:1].lower()}{otherwise[1:]}" if near else otherwise


def unknown_column(table: str, column: str, columns: Collection[str]) -> str:
    """Return the advice for a column that its table does not have."""
    there = f"Add the column, or use one that `{table}` has: {listed(columns)}." if columns else "Add the column."
    return did_you_mean(column, columns, there)

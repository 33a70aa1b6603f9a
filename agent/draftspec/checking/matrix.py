"""The coverage matrix as lines of a terminal, and for scripts."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.derive.matrix import Matrix


def matrix_lines(matrix: Matrix) -> Iterator[str]:
    """Yield the matrix as lines of equal columns; what is uncovered is told below the table's name."""
    if not matrix.tables:
        yield "no table is used"
        return
    first = max(len(name) for _, name, _ in (*matrix.rows, ("", "uncovered", {})))
    widths = [max(len(table), 4) for table in matrix.tables]
    yield _row("", matrix.tables, first, widths)
    for _, name, cells in matrix.rows:
        yield _row(name, [cells.get(table, "·") for table in matrix.tables], first, widths)
    missing = matrix.uncovered()
    yield _row("uncovered", [f"!{missing[one]}" if one in missing else "" for one in matrix.tables], first, widths)


def _row(name: str, cells: tuple[str, ...] | list[str], first: int, widths: list[int]) -> str:
    return "  ".join(
        (name.ljust(first), *(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)))
    ).rstrip()


def matrix_document(matrix: Matrix) -> dict[str, object]:
    """Return the matrix for scripts."""
    return {
        "tables": list(matrix.tables),
        "rows": [{"kind": kind, "name": name, "tables": dict(cells)} for kind, name, cells in matrix.rows],
        "uncovered": matrix.uncovered(),
    }

"""SEC: the diagram and the matrix of a specification, held to the tables and endpoints that they show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from draftspec.checks.registry import Found, document_check
from draftspec.checks.texts import SPECIFICATION, Documents, place

_EDGE = re.compile(r'\s*("[^"]*"|\S+)\s+([|}o]{2}--[|{o]{2})\s+("[^"]*"|\S+)\s*:\s*"([^"]*)"\s*$')
_ENTITY = re.compile(r'\s*("[^"]*"|[^\s"\[{]+)(?:\["([^"]*)"\])?\s*(\{)?\s*$')
_ATTRIBUTE = re.compile(r"\s*(\S+)\s+(\S+)\s*((?:[PFU]K(?:,\s*)?)*)")
_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_SHOWN = 3
_SYNC = "Draw what the tables have; `draftspec sync` does it."

Shown = Mapping[str, tuple[str, int]]
"""What a picture shows of each item: in its own words, and in which line."""


@document_check("SEC-12", "warning", why="A picture is believed before the text is read.")
def pictures(documents: Documents) -> Iterator[Found]:
    """The diagram shows the tables, columns and foreign keys of the feature, and the matrix who uses which table.

    Both may be left out as a whole.
    """
    yield from _diagram(documents)
    yield from _matrix(documents)


def _diagram(documents: Documents) -> Iterator[Found]:
    from draftspec.derive.diagram import relationships

    if documents.specification is None:
        return
    fence = next(iter(documents.specification.fences_under("Database Changes", "mermaid")), None)
    if fence is not None:
        derived = relationships(documents.spec.sections.database)
        if fence.text.strip() == derived.strip():
            return
        yield from _compared("diagram", _drawn(fence.text, fence.number), _drawn(derived, 1), fence.number)


def _matrix(documents: Documents) -> Iterator[Found]:
    from draftspec.derive.matrix import markdown, matrix_of

    if documents.specification is None:
        return
    lines = [line for one in documents.specification.parts if _is_of_matrix(one.headings) for line in one.lines()]
    rows = [line for line in lines if _ROW.match(line.text)]
    derived = markdown(matrix_of(documents.spec.sections, documents.design.items)).splitlines() if rows else []
    if [line.text for line in rows] != derived and (there := _rows(rows)):
        yield from _compared("matrix", there, _rows(enumerate(derived, 1)), rows[0].number)


def _is_of_matrix(headings: tuple[str, ...]) -> bool:
    return headings[-1:] == ("## API Endpoints",)


def _compared(picture: str, there: Shown, derived: Shown, first: int) -> Iterator[Found]:
    for name, (text, number) in there.items():
        if name not in derived:
            yield Found(place(SPECIFICATION, number), f"The {picture} shows {name}, which the design has not.", _SYNC)
        elif text != derived[name][0]:
            message = f"The {picture} shows {name} as `{text}`, while it is `{derived[name][0]}`."
            yield Found(place(SPECIFICATION, number), message, _SYNC)
    if missing := [name for name in derived if name not in there]:
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        yield Found(
            place(SPECIFICATION, first), f"The {picture} leaves out {', '.join(missing[:_SHOWN])}{more}.", _SYNC
        )


def _drawn(text: str, first: int) -> Shown:
    """Return the tables, columns and foreign keys of a diagram."""
    found: dict[str, tuple[str, int]] = {}
    inside = ""
    for number, line in enumerate(text.splitlines(), first):
        if inside and (one := _ATTRIBUTE.match(line)):
            found[f"`{inside}.{one[2]}`"] = (" ".join((one[1], *one[3].replace(",", " ").split())), number)
        elif inside:
            inside = ""
        elif edge := _EDGE.match(line):
            parent, child = edge[1].strip('"'), edge[3].strip('"')
            found[f"the key `{child}.{edge[4]}`"] = (f"{parent} {edge[2]} {child}", number)
        elif (one := _ENTITY.match(line)) and one[1] != "erDiagram":
            found[f"the table `{one[1].strip(chr(34))}`"] = (one[2] or one[1], number)
            inside = one[1].strip('"') if one[3] else ""
    return found


def _rows(lines: Iterable[tuple[int, str]]) -> Shown:
    """Return what a matrix says of each row and table; an empty cell says nothing, nor does the row below the heads."""
    found: dict[str, tuple[str, int]] = {}
    tables: list[str] = []
    for number, text in lines:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row[1])] if (row := _ROW.match(text)) else []
        if cells and not cells[0]:
            tables = cells[1:]
        elif set("".join(cells)) - set("-: "):
            said = zip(tables, cells[1:], strict=False)
            found |= {f"{cells[0]} on {table}": (letters, number) for table, letters in said if letters}
    return found

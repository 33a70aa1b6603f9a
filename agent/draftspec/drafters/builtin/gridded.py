"""Keeps what a brief sets for pairs in rows of their own: the price of a room type in a season."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine
from draftspec.drafters.builtin.listed import DESCRIBED
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.grids import Grid
from draftspec.drafters.builtin.reading.words import snake


def with_grids(chosen: list[Choice], reading: Reading) -> list[Choice]:
    """Return the things of a feature with a row for each value of a pair."""
    known = {choice.name for choice in chosen}
    spoken = {choice.words for choice in chosen}
    rows = (_row(grid) for grid in reading.grids if grid.value not in spoken)
    return [*chosen, *(row for row in rows if row.name not in known)]


def with_grid_value(resource: Resource, reading: Reading, catalogue: Catalogue) -> Resource:
    """Return such a row with its value and the keys to both of what it is for."""
    grids = [grid for grid in reading.grids if _row(grid).name == resource.name]
    words = [word for grid in grids for word in (grid.value, grid.more) if word]
    values = [attribute(word) or ColumnLine(snake(word), "name") for word in words]
    names = {column.name for column in values}
    fresh = tuple(replace(column, nullable=at > 0) for at, column in enumerate(values))
    kept = tuple(column for column in resource.columns if column.name not in names)
    keys = [_key(noun, catalogue) for grid in grids[:1] for noun in (grid.one, grid.other)]
    columns = frozenset(key.column for key in keys)
    parents = (*keys, *(p for p in resource.parents if p.column not in columns))
    full = replace(resource, columns=(*kept, *fresh), parents=parents, beside=resource.beside | columns)
    return replace(full, asked=resource.asked | names) if grids else resource


def _key(noun: str, catalogue: Catalogue) -> ParentLine:
    return ParentLine(catalogue.words.get(noun, snake(noun)), f"{snake(noun)}_id", nullable=False, on_delete="CASCADE")


def _row(grid: Grid) -> Choice:
    whose, value = grid.row
    return Choice(value, None, (whose,), "grid", weight=DESCRIBED)

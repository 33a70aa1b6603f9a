"""What is measured under names of its own ("weight and moisture") needs no general quantity beside them."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.plan import Resource

_UNITS = {"weight": "kg", "moisture": "%", "humidity": "%", "temperature": "°C", "height": "cm", "length": "cm", "width": "cm", "depth": "cm", "distance": "km", "volume": "l"}  # fmt: skip
_NUMBERS = frozenset({"decimal", "percent", "count", "integer", "quantity"})


def with_own_quantities(resource: Resource) -> Resource:
    """Return a measurement with what the brief measures in place of `quantity` and `unit`, each in one unit."""
    own = {c.name for c in resource.columns if c.name in resource.asked and c.kind in _NUMBERS}
    general = {"quantity", "unit"}
    if resource.entry.words[0] != "measured value" or not own or general & resource.asked:
        return resource
    entry = resource.entry.model_copy(
        update={
            "rules": tuple(rule for rule in resource.entry.rules if not general & set(rule.about)),
            "pitfalls": tuple(text for text in resource.entry.pitfalls if "`unit`" not in text),
        }
    )
    columns = tuple(_in_one_unit(c) for c in resource.columns if c.name not in general)
    return replace(resource, columns=columns, entry=entry)


def _in_one_unit(column: ColumnLine) -> ColumnLine:
    unit = _UNITS.get(column.name.rpartition("_")[2])
    return replace(column, purpose=f"in {unit} (assumption)") if unit and column.purpose is None else column

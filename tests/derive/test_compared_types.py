"""Columns that a CHECK compares although their types differ: nothing can be moved, and nothing breaks."""

from __future__ import annotations

import pytest

from draftspec.derive.example_order import moved
from draftspec.derive.json_types import parse_type


@pytest.mark.parametrize(
    ("type_", "value", "beside"),
    [
        ("timestamp", "2026-03-01T09:00:00", "2026-03-01T10:00:00Z"),
        ("timestamp", "2026-03-01T09:00:00", "12900.0000"),
        ("numeric(5,2)", "1.00", "2026-03-01T10:00:00Z"),
        ("date", "2026-03-01", "soon"),
    ],
)
def test_values_of_other_types_stay_where_they_are(type_: str, value: str, beside: str) -> None:
    assert moved(value, ">", beside, parse_type(type_)) is None

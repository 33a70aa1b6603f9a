"""Features as people ask for them build the tables that they are about, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief

FILE = Path(__file__).parent.parent / "data/feature_tables.txt"
CASES = [line.partition(": ") for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("tables", "brief"), [(tables, brief) for tables, _, brief in CASES])
def test_a_feature_builds_its_tables(tables: str, brief: str) -> None:
    plan = make_plan(read_brief(brief, concepts()), ())
    assert ", ".join(resource.table for resource in plan.resources) == tables

"""Whole briefs of many domains: the main table, what stands beside it, and that no verb or adjective became a name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from draftspec.brief import Brief
from draftspec.drafters import builtin

FILES = sorted((Path(__file__).parent.parent / "data").glob("read_briefs*.jsonl"))
CASES: list[dict[str, Any]] = [
    json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["brief"][:40] for case in CASES])
def test_a_brief_becomes_what_an_engineer_expects(case: dict[str, Any]) -> None:
    database = builtin.draft(Brief(text=case["brief"], slug="x"), (), ()).sections.database
    tables = [table.name for table in database.tables]
    names = {*tables, *(table.name for table in database.assumed)}
    columns = {column.name for table in database.tables for column in table.columns}
    assert tables[0] == case["main"]
    assert set(case["tables"]) <= set(tables)
    assert set(case["columns"]) <= columns
    assert [word for word in case["absent"] if any(word in name for name in names | columns)] == []

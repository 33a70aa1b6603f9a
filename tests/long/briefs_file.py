"""Files of briefs, one JSON record a line, and the drafts that the built-in drafter makes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from draftspec.brief import brief_from_text
from draftspec.pipeline import Drafted, draft_spec, drafter_for


@dataclass(frozen=True)
class Record:
    """One brief of a file: its name in reports, its text, and the whole record."""

    name: str
    brief: str
    fields: dict[str, Any]


def read_records(path: Path, limit: int | None = None) -> list[Record]:
    """Return the records of a file that have a brief, the first `limit` of them."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    records = [json.loads(line) for line in lines]
    found = [Record(str(r.get("id", f"line {n}")), r["brief"], r) for n, r in enumerate(records, 1) if r.get("brief")]
    return found[:limit]


def drafted(text: str) -> Drafted:
    """Return what the built-in drafter makes of a brief."""
    return draft_spec(brief_from_text(text), drafter_for("builtin"), model="builtin")


def drafts_of(records: list[Record]) -> Iterator[tuple[Record, Drafted | Exception]]:
    """Draft each brief in turn; an exception is a result, so that one brief does not end the measurement."""
    for record in records:
        try:
            yield record, drafted(record.brief)
        except Exception as error:  # noqa: BLE001 - whatever a draft raises is what is being looked for
            yield record, error

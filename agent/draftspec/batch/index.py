"""The index of a batch: a line for each item, for people (`index.md`) and for scripts (`index.json`).

Nothing in it changes between equal runs. Each file says what it was written as, so that one that somebody else wrote or
changed is known, and the index takes another name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from draftspec.batch.row import Result
from draftspec.markdown import prose

SHOWN_TABLES = 8
LONGEST_TITLE = 120
LONGEST_REASON = 300


@dataclass(frozen=True)
class Line:
    """An item in the index: `slug` names its folder, None where there is none."""

    id: str
    title: str
    status: str
    reason: str = ""
    slug: str | None = None
    result: Result | None = None


def members(line: Line) -> dict[str, Any]:
    """Return a line as scripts get it."""
    result = line.result
    return {
        "id": line.id,
        "title": line.title,
        "status": line.status,
        "reason": line.reason,
        "folder": line.slug,
        "result": None if result is None else _result(result),
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "tables": list(result.tables),
        "endpoints": result.endpoints,
        "findings": {"error": result.errors, "warning": result.warnings, "info": result.notes},
        "gaps": list(result.gaps),
        "usage": {"calls": result.calls, "usd": result.usd},
    }


def json_index(lines: Iterable[Line]) -> str:
    """Return index.json."""
    document = {"format": 1, "items": [members(line) for line in lines]}
    seal = _seal(_json(document))
    return _json({**document, "sha256": seal})


def is_json_index(text: str) -> bool:
    """Tell whether a text is an index.json as it was written."""
    try:
        document = json.loads(text)
        seal = document.pop("sha256", None) if isinstance(document, dict) else None
    except (ValueError, RecursionError):
        return False
    return seal is not None and seal == _seal(_json(document)) and text == _json({**document, "sha256": seal})


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


_MARK = "<!-- written by draftspec batch; "


def markdown_index(lines: Sequence[Line]) -> str:
    """Return index.md."""
    rows = [_row(line) for line in lines]
    head = "| item | draft | tables | endpoints | findings | cost | status |\n|---|---|---|---:|---|---:|---|"
    body = "\n".join(["# Drafts", "", _summary(lines), "", head, *rows, ""])
    return f"{body}\n{_MARK}{_seal(body)} -->\n"


def is_markdown_index(text: str) -> bool:
    """Tell whether a text is an index.md as it was written."""
    body, mark, seal = text.rpartition(f"\n{_MARK}")
    return bool(mark) and seal == f"{_seal(body)} -->\n"


def _summary(lines: Sequence[Line]) -> str:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.status] = counts.get(line.status, 0) + 1
    listed = ", ".join(f"{count} {status}" for status, count in counts.items())
    return f"{len(lines)} item{'s' * (len(lines) != 1)}: {listed}." if lines else "No items."


def _row(line: Line) -> str:
    title = line.title if len(line.title) <= LONGEST_TITLE else line.title[: LONGEST_TITLE - 1] + "…"
    item = _cell(f"{line.id}: {title}" if line.id else title)
    reason = line.reason if len(line.reason) <= LONGEST_REASON else line.reason[: LONGEST_REASON - 1] + "…"
    status = _cell(f"{line.status}: {reason}" if reason else line.status)
    folder = f"[{line.slug}]({line.slug}/02_Backend_Specification.md)" if line.slug and line.result else ""
    if line.result is None:
        return f"| {item} | {folder} | | | | | {status} |"
    result = line.result
    cells = (folder, _cell(_tables(result.tables)), str(result.endpoints), _findings(result), _cost(result))
    return f"| {item} | {' | '.join(cells)} | {status} |"


_BAR = "\0"
"""Stands for a bar until everything else is escaped; it is taken from texts that have it."""


def _cell(text: str) -> str:
    """Return one cell of a table that shows a text, whatever stands in it."""
    return re.sub(rf"(\\*){_BAR}", _escaped_bar, prose(text.replace(_BAR, "").replace("|", _BAR)))


def _escaped_bar(found: re.Match[str]) -> str:
    """Return an escaped bar; a backslash before it that escapes nothing is escaped as well, or it would free the bar."""
    alone = len(found[1]) % 2 == 1
    return found[1] + ("\\" if alone else "") + r"\|"


def _tables(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:SHOWN_TABLES])
    return f"{shown} and {len(names) - SHOWN_TABLES} more" if len(names) > SHOWN_TABLES else shown or "none"


def _findings(result: Result) -> str:
    counts = ((result.errors, "error"), (result.warnings, "warning"), (result.notes, "note"))
    return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count) or "none"


def _cost(result: Result) -> str:
    if result.usd is None:
        return f"{result.calls} calls"
    return f"${result.usd:.4f}" if result.calls else ""

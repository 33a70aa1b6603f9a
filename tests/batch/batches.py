"""Runs of `draftspec batch` as people call it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from draftspec.cli import app

LIST = """# Backlog

- [ ] Add invoices
- [ ] Add playlists
- [x] Add users
"""


def backlog(text: str = LIST, name: str = "backlog.md") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["batch", *arguments], input=given)


def items(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)["items"]
    return found


def statuses(result: Result) -> dict[str, str]:
    return {one["title"]: one["status"] for one in items(result)}


def files(out: Path) -> dict[str, bytes]:
    """Every file of the drafts and the index, without what is said about the run itself."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not {".batch", ".draft"} & set(path.parts)
    }

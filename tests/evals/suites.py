"""A small suite of one's own, and the program run on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from draftspec.cli import app

TODOS = """\
id: todos
brief: Todos with a title and a due date, at most 50 for each user
tags: [terse]
expect:
  tables:
    - name: todos
      columns: [title, due_date]
  numbers: [50]
"""
LOGO = """\
id: logo
brief: make the logo bigger
expect:
  no_backend: true
"""


def make_suite(folder: Path, **cases: str) -> Path:
    """Write a suite with these cases, by default two."""
    (folder / "cases").mkdir(parents=True, exist_ok=True)
    for name, text in (cases or {"todos": TODOS, "logo": LOGO}).items():
        (folder / "cases" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def evaluate(*arguments: str) -> Result:
    """Run `draftspec eval`."""
    return CliRunner().invoke(app, ("eval", *arguments))


def results(*arguments: str) -> dict[str, Any]:
    """Run `draftspec eval run --json` and return what it prints."""
    result = evaluate("run", "--json", *arguments)
    told: dict[str, Any] = json.loads(result.stdout)
    assert told["exit_code"] == result.exit_code
    return told

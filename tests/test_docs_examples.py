"""The drafts under docs/examples are what the program drafts today."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_examples_are_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "examples" / "regenerate.py"))
    stale = [
        str(p.relative_to(ROOT)) for p, text in script["examples"]().items() if p.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run: python docs/examples/regenerate.py"

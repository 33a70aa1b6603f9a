"""A drafted folder on disk, and the command run on it."""

from __future__ import annotations

from pathlib import Path

import whole_designs
from typer.testing import CliRunner, Result

from draftspec.cli import app
from draftspec.files import derived_files
from draftspec.spec import Sections
from draftspec.write import write


def drafted(out: Path, sections: Sections | None = None, slug: str = "invoices") -> Path:
    """Write a draft below `out` and return its folder."""
    spec = whole_designs.spec(slug=slug)
    if sections is not None:
        spec = spec.model_copy(update={"sections": sections})
    write(spec, derived_files(spec), out)
    return out / slug


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

"""What a check holds a design to, why, and what it looks like when it fails and when it is mended."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from draftspec.checking.known import Known
from draftspec.errors import InputError


def explained(check_id: str, checks: Mapping[str, Known]) -> Iterator[str]:
    """Yield the lines that explain a check. Raises `InputError` when there is no such check."""
    check = checks.get(check_id.strip().upper())
    if check is None:
        near = difflib.get_close_matches(check_id.upper(), checks, n=3, cutoff=0.5)
        known = f"did you mean {', '.join(near)}?" if near else f"checks are {', '.join(checks)}"
        raise InputError(f"there is no check {check_id!r}", known)
    yield f"{check.id} ({check.severity})"
    yield f"What: {check.title}"
    if check.notes:
        yield from ("", *check.notes.splitlines(), "")
    yield f"Why: {check.why}"
    for heading, example in zip(("Fails:", "Mended:"), examples().get(check.id, ()), strict=False):
        yield heading
        yield from (f"    {line}" for line in example.splitlines())


@cache
def examples() -> Mapping[str, tuple[str, str]]:
    """Return for each check a failing and a mended example, from the files of the families."""
    import tomllib

    found = {}
    for path in sorted((Path(__file__).parent / "examples").glob("*.toml")):
        for check, one in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[check] = (one["fails"].strip(), one["mended"].strip())
    return found

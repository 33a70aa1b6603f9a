"""A suite: a folder with `cases/`, and beside it `cassettes/`, `baselines/` and `runs/`."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from draftspec.errors import InconclusiveError, InputError
from draftspec.evals.case import Case, read_case

DEFAULT = Path("evals")
"""The suite that is taken when none is named: that of the current folder."""

MOST_CASES = 10_000


@dataclass(frozen=True)
class Suite:
    """A folder and the cases in it, by id."""

    folder: Path
    cases: tuple[Case, ...]

    @property
    def cassettes(self) -> Path:
        """Where the recordings lie: one folder a model, one file a case."""
        return self.folder / "cassettes"

    @property
    def baselines(self) -> Path:
        """Where blessed results lie: one file a model."""
        return self.folder / "baselines"

    @property
    def runs(self) -> Path:
        """Where results lie, one folder a run."""
        return self.folder / "runs"


def suite_folder(folder: Path) -> Path:
    """Return the folder of a suite. Raises `InputError` when it is none."""
    if not (folder / "cases").is_dir():
        raise InputError(
            f"there is no suite in {folder}: it has no folder cases/",
            "run it where the suite is, or name one with --suite DIR; docs/evals.md shows how to begin one",
        )
    return folder


def read_suite(folder: Path) -> Suite:
    """Return the suite in a folder.

    Raises:
        InputError: There is no such suite, or a case in it cannot be used.
        InconclusiveError: There is no case in it.

    """
    cases = suite_folder(folder) / "cases"
    files = sorted(cases.glob("*.yaml"))
    if not files:
        raise InconclusiveError(f"there is no case in {cases}", "a case is a file such as invoices.yaml")
    if len(files) > MOST_CASES:
        raise InputError(f"{cases} has {len(files):,} cases", f"at most {MOST_CASES:,} are run")
    return Suite(folder, tuple(map(read_case, files)))


def chosen(suite: Suite, ids: Collection[str], tags: Collection[str]) -> tuple[Case, ...]:
    """Return the cases with one of the ids and one of the tags; no id or no tag means any.

    Raises:
        InconclusiveError: No case fits, or an id is that of no case.

    """
    known = {case.id for case in suite.cases}
    if unknown := [one for one in ids if one not in known]:
        near = difflib.get_close_matches(unknown[0], known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"cases are {', '.join(sorted(known)[:8])}"
        raise InconclusiveError(f"there is no case {unknown[0]} in {suite.folder}", hint)
    wanted = set(tags)
    found = tuple(
        case for case in suite.cases if (not ids or case.id in ids) and (not wanted or wanted.intersection(case.tags))
    )
    if not found:
        there = ", ".join(sorted({tag for case in suite.cases for tag in case.tags}))
        raise InconclusiveError("no case fits the filter, so nothing was measured", f"tags are {there or 'none'}")
    return found

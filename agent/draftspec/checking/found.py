"""What is known of a checked folder: each finding with its place in a file, and what could not be said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from draftspec.spec import Finding


@dataclass(frozen=True)
class Place:
    """A line of a file; lines count from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        """Return it as editors and terminals link it."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Located:
    """A finding, where it stands, and the reason why the project ignores it, if it does."""

    finding: Finding
    place: Place
    ignored: str | None = None


@dataclass(frozen=True)
class Checked:
    """A folder that was checked: what was found, and what people are told beside it."""

    folder: Path
    findings: tuple[Located, ...]
    notes: tuple[str, ...] = ()
    executed_on: str | None = None
    """The version of the PostgreSQL server that its SQL was run on; None when it was not run."""

    @property
    def counted(self) -> tuple[Located, ...]:
        """The findings that nobody has given a reason to ignore."""
        return tuple(one for one in self.findings if one.ignored is None)

    @property
    def has_errors(self) -> bool:
        """Whether a finding that counts is an error."""
        return any(one.finding.severity == "error" for one in self.counted)

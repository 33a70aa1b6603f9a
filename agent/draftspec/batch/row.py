"""What came of an item: small enough to be kept for every item of a long backlog, and to be sent between processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from draftspec.errors import DraftspecError, ServiceError

if TYPE_CHECKING:
    from draftspec.pipeline import Drafted
    from draftspec.write import Written

Status = Literal["drafted", "incomplete", "failed"]
"""Fine; written, with gaps or error-level findings; nothing written."""


@dataclass(frozen=True)
class Result:
    """What a draft holds and cost. `usd` is None where the model's price is not known."""

    tables: tuple[str, ...] = ()
    endpoints: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    gaps: tuple[str, ...] = ()
    calls: int = 0
    usd: float | None = 0.0


@dataclass(frozen=True)
class Row:
    """What came of the order with this number. `files` are the hashes of what was written, by name.

    `exit_code` is what a draft alone would have left with, `halts` whether the others would fail alike.
    """

    number: int
    status: Status
    reason: str = ""
    exit_code: int = 0
    halts: bool = False
    result: Result = field(default_factory=Result)
    files: Mapping[str, str] = field(default_factory=dict)


def row_of(number: int, drafted: Drafted, written: Written) -> Row:
    """Return the row of a draft that was written."""
    spec = drafted.spec
    counts = Counter(finding.severity for finding in spec.findings)
    result = Result(
        tables=tuple(table.name for table in spec.sections.database.tables),
        endpoints=len(spec.sections.endpoints.endpoints),
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["info"],
        gaps=drafted.gaps,
        calls=spec.usage.calls,
        usd=spec.usage.usd,
    )
    status: Status = "drafted" if drafted.is_good else "incomplete"
    return Row(number, status, _lacking(drafted, result), drafted.exit_code, result=result, files=written.hashes)


def _lacking(drafted: Drafted, result: Result) -> str:
    """Return what makes a draft incomplete, or nothing."""
    said = [f"missing sections: {', '.join(result.gaps)}"] if result.gaps else []
    said += [_first_reason(drafted)] if result.gaps else []
    said += [f"{result.errors} {'errors' if result.errors > 1 else 'error'}"] if result.errors else []
    return "; ".join(one for one in said if one)


def _first_reason(drafted: Drafted) -> str:
    reasons = (drafted.spec.provenance[name].reason for name in drafted.gaps)
    return next((reason for reason in reasons if reason), "")


def failed(number: int, error: BaseException) -> Row:
    """Return the row of an item of which nothing was drafted."""
    if isinstance(error, DraftspecError):
        said = f"{error}; {error.hint}" if error.hint else str(error)
        code = 3 if isinstance(error, ServiceError) else 1
        return Row(number, "failed", " ".join(said.split()), code, halts=isinstance(error, ServiceError))
    kind = type(error).__name__
    return Row(number, "failed", f"a fault of draftspec: {kind}: {' '.join(str(error).split())[:300]}", 1)

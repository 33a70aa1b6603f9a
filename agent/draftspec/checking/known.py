"""Every check that `draftspec check` knows, by its id: what it wants and why."""

from __future__ import annotations

from typing import NamedTuple

from draftspec.checks import CHECKS
from draftspec.checks.documents import DOCUMENT_CHECKS
from draftspec.checks.executed import EXECUTED, GAP
from draftspec.spec import Severity


class Known(NamedTuple):
    """What people are told of a check."""

    id: str
    severity: Severity
    title: str
    notes: str
    why: str


def _known() -> dict[str, Known]:
    known = {one.id: Known(one.id, one.severity, one.title, "", one.why) for one in (*EXECUTED.values(), GAP)}
    known |= {one.id: Known(one.id, one.severity, one.title, one.notes, one.why) for one in DOCUMENT_CHECKS.values()}
    return known | {one.id: Known(one.id, one.severity, one.title, one.notes, one.why) for one in CHECKS.values()}


ALL_CHECKS = _known()
"""Those of the design, those that need a server, and that of gaps."""

"""All defects: what is named here registers its own when it is loaded."""

from __future__ import annotations

from draftspec.evals.selfcheck import calls, cost, harmless, scripts, structure, wording  # noqa: F401 - they register
from draftspec.evals.selfcheck.seeding import Defect, registered


def defects() -> tuple[Defect, ...]:
    """Return every defect, in the order in which they were registered."""
    return registered()

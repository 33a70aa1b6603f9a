"""The probes: what is tried on the tables of a design once they are there. Each leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from draftspec.checks import probe_defaults, probe_deletes, probe_queries, probe_requests
from draftspec.checks.design import Design
from draftspec.spec import Finding

if TYPE_CHECKING:
    from draftspec.postgres.scratch import Scratch


def probed(design: Design, scratch: Scratch) -> Iterator[Finding]:
    """Yield what the probes find.

    Raises:
        StatementError: The database is of no more use.

    """
    for probe in (probe_defaults, probe_requests, probe_queries, probe_deletes):
        yield from probe.find(design, scratch)

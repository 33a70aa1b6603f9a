"""Whether a migration runs, can be undone without a trace, and runs again: tried, not read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from draftspec.postgres.catalog import Snapshot, difference
from draftspec.postgres.fault import Fault, StatementError
from draftspec.postgres.scratch import STATEMENT_SECONDS, Scratch, scratch_database
from draftspec.postgres.server import Server

Step = Literal["assumed", "up", "down", "up again"]


@dataclass(frozen=True)
class StepFault:
    """What failed in which step."""

    step: Step
    fault: Fault


@dataclass(frozen=True)
class Difference:
    """After `down` or `up again`: one thing that is missing, new or changed, as a line for people."""

    step: Step
    line: str


@dataclass(frozen=True)
class Execution:
    """What happened when a migration was run: on which version, what failed, what was not as it was before."""

    postgres_version: str
    faults: tuple[StepFault, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether it ran up, down and up again, and left what it should."""
        return not self.faults and not self.differences


def verify_migration(
    server: Server, assumed_sql: str, up_sql: str, down_sql: str, seconds: float = STATEMENT_SECONDS
) -> Execution:
    """Run a migration up, down and up again in a scratch database.

    After `down` the catalog must be what it was before `up`, and after the second `up` what it was after the first. The
    first fault ends the run; a difference after `down` does not.

    Args:
        server: Where.
        assumed_sql: The tables that are taken for granted, created first.
        up_sql: The migration.
        down_sql: The way back.
        seconds: How long each statement may run.

    Raises:
        ServiceError: The server failed.

    """
    with scratch_database(server, seconds) as scratch:
        run = _Run(scratch)
        run.play(assumed_sql, up_sql, down_sql)
    return Execution(server.version, tuple(run.faults), tuple(run.differences))


class _Run:
    """One run, and what it has found so far."""

    def __init__(self, scratch: Scratch) -> None:
        self.scratch = scratch
        self.faults: list[StepFault] = []
        self.differences: list[Difference] = []

    def play(self, assumed_sql: str, up_sql: str, down_sql: str) -> None:
        if (before := self._snapshot_after("assumed", assumed_sql)) is None:
            return
        if (after := self._snapshot_after("up", up_sql)) is None:
            return
        if self._compare("down", down_sql, before):
            self._compare("up again", up_sql, after)

    def _compare(self, step: Step, sql: str, expected: Snapshot) -> bool:
        found = self._snapshot_after(step, sql)
        if found is not None:
            self.differences += [Difference(step, line) for line in difference(expected, found)]
        return found is not None

    def _snapshot_after(self, step: Step, sql: str) -> Snapshot | None:
        try:
            faults = self.scratch.run_script(sql)
            self.faults += [StepFault(step, fault) for fault in faults]
            return None if faults else self.scratch.snapshot()
        except StatementError as error:
            self.faults.append(StepFault(step, error.fault))
            return None

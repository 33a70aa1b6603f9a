"""What only a PostgreSQL server can say: the checks that run a design's statements, and the order in which they run.

Only statements that are derived from the typed design are run; what somebody wrote into a migration file is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from draftspec.checks.design import Design
from draftspec.checks.tried import short, tried_finding
from draftspec.derive import assumed, migration
from draftspec.spec import Finding, Sections, Severity

if TYPE_CHECKING:
    from draftspec.postgres.catalog import Snapshot
    from draftspec.postgres.fault import Fault
    from draftspec.postgres.scratch import Scratch


class Tried(NamedTuple):
    """A check that is about running: its id, how grave a finding is, what must hold, and why."""

    id: str
    severity: Severity
    title: str
    why: str


EXECUTED: dict[str, Tried] = {
    one.id: one
    for one in (
        Tried(
            "MIG-01",
            "error",
            "Every statement of the up migration runs on the assumed or existing tables.",
            "A migration that stops half-way leaves a schema that nobody designed.",
        ),
        Tried(
            "MIG-02",
            "error",
            "After the up migration the catalogue holds the tables that the design declares, and the files hold the same.",
            "What is documented, and what a database holds, would be two designs.",
        ),
        Tried(
            "MIG-03",
            "error",
            "Every statement of the down migration runs.",
            "A way back that fails is found out on the day when it is needed.",
        ),
        Tried(
            "MIG-04",
            "error",
            "After the down migration the catalogue is what it was before.",
            "What stays behind blocks the next attempt, or is lost from what was there.",
        ),
        Tried(
            "MIG-05",
            "error",
            "The up migration runs again after the down migration, with the same result.",
            "A migration that was rolled back must be able to go out once more.",
        ),
        Tried(
            "MIG-07",
            "error",
            "A migration file holds only kinds of statements that a migration needs.",
            "COPY, DO, SET and their like reach programs, files and limits outside the schema.",
        ),
        Tried(
            "MIG-10",
            "error",
            "The up migration also runs on tables that hold rows.",
            "A table in production is never empty.",
        ),
        Tried(
            "REQ-09",
            "error",
            "The example body of a request can be stored.",
            "Whoever copies the example into a first call would get an error.",
        ),
    )
}
"""The checks that are about running, by id. Probes also find more under the ids of checks that read the design."""

GAP = Tried(
    "GAP-01",
    "error",
    "Every section that the documents ask for is there.",
    "What a section would have decided, nobody has decided.",
)


def run_executed(sections: Sections, scratch: Scratch) -> tuple[Finding, ...]:
    """Run a design in a scratch database, and return what failed.

    The assumed tables first, then up, down and up again; then the probes, each of which is rolled back.

    Raises:
        ServiceError: The server failed.

    """
    from draftspec.postgres.fault import StatementError

    run = _Run(sections, scratch)
    try:
        run.play()
    except StatementError as error:  # the database is of no more use: stopped, or the connection was lost
        run.found.append(tried_finding("MIG-01", run.design, error.fault, "could not be run to its end"))
    return tuple(dict.fromkeys(run.found))


class _Run:
    """One run, and what it has found so far."""

    def __init__(self, sections: Sections, scratch: Scratch) -> None:
        self.design = Design(sections)
        self.scratch = scratch
        self.found: list[Finding] = []

    def play(self) -> None:
        from draftspec.checks.catalogue import undeclared
        from draftspec.checks.probes import probed

        database = self.design.database
        up, down = migration.up_statements(database), migration.down_statements(database)
        if not self._ran("MIG-01", assumed.statements(database)):
            return
        before = self.scratch.snapshot()
        self._tried_on_rows(up)
        if not self._ran("MIG-01", up):
            return
        after = self.scratch.snapshot()
        self.found += undeclared(self.design, self.scratch, after)
        if not self._ran("MIG-03", down):
            return
        self._compared("MIG-04", before)
        if not self._ran("MIG-05", up):
            return
        self._compared("MIG-05", after)
        self.found += probed(self.design, self.scratch)

    def _ran(self, check: str, statements: tuple[str, ...]) -> bool:
        faults = self.scratch.run_script("\n".join(statements))
        self.found += [tried_finding(_refused(check, fault), self.design, fault) for fault in faults]
        return not faults

    def _tried_on_rows(self, up: tuple[str, ...]) -> None:
        """Try the migration on tables with a row each; an empty one is tried afterwards, so only data can fail."""
        from draftspec.checks.probe_rows import Seeds
        from draftspec.postgres.fault import StatementError

        if not self.design.database.modifications:
            return
        with self.scratch.rolled_back():
            seeds = Seeds(self.design, self.scratch, before_up=True)
            if not all(seeds.planted(change.table) for change in self.design.database.modifications):
                return
            try:
                for statement in up:
                    self.scratch.query(statement.rstrip(";"))
            except StatementError as error:
                if error.fault.sqlstate.startswith("23"):
                    self.found.append(tried_finding("MIG-10", self.design, error.fault, "fails on a table with a row"))

    def _compared(self, check: str, expected: Snapshot) -> None:
        from draftspec.checks.catalogue import where_of
        from draftspec.postgres.catalog import difference

        step = "After down" if check == "MIG-04" else "After up, down and up"
        for line in difference(expected, self.scratch.snapshot()):
            self.found.append(
                Finding(
                    check=check,
                    severity="error",
                    where=where_of(self.design, line),
                    message=short(f"{step} the catalogue differs: {line}"),
                    hint="Make down undo exactly what up does.",
                )
            )


def _refused(check: str, fault: Fault) -> str:
    if fault.sqlstate == "0A000" and "used by a view" in fault.message:
        return "MIG-15"
    return "MIG-07" if fault.sqlstate == "42501" and fault.message.startswith("not allowed in a migration") else check

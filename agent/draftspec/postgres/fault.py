"""What is known about a statement that PostgreSQL, or draftspec before it, did not accept."""

from __future__ import annotations

from dataclasses import dataclass

SYNTAX_ERROR = "42601"
REFUSED = "42501"
STOPPED = "57014"
CONNECTION_LOST = "08006"
TRANSACTION_LEFT_OPEN = "25001"


@dataclass(frozen=True)
class Fault:
    """One statement that failed: PostgreSQL's SQLSTATE and message, and the names that it gave, if any.

    A statement that was not run because of its kind has SQLSTATE 42501, one that ran too long 57014.
    """

    sqlstate: str
    message: str
    statement: str
    detail: str = ""
    table: str = ""
    column: str = ""
    constraint: str = ""


class StatementError(Exception):
    """A statement failed; `fault` says how."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.sqlstate}: {fault.message}")
        self.fault = fault

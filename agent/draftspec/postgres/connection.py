"""A connection to a PostgreSQL server. The only module that knows the driver."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from draftspec.errors import ServiceError
from draftspec.postgres.fault import CONNECTION_LOST, Fault, StatementError

INSTALL = "pip install '.[postgres]'"
"""The line which enables everything that needs a server."""

Rows = list[tuple[object, ...]]


class Connection:
    """A connection in autocommit: each statement stands for itself unless BEGIN was executed."""

    def __init__(self, socket: Path, database: str, user: str, seconds: float | None = None) -> None:
        """Connect.

        Args:
            socket: The server's socket file.
            database: The database.
            user: The role, which needs no password.
            seconds: The longest wait for any answer; None waits for ever.

        Raises:
            StatementError: The server does not answer or does not let the role in.
            ServiceError: The driver is not installed.

        """
        driver = _driver()
        try:
            self._connection = driver.Connection(user, unix_sock=str(socket), database=database, timeout=seconds)
        except (driver.Error, OSError) as error:
            raise StatementError(_fault(error, "")) from error
        self._driver = driver
        self.is_open = True

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> Rows:
        """Run one statement and return its rows, none for a statement without a result.

        Args:
            statement: One statement; its parameters stand as `$1`, `$2`, ...
            parameters: Their values; PostgreSQL derives the types from where they stand.

        Raises:
            StatementError: It failed, or the connection was lost (SQLSTATE 08006).

        """
        try:
            # With the extended protocol the server itself refuses a second statement in the same text.
            result = self._connection.execute_unnamed(statement, tuple(parameters))
        except self._driver.DatabaseError as error:
            raise StatementError(_fault(error, statement)) from error
        except (self._driver.InterfaceError, OSError) as error:
            self.close()
            raise StatementError(_fault(error, statement)) from error
        return [tuple(row) for row in result.rows or ()]

    def close(self) -> None:
        """Close the connection; harmless if it is closed or lost."""
        if self.is_open:
            self.is_open = False
            with contextlib.suppress(self._driver.InterfaceError, OSError):
                self._connection.close()


def _driver() -> ModuleType:
    try:
        import pg8000.native
    except ImportError as error:
        raise ServiceError("PostgreSQL cannot be used: its driver pg8000 is not installed.", INSTALL) from error
    module: ModuleType = pg8000.native
    return module


def _fault(error: Exception, statement: str) -> Fault:
    fields = error.args[0] if error.args else None
    if not isinstance(fields, dict):  # not an answer of the server, but a broken connection
        return Fault(CONNECTION_LOST, f"the connection was lost ({error})", statement)
    return Fault(
        sqlstate=fields.get("C", ""),
        message=fields.get("M", ""),
        statement=statement,
        detail=fields.get("D", ""),
        table=fields.get("t", ""),
        column=fields.get("c", ""),
        constraint=fields.get("n", ""),
    )

"""A scratch database, owned by a role that may do little, for statements that nobody has vouched for."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator, Sequence

from draftspec.errors import ServiceError
from draftspec.postgres.allowed import check_script
from draftspec.postgres.catalog import Snapshot, read_snapshot
from draftspec.postgres.connection import Connection, Rows
from draftspec.postgres.fault import STOPPED, TRANSACTION_LEFT_OPEN, Fault, StatementError
from draftspec.postgres.server import SUPERUSER, Server
from draftspec.postgres.watchdog import Watchdog

STATEMENT_SECONDS = 5.0
"""How long one statement may run; on empty tables each is a matter of milliseconds."""

DATABASE_BYTES = 128 * 1024 * 1024
"""How large a scratch database may grow, in bytes; an empty one has eight million."""

ANSWER_SECONDS = 10.0
"""How much longer we wait for the end of a statement that was stopped, or for an order of our own."""

NO_ROOM = "53200"
"""The SQLSTATE of a server whose memory for locks is used up."""


class Scratch:
    """An open scratch database. It is of no more use once a statement had to be stopped."""

    def __init__(self, connection: Connection, watchdog: Watchdog, seconds: float) -> None:
        """Use `scratch_database` instead."""
        self._connection = connection
        self._watchdog = watchdog
        self._seconds = seconds

    def run_script(self, sql: str) -> tuple[Fault, ...]:
        """Run the statements of a migration one by one, each in its own transaction, up to the first that fails.

        Nothing is run if one of them is of a kind that no migration needs, or if the text has a syntax error.

        Args:
            sql: Any number of statements.

        Returns:
            What was refused or failed; nothing if all went well.

        """
        statements, refused = check_script(sql)
        if refused:
            return tuple(refused)
        try:
            for statement in statements:
                self.query(statement)
            return self._end_open_transaction(statements)
        except StatementError as error:
            return (error.fault,)

    def query(self, statement: str, parameters: Sequence[object] = ()) -> Rows:
        """Run one statement within the time limit and return its rows. Kinds of statements are not looked at.

        Args:
            statement: One statement; its parameters stand as `$1`, `$2`, ...
            parameters: Their values.

        Raises:
            StatementError: It failed, or was stopped (SQLSTATE 57014).

        """
        try:
            with self._watchdog.limit(self._seconds):
                return self._connection.execute(statement, parameters)
        except StatementError as error:
            if (reason := self._watchdog.reason) is None:
                raise
            raise StatementError(Fault(STOPPED, f"stopped: {reason}", statement)) from error

    @contextlib.contextmanager
    def rolled_back(self) -> Iterator[None]:
        """Undo, at the end of the block, all that is run in it: for probes.

        Raises:
            StatementError: The database is of no more use.

        """
        self.query("BEGIN")
        try:
            yield
        finally:
            if self._connection.is_open:
                self.query("ROLLBACK")

    def probe(self, statement: str, parameters: Sequence[object] = ()) -> Rows:
        """Run one statement as `query` does, return its rows and undo what it did.

        Raises:
            StatementError: It failed, or was stopped (SQLSTATE 57014).

        """
        with self.rolled_back():
            return self.query(statement, parameters)

    def snapshot(self) -> Snapshot:
        """Return all that is defined in the database now.

        Raises:
            StatementError: The database is of no more use.

        """
        return read_snapshot(self.query)

    def _end_open_transaction(self, statements: Sequence[str]) -> tuple[Fault, ...]:
        ((is_open,),) = self.query("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        if not is_open:
            return ()
        self.query("ROLLBACK")
        return (Fault(TRANSACTION_LEFT_OPEN, "the transaction that was begun is never committed", statements[-1]),)


@contextlib.contextmanager
def scratch_database(server: Server, seconds: float = STATEMENT_SECONDS) -> Iterator[Scratch]:
    """Give a new empty database, and drop it with all that it holds at the end.

    Args:
        server: Where.
        seconds: How long each statement may run.

    Raises:
        ServiceError: The server failed.

    """
    name = f"scratch_{secrets.token_hex(8)}"
    with _connected(server, "postgres", SUPERUSER, seconds) as admin:
        with _needed():
            admin.execute(f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 1")
            admin.execute(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0")
        try:
            with _connected(server, name, name, seconds) as connection, _watched(server, connection) as watchdog:
                yield Scratch(connection, watchdog, seconds)
        finally:
            with _needed():
                _patiently(admin, f"DROP DATABASE {name} WITH (FORCE)")
                _patiently(admin, f"DROP ROLE {name}")


def _patiently(admin: Connection, order: str) -> None:
    """Run an order of our own once the session that took every lock there is has given them back."""
    until = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            admin.execute(order)
            return
        except StatementError as error:
            if error.fault.sqlstate != NO_ROOM or time.monotonic() > until:
                raise
        time.sleep(0.05)


@contextlib.contextmanager
def _connected(server: Server, database: str, user: str, seconds: float) -> Iterator[Connection]:
    with _needed():
        connection = server.connect(database, user, seconds + ANSWER_SECONDS)
    with contextlib.closing(connection):
        yield connection


@contextlib.contextmanager
def _watched(server: Server, connection: Connection) -> Iterator[Watchdog]:
    with _needed():
        ((pid, database),) = connection.execute(
            "SELECT pg_backend_pid(), oid::bigint FROM pg_database WHERE datname = current_database()"
        )

    def overflow() -> str | None:
        written = server.bytes_of(int(str(database)))
        return (
            f"{written >> 20} MB were written, more than {DATABASE_BYTES >> 20}" if written > DATABASE_BYTES else None
        )

    def stop() -> None:
        # If the server lets nobody in any more, the wait for the statement's answer ends by its own limit.
        with contextlib.suppress(StatementError), contextlib.closing(server.connect(seconds=ANSWER_SECONDS)) as second:
            second.execute("SELECT pg_terminate_backend($1)", (pid,))

    watchdog = Watchdog(stop, overflow)
    watchdog.start()
    try:
        yield watchdog
    finally:
        watchdog.end()


@contextlib.contextmanager
def _needed() -> Iterator[None]:
    """Turn the failure of an order of our own into an error for people."""
    try:
        yield
    except StatementError as error:
        raise ServiceError(f"PostgreSQL failed: {error.fault.message}", "Try again; nothing was changed.") from error

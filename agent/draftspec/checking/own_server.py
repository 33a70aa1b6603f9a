"""A server of the user's own, given by a URL: a scratch database is made there and dropped, nothing else is touched.

The design's statements run as a role made for them when the URL's role may make one, so that they can do no more there
than on a private server.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from draftspec.checking.executor import Executor
from draftspec.checks.executed import run_executed
from draftspec.errors import InputError, ServiceError
from draftspec.postgres import connection as driver
from draftspec.postgres.connection import INSTALL, Connection
from draftspec.postgres.fault import StatementError
from draftspec.postgres.scratch import STATEMENT_SECONDS, Scratch
from draftspec.postgres.watchdog import Watchdog
from draftspec.spec import Finding, Sections

_SECONDS = 15.0
_PORT = 5432


@dataclass(frozen=True)
class Address:
    """Where a server listens, and as whom to log in; the password is never shown."""

    host: str
    port: int
    user: str
    password: str | None
    database: str

    def __str__(self) -> str:
        """Return it without the password."""
        return f"{self.host}:{self.port}/{self.database}"


class UrlConnection(Connection):
    """A connection by host and port."""

    def __init__(self, address: Address) -> None:
        """Connect. Raises `StatementError` when nobody answers or lets the role in, `ServiceError` without a driver."""
        try:
            import pg8000.native
        except ImportError as error:
            raise ServiceError("PostgreSQL cannot be used: its driver pg8000 is not installed.", INSTALL) from error
        self._driver = pg8000.native
        try:
            self._connection = pg8000.native.Connection(
                address.user,
                host=address.host,
                port=address.port,
                password=address.password,
                database=address.database,
                timeout=_SECONDS,
            )
        except (pg8000.native.Error, OSError) as error:
            raise StatementError(driver._fault(error, "")) from error
        self.is_open = True


def read_url(url: str) -> Address:
    """Return what a database URL says. Raises `InputError`, which never shows the URL: it may hold a password."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORT
    except ValueError as error:
        raise InputError("--database-url is no URL", "write postgresql://user:password@host:5432/database") from error
    if parts.scheme not in ("postgresql", "postgres") or not parts.hostname:
        raise InputError(
            "--database-url is no URL of PostgreSQL", "write postgresql://user:password@host:5432/database"
        )
    if not parts.username:
        raise InputError("--database-url names no user", "write postgresql://user:password@host:5432/database")
    password = unquote(parts.password) if parts.password is not None else None
    return Address(parts.hostname, port, unquote(parts.username), password, unquote(parts.path[1:]) or "postgres")


@contextlib.contextmanager
def open_url(url: str) -> Iterator[Executor]:
    """Give what runs designs on the server of a URL.

    Raises:
        InputError: The URL is none.
        ServiceError: The server does not answer, or its role may make no database.

    """
    address = read_url(url)
    with _needed(address), contextlib.closing(UrlConnection(address)) as admin:
        ((version,),) = admin.execute("SELECT current_setting('server_version')")

        def run(sections: Sections) -> tuple[Finding, ...]:
            with _scratch(address, admin) as scratch:
                return run_executed(sections, scratch)

        yield Executor(str(version).split()[0], None, run)


@contextlib.contextmanager
def _scratch(address: Address, admin: Connection) -> Iterator[Scratch]:
    name = f"draftspec_scratch_{secrets.token_hex(8)}"
    own = _role(address, admin, name)
    owner = f" OWNER {name}" if own.user == name else ""
    admin.execute(f"CREATE DATABASE {name}{owner} TEMPLATE template0")
    try:
        with (
            contextlib.closing(UrlConnection(replace(own, database=name))) as connection,
            _watched(address, connection) as watchdog,
        ):
            yield Scratch(connection, watchdog, STATEMENT_SECONDS)
    finally:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        if own.user == name:
            admin.execute(f"DROP ROLE {name}")


def _role(address: Address, admin: Connection, name: str) -> Address:
    """Return whom the statements run as: a role of their own, or the URL's role when it is nobody special."""
    ((is_super, makes_roles),) = admin.execute(
        "SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    if not (is_super or makes_roles):
        return address
    password = secrets.token_urlsafe(24)
    admin.execute(
        f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 1 PASSWORD '{password}'"
    )
    if not is_super:
        admin.execute(f"GRANT {name} TO CURRENT_USER")
    return replace(address, user=name, password=password)


@contextlib.contextmanager
def _watched(address: Address, connection: Connection) -> Iterator[Watchdog]:
    ((pid,),) = connection.execute("SELECT pg_backend_pid()")

    def stop() -> None:
        with contextlib.suppress(StatementError), contextlib.closing(UrlConnection(address)) as second:
            second.execute("SELECT pg_terminate_backend($1)", (pid,))

    watchdog = Watchdog(stop)
    watchdog.start()
    try:
        yield watchdog
    finally:
        watchdog.end()


@contextlib.contextmanager
def _needed(address: Address) -> Iterator[None]:
    try:
        yield
    except StatementError as error:
        raise ServiceError(
            f"PostgreSQL at {address} failed: {error.fault.message}",
            "the role of --database-url needs the right to create databases",
        ) from error

"""One server for all folders of a run: started when it is needed, a scratch database for each design."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from draftspec.checking.executor import Executor
from draftspec.checks.design import Design
from draftspec.checks.executed import run_executed
from draftspec.checks.tried import tried_finding
from draftspec.derive import assumed, migration
from draftspec.errors import InputError, ServiceError
from draftspec.postgres.allowed import check_script
from draftspec.spec import Finding, Sections

NO_EXECUTION = "not asked for (--no-execute)"


@dataclass(frozen=True)
class Wish:
    """What a user says about execution: whether at all (None: when there is a server), and on which server."""

    execute: bool | None = None
    pg_bin: Path | None = None
    database_url: str | None = None


@contextlib.contextmanager
def executor(wish: Wish, wanted_major: int) -> Iterator[Executor]:
    """Give what runs designs, and end its server at the end.

    Args:
        wish: What the user wants.
        wanted_major: The oldest major version that will do.

    Raises:
        InputError: What was given names no server.
        ServiceError: The server that was asked for failed.

    """
    if wish.execute is False:
        yield Executor(None, NO_EXECUTION, parsed)
        return
    with contextlib.ExitStack() as stack:
        yield _opened(wish, wanted_major, stack)


def _opened(wish: Wish, wanted_major: int, stack: contextlib.ExitStack) -> Executor:
    from draftspec.postgres.binaries import find_binaries
    from draftspec.postgres.scratch import scratch_database
    from draftspec.postgres.server import running_server

    if wish.database_url is not None:
        from draftspec.checking.own_server import open_url

        return stack.enter_context(open_url(wish.database_url))
    if wish.pg_bin is not None and not (wish.pg_bin / "initdb").is_file():
        raise InputError(f"{wish.pg_bin} holds no PostgreSQL server", "give the folder with `postgres` and `initdb`")
    try:
        find_binaries(wish.pg_bin, wanted_major)
        import pg8000  # noqa: F401 - the driver comes with the extra, the programs may come from elsewhere
    except (ServiceError, ImportError) as error:
        if wish.execute or wish.pg_bin:
            raise ServiceError(_reason(error), _enable()) from error
        return Executor(None, _reason(error), parsed)
    server = stack.enter_context(running_server(wish.pg_bin, wanted_major))

    def run(sections: Sections) -> tuple[Finding, ...]:
        with scratch_database(server) as scratch:
            return run_executed(sections, scratch)

    return Executor(server.version, None, run)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, ServiceError) else "the driver pg8000 is not installed"


def _enable() -> str:
    from draftspec.postgres.connection import INSTALL

    return INSTALL


def not_executed(why: str) -> str:
    """Return what people are told when no SQL was run."""
    return f"not executed: {why}" if why == NO_EXECUTION else f"not executed: {why.rstrip('.')}; enable it: {_enable()}"


def parsed(sections: Sections) -> tuple[Finding, ...]:
    """Return what PostgreSQL's grammar alone says about the statements of a design."""
    database = sections.database
    design = Design(sections)
    found = []
    for check, statements in (
        ("MIG-01", (*assumed.statements(database), *migration.up_statements(database))),
        ("MIG-03", migration.down_statements(database)),
    ):
        _, faults = check_script("\n".join(statements))
        found += [tried_finding(check, design, fault, "is refused") for fault in faults]
    return tuple(found)

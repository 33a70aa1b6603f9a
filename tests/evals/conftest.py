"""One recording for all tests of recordings: two small cases, from the test server over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from model_server import ModelServer

from evals.recordings import TAKES, recorded


@pytest.fixture(scope="session")
def model_server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture(scope="session")
def recordings(model_server: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the cassettes. To be read only: copy it to spoil it."""
    folder = tmp_path_factory.mktemp("cassettes")
    recorded(model_server, folder, *TAKES)
    return folder

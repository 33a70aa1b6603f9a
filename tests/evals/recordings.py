"""Recordings for tests: small cases recorded from the test server over HTTP, and what may stand in no recording."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

from model_server import ModelServer

from draftspec.brief import brief_from_text
from draftspec.evals.cassette import Cassette, cassette_path, read_cassette
from draftspec.evals.cassette_text import cassette_text
from draftspec.evals.record import Means, Recorded, Wish, record
from draftspec.evals.take import Take

MODEL = "openai:scripted"

SECRETS = re.compile(
    r"\b(sk|pk|lsv2|gsk|org|proj)[-_][A-Za-z0-9_-]{6,}|bearer [\w.-]*\d[\w.-]*|api[-_]key\"?:|authorization\"?:|cookie\"?:"
    r"|x-request-id|openai-organization|://(?!recorded\.invalid/|[a-z.]+\.example/)[^\s\"/]+",
    re.IGNORECASE,
)
"""Keys, cookies, ids of organisations and of requests, and every host but those that cannot exist (`.invalid`, `.example`)."""


MISSING = Wish(missing=True)


def take(case_id: str, brief: str = "Add tags to notes.", model: str = MODEL) -> Take:
    return Take(case_id, brief_from_text(brief, case_id), model)


TAGS, STARS = TAKES = (take("tags"), take("stars", "Add stars to notes."))


def recorded(server: ModelServer, cassettes: Path, *takes: Take, wish: Wish = MISSING) -> list[Recorded]:
    """Record cases from a server."""
    with patch.dict("os.environ", OPENAI_BASE_URL=server.url):
        return [record(one, wish, Means(cassettes, None, 8, lambda step: None)) for one in takes]


def cassette(cassettes: Path, one: Take) -> Cassette:
    found = read_cassette(cassette_path(cassettes, one.model, one.case_id))
    assert found is not None
    return found


def rewrite(cassettes: Path, one: Take, changed: Cassette) -> None:
    cassette_path(cassettes, one.model, one.case_id).write_text(cassette_text(changed), encoding="utf-8")

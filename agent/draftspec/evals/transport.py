"""The client's transport of a replay: every answer comes from the cassette, and no socket is opened.

One transport a client, and not vcrpy's patch of the whole process, which lets real requests through when two
cassettes are used at the same time.
"""

from __future__ import annotations

import json

import httpx2

from draftspec.chat.model import Ask
from draftspec.chat.tap import Tap
from draftspec.evals.cassette import ADDRESS, STEP, Interaction
from draftspec.evals.tape import Tape


class Playing(httpx2.BaseTransport):
    """Answers from a tape. Raises `CassetteMiss` for what is not on it."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the recorded answer to a request."""
        return response_of(self._tape.play(request.headers[STEP], json.loads(request.read())))


def response_of(recorded: Interaction) -> httpx2.Response:
    """Return the response that was recorded."""
    return httpx2.Response(
        recorded.status, headers={"content-type": recorded.content_type}, content=recorded.text.encode()
    )


def tap_for(transport: httpx2.BaseTransport, case_id: str, trial: int, address: str | None = ADDRESS) -> Tap:
    """Return the tap through which a model is asked for a case: each request carries the step that it belongs to."""

    def headers(ask: Ask) -> dict[str, str]:
        return {STEP: f"{case_id}/{ask.section}/{trial}"}

    return Tap(httpx2.Client(transport=transport), headers, address)

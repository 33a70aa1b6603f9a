"""The client's transport of a recording: what may stay is played, everything else is asked, and kept before it is used."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from draftspec.evals.budget import Server
from draftspec.evals.cassette import STEP, Interaction
from draftspec.evals.cassette_text import laid_out
from draftspec.evals.kept import Kept
from draftspec.evals.origin import SCRIPTED
from draftspec.evals.tape import StepStatus, Tape, Turn
from draftspec.evals.transport import response_of


@dataclass
class Count:
    """How many requests were sent, and how many of them were answered with something that was kept."""

    sent: int = 0
    answered: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


class Recording(httpx2.BaseTransport):
    """Answers from the tape what may stay as it is, asks the server for everything else, and keeps what it answers.

    Of a response, its status, its type and its text are kept, and no header; one with a status from 400 on is not kept,
    so that no replay waits for what a server had asked to wait for.
    """

    def __init__(self, tape: Tape, kept: Kept, may_stay: Callable[[Turn], bool], server: Server) -> None:
        self._tape = tape
        self._kept = kept
        self._may_stay = may_stay
        self._server = server
        self._latest: dict[str, Turn] = {}
        self.count = Count()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return an answer that is recorded, or what the server answers."""
        section_step = request.headers.pop(STEP)
        asked = json.loads(request.read())
        turn = self._tape.turn(section_step, asked)
        if turn.recorded is not None and self._may_stay(turn):
            self._tape.answered(StepStatus(turn.step, "stale" if turn.changed else "fresh", turn.changed))
            return response_of(turn.recorded)
        self._latest[section_step] = turn
        with self.count.lock:
            self.count.sent += 1
        response = self._server.send(request)
        response.read()
        if response.status_code >= 400 or self._latest[section_step] is not turn:  # or nobody waits for it any more
            return response
        return response_of(self._taken(turn, asked, response))

    def _taken(self, turn: Turn, asked: Mapping[str, Any], response: httpx2.Response) -> Interaction:
        """Return a response as it is recorded, after it has been kept.

        The tokens that a script says it read are left out: nobody was billed for them, and each edit would change them.
        """
        is_scripted = SCRIPTED in response.headers
        one = Interaction(
            step=turn.step,
            asked=asked,
            status=response.status_code,
            content_type=response.headers.get("content-type", "application/json"),
            text=laid_out(response.text, leave_out=("usage",) if is_scripted else ()),
        )
        self._kept.add(one, model=_model(one.text), is_scripted=is_scripted)
        self._tape.answered(StepStatus(turn.step, "fresh"))
        with self.count.lock:
            self.count.answered += 1
        return one

    def close(self) -> None:
        """Close the connections."""
        self._server.close()


def _model(text: str) -> str | None:
    """Return the model that an answer names."""
    try:
        named = json.loads(text).get("model")
    except (ValueError, AttributeError):
        return None
    return str(named)[:100] if named else None

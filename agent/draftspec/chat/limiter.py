"""How many requests go out: at most so many in flight and so many requests and tokens a minute, for all sections alike.

A minute is a sliding one: whatever 60 seconds are looked at, the limits hold, and a pause leaves room for a burst.
A 429 halves how many may be in flight, once for all that were in flight together; each reply gives a little back. Who
has to wait stands in one line, so nobody is overtaken for ever; nothing polls.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from dataclasses import dataclass, replace

from draftspec.chat.model import Ask, ChatFailure, ChatModel, Reply
from draftspec.chat.queueing import in_queue
from draftspec.chat.retry_after import seconds_to_wait

MINUTE = 60.0
"""Seconds in the window that the limits are counted over."""

BYTES_PER_TOKEN = 3
"""Bytes of UTF-8 that a token stands for at least, before the server says how many it counted."""

TOO_MANY = 429
"""The status that says so."""

LONGEST_HOLD = 30.0
"""Longest wait of a 429, in seconds, that holds everybody; after a longer one each is told so itself."""


@dataclass(frozen=True)
class Rates:
    """Requests and tokens a minute, None for no limit; most requests in flight. `window` is the minute, in seconds."""

    requests: int | None = None
    tokens: int | None = None
    in_flight: int = 8
    window: float = MINUTE


@dataclass
class _Sent:
    """A request that went out: when, in which round of slowing down, its tokens (estimated until it ends), if it flies."""

    at: float
    turn: int
    tokens: int
    flies: bool = True


class Limited:
    """A chat model that lets requests through one by one as the limits allow. Safe with several threads."""

    def __init__(self, model: ChatModel, rates: Rates) -> None:
        self.name = model.name
        self._model = model
        self._rates = rates
        self._lock = threading.Lock()
        self._line: deque[threading.Condition] = deque()
        self._sent: deque[_Sent] = deque()
        self._flying = 0
        self._allowed = float(rates.in_flight)
        self._turn = 0
        self._held_until = 0.0

    @property
    def allowed(self) -> int:
        """How many may be in flight now."""
        with self._lock:
            return int(self._allowed)

    def ask(self, ask: Ask) -> Reply:
        """Return the model's reply, once it is this request's turn. Raises what the model raises."""
        sent = self._admitted(estimated_tokens(ask))
        tokens = 0
        try:
            reply = self._model.ask(replace(ask, landed=lambda: self._landed(sent)))
            tokens = reply.tokens.input + reply.tokens.output
        except ChatFailure as failure:
            if failure.status == TOO_MANY:
                self._slow_down(sent, failure)
            raise
        else:
            self._speed_up()
            return reply
        finally:
            self._ended(sent, tokens)

    def _admitted(self, tokens: int) -> _Sent:
        """Wait in line for this request's turn and return it as sent."""
        me = threading.Condition(self._lock)
        with self._lock:
            self._line.append(me)
            try:
                if self._wait(me, tokens) > 0:
                    with in_queue():
                        while (seconds := self._wait(me, tokens)) > 0:
                            me.wait(None if math.isinf(seconds) else seconds)
                sent = _Sent(time.monotonic(), self._turn, tokens)
                self._sent.append(sent)
                self._flying += 1
                return sent
            finally:
                self._line.remove(me)
                self._wake_first()

    def _wait(self, me: threading.Condition, tokens: int) -> float:
        """Return how many seconds to wait: none, until others have left the window, or until somebody tells."""
        if self._line[0] is not me or self._flying >= int(self._allowed):
            return math.inf
        now = time.monotonic()
        oldest = now - self._rates.window
        while self._sent and self._sent[0].at <= oldest:
            self._sent.popleft()
        leaving = max(self._too_many_requests(), self._too_many_tokens(tokens))
        room = self._sent[leaving - 1].at - oldest if leaving else 0.0
        return max(room, self._held_until - now)

    def _too_many_requests(self) -> int:
        """Return how many of those that were sent have to leave the window before another may go."""
        limit = self._rates.requests
        return 0 if limit is None else max(0, len(self._sent) + 1 - limit)

    def _too_many_tokens(self, tokens: int) -> int:
        """Return how many have to leave before so many tokens fit; all of them, where they never do."""
        limit = self._rates.tokens
        if limit is None:
            return 0
        over = sum(sent.tokens for sent in self._sent) + tokens - limit
        for count, sent in enumerate(self._sent):
            if over <= 0:
                return count
            over -= sent.tokens
        return len(self._sent)

    def _slow_down(self, sent: _Sent, failure: ChatFailure) -> None:
        """Halve how many may be in flight, once for all that were sent since it was halved last; hold the line."""
        seconds = seconds_to_wait(failure, time.time()) or 0.0
        with self._lock:
            if sent.turn == self._turn:
                self._turn += 1
                self._allowed = max(1.0, self._allowed / 2)
            if seconds <= LONGEST_HOLD:
                self._held_until = max(self._held_until, time.monotonic() + seconds)

    def _speed_up(self) -> None:
        """Allow one more in flight for as many replies as are allowed now."""
        with self._lock:
            self._allowed = min(float(self._rates.in_flight), self._allowed + 1 / self._allowed)

    def _landed(self, sent: _Sent) -> None:
        """Let the next one go, before whoever asked has woken up."""
        with self._lock:
            self._flying -= sent.flies
            sent.flies = False
            self._wake_first()

    def _ended(self, sent: _Sent, tokens: int) -> None:
        """Count the tokens that a request took in fact, and let the next one go, also where it ended without a reply."""
        sent.tokens = tokens
        self._landed(sent)

    def _wake_first(self) -> None:
        """Let the first in line look again whether it is its turn; to wake all for it costs more than their calls."""
        if self._line:
            self._line[0].notify()


def estimated_tokens(ask: Ask) -> int:
    """Return the most tokens that a request is likely to be counted for: its messages and its whole cap."""
    return (
        sum(len(message.content.encode(errors="replace")) for message in ask.messages) // BYTES_PER_TOKEN
        + ask.max_tokens
    )

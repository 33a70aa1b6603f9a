"""A chat model that says what it was told to: for tests without a provider, yours and ours."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable

from draftspec.chat.model import Ask, Reply
from draftspec.chat.profiles import PROFILES, Profile

Scripted = str | Reply | BaseException | Callable[[Ask], "Reply | str"]
"""What stands in a script: a text, a whole reply, an error to raise, or a function of the ask."""


class ScriptedChatModel:
    """A `ChatModel` that answers from a script, one entry an ask, in the order in which asks arrive. Thread-safe.

        model = ScriptedChatModel(['{"risks": …}', Reply("", finish="length"), ChatFailure("busy", status=503)])
        model = ScriptedChatModel(always=lambda ask: answers[ask.section])

    `asks` holds what it was asked so far. `always` answers once the script has run dry; sections are asked for side by
    side, so a function that looks at `ask.section` is steadier than an order.
    """

    def __init__(
        self, replies: Iterable[Scripted] = (), *, always: Scripted | None = None, name: str = "scripted:test"
    ) -> None:
        self.name = name
        self.profile: Profile = PROFILES["openai"]
        self._waiting = deque(replies)
        self._always = always
        self._asks: list[Ask] = []
        self._lock = threading.Lock()

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What it was asked, in the order of arrival."""
        with self._lock:
            return tuple(self._asks)

    def ask(self, ask: Ask) -> Reply:
        """Return the next reply of the script. Raises what the script says, and AssertionError when it has run dry."""
        with self._lock:
            self._asks.append(ask)
            entry = self._waiting.popleft() if self._waiting else self._always
        if entry is None:
            raise AssertionError(
                f"the script has no reply left: ask {len(self.asks)} is for the section {ask.section!r}, attempt {ask.attempt}"
            )
        if isinstance(entry, BaseException):
            raise entry
        said = entry(ask) if callable(entry) else entry
        return Reply(said) if isinstance(said, str) else said

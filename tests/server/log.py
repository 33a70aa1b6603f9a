"""What a test may ask about the requests that the test server saw."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass

from server.call import Call
from server.reactions import Reaction


@dataclass(frozen=True)
class Entry:
    """A request and what was sent back for it."""

    call: Call
    reaction: Reaction
    headers: dict[str, str]


class Log:
    """All requests in the order in which they came. Safe with several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[Entry] = []
        self._seen: Counter[tuple[str, str | None, str | None]] = Counter()
        self._numbers: dict[tuple[str, str | None, str | None], int] = {}
        self._prefixes: set[str] = set()
        self.in_flight = 0
        self.most_in_flight = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        with self._lock:
            return tuple(self._entries)

    @property
    def count(self) -> int:
        return len(self.entries)

    @property
    def billed(self) -> int:
        """How many were answered with status 200 and a usage."""
        return sum(entry.reaction.is_billed for entry in self.entries)

    @property
    def tokens(self) -> tuple[int, int]:
        """Input and output tokens of all that was billed."""
        billed = [entry.reaction.tokens for entry in self.entries if entry.reaction.tokens]
        return sum(tokens[0] for tokens in billed), sum(tokens[1] for tokens in billed)

    @property
    def repeated_after_refusal(self) -> int:
        """How many requests had exactly the prompt of one that was refused before."""
        refused: set[str] = set()
        repeated = 0
        for entry in self.entries:
            repeated += entry.call.prompt in refused
            if b'"refusal"' in entry.reaction.content or b'"content_filter"' in entry.reaction.content:
                refused.add(entry.call.prompt)
        return repeated

    def begin(self, call: Call) -> tuple[int, int]:
        """Take a request; return how many like it came before, and the number of its model, section and brief."""
        key = (call.model, call.section, call.brief)
        with self._lock:
            before = self._seen[key]
            self._seen[key] += 1
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            return before, self._numbers.setdefault(key, len(self._numbers))

    def end(self, entry: Entry) -> None:
        """Take what a request is answered with."""
        with self._lock:
            self.in_flight -= 1
            self._entries.append(entry)

    def is_known_prefix(self, text: str) -> bool:
        """Tell whether a prompt has begun with this text before."""
        with self._lock:
            known = text in self._prefixes
            self._prefixes.add(text)
            return known

"""Which form of asking a model is known to take, remembered for the whole run."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from draftspec.chat.model import Mode

MODES: tuple[Mode, ...] = ("json_schema", "json_object", "text")
"""From the strictest to what everybody takes."""


class Modes:
    """The first mode that was not refused, by model. Safe with several threads."""

    def __init__(self, modes: Sequence[Mode] = MODES) -> None:
        self._modes = tuple(modes)
        self._lock = threading.Lock()
        self._refused: dict[str, set[Mode]] = {}

    def first(self, model: str) -> Mode:
        """Return the strictest mode that a model has not refused; the last one where it refused all."""
        with self._lock:
            refused = self._refused.get(model, set())
            return next((mode for mode in self._modes if mode not in refused), self._modes[-1])

    def after(self, mode: Mode) -> Mode | None:
        """Return the next mode, or None after the last one."""
        rest = self._modes[self._modes.index(mode) + 1 :]
        return rest[0] if rest else None

    def refuse(self, model: str, mode: Mode) -> None:
        """Remember that a model does not take a mode."""
        with self._lock:
            self._refused.setdefault(model, set()).add(mode)

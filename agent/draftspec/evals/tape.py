"""A cassette while it is played: which step comes next, whether it is recorded, and what became of each."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from draftspec.errors import InconclusiveError
from draftspec.evals.cassette import Interaction
from draftspec.evals.comparing import changes

Status = Literal["fresh", "stale", "missing", "unused", "waiting"]

STATUSES: tuple[Status, ...] = get_args(Status)


class CassetteMiss(InconclusiveError):
    """A request that is not recorded: nothing can be said about its draft."""

    def __init__(self, step: str) -> None:
        super().__init__(f"{step} is not recorded", "record it with draftspec eval record --missing")
        self.step = step

    @property
    def section(self) -> str:
        """The section that asked."""
        return self.step.split("/")[1]


@dataclass(frozen=True)
class StepStatus:
    """What became of one step, `case/section/trial/attempt`.

    fresh: recorded, and asked for in the same words. stale: recorded, and something of what is asked changed (`changed`
    names it). missing: asked for and not recorded. unused: recorded and not asked for. waiting: recorded, and what it is
    asked depends on a step that is missing.
    """

    step: str
    status: Status
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A request's place: its step, what is recorded for it, and what changed since."""

    step: str
    recorded: Interaction | None
    changed: tuple[str, ...]


class Tape:
    """The steps of one draft. Attempts are counted by section, as answers come. Safe with several threads."""

    def __init__(self, recorded: Mapping[str, Interaction]) -> None:
        self._recorded = recorded
        self._answered: Counter[str] = Counter()
        self._statuses: dict[str, StepStatus] = {}
        self._lock = threading.Lock()

    def turn(self, section_step: str, asked: Mapping[str, Any]) -> Turn:
        """Return the place of a request of `case/section/trial`."""
        with self._lock:
            step = f"{section_step}/{self._answered[section_step] + 1}"
        recorded = self._recorded.get(step)
        return Turn(step, recorded, () if recorded is None else changes(recorded.asked, asked))

    def answered(self, status: StepStatus) -> None:
        """Take what became of a step that was answered; the next request of its section is another attempt."""
        with self._lock:
            self._answered[status.step.rpartition("/")[0]] += 1
            self._statuses[status.step] = status

    def play(self, section_step: str, asked: Mapping[str, Any]) -> Interaction:
        """Return what is recorded for a request. Raises `CassetteMiss`."""
        turn = self.turn(section_step, asked)
        if turn.recorded is None:
            raise CassetteMiss(turn.step)
        self.answered(StepStatus(turn.step, "stale" if turn.changed else "fresh", turn.changed))
        return turn.recorded

    @property
    def statuses(self) -> dict[str, StepStatus]:
        """What became of each step so far."""
        with self._lock:
            return dict(self._statuses)

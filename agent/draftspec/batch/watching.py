"""What is said while a batch runs: how far it is, how fast, what it cost and how long it will take."""

from __future__ import annotations

from dataclasses import dataclass, field

from draftspec.batch.planning import Planned
from draftspec.batch.row import Row

WINDOW = 200
"""Over so many drafts the rate is counted, so that the time left follows what happens now."""


@dataclass
class Pace:
    """Counts what is done; times in seconds of one clock."""

    total: int
    begun: float
    done: int = 0
    bad: int = 0
    calls: int = 0
    usd: float = 0.0
    is_priced: bool = True
    _times: list[float] = field(default_factory=list)

    def take(self, row: Row, now: float) -> None:
        """Count a row that came at a time."""
        self.done += 1
        self.bad += row.status != "drafted"
        self.calls += row.result.calls
        self.is_priced = self.is_priced and row.result.usd is not None
        self.usd += row.result.usd or 0.0
        self._times = [*self._times[-WINDOW:], now]

    @property
    def rate(self) -> float:
        """Drafts a second, 0 as long as nothing is known."""
        since = self.begun if len(self._times) <= WINDOW else self._times[0]
        counted = len(self._times) if since == self.begun else len(self._times) - 1
        seconds = self._times[-1] - since if self._times else 0.0
        return counted / seconds if seconds > 0 else 0.0

    @property
    def text(self) -> str:
        """Return rate, cost, time left and what went wrong, as in `14.2/s, $0.41, 2:01 left, 3 not fine`."""
        parts = [rate_text(self.rate)] if self.rate else []
        if self.calls:
            parts.append(f"${self.usd:.2f}" if self.is_priced else f"{self.calls:,} calls")
        if self.rate and self.done < self.total:
            parts.append(f"{clock((self.total - self.done) / self.rate)} left")
        if self.bad:
            parts.append(f"{self.bad} not fine")
        return ", ".join(parts)


def rate_text(rate: float) -> str:
    """Return drafts a second, or a minute where these are few."""
    return f"{rate:.1f}/s" if rate >= 1 else f"{rate * 60:.1f}/min"


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def row_text(one: Planned, row: Row) -> str:
    """Return what came of an item on one line."""
    title = " ".join(one.wanted.title.split())[:60]
    name = one.slug or title
    result = row.result
    if row.status == "failed":
        return f"{name}: failed: {row.reason}"
    held = f"{_counted(len(result.tables), 'table')}, {_counted(result.endpoints, 'endpoint')}"
    cost = f", ${result.usd:.4f}" if result.calls and result.usd is not None else ""
    return f"{name}: {held}{cost}{f' ({row.reason})' if row.reason else ''}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"

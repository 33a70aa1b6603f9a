"""What the measurements that kill the program count."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Kills:
    """How many runs were killed or had ended before, what was in flight and asked twice, and what was wrong."""

    killed: int = 0
    finished: int = 0
    answered: int = 0
    in_flight: int = 0
    repeated: int = 0
    problems: list[str] = field(default_factory=list)

"""How much one section may cost in requests and time, and the clock that this is measured by."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_WAIT = 0.5
"""Seconds before the second try after trouble; doubled with each further one."""

LONGEST_OWN_WAIT = 30.0
"""Seconds; no wait that the server did not ask for is longer."""


@dataclass(frozen=True)
class Patience:
    """The budget of one section. Time spent in a queue of our own is not counted.

    attempts: most requests. seconds: over all requests and waits. call_seconds: for one request. longest_wait: the
    longest wait in seconds that a server may ask for before the draft is parked instead.
    """

    attempts: int = 7
    seconds: float = 600.0
    call_seconds: float = 180.0
    longest_wait: float = 60.0


@dataclass(frozen=True)
class Timing:
    """Clock, sleep and chance, to be replaced in tests.

    now: seconds of a clock that never jumps. today: seconds since 1970. chance: a number from 0 to 1.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    today: Callable[[], float] = time.time
    chance: Callable[[], float] = random.Random().random  # noqa: S311 - spreads waits, guards nothing


def own_wait(troubles: int, chance: float) -> float:
    """Return the seconds to wait after the given number of troubles in a row (1, 2, …), spread over half of them."""
    return min(FIRST_WAIT * 2.0 ** min(troubles - 1, 30), LONGEST_OWN_WAIT) * (0.5 + 0.5 * chance)

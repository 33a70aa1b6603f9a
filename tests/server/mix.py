"""The mix of failures of a bad day, by the order in which prompts are first seen; the same for every run.

Of each 100 prompts: 5 answered 429 once, 3 broken twice, 2 dropped, 3 cut until the cap is at least 4,000 tokens or only
the rest is asked for, 1 refused whatever is said, 3 with a wrong value until told, 2 answered by a web page, 1 left
hanging. What is not refused can be had.
"""

from __future__ import annotations

from server import reactions
from server.call import Call
from server.faults import React, wrong_until_told
from server.reactions import Reaction

SIZE = 100


def _cut_while_low(call: Call) -> Reaction:
    return reactions.good(call) if call.max_tokens >= 4_000 else reactions.length(call)


_SHARES: tuple[tuple[int, React, int], ...] = (
    (5, reactions.limited_milliseconds, 1),
    (3, lambda call: reactions.broken(500), 2),
    (2, reactions.drop, 1),
    (3, _cut_while_low, 1_000_000),
    (1, reactions.refusal, 1_000_000),
    (3, wrong_until_told, 1_000_000),
    (2, reactions.html, 1),
    (1, reactions.hang, 1),
)
_PLAYED = [(react, times) for count, react, times in _SHARES for _ in range(count)]
REFUSED = next(place for place, (react, _) in enumerate(_PLAYED) if react is reactions.refusal)


def is_achievable(number: int) -> bool:
    """Tell whether the n-th prompt, counted from 0, can be answered."""
    return number % SIZE != REFUSED


def reaction_in_mix(call: Call, number: int) -> Reaction:
    """Return what is done with a request that belongs to the n-th prompt."""
    place = number % SIZE
    if place >= len(_PLAYED):
        return reactions.good(call)
    react, times = _PLAYED[place]
    return react(call) if call.before < times else reactions.good(call)

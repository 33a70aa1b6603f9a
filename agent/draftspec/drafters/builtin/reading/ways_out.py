"""Moves that a brief opens only in some states: "or it is cancelled as long as it is still reserved", "can be withdrawn until it is shortlisted"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import singular, snake

_IT = r"(?:it|they|this|that|he|she|(?:an?|the|each|every) [a-z]+(?: [a-z]+)?)"
_WAY = (
    r"\b(?:(?P<thing>[a-z]+) |, ?)?(?P<how>is|are|gets?|can be|may be|can still be|may still be|can only be|may only be|must be) (?:only |still |also |then )?(?P<state>[a-z]+(?: (?:out|off|back|up))?)(?: by [a-z ]{2,30}?)?"
    rf",? (?:only )?(?P<when>as long as|so long as|while|if|when|until|before|once|after) (?:{_IT} )?(?P<not>(?:is|are|was|were|has been|have been|being)? ?(?:not|n['’]t) )?(?:(?:is|are|was|were|has been|have been|being|gets?) )?(?P<still>still |yet |not yet |only |already )?(?:in )?(?P<held>[a-z]+(?: (?:out|off|back|up))?)\b"
)
_STEMS = ("as long as", "while", " if ", " when ", "until", "before", " once ", " after ")
_NO_MOVE = frozenset({"edited", "changed", "updated", "deleted", "removed", "modified", "corrected", "seen", "viewed", "read", "made", "done", "used", "added", "created", "allowed", "possible", "sent", "notified", "told", "asked", "required", "needed", "shown", "available", "free", "able"})  # fmt: skip
"""What is done to a row without moving it."""


@dataclass(frozen=True)
class WayOut:
    """A state that is reached only from another one, or only before another one was reached."""

    said: str
    thing: str
    state: str
    held: str
    until: bool
    """Whether it is open until `held` is reached, and not while it holds."""


def find_ways_out(text: str) -> tuple[WayOut, ...]:
    """Return the moves that a brief opens in some states only; whether these are states is for the design to say."""
    found = []
    for sentence in re.split(r"(?<=[.;!?])\s+|\n", text):
        match = seldom(sentence, _STEMS, _WAY)
        if match is not None and match["state"].lower() not in _NO_MOVE:
            until = match["when"].lower() in ("until", "before") or bool(match["not"])
            thing = singular((match["thing"] or "").lower())
            said = " ".join(match[0].strip(" ,").split())
            found.append(WayOut(said, thing, snake(match["state"]), snake(match["held"]), until))
    return tuple(found)

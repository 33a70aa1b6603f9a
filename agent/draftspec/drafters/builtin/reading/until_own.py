"""Reads who sees what others made only once there is something of his own: "must not see each other's essays until …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.denying import MAY_NOT

_SEE = r"(?:see|view|read|look at|get to see|know)"
_OTHERS = r"(?:(?:each other|one another|the others?|others?|other [a-z]+?)(?:['’]s?|s['’])? (?P<{0}>[a-z]+(?: [a-z]+)?)|(?:the |any )?(?P<{0}_of>[a-z]+(?: [a-z]+)?) (?:of|from|by) (?:each other|one another|the others?|others?|other [a-z]+|their [a-z]+))"
_PERSON = r"(?:they|he|she|he or she|the [a-z]+)"
_OWN = rf"{_PERSON} (?:have |has |had )?(?P<did>[a-z]+(?: (?:in|out|off|up))?) (?:their own|theirs|his own|her own|one of their own|one themselves|themselves|one|an own one)\b(?: [a-z]+)?"
_HELD = (
    rf"\b(?P<who>[a-z]+) {MAY_NOT} {_SEE} {_OTHERS.format('what')} (?:until|before|unless|till) {_OWN}",
    rf"\b(?P<who>[a-z]+) (?:can|may|should|must)(?: only)? {_SEE} {_OTHERS.format('what')} (?:only )?(?:after|once|when|as soon as) {_OWN}",
)
_STEMS = ("until", "before", "unless", "till", "after", "once", "when", "as soon as")


@dataclass(frozen=True)
class UntilOwn:
    """What is seen of others after something of one's own, who that is for, what is done with the own one, and the sentence."""

    what: str
    who: str
    did: str
    said: str


def find_until_own(text: str) -> UntilOwn | None:
    """Return what a brief shows of others only after one's own, or None."""
    if not any(stem in text.lower() for stem in _STEMS):
        return None
    found = next((match for said in _HELD if (match := re.search(said, text, re.I)) is not None), None)
    if found is None:
        return None
    what = (found["what"] or found["what_of"]).lower()
    return UntilOwn(what, found["who"].lower(), found["did"].lower(), " ".join(found[0].split()))

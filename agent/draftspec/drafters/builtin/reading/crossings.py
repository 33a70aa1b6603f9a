"""Sentences that have somebody told when a value crosses a line ("when the price exceeds 200 EUR, the fleet manager gets a mail")."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from draftspec.drafters.builtin.reading.seldom import seldom

_SIDES = {
    "<": r"(?:falls|drops|sinks|goes|gets|is|runs) (?:below|under)|(?:is |gets )?(?:less|lower|smaller|fewer) than|is below|is under",
    ">": r"(?:rises|climbs|goes|gets|is) (?:above|over)|exceeds|(?:is |gets )?(?:more|higher|greater|larger|bigger) than",
    ">=": r"reaches|hits",
}
_LINE = rf"(?P<side>{'|'.join(_SIDES.values())}) (?P<number>\d+(?:\.\d+)?)(?P<unit> ?(?:%|°[cf]|[a-z]+))?(?! ?(?:%|°[cf]|[a-z]+)? for (?:more|over|at least|longer|\d))"
_IF = rf"(?:if|when|whenever|once|as soon as) (?:the |an? |its |their |any )?(?P<what>[a-z]+(?: (?!falls|drops|sinks|goes|gets|is\b|runs|rises|climbs|exceeds|reaches|hits)[a-z]+){{0,4}}) {_LINE}"
_WHO = r"(?:the |an? |our |all |its |their )?(?P<{}>[a-z]+(?: [a-z]+)?)"
_GETS = rf"{_WHO.format('gets')} (?:(?:should|must|shall|has to|have to|is to) )?(?:gets?|receives?|be sent|is sent) (?:an? |the )?(?P<how1>e?-?mail|message|alert|notification|sms|text message|push|warning)"
_TELL = rf"(?P<how2>alerts?|notif(?:y|ies)|warns?|informs?|tells?|e?-?mails?|texts?) {_WHO.format('told')}"
_IS_TOLD = rf"{_WHO.format('is')} (?:is|are|must be|should be|gets?) (?:alerted|notified|warned|informed|told|e?-?mailed|texted)"
_FIRST = rf"\b{_IF}[^.;,\n]{{0,40}}?,? ?(?:then )?(?:{_TELL}|{_GETS}|{_IS_TOLD})\b"
_LAST = rf"\b(?:{_TELL}|{_GETS}|{_IS_TOLD})(?: by (?:e?mail|sms|push))? {_IF}"
_STEMS = ("alert", "notif", "warn", "inform", "tell", "told", "mail", "text", "messag", "sms", "push")
"""Stems of which one stands in a text that has somebody told; the patterns are compiled for no other."""


class Crossing(NamedTuple):
    """What is compared, how ("<", ">" or ">="), with which number of what, who is told, and the words of the brief."""

    what: str
    sign: str
    number: str
    who: str
    by: str
    """The service that carries it: `email`, `sms` or `push`."""
    said: str
    unit: str = ""
    """What stands behind the number."""


_PRONOUNS = frozenset({"it", "this", "that", "they", "one", "there"})


def _search(text: str) -> re.Match[str] | None:
    """Return the first such sentence that says what is compared; of "it" nobody knows which value is meant."""
    if not any(character.isdigit() for character in text):
        return None
    found = seldom(text, _STEMS, _FIRST, _LAST)
    return found if found is not None and found["what"].lower() not in _PRONOUNS else None


def _who(found: re.Match[str]) -> str:
    return next(str(found[name]) for name in ("gets", "told", "is") if found[name]).lower()


def find_crossing(text: str) -> Crossing | None:
    """Return the first such sentence of a brief."""
    found = _search(text)
    if found is None:
        return None
    sign = next(sign for sign, said in _SIDES.items() if re.fullmatch(said, found["side"], re.I))
    said = " ".join(found[0].split())
    by = next((service for service, words in _BY if re.search(words, said, re.I)), "email")
    return Crossing(found["what"].lower(), sign, found["number"], _who(found), by, said, (found["unit"] or "").strip())


_BY = (("sms", r"\b(?:sms|text(?:s|ed)?|text message)\b"), ("push", r"\bpush\b"))


def without_crossing(text: str) -> str:
    """Return a text without who is told when: whom a message goes to is no thing, and what is compared is a column."""
    found = _search(text)
    if found is None:
        return text
    return f"{text[: found.start()]}{_ALSO.sub(partial(_done_by, _who(found)), text[found.end() :])}"


_ALSO = re.compile(r"^,? and (?P<thing>an? [a-z]+(?: [a-z]+)?) (?:must|should|shall|has to|is to) be [a-z]+\b", re.I)


def _done_by(who: str, found: re.Match[str]) -> str:
    """Return "the apiary manager creates a treatment" for "and a treatment must be planned" behind whom is told."""
    return f"the {who} creates {found['thing']}"

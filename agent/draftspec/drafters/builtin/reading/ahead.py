"""Whom a brief has told before something ends or begins: "a reminder two weeks before a pet's vaccination expires"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.numbers import in_digits
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.times import TIME, time_of
from draftspec.drafters.builtin.reading.told import person_in
from draftspec.drafters.builtin.reading.words import plural, singular

_WHO = r"(?:(?:the|each|every|all|their|its|our|an?) )*(?P<{}>[a-z]+(?: [a-z]+)?)"
_NOTE = r"(?:an? |the |automatic )*(?:automatic )?(?P<{}>reminders?|e-?mails?|mails?|sms|text messages?|texts?|messages?|notifications?|push notifications?|alerts?|warnings?)"
_TELLS = (
    rf"(?:send|sends|give|gives) (?:(?:{_WHO.format('w1')} {_NOTE.format('n1')})|(?:{_NOTE.format('n2')} to {_WHO.format('w2')}))"
    rf"|(?P<v3>remind|reminds|notify|notifies|e-?mail|e-?mails|text|texts|alert|alerts|inform|informs|warn|warns|tell|tells) {_WHO.format('w3')}"
    rf"|{_WHO.format('w4')} (?:gets?|receives?|wants?|needs?|should get|should receive|must get) {_NOTE.format('n4')}(?: by (?:e-?mail|sms|push))?"
)
_EVENT = r"(?P<event>expires?|runs? out|ends?|lapses?|starts?|begins?|(?:is|are|falls?|becomes?) due|takes? place)"
_AHEAD = (
    rf"\b(?:{_TELLS})(?: by (?P<by>e-?mail|sms|text|push))?,? (?:at least |exactly |automatically )*{TIME} (?:before|ahead of when) (?:an?|the|their|his|her|its|each|every|any) "
    rf"(?:(?P<holder>[a-z]+(?: [a-z]+)?)['’]s? )?(?P<thing>[a-z-]+(?: [a-z-]+)?) {_EVENT}\b"
)
_STEMS = ("before", "ahead of when")
_CLAUSE = re.compile(
    r"^.*(?:[.;:\n]|, and |, so |, but |\band (?=remind|e?mail|notif|text|send))\s*(?:[-*•] )?", re.I | re.S
)


@dataclass(frozen=True)
class Ahead:
    """Who is told how long before what happens to which thing, and whose that thing is, where the brief says so."""

    said: str
    who: str
    span: str
    thing: str
    holder: str
    event: str
    """`expires`, `ends`, `starts` or `due`."""
    carrier: str = "email"


def find_aheads(text: str) -> tuple[Ahead, ...]:
    """Return whom a brief has told ahead of something, in order."""
    found = (_ahead(sentence) for sentence in re.split(r"(?<=[.;!?])\s+|\n", text))
    return tuple(one for one in found if one is not None)


def _ahead(sentence: str) -> Ahead | None:
    digits = in_digits(sentence)
    found = seldom(digits, _STEMS, _AHEAD)
    if found is None:
        return None
    who = person_in(next((found[name] for name in ("w1", "w2", "w3", "w4") if found[name]), ""))
    if who is None:
        return None
    how = next((found[name] for name in ("by", "n1", "n2", "v3", "n4") if found[name]), "").lower()
    carrier = "sms" if how.startswith(("sms", "text")) else "push" if how.startswith("push") else "email"
    thing = " ".join((*found["thing"].lower().split()[:-1], singular(found["thing"].lower().split()[-1])))
    return Ahead(
        said=" ".join(found[0].split()),
        who=who,
        span=time_of(found),
        thing=thing,
        holder=singular((found["holder"] or "").lower()) if found["holder"] else "",
        event=_event(found["event"].lower()),
        carrier=carrier,
    )


def _event(said: str) -> str:
    if said.startswith(("expire", "lapse", "run")):
        return "expires"
    if said.startswith("end"):
        return "ends"
    return "due" if said.endswith("due") else "starts"


def without_aheads(text: str) -> str:
    """Return a text in which such a sentence says what there is for it: the thing, and whose it is ("pets have vaccinations")."""
    parts = re.split(r"((?<=[.;!?])\s+|\n)", text)
    return "".join(_replaced(part) for part in parts)


def _replaced(sentence: str) -> str:
    told = _ahead(sentence)
    if told is None:
        return sentence
    digits = in_digits(sentence)
    found = seldom(digits, _STEMS, _AHEAD)
    if found is None:
        return sentence
    opening = _CLAUSE.match(digits[: found.start()])
    kept = opening[0] if opening is not None else ""
    if opening is None and (bullet := re.match(r"\s*(?:[-*•]|\d+[.)])\s+", digits)) is not None:
        kept = bullet[0]
    things = plural(told.thing)
    rest = _REST.sub(". ", digits[found.end() :])
    said = f"{plural(told.holder)} have {things}" if told.holder else things
    return f"{kept}{said[:1].upper()}{said[1:]}{rest}"


_REST = re.compile(r"^,? and (?=(?:the|an?|our|my|their|each|every) )", re.I)
"""What joins what the brief says next, which becomes a sentence of its own."""

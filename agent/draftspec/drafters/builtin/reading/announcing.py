"""Names what a message is about: whoever is reminded before a licence expires wants the licences kept, with the day on which they do."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.ahead import find_aheads
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, singular, word_class

_ENDING = (
    r"(?:expires?|runs? out|ends?|lapses?|is due|are due|falls? due|becomes? due|needs? renewal|is up for renewal)"
)
_SPAN = r"(?P<span>(?:(?:an?|one|two|three|four|five|six|\d+) (?:hour|day|week|month)s? )?before) "
_WHO = r"(?:(?:our|the|all|their) )?(?P<who>[a-z]+(?: [a-z]+)?s)"
_SENDING = rf"(?:(?:send|text|e-?mail|give)s? {_WHO} (?:an? |automatic )*(?:[a-z]+ )?(?:reminder|notice|warning|alert|message|e-?mail|text)s?|(?:remind|tell|notify|warn|alert|inform|e-?mail|text)s? {_WHO.replace('who', 'told')})"  # fmt: skip
_THING = r"(?:(?:an?|the|their|each|every|its|his or her) )(?:(?P<owner>[a-z]+)['’]s )?(?P<thing>[a-z]+(?: [a-z]+)?)"

_EXPIRING = re.compile(rf"^(?P<said>{_SENDING}),? {_SPAN}{_THING} (?P<ends>{_ENDING})\b", re.I)
_COMING = re.compile(rf"^(?P<said>{_SENDING}),? (?:of|about|{_SPAN})(?:the|their|an?|each|every) (?:upcoming |next )?(?P<thing>[a-z]+(?: [a-z]+)?)(?=[.,;\n]|$)", re.I)  # fmt: skip


def told_of(text: str) -> str:
    """Return a brief that begins with a message so that it begins with what the message is about."""
    if find_aheads(text):
        return text  # `ahead.py` says what there is for it
    text = _EXPIRING.sub(_expiring, text, count=1)
    return _COMING.sub(_coming, text, count=1)


def _expiring(found: re.Match[str]) -> str:
    who = found["who"] or found["told"]
    thing = found["thing"].lower()
    if not _may_be_told(who, thing):
        return found[0]
    owner = f" of {plural(found['owner'].lower())}" if found["owner"] else ""
    return f"manage {_several(thing)}{owner}. Remind {who} {found['span']} the {singular(thing)} {found['ends']}"


def _coming(found: re.Match[str]) -> str:
    who, thing = found["who"] or found["told"], found["thing"].lower()
    if not _may_be_told(who, thing):
        return found[0]
    span = found["span"] or "of"
    return f"manage {_several(thing)}. Remind {who} {span} the {singular(thing)}"


def _several(thing: str) -> str:
    *before, head = thing.split()
    return " ".join((*before, plural(singular(head))))


def _may_be_told(who: str, thing: str) -> bool:
    """Tell whether people are told of a thing: a time of day, a deadline or a reminder itself is none."""
    head = singular(thing.split()[-1])
    return is_person(singular(who.lower().split()[-1])) and head not in word_class("generic") | _MOMENTS


_MOMENTS = frozenset({"deadline", "end", "start", "date", "day", "time", "week", "month", "reminder", "event date", "change", "update", "result"})  # fmt: skip

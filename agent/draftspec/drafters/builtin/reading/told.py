"""Who is told of something by the brief, and of what: "notify the treasurer when a fee is overdue", "the tenant gets a mail"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, word_class

_MESSAGE = (
    r"(?:e-?mails?|mails?|sms|text(?: message)?s?|messages?|push(?: notification)?s?|notifications?|reminders?|alerts?)"
)
_WHO = r"(?P<who>[a-z]+(?: [a-z]+)?)"
_EACH = r"(?:(?:the|each|every|all|its|their|our|an?|that|responsible) )*"
_TELLING = re.compile(
    rf"\b(?:notify|notifies|notifying|alerts?|informs?|tells?|reminds?|reminding|warns?|e-?mails?|pings?) {_EACH}{_WHO}",
    re.I,
)
_TOLD = re.compile(
    rf"\b{_WHO} (?:(?:should|must|will|can|may|shall|then|also|automatically|has to|have to) )*"
    rf"(?:(?:gets?|receives?) (?:(?:an?|the|one|automatic|automatically|also|by) )*(?:[a-z]+ )?{_MESSAGE}\b"
    r"|(?:is|are|be|gets?) (?:(?:automatically|also|then) )?(?:notified|informed|told|reminded|alerted|e-?mailed|mailed|warned|pinged)\b)",
    re.I,
)
_SENT_TO = re.compile(rf"\b{_MESSAGE} (?:is |are |goes? |be |sent )*to {_EACH}{_WHO}", re.I)
_PATTERNS = (_TELLING, _TOLD, _SENT_TO)
_SENTENCE = re.compile(r"[.;\n]+\s*")
_MOST = 4
_OPENING = re.compile(r"^(?:(?:and|then|also|but|an?|the|when|if) )+", re.I)


@dataclass(frozen=True)
class Told:
    """Somebody whom the brief wants to be told, in the singular, with the sentence that says so."""

    who: str
    sentence: str
    reminded: bool = False
    """Whether it is a reminder of what comes, and not news of what happened."""
    by: str | None = None
    """The service that carries it, where the brief says so."""


def find_told(text: str) -> tuple[Told, ...]:
    """Return who is told of something by a brief, in order."""
    return tuple(dict.fromkeys(_found(text)))[:_MOST]


def without_messages(text: str) -> str:
    """Return a text without the messages that somebody gets: a mail that a tenant gets is nothing that a row holds."""
    return _TOLD.sub(lambda found: found[0] if person_in(found["who"]) is None else _NOTHING, text)


_NOTHING = "somebody"


def _found(text: str) -> Iterator[Told]:
    for sentence in _SENTENCE.split(text):
        spoken = " ".join(sentence.split())
        for pattern in _PATTERNS:
            for found in pattern.finditer(spoken):
                who = person_in(found["who"])
                if who is not None:
                    yield Told(who, spoken, "remind" in found[0].lower(), _carrier(spoken[found.start() :]))


_CARRIERS = {"sms": r"\bsms\b|\btext(?:ed| message)", "push": r"\bpush", "email": r"mail"}
_NEAR = 80


def _carrier(text: str) -> str | None:
    """Return the service that the words of a message name: a text message, a push notification, a mail."""
    near = text[:_NEAR].lower()
    return next((name for name, words in _CARRIERS.items() if re.search(words, near)), None)


def person_in(words: str) -> str | None:
    """Return the people that a phrase of one or two words names, in the singular ("class teachers" → "class teacher")."""
    parts = _OPENING.sub("", words.lower()).split()
    first = singular(parts[0]) if parts else ""
    whole = " ".join([*parts[:-1], singular(parts[-1])]) if parts else ""
    ranked = whole.rpartition(" ")[2] in word_class("ranks")
    if len(parts) == 2 and is_person(whole) and first not in _NO_PART and (ranked or not is_person(first)):
        return whole
    return next((one for one in (first, singular(parts[-1]) if parts else "") if is_person(one)), None)


_NO_PART = frozenset({"each", "every", "all", "that", "this", "those", "both", "when", "if", "and", "or", "so", "to", "of", "for", "which", "where", "confirm", "one", "other", "another", "next", "new"})  # fmt: skip
"""Words before somebody that are no part of what he is called."""

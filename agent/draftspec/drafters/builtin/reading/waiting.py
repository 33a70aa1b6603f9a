"""Sentences about what nobody did in time: "requests not accepted within 4 hours -> mail to the manager", "if they don't sign up within 14 days it is closed"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.numbers import in_digits
from draftspec.drafters.builtin.reading.times import TIME, time_of
from draftspec.drafters.builtin.reading.told import person_in
from draftspec.drafters.builtin.reading.words import plural, singular, word_class

_DONE = r"(?P<done>(?!by\b|for\b|in\b|at\b)[a-z]+(?: (?:up|out|in|off|back)\b)?)"
_NOT = r"(?: not|n['’]t)"
_THING = r"(?:(?:an?|the|any|all|each|every|its|their) )?(?P<thing>[a-z-]+(?: [a-z-]+){0,3}?)"
_BY = r"(?: by [a-z ]{2,30})?"
_CONDITIONS = (
    rf"(?:^|\b(?:and|but|,) )(?:if|when|where) {_THING} (?:is|are|was|were|(?:has|have)(?={_NOT} (?:yet )?been)){_NOT} (?:yet |been )*{_DONE}{_BY}$",
    rf"(?:^|\b(?:and|but|,) )(?:if|when|where) (?P<who>[a-z ]{{2,40}}?) (?:do|does|did|has|have){_NOT} (?:yet )?{_DONE}(?P<object> [a-z '’]{{2,40}})?$",
    rf"(?:^|\b(?:and|but|,) ){_THING} (?:that |which )?(?:(?:is|are|was|were|has been|have been|has|have) )?(?:not|never) (?:yet |been )*{_DONE}{_BY}$",
    rf"(?:^|\b(?:and|but|,) ){_THING} (?:that |which )?(?:nobody|no one|no [a-z]+) (?:has |have )?{_DONE}$",
    rf"^{_THING} (?:is|are|gets?|will be|must be|should be) (?:then )?(?:automatically )?(?P<state>[a-z]+)(?: automatically)? (?:if|when|unless) (?:(?:it|they|the [a-z]+) (?:is|are|was|were) ?)?(?:not )?(?:been )?{_DONE}{_BY}$",
)  # fmt: skip
_SINCE = re.compile(
    r"^,? ?\(?(?:after|of|from|since|following) (?:(?:it|they|the [a-z]+) (?:was|were|is|are|has been|have been|got) (?:(?:marked|set|put)(?: as)? )?(?P<done>[a-z]+)"
    r"|(?:its |their |the )?(?:being )?(?:(?:marked|set)(?: as)? )?(?P<event>[a-z]+))\)?",
    re.I,
)
_AUTO = r"(?:automatically |then |be |also )*"
_MOVED = re.compile(
    rf"^(?:{_THING} )??(?:(?:is|are|gets?|will|shall|should|must|can) )?{_AUTO}(?P<state>[a-z]+(?:ed|en|wn))(?: automatically| (?:and|to) .*)?$"
    rf"|^(?:{_THING.replace('thing', 'other')} )?(?:automatically |then )*(?P<ends>expires?|lapses?)(?: automatically)?$",
    re.I,
)
_MESSAGE = re.compile(
    r"^(?:send |an? |goes? )*(?P<how>e-?mail|mail|sms|text(?: message)?|push(?: notification)?|notification|message|alert|reminder)s? (?:is sent |goes |go |are sent )?(?:out )?to (?:the |an? |their |its |all )?(?P<to>[a-z]+(?: [a-z]+)?)"
    r"|^(?:we )?(?P<verb>e-?mail|text|notify|remind|alert|tell|inform|warn) (?:the |an? |their |its |all )?(?P<told>[a-z]+(?: [a-z]+)?)"
    r"|^(?:the |an? |their |its |all )?(?P<who>[a-z]+(?: [a-z]+)?) (?:is|are|gets?|must be|should be|receives?) (?:automatically )?(?:an? )?(?P<by>notified|reminded|alerted|told|informed|warned|e-?mailed|texted|e-?mail|mail|sms|text message|notification|reminder)",
    re.I,
)
_ARROW = r"(?:->|→|=>|–>|-->|:)"
_MARK = re.compile(rf"^\s*{_ARROW}\s*|^\s*,?\s*(?:then\s+)?", re.I)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_OPENING = re.compile(
    r"\bafter (?:the|each|every|an?) (?:[a-z]+ ){0,2}?(?P<event>[a-z]+)(?=,| (?:the|an?|each) )", re.I
)
_PRONOUNS = frozenset({"it", "they", "this", "that", "these", "those", "one", "which", "who", "he", "she", "we", "you", "people", "somebody", "nobody"})  # fmt: skip
_DELETED = frozenset({"deleted", "removed", "erased", "purged"})
_PARTICLES = frozenset({"up", "out", "in", "off", "back", "over", "on", "away"})


@dataclass(frozen=True)
class Wait:
    """What was not done in time, how long that is and from when on, and what becomes of the row, or who is told."""

    said: str
    thing: str
    """The thing in the singular, or nothing where the sentence says "it"."""
    kinds: tuple[str, ...]
    """Words before the thing that say which rows are meant: `urgent`."""
    done: str
    """What was not done, as the brief says it: a participle or a verb in its base form."""
    by: str
    """Who did not do it, where that is said of somebody."""
    span: str
    since: str
    """What the time runs from, as the brief says it: a participle or an event; nothing where it does not say."""
    state: str = ""
    """The state that the row goes to then."""
    deletes: bool = False
    tells: str = ""
    """Who is told then."""
    carrier: str = "email"


def find_waits(text: str) -> tuple[Wait, ...]:
    """Return what a brief wants done about what nobody did in time."""
    if "within" not in text.lower():
        return ()
    return tuple(wait for sentence in _sentences(text) if (wait := _wait(sentence)) is not None)


def without_waits(text: str) -> str:
    """Return a text without these sentences: what a clock does is no call, and who is told by it hears of no other call."""
    for wait in find_waits(text):
        before, found, rest = text.partition(wait.said)
        head = wait.thing.rpartition(" ")[2]
        alone = re.search(r"(?:^|[.;\n])[-*\s]*$", before) is not None
        named = plural(wait.thing) if alone and head and head not in f"{before} {rest}".lower() else ""
        if found:
            text = f"{before if alone else _JOINED.sub('', before)}{named}{rest.lstrip(' .;') if alone and not named else rest}"
    return text


_JOINED = re.compile(r",?\s*(?:\b(?:and|but)\b)?\s*$", re.I)
"""What joins such a sentence to what stands before it."""


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.;!?])\s+|\n", text) if part.strip()]


def _wait(sentence: str) -> Wait | None:
    bare = _BULLET.sub("", sentence).rstrip(" .;!")
    digits = in_digits(bare)
    found = re.search(rf"\bwithin {TIME}", digits, re.I)
    if found is None:
        return None
    left, right = digits[: found.start()].strip(), digits[found.end() :]
    condition = next((m for said in _CONDITIONS if (m := re.search(said, left, re.I)) is not None), None)
    if condition is None or condition["done"].lower() in _NO_DOING:
        return None
    groups = condition.groupdict()
    since = _SINCE.match(right)
    rest = _MARK.sub("", right[since.end() :] if since is not None else right).strip()
    if since is not None and not rest and not groups.get("state"):
        return None
    effect = _effect(rest, groups.get("state"))
    if effect is None:
        return None
    thing, kinds = _named(effect.pop("thing", ""), groups.get("thing") or _last(groups.get("object")))
    before = left[: condition.start()].rstrip(" ,")
    opening = _OPENING.search(f"{before}, ")
    told = since.groupdict() if since is not None else {}
    event = told.get("done") or told.get("event") or (opening["event"] if opening is not None else "")
    return Wait(
        said=_said(bare, condition[0], digits),
        thing=thing,
        kinds=kinds,
        done=condition["done"].lower(),
        by=person_in(groups.get("who") or "") or "",
        span=time_of(found),
        since=(event or "").lower(),
        state=effect.get("state", ""),
        deletes=effect.get("state", "") in _DELETED,
        tells=effect.get("tells", ""),
        carrier=effect.get("carrier", "email"),
    )


_NO_DOING = frozenset({"be", "been", "only", "more", "less", "later", "than", "possible", "allowed", "available"})


def _said(bare: str, condition: str, digits: str) -> str:
    """Return the brief's own words from where the condition begins; numbers that were put into digits may move its end."""
    opening = re.sub(r"^(?:and|but|,)\s+", "", condition.strip(), flags=re.I)
    at = bare.find(opening)
    return bare[at:] if at >= 0 else bare


def _effect(rest: str, state: str | None) -> dict[str, str] | None:
    """Return what happens then: a state, or who is told and by what; None where nothing is said that can be built."""
    if state:
        return {"state": state.lower()}
    message = _MESSAGE.match(rest)
    if message is not None:
        who = person_in(message["to"] or message["told"] or message["who"] or "")
        how = (message["how"] or message["verb"] or message["by"] or "").lower()
        return {"tells": who, "carrier": _carrier(how)} if who is not None else None
    moved = _MOVED.match(rest)
    if moved is None:
        return None
    if moved["ends"]:
        return {"state": "expired", "thing": moved["other"] or ""}
    return {"state": moved["state"].lower(), "thing": moved["thing"] or ""}


def _carrier(how: str) -> str:
    return "sms" if how.startswith(("sms", "text")) else "push" if how.startswith("push") else "email"


def _last(words: str | None) -> str:
    return re.sub(r"^(?:an?|the|their|his|her|its|this|that) ", "", (words or "").strip())


def _named(*phrases: str) -> tuple[str, tuple[str, ...]]:
    """Return the first thing that is named by a noun, in the singular, with the words before it that say which are meant."""
    for phrase in phrases:
        words = [w for w in phrase.lower().split() if w not in word_class("stop")]
        if words and words[-1] not in _PRONOUNS | _PARTICLES:
            kinds = tuple(w for w in words[:-1] if w in _KINDS)
            return " ".join([*(w for w in words[:-1] if w not in _KINDS), singular(words[-1])]), kinds
    return "", ()


_KINDS = frozenset({"urgent", "critical", "important", "emergency", "normal", "high", "high-priority", "priority"})
"""Words that say of which urgency rows are."""

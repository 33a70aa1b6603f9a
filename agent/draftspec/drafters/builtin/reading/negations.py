"""What a brief rules out, in its words, and the brief without it: what is not wanted names nothing to build."""

from __future__ import annotations

import re
from itertools import islice

from draftspec.drafters.builtin.reading.anonymous import without_anonymous

_MEASURES = r"(?!more\b|less\b|fewer\b|later\b|longer\b|earlier\b|sooner\b|only\b|just\b|yet\b|than\b|matter\b)"
_END = r"(?=\s+(?:and|but|or)\s+(?:no|not|never|cannot|doesn't|don't|without|(?:the |an? |only )?[a-z]+(?: [a-z]+)? (?:can|cannot|may|must|should|will)\b)|[.,;:()\n]|$)"
_PHRASE = rf"([^.,;:()\n]{{2,90}}?){_END}"
_NOTHING = re.compile(rf"\b(?:no|without|except|excluding|neither|nor)\b {_MEASURES}(?:any |the )?{_PHRASE}", re.I)
_NEVER = re.compile(
    rf"\b(?:(?:can|may|must|should|will|shall|do|does|need|is|are)(?: not|n't)|cannot|never|not)\b (?:ever )?(?:(?:need|show|have|include|want|require|support|offer|contain)s? )?{_MEASURES}{_PHRASE}",
    re.I,
)
_UNSUPPORTED = re.compile(
    r"([A-Za-z][^.,;:()\n]{2,60}?) (?:is|are) (?:not|n't|never) (?:supported|needed|allowed|required|possible|included|wanted|planned|offered|available|necessary|permitted|part of)[^.,;:()\n]*?(?= and | but |[.,;:()\n]|$)",
    re.I,
)
_WAITED = re.compile(r"\b(?:for|within|in|since|after) \d+ ?(?:second|minute|min|hour|day|week|month|year)s?\b", re.I)
"""What is not done for a while ("not touched for 30 days") says when something happens, and rules nothing out."""
_CONDITION = re.compile(r"without [a-z -]+? (?:is|are|stays?|remains?|gets?|have|has|can|will|must|may) ", re.I)
"""What some rows lack says for which of them a rule holds ("customers without a team are visible to everyone")."""
_OF_SOME = re.compile(
    r"\b(?:who|whoever|whom|that|which|if|when|whenever|unless|until|once|as long as|because|since|where)(?: [a-z]+){0,3}$",
    re.I,
)
"""What some have not done ("whoever hasn't answered") says of which of them something holds."""
_IN_A_CONDITION = re.compile(
    r"\b(?:if|unless|when|whenever|in case|as long as|as soon as|once|until)\b[^,;:.\n]*$", re.I
)
"""What does not happen in a condition ("if the parents of a child don't sign up") is forbidden to nobody."""
_BESIDES = re.compile(r"\b(?:can|may|could|is|are|be) (?:[a-z0-9]+ ){1,8}$", re.I)
"""Behind a sentence of what somebody may do, "without a fee" says how, and rules nothing out."""
_ANSWER = re.compile(r"\byes(?: ?[,/]| or)? ?$", re.I)
"""Behind "yes" a "no" is an answer that may be given."""
_LONGEST = 8
_MOST = 60


def find_negations(text: str) -> tuple[str, ...]:
    """Return what a brief rules out, in its words ("guest checkout")."""
    spans = sorted((match.start(), match[1]) for match in _matches(text))
    return tuple(dict.fromkeys(" ".join(words.split()[:_LONGEST]) for _, words in spans if words.strip()))


_DENIED = r"(?:should|may|must|can|could|will|shall|do|does|are)(?: not|n['’]t|not)(?: allowed to| able to| be able to| permitted to)? (?:ever )?([^.,;:()\n]{2,80}?)(?= and | but |[.,;:()\n]|$)"


def denied_to(role: str, text: str) -> tuple[str, ...]:
    """Return what a brief says that people of a role may not do ("see phone numbers")."""
    text = without_anonymous(text)
    found = re.finditer(rf"\b{re.escape(role)}(?:e?s)? {_DENIED}", text, re.I)
    said = (match[1] for match in found if not _IN_A_CONDITION.search(text[: match.start()]))
    return tuple(dict.fromkeys(" ".join(words.split()[:_LONGEST]) for words in said))


def without_negated(text: str) -> str:
    """Return the text without what it rules out."""
    for match in sorted(_matches(text), key=lambda match: -match.start()):
        start = match.start()
        text = f"{text[:start]}{text[match.end() :]}"
    return text


def _matches(text: str) -> list[re.Match[str]]:
    """Return the findings that do not overlap, the longer kinds first."""
    found: list[re.Match[str]] = []
    for pattern in (_UNSUPPORTED, _NOTHING, _NEVER):
        for match in islice(pattern.finditer(text), _MOST):
            before = text[max(0, match.start() - _NEAR) : match.start()]
            if (
                _ANSWER.search(before)
                or _WAITED.search(match[1])
                or _CONDITION.match(match[0])
                or _says_which(before, match[0])
            ):
                continue
            if all(match.end() <= other.start() or match.start() >= other.end() for other in found):
                found.append(match)
    return found


_NEAR = 60


def _says_which(before: str, words: str) -> bool:
    """Tell whether a negation says for which rows, or how, something is done."""
    before = re.sub(r".*[.;:\n]", "", before, flags=re.S)
    of_some = _OF_SOME.search(before.rstrip()) is not None or _IN_A_CONDITION.search(before) is not None
    some = of_some and not words.lower().startswith(("no ", "without", "except"))
    return some or (words.lower().startswith("without a") and _BESIDES.search(before) is not None)

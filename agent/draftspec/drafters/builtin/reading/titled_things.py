"""Calls by its title what a brief's lines speak of: who reports a problem under "Maintenance requests" makes such a request."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.words import singular

_TITLE = re.compile(
    r"^\s*(?:#+ )?(?P<title>[A-Za-z-]+(?: [a-z-]+){0,3}?)(?= (?:for|of|in|at|from|by|on) [a-z ]+(?:\n|:)|\s*[\n:]|\. )"
)
_KINDS = frozenset({"request", "ticket", "report", "claim", "case", "complaint", "defect", "issue", "incident", "problem", "fault", "call", "damage", "notice", "order"})  # fmt: skip
"""Heads of titles for what people report or ask for."""
_REPORTED = re.compile(
    r"\b(?P<verb>report|raise|file|submit|log|enter|describe|send in|hand in|open|create|flag)(?P<third>s|es)? (?:an?|the|their|any|his or her) "
    r"(?:new )?(?P<what>problem|issue|defect|fault|damage|loss|incident|request|case|complaint|breakage|leak|matter|concern|ticket|claim|repair|find)\b(?! (?:report|ticket|request|form|log)s?\b)",
    re.I,
)
_NAMED = 2
"""Words of a title that says of which kind its things are."""
_BEHIND = 200
"""Characters behind a title within which what it is about is made."""


def by_title(text: str) -> str:
    """Return a brief in which what is reported under a title goes by the title's name."""
    found = _TITLE.match(text)
    words = found["title"].lower().split() if found is not None else []
    if found is None or len(words) < _NAMED or singular(words[-1]) == words[-1] or singular(words[-1]) not in _KINDS:
        return text
    thing = " ".join((*words[:-1], singular(words[-1])))
    body = text[found.end() :]
    said = _REPORTED.search(body)
    if said is None or said.start() > _BEHIND:
        return text
    verb = "creates" if said["third"] else "create"
    return f"{text[: found.end()]}{body[: said.start()]}{verb} {_article(thing)} {thing}{body[said.end() :]}"


def _article(thing: str) -> str:
    return "an" if thing[0] in "aeiou" else "a"

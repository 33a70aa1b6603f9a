"""States that a brief in another language lists: in English where all of them are known, else in their own words."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.vocabulary import states
from draftspec.drafters.builtin.reading.words import snake

_LISTED = re.compile(
    r"\b(?:estados?|estatus|situação|statuts?|états?|stat[oi]|zustand|zustände|status|toestand|fases?|etapas?)\b(?:\s+(?:possibles?|posibles|possíveis|possibili|del?\s+\w+|do\s+\w+|da\s+\w+|du\s+\w+))?\s*[(:]\s*(?P<list>[^().;:\n]{3,200})",
    re.I,
)
JOINED = {"es": "y|e|o|u", "pt": "e|ou", "fr": "et|ou", "de": "und|oder", "it": "e|ed|o|od", "nl": "en|of"}
"""What stands between the last two of a list in each language."""
_LONGEST = 4


def with_states(text: str, tongue: str) -> str:
    """Return a text in which a list of states stands as "status (…)" with names that are read as they stand."""
    return _LISTED.sub(lambda found: _listed(found[0], found["list"], tongue), text)


def _listed(whole: str, listed: str, tongue: str) -> str:
    joint = rf"(?:{JOINED[tongue]})"
    between = rf"\s*(?:,\s*(?:{joint}\s+)?|/|\||->|→|\s{joint}\s)\s*"
    parts = [part.strip().lower() for part in re.split(between, listed, flags=re.I) if part.strip()]
    if len(parts) < 2 or any(len(part.split()) > _LONGEST for part in parts):
        return whole
    known = [states(tongue).get(part) for part in parts]
    named = [(one or "").replace("_", " ") for one in known] if all(known) else [snake(part) for part in parts]
    opened = "(" in whole[: -len(listed)]
    return f"status {'(' if opened else ': '}{', '.join(map(marked, named))}"


_MARK = "\ue000"


def marked(name: str) -> str:
    """Return a name so that it is passed on as it stands."""
    return f"{_MARK}{name}{_MARK}"


PASSED = re.compile(f"{_MARK}([^{_MARK}]*){_MARK}")
"""A name that is passed on as it stands."""

"""What a brief wants written down each time: "log every scan at a gate", "record a breach whenever a ticket misses its target"."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.lexicon import is_no_thing
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import word_class

_WRITTEN = (
    r"(?<!not )\b(?:record|log|register|note(?: down)?|document|capture|write down)s? (?:every|each|an?) (?:single )?(?P<noun>[a-z]+(?:[ -](?!in\b|out\b|off\b|up\b|down\b)[a-z]+)?)"
    r"(?=,? (?:at|in|on|of|for|with|whenever|when|if|by|from|that|which|per|as|and|to|so|during|after)\b|[.,;:]|$)"
)


def find_recorded(text: str) -> tuple[str, ...]:
    """Return what is written down one by one, each as it is called in the singular."""
    low = text.lower()
    if not any(
        f"{stem} " in low or f"{stem}s " in low
        for stem in ("record", "log", "register", "note", "down", "document", "capture")
    ):
        return ()
    found = (match["noun"].lower() for match in re.finditer(_WRITTEN, text, re.I))
    return tuple(dict.fromkeys(noun for noun in found if _is_row(noun)))


def _is_row(noun: str) -> bool:
    head = noun.split()[-1].split("-")[-1]
    nothing = word_class("generic") | word_class("stop") | word_class("technical") | word_class("remarks")
    return head not in nothing and not is_no_thing(head) and attribute(noun) is None and not is_person(head)

"""Says in full what notes leave out: "property manager sets priority", "mechanic marks done" have their articles and objects."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, word_class

_START = r"(?P<start>(?:^|\n)[ \t]*(?:[-*•–]|\d+[.)])[ \t]*|\n[ \t]*|[,;] (?:and |but )?)"
_NOUN = r"(?:of|for|with|that|which|who|from|in|on|at|by|to|per|and|or|when|as|is|are|can|may|must|should)"
"""What stands behind a plural ("customer returns for a shop"), and behind few verbs."""
_NOTED = re.compile(rf"{_START}(?P<who>[A-Za-z]+(?: [a-z]+)??) (?P<verb>[a-z]+s) (?=[a-z])(?!{_NOUN}\b)", re.I)
_MARKED = re.compile(
    r"\b(marks?|flags?|sets?|declares?) (?:as )?(done|finished|completed?|paid|held|received|resolved|closed|delivered|ready|returned|fixed|repaired|shipped|cleaned)\b(?! [a-z]+s\b)",
    re.I,
)


def in_sentences(text: str) -> str:
    """Return a text in which one person who does something is spoken of with an article, and what is marked is named."""
    return _MARKED.sub(r"\1 it \2", _NOTED.sub(_with_article, text))


def _with_article(found: re.Match[str]) -> str:
    """Put the article before somebody, in the singular, who does something."""
    words, verb = found["who"].lower().split(), found["verb"].lower()
    does = verb.removesuffix("s") in word_class("acting") or f"{verb.removesuffix('es')}" in word_class("acting")
    one = is_person(" ".join(words)) and singular(words[-1]) == words[-1]
    if not does or not one or words[0] in word_class("stop"):
        return found[0]
    return f"{found['start']}the {found[0][len(found['start']) :]}"

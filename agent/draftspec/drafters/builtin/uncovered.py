"""Finds the sentences of a brief of which a good part of the words stands nowhere in the draft: what they want is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.words import in_words, singular, table_of_words, word_class
from draftspec.drafters.builtin.unserved import texts_of
from draftspec.sections.rules import Rule
from draftspec.spec import Sections

MOST = 3
"""Most sentences that are asked about: what was not understood at all is asked about once."""
_STEM = 5
"""Letters by which words are held together: whoever inspects makes inspections."""
_SHOWN = 4
"""Most words that a question names."""
_SHORTEST = 3
"""Words with a meaning of their own that a sentence needs to want something."""
_HALF, _MOST_OF_IT = 0.6, 0.7
"""How much of a sentence may stand in the draft while it is still asked about: with two words missing, and with more."""
_LONGEST = 160
"""How much of a sentence is quoted, in characters."""
_SENTENCE = re.compile(
    r"(?<=[.!?;])\s+|\n+|\s+(?:->|→|=>)\s+|, and (?=(?:if|the|an?|when|each|every|they|it|we|[a-z]+s) )"
)
_BENEFIT = re.compile(
    r",? so (?:that|i|we|they|he|she|you|it|everyone|everybody|people)\b|,? (?:in order to|because|since)\b", re.I
)
"""What follows says why, and wants nothing more."""
_TITLE = re.compile(r"^\s*[^\s:]+(?: [^\s:]+){0,3}: ")
"""What a brief is called, before a colon."""
_QUOTED = re.compile(r"“[^”]*”")
_QUIET = ("viewing", "inherent", "bringing", "making", "altering", "removing", "weak", "generic", "technical")
"""Classes of words that every draft answers, or that want nothing."""


def uncovered(plan: Plan, sections: Sections) -> tuple[tuple[str, str], ...]:
    """Return the sentences that the draft takes up in part at most, each with the words of it that stand nowhere."""
    if plan.reading.foreign or plan.main is None or not plan.reading.is_told:
        return ()
    there = {word[:_STEM] for text in _said(sections) for word in _words(text)}
    figures = _figures(" ".join(f"{r.name} {r.description}" for r in _rules(sections)))
    heard = {word[:_STEM] for word in _words(plan.reading.spoken)}
    found = []
    for said in _SENTENCE.split(plan.reading.text):
        sentence = _TITLE.sub("", _BENEFIT.split(said)[0])
        if _figures(sentence) and _figures(sentence) <= figures:
            continue  # a rule holds its numbers, whatever it calls the rest
        words = [word for word in _words(sentence) if word not in _quiet() and not word.endswith("ly")]
        if len(words) < _SHORTEST or sum(word[:_STEM] in heard for word in words) * 2 < len(words):
            continue  # a frame around the wish is no wish
        missing = list(dict.fromkeys(word for word in words if word[:_STEM] not in there))
        share = 1 - len(missing) / len(set(words))
        if (len(missing) > 1 and share <= _HALF) or (len(missing) > 2 and share <= _MOST_OF_IT):
            found.append((_shown(sentence), in_words([f"“{word}”" for word in missing[:_SHOWN]])))
    return tuple(found)[:MOST]


def _quiet() -> frozenset[str]:
    return word_class("unasked").union(table_of_words("actors"), *(word_class(name) for name in _QUIET))


def _words(text: str) -> list[str]:
    low = re.sub(r"(?<=\w)['’](?:s|t|re|ve|d|ll|m)\b", "", text.lower())
    return [singular(word) for word in re.findall(r"[a-z]{3,}", low)]


def _shown(sentence: str) -> str:
    said = " ".join(sentence.strip(" -*•\t").rstrip(" .;").split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rsplit(' ', 1)[0]} …"


def _said(sections: Sections) -> Iterator[str]:
    """Yield what a draft says in its own words, of tables, calls, jobs and rules; what it only quotes is not taken up by that."""
    for text in texts_of(sections):
        yield _QUOTED.sub("", text).replace("_", " ").replace("-", " ")
    database = sections.database
    for table in (*database.tables, *database.assumed):
        yield _QUOTED.sub("", f"{table.purpose} {' '.join(column.purpose or '' for column in table.columns)}")
    for one in sections.endpoints.endpoints:
        yield f"{one.auth.owner or ''} {' '.join(one.auth.roles)}"
    for rule in _rules(sections):
        yield f"{rule.name} {rule.description} {rule.implementation}".replace("_", " ")
    for role in sections.security.roles if sections.security else ():
        yield role.name


def _rules(sections: Sections) -> list[Rule]:
    """Return the rules that say something of their own."""
    return [r for r in (sections.rules.rules if sections.rules else ()) if not r.name.startswith(_PARKED)]


def _figures(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w.])\d+(?:[.,]\d+)*", text))


_PARKED = ("Not: ", "The figure ", "The span ", "Exactly ")
"""How rules begin that only repeat the brief's words."""

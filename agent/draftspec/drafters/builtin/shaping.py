"""What people may shape by themselves is stored, even where it is a part of the screen: tooltips that admins edit, custom CSS."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.choices import Choice, unknown_choice
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.lexicon import is_modifier, is_verb
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import UNCOUNTED, singular, word_class

_SHAPED = re.compile(
    r"\b(?:custom(?:i[sz]ed|i[sz]able)?|(?:[a-z]+-)?(?:defined|configurable|editable|managed|maintained|selectable)|own|personali[sz]ed|"
    r"in-app|(?:admin|administrator|user|editor|member|customer|owner|manager|organi[sz]er)s? (?:can|may|should|could|must|to) (?:be able to )?(?:add|create|edit|change|define|manage|configure|choose|set|arrange|customi[sz]e))\b"
    r"|\bper (?:user|organi[sz]ation|tenant|team|customer|brand|site|department|workspace|role)\b|^(?:add|create|manage|introduce|store|configure|define|maintain) ",
    re.I,
)
"""How a brief says that somebody decides what there is, and no developer."""
WORK = re.compile(
    r"^(?:fix|bump|refactor|rename|remove|delete|drop|clean|move|style|restyle|align|centre|center|improve|polish|tweak|upgrade|update|replace|migrate|revert|lint|format|rewrite|make|use)\b",
    re.I,
)
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+){1,4}s", re.I)
"""A brief that is nothing but a name of several words."""
_LONGEST = 4


def shaped(reading: Reading) -> tuple[Choice, ...]:
    """Return the thing that a brief lets somebody shape, where nothing else of it is one."""
    text = reading.spoken.strip()
    plain = _PLAIN.fullmatch(text) is not None
    if reading.foreign or not reading.clauses or not (plain or _SHAPED.search(text)) or WORK.search(text):
        return ()
    words = _named(re.findall(r"[a-z][a-z-]*|[^\sa-z]", reading.clauses[0].text.lower()))
    return (unknown_choice(words[-1], tuple(words[:-1])),) if words else ()


def _named(tokens: list[str]) -> list[str]:
    """Return the first noun phrase that ends in a plural, or in what has none."""
    run: list[str] = []
    for token in (*tokens, "."):
        if _is_noun(token) and len(run) < _LONGEST:
            run.append(token)
            continue
        while run and singular(run[-1]) in word_class("wrappers"):
            run.pop()
        if run and _counts(run[-1]) and not is_person(singular(run[-1])):
            return [*run[:-1], singular(run[-1])]
        run = []
    return []


def _counts(word: str) -> bool:
    plain = word in word_class("generic") | word_class("chores") and singular(word) == word
    return not plain and (singular(word) != word or word in UNCOUNTED | _STYLES)


_STYLES = frozenset({"css", "branding", "html", "javascript"})


def _is_noun(token: str) -> bool:
    if not re.fullmatch(r"[a-z][a-z-]+", token) or _SHAPED.fullmatch(token):
        return False
    if any(token in word_class(name) for name in ("prepositions", "stop", "adjectives", "making")):
        return False
    return not (is_modifier(token) or is_verb(token)) or singular(token) != token

"""Tells people from things, and verbs in the form that fits their subject."""

from __future__ import annotations

import re
from functools import cache

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.reading.words import singular, table_of_words, word_class

_ENDINGS = re.compile(
    r"[a-z]{3,}(?:er|or|ist|ian|eer|ee|man|woman|person|mate|ante|smith|hand|guard|folk|wright|herd)$"
)


def is_person(words: str) -> bool:
    """Tell whether a singular noun phrase names a kind of people: a known role, or by its ending."""
    head = words.rpartition(" ")[2]
    if any(word in table_of_words("actors") or word in word_class("people") for word in (words, head)):
        return True
    if head in word_class("offices"):
        return True
    return head not in word_class("no_people") and _ENDINGS.fullmatch(head) is not None


def base_of(word: str, forms: frozenset[str]) -> str | None:
    """Return the verb that a word in the third person is a form of ("carries"), or None."""
    for ending, base in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and (stem := word[: -len(ending)] + base) in forms:
            return stem
    return None


def participle_of(word: str, forms: frozenset[str]) -> str | None:
    """Return the verb that a word is the past participle of ("approved", "carried", "written"), or None."""
    if (base := irregular().get(word)) is not None:
        return base if base in forms else None
    for ending, base in (("ied", "y"), ("ed", "e"), ("ed", "")):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            undoubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
            found = next((form for form in (stem + base, undoubled) if form in forms), None)
            if found is not None:
                return found
    return None


def as_participle(verb: str) -> str:
    """Return the past participle of a verb with its particle: "fill_in" gives "filled_in"."""
    first, _, particle = verb.partition("_")
    past = _participles().get(first) or _prefixed(first) or _regular(first)
    return f"{past}_{particle}" if particle else past


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if re.fullmatch(r".*[^aeiou]y", verb):
        return f"{verb[:-1]}ied"
    if re.fullmatch(r".*[aeiou].*ic", verb):
        return f"{verb}ked"
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdglmnprt]", verb) or verb in _stressed()
    return f"{verb}{verb[-1]}ed" if short else f"{verb}ed"


_PREFIX = re.compile(r"(re|un|over|under|out|mis|fore|with|pre|off|up)(?=[a-z]{2})")
_NO_PREFIX = frozenset({"relay", "upset", "outlay", "prelay"})
"""Verbs that begin like one with a prefix and are regular."""


def _prefixed(verb: str) -> str | None:
    """Return the participle of an irregular verb with a prefix ("undo": undone)."""
    found = _PREFIX.match(verb) if verb not in _NO_PREFIX else None
    past = _participles().get(verb[found.end() :]) if found is not None else None
    return f"{found[1]}{past}" if found is not None and past is not None else None


@cache
def _participles() -> dict[str, str]:
    """Return the past participle of each irregular verb."""
    found: dict[str, str] = data("irregular_verbs")["participles"]
    return found


@cache
def _stressed() -> frozenset[str]:
    return frozenset(str(data("irregular_verbs")["stressed"]).replace("\n", " ").split(", "))


@cache
def irregular() -> dict[str, str]:
    """Return the verb of each irregular participle that is nothing else."""
    nouns = set(str(data("irregular_verbs")["nouns"]).split(", "))
    whole = {**_participles(), **{verb: past for verb in _WITH_PREFIX if (past := _prefixed(verb)) is not None}}
    return {past: verb for verb, past in whole.items() if past not in nouns}


_WITH_PREFIX = ("resell", "rebuild", "override", "oversee", "withdraw", "resend", "rewrite", "undo", "redo", "repay", "prepay", "reset", "withhold", "undertake", "outbid")  # fmt: skip
"""Such verbs that are read in a brief as well."""


def head_of(words: str) -> str:
    """Return the last word of a phrase, singular."""
    return singular(words.rpartition(" ")[2])

"""Verbs that a brief lists without saying who does them ("create, lock and invalidate vouchers") become calls."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.drafters.builtin.acting import done_by_anybody, named_in
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.joining import is_put
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.acts import Act, tokens_of
from draftspec.drafters.builtin.reading.lexicon import is_rather_verb
from draftspec.drafters.builtin.reading.objects import DETERMINERS, Objects
from draftspec.drafters.builtin.reading.words import lifecycle_verb, singular, table_of_words, word_class

_BEFORE = frozenset({"to", "can", ":", "and", ",", "/", "or"})
_BETWEEN = frozenset({",", "and", "or", "/", "&", "then"})
_LONGEST = 3
"""Most words of the name of what is acted on."""


def with_commands(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Give each thing the calls for verbs that the brief lists before it; "them" means the thing before."""
    if not resources:
        return resources
    given = {resource.name: resource for resource in resources}
    spot = resources[0].name
    for clause in reading.clauses:
        if clause.listing:
            continue
        for verbs, phrases in _listed(clause):
            name = next((n for phrase in phrases if (n := named_in(phrase, resources, catalogue))), None)
            spot = name or spot
            if name is None and phrases:
                continue
            for verb in verbs:
                if _is_call(verb, given[spot]) and not is_put(verb, given[spot], resources):
                    given[spot] = done_by_anybody(given[spot], Act("user", True, verb, Objects(phrases)))
    return [given[resource.name] for resource in resources]


def _is_call(verb: str, resource: Resource) -> bool:
    """Tell whether a verb is a call of its own on a thing that the feature builds."""
    made = set(table_of_words("nominal")) | set(table_of_words("voiced")) | set(resource.entry.made_by)
    said = verb in set(resource.name.split("_")) | {"read"}
    sent = verb == "send" and bool({"message", "email", "sms", "chat", "notification"} & set(resource.name.split("_")))
    return not (resource.there or verb in made or said or sent)


def _listed(clause: ReadClause) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield lists of verbs that nobody is said to do, each with the names that what stands behind may have."""
    tokens = [token.lower() for token in tokens_of(clause.text)]
    taken = {act.verb_at for act in clause.acts}
    at = 0
    while at < len(tokens):
        start = at == 0 or tokens[at - 1] in _BEFORE
        verbs, end = _verbs(tokens, at) if start and at not in taken and _base(tokens[at]) else ((), at)
        plain = len(verbs) > 1 or (at > 0 and tokens[at - 1] in ("to", "can"))
        sure = verbs and (plain or is_rather_verb(tokens[at])) and tokens[at - 1 : at] not in (["and"], [","], ["or"])
        if sure:
            yield verbs, _names(tokens, end)
        at = max(end, at + 1)


def _verbs(tokens: list[str], at: int) -> tuple[tuple[str, ...], int]:
    """Return the verbs of a list, and where what stands behind them begins."""
    found: list[str] = []
    end = at
    while at < len(tokens) and _base(tokens[at]):
        found.append(tokens[at])
        end = at = at + 1
        while at < len(tokens) and tokens[at] in _BETWEEN:
            at += 1
        if at == end:
            break
    return tuple(found), end


def _base(word: str) -> bool:
    """Tell whether a word is a verb in its base form."""
    known = word in word_class("acting") or word in word_class("making") or lifecycle_verb(word) == word
    return known and singular(word) == word


def _names(tokens: list[str], at: int) -> tuple[str, ...]:
    """Return the noun phrases that may begin at a token, the longest first; a pronoun is none."""
    while at < len(tokens) and tokens[at] in DETERMINERS | {"all", "new", "own"}:
        at += 1
    if at < len(tokens) and tokens[at] in ("them", "it", "those", "these"):
        return ()
    words = tokens[at : at + _LONGEST]
    stop = next((i for i, word in enumerate(words) if not word[0].isalpha()), len(words))
    words = words[:stop]
    return tuple(" ".join([*words[: n - 1], singular(words[n - 1])]) for n in range(len(words), 0, -1))

"""Reads briefs in which somebody marks something that is there for himself: "pin searches", "bookmarked lessons", "apply for a grant"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.acts import tokens_of
from draftspec.drafters.builtin.reading.lexicon import is_modifier, is_verb
from draftspec.drafters.builtin.reading.objects import DETERMINERS
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import UNCOUNTED, singular, table_of_words, word_class

_LEADING = frozenset({"add", "adds", "added", "adding", "support", "supports", "implement", "allow", "allows", "enable", "enables", "let", "lets", "provide", "introduce", "the", "an", "a", "ability", "option", "possibility", "way", "functionality", "feature", "for", "to", "can", "could", "may", "should", "must", "be", "able", "want", "wants", "i", "we", "so", "new", "please", "also", "show", "list", "manage", "view", "of", "people", "everybody", "everyone", "anyone", "who", "need", "would", "like"})  # fmt: skip
"""What may stand before the verb that a brief is about."""
_BEFORE = frozenset({"to", "can", "could", "may", "should", "must", "also", "and", "or"})
_PAGES = frozenset({"status", "landing", "wiki", "donation"})
"""Nouns before "page" that make a thing of it."""
LATER = frozenset({"review", "moderation", "later", "deletion", "attention"})
"""What something is marked for, where the brief does not say what it is."""
_ALSO_NOUNS = frozenset({"flag", "like", "claim", "check in", "bookmark", "star", "watch", "save", "apply", "follow"})
"""Verbs that before a noun may be its kind ("star ratings"): at the start only a thing of its own makes verbs of them."""
_LONGEST = 3
_EARLY = 12


@dataclass(frozen=True)
class Mark:
    """What somebody does to something that is there. `thing` is singular; None where the brief does not say what."""

    verb: str
    thing: str | None
    participle: bool = False
    """Whether the brief speaks of what was marked ("saved filters")."""


def find_mark(text: str) -> Mark | None:
    """Return the mark that a clause is about, or None where it is about something else."""
    tokens = [token.lower() for token in tokens_of(text)]
    for at, token in enumerate(tokens[:_EARLY]):
        found = _participle(tokens, at) or _verb(tokens, at)
        if found is not None:
            return found
        if not (token in _LEADING or token in word_class("adjectives") or is_person(singular(token))):
            return None
    return None


def _participle(tokens: list[str], at: int) -> Mark | None:
    verb = next(
        (verb for verb, said in table_of_words("marks").items() if tokens[at] in (said["past"], said.get("also"))), None
    )
    thing, plural = _thing(tokens, at + 1)
    if verb is None or thing is None or verb in table_of_words("lifecycle"):
        return None
    return Mark(verb, thing, participle=True) if plural or verb in ("favourite", "favorite") else None


def _verb(tokens: list[str], at: int) -> Mark | None:
    verb = next((v for v in (" ".join(tokens[at : at + 2]), tokens[at]) if v in table_of_words("marks")), None)
    before = tokens[at - 1] if at else ""
    if verb is None:
        return None
    start = at + len(verb.split())
    while (
        start + 1 < len(tokens) and tokens[start] in ("and", "or", "/") and tokens[start + 1] in table_of_words("marks")
    ):
        start += 2  # "like and dislike answers"
    behind = str(table_of_words("marks")[verb].get("behind", "")).split()
    if behind:
        if start >= len(tokens) or tokens[start] not in behind:
            return None
        start += 1
    elif tokens[start : start + 1] == ["for"] and tokens[start + 1 : start + 2] and tokens[start + 1] in LATER:
        return Mark(verb, None)
    if not (at == 0 or before in _BEFORE or is_person(singular(before)) or before in ("people", "i", "we")):
        return None
    thing, plural = _thing(tokens, start)
    several = plural and _are_several(tokens[start:]) and "noun" in table_of_words("marks")[verb]
    marked = plural or (start < len(tokens) and tokens[start] in DETERMINERS) or bool(behind)
    plain = start < len(tokens) and tokens[start] in DETERMINERS  # "watch a page" names no kind of page
    if thing is None or not marked or (at == 0 and verb in _ALSO_NOUNS and _is_kind(thing) and not (several or plain)):
        return None
    return Mark(verb, None if several else thing)


def _are_several(tokens: list[str]) -> bool:
    """Tell whether a list of things in the plural follows ("watch pages, chapters and books")."""
    return re.match(r"[a-z]+s , (?:[a-z]+s , )*(?:and )?[a-z]+s ?(?:and [a-z]+s)?", " ".join(tokens)) is not None


def _is_kind(thing: str) -> bool:
    """Tell whether a verb before a noun is rather its kind ("star ratings", "claim forms")."""
    head = thing.split()[-1]
    kind = table_of_words("heads").get(head)
    return (
        head in word_class("generic")
        or head.endswith(("ation", "ition", "ction", "ance", "ence"))
        or kind not in (None, "attachment", "conversation", "document")
    )


def _thing(tokens: list[str], at: int) -> tuple[str | None, bool]:
    """Return the noun phrase that begins at a token, in the singular, and whether it is in the plural."""
    while at < len(tokens) and (
        tokens[at] in DETERMINERS | {"other", "some", "more"} or tokens[at] in word_class("adjectives")
    ):
        at += 1
    words: list[str] = []
    while at < len(tokens) and len(words) < _LONGEST and _is_noun(tokens[at]):
        words.append(tokens[at])
        at += 1
    while (
        len(words) > 1
        and words[-2] not in _PAGES
        and singular(words[-1]) in word_class("wrappers") | {"capability", "functionality", "option"}
    ):
        words.pop()
    if not words:
        return None, False
    head = singular(words[-1])
    several = head != words[-1] or head in UNCOUNTED
    return " ".join([*words[:-1], head]), several


def _is_noun(token: str) -> bool:
    if not re.fullmatch(r"[a-z][a-z-]+", token) or is_modifier(token) or is_verb(token):
        return False
    return not any(token in word_class(name) for name in ("prepositions", "stop", "adjectives"))

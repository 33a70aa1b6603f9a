"""Reads what stands behind a verb: the things that it is done to, or a word for the thing before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.lexicon import is_modifier, is_no_thing, is_past
from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.words import singular, word_class

DETERMINERS = frozenset({"a", "an", "the", "their", "its", "his", "her", "our", "my", "your", "each", "every", "new", "another", "all", "any", "these", "those", "this", "own"})  # fmt: skip
_PRONOUNS = frozenset({"it", "them", "one", "ones", "him", "these", "those", "this", "both"})
_SKIPPED = frozenset({"up", "at", "most", "least", "more", "than", "to", "exactly", "only", "no", "one", "two", "three", "several", "many", "some", "other", "others", "such", "between"})  # fmt: skip
_STOPS = frozenset({"can", "could", "may", "must", "should", "will", "would", "who", "which", "that", "is", "are", "has", "have", "not", "cannot", "be", "was", "were", "with"})  # fmt: skip
_INDIRECT = frozenset({"for", "to", "on", "in", "at", "into"})
MOST = 5
UNITS_SPOKEN = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "eur", "usd", "gbp", "euro", "dollar", "percent", "time", "mb", "gb", "kb", "kg", "g", "km", "m", "cm"})  # fmt: skip


@dataclass(frozen=True)
class Objects:
    """The objects of a verb, each a singular phrase; `pronoun` says that it is done to the thing before."""

    phrases: tuple[str, ...] = ()
    pronoun: bool = False
    plural: bool = False
    behind: str | None = None
    """The preposition between verb and object ("apply for grants")."""
    possessed: bool = False
    """Whether it is somebody's own ("their username")."""


def is_word(token: str) -> bool:
    """Tell whether a token is made of letters."""
    return token[:1].isalpha()


def objects_at(tokens: list[str], at: int, starts_anew: Callable[[int], bool]) -> tuple[Objects, int]:
    """Return the objects that begin at a token, and where they end."""
    behind = None
    if at + 1 < len(tokens) and tokens[at] in _INDIRECT and not _measures(tokens[at + 1]):
        behind, at = tokens[at], at + 1
    possessed = at < len(tokens) and tokens[at] in ("their", "his", "her", "own", "my", "its")
    phrases: list[str] = []
    end, plural, pronoun = at, False, False
    while len(phrases) < MOST:
        words, after, pronoun = _phrase(tokens, at)
        if not words:
            break
        phrases.append(" ".join([*words[:-1], singular(words[-1])]))
        plural, end = plural or singular(words[-1]) != words[-1], after
        following = _next_item(tokens, after)
        if following is None or starts_anew(following):
            break
        at = following
    if pronoun and not phrases:
        end = at + 1
    return Objects(tuple(phrases), pronoun and not phrases, plural, behind if phrases else None, possessed), end


def _measures(token: str) -> bool:
    return token[:1].isdigit() or token in ("most", "least")


def _next_item(tokens: list[str], at: int) -> int | None:
    """Return where the next item of a list begins."""
    if at >= len(tokens) or tokens[at] not in (",", "and", "or", "/"):
        return None
    at += 1
    return at + 1 if at < len(tokens) and tokens[at] in ("and", "or") else at


def _phrase(tokens: list[str], at: int) -> tuple[list[str], int, bool]:
    """Read one noun phrase; a word for the thing before gives none, and True."""
    counted = False
    while at < len(tokens) and _is_skipped(tokens, at):
        counted = tokens[at][:1].isdigit() or tokens[at] in ("one", "two", "three")
        at += 1
    if counted and at < len(tokens) and singular(tokens[at]) in UNITS_SPOKEN:
        return [], at, False
    if at < len(tokens) and tokens[at] in _PRONOUNS:
        return [], at, True
    words: list[str] = []
    while at < len(tokens) and _is_part(tokens[at]) and len(words) < 4 and not _ends_phrase(tokens, at, words):
        words.append(tokens[at])
        at += 1
    return words, at, False


def _is_skipped(tokens: list[str], at: int) -> bool:
    token = tokens[at]
    if token in _PRONOUNS and not (at + 1 < len(tokens) and _is_part(tokens[at + 1])):
        return False
    return (
        token in DETERMINERS | _SKIPPED
        or token[:1].isdigit()
        or token in word_class("adjectives")
        or _is_past(token)
        or (_says_which(token) and at + 1 < len(tokens) and _is_part(tokens[at + 1]))
    )


def _says_which(token: str) -> bool:
    """Tell whether a word only says which of the things that follow it are meant ("broken appliances", "lost keys")."""
    return (is_modifier(token) or is_past(token)) and token not in word_class("prepositions") | word_class(
        "stop"
    ) | _STOPS


def _is_past(token: str) -> bool:
    """Tell whether a word before a noun says in which state it is ("signed contracts")."""
    return token.endswith("ed") and participle_of(token, word_class("acting")) is not None


def _ends_phrase(tokens: list[str], at: int, words: list[str]) -> bool:
    """Tell whether a word behind a noun only says more about it ("the hours used")."""
    return _is_gerund(tokens, at) or (bool(words) and _is_past(tokens[at]))


def _is_gerund(tokens: list[str], at: int) -> bool:
    """Tell whether a word says what is done meanwhile ("keeping the pattern")."""
    return tokens[at].endswith("ing") and at + 1 < len(tokens) and tokens[at + 1] in DETERMINERS


def _is_part(token: str) -> bool:
    if not is_word(token) or len(token) < 2 or token in _STOPS | DETERMINERS | _PRONOUNS:
        return False
    if is_no_thing(token):
        return False
    return not any(token in word_class(name) for name in ("stop", "prepositions", "adjectives")) and not (
        token.endswith("ly") and len(token) > 4
    )

"""Finds subjects and the verbs that fit them in number and form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.lexicon import is_rather_verb
from draftspec.drafters.builtin.reading.objects import DETERMINERS, is_word
from draftspec.drafters.builtin.reading.people import base_of, is_person, participle_of
from draftspec.drafters.builtin.reading.words import singular, word_class

MODALS = frozenset({"can", "could", "may", "might", "must", "should", "shall", "will", "would", "cannot", "to"})


_WILLING = frozenset(
    {"need", "needs", "want", "wants", "have", "has", "wish", "wishes", "like", "able", "allowed", "ought"}
)


ADVERBS = frozenset({"only", "also", "then", "first", "just", "always", "later", "finally", "either", "both", "be", "automatically", "manually", "directly", "jointly", "again"})  # fmt: skip


_NOT = frozenset({"not", "never", "cannot", "n't", "neither", "nor"})


_EVERYBODY = frozenset({"everybody", "everyone", "anybody", "anyone", "somebody", "someone"})


LEADING = frozenset({"the", "a", "an", "each", "every", "all", "any", "our", "their", "its", "his", "her", "one", "both", "other", "another", "no", "some", "only"})  # fmt: skip


LONGEST = 4


@dataclass(frozen=True)
class Subject:
    """Whoever or whatever does something, as far as tokens tell."""

    phrase: str
    person: bool
    plural: bool
    marked: bool
    """Whether a determiner stands before it."""
    head_at: int
    end: int


@dataclass(frozen=True)
class Verb:
    """A verb with its particle, where it stands and where it ends."""

    base: str
    end: int
    at: int
    modal: bool


def token_at(tokens: list[str], at: int) -> str:
    """Return a token, or nothing behind the end."""
    return tokens[at] if at < len(tokens) else ""


def subjects_at(tokens: list[str], at: int) -> Iterator[Subject]:
    """Yield what may be a subject that begins at a token, the shortest first."""
    if at < len(tokens) and tokens[at] in _EVERYBODY:
        yield Subject("user", True, False, True, at, at + 1)
    yield from noun_phrases(tokens, at)


def noun_phrases(tokens: list[str], at: int) -> Iterator[Subject]:
    """Yield what may be the subject from here on, the shortest first."""
    start = at
    while start < len(tokens) and (tokens[start] in LEADING or tokens[start] in word_class("adjectives")):
        start += 1
    if "no" in tokens[at:start]:
        return
    marked = start > at and any(token in DETERMINERS for token in tokens[at:start])
    for end in range(start + 1, min(start + LONGEST, len(tokens)) + 1):
        words = tokens[start:end]
        if not is_word(words[-1]) or words[-1] in word_class("prepositions") or words[-1] in NEVER:
            return
        phrase = " ".join([*words[:-1], singular(words[-1])])
        plural = singular(words[-1]) != words[-1] or words[-1] in ("staff", "people", "we", "they")
        yield Subject(phrase, is_person(phrase), plural, marked, end - 1, end)
        if (beyond := _beyond(tokens, end)) > end:
            yield Subject(phrase, is_person(phrase), plural, marked, end - 1, beyond)


def _beyond(tokens: list[str], at: int) -> int:
    """Return where "of 3 judges" ends, behind a noun."""
    end = at + 1
    while end < len(tokens) and (tokens[end][:1].isdigit() or tokens[end] in DETERMINERS):
        end += 1
    if at >= len(tokens) or tokens[at] != "of" or end >= len(tokens) or not is_word(tokens[end]):
        return at
    noun = token_at(tokens, end + 1)
    named = is_word(noun) and not is_rather_verb(noun) and noun not in word_class("making")
    longer = end > at + 1 and named and bare_verb(tokens, end + 1, plural=True) is None
    return end + 2 if longer and bare_verb(tokens, end + 2, plural=True) is not None else end + 1


NEVER = frozenset({"it", "them", "him", "this", "that", "there", "and", "or", "is", "are", "be", "not", "no", "has", "have", "with", "who", "which", "i", "we", "you", "they", "he", "she", "each", "every", "all", "the", "a", "an"})  # fmt: skip


def verb_of(tokens: list[str], subject: Subject) -> Verb | None:
    """Return the verb of a subject, or None when what follows it is none or is denied."""
    at = subject.end
    modal = False
    while at < len(tokens) and (tokens[at] in MODALS | ADVERBS or _willing(tokens, at)):
        modal = modal or tokens[at] in MODALS
        at += 1
    if at >= len(tokens) or tokens[at] in _NOT or any(token in _NOT for token in tokens[subject.end : at]):
        return None
    if modal:
        return _after_modal(tokens, at, subject)
    found = bare_verb(tokens, at, plural=subject.plural)
    found = found if found is not None and _agrees(tokens, subject, found) else _unheard(tokens, at, subject)
    if found is None:
        return None
    return Verb(found[0], found[1], at, modal=False)


def _willing(tokens: list[str], at: int) -> bool:
    """Tell whether somebody "wants to", "is able to" do what follows."""
    return (tokens[at] in _WILLING and token_at(tokens, at + 1) == "to") or (
        tokens[at] in ("is", "are") and token_at(tokens, at + 1) in _WILLING
    )


def _after_modal(tokens: list[str], at: int, subject: Subject) -> Verb | None:
    if tokens[at] in ("have", "be", "to") or not is_word(tokens[at]) or tokens[at - 1] == "be":
        return None
    let = subject.person and subject.plural and tokens[at] in word_class("acting")
    if tokens[subject.end] == "to" and not let:
        return None
    base, end = _with_particle(tokens, at, tokens[at])
    return Verb(base, end, at, modal=True)


def bare_verb(tokens: list[str], at: int, *, plural: bool) -> tuple[str, int] | None:
    """Read a verb in the form that fits its subject: "approve" of many, "approves" of one."""
    if at >= len(tokens):
        return None
    known = word_class("acting") | word_class("happening")
    word = tokens[at]
    base = word if plural and word in known else None if plural else base_of(word, known)
    if word in ("has", "have"):
        base = "have" if plural == (word == "have") else None
    return _with_particle(tokens, at, base) if base is not None else None


def _unheard(tokens: list[str], at: int, subject: Subject) -> tuple[str, int] | None:
    """Between people and "it", "them" or an article stands a verb, even one that no list has."""
    word, following = tokens[at], token_at(tokens, at + 1)
    opens = following in DETERMINERS or following in ("it", "them") or _is_sure(word, following)
    if not (opens and subject.person and is_word(word)) or word in word_class("stop") | word_class("prepositions"):
        return None
    if subject.plural:
        return (word, at + 1) if singular(word) == word and not word.endswith(("ed", "ing", "ly")) else None
    base = singular(word)
    opening = following in DETERMINERS | _PARTICLES or following in ("it", "them")
    alone = following in DETERMINERS - {"new"} or following in ("it", "them")  # "nurse charts the temperature"
    plain = subject.marked or (subject.head_at == 0 and opening and (is_rather_verb(base) or alone))
    return (base, at + 1) if plain and base != word else None


def _is_sure(word: str, following: str) -> bool:
    """Tell whether a word that is rather a verb stands before a preposition or several things ("looks at the draft", "put pieces")."""
    doing = is_rather_verb(word) or is_rather_verb(singular(word))
    return doing and (following in word_class("prepositions") | _PARTICLES or singular(following) != following)


_PARTICLES = frozenset({"together", "up", "out", "off", "back", "down", "over", "away"})


def _with_particle(tokens: list[str], at: int, base: str) -> tuple[str, int]:
    if at + 1 < len(tokens) and f"{base} {tokens[at + 1]}" in word_class("phrasal"):
        return f"{base}_{tokens[at + 1]}", at + 2
    return base, at + 1


def _person_agrees(tokens: list[str], subject: Subject, verb: tuple[str, int]) -> bool:
    """Tell whether people do something: many of them, one who does several things, or to something."""
    base, following = verb[0].partition("_")[0], token_at(tokens, verb[1])
    ends = not following or following in (",", ".", ";", "and", "or", "but")
    if subject.plural or subject.marked:
        return not ends or subject.marked or base not in word_class("ambiguous") or _last_of_many(tokens, subject)
    several = following == "," and bare_verb(tokens, verb[1] + 1, plural=False) is not None
    office = subject.phrase in word_class("offices") and base not in word_class("ambiguous")
    begins = following in word_class("adjectives") or _opens(following)
    if base not in word_class("ambiguous") and _is_done(tokens, verb[1], base):
        return True
    return (
        several  # "admin creates, reads and updates terms"
        or following in DETERMINERS
        or following in ("it", "them", "who", "when", "how")
        or _number(following)
        or (office and begins)
    )


def _agrees(tokens: list[str], subject: Subject, verb: tuple[str, int]) -> bool:
    """Tell whether this is a sentence and no row of nouns ("user reports", "sales report")."""
    base = verb[0].partition("_")[0]
    if base == "have":
        return True
    following = token_at(tokens, verb[1])
    ends = not following or following in (",", ".", ";", "and", "or", "but")
    if subject.person:
        return _person_agrees(tokens, subject, verb)
    if following in ("it", "them") and not subject.plural and base in word_class("acting"):
        return True  # "planner orders it"
    if subject.phrase in word_class("organisations") and base in word_class("acting") - word_class("ambiguous"):
        goes_on = subject.marked and following in (",", "and", "or")
        return (subject.marked or subject.plural) and bool(following) and (goes_on or not ends)
    if base in word_class("happening"):
        return subject.marked or (subject.plural and not noun_like(base, following))
    return (
        base in word_class("deciding")
        and not noun_like(base, following)
        and (subject.marked or (subject.plural and _opens(following)))
    )


def _is_done(tokens: list[str], at: int, base: str) -> bool:
    """Tell whether behind "contractor marks", "clerk enters" stands what comes of it, or to what it is done.

    Of verbs that are nouns as well only the former tells: "contractor marks done" is a sentence, "student marks table" is none.
    """
    following = token_at(tokens, at)
    if participle_of(following, word_class("acting") | {"do", "hold", "miss"}) is not None or following == "done":
        return True
    return is_word(following) and is_rather_verb(base) and following not in word_class("stop")


def noun_like(base: str, following: str) -> bool:
    """Tell whether a word that may be a verb stands as a noun here: nothing behind it begins an object."""
    return base in word_class("ambiguous") | {"change", "cover", "measure", "match", "use", "show", "end", "start", "need", "stop"} and not (
        _opens(following) or _number(following)
    )  # fmt: skip


def _opens(word: str) -> bool:
    """Tell whether a word begins an object."""
    return bool(word) and (word in DETERMINERS or word in ("it", "them", "up", "at") or singular(word) != word)


def _number(word: str) -> bool:
    return word[:1].isdigit() or word in ("one", "two", "three", "up", "at", "once", "twice")


def _last_of_many(tokens: list[str], subject: Subject) -> bool:
    """In a list of what several people do ("writers submit, reviewers comment") the bare verb is one as well."""
    return any(
        token in ("where", "when", "while", "and", ",") for token in tokens[max(0, subject.end - 30) : subject.end]
    )

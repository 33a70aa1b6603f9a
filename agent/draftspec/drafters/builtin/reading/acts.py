"""Reads who does what: subject, verb and objects of each clause in the active voice, and of passives with "by"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from draftspec.drafters.builtin.reading.objects import DETERMINERS, Objects, is_word, objects_at
from draftspec.drafters.builtin.reading.people import base_of, is_person, participle_of
from draftspec.drafters.builtin.reading.words import TOKEN, singular, word_class

_BOUNDARY = frozenset(
    {",", ";", ":", ".", "(", ")", "-", "–", "—", "and", "or", "but", "where", "when", "while", "whenever", "if", "then", "that", "until", "once", "after", "before",
     "so", "because", "let", "lets", "letting", "allow", "allows", "allowing", "enable", "enables", "enabling", "help", "helps", "only", "as", "unless", "since", "ability", "for", "which"}
)  # fmt: skip
_LETTING = frozenset({"let", "lets", "allow", "allows", "enable", "enables", "help", "helps", "ability", "for"})
_MODALS = frozenset({"can", "could", "may", "might", "must", "should", "shall", "will", "would", "cannot", "to"})
_WILLING = frozenset(
    {"need", "needs", "want", "wants", "have", "has", "wish", "wishes", "like", "able", "allowed", "ought"}
)
_ADVERBS = frozenset({"only", "also", "then", "first", "just", "always", "later", "finally", "either", "both", "be", "automatically", "manually", "directly", "jointly", "again"})  # fmt: skip
_NOT = frozenset({"not", "never", "cannot", "n't", "neither", "nor"})
_BEING = frozenset({"is", "are", "be", "being", "been", "gets", "get", "was", "were", "has", "have"})
_EVERYBODY = frozenset({"everybody", "everyone", "anybody", "anyone", "somebody", "someone"})
_LEADING = frozenset({"the", "a", "an", "each", "every", "all", "any", "our", "their", "its", "his", "her", "one", "both", "other", "another", "no", "some", "only"})  # fmt: skip
_LONGEST = 4


@dataclass(frozen=True)
class Act:
    """Somebody, or something, does something. `verb` is the base form with its particle, as "fill_in"."""

    subject: str
    person: bool
    verb: str
    objects: Objects = field(default_factory=Objects)
    passive: bool = False
    head_at: int = -1
    """Where the subject's last word stands among the tokens of the clause."""
    verb_at: int = -1


@dataclass(frozen=True)
class _Subject:
    phrase: str
    person: bool
    plural: bool
    marked: bool
    """Whether a determiner stands before it."""
    head_at: int
    end: int


@dataclass(frozen=True)
class _Verb:
    base: str
    end: int
    at: int
    modal: bool


def tokens_of(text: str) -> list[str]:
    """Return the tokens of a clause, as all of its readers count them."""
    return list(TOKEN.findall(text.replace("/", " / ")))


def find_acts(text: str, teller: str | None = None) -> tuple[Act, ...]:
    """Return the acts of a clause in order; `teller` is who a user story lets do what it begins with."""
    tokens = [token.lower() for token in tokens_of(text)]
    return _shared(list(_acts(tokens, _Subject(teller, True, True, False, -1, 0) if teller else None)))


def _shared(acts: list[Act]) -> tuple[Act, ...]:
    """In "owners approve or close calls" both verbs have the same objects."""
    for at in range(len(acts) - 2, -1, -1):
        one, other = acts[at], acts[at + 1]
        bare = not one.objects.phrases and not one.objects.pronoun
        if bare and one.subject == other.subject and 0 < other.verb_at - one.verb_at <= 2:
            acts[at] = replace(one, objects=other.objects)
    return tuple(acts)


def _acts(tokens: list[str], teller: _Subject | None) -> Iterator[Act]:
    at, subject, modal = 0, teller, teller is not None
    while at < len(tokens):
        boundary = at == 0 or tokens[at - 1] in _BOUNDARY
        told = boundary and subject is not None and at <= 1 and teller is not None
        act = _continued(tokens, at, subject, modal=True) if told and subject is not None else None
        act = act or (_full(tokens, at) if boundary and tokens[at] not in _LETTING else None)
        if act is None and boundary and subject is not None:
            act = _continued(tokens, at, subject, modal=modal)
        act = act or _passive(tokens, at)
        if act is None:
            at += 1
            continue
        found, subject, modal, at = act
        yield found


_Step = tuple[Act, _Subject, bool, int]


def _full(tokens: list[str], at: int) -> _Step | None:
    """Read a subject with its verb and objects."""
    for subject in _subjects(tokens, at):
        verb = _verb(tokens, subject)
        if verb is not None:
            return _step(tokens, subject, verb)
    return None


def _step(tokens: list[str], subject: _Subject, verb: _Verb) -> _Step:
    objects, end = objects_at(tokens, verb.end, lambda at: _starts_anew(tokens, at, subject))
    base, end = verb.base, max(end, verb.end)
    if objects.pronoun and f"{base} {_at(tokens, end)}" in word_class("phrasal"):
        base, end = f"{base}_{tokens[end]}", end + 1
    subject = replace(subject, person=subject.person or _decides(subject, base))
    act = Act(subject.phrase, subject.person, base, objects, head_at=subject.head_at, verb_at=verb.at)
    return act, subject, verb.modal, end


def _decides(subject: _Subject, verb: str) -> bool:
    """Tell whether a noun that is nobody known does what only people do."""
    head = subject.phrase.rpartition(" ")[2]
    return verb.partition("_")[0] in word_class("deciding") and head not in word_class("apparatus") | word_class(
        "generic"
    )


def _starts_anew(tokens: list[str], at: int, subject: _Subject) -> bool:
    """Tell whether after "and" another act begins rather than another object of the same one."""
    if any(_verb(tokens, other) is not None for other in _subjects(tokens, at)):
        return True
    return _bare_verb(tokens, at, plural=True) is not None and subject.person and not _ends_list(tokens, at + 1)


def _ends_list(tokens: list[str], at: int) -> bool:
    return at >= len(tokens) or tokens[at] in (",", ".", "and", "or")


def _continued(tokens: list[str], at: int, subject: _Subject, *, modal: bool) -> _Step | None:
    """Read "… and enter results": another verb of the same subject."""
    while at < len(tokens) and tokens[at] in _ADVERBS | _MODALS:
        at += 1
    verb = _bare_verb(tokens, at, plural=subject.plural or modal)
    if verb is None or not _fits(subject, verb[0]) or _noun_like(verb[0], _at(tokens, verb[1])):
        return None
    return _step(tokens, subject, _Verb(verb[0], verb[1], at, modal))


def _fits(subject: _Subject, verb: str) -> bool:
    """People go on with what people do, things with what things do."""
    return verb.partition("_")[0] in word_class("acting" if subject.person else "happening")


def _at(tokens: list[str], at: int) -> str:
    return tokens[at] if at < len(tokens) else ""


def _passive(tokens: list[str], at: int) -> _Step | None:
    """Read "approved by the accountant"; what is approved stands before, or is what the clause is about."""
    if at == 0 or tokens[at] != "by":
        return None
    verb = participle_of(tokens[at - 1], word_class("acting"))
    subject = next((s for s in _noun_phrases(tokens, at + 1) if s.person), None)
    if verb is None or subject is None:
        return None
    done_to = _before_passive(tokens, at - 2)
    objects = Objects((done_to,)) if done_to else Objects(pronoun=True)
    act = Act(subject.phrase, True, verb, objects, passive=True, head_at=subject.head_at, verb_at=at - 1)
    return act, subject, False, subject.end


def _before_passive(tokens: list[str], at: int) -> str | None:
    """Return what is done: the noun before "are", "must be"."""
    end = at
    while end >= 0 and tokens[end] in _BEING | _MODALS | _ADVERBS:
        end -= 1
    start = end
    while (
        start >= 0 and end - start < _LONGEST and is_word(tokens[start]) and tokens[start] not in _BOUNDARY | _LEADING
    ):
        start -= 1
    words = tokens[start + 1 : end + 1]
    if end == at or not words or words[-1] in _NEVER:
        return None
    return " ".join([*words[:-1], singular(words[-1])])


def _subjects(tokens: list[str], at: int) -> Iterator[_Subject]:
    if at < len(tokens) and tokens[at] in _EVERYBODY:
        yield _Subject("user", True, False, True, at, at + 1)
    yield from _noun_phrases(tokens, at)


def _noun_phrases(tokens: list[str], at: int) -> Iterator[_Subject]:
    """Yield what may be the subject from here on, the shortest first."""
    start = at
    while start < len(tokens) and (tokens[start] in _LEADING or tokens[start] in word_class("adjectives")):
        start += 1
    if "no" in tokens[at:start]:
        return
    marked = start > at and any(token in DETERMINERS for token in tokens[at:start])
    for end in range(start + 1, min(start + _LONGEST, len(tokens)) + 1):
        words = tokens[start:end]
        if not is_word(words[-1]) or words[-1] in word_class("prepositions") or words[-1] in _NEVER:
            return
        phrase = " ".join([*words[:-1], singular(words[-1])])
        plural = singular(words[-1]) != words[-1] or words[-1] in ("staff", "people", "we", "they")
        yield _Subject(phrase, is_person(phrase), plural, marked, end - 1, end)
        if (beyond := _beyond(tokens, end)) > end:
            yield _Subject(phrase, is_person(phrase), plural, marked, end - 1, beyond)


def _beyond(tokens: list[str], at: int) -> int:
    """Return where "of 3 judges" ends, behind a noun."""
    end = at + 1
    while end < len(tokens) and (tokens[end][:1].isdigit() or tokens[end] in DETERMINERS):
        end += 1
    return end + 1 if at < len(tokens) and tokens[at] == "of" and end < len(tokens) and is_word(tokens[end]) else at


_NEVER = frozenset({"it", "them", "him", "this", "that", "there", "and", "or", "is", "are", "be", "not", "no", "has", "have", "with", "who", "which", "i", "we", "you", "they", "he", "she", "each", "every", "all", "the", "a", "an"})  # fmt: skip


def _verb(tokens: list[str], subject: _Subject) -> _Verb | None:
    at = subject.end
    modal = False
    while at < len(tokens) and (tokens[at] in _MODALS | _ADVERBS or _willing(tokens, at)):
        modal = modal or tokens[at] in _MODALS
        at += 1
    if at >= len(tokens) or tokens[at] in _NOT or any(token in _NOT for token in tokens[subject.end : at]):
        return None
    if modal:
        return _after_modal(tokens, at, subject)
    found = _bare_verb(tokens, at, plural=subject.plural)
    found = found if found is not None and _agrees(tokens, subject, found) else _unheard(tokens, at, subject)
    if found is None:
        return None
    return _Verb(found[0], found[1], at, modal=False)


def _willing(tokens: list[str], at: int) -> bool:
    """Tell whether somebody "wants to", "is able to" do what follows."""
    return (tokens[at] in _WILLING and _at(tokens, at + 1) == "to") or (
        tokens[at] in ("is", "are") and _at(tokens, at + 1) in _WILLING
    )


def _after_modal(tokens: list[str], at: int, subject: _Subject) -> _Verb | None:
    if tokens[at] in ("have", "be", "to") or not is_word(tokens[at]) or tokens[at - 1] == "be":
        return None
    let = subject.person and subject.plural and tokens[at] in word_class("acting")
    if tokens[subject.end] == "to" and not let:
        return None
    base, end = _with_particle(tokens, at, tokens[at])
    return _Verb(base, end, at, modal=True)


def _bare_verb(tokens: list[str], at: int, *, plural: bool) -> tuple[str, int] | None:
    """Read a verb in the form that fits its subject: "approve" of many, "approves" of one."""
    if at >= len(tokens):
        return None
    known = word_class("acting") | word_class("happening")
    word = tokens[at]
    base = word if plural and word in known else None if plural else base_of(word, known)
    if word in ("has", "have"):
        base = "have" if plural == (word == "have") else None
    return _with_particle(tokens, at, base) if base is not None else None


def _unheard(tokens: list[str], at: int, subject: _Subject) -> tuple[str, int] | None:
    """Between people and "it", "them" or an article stands a verb, even one that no list has."""
    word, following = tokens[at], _at(tokens, at + 1)
    opens = following in DETERMINERS or following in ("it", "them")
    if not (opens and subject.person and is_word(word)) or word in word_class("stop") | word_class("prepositions"):
        return None
    if subject.plural:
        return (word, at + 1) if singular(word) == word and not word.endswith(("ed", "ing", "ly")) else None
    base = singular(word)
    return (base, at + 1) if subject.marked and base != word else None


def _with_particle(tokens: list[str], at: int, base: str) -> tuple[str, int]:
    if at + 1 < len(tokens) and f"{base} {tokens[at + 1]}" in word_class("phrasal"):
        return f"{base}_{tokens[at + 1]}", at + 2
    return base, at + 1


def _agrees(tokens: list[str], subject: _Subject, verb: tuple[str, int]) -> bool:
    """Tell whether this is a sentence and no row of nouns ("user reports", "sales report")."""
    base = verb[0].partition("_")[0]
    if base == "have":
        return True
    following = _at(tokens, verb[1])
    ends = not following or following in (",", ".", ";", "and", "or", "but")
    if subject.person:
        if subject.plural or subject.marked:
            return not ends or subject.marked or base not in word_class("ambiguous") or _last_of_many(tokens, subject)
        return following in DETERMINERS or following in ("it", "them", "who", "when", "how") or _number(following)
    if base in word_class("happening"):
        return subject.marked or (subject.plural and not _noun_like(base, following))
    return (
        base in word_class("deciding")
        and not _noun_like(base, following)
        and (subject.marked or (subject.plural and _opens(following)))
    )


def _noun_like(base: str, following: str) -> bool:
    return base in word_class("ambiguous") | {"change", "cover", "measure", "match", "use", "show", "end", "start", "need", "stop"} and not (
        _opens(following) or _number(following)
    )  # fmt: skip


def _opens(word: str) -> bool:
    """Tell whether a word begins an object."""
    return bool(word) and (word in DETERMINERS or word in ("it", "them", "up", "at") or singular(word) != word)


def _number(word: str) -> bool:
    return word[:1].isdigit() or word in ("one", "two", "three", "up", "at", "once", "twice")


def _last_of_many(tokens: list[str], subject: _Subject) -> bool:
    """In a list of what several people do ("writers submit, reviewers comment") the bare verb is one as well."""
    return any(
        token in ("where", "when", "while", "and", ",") for token in tokens[max(0, subject.end - 30) : subject.end]
    )

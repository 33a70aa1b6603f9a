"""Reads who does what: subject, verb and objects of each clause in the active voice, and of passives with "by"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from draftspec.drafters.builtin.reading.nouns import goes_on
from draftspec.drafters.builtin.reading.objects import DETERMINERS, Objects, is_word, objects_at
from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.predicates import (
    ADVERBS,
    LEADING,
    LONGEST,
    MODALS,
    NEVER,
    Subject,
    Verb,
    bare_verb,
    noun_like,
    noun_phrases,
    subjects_at,
    token_at,
    verb_of,
)
from draftspec.drafters.builtin.reading.words import TOKEN, singular, table_of_words, word_class

_BOUNDARY = frozenset(
    {",", ";", ":", ".", "(", ")", "-", "–", "—", "and", "or", "but", "where", "when", "while", "whenever", "if", "then", "that", "until", "once", "after", "before",
     "so", "because", "let", "lets", "letting", "allow", "allows", "allowing", "enable", "enables", "enabling", "help", "helps", "only", "as", "unless", "since", "ability", "for", "which"}
)  # fmt: skip


_LETTING = frozenset({"let", "lets", "allow", "allows", "enable", "enables", "help", "helps", "ability", "for"})


_BEING = frozenset({"is", "are", "be", "being", "been", "gets", "get", "was", "were", "has", "have"})


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


def tokens_of(text: str) -> list[str]:
    """Return the tokens of a clause, as all of its readers count them."""
    return list(TOKEN.findall(text.replace("/", " / ")))


def find_acts(text: str, teller: str | None = None) -> tuple[Act, ...]:
    """Return the acts of a clause in order; `teller` is who a user story lets do what it begins with."""
    tokens = [token.lower() for token in tokens_of(text)]
    return _shared(list(_acts(tokens, Subject(teller, True, True, False, -1, 0) if teller else None)))


def _shared(acts: list[Act]) -> tuple[Act, ...]:
    """In "owners approve or close calls" both verbs have the same objects."""
    for at in range(len(acts) - 2, -1, -1):
        one, other = acts[at], acts[at + 1]
        alone = one.verb in table_of_words("voiced")
        bare = not one.objects.phrases and not one.objects.pronoun and not alone
        if bare and one.subject == other.subject and 0 < other.verb_at - one.verb_at <= 2:
            acts[at] = replace(one, objects=other.objects)
    return tuple(acts)


def _acts(tokens: list[str], teller: Subject | None) -> Iterator[Act]:
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


_Step = tuple[Act, Subject, bool, int]


def _full(tokens: list[str], at: int) -> _Step | None:
    """Read a subject with its verb and objects."""
    let = at > 0 and tokens[at - 1] in _BARE_INFINITIVE
    for subject in subjects_at(tokens, at):
        subject = replace(subject, plural=True) if let and subject.person else subject
        verb = verb_of(tokens, subject)
        if verb is not None:
            return _step(tokens, subject, verb)
    return None


_BARE_INFINITIVE = frozenset({"let", "lets", "letting"})
"""Verbs behind which one person as well does something in the base form ("let the caretaker mark it")."""


def _step(tokens: list[str], subject: Subject, verb: Verb) -> _Step:
    objects, end = objects_at(tokens, verb.end, lambda at: _starts_anew(tokens, at, subject))
    base, end = verb.base, max(end, verb.end)
    if objects.pronoun and f"{base} {token_at(tokens, end)}" in word_class("phrasal"):
        base, end = f"{base}_{tokens[end]}", end + 1
    doer = _decides(subject, base) or _is_office(subject, base) or (objects.pronoun and _is_doer(tokens, subject, verb))
    subject = replace(subject, person=subject.person or doer)
    act = Act(subject.phrase, subject.person, base, objects, head_at=subject.head_at, verb_at=verb.at)
    return act, subject, verb.modal, end


def _decides(subject: Subject, verb: str) -> bool:
    """Tell whether a noun that is nobody known does what only people do."""
    head = subject.phrase.rpartition(" ")[2]
    return verb.partition("_")[0] in word_class("deciding") and head not in word_class("apparatus") | word_class(
        "generic"
    )


def _is_doer(tokens: list[str], subject: Subject, verb: Verb) -> bool:
    """Tell whether a noun for who does something begins a clause and does it ("planner orders it")."""
    ends = subject.phrase.endswith(("er", "or")) and subject.head_at == 0
    return ends and verb.base in word_class("acting") and subject.phrase not in word_class("apparatus")


def _is_office(subject: Subject, verb: str) -> bool:
    """Tell whether the people of a place or body do what things do not ("the city repairs them")."""
    bodies = word_class("organisations") - word_class("apparatus")
    does = verb.partition("_")[0] in word_class("acting") - word_class("happening") | {"close"}
    return subject.marked and does and subject.phrase in bodies


def _starts_anew(tokens: list[str], at: int, subject: Subject) -> bool:
    """Tell whether after "and" another act begins rather than another object of the same one."""
    if any(verb_of(tokens, other) is not None for other in subjects_at(tokens, at)):
        return True
    if goes_on(tokens, at) and (subject.person or tokens[at].endswith("s")):
        return True
    one = not subject.plural and bare_verb(tokens, at, plural=False) is not None
    followed = token_at(tokens, at + 1) in DETERMINERS | {"it", "them"} or _one_of_many(tokens, at + 1, subject)
    if one and subject.person and followed:
        return True
    return bare_verb(tokens, at, plural=True) is not None and subject.person and not _ends_list(tokens, at + 1)


def _ends_list(tokens: list[str], at: int) -> bool:
    return at >= len(tokens) or tokens[at] in (",", ".", "and", "or")


def _continued(tokens: list[str], at: int, subject: Subject, *, modal: bool) -> _Step | None:
    """Read "… and enter results": another verb of the same subject."""
    while at < len(tokens) and tokens[at] in ADVERBS | MODALS:
        at += 1
    if token_at(tokens, at) in _BARE_INFINITIVE and token_at(tokens, at + 1) in DETERMINERS:
        return None
    verb = bare_verb(tokens, at, plural=subject.plural or modal)
    if verb is None or not _fits(subject, verb[0]):
        return None
    if noun_like(verb[0], token_at(tokens, verb[1])) and not _one_of_many(tokens, verb[1], subject):
        return None
    return _step(tokens, subject, Verb(verb[0], verb[1], at, modal))


def _one_of_many(tokens: list[str], at: int, subject: Subject) -> bool:
    """Tell whether another verb of one person follows ("confirms, schedules and repairs them")."""
    while token_at(tokens, at) in (",", "and", "or"):
        at += 1
    verb = bare_verb(tokens, at, plural=False) if not subject.plural else None
    return verb is not None and token_at(tokens, verb[1]) in DETERMINERS | {"it", "them", ",", "and"}


def _fits(subject: Subject, verb: str) -> bool:
    """People go on with what people do, things with what things do."""
    return verb.partition("_")[0] in word_class("acting" if subject.person else "happening")


def _passive(tokens: list[str], at: int) -> _Step | None:
    """Read "approved by the accountant"; what is approved stands before, or is what the clause is about."""
    if at == 0 or tokens[at] != "by":
        return None
    verb = participle_of(tokens[at - 1], word_class("acting"))
    subject = next((s for s in noun_phrases(tokens, at + 1) if s.person), None)
    if verb is None or subject is None:
        return None
    done_to = _before_passive(tokens, at - 2)
    objects = Objects((done_to,)) if done_to else Objects(pronoun=True)
    act = Act(subject.phrase, True, verb, objects, passive=True, head_at=subject.head_at, verb_at=at - 1)
    return act, subject, False, subject.end


def _before_passive(tokens: list[str], at: int) -> str | None:
    """Return what is done: the noun before "are", "must be"."""
    end = at
    while end >= 0 and tokens[end] in _BEING | MODALS | ADVERBS:
        end -= 1
    start = end
    while start >= 0 and end - start < LONGEST and is_word(tokens[start]) and tokens[start] not in _BOUNDARY | LEADING:
        start -= 1
    words = tokens[start + 1 : end + 1]
    behind = next((i for i, word in enumerate(words) if i and word in word_class("prepositions")), len(words))
    words = words[:behind]  # of "comments on posts" it is the comments
    if end == at or not words or words[-1] in NEVER:
        return None
    return " ".join([*words[:-1], singular(words[-1])])

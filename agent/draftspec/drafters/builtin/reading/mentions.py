"""Finds the things that a clause speaks of, and the part each plays in it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import Literal

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.reading.acts import Act, tokens_of
from draftspec.drafters.builtin.reading.languages import foreign_people
from draftspec.drafters.builtin.reading.lexicon import is_modifier
from draftspec.drafters.builtin.reading.nouns import DETERMINERS, PARTS, Walk, is_imperative, is_noun, noun_at
from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.words import lifecycle_verb, singular, table_of_words, word_class

Part = Literal["core", "context", "actor", "verb"]

_PLACING = frozenset({"on", "in", "at", "of", "for", "with", "from", "to", "by", "into"})
"""Prepositions that reach no further than the noun behind them; "when" begins a sentence of its own."""
_TOLD = frozenset({"when", "whenever"})
_LIST = 3
"""Commas of a clause without a verb that make a list of it."""


GROWING = frozenset({"tree"})
"""Words for how data are arranged that in the plural, and of no data, are things that grow."""


@dataclass(frozen=True)
class Mention:
    """A noun phrase. `concept` is the catalogue entry that its head names; `modifiers` are the nouns before the head."""

    words: str
    part: Part
    concept: str | None = None
    modifiers: tuple[str, ...] = ()
    after: str | None = None
    position: int = 0
    verb: str | None = None
    plural: bool = False
    spoken: str = ""
    """The phrase as it stands in the brief, with the words that mean nothing by themselves."""
    kind: str | None = None
    """The adjective before it that makes another thing of it ("parental controls", "standing orders")."""

    @property
    def phrase(self) -> str:
        """The whole phrase, singular."""
        return " ".join((*self.modifiers, self.words))


def find_mentions(text: str, catalogue: Catalogue, acts: tuple[Act, ...] = ()) -> tuple[Mention, ...]:
    """Return the noun phrases of one clause in order, each with the part it plays."""
    verbs = {act.verb_at: act.verb.partition("_")[0] for act in acts if act.verb != "have"}
    actors = frozenset(
        act.head_at
        for act in acts
        if act.person or act.subject in word_class("organisations") or _is_tenant_acting(act)
    )
    subjects = frozenset(act.head_at for act in acts) - actors
    tokens = tokens_of(text)
    parted = ((act.verb_at + 1, act.verb.partition("_")[2]) for act in acts)
    particles = frozenset(at for at, particle in parted if particle and tokens[at : at + 1] == [particle])
    walk = Walk(tokens, catalogue, verbs=verbs, actors=actors, subjects=subjects, particles=particles)
    mentions: list[Mention] = []
    run: list[tuple[str, str | None]] = []
    while walk.at < len(walk.tokens):
        found = noun_at(walk)
        if found is not None:
            words, concept, length = found
            walk.start = walk.start if run else walk.at
            run.append((words, concept))
            walk.at += length
            continue
        _close(walk, run, mentions)
        if walk.at in walk.particles:
            walk.at += 1  # "fill in a report": in it is nothing
        else:
            _step(walk)
    _close(walk, run, mentions)
    return _join_of(tuple(mentions), catalogue)


def _is_tenant_acting(act: Act) -> bool:
    """Tell whether it is a team or company that does something ("organizations can define tiers"): nobody builds that."""
    return act.subject in word_class("tenancy") and act.verb not in ("have", "belong", "be", "consist", "contain")


def _step(walk: Walk) -> None:
    word = walk.tokens[walk.at].lower()
    if walk.at in walk.verbs:
        walk.verb, walk.preposition = walk.verbs[walk.at], walk.preposition if _is_told_when(walk) else None
    elif word[0].isdigit() and walk.preposition == "of":
        walk.preposition = None  # "a capacity of 12 and a waiting list"
    elif is_imperative(walk):
        walk.verb, walk.preposition = word, None
    elif word in PARTS or word in word_class("prepositions"):
        walk.preposition = word
    elif word == "," and not walk.verbs and walk.tokens.count(",") >= _LIST and walk.preposition not in ("for", "with"):
        walk.preposition = None  # in "titles of books, loans, fines, reminders" the second is of nothing
    elif word == "," and walk.at and walk.tokens[walk.at - 1].lower() == walk.verb:
        walk.verb = None  # in "a pattern of enroll, challenge, verify" nothing is done to what follows
    elif _says_which(word, walk):
        pass
    elif word in word_class("making") or word in word_class("dropping") or lifecycle_verb(word):
        walk.verb, walk.preposition = word, walk.preposition if _is_told_when(walk) else None
    elif word in (".", ":", "!", "?", "—", "–", "-"):
        walk.preposition = None
    walk.at += 1


def _is_told_when(walk: Walk) -> bool:
    """Tell whether a clause only says when somebody is notified, up to its end ("a notification when a podcast publishes an episode")."""
    return walk.preposition in _TOLD and any(token.lower().startswith("notif") for token in walk.tokens[: walk.at])


def _says_which(word: str, walk: Walk) -> bool:
    """Tell whether a participle between a verb and a noun only says which are meant ("rate delivered orders")."""
    following = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    before = walk.at - 1 in walk.verbs or (walk.at > 1 and walk.at - 2 in walk.verbs)
    return (
        before
        and (lifecycle_verb(word) not in (None, word) or participle_of(word, word_class("acting")) is not None)
        and is_noun(following, replace(walk, at=walk.at + 1))
        if following
        else False
    )


def _close(walk: Walk, run: list[tuple[str, str | None]], mentions: list[Mention]) -> None:
    if not run:
        return
    if walk.at - 1 in walk.subjects and walk.preposition in _PLACING:
        walk.preposition = None  # whatever stood before, a new sentence begins with its subject
    last = walk.tokens[walk.at - 1].lower()
    run[:] = _recorded(run, walk.catalogue)
    named = _is_named_kind(run, len(run) - 1, last, alone=walk.start <= 1 and walk.at == len(walk.tokens))
    whole = walk.start <= 1 and walk.at == len(walk.tokens) and len(run) == 2
    asked = last == "applications" and len(run) > 1 and run[-2][0] not in ("web", "mobile", "client", "desktop")
    asked = asked or (run == [("application", None)] and walk.verb in _DECIDED)
    named = named or (len(run) == 1 and run[0][0] in _NAMED and singular(last) != last and _able_before(walk))
    kept = [
        (w, c)
        for at, (w, c) in enumerate(run)
        if c is not None
        or w not in word_class("generic")
        or (w in walk.catalogue.rows and at == len(run) - 1)
        or (asked and w == "application")
        or (w in ("api", "access") and at + 1 < len(run) and run[-1][0] in _OF_AN_API)
        or (w == "access" and at + 1 < len(run) and run[at + 1][0] in _OPENING)
        or (w in word_class("things") and last != w and len(run) == 1 and _opens_list(walk))
        or (w in _ACTED and len(run) == 1 and last != w and walk.preposition in PARTS)
        or _is_within(run, at)
        or (whole and at == 0 and w in _BEFORE_HEADS and run[-1][0] not in word_class("generic"))
        or (w in GROWING and last != w and at == len(run) - 1 and not (at and run[at - 1][1]))
        or (named and w not in word_class("technical"))
    ]
    spoken = " ".join(w for w, _ in run)
    head_generic = run[-1][1] is None and run[-1][0] in word_class("generic") and (not kept or kept[-1] != run[-1])
    screen = last in _SCREENS and walk.preposition is None and len(run) > 1
    shown = head_generic and screen and kept and kept[-1][1] is None
    run.clear()
    if not kept or shown:
        return
    words, concept = kept[-1]
    mention = Mention(
        words,
        "core",
        concept,
        tuple(_BEFORE_OTHERS.get(w, w) for w, _ in kept[:-1]),
        walk.preposition,
        len(mentions),
        walk.verb,
        singular(last) != last,
        spoken,
        _kind_before(walk),
    )
    mentions.append(replace(mention, part=_part(walk, mention, generic=head_generic)))


_BEFORE_OTHERS = {"sale": "sales", "sport": "sports"}
"""Nouns that stand in the plural before another one: sales teams."""

_KINDS = frozenset({"type", "status", "level", "resource", "hour"})
"""Empty nouns that in the plural, behind a noun, are things that somebody defines ("expense types")."""

_NAMED = frozenset({"period", "list", "set", "code", "item", "object", "site", "area", "section", "layer", "model", "unit", "place", "method", "source", "program", "version", "requirement", "stage", "element", "record"})  # fmt: skip
"""The same, where the noun before them is no empty one: access codes, agenda items, sales areas."""

_BEFORE_HEADS = frozenset({"item", "object", "unit", "case", "class", "site", "area", "model", "level", "section", "resource", "record", "person", "page"})  # fmt: skip
"""Empty nouns that say of what a thing is where nothing else stands in a brief ("item categories")."""

_OF_AN_API = frozenset({"log", "call", "client", "quota", "usage"})
"""What an API, or an access, has beside its keys and tokens, of which the catalogue knows."""

_OPENING = frozenset({"card", "point", "zone", "pass", "fob"})
"""What opens, or is opened: a card for access is no card of a board."""

_ACTED = frozenset({"action", "stage"})
"""Empty nouns that in the plural are parts of the thing before them ("automations with conditions and actions")."""

_APPARATUS = frozenset({"server"})
"""What is a thing of the brief wherever a noun says which: a mock server, mail servers."""

_DECIDED = frozenset(
    {
        "submit",
        "approve",
        "reject",
        "accept",
        "deny",
        "decline",
        "assess",
        "withdraw",
        "review",
        "shortlist",
        "evaluate",
    }
)
"""What is done to an application that somebody makes, and to no program."""

_CLASSING = re.compile(r"[a-z]{3,}(?:al|ic|ary|ory)")


_RECORDS = ("attempt", "entry", "event", "history", "log", "record", "trail")
"""Heads that say the same of what happens ("login log", "login history")."""


_SCREENS = frozenset({"page", "screen", "dialog", "popup", "modal", "button", "banner"})
"""What people see something on: before these a noun that no entry knows is no thing ("a confirmation page")."""


def _opens_list(walk: Walk) -> bool:
    """Tell whether a clause begins with a list of which the noun is the first or second ("places and contacts")."""
    words = [token.lower() for token in walk.tokens]
    first = walk.start == 0 and words[walk.at : walk.at + 1] in (["and"], [","])
    return first or (walk.start == 2 and words[1] == "and" and walk.at == len(words))


def _recorded(run: list[tuple[str, str | None]], catalogue: Catalogue) -> list[tuple[str, str | None]]:
    """Return a name by the entry that is known under another word for a record: a login log is a login history."""
    *before, (head, concept) = run
    if concept is not None or not before or head not in ("log", "history", "trail", "record"):
        return run
    spoken = " ".join(words for words, _ in before)
    found = next((n for word in _RECORDS if (n := catalogue.words.get(f"{spoken} {word}")) is not None), None)
    return run if found is None else [(f"{spoken} {head}", found)]


def _is_named_kind(run: list[tuple[str, str | None]], at: int, last: str, *, alone: bool) -> bool:
    """Tell whether an empty noun at the end of a name is what somebody defines: "grievance types", and no "type of".

    `alone` says that nothing stands beside the name: then an "access" is one that somebody is given.
    """
    word = run[at][0]
    if not 0 < at == len(run) - 1:
        return False
    several = singular(last) != last
    before = run[at - 1][0]
    if word in _APPARATUS:
        return before not in word_class("generic")
    return (
        (alone and word == "access")
        or (several and word in _KINDS)
        or (several and word in _NAMED and " " not in before and not (word == "period" and run[at - 1][1]))
    )


def _able_before(walk: Walk) -> bool:
    """Tell whether the adjective before an empty noun says what can be done to the things ("lendable objects")."""
    word = walk.tokens[walk.start - 1].lower() if walk.start else ""
    return re.fullmatch(r"[a-z]{3,}[ai]ble", word) is not None and word not in word_class("adjectives")


def _kind_before(walk: Walk) -> str | None:
    """Return the adjective before a noun phrase, where it says of which kind the things are and not how they are."""
    if walk.start == 0:
        return None
    word = walk.tokens[walk.start - 1].lower()
    if _able_before(walk) and singular(walk.tokens[walk.at - 1].lower()) in _NAMED:
        return word
    if word in word_class("recurrent") or word in _OF_A_KIND:
        return word
    plain = word in word_class("adjectives") or word in word_class("stop") or not is_modifier(word)
    return None if plain or _CLASSING.fullmatch(word) is None else word


_OF_A_KIND = frozenset({"trusted", "computed", "sick"})
"""Participles that make another thing of what they stand before ("trusted publishers")."""


def _is_within(run: list[tuple[str, str | None]], at: int) -> bool:
    """Tell whether an empty noun is part of a longer name ("construction site diary")."""
    plain = word_class("things") | {"site"}
    return (
        run[at][0] in plain and 0 < at < len(run) - 1 and not {run[at - 1][0], run[at + 1][0]} & word_class("generic")
    )


def _part(walk: Walk, mention: Mention, *, generic: bool) -> Part:
    if walk.at - 1 in walk.actors:
        return "actor"
    following = walk.tokens[walk.at].lower() if walk.at < len(walk.tokens) else ""
    last = walk.tokens[walk.at - 1].lower()
    actor = (
        mention.words in table_of_words("actors") or last in foreign_people() or singular(last) in foreign_people()
    ) and not mention.modifiers
    if walk.verb in word_class("dropping") and walk.preposition is None:
        return "context"
    if actor and not (
        generic or (walk.verb is not None and walk.verb not in ("allow", "let", "enable", "have", "notify"))
    ):
        behind = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
        acts = (
            following in ("can", "should", "must", "may", "will")
            or (following == "to" and behind not in DETERMINERS | {"all", "any"})
            or lifecycle_verb(following)
            or following in word_class("making")
        )
        return "actor" if acts or mention.concept is None else "core" if walk.preposition is None else "context"
    held = mention.words in word_class("containers") and walk.preposition in ("to", "into", "in", "on")
    if (
        held
        and mention.concept is not None
        and walk.verb
        in ("add", "adds", "put", "save", "assign", "collect", "place", "move", "group", "divide", "split", "sort")
    ):
        return "core"
    if walk.preposition is not None and walk.preposition not in PARTS:
        return "actor" if actor and walk.preposition == "by" else "context"
    return "actor" if actor and mention.concept is None else "core"


def _join_of(mentions: tuple[Mention, ...], catalogue: Catalogue) -> tuple[Mention, ...]:
    """Read "a request for an invitation" as an invitation request, where the catalogue knows it or the head wants it."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        phrase = f"{mention.words} {last.words}" if last else ""
        if last is not None and mention.after in ("for", "of") and last.part == "core" and not last.modifiers:
            concept = catalogue.words.get(phrase)
            heads = table_of_words("heads")
            if concept is not None or (last.words in heads and last.concept is None and last.words not in ("list",)):
                joined[-1] = replace(last, words=phrase if concept else last.words, concept=concept or last.concept,
                                     modifiers=() if concept else (mention.words,))  # fmt: skip
                joined.append(replace(mention, part="context"))
                continue
        joined.append(mention)
    return tuple(joined)


def verb_nouns(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return entries that a verb with its object names: "request payment" asks for payment requests.

    The verb may stand for its noun ("verify email addresses": email verification).
    """
    spoken = (word.lower() for word in re.findall(r"[A-Za-z]+", text))
    words = [word for word in spoken if word not in DETERMINERS | {"all", "own"}]
    nouns = table_of_words("nouns")
    done = word_class("acting") | word_class("making") | set(nouns)
    pairs = (
        f"{singular(noun)} {said}"
        for verb, noun in itertools.pairwise(words)
        if verb in done or lifecycle_verb(verb) is not None
        for said in (verb, nouns.get(verb))
        if said is not None
    )
    return tuple(dict.fromkeys(catalogue.words[pair] for pair in pairs if pair in catalogue.words))

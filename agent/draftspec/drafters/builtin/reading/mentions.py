"""Finds the things that a clause speaks of, and the part each plays in it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.reading.acts import Act, tokens_of
from draftspec.drafters.builtin.reading.languages import foreign_people
from draftspec.drafters.builtin.reading.lexicon import is_modifier, is_no_thing, is_rather_verb
from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.words import UNCOUNTED, lifecycle_verb, singular, table_of_words, word_class

Part = Literal["core", "context", "actor", "verb"]

PARTS = frozenset(
    {"with", "including", "include", "includes", "has", "have", "having", "containing", "contains", "plus"}
)
_BEFORE_VERBS = frozenset({"to", "can", "could", "should", "must", "may", "will", "would", "cannot", "n't", "not"})
_BEFORE_THIRD = frozenset(
    {"this", "it", "generally", "currently", "usually", "normally", "automatically", "mostly", "already"}
)
"""Words behind which one that ends in -s is a verb, and no plural."""
_DETERMINERS = frozenset({"a", "an", "the", "their", "its", "his", "her", "our", "my", "your", "each", "every", "new"})
_AFTER_GERUND = frozenset({"up", "the", "a", "an", "of", "by", "out", "in", "their", "its", "all", "to", "from"})
_PLACING = frozenset({"on", "in", "at", "of", "for", "with", "from", "to", "by", "into"})
"""Prepositions that reach no further than the noun behind them; "when" begins a sentence of its own."""
_TOLD = frozenset({"when", "whenever"})
_LONGEST = 4
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


@dataclass
class _Walk:
    """The state of a walk along a clause."""

    tokens: list[str]
    catalogue: Catalogue
    at: int = 0
    preposition: str | None = None
    verb: str | None = None
    verbs: dict[int, str] = field(default_factory=dict)
    """Where verbs stand, as far as somebody or something does them."""
    actors: frozenset[int] = frozenset()
    """Where whoever does something is named."""
    start: int = 0
    """Where the noun phrase begins that is walked along."""
    subjects: frozenset[int] = frozenset()
    """Where things that do something are named."""


def find_mentions(text: str, catalogue: Catalogue, acts: tuple[Act, ...] = ()) -> tuple[Mention, ...]:
    """Return the noun phrases of one clause in order, each with the part it plays."""
    verbs = {act.verb_at: act.verb.partition("_")[0] for act in acts if act.verb != "have"}
    actors = frozenset(
        act.head_at
        for act in acts
        if act.person or act.subject in word_class("organisations") or _is_tenant_acting(act)
    )
    subjects = frozenset(act.head_at for act in acts) - actors
    walk = _Walk(tokens_of(text), catalogue, verbs=verbs, actors=actors, subjects=subjects)
    mentions: list[Mention] = []
    run: list[tuple[str, str | None]] = []
    while walk.at < len(walk.tokens):
        found = _noun(walk)
        if found is not None:
            words, concept, length = found
            walk.start = walk.start if run else walk.at
            run.append((words, concept))
            walk.at += length
            continue
        _close(walk, run, mentions)
        _step(walk)
    _close(walk, run, mentions)
    return _join_of(tuple(mentions), catalogue)


def _is_tenant_acting(act: Act) -> bool:
    """Tell whether it is a team or company that does something ("organizations can define tiers"): nobody builds that."""
    return act.subject in word_class("tenancy") and act.verb not in ("have", "belong", "be", "consist", "contain")


def _noun(walk: _Walk) -> tuple[str, str | None, int] | None:
    if walk.at in walk.verbs:
        return None
    for length in range(min(_LONGEST, len(walk.tokens) - walk.at), 0, -1):
        if any(at in walk.verbs or at - 1 in walk.actors for at in range(walk.at + 1, walk.at + length)):
            continue
        words = [token.lower() for token in walk.tokens[walk.at : walk.at + length]]
        if not all(w[0].isalnum() for w in words):
            continue
        if (concept := _concept(words, walk)) is not None:
            return " ".join([*words[:-1], singular(words[-1])]), concept, length
        if length > 1 and " ".join([*words[:-1], singular(words[-1])]) in table_of_words("actors"):
            return " ".join([*words[:-1], singular(words[-1])]), None, length
        if length == 2 and _is_imperative(walk):
            return None
    word = walk.tokens[walk.at].lower()
    pair = " ".join(token.lower() for token in walk.tokens[walk.at : walk.at + 2])
    if pair in table_of_words("attributes") and " " in pair:
        return pair, None, 2
    return (singular(word), None, 1) if _is_noun(word, walk) else None


def _is_imperative(walk: _Walk) -> bool:
    """Tell whether a clause begins with a verb that tells what to do ("Flag inappropriate reviews", "hide old posts")."""
    if walk.at or len(walk.tokens) < 2:
        return False
    word, following = (token.lower() for token in walk.tokens[:2])
    if word in word_class("making") or not (word in word_class("acting") or is_rather_verb(word)):
        return False
    if following in _DETERMINERS or (is_modifier(following) and following not in word_class("prepositions")):
        return len(walk.tokens) > 2
    if (singular(following) == following and following not in UNCOUNTED) or _is_compound(walk):
        return False
    return is_rather_verb(word) or following in UNCOUNTED or singular(following) in table_of_words("actors")


def _concept(words: list[str], walk: _Walk) -> str | None:
    spoken = " ".join(words).replace("-", " ")
    shapes = (" ".join([*words[:-1], singular(words[-1])]), spoken, " ".join(singular(w) for w in spoken.split()))
    if (
        singular(words[0]) != words[0]
        and singular(words[0]) in table_of_words("actors")
        and singular(words[-1]) == words[-1]
    ):
        return None  # "customers return" says what customers do
    concept = next((walk.catalogue.words[shape] for shape in shapes if shape in walk.catalogue.words), None)
    if concept is None or _reads_as_verb(words[0], walk, alone=len(words) == 1):
        return None
    return concept


def _reads_as_verb(word: str, walk: _Walk, *, alone: bool) -> bool:
    """Tell whether a word that may be noun or verb ("export data", "the export") stands as a verb here.

    `alone` is False for the first word of a longer name: only somebody who acts before it makes it a verb.
    """
    before = walk.tokens[walk.at - 1].lower() if walk.at else ""
    after = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    if before in _DETERMINERS or _is_compound(walk):
        return False
    if before in _BEFORE_THIRD and singular(word) != word:
        return True
    verbal = word in word_class("making") or lifecycle_verb(word) == word
    if not verbal or not alone:
        return verbal and singular(before) != before and singular(before) in table_of_words("actors")
    if singular(before) != before and singular(before) in table_of_words("actors"):
        return True
    if (
        before
        in ("to", "can", "could", "should", "must", "may", "not", "automatically", "manually", "instantly", "and")
        or walk.at == 0
    ):
        return bool(after) and after[0].isalnum() and after not in word_class("prepositions")
    return after in ("a", "an", "the", "their", "its", "new", "all")


def _is_noun(word: str, walk: _Walk) -> bool:
    if not word[0].isalpha() or len(word) < 2 or word in _BEFORE_VERBS or word.startswith("per-"):
        return False
    before = walk.tokens[walk.at - 1].lower() if walk.at else ""
    verbal = word in word_class("making") or lifecycle_verb(word) == word
    ends = walk.at > 0 and walk.at + 1 == len(walk.tokens)
    if word in ("log", "review", "report") and ends and before in table_of_words("actors") and walk.at == 1:
        return True  # "visitor log"
    if _is_several(word, before, walk) or (verbal and _stands_as_noun(word, before, walk)):
        return True
    if any(word in word_class(name) for name in ("stop", "prepositions", "making", "dropping", "adjectives")):
        return False
    if is_no_thing(word) or word in word_class("recurrent") or word in PARTS:
        return False
    return not _acts(word, before, walk) and (lifecycle_verb(word) is None or word.endswith(("al", "ion")))


def _stands_as_noun(word: str, before: str, walk: _Walk) -> bool:
    named = word in word_class("ambiguous") and not _somebody_acts(before)
    return before in _DETERMINERS or _is_compound(walk) or named


def _is_several(word: str, before: str, walk: _Walk) -> bool:
    """Tell whether a word that may be a verb in -s is a noun in the plural behind another one ("irrigation schedules")."""
    after = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    several = singular(word) != word and singular(word) in word_class("ambiguous")
    alone = not after or not after[0].isalnum() or after in PARTS or after in ("for", "of", "per", "by", "and")
    noun = before.isalpha() and singular(before) == before and not _somebody_acts(before)
    noun = noun and not any(before in word_class(name) for name in ("stop", "prepositions", "making", "dropping"))
    return several and alone and noun and before not in _BEFORE_THIRD


def _is_compound(walk: _Walk) -> bool:
    """Tell whether a clause begins with two nouns though the first may be a verb ("Purchase requests with …")."""
    following = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    behind = walk.tokens[walk.at + 2].lower() if walk.at + 2 < len(walk.tokens) else ""
    recording = walk.tokens[walk.at].lower() in ("track", "log", "record") and behind == ","
    ambiguous = walk.tokens[walk.at].lower() in word_class("ambiguous") and not recording
    head = table_of_words("heads").get(singular(following))
    many = singular(following) != following and head is not None
    if walk.at == 0 and many and walk.tokens[0].lower() == "issue":
        return head in _OF_ISSUES  # who issues tokens or credits acts
    return (
        walk.at == 0
        and ambiguous
        and many
        and (
            not behind
            or behind in (*PARTS, ",", "for", "and", ".", "(", "are", "must", "can", "need", "go", "above", "over")
        )
    )


_OF_ISSUES = frozenset({"relation", "webhook", "catalog", "tree", "log", "custom_field", "check", "conversation", "alerting", "settings", "pipeline"})  # fmt: skip
"""Archetypes of what the issues of a tracker have."""


def _somebody_acts(before: str) -> bool:
    """Tell whether the word before makes a verb of what may be a noun; at the start of a clause it is one."""
    actor = singular(before) in table_of_words("actors") or before in ("they", "we", "i", "who", "and", "or", "/")
    return not before or before in _BEFORE_VERBS or actor


def _acts(word: str, before: str, walk: _Walk) -> bool:
    """Tell whether an unknown word stands as a verb or adverb: "to foo", "quickly", "summing up"."""
    if before in _BEFORE_VERBS and (before != "to" or singular(word) == word):
        return True
    if before in _BEFORE_THIRD and singular(word) != word:
        return True  # "this reflects that", "generally follows"
    following = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    if following in ("it", "them") and before in (",", "and", "or"):
        return True  # "enrol a phone, challenge it"
    begins = following in _AFTER_GERUND or following in word_class("adjectives") or following in ("it", "them")
    gerund = word.endswith("ing") and len(word) > 5 and begins and word not in _classed_gerunds()
    return gerund or (word.endswith("ly") and len(word) > 4)


@cache
def _classed_gerunds() -> frozenset[str]:
    """Return the nouns in -ing that are in a list of nouns ("building", "meeting")."""
    lists = ("heads", "attributes", "actors")
    return frozenset(w for name in lists for w in table_of_words(name) if w.endswith("ing")) | {
        "building",
        "training",
        "listing",
        "painting",
        "drawing",
        "recording",
        "meeting",
        "meetings",
    }


def _step(walk: _Walk) -> None:
    word = walk.tokens[walk.at].lower()
    if walk.at in walk.verbs:
        walk.verb, walk.preposition = walk.verbs[walk.at], walk.preposition if _is_told_when(walk) else None
    elif word[0].isdigit() and walk.preposition == "of":
        walk.preposition = None  # "a capacity of 12 and a waiting list"
    elif _is_imperative(walk):
        walk.verb, walk.preposition = word, None
    elif word in PARTS or word in word_class("prepositions"):
        walk.preposition = word
    elif word == "," and not walk.verbs and walk.tokens.count(",") >= _LIST:
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


def _is_told_when(walk: _Walk) -> bool:
    """Tell whether a clause only says when somebody is notified, up to its end ("a notification when a podcast publishes an episode")."""
    return walk.preposition in _TOLD and any(token.lower().startswith("notif") for token in walk.tokens[: walk.at])


def _says_which(word: str, walk: _Walk) -> bool:
    """Tell whether a participle between a verb and a noun only says which are meant ("rate delivered orders")."""
    following = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    before = walk.at - 1 in walk.verbs or (walk.at > 1 and walk.at - 2 in walk.verbs)
    return (
        before
        and (lifecycle_verb(word) not in (None, word) or participle_of(word, word_class("acting")) is not None)
        and _is_noun(following, replace(walk, at=walk.at + 1))
        if following
        else False
    )


def _close(walk: _Walk, run: list[tuple[str, str | None]], mentions: list[Mention]) -> None:
    if not run:
        return
    if walk.at - 1 in walk.subjects and walk.preposition in _PLACING:
        walk.preposition = None  # whatever stood before, a new sentence begins with its subject
    last = walk.tokens[walk.at - 1].lower()
    run[:] = _recorded(run, walk.catalogue)
    named = _is_named_kind(run, len(run) - 1, last, alone=walk.start <= 1 and walk.at == len(walk.tokens))
    whole = walk.start <= 1 and walk.at == len(walk.tokens) and len(run) == 2
    asked = last == "applications" and len(run) > 1 and run[-2][0] not in ("web", "mobile", "client", "desktop")
    named = named or (len(run) == 1 and run[0][0] in _NAMED and singular(last) != last and _able_before(walk))
    kept = [
        (w, c)
        for at, (w, c) in enumerate(run)
        if c is not None
        or w not in word_class("generic")
        or (asked and w == "application")
        or _is_within(run, at)
        or (whole and at == 0 and w in _BEFORE_HEADS and run[-1][0] not in word_class("generic"))
        or (w in GROWING and last != w and at == len(run) - 1 and not (at and run[at - 1][1]))
        or (named and w not in word_class("technical"))
    ]
    spoken = " ".join(w for w, _ in run)
    head_generic = run[-1][1] is None and run[-1][0] in word_class("generic") and (not kept or kept[-1] != run[-1])
    run.clear()
    if not kept:
        return
    words, concept = kept[-1]
    mention = Mention(
        words,
        "core",
        concept,
        tuple(w for w, _ in kept[:-1]),
        walk.preposition,
        len(mentions),
        walk.verb,
        singular(last) != last,
        spoken,
        _kind_before(walk),
    )
    mentions.append(replace(mention, part=_part(walk, mention, generic=head_generic)))


_KINDS = frozenset({"type", "status", "level", "resource", "hour"})
"""Empty nouns that in the plural, behind a noun, are things that somebody defines ("expense types")."""

_NAMED = frozenset({"list", "code", "item", "object", "site", "area", "section", "layer", "model", "unit", "place", "method", "source", "program", "version", "requirement", "stage", "element", "record"})  # fmt: skip
"""The same, where the noun before them is no empty one: access codes, agenda items, sales areas."""

_BEFORE_HEADS = frozenset({"item", "object", "unit", "case", "class", "site", "area", "model", "level", "section", "resource", "record", "person", "page"})  # fmt: skip
"""Empty nouns that say of what a thing is where nothing else stands in a brief ("item categories")."""

_APPARATUS = frozenset({"server"})
"""What is a thing of the brief wherever a noun says which: a mock server, mail servers."""

_CLASSING = re.compile(r"[a-z]{3,}(?:al|ic|ary|ory)")


_RECORDS = ("attempt", "entry", "event", "history", "log", "record", "trail")
"""Heads that say the same of what happens ("login log", "login history")."""


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
        or (several and word in _NAMED and " " not in before)
    )


def _able_before(walk: _Walk) -> bool:
    """Tell whether the adjective before an empty noun says what can be done to the things ("lendable objects")."""
    word = walk.tokens[walk.start - 1].lower() if walk.start else ""
    return re.fullmatch(r"[a-z]{3,}[ai]ble", word) is not None and word not in word_class("adjectives")


def _kind_before(walk: _Walk) -> str | None:
    """Return the adjective before a noun phrase, where it says of which kind the things are and not how they are."""
    if walk.start == 0:
        return None
    word = walk.tokens[walk.start - 1].lower()
    if _able_before(walk) and singular(walk.tokens[walk.at - 1].lower()) in _NAMED:
        return word
    if word in word_class("recurrent"):
        return word
    plain = word in word_class("adjectives") or word in word_class("stop") or not is_modifier(word)
    return None if plain or _CLASSING.fullmatch(word) is None else word


def _is_within(run: list[tuple[str, str | None]], at: int) -> bool:
    """Tell whether an empty noun is part of a longer name ("construction site diary")."""
    plain = word_class("things") | {"site"}
    return (
        run[at][0] in plain and 0 < at < len(run) - 1 and not {run[at - 1][0], run[at + 1][0]} & word_class("generic")
    )


def _part(walk: _Walk, mention: Mention, *, generic: bool) -> Part:
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
            or (following == "to" and behind not in _DETERMINERS | {"all", "any"})
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
    words = [word for word in spoken if word not in _DETERMINERS | {"all", "own"}]
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

"""Tells which words of a clause are nouns: known names of up to four words, and words that neither do nor describe something."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.reading.lexicon import is_modifier, is_no_thing, is_rather_verb
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import UNCOUNTED, lifecycle_verb, singular, table_of_words, word_class

PARTS = frozenset(
    {"with", "including", "include", "includes", "has", "have", "having", "containing", "contains", "plus"}
)
"""Words behind which parts of the thing before them stand."""

_BEFORE_VERBS = frozenset({"to", "can", "could", "should", "must", "may", "will", "would", "cannot", "n't", "not"})
_BEFORE_THIRD = frozenset(
    {"this", "it", "generally", "currently", "usually", "normally", "automatically", "mostly", "already"}
)
"""Words behind which one that ends in -s is a verb, and no plural."""
DETERMINERS = frozenset({"a", "an", "the", "their", "its", "his", "her", "our", "my", "your", "each", "every", "new"})
_AFTER_GERUND = frozenset({"up", "the", "a", "an", "of", "by", "out", "in", "their", "its", "all", "to", "from"})
_LONGEST = 4


@dataclass
class Walk:
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
    particles: frozenset[int] = frozenset()
    """Where the second words of verbs stand ("fill in")."""


def noun_at(walk: Walk) -> tuple[str, str | None, int] | None:
    """Return the noun that a walk stands at, singular, with its entry and its length in tokens; None where none begins."""
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
        if length == 2 and is_imperative(walk):
            return None
    word = walk.tokens[walk.at].lower()
    pair = " ".join(token.lower() for token in walk.tokens[walk.at : walk.at + 2])
    if pair in table_of_words("attributes") and " " in pair:
        return pair, None, 2
    return (singular(word), None, 1) if is_noun(word, walk) else None


def is_imperative(walk: Walk) -> bool:
    """Tell whether a clause begins with a verb that tells what to do ("Flag inappropriate reviews", "hide old posts")."""
    if walk.at or len(walk.tokens) < 2:
        return False
    word, following = (token.lower() for token in walk.tokens[:2])
    if word in word_class("making") or not (word in word_class("acting") or is_rather_verb(word)):
        return False
    if following in DETERMINERS or (is_modifier(following) and following not in word_class("prepositions")):
        return len(walk.tokens) > 2
    if (singular(following) == following and following not in UNCOUNTED) or _is_compound(walk):
        return False
    return is_rather_verb(word) or following in UNCOUNTED or singular(following) in table_of_words("actors")


def _concept(words: list[str], walk: Walk) -> str | None:
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


def _reads_as_verb(word: str, walk: Walk, *, alone: bool) -> bool:
    """Tell whether a word that may be noun or verb ("export data", "the export") stands as a verb here.

    `alone` is False for the first word of a longer name: only somebody who acts before it makes it a verb.
    """
    before = walk.tokens[walk.at - 1].lower() if walk.at else ""
    after = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    if before in DETERMINERS or _is_compound(walk):
        return False
    done = alone and after in ("it", "them") and is_person(before)  # "after the lesson the teacher marks it"
    if singular(word) != word and (before in _BEFORE_THIRD or done):
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


def is_noun(word: str, walk: Walk) -> bool:
    """Tell whether the word that a walk stands at, in lower case, is a noun that no entry knows."""
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
    if is_no_thing(word) or word in word_class("recurrent") or word in PARTS or _is_rather_done(word, before, walk):
        return False
    return not _acts(word, before, walk) and (lifecycle_verb(word) is None or word.endswith(("al", "ion")))


def _is_rather_done(word: str, before: str, walk: Walk) -> bool:
    """Tell whether a word in -s is rather what somebody does, with nothing before it that makes a noun of it ("who teaches what")."""
    one = singular(word)
    if one == word or not is_rather_verb(one) or one in word_class("ambiguous") or one in table_of_words("heads"):
        return False
    following = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    asked = before in ("who", "that", "which", "what", "it", "he", "she")
    asked = asked or (before in ("and", "or", ",", "/", ";", "(") and following not in ("", ",", "and", "or", ")", "/"))
    return asked or singular(before) in table_of_words("actors")


def _stands_as_noun(word: str, before: str, walk: Walk) -> bool:
    named = word in word_class("ambiguous") and not _somebody_acts(before)
    return before in DETERMINERS or _is_compound(walk) or named


def _is_several(word: str, before: str, walk: Walk) -> bool:
    """Tell whether a word that may be a verb in -s is a noun in the plural behind another one ("irrigation schedules")."""
    after = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    several = singular(word) != word and singular(word) in word_class("ambiguous")
    alone = not after or not after[0].isalnum() or after in PARTS or after in ("for", "of", "per", "by", "and")
    noun = before.isalpha() and singular(before) == before and not _somebody_acts(before)
    noun = noun and not any(before in word_class(name) for name in ("stop", "prepositions", "making", "dropping"))
    return several and alone and noun and before not in _BEFORE_THIRD


def _is_compound(walk: Walk) -> bool:
    """Tell whether a clause begins with two nouns though the first may be a verb ("Purchase requests with …")."""
    following = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    behind = walk.tokens[walk.at + 2].lower() if walk.at + 2 < len(walk.tokens) else ""
    recording = walk.tokens[walk.at].lower() in ("track", "log", "record") and behind == ","
    ambiguous = walk.tokens[walk.at].lower() in word_class("ambiguous") and not recording
    head = table_of_words("heads").get(singular(following))
    many = singular(following) != following and (head is not None or singular(following) in _SAID_OF_THINGS)
    if walk.at == 0 and many and walk.tokens[0].lower() == "issue":
        return head in _OF_ISSUES  # who issues tokens or credits acts
    if walk.at == 0 and many and walk.tokens[0].lower() == "refund":
        return following not in _PAID
    return (
        walk.at == 0
        and ambiguous
        and many
        and (
            not behind
            or (singular(following) in _SAID_OF_THINGS and behind in ("by", "per"))
            or behind in (*PARTS, ",", "for", "and", ".", "(", "are", "must", "can", "need", "go", "above", "over")
        )
    )


_SAID_OF_THINGS = frozenset({"rate", "price", "term", "type", "category", "status", "reason", "permission", "setting"})
"""What things have of which the verb before is the name: purchase rates, book permissions."""

_PAID = frozenset({"payments", "orders", "invoices", "charges", "purchases", "bookings", "tickets", "transactions"})
"""What is paid, so that somebody refunds it."""

_OF_ISSUES = frozenset({"relation", "webhook", "catalog", "tree", "log", "custom_field", "check", "conversation", "alerting", "settings", "pipeline"})  # fmt: skip
"""Archetypes of what the issues of a tracker have."""


def _somebody_acts(before: str) -> bool:
    """Tell whether the word before makes a verb of what may be a noun; at the start of a clause it is one."""
    actor = singular(before) in table_of_words("actors") or before in ("they", "we", "i", "who", "and", "or", "/")
    return not before or before in _BEFORE_VERBS or actor


def _acts(word: str, before: str, walk: Walk) -> bool:
    """Tell whether an unknown word stands as a verb or adverb: "to foo", "quickly", "summing up"."""
    if before in _BEFORE_VERBS and (before != "to" or singular(word) == word):
        return True
    if before in _BEFORE_THIRD and singular(word) != word:
        return True  # "this reflects that", "generally follows"
    following = walk.tokens[walk.at + 1].lower() if walk.at + 1 < len(walk.tokens) else ""
    if following in ("it", "them") and before in (",", "and", "or"):
        return True  # "enrol a phone, challenge it"
    if goes_on(walk.tokens, walk.at):
        return True
    begins = following in _AFTER_GERUND or following in word_class("adjectives") or following in ("it", "them")
    gerund = word.endswith("ing") and len(word) > 5 and begins and word not in classed_gerunds()
    return gerund or (word.endswith("ly") and len(word) > 4)


def goes_on(tokens: list[str], at: int) -> bool:
    """Tell whether behind "and" a word does something to what follows ("kick members and dissolve the guild", "and holds a price")."""
    if at < 2 or at + 1 >= len(tokens) or tokens[at - 1].lower() not in ("and", "or") or not tokens[at].isalpha():
        return False
    word, following = tokens[at].lower(), tokens[at + 1].lower()
    if following in ("it", "them"):
        return True
    verbal = (
        is_rather_verb(word)
        or is_rather_verb(singular(word))
        or word in _DONE_AS_WELL
        or singular(word) in _DONE_AS_WELL
    )
    return verbal and following in DETERMINERS - {"new"}


_DONE_AS_WELL = frozenset(
    {"dissolve", "insert", "hold", "split", "score", "spray", "dispute", "board", "pack", "return", "stock", "found"}
)
"""Verbs that are nouns as often, of which none stands before an article behind "and"."""


@cache
def classed_gerunds() -> frozenset[str]:
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

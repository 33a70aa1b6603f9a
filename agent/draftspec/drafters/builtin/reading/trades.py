"""Takes a noun for what it says where the entry that knows it is of another trade: ballots of a club are no votes of a poll.

A noun that is only another word for an entry, in a brief that tells what it wants, is taken for the entry where the brief
speaks of anything that the entry has: what its rows must be of, its columns, what is done to it, another of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.columns import parse_columns, parse_parent
from draftspec.drafters.builtin.reading.lexicon import is_rather_verb
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.words import table_of_words, word_class

_STEM = 5
"""Letters by which a word of an entry is looked for in a brief."""
_SHORTEST = 3
_SAID_OF_ALL = frozenset(
    [
        "name",
        "description",
        "status",
        "number",
        "title",
        "note",
        "notes",
        "position",
        "type",
        "kind",
        "date",
        "code",
        "reason",
        "comment",
        "currency",
        "cents",
        "amount",
        "at",
        "on",
        "is",
        "id",
        "key",
        "count",
        "total",
        "starts",
        "ends",
        "created",
        "state",
        "cancelled",
        "completed",
        "updated",
        "decided",
        "submitted",
        "started",
        "ended",
        "start",
        "end",
        "url",
        "active",
        "user",
        "paid",
        "deleted",
        "closed",
        "cancel",
        "complete",
        "close",
        "submit",
        "start",
        "approve",
        "reject",
        "after",
        "before",
        "per",
    ]
)
"""Words of columns and verbs that things of all trades have."""


def strange_words(mentions: Iterable[Mention], text: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the words of a brief under which the catalogue has something of another trade."""
    named = {(mention.words, mention.concept) for mention in mentions if mention.concept is not None}
    spoken = text.lower()
    return frozenset(words for words, name in named if _is_strange(words, str(name), catalogue, spoken))


def _is_strange(words: str, name: str, catalogue: Catalogue, text: str) -> bool:
    if words not in catalogue.words or _is_of_its_name(words, name) or is_rather_verb(words.split()[0]):
        return False
    needed = _needed(name, catalogue)
    rest = re.sub(rf"\b{re.escape(words)}", " ", text)
    return (
        bool(needed)
        and not any(_says(word, text) for word in needed)
        and not any(_says(word, rest) for word in _vocabulary(name, catalogue) if word != words)
    )


def _is_of_its_name(words: str, name: str) -> bool:
    """Tell whether a word is the entry's own name, or a form of it ("invite": invitation, "waitlist": waiting list)."""
    head = words.split()[-1]
    return any(part.startswith(head[:_STEM]) or head.startswith(part[: _STEM - 1]) for part in name.split("_"))


def _says(words: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(words)}", text) is not None


def _needed(name: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the words for what an entry's rows must be of, but for people and whoever keeps things apart."""
    found: set[str] = set()
    keys = (parse_parent(parent) for parent in catalogue.entry(name).parents)
    for target in (key.target for key in keys if not key.nullable):
        if target in ("user", "record") or target in table_of_words("actors") or target in word_class("tenancy"):
            continue
        found |= {target.replace("_", " "), *(catalogue.entry(target).words if target in catalogue else ())}
    return frozenset(found)


def _vocabulary(name: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the stems of what an entry has: columns, states, verbs, and its other words in whole."""
    entry = catalogue.entry(name)
    said = [part for column in parse_columns(entry.columns) for part in column.name.split("_")]
    said += [part for verb in (*entry.verbs, *entry.states) for part in verb.split("_")]
    stems = {part[:_STEM] for part in said if len(part) > _SHORTEST and part not in _SAID_OF_ALL}
    return frozenset(stems | set(entry.words))

"""Sentences by which somebody has one of a thing for each of another one ("each member gets at most one voucher per campaign")."""

from __future__ import annotations

from dataclasses import dataclass

from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import singular


@dataclass(frozen=True)
class Once:
    """There is one `what` for each of the `others` together, all nouns in the singular."""

    what: str
    others: tuple[str, ...]
    said: str


_NOUN = r"[a-z]+(?:[ -][a-z]+){0,2}?"
_END = r"(?=[.,;:\n)]|$| (?:and|or|at|in|on|with|if|while|so|but)\b)"
_MORE = r"(?: and (?P<more>[a-z]+(?: [a-z]+)?)(?=[.,;:\n)]|$| (?:with|for|in)\b))?"
_ONE = r"(?:at most|only|no more than|not more than|max(?:imum|\.)?(?: of)?|up to|exactly|just)? ?(?:one|1|a single)"
_PER = r"(?:per|for each|for every|in each|in every|to each|to every)"
_HAS = r"(?:(?:may|can|must|should|will|is allowed to|is entitled to)(?: not)? )?(?:only )?(?:gets?|has|have|holds?|keeps?|receives?|takes?|makes?|submits?|hands? in|books?|writes?|files?|sends?|opens?|places?|gives?|casts?|requests?|leaves?)"
_EACH = rf"\b(?:each|every|any|an?|one) (?P<whose>{_NOUN}) {_HAS} {_ONE} (?P<what>{_NOUN}) {_PER} (?P<per>{_NOUN}){_END}{_MORE}"
_OF_BOTH = (
    rf"\b{_ONE} (?P<what>{_NOUN}) {_PER} (?P<whose>{_NOUN}) (?:and|{_PER}) (?:each |every )?(?P<per>{_NOUN}){_END}"
)
_STEMS = ("one", "1", "single")
_ADJECTIVES = frozenset({"free", "active", "open", "new", "single", "valid", "paid", "trial"})


def find_once(text: str) -> Once | None:
    """Return what there is one of for each of two others, or None."""
    found = seldom(" ".join(text.split()), _STEMS, _EACH, _OF_BOTH)
    if found is None:
        return None
    more = found.groupdict().get("more")
    what, *others = (_singular(found[name]) for name in ("what", "whose", "per"))
    others += [_singular(more)] if more else []
    if not what or not all(others) or len(set(others)) < len(others):
        return None
    return Once(what, tuple(others), found[0].strip())


def _singular(words: str) -> str:
    said = [word for word in words.lower().replace("-", " ").split() if word not in _ADJECTIVES]
    return " ".join([*said[:-1], singular(said[-1])]) if said else ""

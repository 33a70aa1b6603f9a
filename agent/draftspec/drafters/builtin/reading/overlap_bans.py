"""Reads what may not be taken twice for the same time: "can't be in two rentals for the same days", "no double bookings"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.denying import MAY_NOT
from draftspec.drafters.builtin.reading.words import singular

_TWO = r"(?:two|2|more than one|several|multiple|different)"
_SAME = r"(?:(?:for|on|at|in|during|over) (?:the same|overlapping|one) (?:days?|dates?|times?|periods?|hours?|weeks?|slots?|nights?|span)|at once|at a time|simultaneously|that overlap|which overlap|overlapping in time)"
_GIVEN = r"(?:booked|double-booked|rented|rented out|reserved|lent|lent out|hired|hired out|given out|scheduled|used|assigned|chartered|let|taken|borrowed|planned|leased)"
_THING = r"(?:(?:an?|the|each|every|one|the same|same|no) )?(?P<thing>[a-z]+(?: (?!(?:may|can|cannot|must|should|do|never|is|are)\b)[a-z]+)?)"
_BANS = (
    rf"\b{_THING} {MAY_NOT} be (?:in|on|part of|at|used in) {_TWO} (?P<made>[a-z]+(?: [a-z]+)?) {_SAME}",
    rf"\b{_THING} {MAY_NOT} be {_GIVEN} (?:(?:twice|two times|more than once|to two [a-z]+|by two [a-z]+|to more than one [a-z]+|by more than one [a-z]+)(?: {_SAME})?|{_SAME})",
    rf"\bno (?P<thing>[a-z]+(?: (?!(?:may|can|cannot|must|should|do|never|is|are)\b)[a-z]+)?) (?:is|can be|may be|gets|should be|must be) (?:{_GIVEN} (?:twice|two times|more than once)(?: {_SAME})?|in {_TWO} (?P<made>[a-z]+) {_SAME})",
    r"\bno two (?P<made>[a-z]+(?: [a-z]+)?)(?: (?:of|for) (?:the same|one|an?) (?P<thing>[a-z]+(?: (?!(?:may|can|cannot|must|should|do|never|is|are)\b)[a-z]+)?))? (?:may |can |must |should |ever )*overlap",
    rf"\b(?P<made>[a-z]+)(?: (?:of|for|in) (?:the same|one|an?) (?P<thing>[a-z]+(?: (?!(?:may|can|cannot|must|should|do|never|is|are)\b)[a-z]+)?))? {MAY_NOT} overlap",
    r"\b(?:no|without|avoids?|prevents?|never any|against) (?:double|overlapping|parallel|conflicting) (?P<made>(?:booking|reservation|rental|appointment|hire|lease|charter|stay|shift|assignment|loan)s?)\b",
    r"\b(?:double|overlapping|parallel|conflicting) (?P<made>(?:booking|reservation|rental|appointment|hire|lease|charter|stay|shift|assignment|loan)s?) (?:is|are|must be|should be|must not|may not|can(?:not|'t))(?: not|n['’]t)? (?:be )?(?:allowed|possible|permitted|forbidden|impossible|prevented|avoided|excluded|refused|rejected|blocked|happen)",
)
_STEMS = ("two", "2", "twice", "overlap", "double", "parallel", "conflicting", "once", "more than", "same", "several")


@dataclass(frozen=True)
class OverlapBan:
    """What may not be taken twice at a time, by what it is taken (where the brief names these), and the sentence."""

    thing: str | None
    made: str | None
    said: str


def find_overlap_bans(text: str) -> tuple[OverlapBan, ...]:
    """Return what a brief lets nobody have twice at a time, in order."""
    low = text.lower()
    if not any(stem in low for stem in _STEMS):
        return ()
    found = sorted(((m.start(), _ban(m)) for said in _BANS for m in re.finditer(said, text, re.I)), key=lambda o: o[0])
    kept: dict[int, OverlapBan] = {}
    for start, ban in found:
        if not any(start < at + len(other.said) for at, other in kept.items() if at <= start):
            kept[start] = ban
    return tuple(kept.values())


def _ban(found: re.Match[str]) -> OverlapBan:
    groups = found.groupdict()
    thing, made = (_one(groups.get(name)) for name in ("thing", "made"))
    return OverlapBan(thing, made, " ".join(found[0].split()))


def _one(words: str | None) -> str | None:
    return singular(words.lower().split()[-1]) if words else None

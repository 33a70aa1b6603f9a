"""Reads who alone sees a field, or from whom it is hidden: "only the office can see phone numbers, teachers shouldn't"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.denying import MAY_NOT, NOT
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, word_class

_WHO = r"(?:(?:the|our|an?|all|any) )?(?P<{0}>[a-z]+(?: (?!(?:can|cannot|may|must|should|is|are|do|does|will|only|alone|never)\b)[a-z]+)?)"
_SEE = r"(?:see|view|read|know|access|look at|get)"
_MAY = r"(?:can|may|should|must|is allowed to|are allowed to|is able to|are able to|gets? to)"
_WHAT = r"(?:(?:the|any|their|his|her|its|our|these|those|an?) )*(?P<what>[a-z][a-z' -]*?)"
_END = r"(?=[.,;:()\n]|$| (?:and|but|or|of|until|before|unless|if|when|once|after|while)\b)"
_ELLIPTIC = rf"(?:,? (?:and |but )?(?:not )?(?:the )?(?P<others>[a-z]+(?: [a-z]+)?)(?: {NOT})?(?=[.,;\n]|$))?"
_BANS = (
    rf"\bonly {_WHO.format('only')} {_MAY}(?: be able to)? {_SEE} {_WHAT}{_END}{_ELLIPTIC}",
    rf"(?:^|[.,;:\n]|\band|\bbut|[-*] )\s*{_WHO.format('whom')} {MAY_NOT} {_SEE} {_WHAT}{_END}(?:,? (?:and |but )?only {_WHO.format('alone')} {_MAY}(?=[.,;\n]|$))?",
    rf"(?:^|[.,;:\n]|\band|\bbut|[-*] )\s*{_WHAT} (?:is|are|stays?|remains?|must be|should be|must stay|is kept|are kept) (?:hidden|concealed|kept|secret) from {_WHO.format('whom')}{_END}",
    rf"(?:^|[.,;:\n]|\band|\bbut|[-*] )\s*{_WHAT} (?:is|are|should be|must be) (?:only )?(?:visible|shown|readable|accessible) (?:only )?(?:to|for|by) {_WHO.format('only')}(?: only| alone)?{_END}",
    rf"(?:^|[.,;:\n]|\band|\bbut|[-*] )\s*{_WHAT} (?:(?:is|are|must|should|may)(?: not|n['’]t)(?: be)?) (?:visible|shown|readable|accessible|displayed) (?:to|for|by) {_WHO.format('whom')}{_END}",
    rf"(?:^|[.,;:\n]|\band|\bbut|[-*] )\s*{_WHAT} (?:is|are) (?:only )?(?:for|for the eyes of) {_WHO.format('only')}(?: only| alone| eyes only)?{_END}",
    rf"\bhide {_WHAT} from {_WHO.format('whom')}{_END}",
)
_STEMS = (
    "see",
    "view",
    "read",
    "know",
    "access",
    "look",
    "hid",
    "visible",
    "shown",
    "secret",
    "display",
    "concealed",
    " get",
    " only",
    " alone",
)
_LIMITED = re.compile(r"\bonly\b|\balone\b")
_NO_FIELD = frozenset({"all", "everything", "anything", "it", "them", "this", "that", "each other", "others"})


@dataclass(frozen=True)
class FieldBan:
    """What only some see (`only`), or some do not (`whom`): the words for it, and the sentence."""

    what: str
    only: str | None
    whom: str | None
    said: str


def find_field_bans(text: str) -> tuple[FieldBan, ...]:
    """Return what a brief hides from some people, in order."""
    low = text.lower()
    if not any(stem in low for stem in _STEMS):
        return ()
    found = [(match.start(), _ban(match)) for said in _BANS for match in re.finditer(said, text, re.I)]
    bans = (ban for _, ban in sorted(found, key=lambda one: one[0]) if ban is not None)
    return tuple({ban.what: ban for ban in reversed(list(bans))}.values())[::-1]


def _ban(found: re.Match[str]) -> FieldBan | None:
    groups = found.groupdict()
    only = _role(groups.get("only") or groups.get("alone"))
    whom = _role(groups.get("whom") or groups.get("others"))
    what = " ".join(found["what"].lower().split())
    bound = groups.get("only") is not None
    if what in _NO_FIELD or re.search(r"\b(?:each other|other|others|own)\b|s'", what):
        return None
    shown = _LIMITED.search(found[0].lower()) is not None
    if (bound and (only is None or not shown)) or (not bound and whom is None):
        return None
    return FieldBan(what, only, whom, " ".join(found[0].strip(" ,.;:-*\n").split()))


def _role(words: str | None) -> str | None:
    """Return the people, in the singular, that words name; an office or a board sees what whoever works there sees."""
    if words is None:
        return None
    spoken = words.lower().split()
    for length in (len(spoken), 1):
        one = " ".join([*spoken[-length:-1], singular(spoken[-1])])
        if is_person(one) or one in word_class("organisations") | word_class("offices"):
            return one
    return None

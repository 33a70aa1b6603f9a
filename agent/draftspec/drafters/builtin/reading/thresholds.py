"""Sentences by which somebody must approve what goes beyond a value ("a supervisor approves any refund over 50 euros")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import plural, singular, word_class


@dataclass(frozen=True)
class Threshold:
    """What needs an approval beyond which value, and by whom."""

    what: str
    """The noun in the singular: "refund"."""
    who: str
    value: str
    unit: str
    """A currency's code, "%", a unit of time, or nothing where the brief names none."""
    said: str

    @property
    def is_money(self) -> bool:
        """Whether it is a sum; a number without a unit is one."""
        return self.unit == "" or len(self.unit) == 3

    @property
    def shown(self) -> str:
        """The value with its unit as a document says it."""
        unit = self.unit if self.value == "1" or not self.unit.islower() else plural(self.unit)
        return f"{self.value} {unit}".strip()


CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "eur": "EUR", "euro": "EUR", "usd": "USD", "dollar": "USD", "gbp": "GBP", "pound": "GBP", "chf": "CHF", "franc": "CHF"}  # fmt: skip
"""Signs and words for money, with the currency that they stand for."""

_OVER = r"(?:(?:that |which )?(?:are |is |costs? |exceeds? )?(?:above|over|exceeding|beyond|(?:of )?more than|greater than|higher than)|(?:that |which )exceeds?|worth more than)"
_SUM = r"(?P<sign>[€$£] ?)?(?P<value>\d{1,3}(?:[,. ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<thousand>k\b)? ?(?P<unit>(?:euros?|dollars?|pounds?|francs?|EUR|USD|GBP|CHF|percent|per cent|hours?|days?)\b|[€$£%])?"
_NOUN = r"(?:(?:any|all|every|each|the|an?|those|only|their|its) )*(?P<what>[a-z-]+(?: [a-z-]+){0,2}?)(?: (?:with|of|for) an? (?:[a-z]+ )?(?P<held>amount|total|value|price|cost|sum))?"
_WHO = r"(?P<who>[a-z]+(?: [a-z]+){0,2}?)"
_DOES = r"(?:approves?|authori[sz]es?|signs? off(?: on)?|clears?|releases?)"
_DONE = r"(?:approved|authori[sz]ed|signed off|cleared|released)"
_MUST = r"(?: (?:must|has to|have to|needs? to|should|shall|will|can|may|then|first|only|to))*"
_MAKES = r"(?: (?:must|has to|have to|needs? to|should|is|are|to|only|first|always))+"
_APPROVAL = r"(?:approval|sign-?off|authori[sz]ation|permission|consent|ok|clearance)"
_ACTIVE = rf"\b(?:have |let |make |where |and |when |, ?|^)?(?:the |an? |our |their )?{_WHO}{_MUST} {_DOES} (?:(?:or|and) (?:reject|decline|den(?:y|ies)|refuse)s? )?{_NOUN} {_OVER} {_SUM}"
_PASSIVE = rf"{_NOUN} {_OVER} {_SUM}{_MAKES} be(?:en)? {_DONE} (?:first )?by (?:the |an? |our |their |his |her )?{_WHO}(?=[.,;:\n)]|$| (?:before|first|and|or|to|in|within|so)\b)"
_NEEDS = rf"{_NOUN} {_OVER} {_SUM} (?:must have|need|needs|require|requires|wait for|waits for) (?:the |an? )?(?:written )?{_APPROVAL} (?:by|of|from) (?:the |an? |our |their |his |her )?{_WHO}(?=[.,;:\n)]|$| (?:before|first|and|or|to|in|within|so)\b)"
_NEEDS_HIS = rf"{_NOUN} {_OVER} {_SUM} (?:must have|need|needs|require|requires|wait for|waits for) (?:the |an? |their |his |her )?{_WHO}(?:['’]s)? {_APPROVAL}\b"
_STEMS = ("approv", "authori", "sign off", "signs off", "signed off", "sign-off", "cleared", "clears", "releas", "permission", "consent")  # fmt: skip


def find_threshold(text: str) -> Threshold | None:
    """Return the approval that a brief wants beyond a value, or None; a second one beside another is none of these."""
    plain = (
        " ".join(text.split()) if "\n" not in text else "\n".join(" ".join(line.split()) for line in text.split("\n"))
    )
    found = seldom(plain, _STEMS, _PASSIVE, _NEEDS, _NEEDS_HIS, _ACTIVE)
    if found is None or re.search(r"\b(?:second|too|also|as well|both)\b", _sentence(plain, found), re.I):
        return None
    who, what = _person(found["who"]), _noun(found["what"])
    if who is None and found.re.pattern in (_PASSIVE, _NEEDS):
        who = _noun(found["who"])  # whoever something is approved by is somebody
    if who is None or what is None:
        return None
    unit = (found["sign"] or found["unit"] or "").strip().lower()
    unit = CURRENCIES.get(unit, CURRENCIES.get(singular(unit), "%" if unit.startswith("per") else singular(unit)))
    value = re.sub(r"[, ](?=\d{3})|\.(?=\d{3}\b)", "", found["value"]) + ("000" if found["thousand"] else "")
    return Threshold(
        what, who, value, unit, re.sub(r"^(?:and|where|when|have|let|make) ", "", found[0].strip(" ,;:-\n"), flags=re.I)
    )


def _sentence(text: str, found: re.Match[str]) -> str:
    behind = re.split(r"[.;:\n]", text[found.end() :])[0]
    return found[0] + behind


def _person(words: str) -> str | None:
    """Return the role that the last words name; of "stock and have a supervisor" it is the supervisor."""
    said = [word for word in words.lower().split() if word not in _SMALL]
    for at in range(len(said)):
        phrase = " ".join([*said[at:-1], singular(said[-1])])
        if is_person(phrase) and not set(said[at:-1]) & word_class("prepositions"):
            return role_of(phrase).name
    return None


_SMALL = frozenset(
    {
        "the",
        "a",
        "an",
        "and",
        "or",
        "have",
        "let",
        "make",
        "must",
        "also",
        "only",
        "then",
        "our",
        "their",
        "every",
        "each",
        "any",
    }
)


def _noun(words: str) -> str | None:
    said = [
        word for word in words.lower().split() if word not in _SMALL | {"all", "those", "its", "them", "it", "they"}
    ]
    return " ".join([*said[:-1], singular(said[-1])]) if said else None

"""What is borrowed for so long falls due, and what comes back late costs so much a day."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import RuleEntry, TestEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import plural

LOAN = "loan of a thing"
"""By what the archetype of loans is known."""

SUM = r"(?P<sign>[$€£] ?)?(?P<sum>\d+(?:[.,]\d{1,2})?) ?(?P<currency>EUR|USD|GBP|CHF|euros?|dollars?|pounds?|€|\$|£)?"
"""A sum of money with its currency before or behind it."""
_PER = r"(?: is| are)?(?: due| charged)? (?:an?|per|each|every|for each|for every) (?:[a-z]+ )?(?P<unit>hour|day|week)"
_LATE = rf"\b(?:late|overdue|delay\w*|fines?|fees?)\b[^.;]{{0,50}}?{SUM}{_PER}"
_LATE_BEHIND = rf"{SUM}{_PER}[^.;]{{0,30}}\b(?:late|overdue|delay\w*|fines?)\b"
_LATENESS = ("late", "overdue", "delay", "fine", "fee")
_IS_LATE = re.compile(r"\b(?:late|overdue|delay|fine)", re.I)
_CURRENCIES = {"euro": "EUR", "€": "EUR", "dollar": "USD", "$": "USD", "pound": "GBP", "£": "GBP"}


def with_loan(resource: Resource, reading: Reading) -> Resource:
    """Return a loan with the brief's time, and whatever falls due with what each day after that costs."""
    if resource.entry.words[0] == LOAN:
        resource = _lent(resource, reading)
    names = {column.name for column in resource.columns}
    found = seldom(reading.spoken, _LATENESS, _LATE, _LATE_BEHIND)
    if found is None or resource.there or not names & {"due_at", "due_on", "due_date", "returned_at", "ends_at"}:
        return resource
    return _with_fee(resource, found) if _IS_LATE.search(reading.spoken) else resource


def _lent(resource: Resource, reading: Reading) -> Resource:
    term = next((n for n in reading.numbers if n.kind in ("lifetime", "duration", "most") and n.seconds), None)
    single = re.search(r"\bfor an? (day|week|fortnight|month)\b", reading.spoken, re.I)
    span = term.amount if term is not None else f"1 {single[1].lower()}" if single else "14 days (assumption)"
    columns = tuple(
        replace(c, purpose=f"`borrowed_at` + {span}, set when it is lent") if c.name == "due_at" else c
        for c in resource.columns
    )
    return replace(resource, columns=columns)


def out_once(resource: Resource) -> Resource:
    """Return a loan, whose keys are known, with one open row for each thing that is lent."""
    lent = next((p.column for p in resource.parents if p.column not in (resource.owner, resource.tenant)), None)
    if resource.entry.words[0] != LOAN or lent is None:
        return resource
    key = f"{lent} where status = 'borrowed'"
    return replace(resource, entry=resource.entry.model_copy(update={"unique": (key,)}))


def cents_of(found: re.Match[str]) -> tuple[int, str]:
    """Return a sum that `SUM` found, in hundredths, and its currency; EUR where the brief names none."""
    spoken = (found["currency"] or found["sign"] or "EUR").strip()
    currency = _CURRENCIES.get(spoken.lower().rstrip("s"), spoken.upper())
    return round(float(found["sum"].replace(",", ".")) * 100), currency


def _with_fee(resource: Resource, found: re.Match[str]) -> Resource:
    """Keep the rate on the row, as agreed when it was made, and what it came to."""
    names = {column.name for column in resource.columns}
    unit, amount = found["unit"].lower(), found["sum"].replace(",", ".")
    cents, currency = cents_of(found)
    rate, fee = f"late_fee_per_{unit}", "fine" if "fine" in names else "late_fee"
    due = next(name for name in ("due_at", "due_on", "due_date", "ends_at", "returned_at") if name in names)
    server = frozenset({"server"})
    fresh = (
        ColumnLine(rate, "money", default=str(cents), flags=server, purpose=f"{amount} {currency}, as agreed when it was made"),
        ColumnLine(fee, "money", default="0", flags=server, purpose=f"worked out on return: the rate for each {unit} begun after `{due}`"),
        ColumnLine("currency", "currency", default=currency, flags=server),
    )  # fmt: skip
    rule = RuleEntry(
        name=f"Late by the {unit}",
        description=f"Each {unit} begun after `{due}` costs {amount} {currency}; what is back in time costs nothing.",
        implementation=f"`{fee}_cents = {rate}_cents * ceil(…)` over the {plural(unit)} from `{due}` to the return, in the update that records it.",
        edge_cases=(f"One second after `{due}` the first {unit} has begun and is charged.",),
        validation=f"`{fee}_cents` is a multiple of `{rate}_cents`, and 0 for a return in time.",
        about=(due, f"{rate}_cents", f"{fee}_cents"),
    )
    tests = (
        TestEntry(given=f"{{One}} returned at `{due}` to the second.", expect=f"`{fee}_cents` 0."),
        TestEntry(given=f"{{One}} returned one {unit} after `{due}`.", expect=f"`{fee}_cents` {cents}."),
    )
    added = {"rules": (*resource.entry.rules, rule), "tests": (*resource.entry.tests, *tests)}
    entry = resource.entry.model_copy(update=added)
    columns = (*resource.columns, *(c for c in fresh if c.name not in names))
    return replace(resource, columns=columns, entry=entry, verbs=_charged(resource, f"{fee}_cents"))


def _charged(resource: Resource, fee: str) -> dict[str, VerbEntry]:
    """The call that takes it back sets the fee."""
    return {
        name: verb.model_copy(update={"sets": tuple(dict.fromkeys((*verb.sets, fee)))}) if name == "return" else verb
        for name, verb in resource.verbs.items()
    }

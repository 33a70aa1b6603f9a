"""What an amount must come to ("5 to 500 EUR") is a bound on the column that callers give, and what a late cancellation costs a fee."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.borrowing import SUM, cents_of
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import Answer, RuleEntry
from draftspec.drafters.builtin.limit_texts import start_of
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.times import TIME, time_of

BOUND = "Amounts "
"""How the rule about the bounds of an amount begins."""
FEE = "Late cancellation "
"""How the rule about what a late cancellation costs begins."""
_LEAST = re.compile(r"\b(?:at least|min(?:imum)?|no less than|from)\b", re.I)
_MOST = re.compile(r"\b(?:at most|up to|max(?:imum)?|no more than|not more than)\b", re.I)
_RANGE = re.compile(r"\b(\d+(?:\.\d+)?) ?(?:to|and|-|–) ?[€$£]?(\d+(?:\.\d+)?)")
_OTHERWISE = re.compile(r"\b(?:above|over|below|under|exceed\w*|more than|less than|per|a (?:day|week|month|year)|cost|fee)\b", re.I)  # fmt: skip
_LATE_FEE = (
    rf"\bcancel\w*\b[^.;]{{0,40}}?\b(?:less than|within|later than|under) (?P<span>\d+ (?:hour|day)s?)(?: before)?\b"
    rf"[^.;]{{0,40}}?\b(?:costs?|fee of|charged?|pay) (?:a |an |the )?(?:fee of )?{SUM}"
)

_FREE_UNTIL = (
    rf"\bcancel\w*\b[^.;]{{0,40}}?\b(?:up to|until|at least) {TIME} (?:before|ahead|in advance)\b[^.;]{{0,20}}?\b(?:without (?:a |any )?(?:fee|charge|cost)|free of charge|for free|free)\b"
    rf"[^.;]{{0,20}}?\b(?:later|after that|afterwards|then|otherwise|thereafter|else)\b[^.;]{{0,30}}?\b(?:charge|costs?|pay|pays|fee of|fee is)\b (?:a |an |the )?(?:fee of )?{SUM}"
)


def with_amounts(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with the bounds that the brief sets to its amount, and the fee of a late cancellation."""
    return _with_fee(_bounded(resource, reading), reading)


def _bounded(resource: Resource, reading: Reading) -> Resource:
    given = [c for c in resource.columns if c.kind == "money" and not c.flags & {"server"} and not c.nullable]
    sums = [fact for fact in reading.numbers if fact.kind == "money" and not _OTHERWISE.search(fact.text)]
    least = next((fact for fact in sums if _LEAST.search(fact.text) or _is_end(fact, first=True)), None)
    most = next((fact for fact in sums if _MOST.search(fact.text) or _is_end(fact, first=False)), None)
    if not given or (least is None and most is None) or resource.there:
        return resource
    column = f"{given[0].name}_cents"
    bounds = [(">=", _cents(least))] if least is not None else []
    bounds += [("<=", _cents(most))] if most is not None else []
    check = " and ".join(f"{column} {sign} {cents}" for sign, cents in bounds)
    guesses = (rule for rule in resource.entry.rules if {given[0].name, column} & set(rule.about) and rule.answer)
    guessed = {rule.name for rule in guesses if "(assumption)" in rule.description}
    rules = (*(rule for rule in resource.entry.rules if rule.name not in guessed), _bound(column, least, most))
    entry = resource.entry.model_copy(update={"checks": (*resource.entry.checks, check), "rules": rules})
    return replace(resource, entry=entry)


def _is_end(fact: NumberFact, *, first: bool) -> bool:
    """Tell whether a number is the lower or the upper end of "5 to 500 EUR"."""
    found = _RANGE.search(fact.text.replace(",", ""))
    return found is not None and found[1 if first else 2] == fact.value


def _cents(fact: NumberFact) -> int:
    return round(float(fact.value) * 100)


def _said(fact: NumberFact) -> str:
    return f"{fact.value} {fact.unit.upper() if len(fact.unit) == 3 else 'of money'}"


def _bound(column: str, least: NumberFact | None, most: NumberFact | None) -> RuleEntry:
    parts = [f"at least {_said(least)}"] if least is not None else []
    parts += [f"at most {_said(most)}"] if most is not None else []
    said = " and ".join(parts)
    return RuleEntry(
        name=f"{BOUND}of {said}",
        description=f"`{column}` comes to {said}; the bounds themselves are allowed.",
        implementation=f"A CHECK on `{column}`, and the same comparison on input, so that the caller is told which bound it was.",
        edge_cases=("Exactly a bound is taken, a cent beyond it is not.",),
        validation=f"`{column}` against the bounds, in cents.",
        about=(column,),
        answer=Answer(
            status=422,
            code="{ONE}_AMOUNT_OUT_OF_RANGE",
            when=f"`{column}` is not {said}",
            message=f"Please choose an amount of {said}.",
            at=("create", "update"),
        ),
    )


def _with_fee(resource: Resource, reading: Reading) -> Resource:
    found = seldom(reading.spoken, ("cancel",), _LATE_FEE, _FREE_UNTIL)
    if found is None or resource.there or "cancel" not in resource.verbs:
        return resource
    cents, currency = cents_of(found)
    start = start_of(resource)
    span = found["span"] if "span" in found.re.groupindex else time_of(found)
    line = ColumnLine("cancellation_fee", "money", default="0", flags=frozenset({"server"}), purpose=f"{found['sum']} {currency} for a late cancellation, else 0")  # fmt: skip
    rule = RuleEntry(
        name=f"{FEE}costs {found['sum']} {currency}",
        description=f"Cancelled less than {span} before {start}, a {{one}} costs {found['sum']} {currency}; sooner it costs nothing.",
        implementation=f"The statement that cancels sets `cancellation_fee_cents` to {cents} where {start} - interval '{span}' < now(), and to 0 otherwise.",
        edge_cases=(f"To the second {span} before {start} it is still free.",),
        validation="The database's clock decides, in the statement that cancels.",
        about=("cancellation_fee_cents",),
    )
    call = resource.verbs["cancel"]
    verbs = {**resource.verbs, "cancel": call.model_copy(update={"sets": (*call.sets, "cancellation_fee")})}
    known = any(c.name == "cancellation_fee" for c in resource.columns)
    entry = resource.entry.model_copy(update={"rules": (rule, *resource.entry.rules)})
    columns = resource.columns if known else (*resource.columns, line)
    return replace(resource, columns=columns, verbs=verbs, entry=entry)


def without_told(facts: tuple[NumberFact, ...], resources: list[Resource]) -> tuple[NumberFact, ...]:
    """Return the numbers without those that a fee tells already: the span that it begins with is no refusal."""
    told = [f"{r.name} {r.description}" for one in resources for r in one.entry.rules if r.name.startswith(FEE)]
    return tuple(f for f in facts if not (f.kind == "notice" and any(f.amount in words for words in told)))

"""What an amount must come to ("5 to 500 EUR") is a bound on the column that callers give."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.entries import Answer, RuleEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact

BOUND = "Amounts "
"""How the rule about the bounds of an amount begins."""
_LEAST = re.compile(r"\b(?:at least|min(?:imum)?|no less than|from)\b", re.I)
_MOST = re.compile(r"\b(?:at most|up to|max(?:imum)?|no more than|not more than)\b", re.I)
_RANGE = re.compile(r"\b(\d+(?:\.\d+)?) ?(?:to|and|-|–) ?[€$£]?(\d+(?:\.\d+)?)")
_OTHERWISE = re.compile(r"\b(?:above|over|below|under|exceed\w*|more than|less than|per|a (?:day|week|month|year)|cost|fee)\b", re.I)  # fmt: skip


def with_amounts(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with the bounds that the brief sets to its amount."""
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

"""What is late costs a multiple or a share of what it costs anyway ("1.5 times the daily rate for every day after the due date")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.times import TIME, time_of
from draftspec.drafters.builtin.reading.words import plural

FACTOR = r"(?P<factor>\d+(?:\.\d+)? ?%|\d+(?:\.\d+)? times|double|twice|triple|half)(?: of)?"
"""By what something is multiplied."""
_WORDS = {"double": "2", "twice": "2", "triple": "3", "half": "0.5"}
_COST = r"(?:the |its |their |his |her |that )?(?P<cost>(?:(?:daily|hourly|weekly|monthly|normal|usual|regular|full|rental) )?(?:rate|price|fee|rent|cost|charge|amount|total|tariff)|amount|total|sum)s?"
_UNIT = r"(?:for |per )?(?:each|every|a|an|per) (?:(?:extra|additional|further|late|begun|started|started?) )?(?P<unit>hour|day|week)"
_LATE = r"(?:late|overdue|delay\w*|after (?:the |its |their )?due (?:date|time|day)|not (?:back|returned) (?:in|on) time|too late)"
_EARLY = r"(?:less than|within|later than|under|fewer than)"
_CANCELLED = (
    rf"\bcancel\w*\b[^.;\n]{{0,40}}?\b{_EARLY} (?:the last )?{TIME}[^.;\n]{{0,50}}?\b(?:costs?|fee (?:of|is)|charged?|pays?|due|lose|loses)\b (?:a |an |the )?(?:fee of )?{FACTOR}(?: {_COST})?",
    rf"{FACTOR} {_COST}[^.;\n]{{0,40}}?\b(?:if|when|for|on)\b[^.;\n]{{0,30}}?\bcancel\w*\b[^.;\n]{{0,30}}?\b{_EARLY} (?:the last )?{TIME}",
)
_BY_UNIT = (
    rf"\b{_LATE}\b[^.;\n]{{0,60}}?{FACTOR} {_COST} {_UNIT}\b",
    rf"{FACTOR} {_COST} {_UNIT}\b[^.;\n]{{0,40}}?\b{_LATE}\b",
    rf"\b(?:each|every) (?P<unit>hour|day|week) (?:that [a-z ]+ )?{_LATE}\b[^.;\n]{{0,40}}?{FACTOR} {_COST}",
)
_AT_ONCE = (
    rf"{FACTOR} (?:{_COST})?[^.;\n]{{0,40}}?\b(?:if|when|for|on) (?:it is |they are )?(?:paid late|late payments?|pays? late)\b",
    rf"\b(?:paid late|late payments?|pays? late)\b[^.;\n]{{0,40}}?{FACTOR}(?: {_COST})?",
)
_STEMS = ("late", "overdue", "delay", "due", "time")
_DUE = ("due_at", "due_on", "due_date", "due_time", "ends_at", "ends_on", "end_date")
_SERVER = frozenset({"server"})
_TRIED = 1000


@dataclass(frozen=True)
class _Said:
    factor: Decimal
    cost: str
    unit: str | None
    words: str


def factor_of(words: str) -> Decimal:
    """Return the factor that words give: 1.5 for "1.5 times", 0.05 for "5 %", 2 for "double"."""
    low = words.lower().strip()
    number = Decimal(_WORDS.get(low) or re.sub(r"[^\d.]", "", low))
    return number / 100 if "%" in low else number


def share_of_cents(factor: Decimal, cents: int) -> int:
    """Return so much of a sum, in whole cents, half up."""
    return int((factor * cents).quantize(Decimal(1), ROUND_HALF_UP))


def with_surcharge(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that comes back or is paid late keeps what that costs, set by the call that ends it."""
    said = None if reading.foreign else _said(reading.text)
    if said is None:
        return resources
    for resource in resources:
        charged = _charged(resource, said)
        if charged is not None:
            return [charged if r is resource else r for r in resources]
    return resources


def _said(text: str) -> _Said | None:
    plain = " ".join(text.split())
    by_unit = seldom(plain, _STEMS, *_BY_UNIT)
    found = by_unit or seldom(plain, _STEMS, *_AT_ONCE)
    if found is None:
        return None
    unit = found["unit"].lower() if by_unit is not None else None
    return _Said(factor_of(found["factor"]), (found["cost"] or "").lower(), unit, _clause(plain, found))


def _clause(text: str, found: re.Match[str]) -> str:
    """Return what was found with the words before it, back to the beginning of that part of the sentence."""
    before = re.split(r"[.;:,] ", text[: found.start()])[-1]
    return re.sub(r"^(?:and|but|or) ", "", f"{before}{found[0]}".strip(" -*•"), flags=re.I)


LATE = "Late by "
"""How the rule about what it costs to be late begins."""


def unpriced(plan: Plan) -> str | None:
    """Return what the brief lets a delay cost by a factor and no call of the design works out, in its words."""
    said = None if plan.reading.foreign else _said(plan.reading.text)
    told = any(rule.name.startswith(LATE) for resource in plan.resources for rule in resource.entry.rules)
    return said.words if said is not None and not told else None


def _charged(resource: Resource, said: _Said) -> Resource | None:
    names = {column.name for column in resource.columns}
    call = next((name for name, verb in resource.verbs.items() if _closes(name, verb.to, said)), None)
    due = next((name for name in _DUE if name in names), None)
    cost = _cost(resource, said)
    if resource.there or call is None or due is None or cost is None or "late_fee" in names:
        return None
    fee = ColumnLine(
        "late_fee",
        "money",
        default="0",
        flags=_SERVER,
        purpose=f"set by `{call}`: {_formula(said, cost, due)}; 0 in time",
    )
    stamp = "returned_at" if said.unit else "paid_at"
    back = ColumnLine(stamp, "moment", nullable=True, flags=_SERVER)
    fresh = (fee, *(() if stamp in names else (back,)))
    verb = resource.verbs[call]
    sets = tuple(dict.fromkeys((*verb.sets, stamp, "late_fee_cents")))
    entry = resource.entry.model_copy(
        update={
            "rules": (_rule(said, cost, due, call), *resource.entry.rules),
            "tests": (*_tests(said, cost, due, call), *resource.entry.tests),
        }
    )
    verbs = {**resource.verbs, call: verb.model_copy(update={"sets": sets})}
    return replace(resource, columns=(*resource.columns, *fresh), verbs=verbs, entry=entry)


def _closes(name: str, to: str | None, said: _Said) -> bool:
    """Tell whether a call ends what may be late: it comes back, or it is paid."""
    ends = ("return", "returned") if said.unit else ("pay", "paid")
    return name in ends or to == ends[1] or name == f"mark_{ends[1]}"


@dataclass(frozen=True)
class CancelShare:
    """What cancelling in the last time before the start costs: a share of what a column holds."""

    span: str
    shown: str
    fee: str
    tried: str


def without_costs(facts: tuple[NumberFact, ...], reading: Reading) -> tuple[NumberFact, ...]:
    """Return the numbers without the time from which cancelling costs something: until then it is no refusal."""
    found = None if reading.foreign else _cancelled(reading)
    costs = found[0].casefold() if found is not None else ""
    timed = ("notice", "lifetime", "duration")
    return tuple(f for f in facts if not (f.kind in timed and f"{f.value} {f.unit}" in costs))


def _cancelled(reading: Reading) -> re.Match[str] | None:
    return seldom(" ".join(reading.text.split()), ("cancel",), *_CANCELLED)


def cancel_share(resource: Resource, reading: Reading) -> CancelShare | None:
    """Return which share of its price a late cancellation of a thing costs, or None where the brief says nothing of it or no column holds it."""
    found = None if reading.foreign else _cancelled(reading)
    if found is None:
        return None
    factor = factor_of(found["factor"])
    cost = _cost(resource, _Said(factor, (found["cost"] or "price").lower(), None, found[0]))
    if cost is None:
        return None
    given = _percent(factor)
    tried = f"{share_of_cents(factor, _TRIED)}, where `{cost}` is {_TRIED}"
    return CancelShare(time_of(found), f"{given} % of `{cost}`", f"round(`{cost}` × {factor.normalize():f})", tried)


def _cost(resource: Resource, said: _Said) -> str | None:
    """Return the column with what is multiplied: one with the brief's words, or a rate for that unit of time."""
    money = [c for c in resource.columns if c.kind == "money" and not re.search(r"deposit|fee|tax|minimum", c.name)]
    words = said.cost.split()
    full = next((c for c in money if words and c.name == "_".join(words)), None)
    timed = {"day": ("daily", "per_day"), "hour": ("hourly", "per_hour"), "week": ("weekly", "per_week")}.get(
        said.unit or "", ()
    )
    rated = next((c for c in money if any(part in c.name for part in timed)), None)
    last = next((c for c in money if words and words[-1] in c.name.split("_")), None)
    whole = next((c for c in money if said.unit is None and c.name in ("total", "amount")), None)
    found = full or rated or last or whole
    return column_name(found) if found is not None else None


def _shown(said: _Said) -> str:
    return f"{said.factor.normalize():f}"


def _formula(said: _Said, cost: str, due: str) -> str:
    per = f"{plural(said.unit)} begun after `{due}` × " if said.unit else ""
    return f"{per}`{cost}` × {_shown(said)}"


def _percent(factor: Decimal) -> str:
    return f"{(factor * 100).normalize():f}"


def _rule(said: _Said, cost: str, due: str, call: str) -> RuleEntry:
    given = _percent(said.factor)
    told = f"{_shown(said)} times `{cost}`" if said.factor >= 1 else f"{given} % of `{cost}`"
    each = (
        f"each {said.unit} begun after `{due}` costs {told}"
        if said.unit
        else f"what is paid after `{due}` costs {told} more"
    )
    counted = f"ceil(({plural(said.unit)} from `{due}` to now())) × " if said.unit else ""
    guard = "" if said.unit else f" where `{due}` has passed"
    return RuleEntry(
        name=f"{LATE}the {said.unit}: {told.replace('`', '')}" if said.unit else f"{LATE}{told.replace('`', '')}",
        description=f"“{said.words}”: {each}; in time it costs nothing.",
        implementation=f"The update of `{call}` sets `late_fee_cents` to round({counted}`{cost}` × {_shown(said)}), in whole cents, half up{guard}, and to 0 in time.",
        edge_cases=(
            f"On the day of `{due}` it is in time."
            if due.endswith(("date", "_on"))
            else f"To the second at `{due}` it is in time.",
            "The fee is worked out once, by the database's clock; a rate that changes later changes nothing.",
        ),
        validation=f"`late_fee_cents` against {_formula(said, cost, due)}.",
        about=(due, cost, "late_fee_cents"),
    )


def _tests(said: _Said, cost: str, due: str, call: str) -> tuple[TestEntry, ...]:
    one = share_of_cents(said.factor, _TRIED)
    late = f"one {said.unit} after `{due}`" if said.unit else f"one day after `{due}`"
    tests = [
        TestEntry(given=f"{{One}} with `{cost}` {_TRIED}, `{call}` at `{due}`.", expect="`late_fee_cents` 0."),
        TestEntry(given=f"{{One}} with `{cost}` {_TRIED}, `{call}` {late}.", expect=f"`late_fee_cents` {one}."),
    ]
    if said.unit:
        tests.append(
            TestEntry(
                given=f"{{One}} with `{cost}` {_TRIED}, `{call}` 3 {plural(said.unit)} after `{due}`.",
                expect=f"`late_fee_cents` {3 * one}.",
            )
        )
    return tuple(tests)

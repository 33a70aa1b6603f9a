"""What a late cancellation costs is a fee that the call sets, and there is no second way out of it."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.borrowing import SUM, cents_of
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import Answer, Entry, RuleEntry, TestEntry
from draftspec.drafters.builtin.limit_texts import start_of
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.times import TIME, time_of
from draftspec.drafters.builtin.surcharges import CancelShare, cancel_share

FEE = "Late cancellation "
"""How the rule about what a late cancellation costs begins."""
_LATE_FEE = (
    rf"\bcancel\w*\b[^.;]{{0,40}}?\b(?:less than|within|later than|under) (?P<span>\d+ (?:hour|day)s?)(?: before)?\b"
    rf"[^.;]{{0,40}}?\b(?:costs?|fee of|charged?|pay) (?:a |an |the )?(?:fee of )?{SUM}"
)

_FREE_UNTIL = (
    rf"\bcancel\w*\b[^.;]{{0,40}}?\b(?:up to|until|at least) {TIME} (?:before|ahead|in advance)\b[^.;]{{0,20}}?\b(?:without (?:a |any )?(?:fee|charge|cost)|free of charge|for free|free)\b"
    rf"[^.;]{{0,20}}?\b(?:later|after that|afterwards|then|otherwise|thereafter|else)\b[^.;]{{0,30}}?\b(?:charge|costs?|pay|pays|fee of|fee is)\b (?:a |an |the )?(?:fee of )?{SUM}"
)


def with_late_fee(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with the fee of a late cancellation: it is cancelled only, and not deleted or moved to get round it."""
    said = _said(resource, reading)
    if said is None or resource.there or "cancel" not in resource.verbs:
        return resource
    line = ColumnLine("cancellation_fee", "money", default="0", flags=frozenset({"server"}), purpose=f"{said.shown} for a late cancellation, else 0")  # fmt: skip
    call = resource.verbs["cancel"]
    verbs = {**resource.verbs, "cancel": call.model_copy(update={"sets": (*call.sets, "cancellation_fee")})}
    known = any(c.name == "cancellation_fee" for c in resource.columns)
    rules = (_costing(resource, said), *_staying(resource, said.span))
    return replace(
        resource,
        columns=resource.columns if known else (*resource.columns, line),
        verbs=verbs,
        standard=tuple(action for action in resource.standard if action != "delete"),
        entry=_told(resource, rules, said),
    )


def _said(resource: Resource, reading: Reading) -> CancelShare | None:
    """Return what a late cancellation costs by the brief: a share of the price, or a sum."""
    share = cancel_share(resource, reading) if start_of(resource).startswith("`") else None
    found = seldom(reading.spoken, ("cancel",), _LATE_FEE, _FREE_UNTIL) if share is None else None
    if found is None:
        return share
    cents, currency = cents_of(found)
    span = found["span"] if "span" in found.re.groupindex else time_of(found)
    return CancelShare(span, f"{found['sum']} {currency}", str(cents), str(cents))


def _costing(resource: Resource, said: CancelShare) -> RuleEntry:
    start, span, price = start_of(resource), said.span, said.shown
    firm = "confirmed" in resource.verbs["cancel"].before
    waiting = ("One that nobody has confirmed yet costs nothing (assumption).",) if firm else ()
    held = "`status` is `confirmed` and " if firm else ""
    return RuleEntry(
        name=f"{FEE}costs {price.replace('`', '')}",
        description=f"Cancelled less than {span} before {start}, a {{one}} costs {price}; sooner it costs nothing.",
        implementation=f"The statement that cancels sets `cancellation_fee_cents` to {said.fee} where {held}{start} - interval '{span}' < now(), and to 0 otherwise.",
        edge_cases=(f"To the second {span} before {start} it is still free.", *waiting),
        validation="The database's clock decides, in the statement that cancels.",
        about=("cancellation_fee_cents",),
    )


def _staying(resource: Resource, span: str) -> tuple[RuleEntry, ...]:
    """Return the rule that nothing is moved any more once cancelling it would cost, where it can be changed at all."""
    start = start_of(resource)
    if "update" not in resource.standard or not start.startswith("`"):
        return ()
    rule = RuleEntry(
        name=f"Not moved in the last {span}",
        description=f"From {span} before {start} on, a {{one}} is cancelled and not moved: else moving it first would save the fee.",
        implementation=f"The update of {start} carries `{start.strip('`')} - interval '{span}' >= now()` for the old value.",
        edge_cases=("What does not touch the time is changed all the same.",),
        validation="The old time counts, not the new one.",
        about=(start.strip("`"),),
        answer=Answer(
            status=409,
            code="{ONE}_TOO_LATE_TO_MOVE",
            when=f"it begins in less than {span}",
            message="It can no longer be moved, only cancelled.",
            at=("update",),
        ),
    )
    return (rule,)


def _told(resource: Resource, rules: tuple[RuleEntry, ...], said: CancelShare) -> Entry:
    """Return the entry with the rules and a test at each side of the time; what it said of deleting goes with the call."""
    deleting = {rule.name for rule in resource.entry.rules if rule.answer is not None and rule.answer.at == ("delete",)}
    kept = tuple(rule for rule in resource.entry.rules if rule.name not in deleting)
    start, span = start_of(resource), said.span
    tests = (
        TestEntry(
            given=f"{{One}} whose {start} is {span} ahead to the second, cancelled.",
            expect="`cancellation_fee_cents` 0.",
        ),
        TestEntry(
            given=f"{{One}} whose {start} is a second less than {span} ahead, cancelled.",
            expect=f"`cancellation_fee_cents` {said.tried}.",
        ),
    )
    return resource.entry.model_copy(update={"rules": (*rules, *kept), "tests": (*tests, *resource.entry.tests)})


def without_told(facts: tuple[NumberFact, ...], resources: list[Resource]) -> tuple[NumberFact, ...]:
    """Return the numbers without those that a fee tells already: the span that it begins with is no refusal."""
    told = [f"{r.name} {r.description}" for one in resources for r in one.entry.rules if r.name.startswith(FEE)]
    return tuple(
        f for f in facts if not (f.kind in ("notice", "lifetime") and any(f.amount in words for words in told))
    )

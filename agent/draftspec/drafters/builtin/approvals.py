"""A second approval from an amount on ("above 500 EUR finance approves too"): who gives it, when, and what waits for it."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.deciding import is_approved_once
from draftspec.drafters.builtin.entries import Answer, RuleEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import snake

_FROM = r"(?:above|over|exceeding|more than|from|beyond)"
_DECIDES = r"(?:approves?|signs?(?: off)?|confirms?|releases?|authori[sz]es?)"
_BEFORE = rf"\b{_FROM} [^,;.]*?\d[\d.,]*[^,;.]{{0,12}}?,? (?:the |an? )?(?P<who>[a-z]+(?: [a-z]+)?) (?:must |has to |have to |needs? to |also )*{_DECIDES}\b"  # fmt: skip
_BEHIND = rf"\b(?:the |an? )?(?P<who>[a-z]+(?: [a-z]+)?) (?:must |has to |have to |needs? to |also )*{_DECIDES}\b[^,;.]*? {_FROM} [^,;.]*?\d"  # fmt: skip
_SECOND = rf"\b{_FROM} [^;.]*?\d[^;.]*\b(?P<who>second) (?:approval|signature|approver)"
_STEMS = ("above", "over", "exceeding", "more than", "from", "beyond")
_NOBODY = frozenset({"manager", "managers", "they", "it", "he", "she", "who", "and", "or", "eur", "usd", "euro"})


_EMPTY = frozenset({"the", "a", "an", "only", "must", "also", "has", "have", "needs", "need", "to", "then"})


def with_second_approval(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with the approval that the brief demands from a threshold on."""
    line = _threshold(reading)
    who = _whose(reading)
    if line is None or who is None or "approve" not in resource.verbs or resource.there:
        return resource
    if who != "second" and is_approved_once(reading):
        return _approved_once(resource, who, line)
    approved = resource.verbs["approve"].to
    name, stamp = f"{who}_approve", f"{who}_approved_at"
    by = None if who == "second" else who.replace("_", " ")
    call = VerbEntry(
        does=f"Gives the second approval, which is needed above {_said(line)}.",
        before=(approved,) if approved else (),
        sets=(stamp,),
        by=by or resource.verbs["approve"].by,
    )
    column = ColumnLine(
        stamp, "moment", nullable=True, flags=frozenset({"server"}), purpose=f"needed above {_said(line)}"
    )
    later = tuple(
        verb
        for verb, said in resource.verbs.items()
        if approved and approved in said.before and said.to not in (None, approved)
    )
    entry = resource.entry.model_copy(
        update={"rules": (_rule(line, name, stamp, resource, later), *resource.entry.rules)}
    )
    return replace(resource, columns=(*resource.columns, column), verbs={**resource.verbs, name: call}, entry=entry)


def _approved_once(resource: Resource, who: str, line: NumberFact) -> Resource:
    """Return the thing with the one approval that the brief speaks of, which is needed from a threshold on."""
    approve = resource.verbs["approve"].model_copy(update={"by": who.replace("_", " ")})
    stamp = next((name for name in approve.sets if name.endswith("_at")), None)
    kept = f"`{stamp}` must be filled" if stamp else "the approval must be there"
    rule = RuleEntry(
        name=f"Approval above {_said(line)}",
        description=f"{{Many}} of more than {_said(line)} need `approve` before anything else is done; others need none.",
        implementation=f"Each later call compares the amount with {_said(line)}, a named constant; above it {kept}.",
        edge_cases=(f"Exactly {_said(line)}: no approval is needed.",),
        validation=f"The amount against {_said(line)}, in the transaction of the call.",
        about=(stamp,) if stamp else (),
    )
    entry = resource.entry.model_copy(update={"rules": (rule, *resource.entry.rules)})
    return replace(resource, verbs={**resource.verbs, "approve": approve}, entry=entry)


def _threshold(reading: Reading) -> NumberFact | None:
    return next(
        (
            n
            for n in reading.numbers
            if n.kind in ("money", "threshold", "duration") and re.search(rf"\b{_FROM}\b", n.text, re.I)
        ),
        None,
    )


def _whose(reading: Reading) -> str | None:
    found = seldom(reading.spoken, _STEMS, _SECOND, _BEFORE, _BEHIND)
    if found is None:
        return None
    words = [word for word in found["who"].lower().split() if word not in _NOBODY | _EMPTY]
    return snake(" ".join(words)) or None


def _said(line: NumberFact) -> str:
    return f"{line.value} {line.unit.upper() if line.kind == 'money' and len(line.unit) == 3 else line.unit}".strip()


def _rule(line: NumberFact, name: str, stamp: str, resource: Resource, later: tuple[str, ...]) -> RuleEntry:
    amounts = [column_name(c) for c in resource.columns if c.kind.endswith("money")]
    of = f"`{amounts[0]}`" if amounts and line.kind == "money" else "the value"
    waits = f"`{'`, `'.join(later)}` waits" if later else "whatever follows waits"
    answer = (
        Answer(
            status=409,
            code="SECOND_APPROVAL_MISSING",
            when=f"above {_said(line)} and `{stamp}` is empty",
            message=f"Above {_said(line)} a second approval is needed.",
            at=later,
        )
        if later
        else None
    )
    return RuleEntry(
        name=f"Two approvals above {_said(line)}",
        description=f"{{Many}} of more than {_said(line)} need `{name}` after `approve`; until `{stamp}` is filled, {waits}.",
        implementation=f"The guarded update compares {of} with {_said(line)}, a named constant, and demands `{stamp} IS NOT NULL` above it.",
        edge_cases=(
            f"Exactly {_said(line)}: one approval is enough.",
            "Both approvals by one person: refused, two people decide.",
        ),
        validation=f"{of} against {_said(line)}, and who approved first.",
        about=(stamp,),
        answer=answer,
    )

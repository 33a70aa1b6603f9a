"""What must be approved beyond a value ("a supervisor approves any refund over 50 euros") waits for it, and the rest does not."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import Answer, QuestionEntry, RuleEntry, TestEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.thresholds import Threshold, find_threshold
from draftspec.drafters.builtin.reading.words import snake

GATE = "Approval above "
"""How the rule about an approval beyond a value begins."""
_APART = frozenset(
    {"approve", "reject", "decline", "deny", "cancel", "withdraw", "reopen", "void", "archive", "fail", "discard"}
)
"""Moves that need no approval: decisions, and ways out."""
_SERVER = frozenset({"server"})
_STATES = ("not_needed", "pending", "approved", "rejected")
_WORTH = ("amount", "total", "value", "price", "sum", "cost")


def with_gate(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that the brief wants approved beyond a value is approved by whom it names."""
    line = None if reading.foreign else find_threshold(reading.text)
    built = [resource for resource in resources if not resource.there]
    if line is None or not built:
        return resources
    target = _target(built, line)
    gated = _gated(_without_synonyms(target), line)
    return [gated if resource is target else resource for resource in resources]


_SYNONYMS = ("authorise", "authorize", "sign_off", "clear")
"""Moves that the reading of acts made of other words for an approval."""


def _without_synonyms(resource: Resource) -> Resource:
    told = {name: verb for name, verb in resource.verbs.items() if name in _SYNONYMS and verb.to is None}
    stamps = {column for verb in told.values() for column in verb.sets}
    verbs = {name: verb for name, verb in resource.verbs.items() if name not in told}
    return replace(resource, verbs=verbs, columns=tuple(c for c in resource.columns if c.name not in stamps))


def is_gated(resources: list[Resource]) -> bool:
    """Tell whether a thing waits for an approval beyond a value."""
    return any(rule.name.startswith(GATE) for resource in resources for rule in resource.entry.rules)


def _target(resources: list[Resource], line: Threshold) -> Resource:
    """Return what is approved: the thing of that name, the one that keeps such a value, or the first one."""
    head = line.what.split()[-1]
    named = next((r for r in resources if r.one.split()[-1] == head), None)
    keeping = next((r for r in resources if _kept(r, line) is not None and head[:4] in _kept(r, line).name), None)  # type: ignore[union-attr]
    return named or keeping or resources[0]


def _kept(resource: Resource, line: Threshold) -> ColumnLine | None:
    """Return the column that is compared: one with the brief's word, what a row is worth, or the only number of its kind."""
    fitting = [c for c in resource.columns if _measures(c, line)]
    head = line.what.split()[-1][:4]
    spoken = next((c for c in fitting if any(part.startswith(head) for part in c.name.split("_"))), None)
    exact = next((c for word in _WORTH for c in fitting if c.name == word), None)
    worth = next((c for word in _WORTH for c in fitting if c.name.rpartition("_")[2] == word), None)
    return spoken or exact or worth or next(iter(fitting), None)


def _measures(column: ColumnLine, line: Threshold) -> bool:
    if line.is_money:
        return column.kind in ("money", "signed_money") and not re.search(
            r"limit|minimum|maximum|budget|fee|tax", column.name
        )
    if line.unit == "%":
        return column.kind == "percent" or (column.name.endswith("percent") and _is_number(column))
    return column.name.endswith(tuple(_SCALES.get(line.unit, ()))) and _is_number(column)


_SCALES = {"hour": {"minutes": 60, "hours": 1}, "day": {"hours": 24, "days": 1}}
"""By which ends of a column's name a time is kept, and how many of that unit it is."""


def _is_number(column: ColumnLine) -> bool:
    return re.match(r"(?:small|big)?int\w*|numeric", str(data("types")[column.kind]["type"])) is not None


def _fresh(resource: Resource, line: Threshold) -> ColumnLine:
    """Return the column for a value that nothing keeps: what the thing comes to, or what is meant of it."""
    own = line.what.split()[-1] == resource.one.split()[-1]
    kind = "money" if line.is_money else "percent" if line.unit == "%" else "decimal"
    unit = {"money": "amount", "percent": "percent", "decimal": f"{line.unit}s"}[kind]
    name = unit if own or line.what.split()[-1] in _WORTH else f"{snake(line.what)}_{unit}"
    return ColumnLine(name, kind, nullable=not own, purpose=f"what “{line.said}” is held against")


def _gated(resource: Resource, line: Threshold) -> Resource:
    kept = _kept(resource, line)
    column = kept or _fresh(resource, line)
    resource = resource if kept is not None else replace(resource, columns=(*resource.columns, column))
    moved = resource.verbs.get("approve")
    if moved is not None and moved.to is not None:
        return _by_state(resource, column, line)
    own = line.what.split()[-1] == resource.one.split()[-1]
    questions = () if kept is not None or own else (_valued(resource, column, line),)
    later = _later(resource, closing=kept is None)
    entry = resource.entry.model_copy(
        update={
            "rules": (_rule(column, line, later), _decided(line), *resource.entry.rules),
            "tests": (*_tests(column, line, later), *resource.entry.tests),
            "questions": (*questions, *resource.entry.questions),
        }
    )
    decisions = {"approve": _decision("approve", "approved", line), "reject": _decision("reject", "rejected", line)}
    known = {c.name for c in resource.columns}
    named = f"{snake(line.who)}_id"  # who approves is told by the role, and nobody picks whom to ask
    kept_keys = tuple(p for p in resource.parents if not (p.nullable and p.column == named))
    keys = {p.column for p in kept_keys}
    columns = tuple(c for c in _decision_columns(column, line) if c.name not in known)
    people = tuple(
        ParentLine("user", f"{name}_by_id", nullable=True, on_delete="SET NULL")
        for name in ("approved", "rejected")
        if f"{name}_by_id" not in keys
    )
    return replace(
        resource,
        columns=(*resource.columns, *columns),
        parents=(*kept_keys, *people),
        verbs={**resource.verbs, **decisions},
        entry=entry,
    )


def _later(resource: Resource, *, closing: bool) -> tuple[str, ...]:
    """Return the moves that wait: all of them, or those that end it where the value is known only late."""
    moves = {name: verb for name, verb in resource.verbs.items() if verb.to is not None and name not in _APART}
    left = {state for verb in moves.values() for state in verb.before}
    return tuple(name for name, verb in moves.items() if not closing or verb.to not in left)


def _decision(verb: str, state: str, line: Threshold) -> VerbEntry:
    done = "Approves" if verb == "approve" else "Refuses"
    return VerbEntry(
        does=f"{done} what is above {line.shown}: `approval` is `{state}` from then on.",
        sets=("approval", f"{state}_at"),
        by=line.who,
    )


def _decision_columns(column: ColumnLine, line: Threshold) -> tuple[ColumnLine, ...]:
    name = column_name(column)
    purpose = f"`pending` once `{name}` is above {line.shown}, until the {line.who} decides"
    return (
        ColumnLine(
            "approval", "choice", default="not_needed", values=_STATES, flags=_SERVER | {"filter"}, purpose=purpose
        ),
        ColumnLine("approved_at", "moment", nullable=True, flags=_SERVER, purpose=f"when the {line.who} approved it"),
        ColumnLine("rejected_at", "moment", nullable=True, flags=_SERVER, purpose=f"when the {line.who} refused it"),
    )


def _edge(column: ColumnLine, line: Threshold) -> tuple[str, str]:
    """Return the stored value at the line, and the least one beyond it."""
    if column.kind in ("money", "signed_money"):
        cents = round(float(line.value) * 100)
        return str(cents), str(cents + 1)
    if _is_fraction(column):
        return line.value, f"{float(line.value) + 0.01:g}"
    scale = next((n for end, n in _SCALES.get(line.unit, {}).items() if column.name.endswith(end)), 1)
    return str(round(float(line.value) * scale)), str(round(float(line.value) * scale) + 1)


def _is_fraction(column: ColumnLine) -> bool:
    return str(data("types")[column.kind]["type"]).startswith("numeric")


def _rule(column: ColumnLine, line: Threshold, later: tuple[str, ...]) -> RuleEntry:
    name, (edge, _) = column_name(column), _edge(column, line)
    waits = (
        f"`{'`, `'.join(later)}` {'wait' if len(later) > 1 else 'waits'} for it"
        if later
        else "nothing is done on its strength before that"
    )
    return RuleEntry(
        name=f"{GATE}{line.shown}",
        description=f"“{line.said}”: a {{one}} with `{name}` > {edge} is `pending` until the {line.who} calls `approve`; {waits}. Up to {line.shown} no approval is needed.",
        implementation=f"The statement that writes `{name}` sets `approval` to `pending` where it is > {edge} and to `not_needed` otherwise; later calls carry `approval IN ('not_needed', 'approved')` in their WHERE clause.",
        edge_cases=(
            f"`{name}` {edge} needs none.",
            f"`{name}` is changed after the decision: `approval` is set anew, and what was approved is approved again.",
        ),
        validation=f"`{name}` > {edge}, compared as stored, in the transaction of the call.",
        about=(name, "approval"),
        answer=_refusal(line, later) if later else None,
    )


def _refusal(line: Threshold, later: tuple[str, ...]) -> Answer:
    return Answer(
        status=409,
        code="{ONE}_NOT_APPROVED",
        when=f"it is above {line.shown} and not approved",
        message=f"Above {line.shown} the {line.who} has to approve it first.",
        at=later,
    )


def _decided(line: Threshold) -> RuleEntry:
    return RuleEntry(
        name="Decided once, by somebody else",
        description=f"`approve` and `reject` find only what is `pending`, and never the {line.who}'s own {{one}}.",
        implementation="One guarded update: `approval = 'pending'`, and the caller is not who made the row; its row count decides.",
        edge_cases=("Two decide at once: one update matches the row, the other none.",),
        validation="The row count of that update.",
        about=("approval",),
        answer=Answer(
            status=409,
            code="{ONE}_NOT_PENDING",
            when="its `approval` is not `pending`",
            message="Nothing is to be decided here.",
            at=("approve", "reject"),
        ),
    )


def _tests(column: ColumnLine, line: Threshold, later: tuple[str, ...]) -> tuple[TestEntry, ...]:
    name, (edge, beyond) = column_name(column), _edge(column, line)
    waiting = f", then `{later[0]}`" if later else ""
    refused = ", 409 {ONE}_NOT_APPROVED" if later else ""
    return (
        TestEntry(given=f"{{One}} with `{name}` {edge}{waiting}.", expect=f"`approval` `not_needed`{', 200' if later else ''}."),
        TestEntry(given=f"{{One}} with `{name}` {beyond}{waiting}.", expect=f"`approval` `pending`{refused}."),
        TestEntry(given=f"{{One}} with `{name}` {beyond}, approved by the {line.who}{waiting}.", expect=f"`approval` `approved`{', 200' if later else ''}."),
        TestEntry(given=f"{{One}} with `{name}` {edge}, `approve`.", expect="409 {ONE}_NOT_PENDING."),
    )  # fmt: skip


def _valued(resource: Resource, column: ColumnLine, line: Threshold) -> QuestionEntry:
    return QuestionEntry(
        text=f"Who says what the {line.what} of a {resource.one} comes to, and when?",
        recommended=f"Whoever may write `{column_name(column)}`; better worked out, once the brief says from what.",
    )


def _by_state(resource: Resource, column: ColumnLine, line: Threshold) -> Resource:
    """Return a thing whose states hold an approval already: up to the line its next moves do without it."""
    approve = resource.verbs["approve"].model_copy(update={"by": line.who})
    first, approved = approve.before or resource.states[:1], approve.to
    verbs = {**resource.verbs, "approve": approve}
    if "reject" in verbs:
        verbs["reject"] = verbs["reject"].model_copy(update={"by": line.who})
    later = tuple(
        name
        for name, verb in verbs.items()
        if approved in verb.before and verb.to not in (None, approved) and name not in _APART
    )
    for name in later:
        wider = tuple(dict.fromkeys((*first, *verbs[name].before)))
        verbs[name] = verbs[name].model_copy(update={"before": wider})
    rule = _state_rule(column, line, later, first) if later else _approved_at_once(column, line, str(approved))
    entry = resource.entry.model_copy(
        update={
            "rules": (rule, *resource.entry.rules),
            "tests": (*_state_tests(column, line, later, first), *resource.entry.tests),
        }
    )
    return replace(resource, verbs=verbs, entry=entry)


def _state_rule(column: ColumnLine, line: Threshold, later: tuple[str, ...], first: tuple[str, ...]) -> RuleEntry:
    name, (edge, _) = column_name(column), _edge(column, line)
    waiting = f"`{'`, `'.join(first)}`"
    moves = f"`{'`, `'.join(later)}`"
    return RuleEntry(
        name=f"{GATE}{line.shown}",
        description=f"“{line.said}”: a {{one}} with `{name}` > {edge} is approved by the {line.who} before {moves}; up to {line.shown} that is done from {waiting} as well.",
        implementation=f"The guarded update of {moves} takes {waiting} only where `{name}` <= {edge}.",
        edge_cases=(f"`{name}` {edge} needs no approval.",),
        validation=f"`{name}` > {edge}, compared as stored, in the statement of the call.",
        about=(name,),
        answer=_refusal(line, later),
    )


def _approved_at_once(column: ColumnLine, line: Threshold, approved: str) -> RuleEntry:
    """Return the rule of a thing with which nothing is done after the approval: up to the line nobody is asked."""
    name, (edge, _) = column_name(column), _edge(column, line)
    return RuleEntry(
        name=f"{GATE}{line.shown}",
        description=f"“{line.said}”: a {{one}} with `{name}` > {edge} waits for the {line.who}; up to {line.shown} it is `{approved}` at once, and nobody is asked.",
        implementation=f"The statement that writes `{name}` sets `status` to `{approved}` where it is <= {edge}.",
        edge_cases=(
            f"`{name}` {edge} needs no approval.",
            "A value that is raised beyond it later waits like a new one.",
        ),
        validation=f"`{name}` > {edge}, compared as stored, in that statement.",
        about=(name, "status"),
    )


def _state_tests(
    column: ColumnLine, line: Threshold, later: tuple[str, ...], first: tuple[str, ...]
) -> tuple[TestEntry, ...]:
    name, (edge, beyond) = column_name(column), _edge(column, line)
    if not later:
        return (
            TestEntry(given=f"{{One}} with `{name}` {edge}.", expect="Its `status` is that of an approved one."),
            TestEntry(given=f"{{One}} with `{name}` {beyond}.", expect=f"Its `status` is `{first[0]}`."),
        )
    return tuple(
        TestEntry(given=f"{{One}} in `{first[0]}` with `{name}` {value}: `{later[0]}`.", expect=expect)
        for value, expect in ((edge, "200."), (beyond, "409 {ONE}_NOT_APPROVED."))
    )

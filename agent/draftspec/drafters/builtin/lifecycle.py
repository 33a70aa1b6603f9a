"""Gives the main thing of a plan the states and moves that the brief names."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.acting import leading_on
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.words import lifecycle_verb, snake, table_of_words, word_class
from draftspec.drafters.builtin.stamping import stamp_of
from draftspec.drafters.builtin.without_states import without_states

_STATEFUL = frozenset({"document", "thing", "moderation", "schedule"})


def brief_lifecycle(resource: Resource, reading: Reading) -> Resource:
    """Return the resource with the moves that the brief's verbs name."""
    kind = resource.entry.archetypes[0] if resource.entry.archetypes else "thing"
    acted = {name for act in reading.acts for name in (act.verb, act.verb.partition("_")[0])}
    verbs = [v for clause in reading.clauses for v in clause.verbs if v not in acted]
    fresh = [v for v in dict.fromkeys(_both_ways(verbs)) if v not in resource.verbs]
    if not fresh or kind not in _STATEFUL or not _unknown(resource):
        return resource
    return _with_moves(resource, fresh)


def with_aged_move(resource: Resource) -> Resource:
    """Return the resource with the move that the brief has made after a time, where it has states ("archived after 30 days")."""
    words = (word for fact in resource.ages for word in fact.nearest)
    verb = next((v for v in (lifecycle_verb(word) for word in words) if v is not None), None)
    known = table_of_words("lifecycle").get(verb or "")
    if verb is None or known is None or verb in resource.verbs or not resource.states or resource.there:
        return resource
    state = str(known["state"])
    if state in resource.states:
        return resource
    named = tuple(s for fact in resource.ages for s in fact.nearest if s in resource.states)
    before = named[:1] or tuple(s for s in known["before"] if s in resource.states) or resource.states[-1:]
    sets = (str(known["stamp"]),) if known["stamp"] else ()
    move = VerbEntry(does=f"Moves the {{one}} to `{state}`.", before=before, to=state, sets=sets)
    columns = (*resource.columns, *stamps_of(move, list(resource.columns)))
    return replace(resource, states=(*resource.states, state), verbs={**resource.verbs, verb: move}, columns=columns)


_OTHERWISE = {"accept": "decline", "approve": "reject"}
"""What whoever may do the one may do instead."""


def _both_ways(verbs: list[str]) -> list[str]:
    """Return verbs with the other way to decide: what is accepted can be declined."""
    return [name for verb in verbs for name in (verb, _OTHERWISE.get(verb)) if name is not None]


def _unknown(resource: Resource) -> bool:
    return resource.entry.words[0] in ("thing", "document with states", "request for a decision", "period row")


def with_states(resource: Resource, states: tuple[str, ...]) -> Resource:
    """Return the resource with the states that the brief lists, and a move to each."""
    if snake(states[0]) in word_class("conditions"):
        return _with_conditions(resource, states)
    known = {verb.to: (name, verb) for name, verb in resource.verbs.items() if verb.to}
    verbs = {name: verb for name, verb in resource.verbs.items() if verb.to is None}
    columns = list(resource.columns)
    for at, state in enumerate(states):
        if at == 0:
            continue
        if state in known and set(known[state][1].before) <= set(states):
            name, verb = known[state]
        else:
            name, verb = move_to(state, _before(states, at), resource)
        verbs[name] = verb
        columns += stamps_of(verb, columns)
    kept = _without_dead_stamps(columns, resource, verbs)
    changed = replace(resource, states=states, verbs=verbs, columns=kept)
    return without_states(changed, frozenset(resource.states) - set(states))


def _with_conditions(resource: Resource, states: tuple[str, ...]) -> Resource:
    """Return a thing that can be in any of several conditions: each leads to each other one, but what ends it for good."""
    leaving = tuple(s for s in states if s not in word_class("final"))
    verbs = {name: verb for name, verb in resource.verbs.items() if verb.to is None}
    for state in (*states[1:], states[0]):
        before = tuple(s for s in leaving if s != state)
        name, verb = move_to(state, before, resource)
        own = table_of_words("into_condition").get(state)
        verbs[str(own or name)] = verb.model_copy(update={"before": before, "sets": ()})
    kept = _without_dead_stamps(list(resource.columns), resource, verbs)
    return replace(resource, states=states, verbs=verbs, columns=kept)


def with_marks(resource: Resource, choices: tuple[tuple[str, ...], ...]) -> Resource:
    """Return the resource with states that somebody marks it with ("mark an item as lost"); those of one choice come from the same states."""
    for choice in choices:
        known = resource.states or ("active",)
        before = _goes_on(resource, known) if len(choice) > 1 else known
        for state in choice:
            if state in (resource.states or known) or stamp_of(resource, state) is not None:
                continue
            move = VerbEntry(does=f"Marks the {{one}} as `{state}`.", before=before, to=state)
            states = (*(resource.states or known), state)
            resource = replace(resource, states=states, verbs={**resource.verbs, f"mark_{state}": move})
    return resource


def _goes_on(resource: Resource, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the states that a move leads out of: what is over is not decided any more."""
    left = {state for move in resource.verbs.values() if move.to is not None for state in move.before}
    return tuple(state for state in known if state in left) or known


def _before(states: tuple[str, ...], at: int) -> tuple[str, ...]:
    """A move comes from the state before, except that ways out ("cancelled") are open from every earlier one."""
    if states[at] in (
        "cancelled",
        "canceled",
        "void",
        "rejected",
        "failed",
        "archived",
        "closed",
        "expired",
        "overdue",
    ):
        ends = {
            "cancelled",
            "canceled",
            "void",
            "rejected",
            "failed",
            "expired",
            "paid",
            "completed",
            "delivered",
            "done",
        }
        return tuple(s for s in states[:at] if s not in ends) or states[at - 1 : at]
    side = {"cancelled", "canceled", "void", "rejected", "failed", "expired", "overdue"}
    return next(((s,) for s in reversed(states[:at]) if s not in side), states[at - 1 : at])


_TAKING_BACK = frozenset({"resume", "reopen", "unpublish"})
"""Moves back to a state, which lead to it only from where something was taken out of it."""


def move_to(state: str, before: tuple[str, ...], resource: Resource) -> tuple[str, VerbEntry]:
    """Return the call that leads to a state, with its name."""
    verbs = table_of_words("lifecycle")
    leading = [(name, known) for name, known in verbs.items() if known["state"] == state]
    usual = (pair for pair in leading if set(before) & set(pair[1]["before"]))
    found = next(usual, next((pair for pair in leading if pair[0] not in _TAKING_BACK), None))
    if found is not None:
        name, known = found
        stamp = known["stamp"]
    else:
        name, stamp = _verb_to(state) or f"mark_{state}", None
    text = f"Moves the {{one}} to `{state}`."
    return name, VerbEntry(does=text, before=before, to=state, sets=(stamp,) if stamp else ())


def _verb_to(state: str) -> str | None:
    """Return the verb that a state is the end of: `quoted` is reached by quoting, `picked_up` by picking up."""
    past, _, rest = state.partition("_")
    verb = participle_of(past, word_class("acting"))
    return (
        "_".join(filter(None, (verb, rest)))
        if verb is not None and rest in ("", "up", "in", "out", "off", "back")
        else None
    )


def _with_moves(resource: Resource, names: list[str]) -> Resource:
    """Add moves that the brief's verbs name; the states come with them."""
    verbs = table_of_words("lifecycle")
    states = list(
        resource.states
        or ("pending" if any(n in ("approve", "reject", "confirm", "accept", "verify") for n in names) else "open",)
    )
    moves = dict(resource.verbs)
    columns = list(resource.columns)
    for name in names:
        known = verbs[name]
        state = str(known["state"])
        if state in states:
            continue
        before = tuple(s for s in known["before"] if s in states) or (states[0],)
        states.append(state)
        sets = (str(known["stamp"]),) if known["stamp"] else ()
        moves[name] = VerbEntry(does=f"Moves the {{one}} to `{state}`.", before=before, to=state, sets=sets)
        columns += stamps_of(moves[name], columns)
    moved = replace(resource, states=tuple(states) if len(states) > 1 else (), verbs=moves, columns=tuple(columns))
    return _out_of_new_states(moved, resource)


def _out_of_new_states(moved: Resource, known: Resource) -> Resource:
    """Return a thing whose known moves lead out of the states that came behind those they start from: what is confirmed is cancelled too."""
    for name, verb in moved.verbs.items():
        if name not in known.verbs and verb.to is not None and verb.to not in _ENDS | word_class("final"):
            there = replace(moved, verbs={**known.verbs, name: verb})
            opened = leading_on(there, name, verb.to).verbs
            moved = replace(moved, verbs={**moved.verbs, **{n: v for n, v in opened.items() if n in known.verbs}})
            known = replace(known, verbs={n: moved.verbs[n] for n in known.verbs})
    return moved


_ENDS = frozenset({"canceled", "declined", "delivered", "done", "failed", "paid", "rejected", "void"})
"""States behind which nothing that was known before goes on, beside those that end a thing for good."""


def stamps_of(verb: VerbEntry, columns: list[ColumnLine]) -> list[ColumnLine]:
    """Return the columns that a call stamps and that are not there yet."""
    known = {column.name for column in columns}
    return [
        ColumnLine(name, "moment", nullable=True, flags=frozenset({"server"}))
        for name in verb.sets
        if name not in known
    ]


def _without_dead_stamps(
    columns: list[ColumnLine], resource: Resource, verbs: dict[str, VerbEntry]
) -> tuple[ColumnLine, ...]:
    """Drop time stamps and reasons of moves that the brief's states do not have."""
    used = {name for verb in verbs.values() for name in (*verb.sets, *verb.takes)}
    gone = {name for verb in resource.verbs.values() for name in (*verb.sets, *verb.takes)} - used
    return tuple(c for c in columns if c.name not in gone or c.name == "number")

"""What is declined and goes back to whoever gave it out waits there anew: no state of its own, and nobody has it any more."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.acting import leading_on, with_verb
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.people import as_participle
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.told import person_in
from draftspec.drafters.builtin.reading.words import singular, snake

_NO = r"(?P<no>declin|reject|refus)"
_BACK = r"(?:go(?:es)?|returns?|comes?|is sent|are sent|is returned|are returned|is handed|falls?|moves?) back to (?:the |its |their |an? )?(?P<to>[a-z]+(?: [a-z]+)?)"
_PATTERNS = (
    rf"\b(?:if|when|once|whenever) (?:it is |they are |(?:the|an?|one) [a-z]+ (?:is )?)?{_NO}(?:e[sd]?|ed|s)?(?: (?:it|one|an? [a-z]+|the [a-z]+))?,? (?:then )?(?:it|they|(?:the|an?) (?P<thing>[a-z]+)) {_BACK}",
    rf"\b{_NO}e?d (?P<things>[a-z]+(?: [a-z]+)?) {_BACK}",
)  # fmt: skip
_VERBS = {"declin": "decline", "reject": "reject", "refus": "refuse"}


def with_sent_back(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that goes back when it is declined does so by the call that declines it."""
    found = seldom(reading.spoken, ("back to",), *_PATTERNS) if not reading.foreign else None
    if found is None:
        return resources
    named = found.groupdict()
    thing = singular((named.get("thing") or named.get("things") or "").rpartition(" ")[2].lower())
    verb = _VERBS[found["no"].lower()]
    built = [resource for resource in resources if not resource.there]
    target = next((r for r in built if thing and r.one.split()[-1] == thing), None)
    target = target or next((r for r in built if {verb, "accept"} & set(r.verbs)), next(iter(built), None))
    to = found["to"].lower()
    return [_sent_back(r, verb, to, reading) if r is target else r for r in resources]


def _sent_back(resource: Resource, verb: str, to: str, reading: Reading) -> Resource:
    who = next((act.subject for act in reading.acts if act.person and act.verb in (verb, "accept")), "")
    for name in ("accept", verb):
        if name not in resource.verbs:
            resource = with_verb(resource, Act(who, bool(who), name), who or "user")
    accept, decline = resource.verbs.get("accept"), resource.verbs.get(verb)
    if decline is None:
        return resource
    before = (
        (accept.before if accept is not None and accept.to is not None else ()) or decline.before or resource.states[:1]
    )
    state = _state(resource, to, before)
    if state is None:
        return resource
    emptied = _emptied(resource, who)
    text = "Declines" if verb == "decline" else f"{verb.capitalize()}s"
    told = f"{text} the {{one}}: it waits in `{state}` again{f', and `{emptied}` is emptied' if emptied else ''}."
    sets = decline.sets or (f"{as_participle(verb)}_at",)
    same = before == (state,)
    call = VerbEntry(does=told, before=before, to=None if same else state, sets=sets, clears=(emptied,) if emptied else (), by=decline.by)  # fmt: skip
    gone = decline.to
    verbs = {**resource.verbs, verb: call}
    reached = {move.to for move in verbs.values()} | set(resource.states[:1])
    states = tuple(s for s in resource.states if s != gone or s in reached)
    verbs = {n: v.model_copy(update={"before": tuple(s for s in v.before if s in states)}) for n, v in verbs.items()}
    resource = replace(resource, verbs=verbs, states=states)
    return leading_on(resource, "accept", "accepted") if "accepted" in states and "accept" in verbs else resource


def _state(resource: Resource, to: str, before: tuple[str, ...]) -> str | None:
    """Return where it goes back to: a state that the brief names, or the one in which somebody gives it out; None of nobody."""
    named = next((s for s in resource.states if s in (snake(to), snake(to.split()[0]))), None)
    if named is not None:
        return named
    whom = person_in(to) is not None or to.split()[0] in _THERE
    if not whom:
        return None
    assign = resource.verbs.get("assign")
    given = assign.before if assign is not None and assign.to in before else ()
    return next(iter(given), next(iter(resource.states), None))


_THERE = frozenset({"office", "team", "pool", "queue", "start", "desk", "dispatch", "open", "new", "free", "available", "unassigned", "pending", "waiting", "beginning"})  # fmt: skip
"""Where it goes back to that means whoever gives it out, or that nobody has it."""


def _emptied(resource: Resource, who: str) -> str | None:
    """Return the key to whoever had it, which is emptied: nobody has what was declined."""
    keys = [p.column for p in resource.parents if p.nullable]
    takes = [name for name in resource.given_out() if name in keys]
    named = [name for name in keys if who and name == f"{who.split()[-1]}_id"]
    return next(iter((*takes, *named, *(name for name in keys if name == "assignee_id"))), None)

"""Until when something is done after a move of the thing ("can reopen within 7 days after it was marked done"): from the stamp of that move on."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.acting import with_verb
from draftspec.drafters.builtin.entries import Answer, QuestionEntry, RuleEntry, TestEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.numbers import in_digits
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.times import TIME, time_of
from draftspec.drafters.builtin.reading.told import person_in
from draftspec.drafters.builtin.reading.words import lifecycle_verb, singular, table_of_words, word_class
from draftspec.drafters.builtin.stamping import stamp_of, with_stamp

_OBJECT = r"(?: (?:it|them|(?:the|an?|their|his|her|its|any) (?P<{}>[a-z]+)))?"
_SINCE = r"(?:after|of|from|since) (?:(?:it|they|this|(?:the|an?) [a-z]+) (?:was|were|is|are|has been|have been|got) (?:(?:marked|set|put)(?: as)? )?|(?:being |having been )?(?:(?:marked|set)(?: as)? )?)(?P<since>[a-z]+)"
_WITHIN = rf"(?:only )?(?:within|for|up to|until) {TIME} {_SINCE}"
_DOES = rf"\b(?P<who>[a-z]+(?: [a-z]+)?) (?:can|may|could) (?:still |only |also )*(?P<verb>[a-z]+){_OBJECT.format('object')}(?: again)? {_WITHIN}"
_IS_DONE = rf"\b(?P<thing>[a-z]+) (?:can|may|could) (?:still |only |also )*be (?P<done>[a-z]+)(?: again)?(?: by [a-z ]{{2,30}}?)? {_WITHIN}"
_STEMS = ("within", "up to", "until", " for ")
_BOUND_OTHERWISE = word_class("altering") | word_class("removing") | {"edit", "edited", "deleted", "change", "changed", "correct", "corrected"}  # fmt: skip
"""What `correcting.py` holds to a time from the making of the row on."""


def with_reopening(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the call that the brief allows for a while after a move is refused later."""
    digits = in_digits(reading.spoken)
    found = seldom(digits, _STEMS, _IS_DONE, _DOES) if not reading.foreign else None
    named = (found.groupdict() if found is not None else {}) or {}
    word = (named.get("done") or named.get("verb") or "").lower()
    verb = lifecycle_verb(word) or word
    if found is None or not verb or word in _BOUND_OTHERWISE or not found["since"]:
        return resources
    thing = singular((named.get("thing") or named.get("object") or "").lower())
    target = _target(verb, thing, found["since"].lower(), resources)
    if target is None:
        return resources
    role = person_in(named.get("who") or "") or ""
    return [_for_a_while(r, found, verb, role) if r is target else r for r in resources]


def _target(verb: str, thing: str, since: str, resources: list[Resource]) -> Resource | None:
    built = [resource for resource in resources if not resource.there]
    named = (r for r in built if thing and r.one.split()[-1] == thing)
    both = (r for r in built if verb in r.verbs and stamp_of(r, since) is not None)
    moved = (r for r in built if stamp_of(r, since) is not None)
    able = (r for r in built if verb in r.verbs)
    return next(named, None) or next(both, None) or next(moved, None) or next(able, None)


def _for_a_while(resource: Resource, found: re.Match[str], verb: str, role: str) -> Resource:
    said, span, since = " ".join(found[0].split()), time_of(found), found["since"].lower()
    if verb not in resource.verbs:
        resource = with_verb(resource, Act(role, bool(role), verb), role or "user")
    done = stamp_of(resource, since)
    if verb not in resource.verbs:
        resource = _with_way_back(resource, verb, done, role)
    if done is None or done == verb:
        return _asking(resource, said, since, span)
    resource, stamp = with_stamp(resource, done)
    resource = _from_there(resource, verb, done, stamp)
    return _with_rule(resource, said, span, verb, stamp)


def _with_way_back(resource: Resource, verb: str, done: str | None, role: str) -> Resource:
    """Return the thing with the call, where it leads to a state that the thing has already."""
    move = resource.verbs[done] if done is not None else VerbEntry(does="Is done.")
    usual = str(table_of_words("lifecycle").get(verb, {}).get("state", ""))
    to = usual if usual in resource.states else next(iter(move.before), None)
    before = (move.to,) if move.to is not None else ()
    mine = role if role and resource.guards.get("create") != role and role not in resource.makers else None
    call = VerbEntry(does=f"Takes the {{one}} back to `{to}`.", before=before, to=to if before else None, by=mine)
    return replace(resource, verbs={**resource.verbs, verb: call})


def _from_there(resource: Resource, verb: str, done: str, stamp: str) -> Resource:
    """Return the thing whose call leads back from where the move led: to where it came from, if nothing else goes on from there."""
    call, move = resource.verbs[verb], resource.verbs[done]
    if move.to is None or call.to is None:
        return resource
    goes_on = any(call.to in other.before for name, other in resource.verbs.items() if name != verb and other.to)
    to = call.to if goes_on and call.to != move.to else next(iter(move.before), call.to)
    told = {
        "before": (move.to,),
        "to": to,
        "clears": (stamp,),
        "does": f"Takes the {{one}} back to `{to}`; empties `{stamp}`.",
    }
    verbs = {**resource.verbs, verb: call.model_copy(update=told)}
    reached = {other.to for other in verbs.values()} | set(resource.states[:1])
    states = tuple(s for s in resource.states if s != call.to or s in reached)
    return replace(resource, verbs=verbs, states=states)


def _asking(resource: Resource, said: str, since: str, span: str) -> Resource:
    question = QuestionEntry(
        text=f"“{said}”: what says of a {{one}} that it was {since}? No call of `{{table}}` does.",
        recommended=f"Add that call with a stamp, and refuse what comes later than {span} after it.",
        drawn="No such span is checked.",
    )
    entry = resource.entry.model_copy(update={"questions": (question, *resource.entry.questions)})
    return replace(resource, entry=entry)


def _with_rule(resource: Resource, said: str, span: str, verb: str, stamp: str) -> Resource:
    call = verb.replace("_", "-")
    rule = RuleEntry(
        name=f"`{call}` within {span}",
        description=f"“{said}”: `{call}` is taken until {span} after `{stamp}`, and refused later.",
        implementation=f"The statement of the call carries `{stamp} > now() - interval '{span}'`; no row written means too late, or another state.",
        edge_cases=(
            f"To the second {span} after `{stamp}` it is over.",
            "Done anew, the time runs from the new stamp.",
        ),
        validation="The database's clock decides, in the statement that writes.",
        about=(stamp,),
        answer=Answer(
            status=409,
            code=f"{{ONE}}_{verb.upper()}_TOO_LATE",
            when=f"`{stamp}` lies {span} back or more",
            message="It is too late for this.",
            at=(verb,),
        ),
    )
    tests = (
        TestEntry(given=f"A {{one}} whose `{stamp}` lies a second less than {span} back: {call}.", expect="200."),
        TestEntry(given=f"A {{one}} whose `{stamp}` lies {span} back: {call}.", expect=f"409 {{ONE}}_{verb.upper()}_TOO_LATE."),
    )  # fmt: skip
    added = {"rules": (rule, *resource.entry.rules), "tests": (*tests, *resource.entry.tests)}
    return replace(resource, entry=resource.entry.model_copy(update=added))

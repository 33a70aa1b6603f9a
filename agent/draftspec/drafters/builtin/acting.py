"""What people do in a brief becomes calls that only they may make: moves of a thing, or guards of its standard calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from draftspec.drafters.builtin.access import BEARER
from draftspec.drafters.builtin.acted import choice_of, is_decided
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entering import entered_in, fields_assigned, fields_entered, is_field
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.joining import given_by, is_put, is_taking
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.people import as_participle, is_person
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.services import service_of
from draftspec.drafters.builtin.reading.words import snake, table_of_words, word_class
from draftspec.drafters.builtin.related import beside
from draftspec.drafters.builtin.stamping import ENDING
from draftspec.drafters.builtin.uploads import with_file
from draftspec.drafters.builtin.whose import ANYBODY, is_ordinary

_HANDING = "export|push|sync|send|submit|transfer|upload|import|pull|forward|publish|post"
ASSIGNING = frozenset({"assign", "allocate", "appoint", "reassign", "invite", "nominate"})
"""Verbs that put a person to a thing."""
_PUTTING = ASSIGNING - {"invite", "nominate"}
"""Of these, what is done to the thing that is spoken of where the brief names none."""


def with_acts(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Give each thing the calls that the brief's acts name; "it" and "them" mean the thing before."""
    if not resources:
        return resources
    given = {resource.name: resource for resource in resources}
    before: Act | None = None
    for target, act in aimed(resources, reading, catalogue):
        name = _filled_in(act, given[target], resources) or target
        link = given_by(act, resources) if act.person else None
        if link is not None:
            role = role_of(act.subject).name
            given[link] = _guarded(given[link], "create", role)
            given[name] = _kept_by(given[name], role, reading)
        elif act.person and not (is_taking(act, resources) or _is_put(act, given[name], resources)):
            given[name] = _entered(given[name], act, before, reading) or _done(given[name], act)
        elif _is_of_house(act):
            given[name] = _guarded(given[name], "create", f"{act.subject} staff")
        before = act
    led = [_led_by_maker(given[resource.name], reading) for resource in resources]
    return with_handovers(led, reading, catalogue)


def _entered(resource: Resource, act: Act, before: Act | None, reading: Reading) -> Resource | None:
    """Return the thing whose fields are given by whoever does not make it, or None: others did something before."""
    earlier = {one.subject for one in reading.acts[: reading.acts.index(act)] if one.person}
    role = role_of(act.subject).name
    makes = resource.guards.get("create") == role or role in resource.makers
    fields = fields_entered(act, resource) if not (makes or resource.there or role in ANYBODY) else ()
    if not fields or not earlier - {act.subject}:
        return None
    same = before is not None and before.subject == act.subject
    known = (_verb_of(resource, before), before.verb) if same and before is not None else ()
    call = next((name for name in known if name in resource.verbs), None)
    return entered_in(resource, call, fields, role)


def _is_put(act: Act, resource: Resource, resources: list[Resource]) -> bool:
    """Tell whether a thing is only put somewhere, and not made by that: tags come about when they are added to something."""
    return act.verb not in resource.entry.made_by and is_put(act.verb, resource, resources)


def _filled_in(act: Act, form: Resource, resources: list[Resource]) -> str | None:
    """Return what comes of filling something in: the submission of a form, the response to a survey, and no new form."""
    if act.verb not in _FILLING:
        return None
    below = (r for r in resources if r.name.startswith(f"{form.name}_") and r.name.rpartition("_")[2] in _FILLED)
    return next((r.name for r in below), None)


_FILLING = frozenset({"fill_in", "fill_out", "complete", "answer", "submit", "send", "send_in", "take"})
_FILLED = frozenset({"submission", "response", "answer", "attempt"})


def _is_of_house(act: Act) -> bool:
    """Tell whether a place or body makes something of its own ("clinics design their own forms"): whoever works there does."""
    return act.objects.possessed and act.verb in _DESIGNING and act.subject in word_class("organisations")


_DESIGNING = frozenset({"design", "define", "create", "set_up", "make", "configure", "build", "write", "maintain"})


def _led_by_maker(resource: Resource, reading: Reading) -> Resource:
    """Staff of the brief that makes a thing runs it, in place of a role that the brief does not name."""
    maker, usual = resource.guards.get("create"), resource.entry.manages
    named = {known.name for known in reading.roles}
    if maker is None or usual is None or usual in named or maker in ANYBODY or is_ordinary(maker):
        return resource
    return replace(resource, entry=resource.entry.model_copy(update={"manages": maker}))


def _kept_by(resource: Resource, role: str, reading: Reading) -> Resource:
    """Whoever gives a thing to others keeps it, where the brief names no admin."""
    if resource.entry.manages != "admin" or any(known.name == "admin" for known in reading.roles):
        return resource
    return replace(resource, entry=resource.entry.model_copy(update={"manages": role}))


def with_handovers(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Give what is handed to a service ("export payroll to DATEV") a call that does it."""
    given = {resource.name: resource for resource in resources}
    for name, verb, service in _handed(resources, reading, catalogue):
        resource, stamp = given[name], f"{as_participle(verb)}_at"
        if verb in resource.verbs or resource.there:
            continue
        call = VerbEntry(does=f"Hands the {{one}} over to {service} and keeps when that was.", sets=(stamp,))
        given[name] = _stamped(replace(resource, verbs={**resource.verbs, verb: call}), stamp)
    return [given[resource.name] for resource in resources]


def _handed(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Yield what is handed over, by which verb, and to which service."""
    for clause in reading.clauses:
        for service in reading.services:
            spoken = str(service_of(service)["name"])
            found = re.search(
                rf"\b({_HANDING})\w*\b[^.;]*?\b(?:to|with|into|from)\s+{re.escape(spoken)}\b", clause.text, re.I
            )
            if found is not None:
                here = clause.text[found.start() :].lower()
                named = [m for m in clause.mentions if m.words.split()[-1][:5] in here]
                name = next((n for m in named if (n := named_in(m.phrase, resources, catalogue))), resources[0].name)
                yield name, found[1].lower(), spoken


def aimed(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> Iterator[tuple[str, Act]]:
    """Yield each act with the name of the thing that it is done to."""
    main = spot = resources[0].name
    told: dict[str, str] = {}
    made: dict[str, str] = {}
    for clause in reading.clauses:
        here = None
        for act in clause.acts:
            target = _target(act, resources, catalogue)
            again = next((told[phrase] for phrase in act.objects.phrases if phrase in told), None)
            target = again or target
            bare = not act.objects.phrases and not act.objects.pronoun and act.verb in table_of_words("lifecycle")
            target = made.get(act.subject.split()[-1], target) if bare else target
            if target is None and act.verb in ASSIGNING:
                spoken = (named_in(m.phrase, resources, catalogue) for m in clause.mentions if m.after in ("to", "for"))
                target = next((name for name in spoken if name is not None), None)
            if target is None:
                target = _by_the_way(act, here, main, spot)
            if target is None and act.person and act.objects.phrases:
                continue
            here = spot = target or spot
            told.setdefault(act.verb, spot)
            if act.person and act.verb in table_of_words("nominal"):
                made.setdefault(act.subject.split()[-1], spot)
            yield spot, act
        if not clause.acts:
            spoken = (named_in(m.phrase, resources, catalogue) for m in clause.mentions if m.part == "core")
            spot = next((name for name in spoken if name is not None), spot)


def _by_the_way(act: Act, here: str | None, main: str, spot: str) -> str | None:
    """Return the thing that is spoken of where an act names a person, a field or a part of it."""
    phrases = act.objects.phrases
    if act.verb in _PUTTING and phrases and is_person(phrases[0]):
        return here or spot
    if set(phrases) & word_class("happened"):
        return here or spot
    decides = act.verb in _DECIDING and not any(map(is_person, phrases))
    return here or main if act.person and phrases and (decides or all(map(is_field, phrases))) else None


_DECIDING = frozenset({"approve", "reject", "decline", "confirm", "sign_off", "release"})
"""What is decided about some part of a row ("approves the difference") is decided about the row."""


def _target(act: Act, resources: list[Resource], catalogue: Catalogue) -> str | None:
    """Return the thing that an act names as what it is done to; what a verb makes comes before what it is made of."""
    if not act.person:
        return named_in(act.subject, resources, catalogue)
    asked = {phrase.split()[-1] for phrase in act.objects.phrases}
    asking = (r.name for r in resources if act.verb in r.verbs and asked & set(r.verbs[act.verb].asks))
    if (name := next(asking, None)) is not None:
        return name  # "verify a code": what the call takes is no thing of its own
    made = {**table_of_words("voiced"), **table_of_words("nominal")}.get(act.verb)
    owner = act.subject if act.objects.possessed else None
    for phrase in (made, owner, *act.objects.phrases):
        name = named_in(str(phrase), resources, catalogue) if phrase else None
        if name is not None:
            return name
    return None


def named_in(phrase: str, resources: list[Resource], catalogue: Catalogue) -> str | None:
    """Return the thing of the plan that a phrase names."""
    choice = choice_of(phrase, catalogue)
    head = phrase.rpartition(" ")[2]
    names = {snake(phrase), head, *((choice.concept, choice.name) if choice else ())}
    found = next((r.name for r in resources if r.name in names), None)
    return found or next((r.name for r in resources if r.one.split()[-1] == head), None)


def _done(resource: Resource, act: Act) -> Resource:
    """Return the thing with the call that an act asks for."""
    role, verb = role_of(act.subject).name, act.verb.replace("_", " ")
    role = "user" if role == "developer" and resource.name in _OF_ANYBODY else role
    if act.verb in ASSIGNING and act.objects.phrases and is_person(act.objects.phrases[0]):
        return _with_person(resource, act, role)
    first = not resource.acted
    resource = with_file(resource) if act.verb == "upload" and not act.objects.pronoun else resource
    looks = verb in word_class("viewing") - word_class("bringing")
    resource = resource if looks else replace(resource, acted=resource.acted | {role})
    if (known := _verb_of(resource, act)) is not None:
        for name in (known, *_marks_beside(resource, known)):
            resource = _guarded_verb(resource, name, role)
        return resource
    if (action := _standard(resource, act, first=first)) is not None:
        return _guarded(resource, action, role)
    if verb in _nominal(act) and not is_decided(act.verb, resource.one):
        resource = replace(resource, makers=resource.makers | {role})
    silent = word_class("viewing") | word_class("inherent") | word_class("bringing") - set(table_of_words("lifecycle"))
    past = str(table_of_words("marks").get(act.verb, {}).get("past"))
    own = {act.verb, str(table_of_words("nouns").get(act.verb)), past} & set(resource.name.split("_"))
    marked = act.verb == "mark" and act.objects.pronoun and _is_closed_by_a_call(resource)
    if verb in silent or resource.there or verb in _nominal(act) or own or marked:
        return resource
    return with_verb(resource, act, role)


_CLOSING = frozenset({"complete", "finish", "close", "resolve", "end"})


def _is_closed_by_a_call(resource: Resource) -> bool:
    """Tell whether a thing has the call by which it is marked as what it has become."""
    return any(name.startswith("mark_") or name in _CLOSING for name in resource.verbs)


def _marks_beside(resource: Resource, known: str) -> list[str]:
    """Return the other marks of one choice: whoever marks it as held marks it as missed as well."""
    own = known.startswith("mark_") and known not in resource.entry.verbs
    marks = [name for name in resource.verbs if name.startswith("mark_") and name not in resource.entry.verbs]
    return [name for name in marks if own and name != known and resource.verbs[name].by is None]


def done_by_anybody(resource: Resource, act: Act) -> Resource:
    """Return the thing with the call that a verb names of which the brief does not say who does it."""
    verb = act.verb.replace("_", " ")
    known = _verb_of(resource, act) or _standard(resource, act, first=False)
    silent = (word_class("making") | word_class("viewing") | word_class("inherent") | word_class("bringing")) - {"send"}
    if (known is not None and act.verb != "send") or act.verb in resource.verbs:
        return resource
    if verb in silent - set(table_of_words("lifecycle")):
        return resource
    return with_verb(resource, act, act.subject)


def _standard(resource: Resource, act: Act, *, first: bool) -> str | None:
    """Return the standard call that a verb means, or None for a call of its own."""
    verb = act.verb.replace("_", " ")
    if act.verb in resource.entry.made_by:
        return "create"
    if verb in word_class("removing"):
        return "delete"
    if verb in word_class("altering"):
        return "update"
    moves = act.verb in table_of_words("lifecycle") and not (first and resource.entry.words[0] == "thing")
    brings = verb in word_class("bringing") and (act.objects.phrases or act.objects.pronoun)
    return "create" if brings and not moves else None


def _with_person(resource: Resource, act: Act, role: str) -> Resource:
    """Somebody puts a person to the thing: a key to that person, and the call that sets it."""
    noun = act.objects.phrases[0].rpartition(" ")[2]
    if f"{noun}_id" not in {parent.column for parent in resource.parents}:
        resource = beside(resource, noun)
    if act.verb not in resource.verbs:
        sets = ("assigned_at",) if act.verb == "assign" else ()
        call = VerbEntry(does=f"Sets whose the {{one}} is: `{noun}_id`.", takes=(f"{noun}_id",), sets=sets)
        resource = _stamped(resource, *sets)
        resource = replace(resource, verbs={**resource.verbs, act.verb: call})
    if fields := fields_assigned(act, resource):
        resource = entered_in(resource, act.verb, fields, role)
    return _guarded_verb(resource, act.verb, role)


def _verb_of(resource: Resource, act: Act) -> str | None:
    """Return the call that the thing has for a verb, or for one that means the same ("confirms its arrival": receive)."""
    verb, happened = act.verb, set(act.objects.phrases) & word_class("happened")
    if verb in resource.verbs:
        return verb
    if verb in ("mark", "set", "flag", "declare"):
        marks = [name for name in resource.verbs if name.startswith("mark_")]
        ends = (name for name in ENDING if verb == "mark" and name in resource.verbs)
        return next(
            (name for name in marks if name not in resource.entry.verbs), marks[0] if marks else next(ends, None)
        )
    if "receive" in resource.verbs and happened & {"arrival", "receipt"}:
        return "receive"
    if verb == "accept" and "confirm" in resource.verbs:
        return "confirm"
    other = str(table_of_words("synonyms").get(verb, ""))
    return next((name for name in (verb, other) if name in resource.verbs), None)


def _nominal(act: Act) -> set[str]:
    """Verbs that make a thing of their own ("reserve", "rate") are no calls on what they are done to."""
    voiced = {str(verb).replace("_", " ") for verb in table_of_words("voiced")}
    whole = act.objects.phrases or act.objects.pronoun or act.verb in ("rate", "review", "book")
    return voiced | set(table_of_words("nominal")) if whole else voiced


_OF_ANYBODY = frozenset({"mfa_factor", "webauthn_credential", "session", "one_time_token", "user_identity"})
"""What everybody has of his own to sign in: developers who "enroll a factor" build an application in which people do."""


def _guarded(resource: Resource, action: str, role: str) -> Resource:
    if role in ANYBODY and action == "create" and action not in resource.guards and _is_kept_for_all(resource):
        return replace(resource, guards={**resource.guards, "create": role})
    if role in ANYBODY or action not in resource.standard or action in resource.guards:
        return resource
    if action == "create" and _is_on_offer(resource) and is_ordinary(role) and role not in _OFFERING:
        return resource
    if action == "update" and resource.entry.archetypes[:1] == ("conversation",) and role != "moderator":
        return resource  # what somebody wrote is changed by nobody else
    return replace(resource, guards={**resource.guards, action: role})


def _is_kept_for_all(resource: Resource) -> bool:
    """Tell whether few keep rows that all choose from, such as tags: what the brief lets everybody make needs no role."""
    entry, listed = resource.entry, resource.entry.archetypes[:1] in (("catalog",), ("tree",))
    return listed and entry.manages is not None and resource.owner is None and not entry.public


def _is_on_offer(resource: Resource) -> bool:
    """Tell whether rows are what somebody offers to the public: who registers a product that he bought adds none to them."""
    entry = resource.entry
    return entry.public and entry.manages is not None and entry.archetypes[:1] == ("catalog",)


_OFFERING = frozenset({"seller", "vendor", "merchant", "host", "landlord", "author", "creator", "breeder", "farmer"})


def _guarded_verb(resource: Resource, name: str, role: str) -> Resource:
    """Only that role makes the move; whoever owns a row needs no role for it."""
    mine = resource.guards.get("create") == role or role in resource.makers
    held = resource.verbs[name].by == BEARER or resource.verbs[name].public
    if role in ANYBODY or held or (resource.owner is not None and mine):
        return resource
    verbs = {**resource.verbs, name: resource.verbs[name].model_copy(update={"by": role})}
    return replace(resource, verbs=verbs)


def with_verb(resource: Resource, act: Act, role: str) -> Resource:
    """Return the thing with a call for a verb: a move where the verb leads to a state, otherwise the moment of it is kept."""
    known = table_of_words("lifecycle").get(act.verb) or _end_of_work(resource, act.verb)
    if known is not None and _may_move(resource):
        resource = _with_move(resource, act.verb, known)
        name = next((n for n, verb in resource.verbs.items() if n == act.verb or verb.to == known["state"]), None)
        return _guarded_verb(resource, name, role) if name is not None else resource
    stamp = f"{snake(as_participle(act.verb))}_at"
    does = f"Records that the {{one}} has been {as_participle(act.verb).replace('_', ' ')}."
    resource = _stamped(
        replace(resource, verbs={**resource.verbs, act.verb: VerbEntry(does=does, sets=(stamp,))}), stamp
    )
    return _guarded_verb(resource, act.verb, role)


def _end_of_work(resource: Resource, verb: str) -> dict[str, object] | None:
    """Return the move of a verb that ends what somebody else began ("confirms and repairs them")."""
    if verb not in word_class("ending") or not resource.fresh:
        return None
    done = as_participle(verb)
    return {"state": done, "stamp": f"{done}_at", "before": []}


def _may_move(resource: Resource) -> bool:
    kind = resource.entry.archetypes[:1]
    return bool(resource.states) or (
        kind in (("thing",), ("document",), ("moderation",), ("schedule",), ("attachment",))
    )


def _with_move(resource: Resource, name: str, known: dict[str, object]) -> Resource:
    """Add the state that a verb leads to, from where the thing begins or what the brief did to it before."""
    state, stamp = str(known["state"]), known["stamp"]
    waiting = name in ("approve", "reject", "confirm", "accept", "verify", "decline", "release")
    states = resource.states or ("pending" if waiting else "open",)
    if state in states:
        return resource
    before = _before(resource, states, known)
    sets = (str(stamp),) if stamp else ()
    takes = tuple(n for n in (str(known.get("takes", "")),) if n.endswith("_for"))
    move = VerbEntry(does=f"Moves the {{one}} to `{state}`.", before=before, to=state, sets=sets, takes=takes)
    planned = tuple(ColumnLine(n, "moment", nullable=True, purpose="when it is to be done") for n in takes)
    resource = replace(resource, columns=(*resource.columns, *planned))
    moved = replace(resource, states=(*states, state), verbs={**resource.verbs, name: move})
    return _stamped(leading_on(moved, name, state), *sets)


def _before(resource: Resource, states: tuple[str, ...], known: dict[str, object]) -> tuple[str, ...]:
    usual = known["before"]
    assign = resource.verbs.get("assign")
    if str(known["state"]) in ("accepted", "declined") and assign is not None and assign.to is not None:
        return (assign.to,)  # it was given to whoever accepts it
    other = resource.verbs.get(_OPPOSITES.get(str(known["state"]), ""))
    if other is not None and other.before:
        return other.before
    fitting = tuple(s for s in states if isinstance(usual, list) and s in usual)
    reached = tuple(v.to for v in resource.verbs.values() if v.to in states and v.to in resource.fresh)
    return fitting or reached[-1:] or states[:1]


_OPPOSITES = {"approved": "reject", "rejected": "approve", "accepted": "decline", "declined": "accept"}
"""The other way to decide, by the state that one leads to: both are open from the same states."""


def leading_on(resource: Resource, name: str, state: str) -> Resource:
    """The known moves from the same state are open from the new one as well."""
    origin = resource.verbs[name].before
    verbs = {
        other: verb.model_copy(update={"before": (*verb.before, state)})
        if other != name
        and _OPPOSITES.get(state) != other
        and verb.to
        and verb.to != state
        and set(origin) & set(verb.before)
        and state not in verb.before
        else verb
        for other, verb in resource.verbs.items()
    }
    return replace(resource, verbs=verbs, fresh=resource.fresh | {state})


def _stamped(resource: Resource, *names: str) -> Resource:
    known = {column.name for column in resource.columns}
    fresh = tuple(
        ColumnLine(name, "moment", nullable=True, flags=frozenset({"server"})) for name in names if name not in known
    )
    return replace(resource, columns=(*resource.columns, *fresh))

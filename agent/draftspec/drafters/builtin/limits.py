"""Turns the numbers and exclusions of a brief into rules that a backend can keep."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.amounts import BOUND
from draftspec.drafters.builtin.attending import PLACES, waits
from draftspec.drafters.builtin.borrowing import LOAN
from draftspec.drafters.builtin.bounds import bounded
from draftspec.drafters.builtin.doubled import is_doubled
from draftspec.drafters.builtin.framed import alike, is_framed, is_mentioned
from draftspec.drafters.builtin.gating import GATE
from draftspec.drafters.builtin.late_fees import FEE
from draftspec.drafters.builtin.limit_texts import closes, counted_for, end_of, rate_column, said_of
from draftspec.drafters.builtin.overlapping import is_told
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.numbers import SCALES, NumberFact
from draftspec.drafters.builtin.reading.persons import hidden_of_people
from draftspec.drafters.builtin.reading.words import plural, singular
from draftspec.drafters.builtin.refusing import NOBODY_REFUSED
from draftspec.drafters.builtin.settings import carriers
from draftspec.drafters.builtin.undeleted import NEVER, contradicted, tells_undeleted
from draftspec.drafters.builtin.whose import TAKING
from draftspec.sections.endpoints import Endpoint, Endpoints, ErrorCase
from draftspec.sections.rules import Rule


def limit_rules(plan: Plan, endpoints: Endpoints) -> tuple[Rule, ...]:
    """Return a rule for each number that limits something, and for each thing that the brief rules out."""
    if plan.main is None:
        return ()
    rules = [_number_rule(fact, _about(fact, plan), endpoints) for fact in ruled_numbers(plan)]
    rules += [_open_value(fact, _about(fact, plan)) for fact in open_numbers(plan) if not is_mentioned(fact)]
    ruled_out = (
        w
        for w in plan.reading.negations
        if not (_is_kept(w, plan) or is_doubled(w, plan.reading.text) or is_told(w, plan) or _is_quoted(w, plan))
    )
    hidden = (*hidden_nowhere(plan), *hidden_with_accounts(plan))
    ruled_out = (words for words in ruled_out if words not in hidden)
    rules += [_exclusion(words, _holding(words, plan) or plan.main, plan.reading.text) for words in ruled_out]
    rules += [_single_use(plan.main)] if plan.reading.single_use else []
    return tuple(rules)


def _untold(plan: Plan) -> tuple[NumberFact, ...]:
    """Return the numbers of the brief that no rule, job or fee of the things tells already."""
    own = [
        rule
        for r in plan.resources
        for rule in r.entry.rules
        if rule.name.startswith(("Two approvals", "Late by", GATE))
    ]
    told = [f"{rule.name} {rule.description}" for rule in own]
    told += [str(rule.span) for r in plan.resources for rule in r.entry.rules if rule.span]
    done = [job.does for r in plan.resources for job in r.entry.jobs if _SEEN_TO.search(job.name)]
    sums = [
        f"{r.name} {r.description}"
        for one in plan.resources
        for r in one.entry.rules
        if r.name.startswith((BOUND, FEE))
    ]
    ranged = [fact for fact in plan.limits if bounded(fact, plan.resources)]
    quoted = [r.description.lower() for one in plan.resources for r in one.entry.rules if r.description.startswith("“")]
    facts = [
        fact for fact in plan.limits if fact not in ranged and not any(fact.text.lower() in words for words in quoted)
    ]
    facts = [fact for fact in facts if not any(fact.value in words.split() for words in told)]
    facts = [
        fact
        for fact in facts
        if fact.kind not in ("money", "percent") or not any(fact.value in text.split() for text in sums)
    ]
    facts = [fact for fact in facts if not (fact.seconds and any(f"{fact.amount} " in words for words in done))]
    return tuple(facts)


def ruled_numbers(plan: Plan) -> tuple[NumberFact, ...]:
    """Return those of which it is known what they decide."""
    if plan.main is None:
        return ()
    return tuple(fact for fact in _untold(plan) if is_framed(fact, _about(fact, plan)))


def open_numbers(plan: Plan) -> tuple[NumberFact, ...]:
    """Return the numbers of the brief that nothing of the design works with: they are asked about."""
    if plan.main is None:
        return ()
    left = (fact for fact in _untold(plan) if not is_framed(fact, _about(fact, plan)))
    return tuple(fact for fact in left if not carriers(fact, plan))


_SEEN_TO = re.compile(r"remind|release_lapsed")
"""Jobs whose texts say a time of the brief, which needs no rule beside them."""


def limit_code(fact: NumberFact, resource: Resource) -> str | None:
    """Return the error code of a limit on how many there may be, or None for other numbers."""
    if fact.kind == "ahead":
        return f"{_upper(resource.one)}_TOO_FAR_AHEAD"
    if fact.kind == "notice":
        return f"{_upper(resource.one)}_TOO_LATE"
    if fact.kind not in ("most", "rate") or fact.is_size:
        return None
    return f"{_upper(resource.one if fact.unit in ('', 'time') else fact.unit)}_LIMIT_REACHED"


def _upper(words: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in words.upper()).strip("_") or "COUNT"


def about(fact: NumberFact, plan: Plan) -> Resource | None:
    """Return the thing that a number is about."""
    return _about(fact, plan) if plan.main else None


def _about(fact: NumberFact, plan: Plan) -> Resource:
    main = plan.main
    if main is None:
        raise ValueError("a plan without things has no limits")
    if fact.kind in ("ahead", "notice"):
        moved = (r for r in plan.resources if any(name[:5] in {word[:5] for word in fact.words} for name in r.verbs))
        spoken = (r for word in fact.nearest for r in plan.resources if r.one.split()[-1] == word)
        return (next(spoken, None) if closes(fact) else None) or next(moved, main)
    rated = [r for r in plan.resources if fact.kind == "rate" and rate_column(fact, r) is not None]
    if rated:
        return next((r for r in rated if r.one.split()[0] in fact.words), rated[-1])
    heads = {singular(r.one.split()[-1]): r for r in reversed(plan.resources)}
    shown = next((heads[word] for word in sorted(alike(fact.unit)) if fact.unit not in heads and word in heads), None)
    nearest = shown or next((heads[word] for word in (fact.unit, *fact.nearest) if word in heads), None)
    held = {act.verb: act.subject for act in plan.reading.acts if act.verb in ("hold", "contain", "have")}
    holder = next(
        (heads[s] for s in held.values() if nearest and fact.unit in heads and s in heads and s in fact.words), None
    )
    taken = _taken(fact, nearest, plan)
    places = (r for r in plan.resources if fact.unit == "place" and "places" in {c.name for c in r.columns})
    found = next(places, None) or taken or _lines(fact, holder, nearest) or _handed_in(fact, plan) or nearest or main
    if fact.kind == "lifetime" and end_of(found) is None:
        return next((child for child in plan.children(found) if end_of(child) is not None), found)
    return found


def _lines(fact: NumberFact, holder: Resource | None, lines: Resource | None) -> Resource | None:
    """What holds so many others is spoken of; where these are its own lines, a bound on them counts the lines."""
    own = holder is not None and lines is not None and lines.under == f"{holder.name}_id"
    return lines if own and fact.kind in ("most", "least") else holder


def _taken(fact: NumberFact, thing: Resource | None, plan: Plan) -> Resource | None:
    """Whoever may have so many of a thing that is booked or lent may take it so many times: "at most 3 slots per family"."""
    if fact.kind != "most" or thing is None:
        return None
    made_of = [r for r in plan.resources if r is not thing and (r.of == thing.name or _lends(r, thing))]
    counted = next((r for r in made_of if counted_for(fact, r) is not None), None)
    taking = bool(fact.words & TAKING) and fact.unit in thing.one.split()
    return counted or (next((r for r in made_of if r.owner is not None), None) if taking else None)


def _lends(resource: Resource, thing: Resource) -> bool:
    """Tell whether a row says that one of the other thing is lent to somebody."""
    return resource.entry.words[0] == LOAN and any(
        thing.name == p.target or thing.table == p.target for p in resource.parents
    )


def _handed_in(fact: NumberFact, plan: Plan) -> Resource | None:
    """Minutes and hours to do something run for what somebody starts and must hand in: a quiz's attempt, not the quiz."""
    short = fact.kind == "lifetime" and fact.unit in ("second", "minute", "hour")
    both = {"started_at", "due_at"}
    return next((r for r in plan.resources if short and both <= {c.name for c in r.columns}), None)


def limit_errors(endpoint: Endpoint, plan: Plan, resource: Resource) -> list[ErrorCase]:
    """Return the errors that a create answers with when a limit of the brief is reached."""
    cases = []
    for fact in plan.limits:
        code = limit_code(fact, resource)
        full = fact.kind == "most" and is_framed(fact, resource) and not (fact.unit in PLACES and waits(resource))
        if code is not None and full and endpoint.action == "create" and about(fact, plan) is resource:
            message = f"No more than {fact.value} are possible."
            cases.append(ErrorCase(status=409, code=code, when=f"{fact.value} exist already", message=message))
        if code is not None and _timed(fact, endpoint, plan) and about(fact, plan) is resource:
            span = _amount(fact, resource)
            when, message = (
                (f"it lies more than {span} ahead", "This is too far ahead.")
                if fact.kind == "ahead"
                else (f"less than {span} are left", "It is too late for this.")
            )
            cases.append(ErrorCase(status=422 if fact.kind == "ahead" else 409, code=code, when=when, message=message))
    return cases


def _timed(fact: NumberFact, endpoint: Endpoint, plan: Plan) -> bool:
    """Tell whether an endpoint keeps a span before something begins: creating looks ahead, the other calls need notice."""
    if fact.kind == "ahead":
        return endpoint.action == "create"
    if fact.kind != "notice":
        return False
    if closes(fact):
        return endpoint.action == "create"
    if endpoint.action in ("list", "read"):
        return False
    last = endpoint.path.rpartition("/")[2]
    named = any(word[:5] == last[:5] for word in fact.words)
    verbs = {e for r in plan.resources for e in r.verbs if any(word[:5] == e[:5] for word in fact.words)}
    return named or (not verbs and endpoint.action in ("update", "delete"))


def _number_rule(fact: NumberFact, resource: Resource, endpoints: Endpoints) -> Rule:
    amount = _amount(fact, resource)
    writers = [
        f"{e.method} {e.path}" for e in endpoints.endpoints if e.table == resource.table and e.action == "create"
    ]
    name, description, implementation, validation, edge = said_of(fact, resource, amount)
    code = limit_code(fact, resource) if fact.kind in ("most", "ahead", "notice") else _over(fact, resource)
    answers = [e for e in endpoints.endpoints if any(case.code == code for case in e.errors)] if code else []
    status = next((case.status for e in answers for case in e.errors if case.code == code), 409)
    code = code if answers else None
    return Rule(
        name=name,
        description=description,
        implementation=implementation,
        validation=validation,
        edge_cases=(edge,),
        error_handling=f"{status} `{code}`."
        if code
        else "429 `RATE_LIMITED`."
        if fact.kind in ("rate", "gap") and rate_column(fact, resource) is None and _is_limited(resource, endpoints)
        else "429 `RATE_LIMITED`, from the calls that it counts."
        if fact.kind in ("rate", "gap")
        else NOBODY_REFUSED,
        error_code=code,
        about=(resource.table, *writers[:1]),
    )


def _open_value(fact: NumberFact, resource: Resource) -> Rule:
    """Return the rule of a number of which the brief leaves open what it decides: it stands once, and a question asks for the rest."""
    amount = _amount(fact, resource)
    return Rule(
        name=f"The value {amount}",
        description=f"“{fact.text}”: {amount} stands once for `{resource.table}`; what is compared with it is an open question above.",
        implementation=f"One constant of the service for `{resource.table}`, beside the words of the brief; no statement repeats {fact.value}.",
        validation=f"The constant is {fact.value}.",
        edge_cases=(
            f"Once it is answered: the call or job that compares with {amount} has a test at {amount} itself.",
        ),
        error_handling="No call is refused for it until it is answered.",
        error_code=None,
        about=(resource.table,),
    )


def _over(fact: NumberFact, resource: Resource) -> str | None:
    """Return the code that a rule of the entry answers with once a row is over."""
    end = end_of(resource) if fact.kind == "lifetime" else None
    told = (rule for rule in resource.entry.rules if end in rule.about and _LATE.search(f"{rule.name} {rule.answer}"))
    return next((resource.fill(rule.answer.code) for rule in told if rule.answer), None)


_LATE = re.compile(r"expire|lapse|time is up|time_over|over due|overdue|too late", re.I)


def _is_limited(resource: Resource, endpoints: Endpoints) -> bool:
    calls = (e for e in endpoints.endpoints if e.table == resource.table)
    return any(case.status == 429 for call in calls for case in call.errors)


def _amount(fact: NumberFact, resource: Resource) -> str:
    symbol = {"percent": " %"}.get(fact.kind, "")
    if fact.kind == "money":
        return f"{fact.value} {fact.unit.upper() if len(fact.unit) == 3 else 'of money'}"
    noun = fact.unit or resource.one
    if fact.unit in SCALES - {"star"}:
        return f"{fact.value} as {fact.unit}"
    if not noun.isascii() or fact.is_size or fact.unit in ("°C", "°F"):
        return f"{fact.value} {noun}"
    unit = noun if fact.value == "1" else plural(noun)
    return f"{fact.value}{symbol} {'' if symbol else unit}".strip()


def _is_kept(words: str, plan: Plan) -> bool:
    """Tell whether a rule of a thing, or a question, tells already that something is never deleted."""
    told = any(rule.name == NEVER for r in plan.resources for rule in r.entry.rules)
    return tells_undeleted(words) and (told or contradicted(plan.reading.text) is not None)


_SEEING = re.compile(r"(?:see|view|read|know) (?:the |any |each other's |other |others' )*(?P<what>[a-z ]+)", re.I)


def hidden_nowhere(plan: Plan) -> tuple[str, ...]:
    """Return what some may not see by the brief and no table of the design holds ("see phone numbers")."""
    names = [r.table for r in plan.resources] + [c.name for r in plan.resources for c in r.columns]
    kept = {part[:5] for name in names for part in name.split("_")}
    found = ((words, _SEEING.fullmatch(words)) for words in plan.reading.negations)
    said = ((words, match["what"].lower().split()) for words, match in found if match is not None)
    missing = tuple(words for words, what in said if not {singular(one)[:5] for one in what} & kept)
    return tuple(words for words in missing if words not in hidden_with_accounts(plan))


def hidden_with_accounts(plan: Plan) -> dict[str, str]:
    """Return what some may not see and only an assumed table keeps, each with its column: no call shows that."""
    shown = {c.name for r in plan.resources for c in r.columns}
    known = {c.name for name, table in plan.given.items() if name not in plan.existing for c in table.columns}
    found = hidden_of_people(plan.reading.negations) if "users" in plan.given else ()
    return {words: f"users.{line.name}" for words, _, line in found if line.name in known - shown}


def _holding(words: str, plan: Plan) -> Resource | None:
    """Return the thing with a column for what some may not see: phone numbers are those of members."""
    found = _SEEING.fullmatch(words)
    what = {singular(one)[:5] for one in found["what"].lower().split()} if found is not None else set()
    return next((r for r in plan.resources if any({part[:5] for part in c.name.split("_")} & what for c in r.columns)), None)  # fmt: skip


def _is_quoted(words: str, plan: Plan) -> bool:
    """Tell whether a rule of a thing quotes the sentence that what is ruled out stands in, and says what follows from it."""
    quoted = (rule.description.partition("”")[0].lower() for r in plan.resources for rule in r.entry.rules)
    return any(said.startswith("“") and words.lower() in said for said in quoted)


def _exclusion(words: str, resource: Resource, text: str) -> Rule:
    said = re.search(rf"\b([a-z]+s) (?:should|may|must|can|could|shall|will)(?: not|n['’]t|not) (?:be able to )?{re.escape(words)}", text, re.I)  # fmt: skip
    if said is not None:
        return _refused_to(said[1].lower(), words, said[0], resource)
    return Rule(
        name=f"Not: {words}",
        description=f"The brief rules it out, so no endpoint of {resource.many} offers it.",
        implementation=f"There is no call and no column of `{resource.table}` for it.",
        edge_cases=("Sent as a field of a body, it is refused like any unknown one.",),
        validation=f"The list of routes below `{resource.segment}` is compared with this document.",
        error_handling="A call that is not listed answers 404.",
        about=(resource.table,),
    )


def _refused_to(whom: str, words: str, said: str, resource: Resource) -> Rule:
    """Return the rule that some may not do, or see, what others may."""
    return Rule(
        name=f"Not: {words}",
        description=f"“{said}”: it is refused to {whom}, whatever others may.",
        implementation=f"Who the caller is decides on the server: what {whom} get of `{resource.table}` is without it, and no call of theirs does it.",
        validation=f"The same call is made as one of the {whom} and as somebody else, and the answers are compared.",
        error_handling="What is left out of an answer is no error; a call that may not be made answers 403.",
        about=(resource.table,),
    )


def _single_use(resource: Resource) -> Rule:
    return Rule(
        name="Single use",
        description=f"Each {resource.one} can be used once; `used_at` tells when.",
        implementation=f"One statement on `{resource.table}` sets `used_at` where it is still empty, and reads what it found.",
        validation="The row count of that update.",
        error_handling="The second attempt finds nothing that can be used, and is told no more than that.",
        about=(resource.table,),
    )

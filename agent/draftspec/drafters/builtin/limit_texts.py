"""What a rule says about a number of the brief, by the kind of the number."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.ageing import ageing_of
from draftspec.drafters.builtin.attending import PLACES, waits
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.numbers import NumberFact

Said = tuple[str, str, str, str, str]
"""Name, description, implementation, validation and an edge case of a rule."""

_ENDS = re.compile(r"(.*_)?(expires?|expiry|due|valid_until|lapses?)(_at|_on|_date)?$")


def said_of(fact: NumberFact, resource: Resource, amount: str) -> Said:
    """Return what the rule of a number says."""
    if fact.is_size and fact.kind in ("most", "least"):
        return _size(fact, resource, amount)
    maker = {
        "most": _most, "rate": _rate, "least": _least, "lifetime": _lifetime, "age": _age, "every": _every, "gap": _gap,
        "money": _money, "count": _count, "ahead": _ahead, "notice": _notice,
    }[fact.kind]  # fmt: skip
    return maker(fact, resource, amount)


def _counted_by(fact: NumberFact, resource: Resource) -> str:
    """Return the key whose rows a bound counts: places are those of what is booked, other things whose they are."""
    return counts_by(fact, resource) or "id"


def counts_by(fact: NumberFact, resource: Resource) -> str | None:
    """Return that key, or None where a row belongs to nothing by which it could be counted."""
    booked = (p.column for p in resource.parents if not p.nullable and p.column != resource.owner)
    held = next(booked, None) if fact.unit == "place" else None
    whose = next((p.column for p in resource.parents if p.column in _HOLDERS), None)
    return counted_for(fact, resource) or held or resource.under or resource.owner or whose or resource.tenant


_HOLDERS = frozenset({"driver_id", "holder_id", "member_id", "employee_id", "customer_id", "guest_id", "student_id"})
"""Keys of the persons whom a thing is of, where nobody owns its rows."""


FOR_EACH = re.compile(r"\b(?:per|for each|for every|for one|from each|by each) ([a-z-]+)", re.I)
"""What so many of something may be had for: "3 slots per family"."""


def counted_for(fact: NumberFact, resource: Resource) -> str | None:
    """Return the key of what the brief counts for each of: `family_id` for "3 slots per family"; None if it does not say."""
    said = FOR_EACH.search(fact.text)
    whom = said[1].lower() if said else ""
    return next((p.column for p in resource.parents if whom and p.column.removesuffix("_id") == whom), None)


def closes(fact: NumberFact) -> bool:
    """Tell whether it is the making of a thing that ends a while before it begins ("bookings close 24 hours before")."""
    return any(word.startswith("clos") for word in fact.words)


def _most(fact: NumberFact, resource: Resource, amount: str) -> Said:
    window = f" a {fact.per}" if fact.per else ""
    scope = f"`{_counted_by(fact, resource)}`"
    if fact.unit in PLACES and waits(resource):
        return _most_places(fact, resource, amount, scope)
    given_up = () if fact.per else _given_up(resource)
    left = f"; `{'`, `'.join(given_up)}` ones do not count" if given_up else ""
    kept = f" whose `status` is not {' or '.join(f'`{state}`' for state in given_up)}" if given_up else ""
    return (
        f"At most {amount}{window}",
        f"The {fact.value} of the brief (“{fact.text}”) is the upper bound for each {scope}{left}.",
        f"The rows of one {scope}{kept} are counted under a lock on what it refers to, in the transaction of the insert into `{resource.table}`.",
        f"The count before the insert is below {fact.value}.",
        f"Two inserts for the last free place at once: the lock lets the second one count {fact.value}.",
    )


_RELEASED = frozenset({"cancelled", "returned", "released", "withdrawn", "revoked", "removed", "declined", "archived"})
_OVER = _RELEASED | {"expired", "collected", "completed", "closed", "lost", "rejected", "ended", "no_show", "done"}


def _given_up(resource: Resource) -> tuple[str, ...]:
    """Return the states in which a row takes no room any more, of what can be given back at all."""
    return tuple(s for s in resource.states if s in _OVER) if _RELEASED & set(resource.states) else ()


def _most_places(fact: NumberFact, resource: Resource, amount: str, scope: str) -> Said:
    """Who comes when all places are taken waits, and is not refused."""
    return (
        f"At most {amount}",
        f"“{fact.text}”: {fact.value} places of one {scope} are given, unless it has a capacity of its own; who comes then is `waitlisted`, and nobody is refused.",
        f"The row behind {scope} is locked, the held places are summed and the row of `{resource.table}` is inserted as `{resource.states[0]}` or `waitlisted`, in one transaction.",
        f"The sum of held places is at most {fact.value}.",
        f"Place {fact.value} is taken and two come at once: both wait, in the order in which they got the lock.",
    )


def rate_column(fact: NumberFact, resource: Resource) -> str | None:
    """Return the column that keeps how often something may be done in the time of a rate: `requests_per_minute`."""
    return next((c.name for c in resource.columns if c.name.endswith(f"_per_{fact.per}")), None)


def _rate(fact: NumberFact, resource: Resource, amount: str) -> Said:
    column = rate_column(fact, resource)
    if column is not None:
        return (
            f"{amount} a {fact.per}",
            f"“{fact.text}”: `{column}` of the row {_row_of(fact, resource)} is {fact.value} from the start.",
            f"The release's seed data inserts that row into `{resource.table}` with ON CONFLICT DO NOTHING; the value stands nowhere else.",
            f"`{column}` is {fact.value} after the first release, and what somebody changed it to after the next one.",
            f"Number {fact.value} is served and the one after it is not; with the next {fact.per} the count begins at zero.",
        )
    return (
        f"At most {amount} a {fact.per}",
        f"“{fact.text}”: a caller gets {fact.value} a {fact.per}; the next one is refused and told how long to wait.",
        f"A counter for each caller and {fact.per}, raised and read by one statement before `{resource.table}` is touched.",
        f"The counter, once raised, is at most {fact.value}.",
        f"Number {fact.value} is served and the one after it is not; with the next {fact.per} the count begins at zero.",
    )


def _row_of(fact: NumberFact, resource: Resource) -> str:
    """Return which row a value is that of: the one with the name that the brief puts before it ("Free plan 60 a minute")."""
    key = next((c.name for c in resource.columns if c.kind == "slug" and "unique" in c.flags), None)
    named = re.match(r"(?:the |our )?([a-z][\w-]*)(?: (?:\w+))?:? \d", fact.text, re.I)
    if key is None or named is None:
        return "that this speaks of"
    return f"with `{key} = '{named[1].lower()}'`"


def _least(fact: NumberFact, resource: Resource, amount: str) -> Said:
    if resource.under is not None:
        return (
            f"At least {amount}",
            f"“{fact.text}”: for one `{resource.under}` there are {fact.value} {resource.many} or more.",
            f"The call that writes them counts what there will be, under the lock of the row that `{resource.under}` names.",
            f"A body that leaves fewer than {fact.value} answers 422 and changes nothing.",
            f"Exactly {fact.value} is enough.",
        )
    return (
        f"At least {amount}",
        f"{fact.value} is the lower bound that the brief sets (“{fact.text}”) for {resource.many}.",
        f"Checked on input, before a row of `{resource.table}` is written.",
        f"What was given is compared with {fact.value}.",
        f"Exactly {fact.value} is enough.",
    )


def end_of(resource: Resource) -> str | None:
    """Return the column that tells when a row is over ("expires_at", "due_at"), or None."""
    moments = (column for column in resource.columns if column.kind in ("moment", "date"))
    return next((column.name for column in moments if _ENDS.fullmatch(column.name)), None)


_RESTING = frozenset(
    {"pause", "suspend", "hold", "lock", "mute", "snooze", "block", "freeze", "disable", "hide", "pin"}
)
"""Moves after which something holds until it is taken back, so that a time for it begins with the move."""


def is_held(fact: NumberFact, resource: Resource) -> bool:
    """Tell whether a time is that of a move which lasts so long."""
    return _held(fact, resource, fact.amount) is not None


def _held(fact: NumberFact, resource: Resource, amount: str) -> Said | None:
    """Return what is said of a time that a move of the thing lasts ("pause a subscription for up to 3 months")."""
    verb = next((name for name in resource.verbs if name in _RESTING & fact.words), None)
    stamp = next(iter(resource.verbs[verb].sets), None) if verb is not None else None
    if verb is None or stamp is None:
        return None
    return (
        f"`{verb}` lasts {amount} at most",
        f"“{fact.text}”: {amount} after `{stamp}` it is over, whether or not somebody takes it back.",
        f"Whoever asks whether it holds asks for `{stamp} > now() - interval '{amount}'`, so that nothing has to run when it ends.",
        f"`{stamp}` is set by the database's clock, never by the caller's.",
        f"Calling `{verb}` again while it lasts keeps the first moment, or it would never end.",
    )


def _lifetime(fact: NumberFact, resource: Resource, amount: str) -> Said:
    held = _held(fact, resource, amount)
    if held is not None:
        return held
    end = end_of(resource)
    if end is not None and resource.entry.words[0] == "loan of a thing":
        return (
            f"Due after {amount}",
            f"“{fact.text}”: `{end}` lies {amount} after `{start_of_time(resource)}`; what is open then is overdue, and stays open.",
            f"The statement that sets `{start_of_time(resource)}` sets `{end}` to `now() + interval '{amount}'`; whether it is overdue is `{end} < now()`, worked out when read.",
            f"`{end}` is compared by the database's clock, never by the caller's.",
            f"At `{end}` to the second it is still in time.",
        )
    if end is not None:
        return (
            f"Over after {amount}",
            f"“{fact.text}”: `{end}` lies {amount} after `{start_of_time(resource)}`, and not later.",
            f"The statement that sets `{start_of_time(resource)}` sets `{end}` to `now() + interval '{amount}'`; every use carries `{end} > now()` in its WHERE clause.",
            f"`{end}` is compared by the database's clock, never by the caller's.",
            f"A use that begins before `{end}` and commits after it counts as in time: `now()` is the start of its transaction.",
        )
    return (
        f"Over after {amount}",
        f"What the brief limits to {amount} (“{fact.text}”) counts from `{start_of_time(resource)}` of the row in `{resource.table}`.",
        f"`{start_of_time(resource)} + interval '{amount}'` is compared with `now()` in the WHERE clause of every use; no job has to run for it.",
        "The comparison is part of the statement, so the database's clock decides.",
        f"At {amount} to the second it is over.",
    )


def start_of_time(resource: Resource) -> str:
    """Return when a row's time begins to run: with the call that sets its end, when it was started, sent or issued, or made."""
    names = {column.name for column in resource.columns}
    end = end_of(resource)
    beside = (name for verb in resource.verbs.values() if end in verb.sets for name in verb.sets)
    moment = next((name for name in beside if name != end and name.endswith("_at")), None)
    if moment is not None:
        return moment
    return next(
        (name for name in ("started_at", "issued_at", "sent_at", "borrowed_at", "loaned_at") if name in names),
        "created_at",
    )


def _age(fact: NumberFact, resource: Resource, amount: str) -> Said:
    aged = ageing_of(fact, resource)
    done = "deleted" if aged.deletes else f"set to `{aged.to}`" if aged.to else "taken up"
    name = (
        f"Deleted after {amount}" if aged.deletes else f"`{aged.to}` after {amount}" if aged.to else f"After {amount}"
    )
    own = aged.done_by(resource)
    if own is not None:
        return (
            name,
            f"“{fact.text}”: the job `{resource.fill(own.name)}` does it once {amount} have passed.",
            f"The span stands once, as a constant of the job; the statement on `{resource.table}` compares with `now()`.",
            f"A row of {amount} less one second is left alone.",
            "Two runs at once: rows that one of them has locked are skipped by the other.",
        )
    return (
        name,
        f"“{fact.text}”: rows of `{resource.table}` are {done} by the next run once `{aged.since}` lies {amount} back.",
        f"`{aged.since} < now() - interval '{amount}'` selects them, oldest first.",
        "The comparison is part of the statement that writes, so that a row which was touched in between is left alone.",
        "Two runs at once: rows that one of them has locked are skipped by the other.",
    )


def _every(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"Every {amount}",
        f"The rhythm for {resource.many} is {amount} (“{fact.text}”).",
        f"The schedule of the job; a run that starts while another works on `{resource.table}` ends at once (advisory lock).",
        f"Two starts lie {amount} apart.",
        "A run takes longer than its period: the next start is left out, not queued.",
    )


def worth_of(resource: Resource) -> str | None:
    """Return the column with what a row is worth, or None."""
    return next((column_name(c) for c in resource.columns if c.kind in ("money", "signed_money")), None)


def draws_line(fact: NumberFact) -> bool:
    """Tell whether a sum is one that others are compared with ("above 500 EUR")."""
    return bool(fact.words & {"above", "over", "below", "under", "exceed", "exceeding", "than"})


_FIXING = frozenset({"get", "gets", "receive", "receives", "cost", "costs", "fee", "price", "charge", "charged"})


def is_fixed_sum(fact: NumberFact) -> bool:
    """Tell whether a sum is what a row is worth by itself ("the referrer gets 15 EUR", "a fee of 2.50 EUR per day")."""
    return bool(fact.words & _FIXING) and not draws_line(fact)


def _fixed_sum(fact: NumberFact, held: str | None, amount: str) -> Said:
    """What the brief gives as the worth of a row is set by the server, for as many as there are of what it is per."""
    cents = round(float(fact.value) * 100)
    each = f" for each {fact.per} begun" if fact.per else ""
    return (
        f"{amount}{f' a {fact.per}' if fact.per else ''}",
        f"“{fact.text}”: the server sets `{held}` to {cents}{each}, in cents of the row's currency.",
        f"One named constant of {cents} cents, from which the statement that writes `{held}` works it out.",
        f"`{held}` is {cents}{each} in the row that is written.",
        f"A row keeps its `{held}` when the constant is changed by a later release.",
    )


def _money(fact: NumberFact, resource: Resource, amount: str) -> Said:
    """A sum that the brief draws a line at is compared with what the row is worth."""
    held = worth_of(resource)
    if is_fixed_sum(fact):
        return _fixed_sum(fact, held, amount)
    below = bool(fact.words & {"below", "under"})
    sign, side = ("<", "Below") if below else (">", "Above")
    cents = round(float(fact.value) * 100)
    return (
        f"{side} {amount}",
        f"“{fact.text}”: what the brief says there holds where `{held}` {sign} {cents}, and only there.",
        f"`{held}` is read and compared under the row lock of the call that moves the row in `{resource.table}` on, not when it was entered.",
        f"`{held}` {sign} {cents} decides, in cents of the row's currency.",
        f"Exactly {cents} is on the quiet side; a sum that is changed later is compared anew.",
    )


def _count(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"Exactly {amount}",
        f"“{fact.text}” is what the brief says of {resource.many}; the service keeps {fact.value} as one named constant.",
        f"Counted in the transaction that writes `{resource.table}`, before its commit.",
        f"{fact.value} passes, one less and one more do not.",
        "Two writers at once: each counts under the lock on the row that both refer to.",
    )


def _size(fact: NumberFact, resource: Resource, amount: str) -> Said:
    bound = "most" if fact.kind == "most" else "least"
    return (
        f"At {bound} {amount}",
        f"Of what a caller sends for {resource.many}, {amount} is the {'upper' if bound == 'most' else 'lower'} bound (“{fact.text}”).",
        f"Measured while it is read, and refused before a row of `{resource.table}` is written.",
        f"What was read is compared with {amount}.",
        f"Exactly {amount} is accepted, whatever the caller announced beforehand.",
    )


def _gap(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"At most once every {amount}",
        f"Between two changes of one {resource.one} lie {amount} or more (“{fact.text}”).",
        f"The time of the last change is part of the WHERE clause: `now() - interval '{amount}'` or earlier; one statement on `{resource.table}` decides.",
        "The row count of that statement.",
        "Two changes at once: one of them matches a row, the other none.",
    )


def start_of(resource: Resource) -> str:
    """Return the column that tells when a thing begins, or words for the beginning of what it refers to."""
    dated = [c.name for c in resource.columns if c.kind in ("moment", "date") and "server" not in c.flags]
    found = next((name for part in ("start", "begin", "date", "due", "_on") for name in dated if part in name), None)
    return f"`{found}`" if found else f"the start of what the {resource.one} is for"


def _ahead(fact: NumberFact, resource: Resource, amount: str) -> Said:
    start = start_of(resource)
    return (
        f"At most {amount} ahead",
        f"“{fact.text}”: a {resource.one} is taken for {start} at most {amount} from now; what lies further ahead is refused.",
        f"{start} <= now() + interval '{amount}' is checked on the server's clock in the call that writes to `{resource.table}`.".replace(
            " is checked", ", checked"
        ),
        f"{start} lies within {amount}.",
        f"Exactly {amount} ahead is taken.",
    )


def _notice(fact: NumberFact, resource: Resource, amount: str) -> Said:
    start = start_of(resource)
    if closes(fact):
        return (
            f"Until {amount} before",
            f"“{fact.text}”: a {resource.one} is made until {amount} before {start}, and refused from then on.",
            f"The INSERT into `{resource.table}` carries {start} - interval '{amount}' >= now() in its condition, so the database's clock decides.",
            f"One second before and one second after {amount} before {start}.",
            "The start is moved to an earlier time: what was made in time stays.",
        )
    verb = next((name for name in resource.verbs if name.split("_")[0][:5] in " ".join(fact.words)), None)
    call = f"`{verb}`" if verb else "the change"
    return (
        f"Until {amount} before",
        f"“{fact.text}”: {call} of a {resource.one} is possible until {amount} before {start}, and refused from then on.",
        f"The UPDATE of `{resource.table}` carries {start} - interval '{amount}' >= now() in its condition, so the database's clock decides.",
        f"One second before and one second after {amount} before {start}.",
        f"The start is moved to an earlier time: what is left of {amount} counts from the new one.",
    )

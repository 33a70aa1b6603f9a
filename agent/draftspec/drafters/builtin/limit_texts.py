"""What a rule says about a number of the brief, by the kind of the number."""

from __future__ import annotations

from draftspec.drafters.builtin.database import moment_of_change
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.numbers import NumberFact

Said = tuple[str, str, str, str]
"""Name, description, implementation and validation of a rule."""


def said_of(fact: NumberFact, resource: Resource, amount: str) -> Said:
    """Return what the rule of a number says."""
    if fact.is_size and fact.kind in ("most", "least"):
        return _size(fact, resource, amount)
    maker = {
        "most": _most, "rate": _rate, "least": _least, "lifetime": _lifetime, "age": _age, "every": _every, "gap": _gap,
        "percent": _share, "money": _share, "duration": _duration, "count": _count, "threshold": _threshold, "ordinal": _ordinal,
        "ahead": _ahead, "notice": _notice,
    }[fact.kind]  # fmt: skip
    return maker(fact, resource, amount)


def _counted_by(fact: NumberFact, resource: Resource) -> str:
    """Return the key whose rows a bound counts: places are those of what is booked, other things whose they are."""
    booked = (p.column for p in resource.parents if not p.nullable and p.column != resource.owner)
    held = next(booked, None) if fact.unit == "place" else None
    return held or resource.under or resource.owner or resource.tenant or "id"


def _most(fact: NumberFact, resource: Resource, amount: str) -> Said:
    window = f" a {fact.per}" if fact.per else ""
    scope = f"`{_counted_by(fact, resource)}`"
    return (
        f"At most {amount}{window}",
        f"The {fact.value} of the brief (“{fact.text}”) is the upper bound for each {scope}.",
        f"The rows of one {scope} are counted under a lock on what it refers to, in the transaction of the insert into `{resource.table}`.",
        f"The count before the insert is below {fact.value}.",
    )


def _rate(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"At most {amount} a {fact.per}",
        f"A caller gets {fact.value} a {fact.per} for {resource.many}; what comes after waits.",
        f"A counter for each caller with a window of one {fact.per}, read before `{resource.table}` is touched.",
        f"The counter stands below {fact.value}.",
    )


def _least(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"At least {amount}",
        f"{fact.value} is the lower bound that the brief sets (“{fact.text}”) for {resource.many}.",
        f"Checked on input, before a row of `{resource.table}` is written.",
        f"What was given is compared with {fact.value}.",
    )


def _lifetime(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"Over after {amount}",
        f"What the brief limits to {amount} (“{fact.text}”) counts from `{_start(resource)}` of the row in `{resource.table}`.",
        f"`{_start(resource)} + interval '{amount}'` is compared with `now()` in the WHERE clause of every use; no job has to run for it.",
        "The comparison is part of the statement, so the database's clock decides.",
    )


def _start(resource: Resource) -> str:
    """Return when a row's time begins to run: when it was started, sent or issued, or else made."""
    names = {column.name for column in resource.columns}
    return next((name for name in ("started_at", "issued_at", "sent_at") if name in names), "created_at")


def _age(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"After {amount}",
        f"Rows of `{resource.table}` that have been left alone for {amount} (“{fact.text}”) are taken up by the next run.",
        f"`{moment_of_change(resource)} < now() - interval '{amount}'` selects them, oldest first.",
        "A row that was touched in between is no longer selected.",
    )


def _every(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"Every {amount}",
        f"The rhythm for {resource.many} is {amount} (“{fact.text}”).",
        f"The schedule of the job; a run that starts while another works on `{resource.table}` ends at once (advisory lock).",
        f"Two starts lie {amount} apart.",
    )


def _share(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"The figure {amount}",
        f"{amount} is what the brief says (“{fact.text}”) about {resource.many}; it is a named constant, not a number in a query.",
        f"Applied in the service that writes `{resource.table}`, in whole cents, half up.",
        f"A calculation with {amount} is compared with its result by hand.",
    )


def _duration(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"The span of {amount}",
        f"{amount} is the span that the brief gives (“{fact.text}”) for {resource.many}.",
        f"A named constant of the service for `{resource.table}`; times are compared in UTC.",
        f"One second less and one second more than {amount} fall on different sides.",
    )


def _count(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"Exactly {amount}",
        f"The brief says {amount} (“{fact.text}”) of {resource.many}.",
        f"Checked where `{resource.table}` is written, in the same transaction.",
        f"What is there after the write is compared with {fact.value}.",
    )


def _size(fact: NumberFact, resource: Resource, amount: str) -> Said:
    bound = "most" if fact.kind == "most" else "least"
    return (
        f"At {bound} {amount}",
        f"Of what a caller sends for {resource.many}, {amount} is the {'upper' if bound == 'most' else 'lower'} bound (“{fact.text}”).",
        f"Measured while it is read, and refused before a row of `{resource.table}` is written.",
        f"What was read is compared with {amount}.",
    )


def _gap(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"At most once every {amount}",
        f"Between two changes of one {resource.one} lie {amount} or more (“{fact.text}”).",
        f"The time of the last change is part of the WHERE clause: `now() - interval '{amount}'` or earlier; one statement on `{resource.table}` decides.",
        "The row count of that statement.",
    )


def _ordinal(fact: NumberFact, resource: Resource, amount: str) -> Said:
    return (
        f"By number {fact.value}",
        f"“{fact.text}”: the {fact.value} counts the days, or the places in a row, of {resource.many}.",
        f"A named constant of the service for `{resource.table}`; days are counted in UTC.",
        f"The day before and the day after number {fact.value} fall on different sides.",
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
    )


def _notice(fact: NumberFact, resource: Resource, amount: str) -> Said:
    start = start_of(resource)
    verb = next((name for name in resource.verbs if name.split("_")[0][:5] in " ".join(fact.words)), None)
    call = f"`{verb}`" if verb else "the change"
    return (
        f"Until {amount} before",
        f"“{fact.text}”: {call} of a {resource.one} is possible until {amount} before {start}, and refused from then on.",
        f"The UPDATE of `{resource.table}` carries {start} - interval '{amount}' >= now() in its condition, so the database's clock decides.",
        f"One second before and one second after {amount} before {start}.",
    )


def _threshold(fact: NumberFact, resource: Resource, amount: str) -> Said:
    side = "Below" if fact.words & {"below", "under", "lower", "fall", "drop"} else "Above"
    return (
        f"{side} {amount}",
        f"{amount} is the line that the brief draws for {resource.many} (“{fact.text}”).",
        f"A named constant that each value for `{resource.table}` is compared with when it is written.",
        f"A value of exactly {amount} is on the quiet side.",
    )

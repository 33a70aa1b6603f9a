"""Finds how a message comes from a row to the address of somebody: by its columns, by what it belongs to, or by a role.

What nothing leads to is taken for granted where it is clear whose it would be, and is left open elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from draftspec.drafters.builtin.columns import is_signature
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import snake, table_of_words
from draftspec.drafters.builtin.whose import ANY_PERSON, column_of, is_ordinary

_SELF = frozenset({"user", "owner", "author", "creator", "reporter", "requester", "submitter", "person", "holder"})
"""Words for whoever a row belongs to."""
_ANY_PARTY = frozenset(
    {"user_id", "customer_id", "client_id", "member_id", "person_id", "account_id", "participant_id"}
)
"""Columns that may name somebody whom a brief calls by another word: the member who pays a fee is its customer."""


@dataclass(frozen=True)
class Channel:
    """The column of an address, with what a known table may call it."""

    column: str
    type: str
    alike: tuple[str, ...]


MAIL = Channel("email", "varchar(320)", ("email", "email_address", "e_mail"))
TEXT = Channel("phone", "varchar(32)", ("phone", "phone_number", "mobile", "mobile_number"))
_KINDS = {MAIL: "email", TEXT: "phone"}
"""The kinds of column that hold an address on the row itself."""
PUSH = Channel("push_token", "varchar(255)", ("push_token", "device_token"))


@dataclass(frozen=True)
class Way:
    """How a job comes from its row to an address."""

    table: str
    """The table with the address."""
    channel: Channel
    address: str
    steps: tuple[str, ...] = ()
    """The columns that lead there, each as `table.column`."""
    role: str | None = None
    """The role of everybody who is told, where no column names one of them."""
    assumed: str | None = None
    """The column of a given table that is taken for granted to lead there."""

    def told(self) -> str:
        """Say whom the message reaches."""
        whose = f" of everybody whose `{self.table}.role` is `{self.role}`" if self.role else ""
        by = f" by {' → '.join(f'`{step}`' for step in self.steps)}" if self.steps else ""
        return f"It goes to `{self.table}.{self.address}`{whose}{by}."


def way_to(resource: Resource, whom: str | None, channel: Channel, plan: Plan) -> Way | None:
    """Return the way from a row to somebody: a column of the row, one of what it belongs to, or everybody of a role."""
    for steps, target in _leads(resource, whom, plan):
        way = _at(target, steps, channel, plan)
        if way is not None:
            return way
    if whom is None:
        return None
    own = next(own_addresses(resource, channel, plan), None) if _is_anybody(whom) else None
    return own or _taken(resource, whom, channel, plan)


def _is_anybody(whom: str) -> bool:
    """Tell whether somebody is whose matter a row is, and nobody who has a part in the whole application."""
    return whom in _SELF or is_ordinary(role_of(whom).name)


def _taken(resource: Resource, whom: str, channel: Channel, plan: Plan) -> Way | None:
    """Return what is taken for granted to lead to somebody: a column of what the row belongs to, or a role of accounts.

    The manager of an apiary belongs to it, the owner of an animal too; a treasurer, or the manager of an office, is a role.
    """
    role = role_of(whom).name
    before = whom.rpartition(" ")[0]
    particular = _is_anybody(whom) or (before != "" and not is_person(before) and role != resource.entry.manages)
    given = [p for p in resource.parents if is_assumed(p.target, plan) and not is_signature(p.column)]
    needed = [p for p in given if not (_is_anybody(whom) and p.nullable)]
    whole = next((p for p in needed if p.target != "users" and _may_have(p.target, whom)), None)
    if not is_assumed("users", plan):
        return None
    if particular and whole is not None:
        key = f"{whole.target}.{snake(whom)}_id"
        return Way("users", channel, channel.column, (f"{resource.table}.{whole.column}", key), assumed=key)
    return None if _is_anybody(whom) else Way("users", channel, channel.column, role=role)


def _may_have(table: str, whom: str) -> bool:
    """Tell whether rows of a table have somebody: a child its parent, an animal its owner, an apiary its manager."""
    of_people = table in _people()
    if whom in _OF_PEOPLE or of_people:
        return of_people and whom in _OF_PEOPLE | {"owner"}
    return whom in _SELF or not _is_anybody(whom)


def _leads(resource: Resource, whom: str | None, plan: Plan) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the columns that lead to somebody, with the table that they end at; the row's own first."""
    yield from _own_leads(resource, whom, ())
    for parent in resource.parents:
        above = plan.by_table(parent.target)
        if above is not None and above is not resource:
            yield from _own_leads(above, whom, (f"{resource.table}.{parent.column}",))


def _own_leads(resource: Resource, whom: str | None, before: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    targets = {parent.column: parent.target for parent in resource.parents}
    for column in dict.fromkeys(_naming(resource, whom, targets, above=bool(before))):
        yield (*before, f"{resource.table}.{column}"), targets[column]


def _naming(resource: Resource, whom: str | None, targets: dict[str, str], *, above: bool) -> Iterator[str]:
    """Yield the columns of a row that name whom it is about, the surest first; a member who pays a fee is its only customer."""
    owner = resource.owner if resource.owner in targets else None
    parties = [c for c, target in targets.items() if target in _people() and not is_signature(c)]
    if whom is None:
        yield from (*((owner,) if owner is not None else ()), *parties)
        return
    named = column_of(role_of(whom).name, targets) or column_of(whom, targets)
    yield from (named,) if named is not None else ()
    mine = resource.makers | resource.acted
    of_somebody = (
        whom in _OF_PEOPLE and whom not in mine and not above
    )  # "their child is absent": no parent owns the row
    if not _is_anybody(whom) or of_somebody:
        return
    made = not above or role_of(whom).name in mine
    generic = owner in ANY_PERSON and (made or whom in _SELF)
    if owner is not None and (generic or whom in _OWNING):
        yield owner
    if len(parties) == 1 and parties[0] in _ANY_PARTY and not above:
        yield parties[0]


_OF_PEOPLE = frozenset({"parent", "guardian", "relative"})
"""Whom only people have."""
_OWNING = frozenset({"user", "owner", "holder"})
"""Words for whom a row belongs to, whatever its column calls him."""


def _people() -> set[str]:
    """Return the tables with people."""
    return {str(actor["table"]) for actor in table_of_words("actors").values()}


def _at(target: str, steps: tuple[str, ...], channel: Channel, plan: Plan) -> Way | None:
    """Return the way that ends at a table: at its own address, or at that of the account behind its row."""
    built = plan.by_table(target)
    if built is None or built.there:
        table = plan.given.get(target)
        if table is None:
            return None
        address = next((c.name for c in table.columns if c.name in channel.alike), None)
        if address is None and target in plan.existing:
            return None
        return Way(target, channel, address or channel.column, steps)
    own = next((column_name(c) for c in built.columns if c.name in channel.alike), None)
    if own is not None:
        return Way(target, channel, own, steps)
    account = next((p.column for p in built.parents if p.target == "users" and p.column in ("user_id", built.owner)), None)  # fmt: skip
    return Way("users", channel, channel.column, (*steps, f"{target}.{account}")) if account is not None else None


def is_assumed(name: str, plan: Plan) -> bool:
    """Tell whether a table is taken for granted, or may be: who uses the application has an account."""
    return name not in plan.existing and (name in plan.given or (name == "users" and plan.by_table(name) is None))


def own_addresses(resource: Resource, channel: Channel, plan: Plan) -> Iterator[Way]:
    """Yield the addresses that a row keeps itself, then those that what it hangs on keeps: the phone of a factor."""
    above = ((p, plan.by_table(p.target)) for p in resource.parents if p.column == resource.under)
    places = [(resource, ()), *((one, (f"{resource.table}.{p.column}",)) for p, one in above if one is not None)]
    for place, steps in places:
        for line in place.columns:
            if line.kind == _KINDS.get(channel) and not place.there:
                yield Way(place.table, channel, column_name(line), steps)

"""Whose a row is for a role of the brief: customers, members and donors have rows of their own, staff works on all rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from draftspec.drafters.builtin.columns import ParentLine, parse_parent
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import snake, table_of_words, word_class

_STAFF = frozenset({"team member", "staff member", "crew member", "board member", "committee member", "council member"})
"""Members of what works here."""
_OF_ALL = frozenset({"catalog", "tree", "pipeline", "custom_field", "registered", "performed", "settings", "log"})
"""Archetypes whose rows belong to nobody, whoever enters them."""
ANYBODY = frozenset({"user", "person", "visitor", "guest"})
_SEEN_WITH_ACCESS = re.compile(
    r"\bonly (?:people|users|members|those|persons|somebody|whoever) (?:with|who have|who has|has) access to (?:the|a|an|that) (?P<to>[a-z]+) (?:can |may )?(?:see|read|view)",
    re.I,
)
_WHOSE = frozenset({"owner", "creator"})
"""Words for whose a row is, which are no roles."""
OPEN = "anybody"
"""What an entry's `readers` says where all rows are open to whoever is signed in."""
_SEEN_BY_ALL = re.compile(
    r"\b(?:everybody|everyone|anybody|anyone|all (?:users|members|employees|colleagues|teams|staff|people|players|students))(?: in the [a-z]+)? "
    r"(?:can|may|should|must|is able to|are able to)(?: be able to)? (?:see|view|read|look at|browse|search|find)\b(?! (?:their|his|her|only))",
    re.I,
)
ANY_PERSON = ("user_id", "owner_id", "creator_id")
"""Columns that name whoever it may be."""
PARTICULAR = ("author_id", "leader_id", "speaker_id", "seller_id", "host_id", "organizer_id", "provider_id")
"""Columns that name somebody in particular: an author is no reader, a leader no player."""
TAKING = frozenset({"claim", "redeem", "join", "vote", "answer", "reply", "bid", "book", "reserve", "borrow", "rent", "apply", "like", "rate", "review", "follow", "attend", "adopt", "buy", "purchase", "accept", "decline", "use", "check_in", "sign_up", "enrol", "enroll", "register", "approve", "reject", "pick", "choose", "select"})  # fmt: skip
"""What somebody does to a thing that another one offers: it is not his for that."""

REACHING = frozenset({"claim", "join", "vote", "bid", "book", "reserve", "borrow", "rent", "like", "rate", "review", "follow", "attend", "adopt", "buy", "purchase"})  # fmt: skip
"""Of these, what is done to what others offer even by those who offer something themselves."""


def is_ordinary(role: str | None) -> bool:
    """Tell whether a role comes with matters of its own ("customer"), and is nobody who works on those of others."""
    return role is not None and role not in _STAFF and role.rpartition(" ")[2] in word_class("ordinary")


def keys_of(role: str) -> tuple[str, ...]:
    """Return the columns that may name somebody of a role ("client": `client_id`, `customer_id`)."""
    head = role.rpartition(" ")[2]
    alike = str(table_of_words("alike").get(head, head)).split(", ")
    return tuple(dict.fromkeys(f"{snake(name)}_id" for name in (role, *alike)))


def column_of(role: str, columns: Iterable[str]) -> str | None:
    """Return the column of a row that names somebody of a role."""
    known = set(columns)
    return next((key for key in keys_of(role) if key in known), None)


def makers_of(resource: Resource) -> tuple[str, ...]:
    """Return the roles that the brief lets make a row, the one whom it gives the creation to first."""
    guard = resource.guards.get("create")
    return tuple(dict.fromkeys((*((guard,) if guard else ()), *sorted(resource.makers))))


def ordinary_maker(resource: Resource) -> str | None:
    """Return the ordinary role that makes a row, where no staff does so too."""
    makers = makers_of(resource)
    return makers[0] if makers and all(map(is_ordinary, makers)) else None


def with_owner(resource: Resource) -> Resource:
    """Return a thing with its owner where ordinary people of the brief make it: what each made is his own."""
    kind = resource.entry.archetypes[0] if resource.entry.archetypes else "thing"
    known = resource.owner is not None or resource.there or resource.under is not None
    if known or resource.entry.public or resource.entry.manages is not None or kind in _OF_ALL:
        return resource
    maker = ordinary_maker(resource)
    columns = [parent.column for parent in resource.parents]
    named = ("user_id", *(keys_of(maker) if maker else ()), "creator_id")
    owner = next((name for name in named if name in columns), None) if maker is not None else None
    return replace(resource, owner=owner) if owner is not None else resource


def with_readers(resource: Resource, reading: Reading) -> Resource:
    """Return the thing open to more readers, where the brief says that everybody sees it, or whoever has access to another."""
    if resource.there or resource.entry.public:
        return resource
    with_access = _SEEN_WITH_ACCESS.search(reading.spoken)
    if with_access is not None and resource.owner is not None:
        readers = f"somebody with access to the {with_access['to'].lower()}"
        return replace(resource, entry=resource.entry.model_copy(update={"readers": readers}))
    if not resource.main or not _SEEN_BY_ALL.search(reading.spoken):
        return resource
    return replace(resource, entry=resource.entry.model_copy(update={"readers": OPEN}))


def for_actor(resource: Resource, entry: Entry, reading: Reading) -> Resource:
    """Return a thing that is there and changes with its calls given to whom the brief lets make them, on rows of their own."""
    people = [act for act in reading.acts if act.person and act.verb not in word_class("viewing")]
    acts = [act for act in people if role_of(act.subject).name not in ANYBODY | _WHOSE]
    if not acts:
        return resource if people else _for_staff(resource, entry, reading)
    role = role_of(acts[0].subject).name
    writes = bool(resource.verbs) or "update" in resource.standard
    verbs = {name: verb if verb.by else verb.model_copy(update={"by": role}) for name, verb in resource.verbs.items()}
    guards = {**resource.guards, "update": role} if "update" in resource.standard else resource.guards
    resource = replace(resource, verbs=verbs, guards=guards, acted=resource.acted | {role})
    own = _key_of(role, entry) if is_ordinary(role) and writes else None
    if own is None or resource.owner is not None:
        return resource
    return replace(resource, owner=own.column, parents=(own, *(p for p in resource.parents if p.column != own.column)))


def _for_staff(resource: Resource, entry: Entry, reading: Reading) -> Resource:
    """What nobody owns, or is shown to people, is changed by whoever runs the application where the brief names nobody."""
    if "update" in resource.standard and any(is_ordinary(fact.name) for fact in reading.roles):
        return replace(resource, guards={**resource.guards, "update": "admin"})
    nobodys = entry.manages is None and entry.owner is None
    calls = any(verb.by is None for verb in resource.verbs.values())
    if not (nobodys and calls):
        return resource
    verbs = {
        name: verb if verb.by else verb.model_copy(update={"by": "admin"}) for name, verb in resource.verbs.items()
    }
    return replace(resource, verbs=verbs)


def _key_of(role: str, entry: Entry) -> ParentLine | None:
    """Return the key of an entry that says whose a row is: to somebody of a role, or to its owner."""
    keys = {parent.column: parent for parent in map(parse_parent, entry.parents)}
    named = column_of(role, keys) or (entry.owner if entry.owner in keys else None)
    return keys[named] if named is not None else None

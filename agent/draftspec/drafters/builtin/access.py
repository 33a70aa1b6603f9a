"""Decides who may call the endpoints of a thing: roles, owners, and what follows from what it is a detail of."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.joining import GIVEN
from draftspec.drafters.builtin.members import Members, is_joined_by_maker, members_of, shown_to_all
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import article
from draftspec.drafters.builtin.theirs import PERSON
from draftspec.drafters.builtin.whose import (
    ANY_PERSON,
    ANYBODY,
    OPEN,
    PARTICULAR,
    REACHING,
    TAKING,
    column_of,
    is_ordinary,
    makers_of,
    ordinary_maker,
)
from draftspec.drafters.builtin.widening import with_ways
from draftspec.grants import ONLY, grants
from draftspec.sections.endpoints import Auth

_SHARED = frozenset({"catalog", "tree", "pipeline", "custom_field", "attachment", "conversation", "registered"})
"""Archetypes whose rows are for everybody who is signed in, though few may write them."""


def is_personal(resource: Resource) -> bool:
    """Tell whether rows say who somebody is or how to reach them."""
    kinds = data("types")
    return any((line.sensitivity or kinds[line.kind].get("sensitivity")) == "personal" for line in resource.columns)


SHOWING = frozenset({"visible", "enabled", "is_visible", "is_public", "is_published", "published"})
"""Flags that say whether the public sees a row."""
_UNPUBLISHED = frozenset(
    {"draft", "unpublished", "pending", "pending_review", "submitted", "in_review", "planned", "new"}
)
"""First states in which a thing is not for the public yet; a fault that is being looked into is."""
OWN = "owner"
"""What an entry's `readers` says where rows are their owner's alone, whoever may read what they are a detail of."""
KEEPER = "keeper"
"""What it says where only the role that writes rows reads them, though others of their kind are for everybody: words that are
looked for in posts help whoever knows them to get around them."""
_WITHOUT_ACCOUNT = frozenset({"guest", "visitor"})
"""Who calls without signing in."""
BEARER = "token"
"""What a verb's `by` says when a secret of the request suffices."""
ANY_MEMBER = "any member"
"""What it says when whoever belongs to the thing may."""


_JOINING = ("membership", "participation")
"""Archetypes of rows by which people come into something that was not theirs before."""
_BELONGING = re.compile(r"\b(?:with a row in `|as an? )")
"""What an access says where people belong to what a row is about."""
_NOBODY = ("any ", "the ", BEARER)
"""How a verb's `by` begins where it is no role."""


def is_open(auth: Auth) -> bool:
    """Tell whether a call is for everybody, and not only for whoever sends the secret of the row."""
    return auth.level == "public" and not (auth.owner or "").startswith("own ")


def is_open_to_all(auth: Auth) -> bool:
    """Tell whether every row is everybody's who calls, or who is signed in."""
    return auth.level in ("public", "authenticated") and auth.owner is None


def _adding(resource: Resource) -> tuple[str, ...]:
    """Return who makes a row, or works on it without being anybody whose own matter it is."""
    working = (role for role in sorted(resource.acted) if not (is_ordinary(role) or resource.entry.manages))
    return tuple(dict.fromkeys((*makers_of(resource), *working)))


def _below(table: str, condition: str) -> str:
    """Return a condition on what a row hangs on, with its table."""
    return condition.replace("where `", f"where `{table}.")


class Access:
    """Who may do what with one thing."""

    def __init__(self, plan: Plan, resource: Resource) -> None:
        self.plan = plan
        self.resource = resource
        self.kind = resource.entry.archetypes[0] if resource.entry.archetypes else ""
        self.columns = {parent.column for parent in resource.parents}

    def read(self) -> Auth:
        """Return who may read: whom the thing is for, and whoever may do something to a row."""
        return self._by_membership(self._read_by_all(), "read")

    def _by_membership(self, auth: Auth, name: str | None) -> Auth:
        """Leave out the maker of a thing who is its first member: whoever is put out of it comes to it no longer."""
        circle = self._circle()
        if circle is None or circle.leading is None or not is_joined_by_maker(self.plan, circle):
            return auth
        if auth.owner is None or (circle.of is self.resource and name == "create"):
            return auth
        own = (f"own `{circle.of.owner}`, or ", f"own `{circle.of.table}.{circle.of.owner}`, or ")
        return auth.model_copy(update={"owner": auth.owner.removeprefix(own[0]).removeprefix(own[1])})

    def _read_by_all(self) -> Auth:
        found = self._read()
        belonging = _BELONGING.search(found.owner or "") is not None  # it is by this that they write as well
        if is_open_to_all(found) or belonging:
            return found
        for name, by in self._writing():
            found = with_ways(found, self._write(by, name))
        return found

    def _writing(self) -> list[tuple[str, str | None]]:
        """Return the calls that change a row which is there, each with the role that it is for."""
        resource = self.resource
        standard = [(name, resource.guards.get(name)) for name in ("update", "delete") if name in resource.standard]
        verbs = [
            (name, verb.by) for name, verb in resource.verbs.items() if not (verb.public or verb.whole or verb.looks)
        ]
        return [(n, by) for n, by in (*standard, *verbs) if by is None or self._party(by) or not by.startswith(_NOBODY)]

    def _read(self) -> Auth:
        """Return whom a thing is for: what is nested is open to whoever may read what it is nested below."""
        if self.is_held():
            return self._held()
        role = self._role(writes=False)
        above = self._above()
        if self.kind == "performed" and ordinary_maker(self.resource) is None:
            return Auth(level="authenticated")  # the history of a thing is for everybody who works with it
        if role is not None and not (self._is_detail() and above is not None):
            return self._read_managed(role)
        if above is not None and (role is not None or (self.resource.under is not None and not self._is_private())):
            return self._read_below(above)
        return self._read_own()

    def _read_below(self, above: Access) -> Auth:
        """Return who reads details: whoever reads what they are details of, but what is personal not with the public."""
        auth = above.read()
        open_to_all = is_open(auth) or (auth.level == "authenticated" and auth.owner is None)
        if open_to_all and is_personal(self.resource) and self.resource.owner is None:
            managing = above.resource.entry.manages
            return self._read_managed(managing) if managing is not None else self._closed()
        return above._told_below(auth)

    def _is_detail(self) -> bool:
        """Tell whether rows have no access of their own, but that of what they are details of."""
        resource = self.resource
        return resource.entry.manages is None and resource.owner is None and not makers_of(resource)

    def _told_below(self, auth: Auth) -> Auth:
        """Return an access as the calls of details say it: their rows have none of the columns that it speaks of."""
        own = self.columns | {column.name for column in self.resource.columns} | {"status"}
        said = auth.owner and re.sub(
            r"`(\w+)`", lambda found: f"`{self.resource.table}.{found[1]}`" if found[1] in own else found[0], auth.owner
        )
        return auth.model_copy(update={"owner": said})

    def _read_managed(self, role: str) -> Auth:
        """Rows that a role manages are seen by all who do something with any, and by those whom a row names."""
        seeing = tuple(dict.fromkeys((role, *self._acting())))
        own, theirs = self._named_people()
        if not own:
            return Auth(level="role", roles=seeing)
        named = " or ".join(f"`{column}`" for column in own)
        any_row = " and ".join(f"`{one}`" for one in seeing)
        roles = tuple(dict.fromkeys((*seeing, *theirs)))
        return Auth(level="role", roles=roles, owner=f"own {named}, or any row for {any_row}")

    def _named_people(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the columns that name people who may do something with a row, and the roles of these people."""
        makers = {role: self._column_of_maker(role) for role in makers_of(self.resource)}
        doing = {verb.by: self._mine(verb.by, name) for name, verb in self.resource.verbs.items() if verb.by}
        guarded = {role: self._mine(role, name) for name, role in self.resource.guards.items() if name != "create"}
        looking = {role: self._party(role) for role in sorted(self.resource.shown_own)}
        named = {**looking, **makers, **doing, **guarded}
        found = {role: column for role, column in named.items() if column is not None}
        return tuple(dict.fromkeys(found.values())), tuple(found)

    def _column_of_maker(self, role: str) -> str | None:
        """Return the column that names whoever made a row, where that is not who manages all of them."""
        if role == self.resource.entry.manages:
            return None
        return self._party(role) or next((name for name in ("creator_id", "user_id") if name in self.columns), None)

    def _read_own(self) -> Auth:
        if self.resource.entry.public:
            return Auth(level="public", owner=self._beyond_draft())
        readers = self.resource.entry.readers
        if readers == OPEN:
            return Auth(level="authenticated", owner=self._beyond_draft())
        if readers == OWN:
            return self._read_own_details()
        own = self._own([self.resource.owner, *self._parties()] if self.resource.owner else [])
        if own.owner is None:
            found = self._closed() if is_personal(self.resource) else own
            theirs = self._owner_taken_for_granted()
            return with_ways(own.model_copy(update={"owner": theirs}), found) if theirs is not None else found
        # Whoever decides on others' rows must find them.
        deciding = self.deciding() if self.resource.owner else ()
        any_row = f", or any row for {' and '.join(deciding)}" if deciding else ""
        members = members_of(self.plan, self.resource)
        belonging = f"as {self.resource.fill(readers)}" if readers else members.any() if members else None
        ways = (own.owner + any_row, belonging, shown_to_all(self.resource) if self.resource.owner else None)
        return own.model_copy(update={"owner": ", or ".join(filter(None, ways))})

    def _circle(self) -> Members | None:
        """Return who belongs to a thing, or to what it is a detail of."""
        above = self._above()
        return members_of(self.plan, self.resource) or (above._circle() if above is not None else None)

    def _of_member(self, by: str | None) -> str | None:
        """Return what a row of a member must say of whom a call is for, where that is no role of the whole application."""
        circle = self._circle()
        if circle is None or by is None:
            return None
        role = circle.role_of(by)
        return circle.as_(role) if role is not None else circle.any() if by == ANY_MEMBER else None

    def _with_members(self, own: Auth, name: str | None) -> Auth:
        """Return an access to own rows with that of members: who runs a thing works on it, who is in it on what hangs on it."""
        members, circle = members_of(self.plan, self.resource), self._circle()
        if members is not None and members.leading is not None and own.owner and name != "create":
            return own.model_copy(update={"owner": f"{own.owner}, or {members.as_(members.leading)}"})
        if circle is not None and circle.table == self.resource.table:
            return own.model_copy(update={"owner": self._of_membership(circle, name) or own.owner})
        if name != "create" or own.owner is None or self.resource.under is None:
            return own
        below = self._only_below()
        return own.model_copy(update={"owner": f"{own.owner}{ONLY}{below}"}) if below is not None else own

    def _of_membership(self, members: Members, name: str | None) -> str | None:
        """Return whose the rows of members are: others are added by members, and taken away by whoever runs the thing."""
        whole = f"own `{members.of.table}.{members.of.owner}`"
        mine = f"own `{members.person}`"
        runs = members.as_(members.leading) if members.leading is not None else whole
        if name == "create":
            if self.resource.owner is not None or not members.roles:
                return None
            shown = shown_to_all(members.of)
            joins = f"for himself {_below(members.of.table, shown)}" if shown is not None else None
            return ", or ".join(filter(None, (whole, members.any(), joins)))
        if name == "delete":
            return f"{mine}, or {runs}"
        given = any(line.name == "role" and "server" not in line.flags for line in self.resource.columns)
        return f"{whole}, or {runs}" if given and members.leading else whole if given else mine

    def _only_below(self) -> str | None:
        """Return what whoever makes a row must have of what it is nested below, where that is not for everybody."""
        circle, above = self._circle(), self._above()
        if circle is not None and circle.roles:
            return circle.any()
        if above is None or self.resource.owner is None or above.kind == "token" or self.kind in _JOINING:
            return None
        if is_open(read := above.read()) or is_open_to_all(read):
            return None
        return f"of {article(above.resource.one)} {above.resource.one} that the caller may read"

    def _read_own_details(self) -> Auth:
        """Details that each person has of a thing which all may read: their own, and all for whose the thing is."""
        above = self._above()
        managing = above.resource.entry.manages if above is not None else None
        theirs = f"`{above.resource.table}.{above.resource.owner}`" if above and above.resource.owner else None
        own = f"own `{self.resource.owner}`" + (f" or {theirs}" if theirs and not managing else "")
        return Auth(level="authenticated", owner=f"{own}, or any row for `{managing}`" if managing else own)

    def _is_private(self) -> bool:
        """Tell whether a row is its owner's alone, whoever may read what it is nested below: a learner's attempt at a quiz."""
        if self.resource.owner is None:
            return False
        return (
            self.resource.entry.readers == OWN
            or self.kind in ("document", "schedule", "token", "measurement")
            or is_personal(self.resource)
        )

    def write(self, by: str | None = None, name: str | None = None) -> Auth:
        """Return who may write; `by` is the role that the call `name` is for, which may stand in a column of the row.

        Where nothing says by whom, what only some may read is changed by nobody else, and what somebody decides on by him.
        """
        return self._by_membership(self._written_by(by, name), name)

    def _written_by(self, by: str | None, name: str | None) -> Auth:
        found = self._write(by, name)
        above = self._above() if name == "create" else None
        open_to_all = is_open_to_all(found) and found.level != "public" and by is None
        if not open_to_all or (name == "create" and (above is None or not self._is_detail())):
            return found
        read = above._told_below(above.read()) if above is not None else self.read()
        if self._owner_taken_for_granted() is not None and (working := grants(read).all_rows):
            return Auth(level="role", roles=working)  # whose it is reads it, and is not who writes it
        if read.level == "role" or (read.level == "authenticated" and grants(read).columns):
            return read
        acting = self._acting() if name in ("update", "delete") else ()
        return Auth(level="role", roles=acting) if acting else found

    def _write(self, by: str | None, name: str | None) -> Auth:
        held = Auth(level="token") if by == BEARER else self._held_write(by, name)
        named = held or (self._write_of(by, name) if by is not None else None)
        if named is not None:
            return named
        role = by or self._role(writes=True)
        maker = ordinary_maker(self.resource) if by is None and name == "create" else None
        if role is not None and maker is not None and maker not in ANYBODY:
            return Auth(level="role", roles=tuple(dict.fromkeys((role, maker))))
        if role is not None:
            return self._of_role(role, name)
        own = self._corrected(self._with_members(self._own([self.resource.owner or self._made_by()]), name), name)
        handed_in = self.kind in ("document", "moderation") or bool(self.resource.makers)
        return self._closed() if own.owner is None and not handed_in and is_personal(self.resource) else own

    def _write_of(self, by: str, name: str | None) -> Auth | None:
        """Return who writes what is not for a role of the whole application, but for somebody in particular, or anybody."""
        owner = self._of_member(by)
        party = self._party(by, exact=name == "create")
        if owner is not None or party is not None:
            return Auth(level="authenticated", owner=owner or f"own `{party}`")
        if by.startswith("any "):
            return self._read()
        return Auth(level="authenticated") if by in ANYBODY else None

    def _corrected(self, auth: Auth, name: str | None) -> Auth:
        """Whoever puts right what others made may change any row."""
        roles = sorted(self.resource.correctors) if name in ("update", "delete") and auth.owner else []
        also = self.resource.entry.also
        roles += [also] if also is not None and name != "create" and auth.owner else []
        any_row = " and ".join(f"`{role}`" for role in roles)
        return auth.model_copy(update={"owner": f"{auth.owner}, or any row for {any_row}"}) if roles else auth

    def is_held(self) -> bool:
        """Tell whether a row is also whose who has no account, by a secret of the row that the request carries."""
        return self.resource.entry.bearer is not None and self.resource.owner is not None

    def _held(self) -> Auth:
        own, bearer = self.resource.owner, self.resource.entry.bearer
        return Auth(level="public", owner=f"own `{own}`, or whoever sends the `{bearer}`")

    def _held_write(self, by: str | None, name: str | None) -> Auth | None:
        """Return who writes what is reached by the secret of a row, or None where no such secret helps."""
        if self.is_held() and by == "user":
            return Auth(level="authenticated", owner=f"whoever sends the `{self.resource.entry.bearer}`")
        if by is not None and by not in _WITHOUT_ACCOUNT:
            return None
        if self.is_held():
            return Auth(level="public") if name == "create" else self._held()
        above = self._above() if self._is_detail() else None
        return above._told_below(above._held()) if above is not None and above.is_held() else None

    def _of_role(self, role: str, name: str | None) -> Auth:
        """Ordinary people work on their own rows, also where the brief lets only them do something; staff on all."""
        mine = self._mine(role, name)
        if mine is None:
            kept = self.resource.tenant if self.resource.owner is None and name != "create" else None
            return Auth(level="role", roles=(role,), owner=f"own `{kept}`" if kept is not None else None)
        managing = self.resource.entry.manages
        if managing is None or name not in ("create", "update", "delete"):
            return Auth(level="role", roles=(role,), owner=f"own `{mine}`")
        return Auth(level="role", roles=(managing, role), owner=f"own `{mine}`, or any row for `{managing}`")

    def _mine(self, role: str | None, name: str | None) -> str | None:
        """Return the column by which a row is that of an ordinary caller who does `name` to it, if it is his at all."""
        managing = self.resource.entry.manages
        if role is None or role == managing:
            return None
        if name == "create":  # staff makes one for anybody, somebody else for himself
            return column_of(role, self.columns) if managing is not None and is_ordinary(role) else None
        party = self._party(role) or self._party_above(role)
        makers, owner = makers_of(self.resource), self.resource.owner
        taking = name in TAKING and (role not in makers or name in REACHING)
        if party is not None or not is_ordinary(role) or taking:
            return party
        if role in makers:
            return owner or self._column_of_maker(role)
        theirs = owner in ANY_PERSON or (managing is None and owner not in PARTICULAR)
        return owner if not makers and theirs else None

    def _made_by(self) -> str | None:
        """Return the column with the maker of a row that is nobody's otherwise, where ordinary people make them."""
        maker = ordinary_maker(self.resource)
        return self._column_of_maker(maker) if maker is not None else None

    def _closed(self) -> Auth:
        """Return who sees what is personal and nobody's own: whoever works with it, and never all who are signed in."""
        resource = self.resource
        named = [verb.by for verb in resource.verbs.values() if verb.by and self._of_member(verb.by) is None]
        deciding = [by for by in named if not by.startswith(_NOBODY)]
        people = {parent.target for parent in resource.parents} | {resource.table}
        spoken = [fact.name for fact in self.plan.reading.roles if fact.table not in people - {"users"}]
        working = [role for role in (*sorted(resource.acted), *spoken) if role not in resource.makers | ANYBODY]
        managing = [resource.entry.manages] if resource.entry.manages else []
        found = managing or [*deciding, *resource.guards.values()] or working or ["staff"]
        return Auth(level="role", roles=tuple(dict.fromkeys(found)))

    def _own(self, columns: list[str | None]) -> Auth:
        named = [f"`{column}`" for column in columns or [self.resource.owner] if column]
        named = named or ([f"`{self.resource.tenant}`"] if self.resource.tenant else [])
        return Auth(level="authenticated", owner=f"own {' or '.join(named)}" if named else self._owner_above())

    def _beyond_draft(self) -> str | None:
        """What is hidden by a flag, or has not been published yet, is not for the public."""
        flag = next((line.name for line in self.resource.columns if line.name in SHOWING and line.kind == "flag"), None)
        first = self.resource.states[0] if self.resource.states else None
        browsed = any(
            (verb.by or "").startswith("any ") and first in verb.before for verb in self.resource.verbs.values()
        )
        waiting = first in _UNPUBLISHED and not browsed
        if flag is None and not waiting:
            return None
        seen = f"`{flag}`" if flag else f"`status` beyond `{self.resource.states[0]}`"
        role = self._role(writes=True)
        return f"{seen}, or any row for `{role}`" if role else seen

    def _party(self, by: str, *, exact: bool = False) -> str | None:
        """Return the column that names who may do a verb ("provider": `provider_id`), if the row has one.

        Unless `exact`, it may go by another word for the same people ("client": `customer_id`).
        """
        name = f"{by.lower().removeprefix('the ').replace(' ', '_')}_id"
        if name in self.columns:
            return self._account(name)
        named = column_of(by, self.columns) if is_ordinary(by) and not exact else None
        return self._account(named) if named is not None else None

    def _account(self, column: str) -> str:
        """Return the column with the account of whom a key names: of people on record it is that of their row."""
        people = self.plan.by_table(self.plan.target_of(self.resource, column) or "")
        kept = people is not None and people.entry.archetypes[:1] == ("fellow",)
        return f"{people.table}.{people.owner}" if people is not None and kept else column

    def _party_above(self, by: str) -> str | None:
        """Return the column of what a row belongs to that names an ordinary caller: a quote is that of the request's client."""
        owner = self.resource.owner
        if not is_ordinary(by) or (owner is not None and (owner in ANY_PERSON or by in makers_of(self.resource))):
            return None
        for parent in (parent for parent in self.resource.parents if not parent.nullable):
            above = self.plan.by_table(parent.target)
            columns = {p.column for p in above.parents} if above is not None else set()
            named = column_of(by, columns) if parent.target != self.resource.table else None
            if named is not None:
                return f"{parent.target}.{named}"
        return None

    def _parties(self) -> tuple[str, ...]:
        """Return the columns that name who decides on a row beside its owner, or whom it is given to: they read it as well."""
        named = [self._party(verb.by) for verb in self.resource.verbs.values() if verb.by]
        named += [self._account(column) for column in self.resource.given_out() if column in self.columns]
        if self.resource.entry.words[0] == GIVEN:
            named += sorted(self.columns & self.resource.beside)
        named += [*self._whom_about(), *(self._party(role) for role in sorted(self.resource.shown_own))]
        return tuple(dict.fromkeys(name for name in named if name is not None and name != self.resource.owner))

    def _whom_about(self) -> list[str | None]:
        """Return whose that is for which staff of the brief makes a row: a treatment is read by whoever wrote the inspection."""
        if self.resource.entry.words[0] != "thing":
            return []
        making = set(_adding(self.resource))
        above = (self.plan.by_table(parent.target) for parent in self.resource.parents if not parent.nullable)
        owned = (one for one in above if one is not None and one.owner is not None)
        return [f"{one.table}.{one.owner}" for one in owned if making & set(Access(self.plan, one)._adding())]

    def deciding(self) -> tuple[str, ...]:
        """Return the roles that see rows of others: who manages all of them, and who does something to any."""
        managing = (self.resource.entry.manages,) if self.resource.entry.manages else ()
        return tuple(dict.fromkeys(f"`{role}`" for role in (*managing, *self._acting())))

    def _acting(self) -> tuple[str, ...]:
        """Return the roles that do something to rows which are not their own."""
        verbs = ((name, verb.by) for name, verb in self.resource.verbs.items() if verb.by != BEARER)
        guarded = ((name, role) for name, role in self.resource.guards.items() if name in ("update", "delete"))
        others = ((name, by) for name, by in (*verbs, *guarded) if by and by not in ANYBODY)
        theirs = (by for name, by in others if self._mine(by, name) is None and self._of_member(by) is None)
        # What one of them tells of himself is for none of the others.
        makers = makers_of(self.resource) if is_personal(self.resource) else ()
        acting = (by for by in theirs if not (by.startswith(_NOBODY) or by in makers))
        also = (self.resource.entry.also,) if self.resource.entry.also is not None else ()
        return tuple(
            dict.fromkeys((*acting, *sorted(self.resource.correctors | self.resource.viewers), *also, *self._adding()))
        )

    def _adding(self) -> tuple[str, ...]:
        """Return the roles that make something of a row of others ("reviewers score proposals"), so that they read it."""
        table = self.resource.table
        below = (r for r in self.plan.resources if any(p.target == table and not p.nullable for p in r.parents))
        adding = (role for child in below if child.table != table for role in _adding(child))
        mine = {*makers_of(self.resource), self.resource.entry.manages, *ANYBODY}
        return tuple(role for role in adding if role not in mine and self._mine(role, None) is None)

    def _role(self, *, writes: bool) -> str | None:
        """Who manages a thing writes it; what is no definition for everybody is read by the same role only."""
        entry = self.resource.entry
        above = self._above()
        if entry.manages is None and self.resource.owner is None and above is not None:
            return above._role(writes=writes)
        kept = entry.readers == KEEPER
        shared = entry.public or entry.readers == OPEN or self.resource.owner is not None or self.kind in _SHARED
        return entry.manages if writes or kept or not shared else None

    def _above(self) -> Access | None:
        """Return the access of what this thing is a detail of: what its path is nested below, or what it belongs to."""
        detail = "line" in self.resource.entry.archetypes
        under = self.plan.target_of(self.resource, self.resource.under) if self.resource.under else None
        names = [under] if under else [p.target for p in self.resource.parents if detail and not p.nullable]
        found = (self.plan.by_table(name) for name in names)
        parent = next((r for r in found if r is not None and r.table != self.resource.table), None)
        return Access(self.plan, parent) if parent is not None else None

    def _owner_above(self) -> str | None:
        """Detail rows are their parent's owner's."""
        above = self._above()
        column = above and (above.resource.owner or above.resource.tenant)
        return f"own `{above.resource.table}.{column}`" if above and column else None

    def _owner_taken_for_granted(self) -> str | None:
        """Return who reads what hangs on something that is only taken for granted: whoever that belongs to, if anybody."""
        under = self.plan.target_of(self.resource, self.resource.under) if self.resource.under else None
        table = self.plan.given.get(under) if under is not None else None
        names = (
            [column.name for column in table.columns] if table is not None and under not in self.plan.existing else []
        )
        return f"own `{under}.{PERSON}`" if PERSON in names else None

"""Decides the `endpoints` section: the standard calls of each thing, and one call for each verb."""

from __future__ import annotations

from typing import Literal, cast

from draftspec.checks.design import Design
from draftspec.checks.errors import unanswered_keys
from draftspec.drafters.builtin import bodies
from draftspec.drafters.builtin.above import with_sums
from draftspec.drafters.builtin.access import Access, is_open
from draftspec.drafters.builtin.bulk import MOST, ids, outcome
from draftspec.drafters.builtin.database import QUEUED, list_filters, list_order
from draftspec.drafters.builtin.effects import with_effects
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.errors import answer_keys, errors_of, is_met_again, refusals_above
from draftspec.drafters.builtin.figures import fields_of, said_of
from draftspec.drafters.builtin.limits import about
from draftspec.drafters.builtin.plan import PREFIX, Figure, Plan, Resource
from draftspec.drafters.builtin.reading.words import article
from draftspec.drafters.builtin.trees import above_itself
from draftspec.sections.base import Method
from draftspec.sections.database import Database, Table
from draftspec.sections.endpoints import (
    Action,
    Auth,
    BodyField,
    Endpoint,
    Endpoints,
    Pagination,
    PathParameter,
    QueryParameter,
    RateLimit,
    Request,
    Response,
    Transition,
)
from draftspec.spec import Sections

_BOUNDS: tuple[Literal["from", "to"], ...] = ("from", "to")

PAGE = (25, 100)
"""Rows on a page, and most rows: within the 20-50 and 100 that most public APIs use."""


def draft(plan: Plan, database: Database) -> Endpoints:
    """Return the endpoints of every thing of the plan."""
    tables = Sections(database=database).known_tables()
    found: list[Endpoint] = []
    for resource in plan.resources:
        room = _Room(plan, resource, tables)
        found += room.singleton() if resource.entry.singleton else room.standard()
        found += [*room.trees(), *room.figures(), *room.verbs(), *room.bulk()]
    unique = {(e.method, _shape(e.path)): e for e in reversed(found)}
    kept = tuple(e for e in found if unique[(e.method, _shape(e.path))] is e)
    design = Design(Sections(database=database, endpoints=Endpoints(endpoints=kept)))
    kept = tuple(_with_conflicts(endpoint, plan, design) for endpoint in kept)
    return Endpoints(
        endpoints=kept, none_because=None if kept else "The brief names nothing that a client would call a backend for."
    )


def _with_conflicts(endpoint: Endpoint, plan: Plan, design: Design) -> Endpoint:
    resource = plan.by_table(endpoint.table or "")
    keys = list(unanswered_keys(design, endpoint))
    if not keys or resource is None:
        return endpoint
    created = endpoint.action == "create"
    if created and any(is_met_again(key, resource) for table, key in keys if table == resource.table):
        there = Response(
            status=200, description=f"The {resource.one} that was there.", fields=endpoint.responses[0].fields
        )
        endpoint = endpoint.model_copy(update={"responses": (*endpoint.responses, there)})
        keys = [(table, key) for table, key in keys if table != resource.table or not is_met_again(key, resource)]
    below = {child.table: str(child.under) for child in plan.children(resource) if created}
    return endpoint.model_copy(update={"errors": answer_keys(endpoint, resource, keys, below)})


def _shape(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


class _Room:
    """The endpoints of one thing."""

    def __init__(self, plan: Plan, resource: Resource, tables: dict[str, Table]) -> None:
        self.plan = plan
        self.resource = resource
        self.tables = tables
        self.table = tables[resource.table]
        self.bodies = bodies.Bodies(plan, resource, tables)
        self.access = Access(plan, resource)
        self.parent = plan.target_of(resource, resource.under) if resource.under else None
        self.flat = f"{PREFIX}/{resource.table.replace('_', '-')}"

    @property
    def collection(self) -> str:
        if self.parent is None or self.resource.under is None:
            return self.flat
        return f"{PREFIX}/{self.parent.replace('_', '-').lower()}/{{{self.resource.under}}}/{self.resource.segment}"

    def standard(self) -> list[Endpoint]:
        makers = {
            "list": self._list,
            "create": self._create,
            "read": self._read,
            "update": self._update,
            "delete": self._delete,
        }
        wanted = [
            n for n in self.resource.standard if n in makers and (n != "update" or self.bodies.written(create=False))
        ]
        if any(
            v.makes == self.resource.name
            for r in self.plan.resources
            for v in r.verbs.values()
            if r is not self.resource
        ):
            wanted = [n for n in wanted if n != "create"]  # a verb of another thing makes it
        return [makers[name]() for name in wanted]

    def singleton(self) -> list[Endpoint]:
        fields = self.bodies.shown()
        one = self.resource.one
        path = self.collection
        nested = self._nested()
        read = self._endpoint(
            f"GET {path}", "report", f"Shows {self._whose()} {self.resource.many} or defaults.", nested
        )
        read = read.model_copy(update={"responses": (Response(status=200, description=f"The {one}.", fields=fields),)})
        write = self._endpoint(
            f"PUT {path}",
            "replace",
            f"Replaces {self._whose()} {one}; the first call inserts.",
            nested,
        )
        write = write.model_copy(
            update={
                "request": Request(
                    fields=(*self.bodies.written(create=True), *self.bodies.files()),
                    content_type=self.bodies.content_type(),
                ),
                "server_sets": self.bodies.server_sets(),
                "responses": (Response(status=200, description=f"The {one} as stored.", fields=fields),),
            }
        )
        return [self._with_errors(read), self._with_errors(write)]

    def _whose(self) -> str:
        return "own" if self.resource.owner or self.resource.under else "the"

    def verbs(self) -> list[Endpoint]:
        return [self._verb(name) for name in self.resource.verbs]

    def trees(self) -> list[Endpoint]:
        """Return the call for the whole tree, or what lies below one row."""
        key = above_itself(self.resource)
        if not self.resource.tree or key is None:
            return []
        path = f"GET {self.flat}/tree"
        below = QueryParameter(name=key, use="filter", table=self.resource.table, column=key)
        endpoint = self._endpoint(
            path, "report", f"Shows {self.resource.many} as a tree, or what lies below `{key}`.", ()
        )
        nodes = (self.bodies.nodes(key),)
        response = Response(status=200, description="Depth first, each behind the one above it.", fields=nodes)
        return [self._with_errors(endpoint.model_copy(update={"query": (below,), "responses": (response,)}))]

    def bulk(self) -> list[Endpoint]:
        return [self._bulk(verb) for verb in self.resource.bulk]

    def _bulk(self, verb: str) -> Endpoint:
        known = self.resource.verbs.get(verb)
        does = {"delete": "Deletes", "update": "Changes"}.get(verb, f"Calls `{verb}` for")
        path = f"{self.flat}/bulk-{verb.replace('_', '-')}"
        endpoint = self._endpoint(
            f"POST {path}", "command", f"{does} up to {MOST} {self.resource.many} by one call.", ()
        )
        fields: tuple[BodyField, ...] = self.bodies.given(known.takes, known.to) if known is not None else ()
        fields = self.bodies.written(create=False) if verb == "update" else fields
        sets = self.bodies.stamped(known.sets) if known is not None else ()
        changed = {
            "auth": self.access.write(known.by if known is not None else self.resource.guards.get(verb), verb),
            "request": Request(fields=(ids(), *fields)),
            "server_sets": () if verb == "delete" else (*sets, *self.bodies.touched()),
            "responses": (Response(status=200, description="What was done, and what was left.", fields=outcome()),),
        }
        return self._with_errors(endpoint.model_copy(update=changed))

    def figures(self) -> list[Endpoint]:
        return [self._figure(figure) for figure in self.resource.figures]

    def _figure(self, figure: Figure) -> Endpoint:
        path = f"{self.flat}/{figure.phrase.replace(' ', '-').replace('_', '-')}"
        endpoint = self._endpoint(f"GET {path}", "report", str(said_of(figure)["does"]), ())
        dated = next((c.name for c in self.table.columns if c.type in ("date", "timestamptz") and not c.nullable), None)
        bounds = self._filters(dated) if dated else ()
        response = Response(
            status=200, description=f"The {figure.phrase} of {self.resource.many}.", fields=fields_of(figure)
        )
        reads = (*endpoint.reads, *((figure.of,) if figure.of is not None else ()))
        changed = {"query": bounds, "responses": (response,), "reads": reads}
        return self._with_errors(endpoint.model_copy(update=changed))

    def _nested(self) -> tuple[PathParameter, ...]:
        if self.parent is None or self.resource.under is None:
            return ()
        return (PathParameter(name=self.resource.under, table=self.parent, column=self._key(self.parent)),)

    def _item(self) -> tuple[PathParameter, ...]:
        return (PathParameter(name="id", table=self.resource.table, column=self._key(self.resource.table)),)

    def _key(self, table: str) -> str:
        known = self.tables.get(table)
        return next((c.name for c in known.columns if c.primary_key), "id") if known else "id"

    def _endpoint(self, call: str, action: Action, purpose: str, parameters: tuple[PathParameter, ...]) -> Endpoint:
        """Return a call ("POST /api/v1/…") as far as all calls of an action are alike."""
        method, _, path = call.partition(" ")
        writes = method != "GET"
        auth = self._auth(action, self.resource.guards.get(action), writes=writes)
        reads = [] if action == "create" else [self.resource.table]
        reads += [p.table for p in parameters]
        return Endpoint(
            method=cast(Method, method),
            path=path,
            action=action,
            purpose=purpose,
            auth=auth,
            table=self.resource.table,
            reads=tuple(dict.fromkeys(reads)),
            writes=(self.resource.table,) if writes else (),
            path_parameters=parameters,
            responses=(Response(status=200, description="Done."),),
            rate_limit=self._limit(action, auth) if writes else None,
        )

    def _auth(self, action: Action, guard: str | None, *, writes: bool) -> Auth:
        if guard is None and action in self.resource.entry.open:
            return Auth(level="public")
        return self.access.write(guard, action) if writes or guard else self.access.read()

    def _list(self) -> Endpoint:
        where = f" of one {self.resource.under.removesuffix('_id').replace('_', ' ')}" if self.resource.under else ""
        endpoint = self._endpoint(
            f"GET {self.collection}", "list", f"Lists {self.resource.many}{where}{self._said_order()}.", self._nested()
        )
        searched = tuple(
            QueryParameter(name="q", use="search", table=self.resource.table, column=c)
            for c in self.bodies.searched()[:1]
        )
        open_to_all = is_open(endpoint.auth)
        unasked = self.bodies.internal() if open_to_all else set()
        filters = [q for c in list_filters(self.resource) if c not in unasked for q in self._filters(c)]
        order, descending = list_order(self.resource, self.table)
        page = Pagination(default=PAGE[0], maximum=PAGE[1], sort=order, descending=descending)
        response = Response(
            status=200,
            description=f"A page of {self.resource.many}.",
            many=True,
            fields=self.bodies.shown(to_all=open_to_all),
        )
        scanned = RateLimit(requests=60, seconds=60, per="ip") if searched and open_to_all else None
        found = {"query": (*filters, *searched), "pagination": page, "responses": (response,), "rate_limit": scanned}
        return self._with_errors(endpoint.model_copy(update=found))

    def _said_order(self) -> str:
        order, _ = list_order(self.resource, self.table)
        known = {"created_at": ", newest first", "position": " in order", QUEUED: ", longest wait first", "id": ""}
        return known.get(order[0], f", by `{order[0]}`")

    def _filters(self, column: str) -> tuple[QueryParameter, ...]:
        """A moment or day is asked for by bounds, anything else by its value."""
        kind = next((c.type for c in self.table.columns if c.name == column), None)
        if kind is None:
            return ()
        if kind not in ("date", "timestamptz"):
            return (QueryParameter(name=column, use="filter", table=self.resource.table, column=column),)
        stem = column.removesuffix("_at").removesuffix("_on")
        return tuple(
            QueryParameter(name=f"{stem}_{use}", use=use, table=self.resource.table, column=column) for use in _BOUNDS
        )

    def _create(self) -> Endpoint:
        one = self.resource.one
        endpoint = self._endpoint(
            f"POST {self.collection}",
            "create",
            f"Creates {article(one)} {one}{self.bodies.with_lines()}.",
            self._nested(),
        )
        fields = (
            *self.bodies.written(create=True),
            *self.bodies.files(),
            *bodies.asked_for(self.resource.entry.asks),
        )
        secret = self.bodies.secret_once()
        lines = self.bodies.lines()
        shown = (*self.bodies.shown(), *secret, *self.bodies.lines(shown=True))
        response = Response(status=201, description=f"The new {one}.", fields=shown)
        return self._with_errors(
            endpoint.model_copy(
                update={
                    "request": Request(fields=(*fields, *lines), content_type=self.bodies.content_type())
                    if fields or lines
                    else None,
                    "server_sets": self.bodies.server_sets(),
                    "writes": (self.resource.table, *(str(line.table) for line in lines)),
                    "reads": tuple(dict.fromkeys((*endpoint.reads, *self.bodies.referred()))),
                    "responses": (response,),
                }
            )
        )

    def _read(self) -> Endpoint:
        endpoint = self._endpoint(
            f"GET {self.flat}/{{id}}",
            "read",
            f"Shows one {self.resource.one}{self.bodies.with_lines(read=True)}.",
            self._item(),
        )
        lines = self.bodies.lines_read()
        fields = self.bodies.shown(to_all=is_open(endpoint.auth))
        response = Response(status=200, description=f"The {self.resource.one}.", fields=(*fields, *lines))
        reads = (*endpoint.reads, *(str(line.table) for line in lines))
        return self._with_errors(endpoint.model_copy(update={"reads": reads, "responses": (response,)}))

    def _update(self) -> Endpoint:
        endpoint = self._endpoint(
            f"PATCH {self.flat}/{{id}}",
            "update",
            f"Updates one {self.resource.one}.",
            self._item(),
        )
        fields = self.bodies.written(create=False)
        response = Response(status=200, description=f"The {self.resource.one} as stored.", fields=self.bodies.shown())
        return self._with_errors(
            endpoint.model_copy(
                update={
                    "request": Request(fields=fields),
                    "responses": (response,),
                    "server_sets": self.bodies.touched(),
                    "reads": tuple(dict.fromkeys((*endpoint.reads, *self.bodies.referred()))),
                }
            )
        )

    def _delete(self) -> Endpoint:
        one, soft = self.resource.one, any(c.name == "deleted_at" for c in self.table.columns)
        gone = () if soft else self.bodies.cascades()
        goes = f", {', '.join(g.replace('_', ' ') for g in gone)} included" if gone else ""
        kept = self._added(self.resource.binned)
        hides = (
            f"Moves one {one} with all below it to the {_bin(kept)}." if kept else f"Hides one {one} by `deleted_at`."
        )
        purpose = hides if soft else f"Deletes one {one}{goes}."
        endpoint = self._endpoint(f"DELETE {self.flat}/{{id}}", "delete", purpose, self._item())
        return self._with_errors(
            endpoint.model_copy(
                update={
                    "writes": (self.resource.table, *gone, *(one.table.name for one in (*kept, *self._held()))),
                    "server_sets": tuple(filled for one in kept for filled in one.made()),
                    "soft_delete": "deleted_at" if soft else None,
                    "responses": (Response(status=204, description="Gone."),),
                }
            )
        )

    def _verb(self, name: str) -> Endpoint:
        verb = self.resource.verbs[name]
        if verb.looks:
            return self._ask(name) if verb.asks and verb.key is None else self._look(name)
        takes = (
            *self.bodies.given(verb.takes, verb.to, verb.does),
            *bodies.asked_for(verb.asks),
            *self.bodies.given_below(verb.lines),
        )
        moves = verb.to is not None and "status" in {c.name for c in self.table.columns}
        action: Action = "transition" if moves else "command"
        endpoint = self._endpoint(f"POST {self._verb_path(name)}", action, self._said(verb), self._of_verb(name))
        before = verb.before or tuple(s for s in self.resource.states if s != verb.to)
        transition = (
            Transition(table=self.resource.table, column="status", before=before, after=verb.to)
            if moves and verb.to and before
            else None
        )
        held = self._held() if name == "restore" else []
        kept = not (verb.removes or self._leaves(name))
        set_here = (
            *self.bodies.stamped(verb.sets),
            *self.bodies.signed(verb.sets),
            *self.bodies.emptied(verb.clears),
        )
        endpoint = endpoint.model_copy(
            update={
                "writes": (*(() if self._leaves(name) else endpoint.writes), *(one.table.name for one in held)),
                "auth": Auth(level="public") if verb.public and verb.by is None else self.access.write(verb.by, name),
                "request": Request(fields=takes) if takes else None,
                "transition": transition,
                "server_sets": (
                    *(set_here if kept else ()),
                    *(emptied for one in held for emptied in one.emptied(("deleted_at",))),
                    *(self.bodies.touched() if kept else ()),
                ),
                "responses": (self._answer(name),),
            }
        )
        notified = "signature" in verb.asks  # a provider sends its notices again when they are turned away
        limit = None if notified else self._limit(action, endpoint.auth)
        endpoint = endpoint.model_copy(update={"rate_limit": limit})
        return self._with_errors(with_effects(endpoint, verb, self.plan, self.resource, self.tables))

    def _answer(self, name: str) -> Response:
        """Return what a verb answers: the id of its job, what it works out, the row as stored, or nothing of a row that is gone."""
        verb = self.resource.verbs[name]
        if any(job.on == name for job in self.resource.entry.jobs):
            return Response(status=202, description="Accepted; the job's id.", fields=(bodies.JOB_ID,))
        if verb.gives:
            return Response(status=200, description="The result.", fields=bodies.worked_out(verb.gives))
        if verb.removes:
            return Response(status=204, description="Done; the row is gone.")
        secret = self.bodies.secret_once(verb.sets) if self.bodies.changes_secret(verb.sets) else ()
        stored = f"The {self.resource.one} as stored."
        return Response(status=200, description=stored, fields=(*self.bodies.shown(), *secret))

    def _leaves(self, name: str) -> bool:
        """Tell whether a verb leaves its row as it is: it answers with something of its own and sets nothing."""
        verb = self.resource.verbs[name]
        own = (verb.to, verb.sets, verb.clears, verb.takes, verb.lines, verb.removes)
        return bool(verb.gives) and not any(own)

    def _said(self, verb: VerbEntry) -> str:
        """Return what a verb does, with the columns that it empties where its text does not name them."""
        does = self.resource.fill(verb.does)
        emptied = [f"`{one.column}`" for one in self.bodies.emptied(verb.clears) if f"`{one.column}`" not in does]
        return f"{does.rstrip('.')}; empties {' and '.join(emptied)}." if emptied else does

    def _held(self) -> list[bodies.Bodies]:
        """Return the things that lie in this bin."""
        found = (r for r in self.plan.resources if r.binned == self.resource.name)
        return [bodies.Bodies(self.plan, resource, self.tables) for resource in found]

    def _added(self, name: str | None) -> list[bodies.Bodies]:
        """Return the thing of which a call inserts a row, where the feature has it."""
        found = (r for r in self.plan.resources if r.name == name)
        return [bodies.Bodies(self.plan, resource, self.tables) for resource in found]

    def _verb_path(self, name: str) -> str:
        under = "" if self.resource.verbs[name].whole else "/{id}"
        return f"{self.flat}{under}/{name.replace('_', '-')}"

    def _of_verb(self, name: str) -> tuple[PathParameter, ...]:
        return () if self.resource.verbs[name].whole else self._item()

    def _ask(self, name: str) -> Endpoint:
        """Return a call that works something out of what it is given, and writes nothing."""
        verb = self.resource.verbs[name]
        endpoint = self._endpoint(
            f"POST {self._verb_path(name)}", "command", self.resource.fill(verb.does), self._of_verb(name)
        )
        response = Response(status=200, description="The result.", fields=bodies.worked_out(verb.gives))
        auth = self._looking(name)
        changed = {
            "writes": (),
            "auth": auth,
            "request": Request(fields=bodies.asked_for(verb.asks)),
            "responses": (response,),
            "rate_limit": self._limit("command", auth),
        }
        return self._with_errors(endpoint.model_copy(update=changed))

    def _look(self, name: str) -> Endpoint:
        """Return a call that works something out and writes nothing."""
        verb = self.resource.verbs[name]
        if verb.key is not None:
            return self._look_up(name, verb.key)
        endpoint = self._endpoint(
            f"GET {self._verb_path(name)}", "report", self.resource.fill(verb.does), self._of_verb(name)
        )
        response = Response(status=200, description="The result.", fields=bodies.worked_out(verb.gives))
        auth = self._looking(name)
        return self._with_errors(endpoint.model_copy(update={"auth": auth, "responses": (response,)}))

    def _looking(self, name: str) -> Auth:
        verb = self.resource.verbs[name]
        if verb.public:
            return Auth(level="public")
        return self.access.write(verb.by, name) if verb.by is not None else self.access.read()

    def _look_up(self, name: str, key: str) -> Endpoint:
        """Return a call that finds a row by what whoever calls has of it: the token of a link, the code of a certificate."""
        verb = self.resource.verbs[name]
        secret = next(c.sensitivity == "secret" for c in self.table.columns if c.name == key)
        held = key.removesuffix("_hash").removeprefix("share_") if secret else key
        parameter = PathParameter(name=held, table=self.resource.table, column=key)
        path = f"GET {self.flat}/{name.replace('_', '-')}/{{{held}}}"
        endpoint = self._endpoint(path, "report", self.resource.fill(verb.does), (parameter,))
        lines = () if verb.gives else self.bodies.lines_read()
        fields = bodies.worked_out(verb.gives) or (*self.bodies.shown(to_all=True), *lines)
        said = "The result." if verb.gives else f"The {self.resource.one}."
        changed = {
            "auth": Auth(level="token" if secret else "public"),
            "reads": tuple(dict.fromkeys((*endpoint.reads, *(str(line.table) for line in lines)))),
            "responses": (Response(status=200, description=said, fields=fields),),
            "rate_limit": RateLimit(requests=60, seconds=60, per="ip"),
        }
        return self._with_errors(endpoint.model_copy(update=changed))

    def _limit(self, action: Action, auth: Auth) -> RateLimit:
        rate = next((n for n in self.plan.limits if n.kind == "rate" and n.per and n.seconds is None), None)
        if rate is not None and action == "create" and self.resource.main and about(rate, self.plan) is self.resource:
            from draftspec.drafters.builtin.reading.numbers import SECONDS

            return RateLimit(
                requests=max(1, int(float(rate.value))), seconds=SECONDS[rate.per or "minute"], per="user", given=True
            )
        if auth.level == "public" and (not is_open(auth) or self.access.is_held()):
            return RateLimit(requests=60, seconds=60, per="ip")
        guessed = self.resource.entry.archetypes[:1] == ("token",) or auth.level in ("public", "token")
        return RateLimit(
            requests=10 if guessed else 60, seconds=60, per="ip" if guessed and not self.resource.owner else "user"
        )

    def _with_errors(self, endpoint: Endpoint) -> Endpoint:
        endpoint = with_sums(endpoint, self.plan, self.resource, self.tables)
        refusing = refusals_above(endpoint, self.plan, self.resource)
        return endpoint.model_copy(
            update={
                "reads": tuple(dict.fromkeys((*endpoint.reads, *self._shown_from(endpoint), *refusing))),
                "errors": errors_of(endpoint, self.plan, self.resource, self.tables),
            }
        )

    def _shown_from(self, endpoint: Endpoint) -> list[str]:
        """Return the tables of which a call works out what it shows and no column keeps."""
        entry = self.resource.entry
        shows = any(field.name in entry.shows for response in endpoint.responses for field in response.fields)
        return [r.table for r in self.plan.resources if shows and r.name in entry.shown_from]


def _bin(kept: list[bodies.Bodies]) -> str:
    """Name the bin in the words that stand for it."""
    return kept[0].resource.entry.words[0]

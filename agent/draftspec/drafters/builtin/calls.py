"""What all calls of a thing have in common: their paths, who may make them, how often, and the errors that they answer."""

from __future__ import annotations

from typing import Literal, cast

from draftspec.drafters.builtin import bodies
from draftspec.drafters.builtin.above import with_sums
from draftspec.drafters.builtin.access import Access, is_open
from draftspec.drafters.builtin.errors import errors_of, refusals_above
from draftspec.drafters.builtin.framed import is_framed
from draftspec.drafters.builtin.limits import about
from draftspec.drafters.builtin.plan import PREFIX, Plan, Resource
from draftspec.drafters.builtin.reading.numbers import SECONDS, NumberFact
from draftspec.sections.base import Method
from draftspec.sections.database import Table
from draftspec.sections.endpoints import (
    Action,
    Auth,
    Endpoint,
    PathParameter,
    QueryParameter,
    RateLimit,
    Response,
)

_BOUNDS: tuple[Literal["from", "to"], ...] = ("from", "to")


class Calls:
    """The calls of one thing, as far as they are alike."""

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
        """Return the path of its collection, below what it is nested in."""
        if self.parent is None or self.resource.under is None:
            return self.flat
        return f"{PREFIX}/{self.parent.replace('_', '-').lower()}/{{{self.resource.under}}}/{self.resource.segment}"

    def nested(self) -> tuple[PathParameter, ...]:
        """Return the parameter of the path that its collection is nested below, if it is."""
        if self.parent is None or self.resource.under is None:
            return ()
        return (PathParameter(name=self.resource.under, table=self.parent, column=self._key(self.parent)),)

    def item(self) -> tuple[PathParameter, ...]:
        """Return the parameter of the path of one row."""
        return (PathParameter(name="id", table=self.resource.table, column=self._key(self.resource.table)),)

    def _key(self, table: str) -> str:
        known = self.tables.get(table)
        return next((c.name for c in known.columns if c.primary_key), "id") if known else "id"

    def endpoint(self, call: str, action: Action, purpose: str, parameters: tuple[PathParameter, ...]) -> Endpoint:
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
            rate_limit=self.limit(action, auth) if writes else None,
        )

    def _auth(self, action: Action, guard: str | None, *, writes: bool) -> Auth:
        if guard is None and action in self.resource.entry.open:
            return Auth(level="public")
        return self.access.write(guard, action) if writes or guard else self.access.read()

    def filters(self, column: str) -> tuple[QueryParameter, ...]:
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

    def added(self, name: str | None) -> list[bodies.Bodies]:
        """Return the thing of which a call inserts a row, where the feature has it."""
        found = (r for r in self.plan.resources if r.name == name)
        return [bodies.Bodies(self.plan, resource, self.tables) for resource in found]

    def held(self) -> list[bodies.Bodies]:
        """Return the things that lie in this bin."""
        found = (r for r in self.plan.resources if r.binned == self.resource.name)
        return [bodies.Bodies(self.plan, resource, self.tables) for resource in found]

    def limit(self, action: Action, auth: Auth) -> RateLimit:
        """Return how often a call may be made: by the brief, or what is usual for who makes it."""
        rate = next((n for n in self.plan.limits if n.kind == "rate" and n.per and n.seconds is None), None)
        if rate is not None and action == "create" and self._is_held_to(rate):
            return RateLimit(
                requests=max(1, int(float(rate.value))), seconds=SECONDS[rate.per or "minute"], per="user", given=True
            )
        if auth.level == "public" and (not is_open(auth) or self.access.is_held()):
            return RateLimit(requests=60, seconds=60, per="ip")
        guessed = self.resource.entry.archetypes[:1] == ("token",) or auth.level in ("public", "token")
        return RateLimit(
            requests=10 if guessed else 60, seconds=60, per="ip" if guessed and not self.resource.owner else "user"
        )

    def _is_held_to(self, rate: NumberFact) -> bool:
        """Tell whether the brief says how often its main thing may be made."""
        return self.resource.main and about(rate, self.plan) is self.resource and is_framed(rate, self.resource)

    def with_errors(self, endpoint: Endpoint) -> Endpoint:
        """Return a call with the errors that it answers, and the tables that they and its sums need."""
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

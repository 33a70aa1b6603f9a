"""The standard calls of a thing: list, create, read, update and delete, or one row that is shown and replaced."""

from __future__ import annotations

from draftspec.drafters.builtin import bodies
from draftspec.drafters.builtin.access import is_open
from draftspec.drafters.builtin.calls import Calls
from draftspec.drafters.builtin.database import QUEUED, list_filters, list_order
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.words import article, plural
from draftspec.sections.endpoints import (
    Endpoint,
    Pagination,
    QueryParameter,
    RateLimit,
    Request,
    Response,
    ServerSet,
)

PAGE = (25, 100)
"""Rows on a page, and most rows: within the 20-50 and 100 that most public APIs use."""


_OF_A_ROW = frozenset({"id", "created_at", "updated_at"})
"""What only a row has that is there: defaults are shown without."""


class StandardCalls(Calls):
    """The standard calls of one thing."""

    def standard(self) -> list[Endpoint]:
        """Return the standard calls that the thing has."""
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
        """Return the two calls of what there is one row of: show and replace."""
        fields = self.bodies.shown()
        one = self.resource.one
        path = self.collection
        nested = self.nested()
        read = self.endpoint(
            f"GET {path}", "report", f"Shows {self._whose()} {self.resource.many} or defaults.", nested
        )
        chosen = tuple(field for field in fields if field.name not in _OF_A_ROW)  # before the first PUT there is no row
        read = read.model_copy(update={"responses": (Response(status=200, description=f"The {one}.", fields=chosen),)})
        write = self.endpoint(
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
        return [self.with_errors(read), self.with_errors(write)]

    def _whose(self) -> str:
        return "own" if self.resource.owner or self.resource.under else "the"

    def _list(self) -> Endpoint:
        where = f" of one {self.resource.under.removesuffix('_id').replace('_', ' ')}" if self.resource.under else ""
        endpoint = self.endpoint(
            f"GET {self.collection}", "list", f"Lists {self.resource.many}{where}{self._said_order()}.", self.nested()
        )
        searched = tuple(
            QueryParameter(name="q", use="search", table=self.resource.table, column=c)
            for c in self.bodies.searched()[:1]
        )
        open_to_all = is_open(endpoint.auth)
        unasked = self.bodies.internal() if open_to_all else set()
        filters = [q for c in list_filters(self.resource) if c not in unasked for q in self.filters(c)]
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
        return self.with_errors(endpoint.model_copy(update=found))

    def _said_order(self) -> str:
        order, _ = list_order(self.resource, self.table)
        known = {"created_at": ", newest first", "position": " in order", QUEUED: ", longest wait first", "id": ""}
        return known.get(order[0], f", by `{order[0]}`")

    def _create(self) -> Endpoint:
        one = self.resource.one
        endpoint = self.endpoint(
            f"POST {self.collection}",
            "create",
            f"Creates {article(one)} {one}{self.bodies.with_lines()}.",
            self.nested(),
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
        return self.with_errors(
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
        endpoint = self.endpoint(
            f"GET {self.flat}/{{id}}",
            "read",
            f"Shows one {self.resource.one}{self.bodies.with_lines(read=True)}.",
            self.item(),
        )
        lines = self.bodies.lines_read()
        fields = self.bodies.shown(to_all=is_open(endpoint.auth))
        response = Response(status=200, description=f"The {self.resource.one}.", fields=(*fields, *lines))
        reads = (*endpoint.reads, *(str(line.table) for line in lines))
        return self.with_errors(endpoint.model_copy(update={"reads": reads, "responses": (response,)}))

    def _update(self) -> Endpoint:
        endpoint = self.endpoint(
            f"PATCH {self.flat}/{{id}}",
            "update",
            f"Updates one {self.resource.one}.",
            self.item(),
        )
        fields = self.bodies.written(create=False)
        response = Response(status=200, description=f"The {self.resource.one} as stored.", fields=self.bodies.shown())
        return self.with_errors(
            endpoint.model_copy(
                update={
                    "request": Request(fields=fields),
                    "responses": (response,),
                    "server_sets": self.bodies.touched(),
                    "reads": tuple(dict.fromkeys((*endpoint.reads, *self.bodies.referred(create=False)))),
                }
            )
        )

    def _binned_along(self, name: str) -> tuple[str, ...]:
        """Return the tables of what lies below a thing and goes into the bin with it."""
        below = [r for r in self.plan.resources if r.binned is not None and r.name != name and _lies_in(r, name)]
        return tuple(dict.fromkeys(table for r in below for table in (r.table, *self._binned_along(r.name))))

    def _delete(self) -> Endpoint:
        one, soft = self.resource.one, any(c.name == "deleted_at" for c in self.table.columns)
        gone = () if soft else self.bodies.cascades()
        goes = f", {', '.join(g.replace('_', ' ') for g in gone)} included" if gone else ""
        kept = self.added(self.resource.binned)
        hides = (
            f"Moves one {one} with all below it to the {_bin(kept)}." if kept else f"Hides one {one} by `deleted_at`."
        )
        purpose = hides if soft else f"Deletes one {one}{goes}."
        endpoint = self.endpoint(f"DELETE {self.flat}/{{id}}", "delete", purpose, self.item())
        along = self._binned_along(self.resource.name) if kept else ()
        settled = (r.table for r in self.plan.resources for one in kept if r.table == one.resource.settled)
        stamped = (ServerSet(table=table, column="deleted_at", value="the time of the call") for table in along)
        return self.with_errors(
            endpoint.model_copy(
                update={
                    "reads": tuple(dict.fromkeys((*endpoint.reads, *along, *settled))),
                    "writes": (self.resource.table, *gone, *(one.table.name for one in (*kept, *self.held())), *along),
                    "server_sets": (*(filled for one in kept for filled in one.made()), *stamped),
                    "soft_delete": "deleted_at" if soft else None,
                    "responses": (Response(status=204, description="Gone."),),
                }
            )
        )


def _lies_in(part: Resource, whole: str) -> bool:
    """Tell whether rows of a thing lie in one of another: it has a key to it, or is taken to have one."""
    return any(p.target in (whole, plural(whole)) for p in part.parents) or any(
        c.name == f"{whole}_id" for c in part.presumed
    )


def _bin(kept: list[bodies.Bodies]) -> str:
    """Name the bin in the words that stand for it."""
    return kept[0].resource.entry.words[0]

"""Calls that only show what is worked out from many rows: figures, and the tree that rows make."""

from __future__ import annotations

from draftspec.drafters.builtin.calls import Calls
from draftspec.drafters.builtin.figures import fields_of, said_of
from draftspec.drafters.builtin.plan import PREFIX, Figure
from draftspec.drafters.builtin.trees import above_itself
from draftspec.sections.endpoints import (
    Auth,
    Endpoint,
    PathParameter,
    QueryParameter,
    Response,
)


class ShownCalls(Calls):
    """The calls of one thing that show more than one of its rows at once."""

    def trees(self) -> list[Endpoint]:
        """Return the call for the whole tree, or what lies below one row."""
        key = above_itself(self.resource)
        if not self.resource.tree or key is None:
            return []
        path = f"GET {self.flat}/tree"
        below = QueryParameter(name=key, use="filter", table=self.resource.table, column=key)
        endpoint = self.endpoint(
            path, "report", f"Shows {self.resource.many} as a tree, or what lies below `{key}`.", ()
        )
        nodes = (self.bodies.nodes(key),)
        response = Response(status=200, description="Depth first, each behind the one above it.", fields=nodes)
        return [self.with_errors(endpoint.model_copy(update={"query": (below,), "responses": (response,)}))]

    def figures(self) -> list[Endpoint]:
        """Return a call for each figure that somebody looks at."""
        return [self._count(f) if f.by is not None else self._figure(f) for f in self.resource.figures]

    def _count(self, figure: Figure) -> Endpoint:
        """Return the call that counts the rows of one whole by what is kept of the people who made them."""
        whole = self.resource.under or next(p.column for p in self.resource.parents if p.column != self.resource.owner)
        target = next(p.target for p in self.resource.parents if p.column == whole)
        path = f"GET {PREFIX}/{target.replace('_', '-')}/{{{whole}}}/{self.resource.segment}-{figure.phrase.replace('_', '-')}"
        one = whole.removesuffix("_id").replace("_", " ")
        purpose = f"Counts {self.resource.many} of one {one} by `{figure.of}.{figure.by}`, with those who have not answered, and names who comes."
        endpoint = self.endpoint(path, "report", purpose, (PathParameter(name=whole, table=target, column="id"),))
        response = Response(status=200, description=f"A row for each `{figure.by}`.", fields=fields_of(figure))
        auth = Auth(level="role", roles=(figure.role,)) if figure.role else endpoint.auth
        changed = {"auth": auth, "responses": (response,)}
        reads = tuple(dict.fromkeys((*endpoint.reads, str(figure.of))))
        return self.with_errors(endpoint.model_copy(update={**changed, "reads": reads}))

    def _figure(self, figure: Figure) -> Endpoint:
        path = f"{self.flat}/{figure.phrase.replace(' ', '-').replace('_', '-')}"
        endpoint = self.endpoint(f"GET {path}", "report", str(said_of(figure)["does"]), ())
        dated = next((c.name for c in self.table.columns if c.type in ("date", "timestamptz") and not c.nullable), None)
        bounds = self.filters(dated) if dated else ()
        response = Response(
            status=200, description=f"The {figure.phrase} of {self.resource.many}.", fields=fields_of(figure)
        )
        reads = (*endpoint.reads, *((figure.of,) if figure.of is not None else ()))
        changed = {"query": bounds, "responses": (response,), "reads": reads}
        return self.with_errors(endpoint.model_copy(update=changed))

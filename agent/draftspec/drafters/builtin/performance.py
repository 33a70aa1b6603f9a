"""Decides the `performance` section: which index serves which list, what grows, what is cached."""

from __future__ import annotations

from draftspec.drafters.builtin.assuming import assumed
from draftspec.drafters.builtin.permitted import reading_of
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.serving import served_by
from draftspec.grants import grants
from draftspec.sections.database import Database, Index, Table
from draftspec.sections.endpoints import Endpoint, Endpoints
from draftspec.sections.performance import Cache, Performance


def draft(plan: Plan, database: Database, endpoints: Endpoints) -> Performance:
    """Return what keeps the feature fast."""
    tables = {table.name: table for table in database.tables}
    largest = plan.main.table if plan.main else "no table"
    cached = _caches(plan, endpoints)
    return Performance(
        query_optimization=(*_queries(plan), *_scans(endpoints)),
        indexing_strategy=tuple(
            _index(index, table, served_by(index, table, plan, endpoints))
            for table in database.tables
            for index in table.indexes
        ),
        connection_pooling=_pool(plan),
        caches=cached,
        uncached_because=None if cached else _uncached(plan, endpoints),
        bottlenecks=_bottlenecks(plan),
        horizontal_scaling=_scaling(plan),
        resource_usage=_usage(tables, largest),
    )


def _queries(plan: Plan) -> tuple[str, ...]:
    found = []
    for resource in plan.resources:
        if "list" in resource.standard and not resource.entry.singleton:
            found.append(f"`{resource.table}`: pages by keyset.")
        for child in plan.children(resource):
            if child.entry.archetypes[:1] == ("line",):
                found.append(f"`{child.table}`: one query by `{child.under}` for all rows shown.")
    return tuple(found)


def _scans(endpoints: Endpoints) -> tuple[str, ...]:
    """Say of each text search that no index serves it; a draft's tables are small at first."""
    searched = (one for endpoint in endpoints.endpoints for one in endpoint.query if one.use == "search")
    return tuple(dict.fromkeys(f"`{one.table}.{one.column}`: `{one.name}` scans." for one in searched))


def _index(index: Index, table: Table, purpose: str | None) -> str:
    return f"`{index.name}`: {purpose[:1].lower() + purpose[1:] if purpose else table.name}"


def _caches(plan: Plan, endpoints: Endpoints) -> tuple[Cache, ...]:
    """Definitions that many read and few write are worth a cache; rows of one caller are not."""
    found = []
    for resource in plan.resources:
        kind = resource.entry.archetypes[:1]
        listing = next((e for e in endpoints.endpoints if e.table == resource.table and e.action == "list"), None)
        if (
            kind
            and kind[0] in ("catalog", "tree", "pipeline", "custom_field")
            and listing is not None
            and resource.owner is None
            and _is_alike(listing)
        ):
            shown = {r.table for r in plan.resources if r.name in resource.entry.shown_from}
            kept = {resource.table, *shown}
            writers = [f"`{e.method} {e.path}`" for e in endpoints.endpoints if not kept.isdisjoint(e.writes)]
            found.append(
                Cache(
                    what=f"The list of {resource.many}{', as the public sees it' if grants(listing.auth).all_rows else ''}",
                    endpoint=f"{listing.method} {listing.path}",
                    duration=f"{resource.many}: 5 minutes (assumption).",
                    invalidation=f"{resource.many}: after {', '.join(writers)}.",
                )
            )
    return tuple(found)


def _is_alike(listing: Endpoint) -> bool:
    """Tell whether a list is the same for all callers, or for all who have no role that sees more."""
    granted = grants(listing.auth)
    return granted.open or (granted.everybody and bool(granted.all_rows) and not granted.columns)


def _uncached(plan: Plan, endpoints: Endpoints) -> str:
    main = plan.main
    if main is None:
        return "nothing is read."
    read = reading_of(main.table, endpoints.endpoints)
    if read is None or not read.columns:
        return f"nothing: {main.many} are shown as stored."
    if read.ways == read.columns[:1]:
        return f"nothing: private to `{read.columns[0]}`."
    return f"nothing: answers differ by {', '.join(f'`{way}`' for way in read.ways)}."


def _bottlenecks(plan: Plan) -> tuple[str, ...]:
    found = [
        assumed(resource.fill(text), plan)
        for resource in plan.resources
        for text in resource.entry.bottlenecks[: 2 if resource.main else 1]
    ]
    return tuple(found) or tuple(f"`{r.table}`: its lists, as rows add up." for r in plan.resources[:1])


def _pool(plan: Plan) -> str:
    services = [name.replace("_", " ") for name in plan.services]
    return f"10 connections an instance (assumption){f', none held while calling {services[0]}' if services else ''}."


def _scaling(plan: Plan) -> str:
    if plan.main is None:
        return "Nothing to scale."
    jobs = [resource.fill(job.name) for resource in plan.resources for job in resource.entry.jobs]
    return f"Stateless{f'; `{jobs[0]}`: `FOR UPDATE SKIP LOCKED`' if jobs else ''}."


_BYTES = {
    "uuid": 16,
    "timestamptz": 8,
    "bigint": 8,
    "integer": 4,
    "smallint": 2,
    "boolean": 1,
    "date": 4,
    "jsonb": 200,
    "text": 200,
    "inet": 20,
}


def _usage(tables: dict[str, Table], largest: str) -> str:
    table = tables.get(largest)
    if table is None:
        return "None."
    row = 24 + sum(_BYTES.get(c.type, 24) for c in table.columns)
    index = 40 * (1 + len(table.indexes) + sum(1 for c in table.constraints if c.kind == "unique"))
    return f"`{largest}`: {row} bytes a row and {index} in its indexes (estimate)."


def growing(resource: Resource) -> bool:
    """Tell whether rows are only ever added."""
    return resource.entry.archetypes[:1] in (("log",), ("ledger",))

"""QRY: filters, sorting and pages of collections, and the indexes that serve them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.keys import Key
from draftspec.checks.registry import Found, check
from draftspec.checks.sql_types import base_type
from draftspec.checks.wording import did_you_mean, listed, unknown_column
from draftspec.derive.names import index as index_name
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.endpoints import Endpoint, Pagination


@check("QRY-01", "error", why="A query over a column that does not exist fails on its first call.")
def columns_exist(design: Design) -> Iterator[Found]:
    """Filters, bounds, searches and sort orders are over columns that exist."""
    for endpoint in design.endpoints:
        where = endpoint_path(endpoint)
        for parameter in endpoint.query:
            name = f"{parameter.table}.{parameter.column}"
            message = f"`{parameter.name}` of `{endpoint_name(endpoint)}` is over `{name}`, which does not exist."
            columns = design.columns.get(parameter.table)
            if columns is None:
                advice = did_you_mean(parameter.table, design.tables, f"Design `{parameter.table}`, or name another.")
                yield Found(f"{where}.query.{parameter.name}", message, advice)
            elif parameter.column not in columns:
                advice = unknown_column(parameter.table, parameter.column, columns)
                yield Found(f"{where}.query.{parameter.name}", message, advice)
        if endpoint.pagination and endpoint.table in design.tables:
            yield from _sort_columns(design, endpoint, endpoint.pagination)


def _sort_columns(design: Design, endpoint: Endpoint, pagination: Pagination) -> Iterator[Found]:
    columns = design.columns[endpoint.table or ""]
    for name in pagination.sort:
        if name not in columns:
            yield Found(
                f"{endpoint_path(endpoint)}.pagination",
                f"`{endpoint_name(endpoint)}` sorts by `{name}`, which `{endpoint.table}` does not have.",
                unknown_column(endpoint.table or "", name, columns),
            )


@check("QRY-02", "warning", why="Without it, each page reads and sorts the whole table.")
def indexes_serve(design: Design) -> Iterator[Found]:
    """Each filter of a page over a new table leads an index, and an index ends in the order of the page.

    An index serves a filter when only columns that are compared for equality stand before it, and the order when the
    sort columns follow such columns, all in the order of the page or all in the opposite one. Filters over a boolean
    need none.
    """
    for endpoint in design.endpoints:
        if endpoint.pagination is None or endpoint.table not in design.new_tables:
            continue
        keys = [key for key in design.keys(endpoint.table) if key.whole and key.kind != "exclude"]
        equal = _equal_columns(design, endpoint)
        yield from _unserved_filters(design, endpoint, keys, equal)
        sort = endpoint.pagination.sort
        known = all(design.column(endpoint.table, name) for name in sort)
        if known and not any(_serves_sort(key, equal, sort) for key in keys):
            name = index_name(endpoint.table, *sort)
            yield Found(
                f"{endpoint_path(endpoint)}.pagination",
                f"No index of `{endpoint.table}` gives its rows in the order {listed(sort)}.",
                f"Add an index such as `{name}` on ({listed(sort)}), after the columns that are always filtered by.",
            )


def _equal_columns(design: Design, endpoint: Endpoint) -> set[str]:
    """Return the columns that are compared for equality: by a filter, the path, or who is calling."""
    equal = {one.column for one in endpoint.query if one.use == "filter" and one.table == endpoint.table}
    for parameter in endpoint.path_parameters:
        equal |= {column.name for column in design.references(endpoint.table or "", parameter.table)}
    return equal | (design.owner_columns(endpoint.table) if endpoint.auth.owner else set())


def _unserved_filters(design: Design, endpoint: Endpoint, keys: list[Key], equal: set[str]) -> Iterator[Found]:
    for parameter in endpoint.query:
        column = design.column(endpoint.table, parameter.column)
        wanted = parameter.table == endpoint.table and parameter.use != "search"
        if not wanted or column is None or base_type(column.type) == "boolean":
            continue
        if not any(_serves_filter(key, equal, column.name) for key in keys):
            yield Found(
                f"{endpoint_path(endpoint)}.query.{parameter.name}",
                f"No index of `{endpoint.table}` serves the filter `{parameter.name}`.",
                f"Add an index such as `{index_name(endpoint.table or '', column.name)}` that starts with "
                f"`{column.name}`.",
            )


def _serves_filter(key: Key, equal: set[str], column: str) -> bool:
    columns = key.columns
    return column in columns and all(before in equal for before in columns[: columns.index(column)])


def _serves_sort(key: Key, equal: set[str], sort: tuple[str, ...]) -> bool:
    """A sort column that is unique ends the order; what would follow does not matter."""
    for start in range(len(key.parts)):
        parts = key.parts[start : start + len(sort)]
        directions = {part.descending for part in parts}
        if tuple(part.column for part in parts) == sort and len(directions) == 1:
            return True
        if key.parts[start].column not in equal:
            return False
    return False


@check("QRY-03", "error", why="A collection that answers all its rows fails when it has grown.")
def pages(design: Design) -> Iterator[Found]:
    """Every collection is cut into pages, with a largest page."""
    for endpoint in design.endpoints:
        where, name, page = endpoint_path(endpoint), endpoint_name(endpoint), endpoint.pagination
        is_collection = endpoint.action == "list" or any(response.many for response in endpoint.responses)
        if is_collection and page is None:
            yield Found(where, f"`{name}` answers all rows at once.", "Add a pagination: default, maximum and sort.")
        elif page and page.default > page.maximum:
            yield Found(
                f"{where}.pagination",
                f"`{name}` gives {page.default} rows by default and at most {page.maximum}.",
                "Make the default at most the maximum.",
            )


@check("QRY-04", "warning", why="Rows that sort alike would be shown twice or skipped between two pages.")
def stable_order(design: Design) -> Iterator[Found]:
    """The order of a page ends in a unique column."""
    for endpoint in design.endpoints:
        if endpoint.pagination is None or endpoint.table not in design.tables:
            continue
        sort = set(endpoint.pagination.sort)
        uniques = [key.columns for key in design.keys(endpoint.table) if key.unique and not key.where]
        if uniques and not any(sort.issuperset(unique) for unique in uniques):
            key = design.primary_key(endpoint.table) or uniques[0]
            yield Found(
                f"{endpoint_path(endpoint)}.pagination",
                f"`{endpoint_name(endpoint)}` sorts by {listed(endpoint.pagination.sort)}, which rows may share.",
                f"Add {listed(key)} at the end.",
            )


@check("QRY-05", "warning", why="A search inside a text reads every row, and nobody notices on ten of them.")
def searches(design: Design) -> Iterator[Found]:
    """A text search has an index for it, or the performance notes say that it scans.

    Such an index is a gin index that starts with the column. The notes say so by naming the column or the parameter
    together with a scan.
    """
    for endpoint in design.endpoints:
        for one in endpoint.query:
            column = design.column(one.table, one.column)
            if one.use != "search" or column is None or one.table not in design.new_tables:
                continue
            indexed = any(key.method == "gin" and one.column in key.columns for key in design.keys(one.table))
            if not indexed and not _said_to_scan(design, one.name, one.column):
                yield Found(
                    f"{endpoint_path(endpoint)}.query.{one.name}",
                    f"`{one.name}` searches in `{one.table}.{one.column}`, which no gin index serves.",
                    "Add a gin index on it, or say under performance that it scans.",
                )


def _said_to_scan(design: Design, *names: str) -> bool:
    texts = [text for text in _performance_texts(design).values() if re.search(r"(?i)\bscan", text)]
    return any(re.search(rf"\b{re.escape(name)}\b", text) for text in texts for name in names)


def _performance_texts(design: Design) -> dict[str, str]:
    performance = design.sections.performance
    if performance is None:
        return {}
    return {
        f"performance.{field}.{number}": text
        for field in ("query_optimization", "indexing_strategy", "bottlenecks")
        for number, text in enumerate(getattr(performance, field), 1)
    }


@check(
    "QRY-06", "warning", why="An index that no query uses costs every write, and one that is only named serves none."
)
def index_use(design: Design) -> Iterator[Found]:
    """Each index is for a query, a key or a rule, and each index that the performance notes name exists.

    An index is used when it is unique, says its purpose, or when its first column is a foreign key, an owner, a filter,
    a sort column, a path parameter, a state, or what a job or a soft delete goes by.
    """
    used = _looked_up(design)
    for where, table, index in design.own_indexes:
        first = index.columns[0].column
        column = design.column(table, first)
        if index.unique or index.purpose or index.where or column is None or column.references or column.values:
            continue
        if (table, first) not in used:
            yield Found(
                where, f"No query, key or job uses `{index.name}`.", "Add the filter that it is for, or drop it."
            )
    names = {index.name for table in design.tables.values() for index in table.indexes}
    for where, text in _performance_texts(design).items():
        for name in re.findall(r"`((?:idx|index|ix)_[a-z0-9_]+)`", text):
            if name not in names:
                advice = did_you_mean(name, names, "Add the index, or name the one that is meant.")
                yield Found(where, f"The index `{name}` does not exist.", advice)


def _looked_up(design: Design) -> set[tuple[str, str]]:
    used: set[tuple[str, str]] = set()
    for endpoint in design.endpoints:
        used |= {(query.table, query.column) for query in endpoint.query}
        used |= {(key.table, key.column) for key in endpoint.path_parameters}
        if endpoint.pagination and endpoint.table:
            used |= {(endpoint.table, name) for name in endpoint.pagination.sort}
        if endpoint.table and endpoint.soft_delete:
            used.add((endpoint.table, endpoint.soft_delete))
        for one in (*design.bodies(endpoint).request, *design.bodies(endpoint).response):
            if one.field.source == "relation" and one.field.table and one.field.column:
                used.add((one.field.table, one.field.column))
        if endpoint.action in ("command", "report"):  # these look rows up in ways that are not listed
            used |= {(table, name) for table in endpoint.reads for name in design.columns.get(table, {})}
    for job in design.sections.jobs.jobs if design.sections.jobs else ():
        for access in (*job.reads, *job.writes):
            used |= {(access.table, name) for name in access.columns or design.columns.get(access.table, {})}
    used |= {(table, name) for table in design.tables for name in design.owner_columns(table)}
    return used


@check("QRY-07", "warning", why="What is cached and not thrown away is shown long after it has changed.")
def caches(design: Design) -> Iterator[Found]:
    """What is cached is a GET of the design, and whatever writes its table throws it away.

    Where the invalidation names endpoints one by one, those that write the table of the cached one are among them.
    """
    performance = design.sections.performance
    by_path = {endpoint_path(one): one for one in design.endpoints}
    for number, cache in enumerate(performance.caches if performance else (), 1):
        where = f"performance.caches.{number}"
        named = re.findall(r"\b(?:GET|POST|PUT|PATCH|DELETE) /[^\s`,;)]*", cache.invalidation)
        for name in named:
            if design.items.resolve(name.rstrip(".")) is None:
                yield Found(where, f"`{name}` throws the cache away, but does not exist.", "Name what the design has.")
        if cache.endpoint is None:
            continue
        endpoint = by_path.get(design.items.resolve(cache.endpoint) or "")
        if endpoint is None or endpoint.method != "GET":
            problem = "does not exist" if endpoint is None else "is no GET"
            yield Found(where, f"`{cache.endpoint}` is cached, but {problem}.", "Name a GET of the design.")
        elif missing := _not_thrown_away(design, endpoint, named, cache.invalidation):
            yield Found(
                where,
                f"{listed(missing)} writes `{endpoint.table}`, and the cache of `{cache.endpoint}` is kept.",
                "Name it under the invalidation.",
            )


def _not_thrown_away(design: Design, cached: Endpoint, named: list[str], text: str) -> list[str]:
    if not named or cached.table is None or re.search(r"(?i)\b(any|every|each|all) (other )?(write|change)", text):
        return []
    known = {design.items.resolve(name.rstrip(".")) for name in named}
    writers = [one for one in design.endpoints if cached.table in one.writes]
    return [endpoint_name(one) for one in writers if endpoint_path(one) not in known]

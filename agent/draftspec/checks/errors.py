"""ERR: the failures that callers must handle."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from draftspec.checks.design import Design
from draftspec.checks.keys import Key
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import did_you_mean, listed
from draftspec.checks.writes import Written, written
from draftspec.derive.names import foreign_key
from draftspec.grants import hides
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.database import Condition
from draftspec.sections.endpoints import Endpoint


def _statuses(endpoint: Endpoint) -> set[int]:
    return {error.status for error in endpoint.errors}


@check("ERR-01", "error", why="The second of two equal requests would be answered by a 500.")
def conflicts(design: Design) -> Iterator[Found]:
    """Each UNIQUE or EXCLUDE that a write can violate has an error 409 or 422 that names it."""
    for endpoint in design.endpoints:
        for table, key in unanswered_keys(design, endpoint):
            yield Found(
                endpoint_path(endpoint),
                f"`{endpoint_name(endpoint)}` can violate `{key.name}` ({listed(key.columns)} of `{table}`), "
                "and no error says so.",
                f"Add a 409 (or 422) with `constraint`: `{key.name}` and a code of its own.",
            )


def unanswered_keys(design: Design, endpoint: Endpoint) -> Iterator[tuple[str, Key]]:
    """Give each key, with its table, that a write of an endpoint can violate without one of its errors naming it."""
    columns = written(design, endpoint)
    again = gives_what_is_there(endpoint)
    named = {error.constraint for error in endpoint.errors if error.status in (409, 422)}
    for table in dict.fromkeys(one.table for one in columns):
        of_table = [one for one in columns if one.table == table]
        for key in design.keys(table):
            met = again and table == endpoint.table
            if key.name not in named and not met and _violable(design, endpoint, key, of_table):
                yield table, key


def gives_what_is_there(endpoint: Endpoint) -> bool:
    """Tell whether a creation answers a repeated request with the row of the first one: 200 beside 201."""
    return endpoint.action == "create" and {200, 201} <= {response.status for response in endpoint.responses}


def _violable(design: Design, endpoint: Endpoint, key: Key, columns: list[Written]) -> bool:
    """Tell whether a write can meet a key that is taken.

    A value that is generated to be new cannot: a primary key or secret that only the server sets. Nor can the position
    of a row below one that is created in the same request, unless the request gives it, nor a PUT to an address that
    is the key. What a call empties is equal to nothing.
    """
    if key.kind == "index" or not _can_be_about(design, endpoint, key, columns) or _empties(endpoint, key, columns):
        return False
    written_parts = [one for one in columns if one.column in key.columns]
    origins = {one.by for one in written_parts}
    if "request" not in origins:
        fresh = all(one.by == "server" and _generated(design, key, one) for one in written_parts)
        if (written_parts and fresh) or "relation" in origins or endpoint.method == "PUT":
            return False
    return bool(written_parts) or _enters(endpoint, key, columns)


def _empties(endpoint: Endpoint, key: Key, columns: list[Written]) -> bool:
    """Tell whether the server sets a column of a key to NULL, which no key compares."""
    tables = {one.table for one in columns}
    emptied = {one.column for one in endpoint.server_sets if one.value == "null" and one.table in tables}
    return bool(emptied & set(key.columns))


def _can_be_about(design: Design, endpoint: Endpoint, key: Key, columns: list[Written]) -> bool:
    """Tell whether the row that a creation or a move leaves can be one that the key is about.

    A new row has the defaults of what nobody writes: one that begins as `submitted` meets no key about accepted ones.
    """
    by_column = {one.column: one.by for one in columns}
    change = endpoint.transition
    for one in key.where:
        if one.operator in ("is null", "is not null"):
            continue
        if by_column.get(one.column) == "transition" and change is not None and not _holds(one, change.after):
            return False
        if (
            endpoint.action == "create"
            and one.column not in by_column
            and columns
            and columns[0].table == endpoint.table
        ):
            column = design.column(columns[0].table, one.column)
            if column is not None and column.default is not None and not _holds(one, column.default.strip("'")):
                return False
    return True


def _generated(design: Design, key: Key, one: Written) -> bool:
    column = design.column(one.table, one.column)
    if column is None:
        return False
    made = one.by == "server" and column.references is None  # a number or a token: whoever makes it draws again
    return made or key.kind == "primary" or (column.default or "").endswith("()")


def _enters(endpoint: Endpoint, key: Key, columns: list[Written]) -> bool:
    """Tell whether a row that the key was not about can come to be one that it is about."""
    by_column = {one.column: one.by for one in columns}
    touched = [one for one in key.where if one.column in by_column]
    if any(by_column[one.column] == "request" for one in touched):
        return True
    change = endpoint.transition
    moved = [one for one in touched if by_column[one.column] == "transition"]
    if change is None or not moved or not all(_holds(one, change.after) for one in moved):
        return False
    return not all(_holds(one, state) for one in moved for state in change.before)


def _holds(condition: Condition, state: str) -> bool:
    value = (condition.value or "").strip("'").replace("''", "'")
    match condition.operator:
        case "=":
            return value == state
        case "<>":
            return value != state
        case "is null":
            return False
    return True


@check("ERR-02", "error", why="A reference to a row that is not there would be answered by a 500.")
def unknown_references(design: Design) -> Iterator[Found]:
    """A foreign key that the request gives has an error 404 or 422 for rows that do not exist.

    Where the path has a key of its own, one 404 belongs to that: then a second 404, a 422, or an error that names the
    foreign key.
    """
    for endpoint in design.endpoints:
        free_404 = sum(error.status == 404 for error in endpoint.errors) > bool(endpoint.path_parameters)
        if free_404 or 422 in _statuses(endpoint):
            continue
        for one in design.bodies(endpoint).written:
            column = design.column(one.table, one.column)
            if column is None or column.references is None:
                continue
            name = foreign_key(one.table, one.column)
            if all(error.constraint != name for error in endpoint.errors):
                yield Found(
                    one.where,
                    f"`{endpoint_name(endpoint)}` does not say what an unknown `{one.name}` answers.",
                    f"Add a 422 (or 404) with `constraint`: `{name}`.",
                )


@check("ERR-03", "error", why="Clients must tell a row that is gone from a failure.")
def not_found(design: Design) -> Iterator[Found]:
    """An endpoint with a key in its path answers 404 for one that does not exist."""
    for endpoint in design.endpoints:
        makes_it = endpoint.method == "PUT" and endpoint.action == "create"
        parents = [one for one in endpoint.path_parameters if not makes_it or one.table != endpoint.table]
        if parents and 404 not in _statuses(endpoint):
            yield Found(
                endpoint_path(endpoint),
                f"`{endpoint_name(endpoint)}` does not say what an unknown "
                f"{listed((one.name for one in parents), 'or')} answers.",
                "Add a 404.",
            )


@check("ERR-04", "error", why="Every body can be wrong.")
def invalid_bodies(design: Design) -> Iterator[Found]:
    """An endpoint with a body answers 400 or 422 for one that is not valid."""
    for endpoint in design.endpoints:
        if endpoint.request and endpoint.request.fields and not _statuses(endpoint) & {400, 422}:
            yield Found(
                endpoint_path(endpoint),
                f"`{endpoint_name(endpoint)}` does not say what an invalid body answers.",
                "Add a 400 (or 422).",
            )


@check("ERR-05", "error", why="Whoever is turned away must learn whether to log in or to give up.")
def access_denied(design: Design) -> Iterator[Found]:
    """What is not public answers 401; what asks for a role or an owner answers 403, or a 404 that says it hides rows.

    An owner needs a row that may be somebody else's, so this is asked of endpoints with a key in the path. A token in
    the request may be answered by 404 or 410 instead of 401.
    """
    for endpoint in design.endpoints:
        where, name, statuses = endpoint_path(endpoint), endpoint_name(endpoint), _statuses(endpoint)
        level = endpoint.auth.level
        if level == "token" and not statuses & {401, 403, 404, 410}:
            yield Found(where, f"`{name}` does not say what a wrong token answers.", "Add a 401 (or 404).")
        elif level in ("authenticated", "role") and 401 not in statuses:
            yield Found(where, f"`{name}` does not say what a caller without login answers.", "Add a 401.")
        owned = level != "token" and any(hides(endpoint, one) for one in endpoint.path_parameters)
        if (level == "role" or owned) and 403 not in statuses and not _hides(endpoint):
            who = f"without the role {listed(endpoint.auth.roles, 'or')}" if level == "role" else "who is not the owner"
            yield Found(
                where,
                f"`{name}` does not say what a caller {who} answers.",
                "Add a 403, or say in the 404 that it also hides rows of others.",
            )


_HIDING = re.compile(
    r"\b(others?|another|own|owns|owned|owner|belongs?|someone|somebody|foreign|access|allowed|permitted|permission|"
    r"role|visible|hidden|hides?|tenant|member)\b",
    re.IGNORECASE,
)


def _hides(endpoint: Endpoint) -> bool:
    """Tell whether a 404 says that it also stands for rows that the caller may not see."""
    return any(error.status == 404 and _HIDING.search(error.when) for error in endpoint.errors)


@check("ERR-06", "error", why="A delete that other rows forbid would be answered by a 500, or take them along unsaid.")
def deletes(design: Design) -> Iterator[Found]:
    """A DELETE answers 409 where other rows forbid it, and says which rows go with it."""
    for endpoint in design.endpoints:
        if endpoint.action != "delete" or endpoint.soft_delete or endpoint.table is None:
            continue
        for child in design.children(endpoint.table):
            rule = child.column.references and child.column.references.on_delete
            if child.table in endpoint.writes:
                continue
            if rule == "CASCADE" and not _mentions(endpoint, child.table):
                yield Found(
                    endpoint_path(endpoint),
                    f"`{endpoint_name(endpoint)}` also deletes rows of `{child.table}`, and does not say so.",
                    f"Add `{child.table}` to its `writes`, and name them in the purpose.",
                )
            elif rule in ("RESTRICT", "NO ACTION", None) and 409 not in _statuses(endpoint):
                name = foreign_key(child.table, child.column.name)
                yield Found(
                    endpoint_path(endpoint),
                    f"`{endpoint_name(endpoint)}` is refused while `{child.table}` has rows, and no error says so.",
                    f"Add a 409 with `constraint`: `{name}`.",
                )


def _mentions(endpoint: Endpoint, table: str) -> bool:
    return table.split("_")[-1].removesuffix("s") in endpoint.purpose.lower()


@check("ERR-07", "warning", why="A client must know that it is to wait.")
def rate_limits(design: Design) -> Iterator[Found]:
    """An endpoint with a rate limit answers 429."""
    for endpoint in design.endpoints:
        if endpoint.rate_limit and 429 not in _statuses(endpoint):
            yield Found(
                f"{endpoint_path(endpoint)}.rate_limit",
                f"`{endpoint_name(endpoint)}` has a rate limit and no 429.",
                "Add a 429 with Retry-After.",
            )


@check("ERR-08", "error", why="Two callers may act on the same row, and one comes second.")
def wrong_states(design: Design) -> Iterator[Found]:
    """A change of state answers 409 or 422 for a row in another state."""
    for endpoint in design.endpoints:
        if endpoint.transition and endpoint.action != "create" and not _statuses(endpoint) & {409, 422}:
            yield Found(
                f"{endpoint_path(endpoint)}.transition",
                f"`{endpoint_name(endpoint)}` does not say what a row that is not "
                f"{listed(endpoint.transition.before, 'or')} answers.",
                "Add a 409 (or 422).",
            )


@check("ERR-09", "warning", why="Clients decide by the code, so one code must stand for one thing.")
def codes(design: Design) -> Iterator[Found]:
    """Codes are upper snake case, stand for one status each, and those of rules are answered by an endpoint."""
    by_code: dict[str, set[int]] = defaultdict(set)
    for endpoint in design.endpoints:
        for error in endpoint.errors:
            by_code[error.code].add(error.status)
    for endpoint in design.endpoints:
        yield from _endpoint_codes(endpoint, by_code)
    for rule in design.sections.rules.rules if design.sections.rules else ():
        if rule.error_code and rule.error_code not in by_code:
            yield Found(
                f"rules.{rule.name}",
                f"The rule `{rule.name}` answers `{rule.error_code}`, which no endpoint does.",
                did_you_mean(rule.error_code, by_code, "Add the error to the endpoints that can break the rule."),
            )


def _endpoint_codes(endpoint: Endpoint, by_code: dict[str, set[int]]) -> Iterator[Found]:
    counts = Counter([error.code for error in endpoint.errors])
    for code, count in counts.items():
        if count == len(by_code[code]) == 1 and _CODE.fullmatch(code):
            continue
        for problem, hint in _code_problems(code, count, by_code[code]):
            yield Found(f"{endpoint_path(endpoint)}.errors.{code}", f"The code `{code}` {problem}.", hint)


_CODE = re.compile(r"[A-Z][A-Z0-9_]*")


def _code_problems(code: str, count: int, statuses: Collection[int]) -> Iterator[tuple[str, str]]:
    if not _CODE.fullmatch(code):
        yield "is not upper snake case", "Write it as in `NUMBER_TAKEN`."
    if count > 1:
        yield f"stands for {count} failures of one endpoint", "Give each failure a code of its own."
    if len(statuses) > 1:
        yield f"stands for the statuses {listed(map(str, sorted(statuses)))}", "Use one status for each code."


@check("ERR-10", "warning", why="A service outside is down some day, and then callers get a 500.")
def outages(design: Design) -> Iterator[Found]:
    """An endpoint that calls a service outside says what it answers when the service fails.

    That is a 502, 503, 504 or another error that names the service, or it answers before the call: with a 202, by a job
    that it starts or that calls the same service, or because calls wait (the service's notes speak of a queue, an
    outbox, the background, a later or next run).
    """
    integrations, jobs = design.sections.integrations, design.sections.jobs
    by_path = {endpoint_path(one): one for one in design.endpoints}
    names = {job.name for job in jobs.jobs} if jobs else set()
    for service in integrations.integrations if integrations else ():
        if names.intersection(service.used_by) or _WAITS.search(f"{service.error_handling} {service.rate_limiting}"):
            continue
        for reference in service.used_by:
            endpoint = by_path.get(design.items.resolve(reference) or "")
            if endpoint and not _answers_outage(endpoint, service.service) and not _starts_job(design, endpoint):
                yield Found(
                    endpoint_path(endpoint),
                    f"`{endpoint_name(endpoint)}` calls {service.service}, and no error says what happens when it is down.",
                    "Add a 502 or 503, or leave the call to a job.",
                )


_WAITS = re.compile(r"\b(queue[ds]?|outbox|background|asynchronous\w*|later|next run|waits?)\b", re.IGNORECASE)


def _answers_outage(endpoint: Endpoint, service: str) -> bool:
    if _statuses(endpoint) & {502, 503, 504} or any(response.status == 202 for response in endpoint.responses):
        return True
    return any(service.lower() in error.when.lower() for error in endpoint.errors)


def _starts_job(design: Design, endpoint: Endpoint) -> bool:
    jobs = design.sections.jobs
    started = (job.trigger.endpoint for job in jobs.jobs if job.trigger.endpoint) if jobs else ()
    return any(design.items.resolve(one) == endpoint_path(endpoint) for one in started)

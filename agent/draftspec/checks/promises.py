"""LIFE: what is promised about repeated and concurrent calls, and the columns that it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.items import endpoint_path
from draftspec.sections.endpoints import Endpoint


class _Promise(NamedTuple):
    """How a promise is worded: small letters of which one is in each wording, and the wordings."""

    hints: tuple[str, ...]
    words: re.Pattern[str]


_LOCKING = _Promise(
    ("if-match", "etag", "optimistic"),
    re.compile(r"\bif-match\b|\betags?\b|\boptimistic (lock|concurrency)", re.IGNORECASE),
)
_REPEATING = _Promise(("idempotency-key",), re.compile(r"\bidempotency-keys?\b", re.IGNORECASE))
_NOT = re.compile(r"\b(no|not|without|never|instead of|rather than)\b[^.;]*$", re.IGNORECASE)
_VERSION = re.compile(r"(^|_)(version|revision|etag|lock_version|row_version|updated_at|modified_at|changed_at)$")
_SEEN = re.compile(
    r"idempot|request_(id|key)|client_|external|dedup|fingerprint|event_id|message_id|nonce|checksum|hash"
)


@check("LIFE-04", "warning", why="Two people who edit at once overwrite each other, though the opposite was promised.")
def versions(design: Design) -> Iterator[Found]:
    """Where `If-Match`, an ETag or optimistic locking is promised, the rows have a version.

    A version is a column such as `version`, `revision`, `etag` or `updated_at`. Promises are read from endpoints and
    from rules that are about a table or endpoint.
    """
    for where, tables in _promises(design, _LOCKING):
        if tables and not any(_VERSION.search(name) for table in tables for name in design.columns.get(table, {})):
            named = ", ".join(f"`{table}`" for table in tables)
            yield Found(
                where,
                f"A change of {named} is promised to be refused when the row has changed, but it has no version.",
                "Add a column `version` (integer, default 1) that each update raises.",
            )


@check("LIFE-05", "warning", why="A repeated call is recognised only by what is stored of the first one.")
def repeated_calls(design: Design) -> Iterator[Found]:
    """Where an `Idempotency-Key` is promised, it is stored in a unique column.

    The column may stand in any table; `idempotency_key`, `request_id`, `external_id` and their like count.
    """
    keys = [key for table in design.tables for key in design.keys(table) if key.unique]
    if any(_SEEN.search(name) for key in keys for name in key.columns):
        return
    for where, _ in _promises(design, _REPEATING):
        yield Found(
            where,
            "An Idempotency-Key is promised, but no unique column stores it.",
            "Add `idempotency_key` with a UNIQUE, together with who called.",
        )


def _promises(design: Design, promise: _Promise) -> Iterator[tuple[str, tuple[str, ...]]]:
    by_path = {endpoint_path(one): one for one in design.endpoints}
    for path, endpoint in by_path.items():
        texts = (endpoint.purpose, *(part for error in endpoint.errors for part in (error.when, error.message)))
        if _says(texts, promise):
            yield path, _table(endpoint)
    for rule in design.sections.rules.rules if design.sections.rules else ():
        texts = (rule.description, rule.implementation, rule.validation, rule.error_handling)
        if _says(texts, promise):
            paths = [design.items.resolve(one) or "" for one in rule.about]
            named = [by_path[path].table or "" for path in paths if path in by_path]
            named += [path.split(".")[2] for path in paths if path.startswith("database.")]
            yield f"rules.{rule.name}", tuple(name for name in dict.fromkeys(named) if name)


def _table(endpoint: Endpoint) -> tuple[str, ...]:
    return (endpoint.table,) if endpoint.table else ()


def _says(texts: tuple[str, ...], promise: _Promise) -> bool:
    whole = "\n".join(texts).casefold()
    if not any(hint in whole for hint in promise.hints):
        return False
    found = ((text, promise.words.search(text)) for text in texts)
    return any(match and not _NOT.search(text[: match.start()]) for text, match in found)

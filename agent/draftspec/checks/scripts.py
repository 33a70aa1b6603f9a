"""MIG and TAB: the SQL that stands in the files, as somebody may have edited it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from draftspec.checks.markdown import Fence, Markdown
from draftspec.checks.registry import Found, document_check
from draftspec.checks.sql_types import base_type
from draftspec.checks.texts import SPECIFICATION, Documents, place
from draftspec.derive.json_types import find_column, parse_type
from draftspec.sections.database import Table


class Placed(NamedTuple):
    """A statement: where it begins, its text on one line without comments, its kind, why it is refused."""

    where: str
    text: str
    kind: str
    refused: str | None


_FIELD = re.compile(
    r" *- `(?P<name>[^`\n]+)`: `(?P<type>[^`|\n]+)(?:\|null)?`, (?:required|optional) ← "
    r"`(?P<table>[^`.\n]+)\.(?P<column>[^`\n]+)`"
)
"""The line of a field whose source is a column."""


@document_check(
    "MIG-07", "error", why="A migration is run by somebody with rights; a file must not do more than it says."
)
def statement_kinds(documents: Documents) -> Iterator[Found]:
    """Migrations and SQL blocks hold only statements that define tables and what hangs on them, or fill these.

    Refused are, among others, COPY, DO, SET, NOTIFY, roles, databases, servers, TRUNCATE and VACUUM, extensions that
    reach files or a network, and functions in other languages than SQL and PL/pgSQL.
    """
    for name, text, first in _all_scripts(documents):
        for one in documents.sql(text).statements:
            if one.refused is not None:
                words = " ".join(one.text.split()[:2]).upper()
                message = f"{words} has no place in a migration ({one.refused})."
                where = place(name, first + one.line - 1)
                yield Found(where, message, "Take it out; run it by hand if you must.")


_ALONE = re.compile(r"(?i)^((create (unique )?index|drop index|reindex \w+|refresh materialized view) concurrently)\b")
_ADDED_VALUE = re.compile(r"(?i)^alter type .* add value (if not exists )?'((?:[^']|'')*)'")


@document_check(
    "MIG-08", "error", why="PostgreSQL refuses it inside a transaction, and migrations run in one (25001, 55P04)."
)
def one_transaction(documents: Documents) -> Iterator[Found]:
    """Nothing in a script needs a transaction of its own: no CONCURRENTLY beside others, no new enum value that is used."""
    for script in _scripts(documents):
        added: set[str] = set()
        for one in script if len(script) > 1 else ():
            if alone := _ALONE.match(one.text):
                hint = "Leave CONCURRENTLY out, or put the statement into a migration of its own without a transaction."
                yield Found(one.where, f"{alone[1].upper()} stands beside other statements.", hint)
            elif new := _ADDED_VALUE.match(one.text):
                added.add(new[2])
            elif added and (used := next((value for value in added if f"'{value}'" in one.text), None)):
                hint = "Use the value in a later migration."
                yield Found(one.where, f"The enum value '{used}' is used in the transaction that adds it.", hint)


@document_check("TAB-14", "error", why="Of two definitions of one table, one is built.")
def one_definition(documents: Documents) -> Iterator[Found]:
    """The blocks of tables, indexes and changes, the migration in the document and its file say the same.

    Statements are compared without comments and white space, and where they differ, by the tables that they make. The
    line of a field says the type of the column that it comes from.
    """
    if documents.specification is None:
        return
    blocks = [one for one in _block_statements(documents, documents.specification) if _defines(one)]
    script = _migration_block(documents, documents.specification)
    there = [one for one in script if _defines(one)]
    if {one.text for one in blocks} != {one.text for one in there}:
        same = _same_tables(documents.specification)
        yield from _differing(there, blocks, "the table's own block", same)
        names = {_name(one) for one in there}
        yield from _differing([one for one in blocks if _name(one) not in names], there, "the migration", same)
    up = next(
        (list(_statements(documents, name, text)) for name, text in documents.scripts() if name.endswith(".up.sql")),
        None,
    )
    if up is not None and script:
        yield from _differing(script, up, "the migration's file")
    yield from _field_types(documents, documents.specification)


def _field_types(documents: Documents, document: Markdown) -> Iterator[Found]:
    agreed: set[str] = set()  # most columns stand in several bodies
    lines = (line for part in document.parts for line in enumerate(part.texts, part.number) if "← `" in line[1])
    for number, text in lines:
        if text in agreed or (line := _FIELD.match(text)) is None:
            continue
        found = find_column(documents.tables, line["table"], line["column"])
        if found is None or _same_type(line["type"], found[1].type):
            agreed.add(text)
            continue
        yield Found(
            place(SPECIFICATION, number),
            f"The line of `{line['name']}` says {line['type']}, "
            f"while `{line['table']}.{line['column']}` is {found[1].type}.",
            "Make both the same; after an edit of the tables, `draftspec sync` does it.",
        )


def _same_type(one: str, other: str) -> bool:
    return one == other or (
        base_type(one) == base_type(other) and parse_type(one).arguments == parse_type(other).arguments
    )


def _differing(ours: list[Placed], theirs: list[Placed], where: str, same: Collection[str] = ()) -> Iterator[Found]:
    """Yield a finding for each statement that does not stand elsewhere too, with the line of its like there."""
    texts = {one.text for one in theirs}
    differing = [one for one in ours if one.text not in texts and _table(one) not in same]
    lines = {_name(one): one.where for one in reversed(theirs)} if differing else {}
    for one in differing:
        other = f" ({lines[_name(one)]})" if _name(one) in lines else ""
        hint = "Make both the same; after an edit of the tables, `draftspec sync` does it."
        yield Found(one.where, f"{_name(one)} stands differently in {where}{other}.", hint)


def _same_tables(document: Markdown) -> frozenset[str]:
    """Return the names of the tables that the blocks and the migration make alike, in whatever words."""
    left = _tables(fence.text for fence in _blocks(document))
    right = _tables(_way_up(fence) for fence in document.fences_under("Migration Scripts", "sql"))
    return frozenset(name for name, table in left.items() if right.get(name) == table)


def _tables(scripts: Iterable[str]) -> Mapping[str, Table]:
    from draftspec.errors import InputError
    from draftspec.existing.schema import schema_of

    try:
        return {one.name: one for one in schema_of("\n;\n".join(scripts), SPECIFICATION)}
    except InputError:  # what a design has no form for; then the words count
        return {}


_OF_TABLE = re.compile(r"(?i)(?:create table|alter table|create (?:unique )?index .*? ?on) (?:only )?(\"[^\"]+\"|\w+)")
_NAMED = re.compile(r"(?i)(create table|create (?:unique )?index|alter table) (\S+)")
_WAY_DOWN = "\n-- Down migration"


def _table(one: Placed) -> str:
    found = _OF_TABLE.match(one.text)
    return found[1].strip('"') if found else ""


def _defines(one: Placed) -> bool:
    return one.kind in ("CreateStmt", "IndexStmt", "AlterTableStmt") and not _is_late_key(one)


def _is_late_key(one: Placed) -> bool:
    return one.kind == "AlterTableStmt" and " FOREIGN KEY " in one.text.upper()


def _name(one: Placed) -> str:
    found = _NAMED.match(one.text)
    return f"`{found[1].upper()} {found[2]}`" if found else "A statement"


def _blocks(document: Markdown) -> Iterator[Fence]:
    for title in ("New Tables/Collections", "Schema Modifications"):
        yield from document.fences_under(title, "sql")


def _way_up(fence: Fence) -> str:
    return f"\n{fence.text}".partition(_WAY_DOWN)[0][1:]


def _block_statements(documents: Documents, document: Markdown) -> list[Placed]:
    fences = _blocks(document)
    return [one for fence in fences for one in _statements(documents, SPECIFICATION, fence.text, fence.number)]


def _migration_block(documents: Documents, document: Markdown) -> list[Placed]:
    """Return the statements of the way up."""
    found: list[Placed] = []
    for fence in document.fences_under("Migration Scripts", "sql"):
        found += _statements(documents, SPECIFICATION, _way_up(fence), fence.number)
    return found


def _scripts(documents: Documents) -> Iterator[list[Placed]]:
    yield from (list(_statements(documents, name, text)) for name, text in documents.scripts())
    if documents.specification is not None:
        yield _migration_block(documents, documents.specification)


def _all_scripts(documents: Documents) -> Iterator[tuple[str, str, int]]:
    """Yield every text that should be SQL: the file that it stands in, the text, and the line that it begins in."""
    yield from ((name, text, 1) for name, text in documents.scripts())
    for name, document in documents.markdown():
        yield from ((name, one.text, one.number) for one in document.fences if one.language == "sql")


def _statements(documents: Documents, name: str, text: str, first: int = 1) -> Iterator[Placed]:
    """Yield the statements of a script; none when it is no SQL, which SEC-11 says."""
    for one in documents.sql(text).statements:
        yield Placed(place(name, first + one.line - 1), one.text, one.kind, one.refused)

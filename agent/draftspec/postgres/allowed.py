"""Which statements a migration may hold. All others are refused before anything runs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from draftspec.existing.grammar import SqlSyntaxError, SyntaxFault, is_statement, split
from draftspec.existing.trees import Node, kind, only_tree, tree, unwrapped
from draftspec.postgres.fault import REFUSED, SYNTAX_ERROR, Fault

# What defines tables and what hangs on them, back-fills, and transactions. Left out on purpose: COPY and DO (programs,
# files, endless loops), SET (would lift limits), SELECT (a migration has nothing to show), NOTIFY and LISTEN, LOAD,
# roles, databases, servers outside.
ALLOWED = frozenset(
    {
        "AlterDomainStmt",
        "AlterEnumStmt",
        "AlterPolicyStmt",
        "AlterSeqStmt",
        "AlterTableStmt",
        "CommentStmt",
        "CompositeTypeStmt",
        "CreateDomainStmt",
        "CreateEnumStmt",
        "CreateExtensionStmt",
        "CreateFunctionStmt",
        "CreatePolicyStmt",
        "CreateSchemaStmt",
        "CreateSeqStmt",
        "CreateStmt",
        "CreateTrigStmt",
        "DropStmt",
        "GrantStmt",
        "IndexStmt",
        "InsertStmt",
        "RenameStmt",
        "TransactionStmt",
        "UpdateStmt",
        "ViewStmt",
    }
)
EXTENSIONS = frozenset(
    {
        "btree_gin",
        "btree_gist",
        "citext",
        "cube",
        "earthdistance",
        "fuzzystrmatch",
        "hstore",
        "intarray",
        "isn",
        "ltree",
        "pg_trgm",
        "pgcrypto",
        "postgis",
        "seg",
        "unaccent",
        "uuid-ossp",
        "vector",
    }
)
"""Extensions that bring types, operators and functions over values, and reach neither files nor a network."""
LANGUAGES = frozenset({"plpgsql", "sql"})
"""Languages of functions that reach nothing outside of the database."""
_COMMENT = "--"
_END = re.compile(r";[ \t\r]*(?:\n|\Z)")
_BEGINS = {
    "CREATE INDEX ": "IndexStmt",
    "CREATE UNIQUE INDEX ": "IndexStmt",
    "CREATE TABLE ": "CreateStmt",
    "DROP TABLE ": "DropStmt",
}
"""The kinds that PostgreSQL's grammar (gram.y) has for statements that begin so: one each, but for CREATE TABLE AS."""
_AS = re.compile(r"(?i)a(?<!\w.)s\b")
"""The word AS; that it begins there is asked second, since a search for a letter is quick."""


def check_script(sql: str) -> tuple[list[str], list[Fault]]:
    """Split a script and say what of it may not run.

    Args:
        sql: Any text.

    Returns:
        Its statements, and a fault for each that is refused; the one syntax error, if there is one, comes alone.

    """
    try:
        statements = judged_statements(sql)
    except SqlSyntaxError as error:
        return [], [Fault(SYNTAX_ERROR, _located(error.fault), sql.strip())]
    refused = ((text, known.refused) for text, known in statements)
    faults = [Fault(REFUSED, _refused(text, why), text) for text, why in refused if why is not None]
    return [text for text, _ in statements], faults


class Judged(NamedTuple):
    """The kind of a statement, and why it has no place in a migration, None where it has one."""

    kind: str
    refused: str | None


def judged_statements(sql: str) -> list[tuple[str, Judged]]:
    """Return the statements of a script as `split` gives them, each with what is known of it.

    Raises:
        SqlSyntaxError: The grammar does not accept the text, or it holds an expression of dozens of levels.

    """
    found = _line_by_line(sql)
    return [(text, _judged(tree(text))) for text in split(sql)] if found is None else found


def _line_by_line(sql: str) -> list[tuple[str, Judged]] | None:
    """Return the statements of a script in which each ends at the end of a line, None for another one.

    What ends there and is one statement by itself is one in the script; so each is parsed once wherever it stands.
    """
    found = []
    for piece in map(str.strip, _END.split(sql)):
        if _COMMENT in piece.rpartition("\n")[2]:  # the semicolon may belong to it
            return None
        text = _without_comments_before(piece)
        known = None if text.startswith(("/*", ";")) or text.endswith(";") else judged(text)
        if known is not None:
            found.append((text, known))
        elif text:
            return None
    return found


def _without_comments_before(text: str) -> str:
    while text.startswith(_COMMENT):
        text = text.partition("\n")[2].lstrip()
    return text


@lru_cache(200)  # a statement stands in a draft four times
def judged(text: str) -> Judged | None:
    """Return what is known of a text that is one statement, None for any other text."""
    if (plain := _plain_kind(text)) is not None:
        return Judged(plain, None) if is_statement(text) else None
    node = only_tree(text) if text else None
    return None if node is None else _judged(node)


def _plain_kind(text: str) -> str | None:
    """Return the kind that a statement has by its first words alone, None where its tree tells, which costs more."""
    found = next((known for words, known in _BEGINS.items() if text.startswith(words)), None)
    return None if found == "CreateStmt" and _AS.search(text) else found


def _judged(node: Node) -> Judged:
    return Judged(kind(node), _refusal(node))


def _refusal(node: Node) -> str | None:
    if kind(node) not in ALLOWED:
        return kind(node)
    if kind(node) == "CreateExtensionStmt" and node.extname not in EXTENSIONS:
        return f"the extension {node.extname} is not among those that stay inside the database"
    if kind(node) == "CreateFunctionStmt" and (language := _language(node)) not in LANGUAGES:
        return f"a function in {language}; {' and '.join(sorted(LANGUAGES))} stay inside the database"
    return None


def _language(node: Node) -> str:
    """Return the language of a function; without one it has a body of SQL."""
    options = (unwrapped(one) for one in node.options)
    named = (unwrapped(one.arg).sval for one in options if one.defname == "language")
    return str(next(named, "sql")).lower()


def _located(fault: SyntaxFault) -> str:
    return f"{fault.message} (line {fault.line}, column {fault.column})"


def _refused(statement: str, why: str) -> str:
    words = " ".join(statement.split()[:2]).upper()
    return f"not allowed in a migration, so it was not run: {words} ({why})"

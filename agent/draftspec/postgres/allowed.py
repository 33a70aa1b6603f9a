"""Which kinds of statements a migration may hold. All others are refused before anything runs."""

from __future__ import annotations

from draftspec.existing.grammar import split, statement_kinds, syntax_error
from draftspec.postgres.fault import REFUSED, SYNTAX_ERROR, Fault

# What defines tables and what hangs on them, back-fills, and transactions. Left out on purpose: COPY and DO (programs,
# files, endless loops), SET (would lift limits), SELECT (a migration has nothing to show), roles, databases, servers.
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


def check_script(sql: str) -> tuple[list[str], list[Fault]]:
    """Split a script and say what of it may not run.

    Args:
        sql: Any text.

    Returns:
        Its statements, and a fault for each that is refused; the one syntax error, if there is one, comes alone.

    """
    if (error := syntax_error(sql)) is not None:
        message = f"{error.message} (line {error.line}, column {error.column})"
        return [], [Fault(SYNTAX_ERROR, message, sql.strip())]
    statements = split(sql)
    pairs = zip(statements, statement_kinds(sql), strict=True)
    return statements, [_refusal(statement, kind) for statement, kind in pairs if kind not in ALLOWED]


def _refusal(statement: str, kind: str) -> Fault:
    words = " ".join(statement.split()[:2]).upper()
    return Fault(REFUSED, f"not allowed in a migration, so it was not run: {words} ({kind})", statement)

"""Splitting, kinds and located errors of SQL."""

from __future__ import annotations

import pytest

from draftspec.existing.grammar import SqlSyntaxError, SyntaxFault, split, syntax_error
from draftspec.existing.trees import kind, parse

SCRIPT = """-- a comment; with a semicolon
CREATE TABLE "a;b" (c text DEFAULT ';');
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $x$ BEGIN RETURN 1; END; $x$;;
/* ; */ DROP TABLE "a;b" -- no semicolon at the end
"""


def test_statements_are_split_by_the_grammar() -> None:
    first, second, third = split(SCRIPT)
    assert first.endswith("CREATE TABLE \"a;b\" (c text DEFAULT ';')")
    assert second.endswith("$x$ BEGIN RETURN 1; END; $x$")
    assert "DROP TABLE" in third


def test_trees_stand_beside_the_statements() -> None:
    assert [kind(tree) for tree in parse(SCRIPT)] == ["CreateStmt", "CreateFunctionStmt", "DropStmt"]


@pytest.mark.parametrize("text", ["", "  \n", "-- nothing", "/* nothing */;"])
def test_comments_are_no_statements(text: str) -> None:
    assert split(text) == parse(text) == []
    assert syntax_error(text) is None


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("CREATE TABLE t (a int,)", 1, 23),
        ("CREATE TABLE u (a int);\nCREATE TABLE é (a int,)", 2, 23),
        ("SELECT 1;\n  \0 DROP TABLE t", 2, 3),
        ("SELECT '\ud800'", 1, 9),
        ("SELECT 'open", 1, 8),
    ],
)
def test_a_syntax_error_is_located_in_characters(text: str, line: int, column: int) -> None:
    fault = syntax_error(text)
    assert fault is not None
    assert (fault.line, fault.column) == (line, column)
    with pytest.raises(SqlSyntaxError, match=f"line {line}, column {column}: "):
        split(text)
    with pytest.raises(SqlSyntaxError):
        parse(text)


def test_the_message_is_postgresqls() -> None:
    assert syntax_error("CREATE TABLE t (id int AUTO_INCREMENT)") == SyntaxFault(
        'syntax error at or near "AUTO_INCREMENT"', 1, 24
    )

"""The statements of a script and what is known of each, whether they are read line by line or by the grammar's splitter."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from draftspec.existing.grammar import SqlSyntaxError, split
from draftspec.existing.trees import kind, tree
from draftspec.postgres.allowed import check_script, judged_statements

PIECES = st.sampled_from(
    (
        *("CREATE TABLE t (a int, b text DEFAULT ';\n')", "DROP TABLE t", "COPY t TO PROGRAM 'x'", "SELECT 1", "é"),
        *(";\n", "; \r\n", ";", "\n", " ", "-- c", "-- c;\n", "/*", "*/", "'", '"', "$$", "--", "\0", "(", "e'\\"),
        *(
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\nSELECT 1;\n$$",
            *(
                "CREATE TABLE t",
                " (a int)",
                " AS ",
                "as",
                "SELECT 1",
                "TABLE u",
                " (a)",
                "CREATE UNIQUE INDEX ON t (a)",
            ),
            "-- up\nDROP TABLE u",
            "DROP TABLE u -- d",
        ),
    )
)


def by_the_grammar(text: str) -> list[tuple[str, str]] | None:
    """Return each statement with its kind, as one call of the grammar's splitter gives them; None for what is no SQL."""
    try:
        return [(one, kind(tree(one))) for one in split(text)]
    except SqlSyntaxError:
        return None


@settings(deadline=None)  # the first call loads the grammar
@given(st.lists(PIECES, max_size=8))
@example([";", "DROP TABLE t"])
@example(["DROP TABLE t", ";", ";\n"])
def test_statements_are_those_that_the_grammar_splits(pieces: list[str]) -> None:
    text = "".join(pieces)
    expected = by_the_grammar(text)
    if expected is None:
        with pytest.raises(SqlSyntaxError):
            judged_statements(text)
    else:
        assert [(one, known.kind) for one, known in judged_statements(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "DROP TABLE a;\nDROP TABLE b;\n",
        "-- Up migration: a\nDROP TABLE a;\n\n-- b\nDROP TABLE b;\n",
        "DROP TABLE a; DROP TABLE b;\n",
        "DROP TABLE a -- not yet;\n, b;\n",
        "/* a;\n*/ DROP TABLE a;\n",
        "CREATE TABLE a (b text DEFAULT 'x;\ny');\nDROP TABLE a",
        ";\n;\n-- nothing\n",
        "CREATE TABLE a AS SELECT 1;\n",
        "CREATE TABLE a (b, c) WITH (fillfactor = 70)as(TABLE d);\n",
        "CREATE TABLE a/**/AS/**/EXECUTE b;\n",
        "CREATE TABLE a (b int GENERATED ALWAYS AS IDENTITY);\n",
        "CREATE INDEX a ON b (c);\nCREATE UNIQUE INDEX CONCURRENTLY ON b (c);\nDROP TABLE a, b CASCADE;\n",
        "CREATE TABLE a PARTITION OF b DEFAULT;\nCREATE TABLE a OF b;\n",
    ],
)
def test_scripts(text: str) -> None:
    assert [(one, known.kind) for one, known in judged_statements(text)] == by_the_grammar(text)


def test_what_stands_behind_a_comment_is_refused_all_the_same() -> None:
    statements, faults = check_script("-- harmless\nCOPY t TO PROGRAM 'x';\n")
    assert statements == ["COPY t TO PROGRAM 'x'"]
    assert [fault.message for fault in faults] == ["not allowed in a migration, so it was not run: COPY T (CopyStmt)"]


def test_a_statement_that_is_known_by_its_first_words_may_be_nested_deeply() -> None:
    sums = "1 + " * 500 + "1"
    assert check_script(f"CREATE TABLE t (a int CHECK (a < {sums}));\n")[1] == []
    assert [fault.message for fault in check_script(f"COMMENT ON TABLE t IS 'x';\nSELECT {sums};\n")[1]] == [
        "an expression is nested too deeply to be read (line 1, column 1)"
    ]

"""Where statements begin in a text, and what they say without comments."""

from draftspec.checks.sql_reading import SqlReader


def test_a_statement_stands_where_its_first_word_does() -> None:
    text = "-- a\n\nCREATE TABLE a (\n  id int\n);\n-- b\nCREATE TABLE b (id int);\nCREATE\n-- c\nTABLE c (id int);\n"

    found = SqlReader().read(text)

    assert [(one.line, one.text) for one in found.statements] == [
        (3, "CREATE TABLE a ( id int )"),
        (7, "CREATE TABLE b (id int)"),
        (8, "CREATE TABLE c (id int)"),
    ]
    assert found.fault is None


def test_a_comment_among_the_first_words_moves_no_statement() -> None:
    found = SqlReader().read("CREATE\n-- x\nTABLE a (id int);\nCREATE TABLE b (id int);\n")

    assert [one.line for one in found.statements] == [1, 4]

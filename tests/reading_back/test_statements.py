"""Delete rules as somebody wrote them: the grammar has one word for NO ACTION and for saying nothing."""

from __future__ import annotations

from draftspec.reading_back.notes import Notes
from draftspec.reading_back.statements import additions, one_table
from draftspec.sections.database import Table


def rules(table: Table | None) -> dict[str, str | None]:
    assert table is not None
    return {one.name: one.references.on_delete for one in table.columns if one.references is not None}


def test_a_key_says_no_action_where_it_is_written_and_nowhere_else() -> None:
    script = """
        CREATE TABLE "odd, name" (
            id bigint PRIMARY KEY,
            "a, b" bigint REFERENCES t (id) ON DELETE NO ACTION,
            c bigint REFERENCES t (id),
            d bigint, e bigint, f bigint,
            CONSTRAINT d_fkey FOREIGN KEY (d) REFERENCES t (id) ON DELETE
                no action,
            CONSTRAINT e_fkey FOREIGN KEY (e) REFERENCES t (id),
            FOREIGN KEY (f) REFERENCES t (id) ON UPDATE NO ACTION ON DELETE CASCADE
        );
    """
    found = rules(one_table(script, Notes("x.md"), 1))
    assert found == {"a, b": "NO ACTION", "c": None, "d": "NO ACTION", "e": None, "f": "CASCADE"}


def test_so_does_one_that_is_added() -> None:
    script = """
        ALTER TABLE q ADD COLUMN a bigint REFERENCES t (id), ADD COLUMN b bigint REFERENCES t (id) ON DELETE NO ACTION;
        ALTER TABLE q ADD COLUMN c bigint;
        ALTER TABLE q ADD CONSTRAINT c_fkey FOREIGN KEY (c) REFERENCES t (id) ON DELETE NO ACTION;
    """
    assert rules(additions(script, "q", Notes("x.md"))) == {"a": None, "b": "NO ACTION", "c": "NO ACTION"}

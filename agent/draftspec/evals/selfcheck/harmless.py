"""Edits that do no harm: no scorer may call them worse."""

from __future__ import annotations

from draftspec.evals.selfcheck.seeding import PRP, SPECIFICATION, Json, in_design, in_file

in_file(None, "white space at the end of a line", SPECIFICATION, r"$", " ", 5)
in_file(None, "an empty line more", PRP, r"^## ", "\n## ", 3)
in_file(None, "another sign for bullets", SPECIFICATION, r"^  - ", "  * ", 4)
in_file(None, "a comment in the migration", ".up.sql", r"^CREATE TABLE", "-- as designed\nCREATE TABLE")
in_file(None, "another line end in the way back", ".down.sql", r"\n", "\n\n")


@in_design(None, "tables in another order")
def _(spec: Json) -> None:
    spec["sections"]["database"]["tables"].reverse()


@in_design(None, "endpoints in another order")
def _(spec: Json) -> None:
    spec["sections"]["endpoints"]["endpoints"].reverse()


@in_design(None, "a purpose in other words")
def _(spec: Json) -> None:
    spec["sections"]["database"]["tables"][0]["purpose"] = (
        "Each row stands for one of them, with all that belongs to it."
    )


@in_design(None, "a question more")
def _(spec: Json) -> None:
    spec["open_questions"].append({"text": "Who pays for the paper?", "recommended": "Whoever prints."})


@in_design(None, "claims in another order")
def _(spec: Json) -> None:
    spec["claims"].reverse()

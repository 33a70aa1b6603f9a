"""Defects of the migration's files, and of what the three files say alike."""

from __future__ import annotations

from draftspec.evals.selfcheck.seeding import PRP, SPECIFICATION, in_file

in_file("executed", "a type is misspelt", ".up.sql", r"\buuid\b", "uuuid")
in_file("executed", "a comma is lost", ".up.sql", r",$", "")
in_file("executed", "a bracket is lost", ".up.sql", r"^\);", ";")
in_file("executed", "a column stands there twice", ".up.sql", r"^(    created_at .*\n)", r"\1\1")
in_file(
    "executed", "an index over a column that is not there", ".up.sql", r"(CREATE INDEX \S+ ON \S+ \()\w+", r"\1phantom"
)
in_file("executed", "a table refers to what is not there", ".up.sql", r"REFERENCES \w+", "REFERENCES phantoms")
in_file("executed", "a default does not fit its type", ".up.sql", r"DEFAULT now\(\)", "DEFAULT 'soon'")
in_file("executed", "the way back leaves a table", ".down.sql", r"^DROP TABLE [^;]*;\n", "")
in_file("executed", "the way back drops what is not there", ".down.sql", r"^DROP TABLE \w+", "DROP TABLE phantoms")
in_file(
    "executed",
    "a statement that a migration does not need",
    ".up.sql",
    r"^CREATE TABLE",
    "DROP DATABASE x;\nCREATE TABLE",
)

in_file("consistency", "the PRP has lost an endpoint", PRP, r"^- `(GET|POST|PATCH|DELETE) /.*\n", "")
in_file("consistency", "the PRP has another method", PRP, r"^- `POST /", "- `PUT /")
in_file("consistency", "the PRP has another path", PRP, r"^(- `GET /api/v1/)", r"\1other-")
in_file("consistency", "the PRP has another type", PRP, r"^- created_at: timestamptz", "- created_at: date")
in_file("consistency", "the PRP has a column of its own", PRP, r"^(- created_at: )", r"- phantom: text\n\1")
in_file("consistency", "the PRP has lost a column", PRP, r"^- updated_at: .*\n", "")
in_file("consistency", "the specification has another path", SPECIFICATION, r"^### GET /api/v1/", "### GET /api/v2/")
in_file("consistency", "the specification has lost a table", SPECIFICATION, r"^CREATE TABLE (\w+)", r"CREATE VIEW \1")
in_file("consistency", "the migration has another type", ".up.sql", r"^(    \w+\s+)timestamptz", r"\1timestamp")
in_file("consistency", "the migration has another column", ".up.sql", r"^    created_at", "    made_at   ")

in_file("errors-found", "the statement in the document is no SQL", SPECIFICATION, r"^(CREATE TABLE \S+ \()", r"\1(")
in_file("errors-found", "a heading is lost", SPECIFICATION, r"^### Core Rules\n", "")
in_file("errors-found", "an example is no JSON", SPECIFICATION, r'(": "[^"]*"),\n', r"\1,,\n")
in_file(
    "errors-found",
    "the migration grants a right",
    ".up.sql",
    r"^CREATE TABLE",
    "CREATE ROLE boss SUPERUSER;\nCREATE TABLE",
)
in_file("warnings-found", "the diagram has lost an edge", SPECIFICATION, r"^    \S+ (\|\||\|o)--o\{.*\n", "")
in_file(
    "warnings-found",
    "the diagram has an edge of its own",
    SPECIFICATION,
    r"^(erDiagram\n)",
    r'\1    phantoms ||--o{ ghosts : "x_id"\n',
)

"""Faults seeded into the files of a draft, as an editor or a merge leaves them. They know nothing of how checks look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

Files = dict[str, str]
SPECIFICATION, PRP, OPENAPI = "02_Backend_Specification.md", "PRP_Backend.md", "openapi.yaml"


class Edited(NamedTuple):
    """A fault in a file: the check that should find it, and the files with it."""

    check: str
    name: str
    files: Files


_UP = [
    ("MIG-07", "a program is started", r"(?m)^CREATE TABLE", "COPY t TO PROGRAM 'sh';\nCREATE TABLE"),
    ("MIG-07", "an anonymous block", r"(?m)^CREATE TABLE", "DO $$ BEGIN END $$;\nCREATE TABLE"),
    ("MIG-07", "a limit is lifted", r"(?m)^CREATE TABLE", "SET statement_timeout = 0;\nCREATE TABLE"),
    ("MIG-07", "a role is made", r"(?m)^CREATE TABLE", "CREATE ROLE boss SUPERUSER;\nCREATE TABLE"),
    ("MIG-08", "an index beside others", r"(?m)^CREATE INDEX", "CREATE INDEX CONCURRENTLY"),
    ("TAB-14", "a type differs in the file", r"\btext\b", "varchar(9)"),
    ("TAB-14", "a key is lost in the file", r" ON DELETE \w+( \w+)?", ""),
    ("TAB-14", "a NOT NULL is lost in the file", r" NOT NULL", ""),
]
_SPECIFICATION = [
    ("TAB-14", "a default differs in the block", r"DEFAULT now\(\)", "DEFAULT current_timestamp"),
    ("TAB-14", "a field of another type", r"(\n- `created_at`: )`timestamptz`", r"\1`text`"),
    ("SEC-11", "a bracket too many", r"(?m)^(CREATE TABLE \S+ \()", r"\1("),
    ("SEC-11", "a placeholder", r"(?m)^\*\*Purpose\*\*: ", "**Purpose**: {{endpoint_purpose}} "),
    ("SEC-11", "an undecided place", r"(?m)^\*\*Purpose\*\*: ", "**Purpose**: TBD "),
    ("SEC-11", "a heading is lost", r"(?m)^### Core Rules\n", ""),
    ("SEC-11", "a comma in JSON", r'(": "[^"]*"),\n', r"\1,,\n"),
    ("SEC-12", "another table in the diagram", r"(?m)^    \S+ (\|\||\|o)--o[{|]", r"    nowhere \1--o{"),
    ("SEC-12", "an edge is lost", r"(?m)^    \S+ (\|\||\|o)--o[{|].*\n", ""),
    ("SEC-12", "another type in the diagram", r"(?m)^        uuid id", "        text id"),
    ("SEC-12", "a table is lost from the diagram", r"(?m)^    [a-z_]+ \{\n(?:        .*\n)+    \}\n", ""),
    ("SEC-12", "the matrix denies a write", r"(?m)^(\| `POST [^|]+\|.*) C ", r"\1  "),
    ("REQ-08", "an unknown field in a request", r"(\*\*Request\*\*:(?:\n- .*)*\n+```json\n\{\n)", r'\1  "bogus": 1,\n'),
    (
        "RSP-07",
        "an unknown field in an answer",
        r"(\*\*Response \(Success - \d+\)\*\*.*\n```json\n\{\n)",
        r'\1  "bogus": 1,\n',
    ),
]
_PRP = [
    ("SEC-08", "another method", r"(?m)^- `(GET|POST) /", "- `PUT /"),
    ("SEC-08", "an endpoint is lost", r"(?m)^- `(GET|POST|PATCH|DELETE) /.*\n", ""),
    ("SEC-08", "another type", r"(?m)^- created_at: timestamptz", "- created_at: date"),
    ("SEC-08", "another index", r"(\*\*Indexes\*\*: )`", r"\1`idx_bogus`, `"),
    ("SEC-08", "another constraint", r"(\*\*Constraints\*\*: )`", r"\1`bogus_key`, `"),
    ("SEC-11", "a heading is renamed", r"(?m)^### Risk Areas$", "### Risks"),
    ("SEC-11", "a placeholder in the PRP", r"(?m)^- \*\*Domain\*\*: ", "- **Domain**: {{business_domain}} "),
]
_OPENAPI = [
    ("OAS-01", "no responses", r"\n      responses:", "\n      answers:"),
    ("OAS-01", "a type is misspelt", r"type: string\n", "type: strng\n"),
    ("OAS-01", "a reference leads nowhere", r"#/components/schemas/Error", "#/components/schemas/Eror"),
    ("OAS-01", "an optional path parameter", r"in: path\n(\s+)required: true", r"in: path\n\1required: false"),
    ("OAS-02", "nullable of 3.0", r"(\n\s+)type: boolean\n", r"\1type: boolean\1nullable: true\n"),
    ("OAS-02", "undefined access", r"- bearer:", "- cookie:"),
    ("OAS-02", "an unused component", r"\n  schemas:\n", "\n  schemas:\n    Unused:\n      type: object\n"),
    ("OAS-02", "a required property that is not there", r"\n(\s+)required:\n", r"\n\1required:\n\1- bogus\n"),
    ("OAS-03", "a lost parameter", r"name: limit\n", "name: size\n"),
    ("OAS-03", "another path", r"\n  /api/v1/([a-z-]+):\n", r"\n  /api/v2/\1:\n"),
    ("OAS-03", "another status", r"\n        '201':", "\n        '202':"),
]


def edited(files: Files) -> Iterator[Edited]:
    """Yield the files with one fault each; what cannot be seeded in them is left out."""
    up = next((name for name in files if name.endswith(".up.sql")), "")
    for name, faults in ((up, _UP), (SPECIFICATION, _SPECIFICATION), (PRP, _PRP), (OPENAPI, _OPENAPI)):
        text = files.get(name, "")
        for check, what, pattern, new in faults:
            changed = re.sub(pattern, new, text, count=1)
            if changed != text:
                yield Edited(check, what, {**files, name: changed})

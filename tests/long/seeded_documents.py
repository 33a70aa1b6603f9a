"""Faults that a hurried person makes in the Backend Specification itself; it is read back, so design checks find them.

Each is a pattern whose first match is replaced. What a fault breaks stands in the changed lines, or, where something is
gone, at the label or heading above it; for a foreign key also at its column, and for a lost task at the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_IN_TABLE = r"(?s)(#### \w+\n\n.*?```sql\n.*?)"
_POST, _DELETE = r"(?s)(### POST [^\n]*\n.*?)", r"(?s)(### DELETE [^\n]*\n.*?)"
_BY_KEY = r"(?s)(### GET [^\n]*\}\n(?:(?!\n### ).)*?)"

_FAULTS = [
    ("TAB-01", "the key is lost", r"\n    CONSTRAINT \w+_pkey PRIMARY KEY \([^)]*\),", ""),
    ("TAB-05", "the delete rule is lost", r"( REFERENCES \w+ \(\w+\)) ON DELETE (CASCADE|RESTRICT|SET NULL)", r"\1"),
    (
        "TAB-05",
        "NULL into NOT NULL",
        r"( REFERENCES \w+ \(\w+\)) ON DELETE (CASCADE|RESTRICT)",
        r"\1 ON DELETE SET NULL",
    ),
    ("TAB-07", "a nullable time stamp", r"(\n    created_at +timestamptz) NOT NULL", r"\1"),
    ("TAB-08", "money as float", r"(\n    \w+_cents +)bigint", r"\1real"),
    ("TAB-12", "times without a zone", r"(\n    \w+_at +)timestamptz", r"\1timestamp"),
    ("TAB-13", "camel case", r"\n    created_at ", '\n    "createdBy" text,\n    created_at '),
    ("TAB-06", "an index twice", r"\n(CREATE INDEX )(\w+)( ON [^\n]*)\n", r"\n\1\2\3\n\1again_\2\3\n"),
    ("TAB-04", "a default that is not allowed", r"DEFAULT '\w+',", "DEFAULT 'nowhere',"),
    ("TAB-14", "a field of another type", r"(\n- `created_at`: )`timestamptz`", r"\1`text`"),
    ("MIG-11", "an index over nothing", r"\n(CREATE INDEX \w+ ON \w+ \()\w+", r"\n\1nothing"),
    ("MIG-14", "a type that does not exist", r"(\n    updated_at +)timestamptz", r"\1timestampz"),
    ("REQ-01", "a field of no column", _POST + r"(\n- `\w+`: [^\n]* ← `\w+\.)\w+`", r"\1\2nothing`"),
    (
        "REQ-03",
        "an obligatory field is optional",
        _POST + r"(\n- `\w+`: `[^`|]*`, )required( ← `\w+\.)",
        r"\1\2optional\3",
    ),
    ("RSP-01", "an answer of no column", _BY_KEY + r"(\n- `\w+`: [^\n]* ← `\w+\.)\w+`", r"\1\2nothing`"),
    ("ERR-03", "no 404", _BY_KEY + r"\n- \*\*404[^\n]*", r"\1"),
    ("ERR-05", "no 401", r"\n- \*\*401 [^\n]*", ""),
    ("RSP-03", "a created row answers 200", _POST + r"Success - 201", r"\1Success - 200"),
    ("RSP-03", "a deleted row answers 200", _DELETE + r"Success - 204", r"\1Success - 200"),
    ("AUTH-02", "an unknown role", r"(\n\*\*Authentication\*\*: )[^\n]*", r"\1role `grand_vizier`"),
    ("EP-08", "a verb in a path", r"(\n### GET /api/v1/)([a-z]+)", r"\1get_\2"),
    ("QRY-01", "a filter of no column", r"(\n- `\w+` \(query\): `\w+\.)\w+`", r"\1nothing`"),
    ("SEC-01", "a task is lost", r"\n- \[ \] \*\*BE-DB-1\*\*[^\n]*", ""),
    ("SEC-11", "an open place", r"(\n\*\*Purpose\*\*: )", r"\1TBD. "),
]


class Faulty(NamedTuple):
    """A fault in the document: the check that should find it, the text with it, and the lines where that may stand."""

    check: str
    name: str
    text: str
    lines: frozenset[int]


def faulty(text: str) -> Iterator[Faulty]:
    """Yield the document with one fault each; what cannot be seeded in it is left out."""
    for check, name, pattern, new in _FAULTS:
        changed = re.sub(pattern, new, text, count=1)
        if changed != text:
            lines = _tables(changed) if check == "SEC-01" else _lines(text, changed)
            yield Faulty(check, name, changed, lines)


def _tables(text: str) -> frozenset[int]:
    """Return the lines of the tables: one that no task builds is told where it stands."""
    return frozenset(number for number, line in enumerate(text.split("\n"), 1) if line.startswith("#### "))


def _lines(before: str, after: str) -> frozenset[int]:
    """Return the changed lines of a document, and those of the label and the heading above them."""
    old, new = before.split("\n"), after.split("\n")
    first = next(n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1])
    last = next(n for n, pair in enumerate(zip(reversed(old), reversed(new), strict=False)) if pair[0] != pair[1])
    above = range(first, -1, -1)
    heads = (next((n for n in above if new[n].startswith(mark)), first) for mark in ("**", "#"))
    keys = re.findall(r"FOREIGN KEY \((\w+)\)", "\n".join(new[first : len(new) - last]))
    columns = (next(n for n in above if new[n].startswith(f"    {key} ")) for key in keys)
    return frozenset(n + 1 for n in (*range(first, max(first + 1, len(new) - last)), *heads, *columns))

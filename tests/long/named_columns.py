"""Columns that texts of a draft name and its design lacks. Bound: 0.1 a draft.

    python tests/long/named_columns.py BRIEFS.jsonl [--limit N]

Read are the code spans of rules, jobs, calls and errors. What has an underscore there is a table, a column, a field, a
parameter, a state, a key, a job, or SQL's own; anything else is printed with the brief it came from. What remains below
the bound are columns of tables that stand outside of the design, such as `deleted_at` of what a recycle bin holds.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from briefs_file import drafts_of, read_records

from draftspec.spec import Sections

BOUND = 0.1

_SPAN = re.compile(r"`([^`]+)`")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_SQL = frozenset(["current_date", "make_interval", "pg_advisory_xact_lock", "pg_advisory_lock", "pg_trgm", "generate_series", "range_agg", "tstzrange", "jsonb_array_length"])  # fmt: skip


def unknown_names(sections: Sections) -> list[tuple[str, str]]:
    """Return each name that no part of the design has, with the text it stands in."""
    known = _known(sections)
    return [(name, text) for text in _texts(sections) for name in sorted(_names(text) - known)]


def _names(text: str) -> set[str]:
    spans = (re.sub(r"'[^']*'|<[^>]*>", " ", span) for span in _SPAN.findall(text))
    return {name for span in spans for name in _NAME.findall(span)}


def _texts(sections: Sections) -> Iterator[str]:
    for rule in sections.rules.rules if sections.rules else ():
        yield from (rule.description, rule.implementation, rule.validation, *rule.edge_cases)
    for job in sections.jobs.jobs if sections.jobs else ():
        yield from (job.processing, job.error_handling, job.monitoring)
    for call in sections.endpoints.endpoints:
        yield call.purpose
        yield from (error.when for error in call.errors)


def _known(sections: Sections) -> set[str]:
    known = set(_SQL) | {job.name for job in (sections.jobs.jobs if sections.jobs else ())}
    for table in sections.known_tables().values():
        known |= {table.name, *(column.name for column in table.columns)}
        known |= {value for column in table.columns for value in column.values or ()}
        known |= {one.name for one in (*table.constraints, *table.indexes)}
    for call in sections.endpoints.endpoints:
        bodies = (*(call.request.fields if call.request else ()), *(f for r in call.responses for f in r.fields))
        known |= {part.name for field in bodies for part in (field, *field.fields)}
        known |= {parameter.name for parameter in (*call.query, *call.path_parameters)}
        known |= {word.replace("-", "_") for word in call.path.split("/")}
    return known


def main() -> int:
    """Print every name and the figure; 1 when the bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    drafts = found = 0
    for record, draft in drafts_of(read_records(given.briefs, given.limit)):
        if isinstance(draft, Exception):
            print(f"{record.name}: {draft}")
            return 1
        drafts += 1
        for name, text in unknown_names(draft.spec.sections):
            found += 1
            print(f"{record.name}: {name}: {text}")
    share = found / max(drafts, 1)
    print(f"{drafts} drafts name {found} columns that their design lacks: {share:.2f} a draft (bound {BOUND})")
    return 0 if share <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())

"""On which briefs each entry of the catalogue fires, that is, becomes a table of the draft.

    python tests/long/entries_fired.py BRIEFS.jsonl [--limit N] [--all]

Lists the entries that fire on exactly one brief (their tests need briefs of other wording) and those that fire on none;
with `--all` every entry with its briefs. A count, without a bound.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from briefs_file import Record, read_records

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief


def fired(records: list[Record]) -> dict[str, list[str]]:
    """Return for each entry the briefs whose plan holds it."""
    found: dict[str, list[str]] = {name: [] for name in concepts()}
    for record in records:
        plan = make_plan(read_brief(record.brief, concepts()), ())
        for resource in plan.resources:
            if resource.name in found:
                found[resource.name].append(record.name)
    return found


def main() -> int:
    """Count, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--all", action="store_true", help="print every entry")
    options = parser.parse_args()
    found = fired(read_records(options.briefs, options.limit))
    once = {name: briefs for name, briefs in found.items() if len(briefs) == 1}
    never = sorted(name for name, briefs in found.items() if not briefs)
    for name, briefs in sorted((found if options.all else once).items()):
        print(f"{name}: {', '.join(briefs) or '-'}")
    print(f"on none ({len(never)}): {', '.join(never)}")
    print(f"{len(found)} entries: on one brief {len(once)}, on none {len(never)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

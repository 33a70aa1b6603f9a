"""Drafts many briefs and runs every migration on a real PostgreSQL server.

    python tests/long/run_briefs.py BRIEFS.jsonl [--limit N]

Measures, each with the bound 0: drafts that fail, sections that are missing, error-level findings, placeholders (`{{`)
left in a document, migrations that do not run up, down and up again or do not leave the catalogue as it was, and
assumptions or open questions that stand in more than a third of the drafts. One line for each problem, then a summary.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from briefs_file import Record, drafts_of, read_records

from draftspec.pipeline import Drafted
from draftspec.postgres.execute import Execution, verify_migration
from draftspec.postgres.server import Server, running_server
from draftspec.spec import Target

SHARE = 1 / 3
"""In how many of the drafts one assumption or question may stand."""


@dataclass
class Report:
    """What was measured: the drafts by brief, and a line for each problem under the name of its kind."""

    drafts: dict[str, Drafted] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def note(self, kind: str, line: str) -> None:
        """Add a problem."""
        self.problems.append((kind, line))


def run(records: list[Record], server: Server) -> Report:
    """Draft and run every brief."""
    report = Report()
    for record, draft in drafts_of(records):
        if isinstance(draft, Exception):
            report.note("failures", f"{record.name}: {type(draft).__name__}: {draft}")
        else:
            report.drafts[record.name] = draft
            _look_at(record.name, draft, report)
    _count_notes(report)
    _run_migrations(report, server)
    return report


def _look_at(name: str, draft: Drafted, report: Report) -> None:
    for gap in draft.gaps:
        report.note("gaps", f"{name}: no section {gap}")
    for finding in draft.spec.findings:
        if finding.severity == "error":
            report.note("errors", f"{name}: {finding.check} {finding.where}: {finding.message}")
    for file, text in draft.files.items():
        if file.endswith(".md") and "{{" in text and "{{" not in draft.spec.brief:
            report.note("placeholders", f"{name}: {file}: {next(x for x in text.splitlines() if '{{' in x)}")


def _count_notes(report: Report) -> None:
    counted: Counter[str] = Counter()
    for draft in report.drafts.values():
        counted.update({note.text for note in (*draft.spec.assumptions, *draft.spec.open_questions)})
    for text, count in counted.items():
        if count > max(1, len(report.drafts) * SHARE):
            report.note("notes in too many drafts", f"{count} of {len(report.drafts)}: {text}")


def _run_migrations(report: Report, server: Server) -> None:
    with ThreadPoolExecutor(max_workers=2) as threads:
        for name, execution in zip(
            report.drafts, threads.map(lambda d: execution_of(d, server), report.drafts.values()), strict=True
        ):
            for line in _faults(execution):
                report.note("migrations", f"{name}: {line}")


def execution_of(draft: Drafted, server: Server) -> Execution:
    """Run the migration of a draft up, down and up again."""
    scripts = {Path(name).name.partition(".")[2]: text for name, text in draft.files.items() if "migrations/" in name}
    assumed = draft.files.get("migrations/0000_assumed.sql", "")
    return verify_migration(server, assumed, scripts["up.sql"], scripts["down.sql"])


def _faults(execution: Execution) -> Iterator[str]:
    for found in execution.faults:
        yield f"{found.step}: {found.fault.sqlstate} {found.fault.message} in {found.fault.statement}"
    for difference in execution.differences:
        yield f"{difference.step}: {difference.line}"


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    records = read_records(options.briefs, options.limit)
    start = time.monotonic()
    with running_server(wanted_major=Target().postgres) as server:
        report = run(records, server)
        version = server.version
    for kind, line in report.problems:
        print(f"{kind}: {line}")
    counts = Counter(kind for kind, _ in report.problems)
    kinds = ("failures", "gaps", "errors", "placeholders", "notes in too many drafts", "migrations")
    print(f"{len(records)} briefs on PostgreSQL {version} in {time.monotonic() - start:.1f} s")
    print(", ".join(f"{kind} {counts[kind]}" for kind in kinds))
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""Seeds faults into good designs and their files, and counts how many the checks find under the expected id.

`python tests/long/seeded_faults.py tests/data/briefs.jsonl [--drafts N] [--share 1.0]`
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

import seeded_files
import seeds
import whole_designs
from pydantic import ValidationError

from draftspec.brief import brief_from_text
from draftspec.checks import run_checks, run_document_checks
from draftspec.files import derived_files
from draftspec.pipeline import draft_spec, drafter_for
from draftspec.spec import Finding, Sections, Spec

BOUND = 0.97
LEAST = 150
LEAST_DDL = 40
DDL = ("TAB", "MIG")


@dataclass
class Count:
    """What was seeded and found, by family; what was missed, and the errors on what was not touched."""

    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    expected: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    checks: set[str] = field(default_factory=set)

    def add(self, check: str, what: str, hit: bool) -> None:
        family = check.split("-")[0]
        self.expected[family] += 1
        self.found[family] += hit
        self.checks.add(check)
        if not hit:
            self.missed.append(f"{check} {what}")

    @property
    def share(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.expected.values()))


def bases(briefs: Path, most: int) -> Iterator[Spec]:
    """Yield the good designs: the one of the tests, and built-in drafts."""
    yield whole_designs.spec()
    for line in briefs.read_text().splitlines()[:most]:
        yield draft_spec(brief_from_text(json.loads(line)["brief"]), drafter_for("builtin"), model="builtin").spec


def measure(spec: Spec, share: float, count: Count) -> None:
    """Seed into one design, every n-th fault where only a share is wanted."""
    step = max(1, round(1 / share))
    before = run_checks(spec.sections)
    files = derived_files(spec)
    silent = run_document_checks(spec, files)
    count.false += [f"{spec.slug}: {one.check} {one.message}" for one in (*before, *silent) if one.severity == "error"]
    known = {_key(one) for one in (*before, *silent)}
    for check, name, design in list(_designs(spec))[::step]:
        found = run_checks(design)
        count.add(check, f"{spec.slug}: {name}", _is_new(check, found, known))
    for edit in list(seeded_files.edited(files))[::step]:
        found = run_document_checks(spec, edit.files)
        count.add(edit.check, f"{spec.slug}: {edit.name}", _is_new(edit.check, found, known))


def _key(one: Finding) -> tuple[str, str, str]:
    return one.check, one.where, one.message


def _is_new(check: str, found: tuple[Finding, ...], known: set[tuple[str, str, str]]) -> bool:
    return any(one.check == check and _key(one) not in known for one in found)


def _designs(spec: Spec) -> Iterator[tuple[str, str, Sections]]:
    start: dict[str, Any] = json.loads(spec.sections.model_dump_json())
    for seed in seeds.SEEDS:
        for design in seed.seed(start):
            try:
                yield seed.check, seed.name, Sections.model_validate_json(json.dumps(design))
            except ValidationError as error:
                raise ValueError(f"{seed.name} seeds what cannot be stated: {error}") from error


def report(count: Count) -> bool:
    """Print the table, and tell whether every bound is kept."""
    print(f"{'family':8} {'found':>6} {'seeded':>7}")
    for family in count.expected:
        print(f"{family:8} {count.found[family]:6} {count.expected[family]:7}")
    total, ddl = sum(count.expected.values()), sum(count.expected[one] for one in DDL)
    print(
        f"{'all':8} {sum(count.found.values()):6} {total:7}  {count.share:.1%} (bound {BOUND:.0%}), {len(count.checks)} checks"
    )
    print(f"DDL {ddl} (at least {LEAST_DDL}), all {total} (at least {LEAST})")
    for title, lines in (("missed", count.missed), ("errors on what is good", count.false)):
        for line in lines[:40]:
            print(f"{title}: {line}")
    return count.share >= BOUND and not count.false and total >= LEAST and ddl >= LEAST_DDL


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--drafts", type=int, default=12, help="built-in drafts to seed into")
    parser.add_argument("--share", type=float, default=1.0, help="share of the faults that are tried")
    given = parser.parse_args()
    count = Count()
    for spec in bases(given.briefs, given.drafts):
        measure(spec, given.share, count)
    return 0 if report(count) else 1


if __name__ == "__main__":
    sys.exit(main())

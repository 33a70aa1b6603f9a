"""Seeds faults into good designs and their files, and counts how many the checks find under the expected id.

`python tests/long/seeded_faults.py tests/data/briefs.jsonl [--drafts N] [--share 1.0]`
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

import seeded_documents
import seeded_files
import seeds
import whole_designs
from pydantic import ValidationError

from draftspec.brief import brief_from_text
from draftspec.checking.config import Config
from draftspec.checking.found import Located
from draftspec.checking.loading import load
from draftspec.checking.reading import read
from draftspec.checking.run import checked
from draftspec.checks import run_checks
from draftspec.checks.documents import run_document_checks
from draftspec.files import derived_files
from draftspec.pipeline import draft_spec, drafter_for
from draftspec.spec import Finding, Sections, Spec
from draftspec.write import write

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
    misplaced: list[str] = field(default_factory=list)
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


def measure_documents(spec: Spec, share: float, count: Count, out: Path) -> None:
    """Seed into the document of one design as it lies on disk, and expect the finding at the line of the fault."""
    folder = write(spec, derived_files(spec), out, force=True).folder
    path = folder / seeded_files.SPECIFICATION
    text = path.read_text(encoding="utf-8")
    known = {_located_key(one) for one in _checked(folder)}
    for fault in list(seeded_documents.faulty(text))[:: max(1, round(1 / share))]:
        path.write_text(fault.text, encoding="utf-8")
        found = [one for one in _checked(folder) if one.finding.check == fault.check and _located_key(one) not in known]
        count.add(fault.check, f"{spec.slug}: {fault.name} in the document", bool(found))
        if found and not any(one.place.line in fault.lines for one in found):
            lines = sorted({one.place.line for one in found})
            count.misplaced.append(
                f"{fault.check} {spec.slug}: {fault.name}: {lines}, not one of {sorted(fault.lines)}"
            )
    path.write_text(text, encoding="utf-8")


def _checked(folder: Path) -> tuple[Located, ...]:
    return checked(read(load(folder)), Config({}), (), None).findings


def _located_key(one: Located) -> tuple[str, str, str]:
    return _key(one.finding)


def measure_harmless(spec: Spec, count: Count, out: Path) -> None:
    """Edit a document without a fault, and expect no error."""
    folder = write(spec, derived_files(spec), out, force=True).folder
    path = folder / seeded_files.SPECIFICATION
    raw = path.read_bytes()
    before = {_located_key(one) for one in _checked(folder)}
    for name, edit in HARMLESS.items():
        path.write_bytes(edit(raw))
        new = [one for one in _checked(folder) if one.finding.severity == "error" and _located_key(one) not in before]
        count.false += [f"{spec.slug}, {name}: {one.finding.check} {one.finding.message}" for one in new]
    path.write_bytes(raw)


HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "CRLF": lambda raw: raw.replace(b"\n", b"\r\n"),
    "a ticked task": lambda raw: raw.replace(b"- [ ]", b"- [x]", 3),
    "a paragraph of one's own": lambda raw: raw.replace(b"\n### ", b"\nA word of ours.\n\n### "),
    "other words": lambda raw: re.sub(rb"(?m)^(\*\*Purpose\*\*: ).*$", rb"\1Does what its name says.", raw),
    "wrapped lines": lambda raw: re.sub(rb"(?m)^(\*\*Purpose\*\*: \S+) ", rb"\1\n", raw),
}


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
    print(f"{len(count.misplaced)} of those in documents at another line (bound 3 %)")
    for title, lines in (
        ("missed", count.missed),
        ("misplaced", count.misplaced),
        ("errors on what is good", count.false),
    ):
        for line in lines[:40]:
            print(f"{title}: {line}")
    placed = len(count.misplaced) <= (1 - BOUND) * max(1, total)
    return count.share >= BOUND and placed and not count.false and total >= LEAST and ddl >= LEAST_DDL


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--drafts", type=int, default=12, help="built-in drafts to seed into")
    parser.add_argument("--share", type=float, default=1.0, help="share of the faults that are tried")
    given = parser.parse_args()
    count = Count()
    with tempfile.TemporaryDirectory() as out:
        for spec in bases(given.briefs, given.drafts):
            measure(spec, given.share, count)
            measure_documents(spec, given.share, count, Path(out))
            measure_harmless(spec, count, Path(out))
    return 0 if report(count) else 1


if __name__ == "__main__":
    sys.exit(main())

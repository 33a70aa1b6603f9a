"""A part of `tests/long/seeded_faults.py`, and that each check has a fault of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
import whole_designs

from draftspec.checks import CHECKS
from draftspec.checks.documents import DOCUMENT_CHECKS

LONG = Path(__file__).parent.parent / "long"


@pytest.fixture(scope="module")
def harness() -> ModuleType:
    sys.path.insert(0, str(LONG))
    try:
        import seeded_faults

        return seeded_faults
    finally:
        sys.path.remove(str(LONG))


def test_one_fault_of_each_kind_is_found(harness: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One design, one mutation of each kind; the whole run takes thirteen designs and three of each."""
    monkeypatch.setattr(harness.seeds, "MOST", 1)
    count, spec = harness.Count(), whole_designs.spec()
    harness.measure(spec, 1.0, count)
    harness.measure_documents(spec, 1.0, count, tmp_path)
    harness.measure_harmless(spec, count, tmp_path)
    assert sum(count.expected.values()) >= harness.LEAST
    assert sum(count.expected[family] for family in harness.DDL) >= harness.LEAST_DDL
    assert (count.missed, count.misplaced, count.false) == ([], [], [])


def test_every_check_has_a_fault(harness: ModuleType) -> None:
    seeded = {one.check for one in harness.seeds.SEEDS}
    files = harness.derived_files(whole_designs.spec())
    seeded |= {one.check for one in harness.seeded_files.edited(files)}
    assert (CHECKS.keys() | DOCUMENT_CHECKS.keys()) - seeded == set()

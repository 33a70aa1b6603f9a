"""A hundredth of `tests/long/seeded_faults.py`, and that each check has a fault of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import whole_designs

from draftspec.checks import CHECKS, DOCUMENT_CHECKS

LONG = Path(__file__).parent.parent / "long"


@pytest.fixture(scope="module")
def harness() -> object:
    sys.path.insert(0, str(LONG))
    try:
        import seeded_faults

        return seeded_faults
    finally:
        sys.path.remove(str(LONG))


def test_a_hundredth_of_the_faults_is_found(harness) -> None:  # type: ignore[no-untyped-def]
    count = harness.Count()
    harness.measure(whole_designs.spec(), 0.05, count)
    assert sum(count.expected.values()) >= 5
    assert (count.missed, count.false) == ([], [])


def test_every_check_has_a_fault(harness) -> None:  # type: ignore[no-untyped-def]
    seeded = {one.check for one in harness.seeds.SEEDS}
    files = harness.derived_files(whole_designs.spec())
    seeded |= {one.check for one in harness.seeded_files.edited(files)}
    assert (CHECKS.keys() | DOCUMENT_CHECKS.keys()) - seeded == set()

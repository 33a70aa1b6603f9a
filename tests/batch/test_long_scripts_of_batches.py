"""A hundredth of each long measurement of batches: they run, and find what they are there to find."""

from __future__ import annotations

from pathlib import Path

import batch_builtin
import batch_model
import kill_batches
import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="reads the processes of Linux")


def test_a_killed_batch_goes_on() -> None:
    kills = kill_batches.run(1, 4, 7)
    assert (kills.killed + kills.finished, kills.repeated, kills.problems) == (1, 0, [])


def test_a_torn_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "invoices").mkdir()
    (tmp_path / "invoices/spec.json").write_bytes(b"{")
    assert kill_batches.torn(tmp_path, {"invoices/spec.json": b"{}"}) == ["invoices/spec.json"]


def test_throughput_and_memory_are_measured() -> None:
    found = batch_builtin.measure(20, 1)
    assert found.ratio > 0.5
    assert all(0.8 < late / early < 1.5 for early, late in zip(found.early, found.late, strict=True))
    with_model = batch_model.measure(3, 1, 0.01, 4)
    assert with_model.drafted == with_model.items == 3
    assert 0 < with_model.ratio < 1
    assert with_model.memory > 0

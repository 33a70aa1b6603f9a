"""Reports and baselines on their way to disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftspec.errors import OutputError
from draftspec.evals.atomic import write_atomically


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "below" / "report.md"
    write_atomically(path, "one\n")
    write_atomically(path, "two\n")
    assert [(one.name, one.read_text()) for one in path.parent.iterdir()] == [("report.md", "two\n")]


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before")
    link.symlink_to(target)
    write_atomically(link, "after\n")
    assert (link.is_symlink(), target.read_text()) == (True, "after\n")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no device that is full")
def test_a_device_stays_a_device(tmp_path: Path) -> None:
    link = tmp_path / "full"  # a link, so that a fault here cannot replace the device of this machine
    link.symlink_to("/dev/full")
    with pytest.raises(OutputError, match="No space left on device"):
        write_atomically(link, "report\n")
    assert link.is_char_device()

"""From a path to the drafted folders that it stands for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from draftspec.checking.loading import drafted_folders
from draftspec.errors import InputError


def drafts(folder: Path) -> None:
    for name in ("b", "a", ".batch"):
        (folder / name).mkdir()
    for name in ("b", "a"):
        (folder / name / "spec.json").write_text("{}")
    (folder / "index.md").write_text("")


def test_the_drafted_folders_of_a_folder_are_found_in_order(tmp_path: Path) -> None:
    drafts(tmp_path)
    assert drafted_folders(tmp_path) == (tmp_path / "a", tmp_path / "b")
    assert drafted_folders(tmp_path / "a" / "spec.json") == (tmp_path / "a",)


def test_a_folder_that_cannot_be_looked_into_is_named_and_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts(tmp_path)
    true_stat = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:  # root is refused nothing
        if path.parent.name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return true_stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    with pytest.raises(InputError, match=r"cannot look into .*b: Permission denied"):
        drafted_folders(tmp_path)

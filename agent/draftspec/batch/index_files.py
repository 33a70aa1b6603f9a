"""The index on disk: replaced as a whole, and never over a file that somebody else wrote or changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from draftspec.batch.index import Line, is_json_index, is_markdown_index, json_index, markdown_index
from draftspec.batch.ledger import FOLDER
from draftspec.errors import OutputError

NAMES = ("index", "batch-index")
"""How the index may be called: the first one that is free or the index of an earlier run."""

EVERY = 2.0
"""Seconds between two indexes while drafts are made, at least; longer where writing one takes more than a tenth of it."""

_FORMS: tuple[tuple[str, Callable[[Sequence[Line]], str], Callable[[str], bool]], ...] = (
    (".md", markdown_index, is_markdown_index),
    (".json", json_index, is_json_index),
)


class IndexFiles:
    """The index of one folder; `stem` is what it is called."""

    def __init__(self, out: Path) -> None:
        """Choose the name. Raises `OutputError` when none can be had."""
        self._out = out
        self._next = 0.0
        found = (name for name in NAMES if all(_is_ours(out / f"{name}{end}", known) for end, _, known in _FORMS))
        self.stem = next(found, "")
        if not self.stem:
            names = " and ".join(f"{name}.md" for name in NAMES)
            raise OutputError(
                f"{names} in {out} are not those of a batch", "move them, or choose another folder: --out"
            )

    @property
    def is_other_name(self) -> bool:
        """Whether the usual name is taken."""
        return self.stem != NAMES[0]

    def refresh(self, lines: Callable[[], Sequence[Line]]) -> None:
        """Write the index if the last one is old enough. Raises `OutputError`."""
        begun = time.monotonic()
        if begun >= self._next:
            self.write(lines())
            now = time.monotonic()
            self._next = now + max(EVERY, 10 * (now - begun))

    def write(self, lines: Sequence[Line]) -> None:
        """Write the index. Raises `OutputError`."""
        for ending, text, _ in _FORMS:
            _replace(self._out / f"{self.stem}{ending}", self._out / FOLDER, text(lines))


def _is_ours(path: Path, known: Callable[[str], bool]) -> bool:
    """Tell whether a path is free, or the index of an earlier run that nobody has changed since."""
    if path.is_symlink():
        return False
    if not path.exists():
        return True
    try:
        return path.is_file() and known(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    except OSError as error:
        raise OutputError(f"cannot read {path}: {error.strerror}", "check the file's permissions") from error


def _replace(path: Path, staging: Path, text: str) -> None:
    raw = text.encode(errors="replace")
    staged = staging / f"{path.name}.tmp"
    try:
        if path.is_file() and path.read_bytes() == raw:
            return
        staging.mkdir(parents=True, exist_ok=True)
        with staged.open("wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        staged.replace(path)
    except OSError as error:
        raise OutputError(
            f"cannot write {path}: {error.strerror or error}", "free some space, or choose another folder with --out"
        ) from error

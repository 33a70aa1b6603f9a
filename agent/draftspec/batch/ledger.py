"""What was drafted into a folder by batches: a line for each draft, on disk as soon as it is written.

One JSON object a line in `OUT/.batch/ledger.jsonl`; the last one of a folder counts. A line that was torn by a crash is
ignored: what it told is found out again. It may be deleted; then everything is looked at anew, and nothing paid twice.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from draftspec.batch.inputs import Inputs
from draftspec.batch.row import Row
from draftspec.errors import OutputError

FOLDER = ".batch"
NAME = f"{FOLDER}/ledger.jsonl"


@dataclass(frozen=True)
class Entry:
    """A draft: the name of its folder, the item it was made for, what it depended on, and what came of it."""

    slug: str
    item: str
    inputs: Inputs
    row: Row


_ENTRY = TypeAdapter(Entry)


class Ledger:
    """The entries below one folder, by slug."""

    def __init__(self, out: Path) -> None:
        """Read the ledger of `out`, where none is an empty one. Raises `OutputError`."""
        self._path = out / NAME
        self._entries: dict[str, Entry] = {entry.slug: entry for entry in _read(self._path)}

    def get(self, slug: str) -> Entry | None:
        """Return what is known of a folder."""
        return self._entries.get(slug)

    def by_brief(self) -> Mapping[str, Entry]:
        """Return the entries by the digest of their brief; of several the first one."""
        return {entry.inputs.brief: entry for entry in reversed(self._entries.values())}

    def add(self, entry: Entry) -> None:
        """Write an entry down. Raises `OutputError`."""
        line = json.dumps(asdict(entry), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a+b", buffering=0) as stream:
                stream.write(b"\n" * _is_torn(stream) + line + b"\n")
        except OSError as error:
            raise OutputError(
                f"cannot write {self._path}: {error.strerror or error}",
                "free some space or check the permissions; what was drafted is kept",
            ) from error
        self._entries[entry.slug] = entry


def _is_torn(stream: Any) -> bool:
    if stream.seek(0, os.SEEK_END) == 0:
        return False
    stream.seek(-1, os.SEEK_END)
    return bool(stream.read(1) != b"\n")


def _read(path: Path) -> Iterator[Entry]:
    if path.is_symlink():
        raise OutputError(f"{path} is a link", "remove it; a ledger is a plain file")
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise OutputError(f"cannot read {path}: {error.strerror or error}", "check it, or delete it") from error
    for line in raw.split(b"\n"):
        try:
            yield _ENTRY.validate_json(line)
        except ValidationError:  # torn, or made by a hand
            continue

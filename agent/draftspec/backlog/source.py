"""The bytes of a backlog, from a file or a stream: never more of them than the limit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, Literal

from draftspec.errors import BacklogError

MOST_BYTES = 64 * 1024 * 1024
"""Largest backlog, in bytes. An export of 100,000 items with some lines of text each is about half of it."""

_TOO_LARGE = "split it, or export only the items that are wanted, without comments and history"


def read_source(source: Path | Literal["-"], stdin: BinaryIO | None = None) -> tuple[bytes, str]:
    """Return the bytes of a backlog and its name for messages; `-` is standard input.

    Raises `BacklogError` when it cannot be read, is empty, or is larger than `MOST_BYTES` (known from the file's size,
    or after one byte too many of a stream).
    """
    if source == "-":
        raw, name = (stdin or sys.stdin.buffer).read(MOST_BYTES + 1), "standard input"
    else:
        raw, name = _file(Path(source)), str(source)
    if len(raw) > MOST_BYTES:
        raise _too_large(name)
    if not raw.strip():
        raise BacklogError(
            f"{name} is empty", "a backlog holds one item or more, as in a Markdown list or a CSV export"
        )
    return raw, name


def _file(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BacklogError(f"{path} is a folder", "give the file that holds the backlog")
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise _too_large(str(path))
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise BacklogError(f"cannot read the backlog {path}: {error.strerror}", "check the path") from error
    except ValueError as error:  # a NUL in the path
        raise BacklogError(f"{str(path)!r} is no path of a file", "check the path") from error


def _too_large(name: str) -> BacklogError:
    return BacklogError(f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB", _TOO_LARGE)

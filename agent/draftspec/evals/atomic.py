"""Files of the evaluation, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from draftspec.errors import OutputError


def write_atomically(path: Path, text: str) -> None:
    """Write a file beside its place and rename it there. Raises `OutputError`; then the old file is still there.

    What is there and no file (a link, as /dev/stdout, or a pipe) is written to and not replaced.
    """
    try:
        if path.is_symlink() or (path.exists() and not path.is_file() and not path.is_dir()):
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:  # a keyboard interrupt leaves no more behind than an error
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"cannot write {error.filename or path}: {error.strerror or error}",
            "free some space, check the permissions",
        ) from error

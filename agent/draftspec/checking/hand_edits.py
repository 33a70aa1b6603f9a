"""Which files of a drafted folder are no longer what was written there, and what that means for what is checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from draftspec.checking.loading import LIMIT, Loaded
from draftspec.checking.places import DOCUMENT
from draftspec.errors import InputError
from draftspec.standing import digest


def edited_files(loaded: Loaded) -> tuple[str, ...]:
    """Return the names of the files whose content is not the one that spec.json knows, in its order."""
    return tuple(name for name, known in loaded.spec.files.items() if _is_edited(loaded.folder / name, known))


def missing_files(loaded: Loaded) -> tuple[str, ...]:
    """Return the names of the files that spec.json knows and that are not there."""
    return tuple(name for name in loaded.spec.files if not (loaded.folder / name).is_file())


def _is_edited(path: Path, known: str) -> bool:
    if not path.is_file():
        return False
    try:
        return path.stat().st_size > LIMIT or digest(path.read_bytes()) != known
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", "check the permissions") from error


def notes(loaded: Loaded, unread: Collection[str] = ()) -> Iterator[str]:
    """Yield what people should know of the files; `unread` are those of other templates."""
    edited = [name for name in edited_files(loaded) if name not in unread]
    if unread:
        yield f"of another template, so only spec.json was checked: {', '.join(unread)}"
    if DOCUMENT in edited:
        yield f"edited by hand, so what it says now was checked: {DOCUMENT}"
        yield f"what follows from it is written anew by: draftspec sync {loaded.folder}"
    if others := [name for name in edited if name != DOCUMENT]:
        yield f"edited by hand, and held against the design: {', '.join(others)}"
    if missing := missing_files(loaded):
        yield f"missing: {', '.join(missing)}"

"""Which files of a drafted folder are no longer what was written there, and what that means for what is checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from draftspec.checking.loading import LIMIT, Loaded
from draftspec.checking.places import DOCUMENT
from draftspec.errors import InputError
from draftspec.standing import digest


@dataclass(frozen=True)
class Files:
    """The files that spec.json knows, as they lie in their folder, each read once."""

    raw: Mapping[str, bytes | None]
    """The content of each file that is there, by its name; None for one that is too large to be read."""
    edited: tuple[str, ...]
    """Those whose content is not the one that spec.json knows, in its order."""
    missing: tuple[str, ...]
    """Those that are not there."""


def files_of(loaded: Loaded) -> Files:
    """Return the files of a drafted folder. Raises `InputError` for one that cannot be read."""
    known = loaded.spec.files
    paths = {name: loaded.folder / name for name in known}
    raw = {name: _content(path) for name, path in paths.items() if path.is_file()}
    edited = (name for name, content in raw.items() if content is None or digest(content) != known[name])
    return Files(raw, tuple(edited), tuple(name for name in known if name not in raw))


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= LIMIT else None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", "check the permissions") from error


def notes(folder: Path, files: Files, unread: Collection[str] = ()) -> Iterator[str]:
    """Yield what people should know of the files; `unread` are those of other templates."""
    edited = [name for name in files.edited if name not in unread]
    if unread:
        yield f"of another template, so only spec.json was checked: {', '.join(unread)}"
    if DOCUMENT in edited:
        yield f"edited by hand, so what it says now was checked: {DOCUMENT}"
        yield f"what follows from it is written anew by: draftspec sync {folder}"
    if others := [name for name in edited if name != DOCUMENT]:
        yield f"edited by hand, and held against the design: {', '.join(others)}"
    if files.missing:
        yield f"missing: {', '.join(files.missing)}"

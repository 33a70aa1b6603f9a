"""Documents on their way to disk: whole or not at all, and never over a person's work unasked.

Every changed file is staged under `.draft/` first, so that a full disk is met before anything is replaced; then each is
renamed into place, spec.json last.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from draftspec.brief import Brief
from draftspec.errors import OutputError
from draftspec.spec import Spec
from draftspec.standing import FOLDERS, SPEC, STATE, Standing, content, digest, inspected

OPTIONAL = ("migrations/0000_assumed.sql",)
"""Files that a later draft of the same brief may not have any more."""


@dataclass(frozen=True)
class Written:
    """Where a draft lies: every file of it in order, and those that this run changed or removed."""

    folder: Path
    files: tuple[str, ...]
    changed: tuple[str, ...]
    hashes: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The SHA-256 of every file as it is wanted."""


def write(  # noqa: PLR0913 - what is written, where to, and in which of three ways
    spec: Spec,
    files: Mapping[str, str],
    out: Path,
    *,
    force: bool = False,
    dry_run: bool = False,
    replaces: str | None = None,
) -> Written:
    """Write a specification and the files that follow from it to `out/<slug>/`, and return what was done.

    `force` overwrites files that were changed by hand, never another brief but the one that this `replaces`; `dry_run`
    finds out everything and writes nothing. Raises `OutputError` when the folder holds another brief or hand edits, leads out of `out`, or cannot be
    written; then no file has changed.
    """
    wanted = {name: text.encode() for name, text in files.items()}
    hashes = {name: digest(raw) for name, raw in wanted.items()}
    wanted[SPEC] = serialized(spec.model_copy(update={"files": hashes})).encode()
    with _clear_errors(out / spec.slug):
        standing = inspected(out, Brief(spec.brief, spec.slug), replaces)
        if not force:
            _refuse_hand_edits(standing, wanted)
            _refuse_lost_sections(standing, spec)
        change = _change(standing, spec.brief, wanted)
        if not dry_run and (change.files or change.stale):
            _apply(change)
    hashes[SPEC] = digest(wanted[SPEC])
    return Written(standing.folder, tuple(wanted), (*change.files, *change.stale), hashes)


def serialized(spec: Spec) -> str:
    """Return a specification as the text of spec.json: keys in a fixed order, one newline at the end."""
    return spec.model_dump_json(indent=2) + "\n"


def refuse_other_brief(out: Path, brief: Brief, *, replaces: str | None = None) -> None:
    """Raise `OutputError` when a draft of this brief cannot go to `out`, before any work is done for it."""
    with _clear_errors(out / brief.slug):
        inspected(out, brief, replaces)


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed run has staged in a folder that nobody else writes to now. Raises OSError."""
    for left in (folder / ".draft").glob("*.tmp"):
        left.unlink()


def begin(
    out: Path, brief: Brief, *, redone: Sequence[str] = (), force: bool = False, replaces: str | None = None
) -> None:
    """Make the folder of a brief its own before anything is paid for it.

    `redone` names the sections that are going to be drafted, none for all. Raises `OutputError` when what is going to
    be drafted could not be written: another brief, or hand edits without `force`.
    """
    with _clear_errors(out / brief.slug):
        standing = inspected(out, brief, replaces)
        edited = [name for name in standing.hashes if standing.is_edited(name)]
        if edited and not force:
            raise _hand_edits(standing, edited)
        lost = [name for name in standing.edited_sections if not redone or name in redone]
        if lost and not force:
            raise _lost_sections(standing, lost)
        if standing.brief is None:
            with _folders(standing.folder):
                _save_state(standing.folder, brief.text, {})


def _refuse_hand_edits(standing: Standing, wanted: Mapping[str, bytes]) -> None:
    if edited := [name for name, raw in wanted.items() if standing.is_edited(name, raw)]:
        raise _hand_edits(standing, edited)


def _hand_edits(standing: Standing, edited: Sequence[str]) -> OutputError:
    return OutputError(
        f"changed by hand in {standing.folder}: {', '.join(edited)}",
        f"run `draftspec sync {standing.folder}` to keep the changes, or add --force to overwrite them",
    )


def _refuse_lost_sections(standing: Standing, spec: Spec) -> None:
    sections = spec.sections.model_dump(mode="json", include=set(standing.edited_sections))
    if lost := [name for name, held in standing.edited_sections.items() if sections.get(name) != held]:
        raise _lost_sections(standing, lost)


def _lost_sections(standing: Standing, lost: Sequence[str]) -> OutputError:
    return OutputError(
        f"taken over from hand edits in {standing.folder}, and would be lost: {', '.join(lost)}",
        "draft into another folder with --slug, or add --force to draft these sections anew",
    )


@dataclass(frozen=True)
class _Change:
    """What a run replaces and removes, and the hashes that may be on disk while it does and afterwards."""

    folder: Path
    brief: str
    files: Mapping[str, bytes]
    stale: tuple[str, ...]
    meanwhile: Mapping[str, list[str]]
    afterwards: Mapping[str, list[str]]


def _change(standing: Standing, brief: str, wanted: Mapping[str, bytes]) -> _Change:
    changed = {name: raw for name, raw in wanted.items() if content(standing.folder / name) != raw}
    gone = (name for name in OPTIONAL if name not in wanted and content(standing.folder / name) is not None)
    stale = tuple(name for name in gone if not standing.is_edited(name))
    after = {name: [digest(raw)] for name, raw in wanted.items()}
    before = {name: standing.hashes.get(name, frozenset()) for name in (*wanted, *stale)}
    meanwhile = {name: sorted({*known, *after.get(name, ())}) for name, known in before.items()}
    return _Change(standing.folder, brief, changed, stale, meanwhile, after)


def _apply(change: _Change) -> None:
    """Stage the changed files, rename each into place with spec.json last, and remove the stale ones."""
    with _folders(change.folder), _staged(change.folder, change.files) as staged:
        _save_state(change.folder, change.brief, change.meanwhile)
        for name in sorted(staged, key=lambda name: name == SPEC):
            staged[name].replace(change.folder / name)
        for name in change.stale:
            (change.folder / name).unlink()
        _save_state(change.folder, change.brief, change.afterwards)


def _save_state(folder: Path, brief: str, hashes: Mapping[str, list[str]]) -> None:
    text = json.dumps({"brief": brief, "files": hashes}, indent=2, ensure_ascii=False) + "\n"
    with _staged(folder, {STATE: text.encode()}) as staged:
        staged[STATE].replace(folder / STATE)


@contextmanager
def _folders(folder: Path) -> Iterator[None]:
    """Create the folders that are missing; when what follows fails, remove those that are empty again."""
    missing = [path for path in (*reversed(folder.parents), folder) if not path.exists()]
    created: list[Path] = []
    try:
        for path in (*missing, *(folder / name for name in FOLDERS if not (folder / name).exists())):
            path.mkdir(exist_ok=True)
            created.append(path)
        yield
    except BaseException:  # a keyboard interrupt leaves no more behind than an error
        for path in reversed(created):
            if not any(path.iterdir()):
                path.rmdir()
        raise


@contextmanager
def _staged(folder: Path, files: Mapping[str, bytes]) -> Iterator[dict[str, Path]]:
    """Write files below `.draft/` and give their paths; whatever is still there in the end is removed."""
    below, own = folder / ".draft", f"{os.getpid()}.tmp"
    staged = {name: below / f"{digest(name.encode())[:12]}.{own}" for name in files}
    try:
        for name, raw in files.items():
            with staged[name].open("wb") as stream:
                stream.write(raw)
                stream.flush()
                os.fsync(stream.fileno())
        yield staged
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)


@contextmanager
def _clear_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot write {error.filename or folder}: {error.strerror or error}",
            "free some space, check the permissions, or choose another folder with --out",
        ) from error

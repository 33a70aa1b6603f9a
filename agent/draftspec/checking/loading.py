"""From a path to what was drafted there: the folders below it, and the specification of each, or a located error."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from stat import S_ISREG

from pydantic import ValidationError

from draftspec.errors import InconclusiveError, InputError
from draftspec.spec import FORMAT, Spec
from draftspec.standing import SPEC

LIMIT = 10 * 1024 * 1024
"""The largest file that is read, in bytes; the largest draft has a thirtieth of it."""

_SHOWN_PROBLEMS = 5


@dataclass(frozen=True)
class Loaded:
    """A drafted folder, its specification, and the content of its spec.json."""

    folder: Path
    spec: Spec
    raw: bytes

    @cached_property
    def text(self) -> str:
        """The text of spec.json; only findings that are placed there need it."""
        return decoded(self.folder / SPEC, self.raw)


def drafted_folders(path: Path) -> tuple[Path, ...]:
    """Return the drafted folders that a path stands for: itself, the one it is a file of, or those in it.

    Raises:
        InputError: There is no such path, or a folder below it cannot be looked into.
        InconclusiveError: Nothing was drafted there.

    """
    if not path.exists():
        raise InputError(f"{path} does not exist", "give a drafted folder, or the folder that drafts go to (specs)")
    start = path if path.is_dir() else path.parent
    for folder in (start, *([start.parent] if path.is_file() else [])):
        if (folder / SPEC).is_file():
            return (folder,)
    found = _drafted_below(start) if path.is_dir() else ()
    if not found:
        raise InconclusiveError(f"nothing is drafted in {path}", f"a drafted folder holds {SPEC}")
    return found


def _drafted_below(folder: Path) -> tuple[Path, ...]:
    """Return the drafted folders in a folder. Raises `InputError`: one that was passed over would count as checked."""
    place = folder
    found = []
    try:
        for place in sorted(folder.iterdir()):
            with suppress(FileNotFoundError, NotADirectoryError):
                if S_ISREG((place / SPEC).stat().st_mode):
                    found.append(place)
    except OSError as error:
        raise InputError(f"cannot look into {place}: {error.strerror}", "check the permissions") from error
    return tuple(found)


def load(folder: Path) -> Loaded:
    """Return the specification of a drafted folder. Raises `InputError` that says where spec.json is wrong."""
    path = folder / SPEC
    raw = _content(path)
    try:
        spec = Spec.model_validate_json(raw.removeprefix(BOM_UTF8))
    except ValidationError as error:
        _refuse_other_form(path, decoded(path, raw))
        raise InputError("\n".join(_problems(path, error)), "correct spec.json, or draft it again") from error
    if "format" not in spec.model_fields_set:
        _refuse_other_form(path, decoded(path, raw))
    return Loaded(folder, spec, raw)


def _refuse_other_form(path: Path, text: str) -> None:
    """Raise `InputError` for a text that is no JSON object, or is one of another version's form."""
    form = _document(path, text).get("format")
    if form != FORMAT:
        raise InputError(
            f"{path}:{_line_of(text, 'format')}: format {json.dumps(form)} is not one that this version reads ({FORMAT})",
            "update draftspec" if isinstance(form, int) and form > FORMAT else "draft it again",
        )


def read_text(path: Path) -> str:
    """Return the text of a file. Raises `InputError` that says what is wrong with it, and where."""
    return decoded(path, _content(path))


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise InputError(
                f"{path} has {size / 1e6:.0f} MB", f"at most {LIMIT / 1e6:.0f} MB are read; was it drafted?"
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", "check the permissions") from error


def decoded(path: Path, raw: bytes) -> str:
    """Return the text of a file's content. Raises `InputError` that says where it is none."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        raise InputError(f"{path}:{line}:{column}: this is no UTF-8", "save the file as UTF-8") from error


def _document(path: Path, text: str) -> dict[str, object]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}:{error.colno}: no valid JSON: {error.msg}", "correct it") from error
    except (RecursionError, ValueError) as error:  # nested or long beyond reason
        raise InputError(f"{path}: no valid JSON: nested too deeply, or a number too long", "draft it again") from error
    if not isinstance(document, dict):
        raise InputError(f"{path}:1: a specification is a JSON object", "draft it again")
    return document


def _line_of(text: str, member: str) -> int:
    position = text.find(f'"{member}"')
    return text.count("\n", 0, max(position, 0)) + 1


def _problems(path: Path, error: ValidationError) -> Iterator[str]:
    problems = error.errors(include_url=False, include_input=False)
    for one in problems[:_SHOWN_PROBLEMS]:
        where = ".".join(map(str, one["loc"])) or "the whole"
        yield f"{path}: {where}: {one['msg']}"
    if len(problems) > _SHOWN_PROBLEMS:
        yield f"{path}: {len(problems) - _SHOWN_PROBLEMS} more problems"

"""The answers of a recording that is under way: on disk before they are used, beside the cassette that they will be in.

They lie in `<case>.yaml.part`, one JSON object a line, appended and synced like the journal of a draft: a recording that
was killed has lost what was in flight, and the cassette before it is untouched. A line torn by a crash is passed over.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from draftspec.errors import OutputError
from draftspec.evals.cassette import Cassette, CassetteError, Interaction
from draftspec.evals.cassette_text import cassette_text
from draftspec.evals.origin import Host, Origin
from draftspec.journal import append_line


@dataclass(frozen=True)
class Answer:
    """An interaction that was recorded just now: the model that says it answered, whether by a script, on which day."""

    interaction: Interaction
    model: str | None
    is_scripted: bool
    date: str


class Kept:
    """The new answers of one cassette. Safe with several threads."""

    def __init__(self, path: Path, asked: str, host: Host) -> None:
        """`path` is that of the cassette, `asked` the model. Raises `CassetteError` when what is kept cannot be read."""
        self._path = path
        self._part = part_of(path)
        self._asked, self._host = asked, host
        self._lock = threading.Lock()
        self._is_open = True
        self._new = {one.interaction.step: one for one in _lines(self._part)}

    @property
    def interactions(self) -> Mapping[str, Interaction]:
        """The answers so far, also of an earlier run that was broken off."""
        with self._lock:
            return {step: one.interaction for step, one in self._new.items()}

    def add(self, interaction: Interaction, *, model: str | None, is_scripted: bool) -> None:
        """Write an answer down. Raises `OutputError` when that is impossible."""
        one = Answer(interaction, model, is_scripted, datetime.now(UTC).date().isoformat())
        raw = json.dumps(asdict(one)).encode()
        with self._lock:
            if not self._is_open:  # the answer to a request that nobody waited for
                return
            try:
                append_line(self._part, raw)
            except OSError as error:
                raise _cannot_write(self._part, error) from error
            self._new[interaction.step] = one

    def swap(self, interactions: Mapping[str, Interaction], old: Cassette | None) -> None:
        """Put these interactions in the place of the old cassette. Raises `OutputError`."""
        with self._lock:
            self._is_open = False
            new = [self._new[step] for step in interactions if step in self._new]
            stays = old is not None and len(new) < len(interactions)
            origin = self._origin(new, old.origin if old and stays else None)
            write_whole(self._path, cassette_text(Cassette(interactions, origin)))
            self._part.unlink(missing_ok=True)

    def _origin(self, new: list[Answer], old: Origin | None) -> Origin:
        """Return where answers came from, together with those that stay of an old cassette."""
        answered = dict.fromkeys(old.answered if old else ())
        answered |= dict.fromkeys(one.model for one in new if one.model)
        is_scripted = any(one.is_scripted for one in new) or (old is not None and old.source == "scripted")
        date = max([one.date for one in new] + ([old.date] if old else []))
        return Origin(self._asked, tuple(answered), self._host, date, "scripted" if is_scripted else "live")


def part_of(path: Path) -> Path:
    """Return where the answers of a recording lie that is under way, or was broken off."""
    return path.with_name(f"{path.name}.part")


def _lines(path: Path) -> list[Answer]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CassetteError(f"cannot read {path}: {error.strerror or error}", "check it, or delete it") from error
    return [one for line in raw.split(b"\n") if (one := _answer(line)) is not None]


def _answer(line: bytes) -> Answer | None:
    """Return the answer that a line holds, None for one that was torn."""
    try:
        found: Any = json.loads(line)
        one = Interaction(**found["interaction"])
        return Answer(one, found["model"], found["is_scripted"], found["date"])
    except (ValueError, TypeError, KeyError):
        return None


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is the old one or the new one whatever happens. Raises `OutputError`."""
    beside = path.with_name(f"{path.name}.tmp")  # one name, so that the next run takes away what a kill left behind
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(f"cannot write {path}: {error.strerror or error}", "free some space, or check the permissions")

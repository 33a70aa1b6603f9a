"""The answers of a recording that is under way: on disk before they are used, beside the cassette that they will be in.

They lie in `<case>.yaml.part`, itself a cassette, written whole after each answer. A recording that was killed has lost
what was in flight, and the cassette before it is untouched.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from draftspec.errors import OutputError
from draftspec.evals.cassette import Cassette, Interaction, read_cassette, step_order
from draftspec.evals.cassette_text import cassette_text, joined, section_name, section_text
from draftspec.evals.origin import Host, Origin


class Kept:
    """The new answers of one cassette. Safe with several threads."""

    def __init__(self, path: Path, asked: str, host: Host) -> None:
        """`path` is that of the cassette, `asked` the model. Raises `CassetteError` for answers that cannot be read."""
        self._path = path
        self._part = part_of(path)
        self._asked, self._host = asked, host
        self._lock = threading.Lock()
        self._is_open = True
        before = read_cassette(self._part)
        self._new: dict[str, Interaction] = dict(before.interactions) if before else {}
        self._chunks: dict[str, str] = {}
        for step in self._new:
            self._render(step)
        self._answered = before.origin.answered if before else ()
        self._is_scripted = bool(before and before.origin.source == "scripted")
        self._date = before.origin.date if before else _today()

    @property
    def interactions(self) -> Mapping[str, Interaction]:
        """The answers so far, also of an earlier run that was broken off."""
        with self._lock:
            return dict(self._new)

    def add(self, one: Interaction, *, model: str | None, is_scripted: bool) -> None:
        """Write an answer down. Raises `OutputError` when that is impossible."""
        with self._lock:
            if not self._is_open:  # the answer to a request that nobody waited for
                return
            self._new[one.step] = one
            self._answered = tuple(dict.fromkeys((*self._answered, model) if model else self._answered))
            self._is_scripted = self._is_scripted or is_scripted
            self._date = _today()
            self._render(one.step)
            ordered = dict.fromkeys(map(section_name, sorted(self._new, key=step_order)))
            write_whole(self._part, joined(self._origin(None), (self._chunks[name] for name in ordered)))

    def swap(self, interactions: Mapping[str, Interaction], old: Cassette | None) -> None:
        """Put these interactions in the place of the old cassette. Raises `OutputError`."""
        with self._lock:
            self._is_open = False
            stays = any(one is not self._new.get(step) for step, one in interactions.items())
            origin = self._origin(old.origin if old and stays else None) if self._new or old is None else old.origin
            write_whole(self._path, cassette_text(Cassette(interactions, origin)))
            self._part.unlink(missing_ok=True)

    def _render(self, step: str) -> None:
        """Write out the section of a step anew; all sections after each answer would take a second in the end."""
        name = section_name(step)
        steps = sorted((other for other in self._new if section_name(other) == name), key=step_order)
        self._chunks[name] = section_text(name, [self._new[other] for other in steps])

    def _origin(self, old: Origin | None) -> Origin:
        """Return where the answers came from, together with those that stay of an old cassette."""
        answered = tuple(dict.fromkeys((*(old.answered if old else ()), *self._answered)))
        is_scripted = self._is_scripted or (old is not None and old.source == "scripted")
        return Origin(self._asked, answered, self._host, self._date, "scripted" if is_scripted else "live")


def part_of(path: Path) -> Path:
    """Return where the answers of a recording lie that is under way, or was broken off."""
    return path.with_name(f"{path.name}.part")


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is the old one or the new one whatever happens. Raises `OutputError`."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(
            f"cannot write {path}: {error.strerror or error}", "free some space, or check the permissions"
        ) from error


def _today() -> str:
    return datetime.now(UTC).date().isoformat()

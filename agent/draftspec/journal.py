"""The journal of a draft: every reply that was paid for, on disk before it is used.

One JSON object a line in `OUT/<slug>/.draft/journal.jsonl`. A line is written whole and synced before its reply goes
on, so a run that was killed asks again only for what was in flight. A line torn by a crash is ignored, and the next
line begins on a line of its own. A line may instead say `redo`: replies to these sections that stand above it are
asked for again. Nothing here holds a key, a header or an address: a reply is its text, its end and its tokens.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any

from draftspec.chat.model import Ask, ChatModel, Reply, Tokens
from draftspec.errors import OutputError

NAME = ".draft/journal.jsonl"
"""Where the journal lies below the folder of a draft."""


@dataclass(frozen=True)
class Redo:
    """That some sections were asked for again, in a run whose other inputs had this digest."""

    sections: tuple[str, ...]
    inputs: str


class Journal:
    """The replies that are known by the keys of their requests. Safe with several threads."""

    def __init__(self, path: Path) -> None:
        """Read the journal at `path`, where none is an empty one. Raises `OutputError`."""
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[str, tuple[str, Reply]] = {}
        self.redo: Redo | None = None
        for line in _lines(path):
            self._take(line)

    def __len__(self) -> int:
        return len(self._known)

    def find(self, key: str) -> Reply | None:
        """Return the reply to the request with this key, or None when it was not asked yet."""
        with self._lock:
            known = self._known.get(key)
        return known[1] if known else None

    def add(self, key: str, section: str, model: str, reply: Reply) -> None:
        """Write a reply down so that it outlives this process. Raises `OutputError` when that is impossible."""
        self._append({"key": key, "section": section, "model": model, "time": _now(), **_serialized(reply)})

    def forget(self, redo: Redo) -> None:
        """Write down that these sections are asked for again. Raises `OutputError`."""
        self._append({"redo": list(redo.sections), "inputs": redo.inputs, "time": _now()})

    def _append(self, line: dict[str, Any]) -> None:
        raw = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        with self._lock:
            try:
                append_line(self._path, raw)
            except OSError as error:
                raise OutputError(
                    f"cannot write {self._path}: {error.strerror or error}",
                    "free some space or check the permissions; what was answered before is kept",
                ) from error
            self._take(line)

    def _take(self, line: Mapping[str, Any]) -> None:
        match line:
            case {"redo": list(sections), "inputs": str(inputs)}:
                self.redo = Redo(tuple(str(one) for one in sections), inputs)
                self._known = {key: known for key, known in self._known.items() if known[0] not in sections}
            case {"key": str(key), "section": str(section), "text": str()}:
                self._known[key] = section, _reply(line)


class Journalled:
    """A model whose replies are written down before they are used; what is known is answered without a call."""

    def __init__(self, model: ChatModel, journal: Journal, known: Callable[[Reply], None] | None = None) -> None:
        """`known` is told each reply that is answered from the journal."""
        self.name = model.name
        self._model = model
        self._journal = journal
        self._tell_known = known

    def ask(self, ask: Ask) -> Reply:
        """Return the reply that the journal holds, or else the model's. Raises ChatFailure and `OutputError`."""
        key = ask.key(self.name)
        if (known := self._journal.find(key)) is not None:
            if self._tell_known is not None:
                self._tell_known(known)
            return known
        reply = self._model.ask(ask)
        self._journal.add(key, ask.section, self.name, reply)
        return reply


def _serialized(reply: Reply) -> dict[str, Any]:
    tokens = reply.tokens
    return {
        "text": reply.text,
        "finish": reply.finish,
        "refusal": reply.refusal,
        "tokens": {"input": tokens.input, "cached": tokens.cached, "output": tokens.output},
        "served_by": reply.model,
    }


def _reply(line: Mapping[str, Any]) -> Reply:
    tokens, refusal, served_by = line.get("tokens"), line.get("refusal"), line.get("served_by")
    counts = tokens if isinstance(tokens, dict) else {}
    return Reply(
        text=line["text"],
        finish=str(line.get("finish", "stop")),
        refusal=refusal if isinstance(refusal, str) else None,
        tokens=Tokens(*(_count(counts.get(name)) for name in ("input", "cached", "output"))),
        model=served_by if isinstance(served_by, str) else None,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _lines(path: Path) -> Iterable[Mapping[str, Any]]:
    """Return the lines of a journal that are JSON objects; the others were torn by a crash or made by a hand."""
    if path.is_symlink():
        raise OutputError(f"{path} is a link", "remove it; a journal is a plain file")
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise OutputError(f"cannot read {path}: {error.strerror or error}", "check it, or delete it") from error
    return [line for one in raw.split(b"\n") if (line := _object(one)) is not None]


def _object(raw: bytes) -> Mapping[str, Any] | None:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None


def append_line(path: Path, line: bytes) -> None:
    """Append a line to a file and wait until it is on disk; after a torn line, begin a new one. Raises OSError."""
    created = not path.exists()
    if created:
        path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b", buffering=0) as stream:
        _write_all(stream, (b"\n" if _is_torn(stream) else b"") + line + b"\n")
        os.fsync(stream.fileno())
    if created and os.name == "posix":
        _sync_folder(path.parent)


def _is_torn(stream: FileIO) -> bool:
    if stream.seek(0, os.SEEK_END) == 0:
        return False
    stream.seek(-1, os.SEEK_END)
    return bool(stream.read(1) != b"\n")


def _write_all(stream: FileIO, raw: bytes) -> None:
    view = memoryview(raw)
    while view:
        view = view[stream.write(view) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")

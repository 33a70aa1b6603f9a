"""What stands in the folder of a draft already, and whether a draft may replace it.

`.draft/files.json` holds for each file the hashes that draftspec may have left there, two of them while a run renames
files; spec.json holds one for every file but itself. A file with any of these hashes, or with what is about to be
written, was not changed by hand, whatever mixture a killed run has left.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from draftspec.brief import Brief
from draftspec.errors import OutputError

SPEC = "spec.json"
STATE = ".draft/files.json"
FOLDERS = (".draft", "migrations")
FORMAT = 1
"""The newest form of spec.json that this version replaces."""

_SHOWN_BRIEF = 60


@dataclass(frozen=True)
class Standing:
    """A folder, the brief that it is for (None without any), and by file the hashes that draftspec may have left."""

    folder: Path
    brief: str | None
    hashes: Mapping[str, frozenset[str]]
    edited_sections: Mapping[str, object]
    """The sections that `draftspec sync` took over from a person, as spec.json holds them."""

    def is_edited(self, name: str, wanted: bytes | None = None) -> bool:
        """Tell whether a file is there that neither draftspec left nor is what is wanted."""
        path = self.folder / name
        if path.is_symlink():
            return True
        raw = content(path)
        return raw is not None and raw != wanted and digest(raw) not in self.hashes.get(name, ())


def inspected(out: Path, brief: Brief, replaces: str | None = None) -> Standing:
    """Return what stands in the folder of a brief below `out`; it may also be for the brief that this one `replaces`.

    Raises `OutputError` when the folder holds another brief or a newer form of spec.json, leads out of `out`, or is
    no folder.
    """
    folder = out / brief.slug
    _refuse_ways_out(out, folder)
    standing = _standing(folder)
    known = [_words(text) for text in (brief.text, replaces) if text is not None]
    if standing.brief is not None and _words(standing.brief) not in known:
        words = " ".join(standing.brief.split())
        shown = words if len(words) <= _SHOWN_BRIEF else words[:_SHOWN_BRIEF] + "…"
        raise OutputError(
            f"{folder} holds another brief: {shown!r}", f"draft into its own folder: --slug {_free(folder)}"
        )
    return standing


def _words(brief: str) -> list[str]:
    """Return what two briefs are told apart by: a backlog's "Add invoices" is the "add invoices" of a command line."""
    return brief.casefold().split()


def _free(folder: Path) -> str:
    return next(name for n in count(2) if not folder.with_name(name := f"{folder.name}-{n}").exists())


def _refuse_ways_out(out: Path, folder: Path) -> None:
    below = [folder, *(folder / name for name in FOLDERS)]
    for path in (*reversed(out.parents), out, *below):
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path} is a file, not a folder", "choose another folder with --out or --slug")
        if path.is_symlink() and not path.exists():
            raise OutputError(f"{path} is a link that leads nowhere", "remove it, or choose another folder with --out")
    inside = _real(out) / folder.name
    for path in below:
        if path.is_symlink() or not _real(path).is_relative_to(inside):
            raise OutputError(f"{path} leads out of {out}", "remove the link, or choose another folder with --out")


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike Path.resolve, never raises for a loop of links


def _standing(folder: Path) -> Standing:
    state, spec = _json(folder / STATE), _json(folder / SPEC)
    form = spec.get("format")
    if isinstance(form, int) and form > FORMAT:
        raise OutputError(f"{folder / SPEC} has format {form}, newer than this draftspec writes", "update draftspec")
    hashes = {name: _texts(known) for name, known in _members(state, "files").items()}
    for name, known in _members(spec, "files").items():
        hashes[name] = hashes.get(name, frozenset()) | _texts([known])
    if not state and spec:  # `.draft` may be deleted; then a spec.json in our own form counts as ours
        hashes[SPEC] = _own_form(folder / SPEC, spec)
    brief = spec.get("brief") or state.get("brief")
    return Standing(folder, brief if isinstance(brief, str) else None, hashes, _edited_sections(spec))


def _edited_sections(spec: dict[str, object]) -> dict[str, object]:
    sections = _members(spec, "sections")
    sources = _members(spec, "provenance")
    return {name: sections.get(name) for name in sources if _members(sources, name).get("source") == "edited"}


def _own_form(path: Path, spec: dict[str, object]) -> frozenset[str]:
    ours = (json.dumps(spec, indent=2, ensure_ascii=False) + "\n").encode()
    return frozenset({digest(ours)}) if ours == content(path) else frozenset()


def _texts(known: object) -> frozenset[str]:
    return frozenset(one for one in known if isinstance(one, str)) if isinstance(known, list) else frozenset()


def _members(document: dict[str, object], name: str) -> dict[str, object]:
    members = document.get(name)
    return members if isinstance(members, dict) else {}


def _json(path: Path) -> dict[str, object]:
    """Return the JSON object in a file; an empty one for anything else, as a hand may leave anything there."""
    try:
        document = json.loads(content(path) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def content(path: Path) -> bytes | None:
    """Return the bytes of a file, or None where there is none. Raises OSError."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder, not a file", "remove it, or choose another folder with --out")
    return path.read_bytes() if path.is_file() else None


def digest(raw: bytes) -> str:
    """Return the SHA-256 of bytes as spec.json shows it."""
    return hashlib.sha256(raw).hexdigest()

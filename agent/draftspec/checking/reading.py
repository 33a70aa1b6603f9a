"""What a drafted folder says now: its spec.json, with what somebody wrote into the Backend Specification taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from draftspec.checking.hand_edits import Files, files_of
from draftspec.checking.loading import Loaded, decoded, read_text
from draftspec.checking.other_templates import of_other_templates
from draftspec.checking.places import DOCUMENT, Places
from draftspec.spec import Spec


@dataclass(frozen=True)
class Reading:
    """A folder, its specification as its document says it now, and the lines of items that the document was read by."""

    loaded: Loaded
    files: Files
    spec: Spec
    texts: Mapping[str, str]
    """The text of each file that spec.json knows and that is there, by its name."""
    lines: Mapping[str, int]
    undecidable: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """The documents of other templates; they are not among the texts."""

    @cached_property
    def places(self) -> Places:
        """Where the items stand, for those that the document was not read by."""
        return Places(self.loaded.folder, self.spec.sections, self.texts.get(DOCUMENT), self.loaded.text)

    def line(self, where: str) -> int | None:
        """Return the line of an item, or of the nearest one that holds it; None when the document was not read."""
        while where and where not in self.lines:
            where = where.rpartition(".")[0]
        return self.lines.get(where)


def read(loaded: Loaded) -> Reading:
    """Return what a folder says now. Raises `InputError` with file and line for a document that cannot be read."""
    files = files_of(loaded)
    checked = (name for name in files.raw if not name.endswith(".sql") or name not in files.edited)
    texts = {name: _text(loaded.folder / name, files.raw[name]) for name in checked}
    # What was written here is ours; where a hash says so wrongly, the document is read, and told what is wrong with it.
    unread = of_other_templates({name: text for name, text in texts.items() if name in files.edited})
    texts = {name: text for name, text in texts.items() if name not in unread}
    if DOCUMENT not in files.edited or DOCUMENT in unread:
        return Reading(loaded, files, loaded.spec, texts, {}, unread=unread)
    from draftspec.reading_back.document import read_back

    found = read_back(texts[DOCUMENT], loaded.spec, str(loaded.folder / DOCUMENT))
    spec = loaded.spec.model_copy(update={"sections": found.sections})
    return Reading(loaded, files, spec, texts, found.lines, found.undecidable, unread)


def _text(path: Path, raw: bytes | None) -> str:
    return read_text(path) if raw is None else decoded(path, raw)  # the first says that it is too large

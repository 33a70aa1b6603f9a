"""What a drafted folder says now: its spec.json, with what somebody wrote into the Backend Specification taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from draftspec.checking.hand_edits import edited_files
from draftspec.checking.loading import Loaded, read_text
from draftspec.checking.other_templates import of_other_templates
from draftspec.checking.places import DOCUMENT
from draftspec.spec import Spec


@dataclass(frozen=True)
class Reading:
    """A folder, its specification as its document says it now, and the lines of items that the document was read by."""

    loaded: Loaded
    spec: Spec
    texts: Mapping[str, str]
    """The text of each file that spec.json knows and that is there, by its name."""
    lines: Mapping[str, int]
    undecidable: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """The documents of other templates; they are not among the texts."""

    def line(self, where: str) -> int | None:
        """Return the line of an item, or of the nearest one that holds it; None when the document was not read."""
        while where and where not in self.lines:
            where = where.rpartition(".")[0]
        return self.lines.get(where)


def read(loaded: Loaded) -> Reading:
    """Return what a folder says now. Raises `InputError` with file and line for a document that cannot be read."""
    edited = edited_files(loaded)
    names = [name for name in loaded.spec.files if not name.endswith(".sql") or name not in edited]
    texts = {name: read_text(loaded.folder / name) for name in names if (loaded.folder / name).is_file()}
    unread = of_other_templates(texts)
    texts = {name: text for name, text in texts.items() if name not in unread}
    if DOCUMENT not in edited or DOCUMENT in unread:
        return Reading(loaded, loaded.spec, texts, {}, unread=unread)
    from draftspec.reading_back.document import read_back

    found = read_back(texts[DOCUMENT], loaded.spec, str(loaded.folder / DOCUMENT))
    spec = loaded.spec.model_copy(update={"sections": found.sections})
    return Reading(loaded, spec, texts, found.lines, found.undecidable, unread)

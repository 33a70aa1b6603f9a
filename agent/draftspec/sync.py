"""Hand edits of the Backend Specification taken over: into spec.json, and into every file that follows from it.

The specification itself is rendered again only where that keeps every line as the person left it; else it stays, but
for the blocks that follow from the rest of it, and what it says now is what the design says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from draftspec.checking.hand_edits import files_of
from draftspec.checking.loading import Loaded, load, read_text
from draftspec.checks import run_checks
from draftspec.documents import DOCUMENTS, render_template
from draftspec.errors import InputError
from draftspec.files import derived_files
from draftspec.reading_back import SPECIFICATION, ReadBack, read_back
from draftspec.reading_back.derived import renewed
from draftspec.spec import Provenance, Sections, Spec
from draftspec.write import write


@dataclass(frozen=True)
class Synced:
    """What was taken over from one folder: the changed sections and files, and what the document leaves unknown."""

    folder: Path
    spec: Spec
    sections: tuple[str, ...]
    files: tuple[str, ...]
    undecidable: tuple[str, ...]
    kept: bool
    """Whether the specification stays as the person left it, but for the blocks that follow from the rest."""

    @property
    def errors(self) -> int:
        """How many errors the checks find in what the design says now."""
        return sum(one.severity == "error" for one in self.spec.findings)


def sync(folder: Path) -> Synced:
    """Take the edits of one drafted folder over, and return what was done.

    Raises `InputError` where the specification cannot be read, another file was changed by hand too, or the folder
    cannot be written; then nothing has changed.
    """
    folder = folder.absolute()
    loaded = load(folder)
    base = loaded.spec
    if folder.name != base.slug:
        message = f"{folder} holds the draft {base.slug!r}"
        raise InputError(message, f"rename the folder to {base.slug}, as the files are written to it by that name")
    text = _document(folder)
    read = read_back(text, base, str(folder / SPECIFICATION))
    spec = base
    if read.sections != base.sections:
        spec = _taken_over(base, read.sections)
    files = derived_files(spec)
    _refuse_other_edits(loaded, files)
    kept = not _keeps_lines(text, render_template(base, DOCUMENTS[SPECIFICATION]), files[SPECIFICATION])
    if kept:
        files[SPECIFICATION] = renewed(text, base.sections, spec.sections)
    written = write(spec, files, folder.parent, force=True)  # what it would overwrite was found to be taken over
    return _synced(loaded, spec, read, written.changed, kept=kept)


def _taken_over(base: Spec, sections: Sections) -> Spec:
    """Return a specification with sections as a person left them, known as theirs so that no draft replaces them."""
    provenance = dict(base.provenance)
    for name in base.sections.differing(sections):
        known = provenance.get(name, Provenance(source="edited"))
        provenance[name] = known.model_copy(update={"source": "edited", "reason": None})
    findings = run_checks(sections, target=base.target)
    return base.model_copy(update={"sections": sections, "findings": findings, "provenance": provenance})


def _synced(loaded: Loaded, spec: Spec, read: ReadBack, changed: tuple[str, ...], *, kept: bool) -> Synced:
    names = loaded.spec.sections.differing(spec.sections)
    return Synced(loaded.folder, spec, names, changed, read.undecidable, kept)


def _document(folder: Path) -> str:
    path = folder / SPECIFICATION
    if not path.is_file():
        raise InputError(f"{path} is missing", "only documents of the templates that come with draftspec are read back")
    read_text(path)  # says where it is no UTF-8
    return path.read_bytes().decode("utf-8")


def _refuse_other_edits(loaded: Loaded, files: Mapping[str, str]) -> None:
    """Refuse to overwrite what a person wrote into another file; only the specification can be read back."""
    edited = [name for name in files_of(loaded).edited if name != SPECIFICATION]
    lost = [name for name in edited if (loaded.folder / name).read_bytes() != files.get(name, "").encode()]
    if lost:
        raise InputError(
            f"changed by hand in {loaded.folder}: {', '.join(lost)}",
            f"only {SPECIFICATION} is read back: make the change there, and remove the other file to have it written anew",
        )


def _keeps_lines(text: str, before: str, after: str) -> bool:
    """Tell whether a new rendering holds every line that the person wrote, and none that the person took out."""
    now, rendered, new = (Counter(map(str.rstrip, one.splitlines())) for one in (text, before, after))
    if text.startswith("\ufeff") or "\r" in text or (now - rendered) - new:
        return False
    return all(new[line] <= now[line] for line in rendered - now)

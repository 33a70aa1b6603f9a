"""One drafted folder from disk to located findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from draftspec.checking import hand_edits
from draftspec.checking.config import Config
from draftspec.checking.found import Checked, Located, Place
from draftspec.checking.known import ALL_CHECKS
from draftspec.checking.loading import Loaded, read_text
from draftspec.checking.migration_files import edited_migrations
from draftspec.checking.places import DOCUMENT, Places
from draftspec.checks import run_checks
from draftspec.checks.executed import GAP
from draftspec.spec import Finding


def checked(loaded: Loaded, config: Config, executed: tuple[Finding, ...], executed_on: str | None) -> Checked:
    """Return what is found in a folder, what a server found included, in the order of the checks.

    Raises:
        InputError: The document beside spec.json cannot be read.

    """
    places = _places(loaded)
    static = run_checks(loaded.spec.sections)
    known = {(one.check, one.where) for one in static}
    findings = [*_gaps(loaded), *static, *(one for one in executed if (one.check, one.where) not in known)]
    order = {name: number for number, name in enumerate(ALL_CHECKS)}
    findings.sort(key=lambda one: order.get(one.check, len(order)))
    located = [_located(one, places.of(one.where), config) for one in findings]
    located += [_located(one, place, config) for one, place in edited_migrations(loaded)]
    return Checked(loaded.folder, tuple(located), tuple(hand_edits.notes(loaded, read_back=False)), executed_on)


def _located(finding: Finding, place: Place, config: Config) -> Located:
    taken, reason = config.applied(finding)
    return Located(taken, place, reason)


def _places(loaded: Loaded) -> Places:
    path: Path = loaded.folder / DOCUMENT
    document = read_text(path) if path.is_file() else None
    return Places(loaded.folder, loaded.spec.sections, document, loaded.text)


def _gaps(loaded: Loaded) -> Iterator[Finding]:
    for name, known in loaded.spec.provenance.items():
        if known.source == "gap":
            reason = f": {known.reason}" if known.reason else ""
            yield Finding(
                check=GAP.id,
                severity=GAP.severity,
                where=name,
                message=f"The section `{name}` is missing{reason}",
                hint="Draft it with --resume, or once more with --redo.",
            )

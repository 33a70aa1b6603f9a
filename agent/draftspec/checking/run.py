"""One drafted folder from disk to located findings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checking import hand_edits
from draftspec.checking.config import Config
from draftspec.checking.found import Checked, Located, Place
from draftspec.checking.known import ALL_CHECKS
from draftspec.checking.loading import Loaded
from draftspec.checking.migration_files import edited_migrations
from draftspec.checking.places import DOCUMENT
from draftspec.checking.reading import Reading
from draftspec.checks.documents import run_all_checks
from draftspec.checks.executed import GAP
from draftspec.spec import Finding

_IN_FILE = re.compile(r"(.+\.(?:md|yaml|sql)):(\d+)")
_SHOWN = 3


def checked(reading: Reading, config: Config, executed: tuple[Finding, ...], executed_on: str | None) -> Checked:
    """Return what is found in a folder, what a server found included, in the order of the checks.

    Raises:
        InputError: A migration beside spec.json cannot be read as text.

    """
    spec, loaded = reading.spec, reading.loaded
    static = run_all_checks(spec, reading.texts)
    known = {(one.check, one.where) for one in static}
    findings = [*_gaps(loaded), *static, *(one for one in executed if (one.check, one.where) not in known)]
    order = {name: number for number, name in enumerate(ALL_CHECKS)}
    findings.sort(key=lambda one: order.get(one.check, len(order)))
    located = [_located(one, _place(reading, one.where), config) for one in findings]
    located += [_located(one, place, config) for one, place in edited_migrations(loaded, reading.files.edited)]
    return Checked(loaded.folder, tuple(located), tuple(_notes(reading)), executed_on)


def _located(finding: Finding, place: Place, config: Config) -> Located:
    taken, reason = config.applied(finding)
    return Located(taken, place, reason)


def _place(reading: Reading, where: str) -> Place:
    if (in_file := _IN_FILE.fullmatch(where)) is not None:
        return Place(reading.loaded.folder / in_file[1], int(in_file[2]))
    line = reading.line(where)
    return reading.places.of(where) if line is None else Place(reading.loaded.folder / DOCUMENT, line)


def _notes(reading: Reading) -> Iterator[str]:
    yield from hand_edits.notes(reading.loaded.folder, reading.files, reading.unread)
    if unknown := reading.undecidable:
        more = f" and {len(unknown) - _SHOWN} more" if len(unknown) > _SHOWN else ""
        yield f"not decidable, as the document does not show it: {', '.join(unknown[:_SHOWN])}{more}"


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

"""What each item of a backlog needs: to be drafted, or nothing, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from draftspec.batch.folder_names import settled_slugs
from draftspec.batch.inputs import Inputs, digest_of, inputs_of
from draftspec.batch.ledger import Entry, Ledger
from draftspec.batch.order import Order
from draftspec.batch.row import Row
from draftspec.batch.wanted import Wanted
from draftspec.brief import Brief
from draftspec.errors import DraftspecError, OutputError, SchemaError
from draftspec.settings import Settings
from draftspec.standing import Standing, content, digest, inspected

Need = Literal["new", "changed", "unfinished", "unchanged", "edited", "failed", "skipped"]
"""To be drafted for the first time, again, or to its end; as it should be; a person's; impossible; not wanted."""

DRAFTED: tuple[Need, ...] = ("new", "changed", "unfinished")


@dataclass(frozen=True)
class Planned:
    """An item, what it needs, and why; `before` is what came of it when it was drafted last."""

    number: int
    wanted: Wanted
    need: Need
    reason: str = ""
    inputs: Inputs | None = None
    before: Row | None = None
    replaces: str | None = None

    @property
    def slug(self) -> str | None:
        """The name of the item's folder."""
        return self.wanted.brief.slug if self.wanted.brief else None

    @property
    def order(self) -> Order | None:
        """The order to draft it, or None when it needs nothing."""
        if self.need not in DRAFTED or self.wanted.brief is None:
            return None
        return Order(self.number, self.wanted.brief, self.replaces)


def plan(items: Sequence[Wanted], settings: Settings, ledger: Ledger, *, force: bool = False) -> tuple[Planned, ...]:
    """Return what each item needs, in their order. Nothing is written. Raises `SchemaError`."""
    known = {brief: entry.slug for brief, entry in ledger.by_brief().items()}
    slugs = iter(settled_slugs((one.brief for one in items if one.brief is not None), known))
    named = [replace(one, brief=next(slugs)) if one.brief is not None else one for one in items]
    planner = _Planner(settings, ledger, force)
    return tuple(planner.planned(number, one) for number, one in enumerate(named))


@dataclass(frozen=True)
class _Planner:
    settings: Settings
    ledger: Ledger
    force: bool

    def planned(self, number: int, wanted: Wanted) -> Planned:
        """Return what one item needs."""
        if wanted.brief is None:
            return Planned(number, wanted, "failed" if wanted.is_fault else "skipped", wanted.reason)
        inputs = self._inputs(wanted.brief)
        entry = self.ledger.get(wanted.brief.slug)
        found = Planned(number, wanted, "new", inputs=inputs, before=entry.row if entry else None)
        if wanted.reason:
            return replace(found, need="skipped", reason=wanted.reason)
        try:
            return self._looked_at(found, wanted.brief, entry)
        except DraftspecError as error:
            return replace(found, need="failed", reason=f"{error}; {error.hint}", before=None)
        except OSError as error:
            return replace(found, need="failed", reason=f"cannot read {error.filename}: {error.strerror}", before=None)

    def _inputs(self, brief: Brief) -> Inputs:
        try:
            return inputs_of(brief, self.settings)
        except OSError as error:
            raise SchemaError(
                f"cannot read {self.settings.schema}: {error.strerror}", "check the path after --schema"
            ) from error

    def _looked_at(self, found: Planned, brief: Brief, entry: Entry | None) -> Planned:
        folder = self.settings.out / brief.slug
        if not folder.exists() and not folder.is_symlink():
            return found
        differing = () if entry is None else _differing(folder, entry.row)
        if entry is None or differing:
            return self._by_hand(found, brief, entry)
        changed = found.inputs.changed(entry.inputs) if found.inputs else ""
        if changed:
            return replace(found, need="changed", reason=changed, replaces=_brief_of(entry, folder, brief))
        if entry.row.exit_code == 3:
            return replace(found, need="unfinished", reason="a service failed last time")
        return replace(found, need="unchanged", reason=entry.row.reason)

    def _by_hand(self, found: Planned, brief: Brief, entry: Entry | None) -> Planned:
        """Look closer at a folder that is not as a batch left it: a person's, or a killed run's."""
        folder = self.settings.out / brief.slug
        replaces = None if entry is None else _brief_of(entry, folder, brief)
        standing = inspected(self.settings.out, brief, replaces)
        if not self.force and (hands := _hands(standing)):
            return replace(found, need="edited", reason=f"left alone: {hands}")
        if entry is None:
            return (
                found if standing.brief is None else replace(found, need="unfinished", reason="not known as finished")
            )
        return replace(
            found, need="unfinished", reason="files are missing or of a run that was stopped", replaces=replaces
        )


def _differing(folder: Path, row: Row) -> tuple[str, ...]:
    """Return the files that are not as they were left."""

    def is_other(name: str, known: str) -> bool:
        raw = None if (folder / name).is_symlink() else content(folder / name)
        return raw is None or digest(raw) != known

    return tuple(name for name, known in row.files.items() if is_other(name, known))


def _hands(standing: Standing) -> str:
    """Return what a person did in a folder, or nothing."""
    edited = [name for name in standing.hashes if standing.is_edited(name)]
    if edited:
        return (
            f"{', '.join(edited)} changed by hand; run `draftspec sync {standing.folder}`, or add --force to overwrite"
        )
    taken = ", ".join(standing.edited_sections)
    return f"hand edits of {taken} were taken over by `draftspec sync`; add --force to draft anew" if taken else ""


def _brief_of(entry: Entry, folder: Path, brief: Brief) -> str | None:
    """Return the brief that a folder was drafted from, where a batch did that and it is another than now."""
    if entry.inputs.brief == digest_of(brief.text.encode()):
        return None
    before = _standing_brief(folder)
    known = before is not None and digest_of(before.encode()) == entry.inputs.brief
    return before if known else None


def _standing_brief(folder: Path) -> str | None:
    import json

    try:
        found = json.loads(content(folder / "spec.json") or b"{}")
    except (ValueError, RecursionError, OutputError):
        return None
    brief = found.get("brief") if isinstance(found, dict) else None
    return brief if isinstance(brief, str) else None


def orders(planned: Sequence[Planned]) -> Iterator[Order]:
    """Yield the orders of a plan."""
    return (order for one in planned if (order := one.order) is not None)

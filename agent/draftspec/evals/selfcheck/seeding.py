"""The register of defects, and how one is put into the files of a draft."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Files = dict[str, str]
Json = dict[str, Any]

SPEC, SPECIFICATION, PRP = "spec.json", "02_Backend_Specification.md", "PRP_Backend.md"


@dataclass(frozen=True)
class Defect:
    """A defect: the scorer that has to notice it (none for an edit that does no harm), its name, and what puts it in.

    `seed` returns the files with the defect, or None where these files have no place for it.
    """

    scorer: str | None
    name: str
    seed: Callable[[Files], Files | None]


_DEFECTS: list[Defect] = []


def register(defect: Defect) -> None:
    """Register a defect that is more than an edit of spec.json or a substitution."""
    _DEFECTS.append(defect)


Edit = Callable[[Json], bool | None]
"""Edits what spec.json holds; returns False where there is no place for the defect."""


def in_design(scorer: str | None, name: str) -> Callable[[Edit], Edit]:
    """Register a function that spoils the typed design."""

    def decorate(edit: Edit) -> Edit:
        def seed(files: Files) -> Files | None:
            content: Json = json.loads(files[SPEC])
            if edit(content) is False:
                return None
            return {**files, SPEC: json.dumps(content, indent=2, ensure_ascii=False) + "\n"}

        register(Defect(scorer, name, seed))
        return edit

    return decorate


def in_file(  # noqa: PLR0913 - a table of defects reads best in rows
    scorer: str | None, name: str, file: str, pattern: str, replacement: str, count: int = 1
) -> None:
    """Register a substitution in one of the files; `.up.sql` and `.down.sql` stand for the migration's.

    Args:
        scorer: Who has to notice it.
        name: What it is called.
        file: In which file; an ending is enough.
        pattern: A regular expression, `^` and `$` being the ends of a line.
        replacement: What stands there instead.
        count: How many times; 0 everywhere.

    """

    def seed(files: Files) -> Files | None:
        name_of_file = next((one for one in files if one.endswith(file)), None)
        if name_of_file is None:
            return None
        text = re.sub(pattern, replacement, files[name_of_file], count=count, flags=re.M)
        return {**files, name_of_file: text} if text != files[name_of_file] else None

    register(Defect(scorer, name, seed))


def registered() -> tuple[Defect, ...]:
    """Return the defects that the modules loaded so far have registered, in their order."""
    return tuple(_DEFECTS)

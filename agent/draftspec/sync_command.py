"""`draftspec sync`: hand edits of the specification taken over into spec.json and the files that follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from draftspec.check_command import Voice

if TYPE_CHECKING:
    from draftspec.sync import Synced


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the program."""

    @app.command()
    def sync(
        path: Annotated[Path, typer.Argument(metavar="PATH", help="A drafted folder, or the folder of several.")],
    ) -> None:
        """Take hand edits of the specification over, and rewrite the files that follow from it."""
        from draftspec.checking.loading import drafted_folders
        from draftspec.sync import sync as synced

        errors = 0
        with voice.errors():
            for folder in drafted_folders(path):
                done = synced(folder)
                errors += done.errors
                for line in _lines(folder, done):
                    voice.say(line)
        if errors:
            raise typer.Exit(1)


def _lines(folder: Path, done: Synced) -> Iterator[str]:
    if not done.sections and not done.files:
        yield f"{folder}: nothing to take over"
        return
    what = ", ".join(done.sections) or "no change of the design"
    yield f"{folder}: taken over: {what}"
    if done.files:
        yield f"  written: {', '.join(done.files)}"
    if done.kept:
        yield "  the specification stays as it was written by hand, but for what follows from it"
    for one in done.undecidable:
        yield f"  not said, so not decidable: {one}"
    if done.errors:
        yield f"  {done.errors} error{'s' if done.errors > 1 else ''}; see: draftspec check {folder}"

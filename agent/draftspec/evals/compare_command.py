"""`draftspec eval compare`: two runs, or a run and what was blessed, case by case; flips first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from draftspec.check_command import Voice
from draftspec.evals.run_command import SuiteOption


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the group."""

    @app.command()
    def compare(
        before: Annotated[
            str, typer.Argument(metavar="BEFORE", help="A run's id or folder, latest, previous, or baseline.")
        ] = "baseline",
        now: Annotated[str, typer.Argument(metavar="NOW", help="A run's id or folder, latest or previous.")] = "latest",
        suite: SuiteOption = Path("evals"),
        as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
    ) -> None:
        """Show what changed between two runs: cases that flipped first, then values; what is missing is a regression."""
        with voice.errors():
            from draftspec.evals.two_runs import between, difference_lines

            found = between(suite, before, now)
            if as_json:
                typer.echo(json.dumps([vars(row) for one in found.compared for row in one.differences], indent=2))
            else:
                for line in difference_lines(found):
                    typer.echo(line)
        if found.code:
            raise typer.Exit(found.code)

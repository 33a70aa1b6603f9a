"""`draftspec eval bless`: a run becomes what later ones are held against."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from draftspec.check_command import Voice
from draftspec.evals.run_command import SuiteOption


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the group."""

    @app.command()
    def bless(
        run: Annotated[str, typer.Argument(metavar="RUN", help="A run's id or folder.")] = "latest",
        suite: SuiteOption = Path("evals"),
        known_failures: Annotated[
            bool, typer.Option("--known-failures", help="Take values beyond their bound as they are.")
        ] = False,
    ) -> None:
        """Make a whole run the baseline of its models; a filtered, stale or incomplete one is refused."""
        with voice.errors():
            from draftspec.evals.blessing import bless as blessed
            from draftspec.evals.run_folder import read_run
            from draftspec.evals.suite import read_suite

            cases = read_suite(suite)
            for path in blessed(read_run(cases.runs, run), cases, known_failures=known_failures):
                typer.echo(f"blessed: {path}")

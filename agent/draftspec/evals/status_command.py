"""`draftspec eval status`: which recordings still fit what is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from draftspec.check_command import Voice


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the group."""

    @app.command()
    def status(
        suite: Annotated[
            Path, typer.Option("--suite", metavar="DIR", help="Folder with cases/, cassettes/ and baselines/.")
        ] = Path("evals"),
        model: Annotated[
            list[str] | None,
            typer.Option(
                "--model", metavar="NAME", help="Whose recordings; more than once for several (default: all)."
            ),
        ] = None,
        case: Annotated[
            list[str] | None, typer.Option("--case", metavar="ID", help="Only this case; more than once for several.")
        ] = None,
        tag: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Only cases with this tag.")] = None,
    ) -> None:
        """Tell for each step whether its recording is fresh, stale (and what changed), missing or unused."""
        with voice.errors():
            from draftspec.evals.cassette import recorded_models
            from draftspec.evals.suite import chosen, read_suite
            from draftspec.evals.survey import code, lines, surveyed

            found_suite = read_suite(suite)
            cases = chosen(found_suite, case or (), tag or ())
            models = model or recorded_models(found_suite.cassettes)
            found = [surveyed(found_suite, one, name) for name in models for one in cases]
            for line in lines(found):
                typer.echo(line)
            if left := code(found):
                unfit = next(one.take.model for one in found if one.problem)
                voice.say(f"record it with draftspec eval record --missing --stale --model {unfit}")
        if left:
            raise typer.Exit(left)

"""`draftspec eval selfcheck`: whether the scorers notice what they are for."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from draftspec.check_command import Voice

if TYPE_CHECKING:
    from draftspec.evals.selfcheck.counting import Count


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the group."""

    @app.command()
    def selfcheck(
        execute: Annotated[
            bool | None,
            typer.Option("--execute/--no-execute", help="Run the SQL on PostgreSQL (default: when there is one)."),
        ] = None,
    ) -> None:
        """Seed defects into drafts and print how many of them each scorer notices."""
        with voice.errors():
            from draftspec.evals.executions import executions
            from draftspec.evals.selfcheck.counting import count_kills

            with tempfile.TemporaryDirectory() as kept, executions(execute, Path(kept)) as where:
                count = count_kills(where)
            _print(count)
        if not count.is_good:
            raise typer.Exit(1)


def _print(count: Count) -> None:
    from draftspec.evals.selfcheck.telling import table, verdict_line

    for line in table(count):
        typer.echo(line)
    for title, lines in (("missed", count.missed), ("false alarm", count.false_alarms)):
        for line in lines:
            typer.echo(f"{title}: {line}")
    for name, why in count.unmeasured.items():
        typer.echo(f"not measured: {name}: {why}")
    typer.echo(verdict_line(count))

"""`draftspec eval record`: asks a model for what is not recorded, or not any more as it is asked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from draftspec.check_command import Voice

if TYPE_CHECKING:
    from draftspec.drafters.language_model.asking import Step


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the group."""

    @app.command()
    def record(  # noqa: PLR0913 - one parameter for each option
        missing: Annotated[bool, typer.Option("--missing", help="Record what has no recording.")] = False,
        stale: Annotated[bool, typer.Option("--stale", help="Record again what is asked otherwise now.")] = False,
        every: Annotated[bool, typer.Option("--all", help="Record every step again.")] = False,
        model: Annotated[
            str | None, typer.Option("--model", metavar="NAME", help="Whom to ask, as provider:model.")
        ] = None,
        suite: Annotated[
            Path, typer.Option("--suite", metavar="DIR", help="Folder with cases/, cassettes/ and baselines/.")
        ] = Path("evals"),
        case: Annotated[
            list[str] | None, typer.Option("--case", metavar="ID", help="Only this case; more than once for several.")
        ] = None,
        tag: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Only cases with this tag.")] = None,
        jobs: Annotated[
            int | None, typer.Option(metavar="N", min=1, max=64, help="Sections to ask for at a time (default: 8).")
        ] = None,
        max_cost: Annotated[
            float | None, typer.Option(metavar="USD", help="Stop before recording costs more, in US dollars.")
        ] = None,
    ) -> None:
        """Record drafts with a model: this asks the model, and is paid. Refused where CI is set."""
        with voice.errors():
            from draftspec.evals.record import Wish, refuse_in_ci
            from draftspec.evals.session import Session, planned
            from draftspec.settings import read_settings

            refuse_in_ci(os.environ)
            flags = {"model": model, "jobs": _text(jobs), "max_cost": _text(max_cost)}
            settings = read_settings(flags, os.environ)
            plan = planned(suite, (case or (), tag or ()), Wish(missing, stale, every), settings)

            def watch(step: Step) -> None:
                if step.what != "asked":
                    voice.say(f"  {step.section}: {step.what}" + (f": {step.reason}" if step.reason else ""))

            session = Session(plan, watch)
            typer.echo(plan.line)
            try:
                for line in session.lines():
                    typer.echo(line)
            except KeyboardInterrupt:
                voice.say("interrupted: what was answered is kept; run the same command again to go on")
                raise typer.Exit(130) from None
            if plan.cases:
                typer.echo(session.line)
        if session.has_failed:
            raise typer.Exit(3)


def _text(number: float | None) -> str | None:
    return None if number is None else str(number)

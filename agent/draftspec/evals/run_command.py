"""`draftspec eval run`: every case drafted or replayed, scored, and held against what was blessed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from draftspec.check_command import Voice

if TYPE_CHECKING:
    from draftspec.evals.outcome import Outcome

SuiteOption = Annotated[
    Path, typer.Option("--suite", metavar="DIR", help="Folder with cases/, cassettes/ and baselines/.")
]


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the group."""

    @app.command()
    def run(  # noqa: PLR0913 - one parameter for each option
        suite: SuiteOption = Path("evals"),
        model: Annotated[
            list[str] | None,
            typer.Option(
                "--model", metavar="NAME", help="Whose drafts; more than once for several (default: all blessed)."
            ),
        ] = None,
        case: Annotated[
            list[str] | None, typer.Option("--case", metavar="ID", help="Only this case; more than once for several.")
        ] = None,
        tag: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Only cases with this tag.")] = None,
        scorer: Annotated[list[str] | None, typer.Option("--scorer", metavar="NAME", help="Only this scorer.")] = None,
        stale: Annotated[
            Literal["error", "use"], typer.Option(help="What a recording that does not fit any more comes to.")
        ] = "error",
        execute: Annotated[
            bool | None,
            typer.Option("--execute/--no-execute", help="Run the SQL on PostgreSQL (default: when there is one)."),
        ] = None,
        keep: Annotated[bool, typer.Option("--keep-drafts", help="Keep the drafted files beside the report.")] = False,
        jobs: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Cases begun at a time.")] = 4,
        report: Annotated[
            Path | None, typer.Option("--report", metavar="FILE.md", help="Write the Markdown report here as well.")
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")] = False,
    ) -> None:
        """Draft or replay every case, score it, and hold it against the baseline. No key, no network."""
        with voice.errors():
            from draftspec.evals.outcome import document, hint, lines, measured
            from draftspec.evals.planning import planned

            plan = planned(suite, (model, case, tag, scorer), os.environ, stale=stale, execute=execute, jobs=jobs)
            voice.say(f"{len(plan.cases)} case{'s' * (len(plan.cases) > 1)} with {', '.join(plan.models)}")
            outcome = measured(plan, voice.say, keep=keep)
            if report is not None:
                _write_report(report, outcome)
            if as_json:
                typer.echo(json.dumps(document(outcome), indent=2, ensure_ascii=False))
            else:
                for line in lines(outcome):
                    typer.echo(line)
            if advice := hint(outcome.run):
                voice.say(f"hint: {advice}")
            voice.say(f"report: {outcome.folder / 'report.md'}")
        if outcome.verdict.code:
            raise typer.Exit(outcome.verdict.code)


def _write_report(path: Path, outcome: Outcome) -> None:
    from draftspec.evals.atomic import write_atomically

    write_atomically(path, outcome.report)

"""The commands; the only module that prints. Results go to standard output, messages for people to standard error.

What a command needs is imported when it runs: `--help` and shell completion must not wait for a template engine.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from draftspec import __version__
from draftspec.default_command import DefaultCommand, refuse_slips
from draftspec.errors import DraftspecError, InputError

if TYPE_CHECKING:
    from draftspec.brief import Brief
    from draftspec.summary import Line

app = typer.Typer(
    name="draftspec",
    cls=DefaultCommand,
    help="Turn a short feature brief into a backend specification and a PRP that hold together.",
    epilog='draftspec "add invoices" is short for draftspec draft "add invoices".',
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_STYLES = {"plain": "", "good": "bold", "warning": "yellow", "error": "red"}


def main() -> None:
    """Run the program and leave with its exit code."""
    gc.set_threshold(50_000)  # a run is short and makes few cycles; looking for them often takes 4 % of it
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"draftspec {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Turn a short feature brief into a backend specification and a PRP that hold together."""


@app.command()
def draft(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    brief: Annotated[list[str] | None, typer.Argument(metavar="BRIEF", help="What is wanted, in quotes.")] = None,
    source: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="Read the brief from a file; - is standard input.")
    ] = None,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Where drafts go (default: specs).")] = None,
    slug: Annotated[str | None, typer.Option(metavar="NAME", help="Name of the draft's folder.")] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who drafts (default: builtin, without network).")
    ] = None,
    schema: Annotated[
        str | None, typer.Option(metavar="FILE.sql", help="The tables that are there already, as SQL.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Draft and check, but write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that were changed by hand.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Draft one feature: both documents, the typed design, OpenAPI and migrations."""
    with _errors_for_people():
        from draftspec.settings import read_settings

        refuse_slips(ctx, brief or [])
        settings = read_settings({"out": out, "model": model, "schema": schema}, os.environ)
        asked = _read_brief(brief, source, slug)

        from draftspec import summary
        from draftspec.pipeline import draft_spec, drafter_for
        from draftspec.write import refuse_other_brief, write

        drafter = drafter_for(settings.model)
        refuse_other_brief(settings.out, asked)
        drafted = draft_spec(asked, drafter, model=settings.model, schema=settings.schema)
        written = write(drafted.spec, drafted.files, settings.out, force=force, dry_run=dry_run)
        told = summary.problems(drafted) if quiet else summary.lines(drafted, written, dry_run=dry_run)
        _tell(told)
        if as_json:
            typer.echo(json.dumps(summary.document(drafted, written, dry_run=dry_run), indent=2))
        if not drafted.is_good:
            raise typer.Exit(1)


def _read_brief(words: list[str] | None, source: str | None, slug: str | None) -> Brief:
    """Return the brief from wherever it was given. Raises `InputError` when it was given twice or not at all."""
    from draftspec.brief import brief_from_file, brief_from_stream, brief_from_text

    if words and source is not None:
        raise InputError("a brief and --from were given", "give one of them")
    if words:
        return brief_from_text(words[0], slug)
    if source is None:
        raise InputError("no brief was given", 'say what is wanted, as in: draftspec "add invoices"')
    if source == "-":
        return brief_from_stream(sys.stdin.buffer, "standard input", slug)
    return brief_from_file(Path(source), slug)


@contextmanager
def _errors_for_people() -> Iterator[None]:
    """Turn an error that people can do something about into a message and its exit code."""
    try:
        yield
    except DraftspecError as error:
        _say(f"error: {error}", "bold red")
        if error.hint:
            _say(f"hint: {error.hint}")
        raise typer.Exit(error.exit_code) from error


def _tell(told: Iterator[Line]) -> None:
    for line in told:
        _say(f"{line.label + ':':<13}{line.text}", _STYLES[line.tone])


def _say(text: str, style: str = "") -> None:
    """Write a line for people: with colour and wrapping in a terminal, plain otherwise."""
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        typer.echo(text, err=True)
        return
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True, highlight=False).print(Text(text, style=style))


if __name__ == "__main__":
    main()

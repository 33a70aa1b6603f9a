"""The commands; the only module that prints. Results go to standard output, messages for people to standard error.

What a command needs is imported when it runs: `--help` and shell completion must not wait for a template engine.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from draftspec import __version__
from draftspec.batch_command import add_to as add_batch_to
from draftspec.check_command import Voice, add_to
from draftspec.default_command import DefaultCommand, refuse_slips
from draftspec.errors import DraftspecError, InputError, OutputError
from draftspec.eval_command import add_to as add_eval_to
from draftspec.sync_command import add_to as add_sync_to

if TYPE_CHECKING:
    from draftspec.brief import Brief
    from draftspec.drafting import Drafter
    from draftspec.progress import Progress
    from draftspec.settings import Settings
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

INTERRUPTED = 130
"""The exit code of a run that somebody stopped."""

NOBODY_READS = 141
"""The exit code when whoever reads the output has left, as in `draftspec check specs | head -1`: what a shell gives a
program that SIGPIPE has ended. 1 would say that the spec has errors."""

GARBAGE_THRESHOLD = 200_000
"""New objects before the interpreter looks for cycles: a draft makes fewer, and few of them are in cycles."""

_STYLES = {"plain": "", "good": "bold", "warning": "yellow", "error": "red"}


def main() -> None:
    """Run the program and leave with its exit code."""
    gc.set_threshold(GARBAGE_THRESHOLD)
    if sys.stdin is None:  # closed (<&-): there is nothing to read
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open until the program ends
    if sys.stderr is None:  # closed by whoever started it (2>&-), who wants no messages
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the program ends
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else every installed package is searched for one
    try:
        app()
    except KeyboardInterrupt:
        _leave(INTERRUPTED)
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            _leave(INTERRUPTED)
        raise
    except Exception as error:
        if "KeyboardInterrupt" in str(error):  # pydantic's core wraps one that comes while a model is built
            _leave(INTERRUPTED)
        raise
    finally:
        gc.freeze()  # the system takes all memory back anyway; the interpreter would look through it for cycles first


def _leave(code: int) -> None:
    """Leave without waiting for requests that are in flight."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


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
    jobs: Annotated[
        int | None, typer.Option(metavar="N", help="Most sections to ask a model for at a time (default: 8).")
    ] = None,
    rpm: Annotated[int | None, typer.Option(metavar="N", help="With a model: most requests a minute.")] = None,
    tpm: Annotated[int | None, typer.Option(metavar="N", help="With a model: most tokens a minute.")] = None,
    max_cost: Annotated[
        float | None, typer.Option(metavar="USD", help="Stop before a draft with a model costs more, in US dollars.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a draft that stopped; nothing that was answered is paid again.")
    ] = False,
    redo: Annotated[
        str | None,
        typer.Option(metavar="SECTION,…", help="Ask for these sections, and those decided from them, once more."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; with a model, ask nothing and estimate the cost.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that were changed by hand.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Draft one feature: both documents, the typed design, OpenAPI and migrations."""
    with _errors_for_people():
        from draftspec.settings import read_settings

        refuse_slips(ctx, brief or [])
        flags = {"out": out, "model": model, "schema": schema, "jobs": _text(jobs), "max_cost": _text(max_cost)}
        flags |= {"rpm": _text(rpm), "tpm": _text(tpm)}
        settings = read_settings(flags, os.environ)
        asked = _read_brief(brief, source, slug)
        wanted = _Wanted(settings, asked, redo=redo, resume=resume, force=force)
        if dry_run and settings.model != "builtin":
            _estimate(wanted, as_json=as_json)
            return

        from draftspec import summary
        from draftspec.pipeline import draft_spec
        from draftspec.write import refuse_other_brief, write

        refuse_other_brief(settings.out, asked)
        with _drafter(wanted, quiet=quiet) as drafter:
            drafted = draft_spec(asked, drafter, model=settings.model, schema=settings.schema)
        written = write(drafted.spec, drafted.files, settings.out, force=force, dry_run=dry_run)
        told = summary.problems(drafted) if quiet else summary.lines(drafted, written, dry_run=dry_run)
        _tell(told)
        if as_json:
            typer.echo(json.dumps(summary.document(drafted, written, dry_run=dry_run), indent=2))
        if code := drafted.exit_code:
            raise typer.Exit(code)


@dataclass(frozen=True)
class _Wanted:
    """What one run of `draft` is asked for."""

    settings: Settings
    brief: Brief
    redo: str | None
    resume: bool
    force: bool

    @property
    def redone(self) -> tuple[str, ...]:
        """The sections to ask for once more. Raises `InputError`."""
        if self.redo is None:
            return ()
        from draftspec.drafters.language_model.redo import sections_named

        return sections_named(self.redo)


def _text(number: float | None) -> str | None:
    return None if number is None else str(number)


@contextmanager
def _drafter(wanted: _Wanted, *, quiet: bool) -> Iterator[Drafter]:
    """Give who drafts, and show how a model gets on until the draft is done."""
    from draftspec.pipeline import drafter_for

    settings = wanted.settings
    if settings.model == "builtin":
        if wanted.redo is not None:
            raise InputError(
                "--redo needs a model: the built-in drafter decides the same again", "name one with --model"
            )
        yield drafter_for(settings.model)
        return

    from draftspec.drafters.language_model.opening import Terms, open_drafter
    from draftspec.write import begin

    terms = Terms(
        model=settings.model,
        folder=settings.out / wanted.brief.slug,
        jobs=settings.jobs,
        rpm=settings.rpm,
        tpm=settings.tpm,
        max_cost=settings.max_cost,
        prices=settings.prices,
        redo=wanted.redone,
        resume=wanted.resume,
    )
    with _progress(quiet=quiet) as progress:
        drafter = open_drafter(terms, progress)
        _note_tracing(quiet=quiet)
        begin(settings.out, wanted.brief, redone=wanted.redone, force=wanted.force)
        try:
            yield drafter
        except KeyboardInterrupt:
            _say("interrupted: what was answered is kept; run the same command again with --resume")
            raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    """Give who watches a draft: one line that changes in a terminal, a line for each section otherwise."""
    from draftspec.progress import Progress

    if quiet or not sys.stderr.isatty():
        yield Progress(None if quiet else lambda line: _tell([line]), None)
        return
    from rich.console import Console

    with Console(stderr=True, highlight=False).status("opening the model") as status:
        yield Progress(None, lambda text: status.update(text))


def _note_tracing(*, quiet: bool) -> None:
    from draftspec.drafters.language_model.tracing import tracing_variable

    if not quiet and (name := tracing_variable(os.environ)):
        _say(f"note: {name} is set, which sends what LangChain is asked to a tracing service; this draft is not sent")


def _estimate(wanted: _Wanted, *, as_json: bool) -> None:
    """Print what a draft with a model is going to cost; nothing is asked or written."""
    from draftspec.drafters.language_model import estimating

    settings = wanted.settings
    estimate = estimating.estimated(wanted.brief, settings, wanted.redone)
    if as_json:
        typer.echo(json.dumps(estimating.document(estimate), indent=2))
    else:
        _tell(estimating.lines(estimate))


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
        if sys.stdin.isatty():
            _say("reading the brief from the terminal; Ctrl-D on a line of its own ends it")
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
    except OSError as error:
        if error.errno == errno.EPIPE:
            _leave_unread()
        if error.errno not in _FULL:
            raise
        _say(f"error: cannot write: {error.strerror}", "bold red")
        _say("hint: free some space; is standard output a file on a full disk?")
        raise typer.Exit(OutputError.exit_code) from error


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _leave_unread() -> NoReturn:
    """Leave without flushing, which would only fail again."""
    os._exit(NOBODY_READS)


def _tell(told: Iterable[Line]) -> None:
    lines = tuple(told)
    wide = max((12, *(len(line.label) + 1 for line in lines)))
    for line in lines:
        _say(f"{line.label + ':':<{wide}} {line.text}", _STYLES[line.tone])


def _say(text: str, style: str = "") -> None:
    """Write a line for people: with colour and wrapping in a terminal, plain otherwise."""
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        with _unsaid_on_a_full_disk():
            typer.echo(text, err=True)
        return
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True, highlight=False).print(Text(text, style=style))


@contextmanager
def _unsaid_on_a_full_disk() -> Iterator[None]:
    """Go on when a message cannot be written: there is no other place to say so, and the result does not depend on it."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise


add_to(app, Voice(_errors_for_people, _say))
add_sync_to(app, Voice(_errors_for_people, _say))
add_eval_to(app, Voice(_errors_for_people, _say))
add_batch_to(app, Voice(_errors_for_people, _say))

if __name__ == "__main__":
    main()

"""`draftspec check`: drafted folders as they lie on disk, checked again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from draftspec.errors import DraftspecError, InputError

if TYPE_CHECKING:
    from draftspec.checking.executing import Wish
    from draftspec.checking.executor import Executor
    from draftspec.checking.found import Checked
    from draftspec.checking.reading import Reading

Format = Literal["text", "json", "sarif"]


@dataclass(frozen=True)
class Voice:
    """How the program speaks: errors turned into messages and exit codes, and a line on standard error."""

    errors: Callable[[], AbstractContextManager[None]]
    say: Callable[[str], None]


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the program."""

    @app.command()
    def check(  # noqa: PLR0913 - one parameter for each option
        paths: Annotated[
            list[Path] | None, typer.Argument(metavar="PATH…", help="Drafted folders, or the folder they are in.")
        ] = None,
        form: Annotated[Format, typer.Option("--format", help="How findings are printed.")] = "text",
        explain: Annotated[
            str | None, typer.Option(metavar="ID", help="Say what a check wants and why, with examples.")
        ] = None,
        matrix: Annotated[
            bool,
            typer.Option("--matrix", help="Print which endpoint, job or rule uses which table, and what none does."),
        ] = False,
        execute: Annotated[
            bool | None,
            typer.Option("--execute/--no-execute", help="Run the SQL on PostgreSQL (default: when there is one)."),
        ] = None,
        pg_bin: Annotated[
            Path | None, typer.Option(metavar="DIR", help="Folder with the PostgreSQL server to start.")
        ] = None,
        database_url: Annotated[
            str | None, typer.Option(metavar="URL", help="Server of your own; a scratch database is made and dropped.")
        ] = None,
    ) -> None:
        """Check drafted folders again, also after hand edits."""
        with voice.errors():
            if explain is not None:
                _explain(explain)
                return
            from draftspec.checking.executing import Wish

            if not paths:
                raise InputError("no folder was given", "name a drafted folder, as in: draftspec check specs/invoices")
            if execute is False and (pg_bin or database_url):
                raise InputError("--no-execute and a server were given", "give one of them")
            if pg_bin and database_url:
                raise InputError("--pg-bin and --database-url were given", "give one of them")
            code = _Run(voice, form, matrix).code(paths, Wish(execute, pg_bin, database_url))
        if code:
            raise typer.Exit(code)


def _explain(check_id: str) -> None:
    from draftspec.checking.explain import explained
    from draftspec.checking.known import ALL_CHECKS

    for line in explained(check_id, ALL_CHECKS):
        typer.echo(line)


@dataclass(frozen=True)
class _Run:
    """One run of the command."""

    voice: Voice
    form: Format
    matrix: bool

    def code(self, paths: list[Path], wish: Wish) -> int:
        """Check, print, and return the exit code: that of a folder that cannot be read, else 1 for errors, else 0."""
        from draftspec.checking.config import read_config
        from draftspec.checking.executing import executor
        from draftspec.checking.known import ALL_CHECKS
        from draftspec.checking.run import checked

        config = read_config(ALL_CHECKS)
        loaded, failed = self._loaded(paths)
        done: list[Checked] = []
        if loaded:
            with executor(wish, max(one.spec.target.postgres for one in loaded)) as server:
                for one in loaded:
                    done.append(checked(one, config, server.run(one.spec.sections), server.version))
                self._tell_execution(server)
        self._print(loaded, done)
        return failed or int(any(one.has_errors for one in done))

    def _loaded(self, paths: list[Path]) -> tuple[list[Reading], int]:
        """Return what can be read, and the exit code for what cannot; each problem is told."""
        from draftspec.checking.loading import drafted_folders, load
        from draftspec.checking.reading import read

        loaded: dict[Path, Reading] = {}
        code = 0
        for path in paths:
            try:
                folders = drafted_folders(path)
            except DraftspecError as error:
                code = self._refused(error, code)
                continue
            for folder in folders:
                try:
                    if folder not in loaded:
                        loaded[folder] = read(load(folder))
                except InputError as error:
                    code = self._refused(error, code)
        return list(loaded.values()), code

    def _refused(self, error: DraftspecError, code: int) -> int:
        self.voice.say(f"error: {error}")
        self.voice.say(f"hint: {error.hint}")
        return error.exit_code if code != InputError.exit_code else code

    def _tell_execution(self, server: Executor) -> None:
        from draftspec.checking.executing import not_executed

        if server.why_not is not None:
            self.voice.say(not_executed(server.why_not))

    def _print(self, loaded: list[Reading], done: list[Checked]) -> None:
        from draftspec.checking import matrix, reports
        from draftspec.derive.matrix import matrix_of

        matrices = {one.loaded.folder: matrix_of(one.spec.sections) for one in loaded} if self.matrix else {}
        if self.form == "json":
            coverage = {folder.as_posix(): matrix.matrix_document(one) for folder, one in matrices.items()}
            typer.echo(reports.json_text(done, {"matrix": coverage} if self.matrix else None))
        elif self.form == "sarif":
            from draftspec.checking.known import ALL_CHECKS
            from draftspec.checking.sarif import sarif_text

            typer.echo(sarif_text(done, ALL_CHECKS, Path.cwd()))
        else:
            for line in reports.text_lines(done):
                typer.echo(line)
            for folder, one in matrices.items():
                typer.echo(f"{folder}:")
                for line in matrix.matrix_lines(one):
                    typer.echo(line)
        if done:
            for line in reports.summary_lines(done):
                self.voice.say(line)

"""`draftspec batch`: every item of a backlog drafted, with an index; running again goes on."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from draftspec.check_command import Voice
from draftspec.errors import ServiceError

if TYPE_CHECKING:
    from draftspec.batch.ledger import Ledger
    from draftspec.batch.planning import Planned
    from draftspec.batch.row import Row
    from draftspec.batch.running import Running
    from draftspec.batch.stopping import Stop
    from draftspec.batch.wanted import Wanted
    from draftspec.batch.watching import Pace
    from draftspec.settings import Settings

INTERRUPTED = 130
"""The exit code of a run that somebody stopped."""

Watch = Callable[["Planned", "Row"], None]


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the program."""

    @app.command()
    def batch(  # noqa: PLR0913 - one parameter for each option
        backlog: Annotated[str, typer.Argument(metavar="BACKLOG", help="File with the items; - is standard input.")],
        form: Annotated[
            str | None,
            typer.Option(metavar="FORM", help="Read it as markdown, csv, tsv, json, jsonl, github, trello or lines."),
        ] = None,
        out: Annotated[str | None, typer.Option(metavar="DIR", help="Where drafts go (default: specs).")] = None,
        model: Annotated[
            str | None, typer.Option(metavar="NAME", help="Who drafts (default: builtin, without network).")
        ] = None,
        schema: Annotated[
            str | None, typer.Option(metavar="FILE.sql", help="The tables that are there already, as SQL.")
        ] = None,
        select: Annotated[str | None, typer.Option(metavar="ID,…", help="Draft these items only.")] = None,
        limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Draft the first N items.")] = None,
        everything: Annotated[
            bool, typer.Option("--all", help="Draft items too that are done, bugs or chores.")
        ] = False,
        jobs: Annotated[
            int | None,
            typer.Option(metavar="N", help="Most requests to a model, or processes, at a time (default: 8)."),
        ] = None,
        rpm: Annotated[int | None, typer.Option(metavar="N", help="With a model: most requests a minute.")] = None,
        tpm: Annotated[int | None, typer.Option(metavar="N", help="With a model: most tokens a minute.")] = None,
        max_cost: Annotated[
            float | None, typer.Option(metavar="USD", help="Stop before all drafts together cost more, in US dollars.")
        ] = None,
        fail_fast: Annotated[
            bool, typer.Option("--fail-fast", help="Begin nothing more after an item that is not fine.")
        ] = False,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Write nothing; show what was understood and what it would cost.")
        ] = False,
        force: Annotated[bool, typer.Option("--force", help="Overwrite files that were changed by hand.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")] = False,
        quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
    ) -> None:
        """Draft every item of a backlog; running again does what is missing or changed."""
        with voice.errors():
            from draftspec.settings import read_settings

            flags = {"out": out, "model": model, "schema": schema, "jobs": _text(jobs), "max_cost": _text(max_cost)}
            settings = read_settings(flags | {"rpm": _text(rpm), "tpm": _text(tpm)}, os.environ)
            chosen = _Chosen(backlog, form, everything, tuple((select or "").split(",")) if select else (), limit)
            how = _How(settings, force=force, fail_fast=fail_fast, as_json=as_json, quiet=quiet)
            code = _Run(voice, chosen, how).dry_code() if dry_run else _Run(voice, chosen, how).code()
        if code:
            raise typer.Exit(code)


def _text(number: float | None) -> str | None:
    return None if number is None else str(number)


@dataclass(frozen=True)
class _Chosen:
    """Which items of which backlog."""

    source: str
    form: str | None
    everything: bool
    select: tuple[str, ...]
    limit: int | None


@dataclass(frozen=True)
class _How:
    """How they are drafted, and what is said."""

    settings: Settings
    force: bool
    fail_fast: bool
    as_json: bool
    quiet: bool


@dataclass(frozen=True)
class _Run:
    """One run of the command."""

    voice: Voice
    chosen: _Chosen
    how: _How

    def dry_code(self) -> int:
        """Show what would be done, and return the exit code."""
        from draftspec.batch.ledger import Ledger

        planned = self._planned(self._items(), Ledger(self.how.settings.out))
        shown = sorted(planned, key=lambda one: one.wanted.place)
        if self.how.as_json:
            items = [
                {"id": one.wanted.id, "title": one.wanted.title, "status": one.need, "reason": one.reason}
                for one in shown
            ]
            typer.echo(json.dumps({"items": items}, indent=2))
        elif not self.how.quiet:
            for line in _listing(shown):
                typer.echo(line)
        self._say(_counted([one.need for one in planned]))
        self._tell_estimate(planned)
        return int(any(one.need == "failed" for one in planned))

    def code(self) -> int:
        """Draft, print, and return the exit code."""
        from draftspec.batch.engines.choosing import engine_for
        from draftspec.batch.index_files import IndexFiles
        from draftspec.batch.ledger import Ledger
        from draftspec.batch.lock import alone_in
        from draftspec.batch.order import Job
        from draftspec.batch.running import Running, spent_before
        from draftspec.batch.stopping import Stop, stopping_on_interrupt

        settings, items = self.how.settings, self._items()
        with alone_in(settings.out):
            ledger, index = Ledger(settings.out), IndexFiles(settings.out)
            running, stop = Running(self._planned(items, ledger), ledger, index), Stop()
            if index.is_other_name:
                self._say(f"note: index.md in {settings.out} is not a batch's; the index is {index.stem}.md")
            ordered = sum(one.order is not None for one in running.planned)
            job = Job(settings, self.how.force, Decimal(str(spent_before(running.planned))))
            with stopping_on_interrupt(stop, self._tell_stopping), self._watching(ordered) as watch:
                try:
                    running.run(engine_for(job, ordered), stop, watch, fail_fast=self.how.fail_fast)
                except (KeyboardInterrupt, ServiceError) as error:
                    if isinstance(error, ServiceError) and not stop.is_interrupted:
                        raise  # after an interrupt, a process that ends is no news
                    self.voice.say(
                        "stopped; run the same command again to go on, nothing that was answered is paid twice"
                    )
                    raise typer.Exit(INTERRUPTED) from None
            self._print(running, stop, index.stem)
        return INTERRUPTED if stop.is_interrupted else running.exit_code

    def _items(self) -> tuple[Wanted, ...]:
        """Read the backlog and return its items, each with its brief or why it has none."""
        from draftspec.backlog import choose, read_backlog
        from draftspec.batch.wanted_items import wanted_items

        chosen = self.chosen
        if chosen.source == "-" and sys.stdin.isatty():
            self._say("reading the backlog from the terminal; Ctrl-D on a line of its own ends it")
        backlog = read_backlog("-" if chosen.source == "-" else Path(chosen.source), chosen.form)
        choices = choose(backlog, everything=chosen.everything, select=chosen.select, limit=chosen.limit)
        self._say(f"read as {backlog.form}: {_items(len(backlog.items))}")
        for note in backlog.notes:
            self._say(f"note: {_plain(note)}")
        return tuple(wanted_items(backlog, choices))

    def _planned(self, items: tuple[Wanted, ...], ledger: Ledger) -> tuple[Planned, ...]:
        from draftspec.batch.planning import plan

        return plan(items, self.how.settings, ledger, force=self.how.force)

    def _tell_estimate(self, planned: Sequence[Planned]) -> None:
        briefs = [one.order.brief for one in planned if one.order is not None]
        if self.how.settings.model == "builtin" or not briefs:
            return
        from draftspec.batch.estimate import estimated_batch

        self._say(f"estimate: {estimated_batch(briefs, self.how.settings).text}")

    def _tell_stopping(self) -> None:
        self._say("stopping: what is in flight is finished; press Ctrl-C again to stop at once")

    @contextmanager
    def _watching(self, ordered: int) -> Iterator[Watch]:
        """Give what watches the rows: a bar in a terminal, a line for each item otherwise."""
        from draftspec.batch.watching import Pace, row_text

        pace = Pace(ordered, time.monotonic())
        if self.how.quiet or not ordered:
            yield lambda one, row: None
        elif not sys.stderr.isatty():

            def tell(one: Planned, row: Row) -> None:
                pace.take(row, time.monotonic())
                self._say(_plain(f"[{pace.done}/{ordered}] {row_text(one, row)}"))

            yield tell
            self._say(f"{pace.done} done, {pace.text}")
        else:
            with _bar(pace) as bar:
                yield bar

    def _print(self, running: Running, stop: Stop, stem: str) -> None:
        from draftspec.batch.running import WAITING

        out = self.how.settings.out
        if self.how.as_json:
            typer.echo(json.dumps({"items": [_members(running, one, out) for one in running.in_order]}, indent=2))
        lines = running.lines()
        for one in lines:
            if one.status in ("failed", "incomplete"):
                self.voice.say(_plain(f"{one.status}: {one.slug or one.title}: {one.reason}"))
            elif one.status == "edited":
                self._say(_plain(f"{one.slug}: {one.reason}"))
        self._say(f"{_counted([one.status for one in lines])}; index: {out / stem}.md")
        if any(one.status == WAITING for one in lines):
            self.voice.say("run the same command again to go on; nothing that was answered is paid twice")

    def _say(self, text: str) -> None:
        if not self.how.quiet:
            self.voice.say(text)


def _members(running: Running, one: Planned, out: Path) -> dict[str, object]:
    """Return an item as `--json` prints it: as in the index, but for what this run did, and with its whole folder."""
    from draftspec.batch.index import members
    from draftspec.batch.running import folder_of

    line = running.line(one)
    status = one.need if one.number not in running.rows and one.need == "unchanged" else line.status
    return {**members(line), "status": status, "folder": folder_of(out, one) if line.result else None}


@contextmanager
def _bar(pace: Pace) -> Iterator[Watch]:
    """Give a progress bar that takes rows."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("drafting"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    with Progress(*columns, console=Console(stderr=True, highlight=False)) as progress:
        task = progress.add_task("drafting", total=pace.total, pace="")

        def tell(one: Planned, row: Row) -> None:
            pace.take(row, time.monotonic())
            progress.update(task, completed=pace.done, pace=pace.text)

        yield tell


def _listing(planned: Sequence[Planned]) -> Iterator[str]:
    """Yield a line for each item: what it needs, its id and title, its folder, and why."""
    wide = min(max((len(one.wanted.id) for one in planned), default=0), 20)
    for one in planned:
        title = one.wanted.title if len(one.wanted.title) <= 70 else one.wanted.title[:69] + "…"
        folder = f" -> {one.slug}" if one.order is not None else ""
        reason = f" ({one.reason})" if one.reason else ""
        yield _plain(f"{one.need:<10} {one.wanted.id:<{wide}}  {title}{folder}{reason}")


def _counted(words: Sequence[str]) -> str:
    counts = {word: words.count(word) for word in dict.fromkeys(words)}
    return f"{_items(len(words))}: {', '.join(f'{count} {word}' for word, count in counts.items())}"


def _items(count: int) -> str:
    return f"{count} item{'s' * (count != 1)}"


def _plain(text: str) -> str:
    """Return a text of somebody else's on one line, without what a terminal would act on."""
    return "".join(character if character.isprintable() else " " for character in text)

"""`draftspec eval`: offline evaluation. Each sub-command is a file of its own, `evals/<name>_command.py`."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from draftspec.check_command import Voice
from draftspec.evals import (
    bless_command,
    compare_command,
    record_command,
    run_command,
    selfcheck_command,
    status_command,
)

DEFAULT = "run"

COMMANDS = (run_command, status_command, compare_command, bless_command, record_command, selfcheck_command)
"""The sub-commands, in the order of the help; each module has `add_to(app, voice)`."""


class RunByDefault(TyperGroup):
    """A group that takes arguments which begin with none of its commands for those of `run`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # typer keeps the class of its contexts to itself
        """Put `run` in front of options, and where there is nothing."""
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help")):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


def add_to(app: typer.Typer, voice: Voice) -> None:
    """Add the command to the program."""
    group = typer.Typer(
        cls=RunByDefault,
        help="Evaluate drafts offline: no key, no network, no model that judges.",
        epilog="draftspec eval is short for draftspec eval run.",
        no_args_is_help=False,
    )
    for module in COMMANDS:
        module.add_to(group, voice)
    app.add_typer(group, name="eval")

"""`draftspec "add invoices"` as a short form of `draftspec draft "add invoices"`."""

from __future__ import annotations

import difflib
from typing import Any

import typer
from typer.core import TyperGroup

from draftspec.errors import InputError

DEFAULT = "draft"
_IMPLIED = "draftspec.implied"
_SLIP = 2
"""Most letters by which a slip is longer or shorter than the command: a checklist is no mistyped `check`."""


class DefaultCommand(TyperGroup):
    """A group that takes arguments which begin with none of its commands or options for those of `draft`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # typer keeps the class of its contexts to itself
        """Put `draft` in front of arguments that name no command."""
        if args and not self._is_own(ctx, args[0]):
            ctx.meta[_IMPLIED] = True
            args = [DEFAULT, *args]
        args = _with_list(args)
        return super().parse_args(ctx, args)

    def _is_own(self, ctx: Any, word: str) -> bool:
        options = (name for parameter in self.get_params(ctx) for name in (*parameter.opts, *parameter.secondary_opts))
        return word in self.commands or word in options


def _with_list(args: list[str]) -> list[str]:
    """Return the arguments with `--` before a brief that is a list ("- employees request leave"), which is no option.

    It is put last, since what stands behind `--` is no option either. A list behind an option stays where it is: it may be
    that option's value.
    """
    pairs = zip(["", *args], args, strict=False)
    lists = (at for at, (before, word) in enumerate(pairs) if word.startswith(_ITEM) and not before.startswith("-"))
    listed = next(lists, None)
    if listed is None or "--" in args:
        return args
    return [*args[:listed], *args[listed + 1 :], "--", args[listed]]


_ITEM = ("- ", "-\t")
"""How a brief begins that is a list."""


def refuse_slips(ctx: typer.Context, words: list[str]) -> None:
    """Raise `InputError` for words that are no brief: several bare ones, or a mistyped command."""
    if len(words) > 1:
        raise InputError(
            f"{len(words)} arguments, and a brief is one", f'put the brief in quotes: draftspec "{" ".join(words)}"'
        )
    if words and ctx.meta.get(_IMPLIED):
        _refuse_mistyped(ctx, words[0].strip())


def _refuse_mistyped(ctx: typer.Context, word: str) -> None:
    group = ctx.parent.command if ctx.parent else None
    commands = tuple(group.commands) if isinstance(group, TyperGroup) else ()
    there = [name for name in commands if abs(len(name) - len(word)) <= _SLIP]
    if near := difflib.get_close_matches(word.lower(), there, n=1, cutoff=0.7):
        raise InputError(
            f"{word!r} looks like a command",
            f'did you mean `draftspec {near[0]}`? To draft it all the same: draftspec draft "{word}"',
        )

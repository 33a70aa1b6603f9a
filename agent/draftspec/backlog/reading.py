"""A backlog from a file or a stream: its bytes, its text, its form, its items, settled so that others can build on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Literal

from draftspec.backlog.decoding import decoded
from draftspec.backlog.forms.found import Found
from draftspec.backlog.forms.github import read_github
from draftspec.backlog.forms.lines import read_lines
from draftspec.backlog.forms.markdown import read_markdown
from draftspec.backlog.forms.objects import read_json, read_jsonl
from draftspec.backlog.forms.table import read_csv, read_tsv
from draftspec.backlog.forms.trello import read_trello
from draftspec.backlog.item import Backlog
from draftspec.backlog.recognising import recognised
from draftspec.backlog.settling import settled
from draftspec.backlog.source import read_source
from draftspec.errors import BacklogError

_READERS: dict[str, Callable[[str], Found]] = {
    "markdown": read_markdown,
    "csv": read_csv,
    "tsv": read_tsv,
    "json": read_json,
    "jsonl": read_jsonl,
    "github": read_github,
    "trello": read_trello,
    "lines": read_lines,
}

FORMS: tuple[str, ...] = tuple(_READERS)
"""The forms that can be forced. Exports of Jira and Linear are `csv`, or `json`."""


def read_backlog(source: Path | Literal["-"], form: str | None = None, stdin: BinaryIO | None = None) -> Backlog:
    """Return the backlog in a file, or in standard input (`-`; `stdin` stands in for it).

    `form` is one of `FORMS`, or None: it is recognised by what the source holds. Raises `BacklogError` when the source
    cannot be read, is larger than 64 MB, is no text, is broken, or holds no item.
    """
    if form is not None and form not in FORMS:
        raise BacklogError(f"there is no form {form!r}", f"forms are {', '.join(FORMS)}")
    raw, name = read_source(source, stdin)
    text, notes = decoded(raw, name)
    try:
        form = form or recognised(text, name)
        found = _READERS[form](text)
    except BacklogError as error:
        raise BacklogError(f"{name}: {error}", error.hint) from error
    if not found.items:
        raise BacklogError(f"{name} holds no item (read as {form})", "force another form with --form, or add an item")
    items, more = settled(found.items)
    return Backlog(form, items, (*notes, *found.notes, *more))

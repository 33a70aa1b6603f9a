"""A backlog as it was read, and one thing of it, whatever form the source has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One thing of a backlog, as its source says it.

    `id` is the source's own (issue number, key, card id), else its place ("1", "2", …), and unique in the backlog.
    `body` is plain text or Markdown. `parent` is the id of the item above, where that is an item itself, else the
    title of the heading, epic or list that it stands under. `depends_on` holds ids as far as the backlog has them.
    `kind` is what the source calls it, in lower case ("story", "bug", "epic", "sub-task", "pull request", …), or
    empty; `status` is the source's word for where it stands ("closed", "In Progress"), or empty. `line` is where it
    begins in the source, None where the form has no lines that would help anyone.
    """

    id: str
    title: str
    body: str = ""
    labels: tuple[str, ...] = ()
    parent: str | None = None
    depends_on: tuple[str, ...] = ()
    done: bool = False
    line: int | None = None
    kind: str = ""
    status: str = ""


@dataclass(frozen=True, eq=False)
class Backlog:
    """The items of a source in its order, the form it was read in, and `notes`: what people should know about it.

    Compared by identity: two readings of the same file are two backlogs.
    """

    form: str
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()

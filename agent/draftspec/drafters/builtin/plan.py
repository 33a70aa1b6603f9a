"""What the built-in drafter makes of a brief before it drafts: the things to store, and what is known about each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from draftspec.drafters.builtin.columns import ColumnLine, ParentLine
from draftspec.drafters.builtin.entries import Entry, VerbEntry
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import article
from draftspec.sections.database import Table

PREFIX = "/api/v1"


_ARTICLE = re.compile(r"\b([Aa]) \{one\}")


@dataclass(frozen=True)
class Figure:
    """Something that is worked out when asked: its head ("occupancy"), the brief's words for it, and who looks at it."""

    kind: str
    phrase: str
    role: str
    groups: tuple[str, ...] = ()
    """The values of what it is counted by, where the brief lists them."""
    of: str | None = None
    """What it is worked out from beside the thing itself: the posts of a feed."""
    by: str | None = None
    """The column of that by which it is told apart, where it counts."""
    values: tuple[str, ...] = ()
    """What it counts for each of these."""


@dataclass(frozen=True)
class Resource:
    """A thing that becomes a table of the feature."""

    name: str
    table: str
    one: str
    many: str
    entry: Entry
    columns: tuple[ColumnLine, ...]
    parents: tuple[ParentLine, ...]
    owner: str | None
    under: str | None
    states: tuple[str, ...]
    verbs: dict[str, VerbEntry]
    standard: tuple[str, ...]
    main: bool = False
    tenant: str | None = None
    asked: frozenset[str] = frozenset()
    """The columns that the brief itself names."""
    listed: tuple[str, ...] = ()
    """The fields that the brief lists of it, as it says them, where these are all."""
    ages: tuple[NumberFact, ...] = ()
    """The brief's times after which something happens to a row."""
    about: str | None = None
    """The thing that people record it about."""
    of: str | None = None
    """The thing that a verb makes it of ("owners book walks": a booking of a walk)."""
    there: bool = False
    """Whether the table is there already, so that its columns are added to it."""
    guards: dict[str, str] = field(default_factory=dict)
    """The role that the brief gives a standard call to, by its action."""
    beside: frozenset[str] = frozenset()
    """Its keys to what the brief puts beside it."""
    acted: frozenset[str] = frozenset()
    """The roles that do something with it."""
    presumed: tuple[ColumnLine, ...] = ()
    """Columns that the brief speaks of as if its table, which is there, had them."""
    makers: frozenset[str] = frozenset()
    """The roles that make one by what they do ("members book a class")."""
    correctors: frozenset[str] = frozenset()
    """The roles that put right what others made, also when these no longer may."""
    viewers: frozenset[str] = frozenset()
    """The roles that only look at rows of others."""
    shown_own: frozenset[str] = frozenset()
    """The roles that look at rows about themselves, whoever writes these."""
    bulk: tuple[str, ...] = ()
    """What is done to many rows by one call: verbs of its own, `delete` or `update`."""
    figures: tuple[Figure, ...] = ()
    """What people only look at, and what is worked out from its rows."""
    fresh: frozenset[str] = frozenset()
    """The states that the brief's acts added."""
    tree: bool = False
    """Whether the brief wants its rows shown as the tree that they are."""
    binned: str | None = None
    """The bin that a deletion puts it into."""
    settled: str = "settings"
    """The table that keeps what is set for all of its rows."""

    def fill(self, text: str) -> str:
        """Return a text of the entry with its slots filled."""
        upper = self.one.upper().replace(" ", "_").replace("-", "_")
        whole = self.under or next(
            (p.column for p in self.parents if not p.nullable and p.column != self.owner), "owner"
        )
        parent = whole.removesuffix("_id").replace("_", " ")
        needed = [p.column.removesuffix("_id").replace("_", " ") for p in self.parents if not p.nullable] or [self.one]
        slots = {"{held}": needed[0], "{whole}": needed[-1], "{one}": self.one, "{many}": self.many, "{One}": self.one[:1].upper() + self.one[1:],
                 "{Many}": self.many[:1].upper() + self.many[1:], "{table}": self.table, "{ONE}": upper, "{parent}": parent, "{settings}": self.settled, "{keeper}": self.entry.manages or "admin"}  # fmt: skip
        if article(self.one) == "an":
            text = _ARTICLE.sub(r"\1n {one}", text)
        for slot, value in slots.items():
            text = text.replace(slot, value)
        return text

    def given_out(self) -> tuple[str, ...]:
        """Return the columns with whom a row is assigned to, who must read it to do the work."""
        return self.verbs["assign"].takes if "assign" in self.verbs else ()

    @property
    def open(self) -> bool:
        """Whether its rows are read by everybody who may read any, whoever owns them."""
        return self.entry.public or self.entry.manages is not None or self.entry.readers == "anybody"

    @property
    def segment(self) -> str:
        """The path segment of its collection; a child's loses its parent's name ("invoice_items" below invoices)."""
        parent = self.under.removesuffix("_id") if self.under else None
        name = self.table.removeprefix(f"{parent}_") if parent else self.table
        return name.replace("_", "-")


@dataclass(frozen=True)
class Plan:
    """Everything that the sections are drafted from."""

    reading: Reading
    resources: tuple[Resource, ...]
    given: dict[str, Table]
    """Tables that are taken for granted (assumed) or there (existing), by name."""
    existing: frozenset[str]
    """The names of those that the existing schema gives."""
    tenant: str | None = None
    services: tuple[str, ...] = ()
    limits: tuple[NumberFact, ...] = ()
    title: str = ""

    @property
    def main(self) -> Resource | None:
        """The thing that the brief is about, or None when it is about none."""
        return self.resources[0] if self.resources else None

    def by_table(self, table: str) -> Resource | None:
        """Return the resource of a table of the feature."""
        return next((resource for resource in self.resources if resource.table == table), None)

    def children(self, resource: Resource) -> tuple[Resource, ...]:
        """Return the resources whose paths are nested below one."""
        return tuple(r for r in self.resources if r.under is not None and self.target_of(r, r.under) == resource.table)

    def target_of(self, resource: Resource, column: str) -> str | None:
        """Return the table that a parent column of a resource refers to."""
        return next((parent.target for parent in resource.parents if parent.column == column), None)


def with_verbs(resource: Resource, verbs: dict[str, VerbEntry]) -> Resource:
    """Return the resource with other verbs."""
    return replace(resource, verbs=verbs)


def is_queued(resource: Resource, verb: str) -> bool:
    """Tell whether a verb only begins what a job does after it, so that its call answers 202."""
    return any(job.on == verb for job in resource.entry.jobs)

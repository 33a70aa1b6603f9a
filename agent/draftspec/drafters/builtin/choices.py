"""A thing that a brief may be about: a catalogue entry, or an unknown noun with the archetype that fits it."""

from __future__ import annotations

from dataclasses import dataclass, field

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine
from draftspec.drafters.builtin.entries import MetricEntry, RuleEntry, TestEntry, VerbEntry
from draftspec.drafters.builtin.reading.languages import short_name
from draftspec.drafters.builtin.reading.words import singular, table_of_words, word_class


@dataclass(frozen=True)
class Change:
    """What is changed in a thing that is there."""

    columns: tuple[ColumnLine, ...] = ()
    """Columns that it gets."""
    presumed: tuple[ColumnLine, ...] = ()
    """Columns that the brief speaks of as if they were there."""
    calls: tuple[tuple[str, VerbEntry], ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    tests: tuple[TestEntry, ...] = ()
    pitfalls: tuple[str, ...] = ()
    metrics: tuple[MetricEntry, ...] = ()
    standard: tuple[str, ...] = ("list", "read", "update")
    parents: tuple[ParentLine, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A thing that becomes a table: a catalogue entry, or an unknown noun with the archetype that fits it."""

    words: str
    concept: str | None = None
    modifiers: tuple[str, ...] = ()
    archetype: str = "thing"
    there: bool = False
    """Whether the brief speaks of it as something that is there and gets another attribute."""
    weight: float = 0.0
    about: str | None = None
    """The thing that somebody records it about ("technicians record repairs", of machines)."""

    of: str | None = None
    """What a thing that a verb makes is made of: whoever reserves a boat makes a reservation of it."""
    to: str | None = None
    """Whom it gives something to, where it links a thing and a person ("assign a plan to clients")."""
    called: str | None = None
    """The word that the brief itself has for an entry, where it names several of them."""
    prefixed: bool = False
    """Whether its table is called after the noun before it too ("expense categories")."""
    renamed: bool = False
    """Whether the brief's own word is another name for the rows of its entry ("bug reports" for issues)."""
    like: str | None = None
    """The entry or archetype whose columns it has besides its own."""
    change: Change | None = field(default=None, compare=False)
    """What the brief changes in it, where it is there and gets more than an attribute."""

    @property
    def phrase(self) -> str:
        """The whole phrase."""
        return " ".join((*self.modifiers, self.words))

    @property
    def name(self) -> str:
        """What tells it from other choices."""
        return self.concept or short_name(self.phrase)


def known_choice(words: str, concept: str, modifiers: tuple[str, ...], catalogue: Catalogue) -> Choice:
    """Return the choice of an entry; modifiers that are entries themselves go by their names, deeds by their words."""
    deeds = word_class("deeds")
    names = (m if m in deeds else catalogue.words.get(m, m) for m in modifiers)
    return Choice(words, concept, tuple(names))


def unknown_choice(words: str, modifiers: tuple[str, ...]) -> Choice:
    """Return the choice of a noun that is no entry, with the archetype that its last word wants.

    A doing goes by what comes of it ("barcode scanning": barcode scans).
    """
    words = singular(str(table_of_words("results").get(words, words))) if modifiers else words
    head = singular(words.split()[-1])
    kind = str(table_of_words("heads").get(head, "thing"))
    return Choice(words, None, modifiers, archetype="catalog" if head == "option" and modifiers else kind)

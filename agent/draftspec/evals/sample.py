"""What a scorer looks at: a case, and what was drafted for it, as it lies on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from draftspec.checks.texts import Documents
from draftspec.evals.case import Case
from draftspec.evals.prose import ProseLine, grams, masked_words, own_words, prose_lines, said
from draftspec.evals.statements import Statement, statements
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint
from draftspec.spec import Finding, Spec

GRAM = 4
"""How many words in a row are compared between drafts."""

Execute = Callable[[Mapping[str, str]], tuple[str, ...]]
"""Runs the migration among the files up, down and up again, and returns what went wrong, a line each."""

_UNCHECKED = "OAS-"
"""Checks of openapi.yaml, which is derived: reading it takes as long as three drafts. `draftspec check` does it."""


@dataclass(frozen=True)
class Sample:
    """A case and its draft: the typed design, and the text of every file by its name below the folder.

    `is_edited` says that the findings in the specification may not be those of its sections any more.
    `others` are the drafts of the other cases, empty when not all of them are there (see `introduce`). `execute` is None where there is no
    PostgreSQL, and `why_not_executed` says why.
    """

    case: Case
    spec: Spec
    files: Mapping[str, str]
    is_edited: bool = False
    others: list[Sample] = field(default_factory=list, repr=False, compare=False)
    execute: Execute | None = field(default=None, repr=False, compare=False)
    why_not_executed: str = "not asked for"

    @cached_property
    def documents(self) -> Documents:
        """The files, taken apart."""
        return Documents(self.spec, self.files)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks find in the design and in its files."""
        from draftspec.checks import run_checks
        from draftspec.checks.documents import DOCUMENT_CHECKS
        from draftspec.checks.running import findings

        named = [name for name in DOCUMENT_CHECKS if not name.startswith(_UNCHECKED)]
        of_design = run_checks(self.spec.sections, target=self.spec.target) if self.is_edited else self.spec.findings
        return (*of_design, *findings(DOCUMENT_CHECKS, self.documents, named))

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of the brief and of the design's names, in either number."""
        return own_words(self.spec)

    @cached_property
    def stated(self) -> tuple[Statement, ...]:
        """What the design states, item by item."""
        return tuple(statements(self.spec.sections))

    @cached_property
    def prose(self) -> tuple[ProseLine, ...]:
        """The lines of prose in both documents: outside of fences, without headings and labels."""
        return tuple(line for name, text in self.documents.markdown() for line in prose_lines(name, text))

    @cached_property
    def said(self) -> tuple[ProseLine, ...]:
        """The same lines without code and quotations."""
        return tuple(ProseLine(line.where, said(line.text)) for line in self.prose)

    @cached_property
    def runs(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """For each line of prose its runs of four words, with what is the feature's own masked."""
        return tuple(tuple(grams(masked_words(line.text, self.own_words), GRAM)) for line in self.prose)

    @cached_property
    def grams(self) -> frozenset[tuple[str, ...]]:
        """The runs of four words in the prose."""
        return frozenset(run for runs in self.runs for run in runs)

    def common_grams(self, least: int) -> frozenset[tuple[str, ...]]:
        """Return those of its runs of words that at least so many of the other drafts have as well."""
        counted: Counter[tuple[str, ...]] = Counter()
        for other in self.others:
            counted.update(self.grams & other.grams)
        return frozenset(run for run, count in counted.items() if count >= least)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that the feature creates."""
        return self.spec.sections.database.tables

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """The endpoints."""
        return self.spec.sections.endpoints.endpoints


def introduce(samples: Sequence[Sample]) -> None:
    """Let each sample know the others: the very same, so that what one finds out about its text is found out once."""
    for one in samples:
        one.others.extend(other for other in samples if other is not one)


def part(samples: Iterable[Sample]) -> None:
    """Let samples forget each other: in a circle they stay in memory until the interpreter looks for such, which is slow."""
    for one in samples:
        one.others.clear()

"""Decides a design with a language model: each section from the brief and from the sections that it needs.

A section that cannot be had is a gap. So is what is decided from the tables or the endpoints where these are missing,
or from nothing that is there; whatever else a section needs, it can do without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from draftspec.brief import Brief
from draftspec.drafters.language_model.amending import amended, part_of
from draftspec.drafters.language_model.asking import Asker, Setup, Step
from draftspec.drafters.language_model.decided import Decided, repaired, sections_of, total
from draftspec.drafters.language_model.notes import merged
from draftspec.drafters.language_model.there import decided_from, with_existing
from draftspec.drafters.language_model.words import Words, WordsAgain
from draftspec.drafting import Draft
from draftspec.outline import ALWAYS
from draftspec.prompting import Given
from draftspec.scheduler import run
from draftspec.sections import SECTIONS
from draftspec.sections.database import Table
from draftspec.spec import Finding

Wrong = Mapping[str, tuple[Finding, ...]]
"""What is wrong with sections, by their names."""


class LanguageModelDrafter:
    """A `Drafter` that asks a language model."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def __call__(self, brief: Brief, existing: tuple[Table, ...], asked_for: tuple[str, ...]) -> Draft:
        """Return the sections that are asked for, as far as they can be had. Raises `ServiceError`."""
        drafting = _Drafting(self._setup, brief, existing)
        graph = {name: SECTIONS[name].needs for name in asked_for}
        return drafting.draft(run(graph, drafting.decide, self._setup.jobs, pool=self._setup.pool))


class _Drafting:
    """One draft on its way."""

    def __init__(self, setup: Setup, brief: Brief, existing: tuple[Table, ...]) -> None:
        self._setup = setup
        self._existing = existing
        self._given = Given(brief.text, existing)
        self._asker = Asker(setup)

    def draft(self, results: Mapping[str, Decided]) -> Draft:
        """Return what was decided, brought together in the order of the documents."""
        every = {name: results[name] for name in SECTIONS if name in results}
        with self._setup.at_a_time:
            sections = with_existing(sections_of(every), self._existing)
            notes = merged((one.notes for one in every.values()), sections)
        return Draft(
            sections=sections,
            claims=notes.claims,
            assumptions=notes.assumptions,
            open_questions=notes.open_questions,
            provenance={name: one.provenance for name, one in every.items()},
            usage=total(one.usage for one in every.values()),
            unanswered=tuple(name for name, one in every.items() if one.is_passing),
            notes=tuple(dict.fromkeys(remark for one in every.values() for remark in one.remarks)),
            again=lambda wrong: self.draft(self.decide_again(every, wrong)),
        )

    def decide(self, name: str, parents: Mapping[str, Decided]) -> Decided:
        """Return what becomes of a section, decided from its parents."""
        if (kept := self._setup.kept.get(name)) is not None:
            self._setup.watch(Step(name, "kept", usage=kept.usage))
            return kept
        if (missing := _missing(parents)) is not None:
            reason = f"it is decided from `{missing}`, which is missing"
            self._setup.watch(Step(name, "gap", reason=reason))
            return Decided(None, reason=reason, is_passing=parents[missing].is_passing)
        shown = self._setup.profile.shows_schema
        return self._asker.ask(name, self._given_with(parents), lambda given, schema: Words(name, given, schema, shown))

    def decide_again(self, results: Mapping[str, Decided], wrong: Wrong) -> dict[str, Decided]:
        """Return all results, with those sections decided again that findings are about."""

        def decide(name: str, parents: Mapping[str, Decided]) -> Decided:
            return self._decide_part(name, {**results, **parents}, wrong[name])

        asked = [name for name in wrong if name not in self._setup.kept]
        graph = {name: tuple(need for need in SECTIONS[name].needs if need in asked) for name in asked}
        return {**results, **run(graph, decide, self._setup.jobs, pool=self._setup.pool)}

    def _decide_part(self, name: str, results: Mapping[str, Decided], findings: tuple[Finding, ...]) -> Decided:
        before = results[name]
        if before.value is None:
            return before
        part = part_of(name, before.value, findings)
        shown = self._setup.profile.shows_schema
        after = self._asker.ask(
            name,
            self._given_with({need: results[need] for need in SECTIONS[name].needs}),
            lambda given, schema: WordsAgain(name, given, schema, shown, findings, part),
            again=True,
        )
        value = None if after.value is None else amended(name, before.value, after.value, part)
        return repaired(before, after, value)

    def _given_with(self, parents: Mapping[str, Decided]) -> Given:
        sections = sections_of(parents)
        seen = sections.model_copy(update={"database": decided_from(sections.database, self._existing)})
        return replace(self._given, parents=seen)


def _missing(parents: Mapping[str, Decided]) -> str | None:
    """Return the parent without which a section cannot be decided, or None when enough are there."""
    missing = [name for name, parent in parents.items() if parent.value is None]
    vital = [name for name in ALWAYS if name in missing]
    return next(iter(vital or (missing if len(missing) == len(parents) else ())), None)

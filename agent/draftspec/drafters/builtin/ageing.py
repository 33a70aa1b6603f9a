"""What a brief has done to rows of an age: "are deleted after 90 days", "closed tickets are archived after 30 days"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.entries import JobEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import lifecycle_verb, plural

_REMOVED = re.compile(r"(?:auto)?(?:delet|remov|purg|eras|wip|discard|drop)(?:e|es|ed|ing|ped|ping)?|cleaned", re.I)
_LEFT_ALONE = frozenset({"inactive", "inactivity", "unused", "idle", "untouched", "touched", "abandoned", "stale", "activity", "changed"})  # fmt: skip
_ASSUMED = re.compile(r"\d+ (?:minute|hour|day|week|month|year)s?( [a-z_` ]{1,30})? \(assumption\)|(?:a|an|one) (?:day|week|month|year) \(assumption\)")  # fmt: skip
"""A span of an entry that the brief may give."""


@dataclass(frozen=True)
class Ageing:
    """What happens to rows of an age: `since` is the column that it counts from; `verb` a move of the thing, if it is one."""

    since: str
    deletes: bool
    verb: str | None
    to: str | None
    before: tuple[str, ...]
    span: str
    text: str
    unless: str | None = None
    """The stamp of what keeps a row from it: the payment of what is "unpaid"."""

    @property
    def name(self) -> str:
        """What a job for it is called, before the table: `delete_old`, `archive_old`, `process_old`."""
        return f"{'delete' if self.deletes else self.verb or 'process'}_old"

    def done_by(self, resource: Resource) -> JobEntry | None:
        """Return the entry's own job that does it, with the brief's span in place of what it assumes."""
        own = (job for job in resource.entry.jobs if job.schedule is not None and self._is_done_by(job))
        return next((job.model_copy(update={"does": _ASSUMED.sub(rf"{self.span}\1", job.does)}) for job in own), None)

    def _is_done_by(self, job: JobEntry) -> bool:
        if len(_ASSUMED.findall(job.does.partition("batches")[0])) != 1:
            return False
        if self.deletes:
            return job.deletes or job.does.startswith("Deletes")
        return self.verb is not None and job.name.startswith(f"{self.verb}_")

    def does(self, resource: Resource) -> str:
        """Return what its job does, and why a second run does no harm."""
        rows = f"rows of `{resource.table}` whose `{self.since}` lies {self.span} back"
        if self.deletes:
            return f"Deletes {rows}, in batches of 500 by `id` (assumption), each in a transaction of its own; a second run finds none."
        if self.to is not None:
            held = " or ".join(f"`{state}`" for state in self.before)
            rows = f"{rows}, whose `{self.unless}` is empty," if self.unless is not None else rows
            return f"Sets `status` to `{self.to}` on {rows} and whose `status` is {held}; what was moved is not found again."
        return f"Takes {rows}, oldest first, for “{self.text}”; the row leaves the selection in the same transaction."


def ageing_of(fact: NumberFact, resource: Resource) -> Ageing:
    """Return what becomes of rows of a thing by a time of the brief after which something happens to them."""
    deletes = any(_REMOVED.fullmatch(word) for word in fact.nearest)
    verb = None if deletes else next(filter(None, (_move(word, resource) for word in fact.nearest)), None)
    move = resource.verbs[verb] if verb is not None else None
    own = _stamp(verb, resource)
    return Ageing(
        since=_since(fact, resource, own),
        deletes=deletes,
        verb=verb,
        to=move.to if move is not None else None,
        before=move.before if move is not None else (),
        span=f"{fact.value} {fact.unit if fact.value == '1' else plural(fact.unit)}",
        text=fact.text,
        unless=_unless(fact, resource),
    )


def _move(word: str, resource: Resource) -> str | None:
    """Return the move of a thing that a word of the brief means ("archived": archive)."""
    base = lifecycle_verb(word)
    known = next((name for name in (base, word) if name in resource.verbs), None)
    return known if known is not None and resource.verbs[known].to is not None else None


def _unless(fact: NumberFact, resource: Resource) -> str | None:
    """Return the stamp of what has not happened to the rows meant: `paid_at` of unpaid orders."""
    stamps = {line.name for line in resource.columns}
    missing = (f"{word[2:].lstrip('-')}_at" for word in fact.nearest if word.startswith("un"))
    return next((name for name in missing if name in stamps), None)


def _stamp(verb: str | None, resource: Resource) -> str | None:
    return next(iter(resource.verbs[verb].sets), None) if verb is not None else None


def _since(fact: NumberFact, resource: Resource, own: str | None) -> str:
    """Return the column that an age counts from: the stamp of a state that the brief names, the last change, the creation."""
    columns = {line.name for line in resource.columns}
    stamps = (f"{word}_at" for word in fact.nearest if not _REMOVED.fullmatch(word))
    named = next((name for name in stamps if name in columns and name != own), None)
    if named is not None:
        return named
    return moment_of_change(resource) if fact.words & _LEFT_ALONE else "created_at"


def moment_of_change(resource: Resource) -> str:
    """Return the column that tells how long a row has been left alone; rows that are never changed have only their creation."""
    log = "log" in resource.entry.archetypes[:1] or ("update" not in resource.standard and not resource.verbs)
    return "created_at" if log else "updated_at"

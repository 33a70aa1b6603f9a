"""A draft for a case: made by the built-in drafter, or replayed from a recording."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from draftspec.evals.case import Case
from draftspec.evals.results import Kind, Step
from draftspec.evals.suite import Suite
from draftspec.pipeline import Drafted, draft_spec, drafter_for

OnStale = Literal["error", "use"]

BUILTIN = "builtin"


@dataclass(frozen=True)
class Obtained:
    """A draft, or the problem with its recording; the steps of the recording, and where it came from."""

    drafted: Drafted | None
    kind: Kind
    origin: str
    steps: tuple[Step, ...] = ()
    problem: str | None = None


def obtain(suite: Suite, case: Case, model: str, on_stale: OnStale) -> Obtained:
    """Return the draft of a case with a model. Raises what draftspec raises for a case that cannot be drafted."""
    if model == BUILTIN:
        drafted = draft_spec(case.asked, drafter_for(BUILTIN), model=BUILTIN, schema=case.schema_path)
        return Obtained(drafted, "builtin", "built-in rules, drafted now")
    from draftspec.evals.replay import replay
    from draftspec.evals.take import Take

    found = replay(suite.cassettes, Take(case.id, case.asked, model, case.schema_path), on_stale=on_stale)
    origin = found.origin
    return Obtained(
        found.drafted,
        origin.source if origin else "unknown",
        origin.line if origin else f"{model}: nothing is recorded",
        tuple(Step(step=one.step, status=one.status, changed=one.changed) for one in found.steps),
        found.problem,
    )


def digest_of(case: Case) -> str:
    """Return a digest of what is asked and expected; a case without `tags` and comments is the same case."""
    schema = case.schema_path.read_bytes() if case.schema_path else b""
    text = case.model_dump_json(exclude={"tags", "folder"})
    return hashlib.sha256(text.encode() + b"\0" + schema).hexdigest()[:16]

"""What a run measured: one row for each case and scorer. This is result.json."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from draftspec.sections.base import Model
from draftspec.spec import Usage

FORMAT: Literal[1] = 1
"""The version of result.json's and a baseline's form."""

DIGITS = 4
"""How many digits of a value are kept: the same on every machine."""

State = Literal["scored", "error", "unrecorded"]
Kind = Literal["builtin", "live", "scripted", "unknown"]


class EvidenceRow(Model):
    """What speaks against a draft, and the place."""

    text: str
    where: str


class Row(Model):
    """What one scorer measured for one case; a value of None was not measured, and `why_not` says why."""

    value: float | None = None
    passed: bool | None = None
    why_not: str | None = None
    found: int = Field(default=0, description="How many places speak against the draft.")
    evidence: tuple[EvidenceRow, ...] = Field(default=(), description="The first of them.")


class Step(Model):
    """What became of one recorded step of a draft."""

    step: str
    status: str
    changed: tuple[str, ...] = ()


class CaseResult(Model):
    """What became of one case: scored, or why not."""

    case: str
    digest: str = Field(description="Of the case as it was expected; another one is not compared.")
    state: State
    problem: str | None = None
    steps: tuple[Step, ...] = ()
    usage: Usage = Usage()
    scores: dict[str, Row] = {}

    @property
    def stale(self) -> tuple[Step, ...]:
        """The steps that are asked for in other words than when they were recorded."""
        return tuple(step for step in self.steps if step.status == "stale")

    @property
    def measured(self) -> int:
        """How many rows have a value."""
        return sum(row.value is not None for row in self.scores.values())

    @property
    def failed(self) -> tuple[str, ...]:
        """The scorers whose bound the draft does not keep."""
        return tuple(name for name, row in self.scores.items() if row.passed is False)


class ModelResult(Model):
    """What one drafter made of the cases, and where its answers came from."""

    model: str
    kind: Kind
    origin: str = Field(description="Where the answers came from, in one line.")
    cases: tuple[CaseResult, ...]


class Run(Model):
    """The whole of a run."""

    format: Literal[1] = FORMAT
    id: str
    version: str = Field(description="Of draftspec.")
    suite: str
    is_whole: bool = Field(description="Whether every case of the suite was run with every scorer.")
    stale_used: bool = Field(default=False, description="Whether stale recordings were let through.")
    executed: bool | None = Field(default=None, description="Whether SQL was wanted to run: None where it can.")
    scorers: dict[str, int] = Field(description="The version of each scorer by its id.")
    models: tuple[ModelResult, ...]

    @property
    def measured(self) -> int:
        """How many rows have a value."""
        return sum(case.measured for model in self.models for case in model.cases)

"""A run: every case with every model, drafted and scored side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from draftspec import __version__
from draftspec.errors import DraftspecError
from draftspec.evals.atomic import write_atomically
from draftspec.evals.case import Case
from draftspec.evals.cassette import model_folder
from draftspec.evals.executions import Executions
from draftspec.evals.obtaining import Obtained, OnStale, digest_of, obtain
from draftspec.evals.results import DIGITS, CaseResult, EvidenceRow, ModelResult, Row, Run
from draftspec.evals.sample import Sample, introduce, part
from draftspec.evals.scorers.registry import SHOWN_EVIDENCE, Measured, NotMeasured, Scorer
from draftspec.evals.suite import Suite
from draftspec.spec import Usage
from draftspec.standing import SPEC
from draftspec.write import serialized

Told = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What is run: cases with models, held to scorers; at most `jobs` begun at a time, of which one is computed on."""

    suite: Suite
    cases: tuple[Case, ...]
    models: tuple[str, ...]
    scorers: Mapping[str, Scorer]
    is_whole: bool
    on_stale: OnStale = "error"
    execute: bool | None = None
    jobs: int = 4
    keep: Path | None = None
    """Where the drafted files are kept, in a folder for each model and case; None throws them away."""


def run(plan: Plan, run_id: str, executions: Executions, tell: Told) -> Run:
    """Draft and score, and return what was measured. A case that cannot be drafted or scored is told, never scored low."""
    with _threads(plan.jobs) as threads:
        running = _Running(plan, executions, threads)
        models = tuple(running.model(model, tell) for model in plan.models)
    return Run(
        id=run_id,
        version=__version__,
        suite=plan.suite.folder.as_posix(),
        is_whole=plan.is_whole,
        stale_used=plan.on_stale == "use",
        executed=plan.execute,
        scorers={name: one.version for name, one in plan.scorers.items()},
        models=models,
    )


@contextmanager
def _threads(jobs: int) -> Iterator[ThreadPoolExecutor]:
    """Give threads; when somebody interrupts, what has not begun is given up."""
    threads = ThreadPoolExecutor(max_workers=jobs)
    try:
        yield threads
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True)
class _Running:
    plan: Plan
    executions: Executions
    threads: ThreadPoolExecutor
    computing: Lock = field(default_factory=Lock)
    """Held by whoever computes: threads that wait for a lock sleep, those that wait for the interpreter get in its way."""

    def model(self, model: str, tell: Told) -> ModelResult:
        """Draft every case, then score each beside the others."""
        plan = self.plan
        drafting = [self.threads.submit(self._obtained, case, model) for case in plan.cases]
        obtained = {case.id: _outcome(future) for case, future in zip(plan.cases, drafting, strict=True)}
        samples = self._samples(obtained)
        if plan.keep is not None:
            keep_drafts(plan.keep / model_folder(model), samples)
        scoring = {one.case.id: self.threads.submit(self._rows, one) for one in samples}
        results = []
        for case in plan.cases:
            results.append(_result(case, obtained[case.id], scoring.get(case.id)))
            tell(f"{model}: {case.id}: {_told(results[-1])}")
        part(samples)
        origins = [one for one in obtained.values() if isinstance(one, Obtained)]
        kinds = {one.kind for one in origins}
        known = kinds - {"unknown"} or {"unknown"}
        return ModelResult(
            model=model,
            kind="scripted" if "scripted" in known else min(known),
            origin="; ".join(sorted({one.origin for one in origins if one.kind in known})) or "nothing was drafted",
            cases=tuple(results),
        )

    def _obtained(self, case: Case, model: str) -> Obtained:
        with self.computing:
            return obtain(self.plan.suite, case, model, self.plan.on_stale)

    def _rows(self, sample: Sample) -> dict[str, Row]:
        """Score a sample; what has to wait comes first, so that others are computed on meanwhile."""
        scorers = self.plan.scorers
        rows = {name: _row(one, sample) for name, one in scorers.items() if one.waits}
        with self.computing:
            rows |= {name: _row(one, sample) for name, one in scorers.items() if not one.waits}
        return {name: rows[name] for name in scorers}

    def _samples(self, obtained: Mapping[str, Obtained | BaseException]) -> list[Sample]:
        samples = []
        for case in self.plan.cases:
            one = obtained[case.id]
            if isinstance(one, Obtained) and one.drafted is not None:
                spec, files = one.drafted.spec, one.drafted.files
                executions = self.executions
                samples.append(
                    Sample(case, spec, files, execute=executions.execute, why_not_executed=executions.why_not)
                )
        if len(samples) == len(self.plan.suite.cases):
            introduce(samples)
        return samples


def keep_drafts(folder: Path, samples: Iterable[Sample]) -> None:
    """Write the files of drafts, where the evidence of scores points to. Raises `OutputError`."""
    for sample in samples:
        for name, text in {**sample.files, SPEC: serialized(sample.spec)}.items():
            write_atomically(folder / sample.case.id / name, text)


def _outcome(future: Future[Obtained]) -> Obtained | BaseException:
    """Return what a draft came to; what it raised is an outcome, and becomes the error of its case."""
    return future.exception() or future.result()


def _row(scorer: Scorer, sample: Sample) -> Row:
    measured = scorer.measure(sample)
    if isinstance(measured, NotMeasured):
        return Row(why_not=measured.why)
    return measured_row(scorer, measured)


def measured_row(scorer: Scorer, measured: Measured) -> Row:
    """Return the row of a value."""
    value = round(float(measured.value), DIGITS)
    if value != value or (scorer.unit == "share" and not 0 <= value <= 1):
        raise ValueError(f"{scorer.id} measured {value}, which is no {scorer.unit}")
    evidence = tuple(EvidenceRow(text=one.text[:300], where=one.where) for one in measured.evidence[:SHOWN_EVIDENCE])
    return Row(value=value, passed=scorer.passes(value), found=len(measured.evidence), evidence=evidence)


def _result(case: Case, obtained: Obtained | BaseException, scoring: Future[dict[str, Row]] | None) -> CaseResult:
    digest = digest_of(case)
    if isinstance(obtained, BaseException):
        return CaseResult(case=case.id, digest=digest, state="error", problem=f"not drafted: {_said(obtained)}")
    if obtained.drafted is None or scoring is None:
        problem = obtained.problem or "nothing was drafted"
        return CaseResult(case=case.id, digest=digest, state="unrecorded", problem=problem, steps=obtained.steps)
    usage = obtained.drafted.spec.usage
    if (error := scoring.exception()) is not None:
        problem = f"a scorer failed: {_said(error)}"
        return CaseResult(
            case=case.id, digest=digest, state="error", problem=problem, steps=obtained.steps, usage=usage
        )
    return CaseResult(
        case=case.id, digest=digest, state="scored", steps=obtained.steps, usage=usage, scores=scoring.result()
    )


def _said(error: BaseException) -> str:
    if isinstance(error, DraftspecError):
        return str(error)
    frames = error.__traceback__
    while frames is not None and frames.tb_next is not None:
        frames = frames.tb_next
    place = f" ({frames.tb_frame.f_code.co_filename.rpartition('/')[2]}:{frames.tb_lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def _told(result: CaseResult) -> str:
    if result.state != "scored":
        return f"{result.state}: {result.problem}"
    failed = f", beyond its bound: {', '.join(result.failed)}" if result.failed else ""
    return f"{result.measured} of {len(result.scores)} measured{failed}"


def total_usage(cases: Iterable[CaseResult]) -> Usage:
    """Return what drafts cost together; US dollars are unknown as soon as one of them is."""
    listed = list(cases)
    prices = [one.usage.usd for one in listed]
    known = [usd for usd in prices if usd is not None]
    return Usage(
        calls=sum(one.usage.calls for one in listed),
        input_tokens=sum(one.usage.input_tokens for one in listed),
        cached_tokens=sum(one.usage.cached_tokens for one in listed),
        output_tokens=sum(one.usage.output_tokens for one in listed),
        usd=sum(known) if len(known) == len(prices) else None,
    )

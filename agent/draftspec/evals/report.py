"""A run as Markdown that fits a pull request: the verdict, where the answers came from, then what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draftspec.evals.regressions import Compared, Difference
from draftspec.evals.results import CaseResult, ModelResult, Row, Run
from draftspec.evals.running import total_usage
from draftspec.evals.scorers import SCORERS
from draftspec.evals.verdict import Verdict
from draftspec.markdown import code, prose

MOST_ROWS = 40
"""How many lines a table of changes shows."""

MOST_CHARACTERS = 60_000
"""The longest report; a comment on GitHub holds 65,536 characters."""

_MARKS = {True: "", False: " ✗", None: ""}


def report(run: Run, compared: Iterable[Compared], verdict: Verdict) -> str:
    """Return the report of a run."""
    held = {one.model: one for one in compared}
    parts = [
        f"# draftspec eval: {prose(verdict.line)}",
        *_provenance(run, held),
        *_flips(held),
        *_changes("Regressions", [row for one in held.values() for row in one.regressions]),
        *_reasons(verdict, held),
        *_stale(run),
        *_changes("Other changes", [row for one in held.values() for row in one.differences if not row.is_gate]),
        *(part for model in run.models for part in _scores(model)),
        *(part for model in run.models for part in _beyond(model)),
        *_cost(run),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[:MOST_CHARACTERS].rsplit("\n\n", 1)[0] + "\n\nThe rest is in `result.json`.\n"


def _provenance(run: Run, held: dict[str, Compared]) -> Iterator[str]:
    yield "\n".join(
        [
            "| model | answers from | cases scored | held against the baseline |",
            "|---|---|---|---|",
            *(_provenance_row(model, held.get(model.model)) for model in run.models),
        ]
    )
    if any(model.kind == "scripted" for model in run.models):
        yield (
            "**Scripted answers**: they were written for trying draftspec and come from no model. Their scores hold the "
            "program to its baseline; they say nothing about the quality of any model."
        )
    notes = [] if run.is_whole else ["Not every case and scorer was run."]
    notes += ["Stale recordings were let through."] if run.stale_used else []
    yield " ".join(notes)


def _provenance_row(model: ModelResult, held: Compared | None) -> str:
    scored = sum(case.state == "scored" for case in model.cases)
    against = f"{held.rows} values" if held else "no baseline"
    return f"| {code(named(model))} | {prose(model.origin)} | {scored} of {len(model.cases)} | {against} |"


def named(model: ModelResult) -> str:
    """Return what a model is called in reports: scripted answers never go under its name alone."""
    return f"{model.model} (scripted)" if model.kind == "scripted" else model.model


def _flips(held: dict[str, Compared]) -> Iterator[str]:
    flipped = [f"- **{case}** ({code(one.model)})" for one in held.values() for case in one.flipped]
    if flipped:
        yield "## Flips\n\nThese cases kept every bound and do not any more:\n\n" + "\n".join(flipped)


def _changes(title: str, rows: list[Difference]) -> Iterator[str]:
    if not rows:
        return
    lines = ["| case | scorer | change | before | now | model |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {row.case} | {row.scorer} | {row.change} | {_number(row.before)} | {_number(row.now)} | {code(row.model)} |"
        for row in rows[:MOST_ROWS]
    ]
    more = [f"\nand {len(rows) - MOST_ROWS} more"] if len(rows) > MOST_ROWS else []
    yield f"## {title}\n\n" + "\n".join([*lines, *more])


def _reasons(verdict: Verdict, held: dict[str, Compared]) -> Iterator[str]:
    told = sum(len(one.regressions) for one in held.values())
    reasons = verdict.reasons[told:]
    if reasons:
        lines = [f"- {prose(reason)}" for reason in reasons[:MOST_ROWS]]
        lines += [f"- and {len(reasons) - MOST_ROWS} more"] if len(reasons) > MOST_ROWS else []
        yield f"## Why it is {verdict.word}\n\n" + "\n".join(lines)


def _stale(run: Run) -> Iterator[str]:
    rows = [
        f"| {code(step.step)} | {step.status} | {prose(', '.join(step.changed) or '–')} | {code(model.model)} |"
        for model in run.models
        for case in model.cases
        for step in case.steps
        if step.status in ("stale", "missing")
    ]
    if rows:
        head = ["| step | recording | what changed | model |", "|---|---|---|---|"]
        more = [f"\nand {len(rows) - MOST_ROWS} more"] if len(rows) > MOST_ROWS else []
        yield "## Recordings\n\n" + "\n".join([*head, *rows[:MOST_ROWS], *more])


def _scores(model: ModelResult) -> Iterator[str]:
    cases = [case for case in model.cases if case.scores]
    if not cases:
        return
    names = [name for name in SCORERS if any(name in case.scores for case in cases)]
    values = {name: {case.scores[name].value for case in cases} - {None} for name in names}
    shown = [name for name in names if len(values[name]) > 1 or any(name in case.failed for case in cases)]
    if len(cases) == 1:
        shown = [name for name in names if values[name]]
    lines = ["| case | " + " | ".join(shown) + " |", "|---|" + "---:|" * len(shown)]
    lines += [f"| {case.case} | " + " | ".join(_cell(case.scores[name]) for name in shown) + " |" for case in cases]
    if not shown:
        lines = []
    same = [f"{name} {_number(*values[name])}" for name in names if name not in shown and values[name]]
    unmeasured = [f"{name} ({_why_not(cases, name)})" for name in names if not values[name]]
    notes = [f"The same in every case: {', '.join(same)}."] if same else []
    notes += [f"Not measured: {prose('; '.join(unmeasured))}."] if unmeasured else []
    head = f"## Scores: {code(named(model))}\n\n✗ is beyond its bound, – was not measured."
    yield "\n\n".join(part for part in (head, "\n".join(lines), *notes) if part)


def _why_not(cases: list[CaseResult], name: str) -> str:
    return next((row.why_not for case in cases if (row := case.scores[name]).why_not), "no reason given")


def _cell(row: Row) -> str:
    return f"{_number(row.value)}{_MARKS[row.passed]}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def _beyond(model: ModelResult) -> Iterator[str]:
    parts = []
    for case in model.cases:
        for name in case.failed:
            row = case.scores[name]
            scorer = SCORERS[name]
            bound = f"{'at least' if scorer.higher_is_better else 'at most'} {_number(scorer.bound)}"
            lines = [f"  - {prose(one.text)} — {code(one.where)}" for one in row.evidence[:3]]
            parts.append("\n".join([f"- **{case.case}**, {name}: {_number(row.value)} ({bound})", *lines]))
    if parts:
        summary = f"Beyond their bound: {len(parts)} values of {code(named(model))}"
        yield f"<details><summary>{summary}</summary>\n\n" + "\n".join(parts) + "\n\n</details>"


def _cost(run: Run) -> Iterator[str]:
    lines = []
    for model in run.models:
        usage = total_usage(model.cases)
        if usage.calls:
            usd = "price not known" if usage.usd is None else f"{usage.usd:.4f} USD"
            told = f"{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out, {usd}"
            known = told if usage.input_tokens + usage.output_tokens else "the service told no tokens"
            lines.append(f"- {code(named(model))}: {usage.calls} calls, {known}, as recorded")
    if lines:
        yield "## Cost\n\n" + "\n".join(lines)

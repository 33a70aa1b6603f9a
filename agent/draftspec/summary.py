"""What is said about a draft at the end: lines for people, a document for scripts. Nothing is printed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from draftspec.pipeline import Drafted
from draftspec.spec import Finding, Severity, Spec, Usage
from draftspec.write import Written

SHOWN_ERRORS = 10
"""How many errors are listed; spec.json holds all of them."""

Tone = Literal["plain", "good", "warning", "error"]


@dataclass(frozen=True)
class Line:
    """A line for people: its label, its text, and how it is meant."""

    label: str
    text: str
    tone: Tone = "plain"


def lines(drafted: Drafted, written: Written, *, dry_run: bool) -> Iterator[Line]:
    """Yield what people are told: the folder, what the design holds, and what to look at."""
    spec = drafted.spec
    database, endpoints = spec.sections.database, spec.sections.endpoints.endpoints
    yield Line("folder", _folder_text(written, dry_run), "good")
    yield Line("tables", _listed(table.name for table in database.tables))
    if database.assumed:
        yield Line("assumed", _listed(table.name for table in database.assumed))
    if changed := dict.fromkeys(change.table for change in database.modifications):
        yield Line("changed", _listed(changed))
    yield Line("endpoints", str(len(endpoints)))
    yield Line("assumptions", f"{len(spec.assumptions)}, open questions {len(spec.open_questions)}")
    where = f"; to see them: draftspec check {written.folder}" if spec.findings and not dry_run else ""
    yield Line("findings", f"{_counted(spec.findings)}{where}")
    yield from _costs(spec)
    yield from (Line("note", note, "warning") for note in drafted.notes)
    yield from problems(drafted)
    if not database.tables and not database.modifications and not endpoints:
        yield Line("warning", "the brief asks for nothing that a backend stores or answers", "warning")


def problems(drafted: Drafted) -> Iterator[Line]:
    """Yield what makes a draft bad: the missing sections and the errors that the checks found."""
    if drafted.gaps:
        yield Line("error", f"missing sections: {', '.join(drafted.gaps)}", "error")
    yield from _reasons(drafted)
    errors = [finding for finding in drafted.spec.findings if finding.severity == "error"]
    for finding in errors[:SHOWN_ERRORS]:
        yield Line("error", f"{finding.check} {finding.where}: {finding.message} → {finding.hint}", "error")
    if len(errors) > SHOWN_ERRORS:
        yield Line("error", f"{len(errors) - SHOWN_ERRORS} more, see the findings in spec.json", "error")


def _reasons(drafted: Drafted) -> Iterator[Line]:
    """Yield why sections are missing, as far as that is known, and what to do."""
    for name in drafted.gaps:
        if reason := drafted.spec.provenance[name].reason:
            yield Line("gap", f"{name}: {reason}", "error")
    if drafted.unanswered:
        yield Line("hint", "run the same command again with --resume; what was answered is kept")
    elif asked := [name for name in drafted.gaps if drafted.spec.provenance[name].usage]:
        yield Line("hint", f"--redo {','.join(asked)} asks for them again")


def _costs(spec: Spec) -> Iterator[Line]:
    """Yield what a draft with a model cost, section by section and as a whole."""
    usages = {name: one.usage for name, one in spec.provenance.items() if one.usage is not None}
    yield from (Line(name, _usage_text(usage)) for name, usage in usages.items())
    if usages:
        yield Line("cost", _usage_text(spec.usage), "good")


def _usage_text(usage: Usage) -> str:
    """Return what something cost, as in `2 calls, 1,200 (300 cached) + 450 tokens, $0.0012`."""
    calls = "1 call" if usage.calls == 1 else f"{usage.calls} calls"
    cached = f" ({usage.cached_tokens:,} cached)" if usage.cached_tokens else ""
    usd = "price not known" if usage.usd is None else f"${usage.usd:.4f}"
    return f"{calls}, {usage.input_tokens:,}{cached} + {usage.output_tokens:,} tokens, {usd}"


def _folder_text(written: Written, dry_run: bool) -> str:
    verb = "would be written" if dry_run else "written"
    changed = f"{len(written.changed)} of {len(written.files)} files {verb}" if written.changed else "unchanged"
    return f"{written.folder} ({changed})"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def _counted(findings: tuple[Finding, ...]) -> str:
    counts = Counter(finding.severity for finding in findings)
    words: dict[Severity, str] = {"error": "errors", "warning": "warnings", "info": "notes"}
    return _listed(
        f"{counts[one]} {words[one] if counts[one] > 1 else words[one][:-1]}" for one in words if counts[one]
    )


def document(drafted: Drafted, written: Written, *, dry_run: bool) -> dict[str, object]:
    """Return the same for scripts, as it is printed with --json."""
    spec = drafted.spec
    return {
        "folder": written.folder.as_posix(),
        "slug": spec.slug,
        "dry_run": dry_run,
        "files": list(written.files),
        "changed": list(written.changed),
        "tables": [table.name for table in spec.sections.database.tables],
        "assumed": [table.name for table in spec.sections.database.assumed],
        "endpoints": [f"{one.method} {one.path}" for one in spec.sections.endpoints.endpoints],
        "assumptions": [one.model_dump() for one in spec.assumptions],
        "open_questions": [one.model_dump() for one in spec.open_questions],
        "gaps": list(drafted.gaps),
        "provenance": {name: one.model_dump() for name, one in spec.provenance.items()},
        "usage": spec.usage.model_dump(),
        "findings": [one.model_dump() for one in spec.findings],
    }

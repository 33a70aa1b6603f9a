"""What was found, as text for people and as JSON for scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from draftspec.checking.found import Checked, Located
from draftspec.spec import Severity


def text_lines(checked: Sequence[Checked]) -> Iterator[str]:
    """Yield one line for each finding that counts, with what to do on a second one."""
    for one in (located for each in checked for located in each.counted):
        finding = one.finding
        yield f"{one.place}: {finding.severity} {finding.check} {finding.message}"
        yield f"    {finding.where}: {finding.hint}"


def summary_lines(checked: Sequence[Checked]) -> Iterator[str]:
    """Yield what is told beside the findings: notes of each folder, and the counts."""
    for one in checked:
        yield from (f"note: {one.folder}: {note}" for note in one.notes)
    counts = Counter(one.finding.severity for each in checked for one in each.counted)
    ignored = sum(one.ignored is not None for each in checked for one in each.findings)
    parts = [_counted(counts[severity], word) for severity, word in _WORDS.items() if counts[severity]]
    what = ", ".join(parts) or "nothing found"
    ran = sorted({one.executed_on for one in checked if one.executed_on})
    yield (
        f"{what} in {_counted(len(checked), 'draft')}"
        + (f", {ignored} ignored" if ignored else "")
        + (f"; run on PostgreSQL {', '.join(ran)}" if ran else "")
    )


_WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "remark"}


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("s" if number != 1 else "")


def json_text(checked: Iterable[Checked], extra: dict[str, object] | None = None) -> str:
    """Return `{"findings": […]}`, each with its file and line; what is ignored stands apart with its reason."""
    checked = tuple(checked)
    document: dict[str, object] = {
        "findings": [_entry(one) for each in checked for one in each.counted],
        "ignored": [
            {**_entry(one), "reason": one.ignored}
            for each in checked
            for one in each.findings
            if one.ignored is not None
        ],
        "folders": [
            {"folder": each.folder.as_posix(), "executed_on": each.executed_on, "notes": list(each.notes)}
            for each in checked
        ],
        **(extra or {}),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _entry(one: Located) -> dict[str, object]:
    return {**one.finding.model_dump(), "file": one.place.file.as_posix(), "line": one.place.line}

"""Whether every place of the templates is filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.markdown import Markdown
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share

_LABEL = re.compile(r"^\s*(?:[-*] )?(?:\[[ x]\] )?\*\*[^*]+\*\*:?\s*(.*)$")
_OPEN = re.compile(
    r"\{\{|\}\}|\b(?:TBD|TBC|TODO|FIXME|XXX)\b|(?i:lorem ipsum|\bto be (?:defined|decided|determined)\b)"
)
_EMPTY = re.compile(r"^[\s.…\-–—?]*$|^(?:n/?a|null|undefined|unknown)\.?$", re.IGNORECASE)


@scorer(
    gate="hard",
    bound=1,
    source="129 and 37 placeholders of the two templates, every occurrence counted; ISO 29148: complete",
)
def completeness(sample: Sample) -> Measured | NotMeasured:
    """Labels of both documents with something behind them, and lines without a placeholder or an undecided mark.

    Behind a label stands a text, a list or a block. `TBD`, `TODO`, `{{`, lorem ipsum and the like are undecided, unless the
    brief or code has them.
    """
    places = [
        (f"{name}:{number}", text, is_open)
        for name, document in sample.documents.markdown()
        for number, text, is_open in _places(document)
    ]
    if not places:
        return NotMeasured("there is no document")
    brief = sample.spec.brief
    bad = [Evidence(text, where) for where, text, is_open in places if is_open and not _said(text, brief)]
    return Measured(share(len(places) - len(bad), len(places)), tuple(bad))


def _said(text: str, brief: str) -> bool:
    mark = _OPEN.search(text)
    return mark is not None and mark[0] in brief


def _places(document: Markdown) -> Iterator[tuple[int, str, bool]]:
    """Yield each label and each line with words: its number, its text, and whether it is left open."""
    fences = {fence.after for fence in document.fences}
    for line, following in zip(document.lines, [*document.lines[1:], None], strict=True):
        text = re.sub(r"`[^`]*`", "_", line.text)
        label = _LABEL.match(text)
        if label and not label[1].strip():
            inner = following is not None and (following.text.startswith(("  ", "- ")) or not following.text.strip())
            has_more = inner and (following is not None) and bool(following.text.strip())
            yield line.number, line.text, not (has_more or line.text.strip() in fences)
        elif label:
            yield line.number, line.text, bool(_OPEN.search(text) or _EMPTY.match(label[1]))
        elif text.strip():
            yield line.number, line.text, bool(_OPEN.search(text))
    for fence in document.fences:
        if not fence.language:
            yield (
                fence.number,
                fence.text[:80] or "an empty block",
                not fence.text.strip() or bool(_OPEN.search(fence.text)),
            )

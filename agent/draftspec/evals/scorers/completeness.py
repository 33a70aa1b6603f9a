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
_MARKS = ("{{", "}}", "tbd", "tbc", "todo", "fixme", "xxx", "lorem ipsum", "to be de")
"""What a document has, in letters of any size, where `_OPEN` finds something in it."""
_CODE = re.compile(r"`[^`]*`")
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
        (name, *place)
        for name, document in sample.documents.markdown()
        for place in _places(document, _may_be_open(sample.files[name]))
    ]
    if not places:
        return NotMeasured("there is no document")
    brief = sample.spec.brief
    bad = [
        Evidence(text, f"{name}:{number}")
        for name, number, text, is_open in places
        if is_open and not _said(text, brief)
    ]
    return Measured(share(len(places) - len(bad), len(places)), tuple(bad))


def _may_be_open(text: str) -> bool:
    small = text.lower()
    return any(mark in small for mark in _MARKS)


def _said(text: str, brief: str) -> bool:
    mark = _OPEN.search(text)
    return mark is not None and mark[0] in brief


def _places(document: Markdown, may_be_open: bool) -> Iterator[tuple[int, str, bool]]:
    """Yield each label and each line with words: its number, its text, and whether it is left open."""

    def is_open(text: str) -> bool:
        return may_be_open and _OPEN.search(text) is not None

    fences = {fence.after for fence in document.fences}
    for line, following in zip(document.lines, [*document.lines[1:], None], strict=True):
        text = _CODE.sub("_", line.text) if "`" in line.text else line.text
        label = _LABEL.match(text) if "**" in text else None
        if label and not label[1].strip():
            inner = following is not None and (following.text.startswith(("  ", "- ")) or not following.text.strip())
            has_more = inner and (following is not None) and bool(following.text.strip())
            yield line.number, line.text, not (has_more or line.text.strip() in fences)
        elif label:
            yield line.number, line.text, is_open(text) or _EMPTY.match(label[1]) is not None
        elif text.strip():
            yield line.number, line.text, is_open(text)
    for fence in document.fences:
        if not fence.language:
            yield (
                fence.number,
                fence.text[:80] or "an empty block",
                not fence.text.strip() or is_open(fence.text),
            )

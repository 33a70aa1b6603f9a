"""Plain lines: one item a line, what is indented below it belongs to it; todo.txt marks are known."""

from __future__ import annotations

import re

from draftspec.backlog.asked.wording import NO_KEYS
from draftspec.backlog.forms.found import Found
from draftspec.backlog.item import Item
from draftspec.backlog.record import shortened

_MARK = re.compile(
    r"""(?: (?P<box>\[[ xX✓~/-]?\]) | [-*+•–·◦▪] | (?P<tick>[✓✔☑✅]) | [☐□] | \(?\d{1,4}[.)] | [a-z][.)] | >+ )\s+""",
    re.VERBOSE,
)
_TODO_DONE = re.compile(r"x (?:\d{4}-\d\d-\d\d )+|(?:DONE|done|Done):\s+")
_TODO_START = re.compile(r"(?:TODO|todo|Todo|FIXME|NEXT|IDEA):?\s+|\([A-Z]\) (?:\d{4}-\d\d-\d\d )?")
_OWN_ID = re.compile(rf"\[?(?:#(?P<number>\d{{1,9}})|(?P<key>(?!{NO_KEYS})[A-Z][A-Z0-9]{{1,9}}-\d{{1,9}}))\b")
_RULE = re.compile(r"[-=*_#~]{3,}$")
_WORD = re.compile(r"\w")


def read_lines(text: str) -> Found:
    """Return each line of a text as an item; lines without a word, and empty ones, are none."""
    found = Found()
    title, below, start, place = "", [], 0, 0
    lines = text.split("\n")
    for number, line in enumerate((*lines, ""), 1):
        last = number > len(lines)
        if line[:1] in (" ", "\t") and title:
            below.append(line.strip())
            continue
        if (line.strip() or last) and title:
            place += 1
            found.add([_item(title, "\n".join(below), place, start)])
            title, below = "", []
        if _WORD.search(line) and not _RULE.match(line.strip()):
            title, below, start = line.strip(), [], number
    return found


def _item(line: str, below: str, place: int, number: int) -> Item:
    done = False
    while match := _MARK.match(line) or _TODO_DONE.match(line) or _TODO_START.match(line):
        marks = match.groupdict()
        done |= bool(match.re is _TODO_DONE or marks.get("tick") or (marks.get("box") or "")[1:2] in tuple("xX✓-"))
        line = line[match.end() :]
    title, body = shortened(line, below)
    return Item(own_id(title) or str(place), title, body, done=done, line=number)


def own_id(title: str) -> str | None:
    """Return the number or key of a tracker that a title begins with ("#12 …", "ABC-7: …"), or None."""
    match = _OWN_ID.match(title)
    return (match["number"] or match["key"]) if match else None

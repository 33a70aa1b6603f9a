"""Which form a backlog has: by what stands in it, and by the end of its name where that leaves a doubt."""

from __future__ import annotations

import json
import re
from pathlib import PurePath

from draftspec.backlog.forms.github import is_github
from draftspec.backlog.forms.parsed import parsed
from draftspec.backlog.forms.table import DELIMITERS, best_delimiter, has_header
from draftspec.backlog.forms.trello import is_board
from draftspec.errors import BacklogError

_BY_NAME = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_MARKDOWN_LINE = re.compile(r"[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+\S|#{1,6}[ \t]+\S|\|.*\|.*\|[ \t]*$")
_BOX_LINE = re.compile(r"[ \t]*(?:[-*+]|\d{1,4}[.)])?[ \t]*\[[ xX]?\][ \t]+\S")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})[ \t]*")
_COMPARED = 20
"""So many first lines must have the same number of tabs for a table without a header."""

_LOOKED_AT = 64 * 1024


def recognised(text: str, name: str) -> str:
    """Return the form of a text, `name` being the file that it comes from. Raises `BacklogError` for broken JSON and YAML."""
    start, ending = text.lstrip()[:1], PurePath(name).suffix.lower()
    json_like = start in ("[", "{") and not _BOX_LINE.match(text.lstrip())
    if json_like and (form := _json_form(text, ending)) is not None:
        return form
    if ending in (".yaml", ".yml"):
        raise BacklogError("YAML is not read", "save the items as JSON, CSV or Markdown")
    if ending in _BY_NAME:
        return _BY_NAME[ending]
    lines = [line for line in text[:_LOOKED_AT].split("\n") if line.strip()]
    marked = sum(bool(_MARKDOWN_LINE.match(line) or _BOX_LINE.match(line)) for line in lines)
    if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]):
        return "markdown"
    if marked and (marked >= len(lines) / 2 or lines[0].startswith("#") or any(map(_BOX_LINE.match, lines))):
        return "markdown"
    return _table_form(text) or "lines"


def _json_form(text: str, ending: str) -> str | None:
    """Return the form of a text that begins as JSON does, or None when it is something else, as a link in Markdown."""
    first, _, rest = text.strip().partition("\n")
    if rest.strip() and _is_json(first):
        return "jsonl"
    if ending not in (".json", ".jsonl", ".ndjson") and not re.match(r"[\[{]\s*[\[{\"\d\]}]", text.lstrip()):
        return None
    if ending in (".jsonl", ".ndjson"):
        return "jsonl"
    value = parsed(text)
    if is_board(value):
        return "trello"
    return "github" if is_github(value) else "json"


def _is_json(line: str) -> bool:
    try:
        value = json.loads(line, parse_int=str)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict | list)


def _table_form(text: str) -> str | None:
    delimiter = best_delimiter(text) if text else ","
    if delimiter in DELIMITERS and has_header(text, delimiter):
        return "tsv" if delimiter == "\t" else "csv"
    first_lines = [line for line in text[:_LOOKED_AT].split("\n")[:_COMPARED] if line.strip()]
    tabs = {line.count("\t") for line in first_lines}
    return "tsv" if len(first_lines) > 1 and len(tabs) == 1 and tabs.pop() > 1 else None

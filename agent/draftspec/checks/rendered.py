"""SEC: the two documents, as somebody may have edited them, held to the design and to each other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache

from draftspec.checks.markdown import Fence, Line, Markdown
from draftspec.checks.registry import Found, document_check
from draftspec.checks.texts import PRP, SPECIFICATION, Documents, place
from draftspec.checks.wording import listed

_SYNC = "`draftspec sync` writes the PRP anew"
_OPERATION = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE) (/[^\s`:,]*)")


@document_check("SEC-08", "error", why="Of two documents, somebody reads only one.")
def same_in_both(documents: Documents) -> Iterator[Found]:
    """The PRP lists the endpoints, tables, columns, indexes and constraints of the design, and no others."""
    from draftspec.derive import prp

    if documents.prp is None:
        return
    database = documents.spec.sections.database
    yield from _endpoints(documents)
    yield from _models(documents, prp.data_models(documents.spec))
    for label, names in (
        ("Indexes", prp.index_names(database)),
        ("Constraints", prp.constraint_names(database)),
    ):
        yield from _names(documents, label, {name.strip("`") for name in names})


def _endpoints(documents: Documents) -> Iterator[Found]:
    fence = _fence(documents, "API Endpoints Specification")
    if fence is None:
        return
    ours = {(one.method, one.path) for one in documents.spec.sections.endpoints.endpoints}
    listed_there: set[tuple[str, str]] = set()
    for number, text in enumerate(fence.text.splitlines(), fence.number):
        if found := re.match(r"\s*[-*] `?(GET|POST|PUT|PATCH|DELETE) (/[^\s`:]*)", text):
            operation = (found[1], found[2])
            listed_there.add(operation)
            if operation not in ours:
                message = f"The PRP lists `{found[1]} {found[2]}`, which the specification does not have."
                yield Found(
                    place(PRP, number), message, f"Add the endpoint to the specification, or drop the line; {_SYNC}."
                )
    if missing := [f"{method} {path}" for method, path in sorted(ours - listed_there)]:
        yield Found(
            place(PRP, fence.number), f"The PRP leaves out {listed(missing)}.", f"Add a line for each; {_SYNC}."
        )


def _models(documents: Documents, derived: str) -> Iterator[Found]:
    fence = _fence(documents, "Data Models & Entities")
    if fence is None or fence.text.strip() == derived.strip():
        return
    expected = {name: text for name, (_, text) in _columns(derived, 1).items()}
    there = _columns(fence.text, fence.number)
    for name, (number, text) in there.items():
        if name not in expected:
            message = f"The PRP has `{name}`, which the specification does not have."
            yield Found(place(PRP, number), message, f"Add it to the specification, or drop the line; {_SYNC}.")
        elif text != expected[name]:
            message = f"The PRP says `{name}` is {text}, and the specification says {expected[name]}."
            yield Found(place(PRP, number), message, "Make both the same.")
    if missing := [name for name in expected if name not in there]:
        yield Found(
            place(PRP, fence.number), f"The PRP leaves out {listed(missing)}.", f"Add what is missing; {_SYNC}."
        )


def _columns(text: str, first: int) -> dict[str, tuple[int, str]]:
    """Return each `table.column` of a list of models with its line and what is said of it."""
    found: dict[str, tuple[int, str]] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), first):
        if head := re.match(r"([^\s:]+)( \(is there already\))?:$", line):
            table = head[1]
        elif table and (column := re.match(r"\s*[-*] ([^:]+): (.*)$", line)):
            found[f"{table}.{column[1]}"] = (number, " ".join(column[2].split()))
    return found


def _names(documents: Documents, label: str, expected: set[str]) -> Iterator[Found]:
    start = f"- **{label}**:"
    parts = documents.prp.parts if documents.prp else ()
    lines = (line for part in parts for line in enumerate(part.texts, part.number))
    number, text = next((line for line in lines if line[1].startswith(start)), (0, None))
    if text is None:
        return
    there = set(re.findall(r"`([^`]+)`", text))
    if unknown := sorted(there - expected):
        hint = "Add them to the specification, or drop them."
        yield Found(
            place(PRP, number), f"The PRP names {listed(unknown)}, which the specification does not have.", hint
        )
    if missing := sorted(expected - there):
        yield Found(place(PRP, number), f"The PRP leaves out {listed(missing)}.", f"Add what is missing; {_SYNC}.")


def _fence(documents: Documents, heading: str) -> Fence | None:
    return next(iter(documents.prp.fences_under(heading)), None) if documents.prp else None


_PLACEHOLDERS = re.compile(
    r"\{\{\s*(feature_name|table_name|column_name|endpoint_path|endpoint|method|purpose|auth_level|edge_cases|"
    r"rule_name|job_name|service_name|prp_id|migration_name|[a-z]+(_[a-z0-9]+)+)\s*\}\}"
)
_MARKS = (b"{{", b"TBD", b"TBC", b"FIXME", b"XXX", b"TODO")
_WORDS = (b"lorem ipsum", b"to be de")
"""A text with a hole in it has one of these marks, or of these words in letters of any size; few others have."""
_OTHER_SIGNS = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ{}:\n"))
"""What no mark is made of; colons and lines are kept, so that hardly ever a mark comes to be where there was none."""

_UNDECIDED = re.compile(
    r"\b(TBD|TBC|FIXME|XXX)\b|\bTODO\b(?=:|\s*$)|(?i:\blorem ipsum\b|\bto be (defined|decided|determined)\b)"
)


@document_check("SEC-11", "error", why="Whoever builds from a document with holes fills them with guesses.")
def complete(documents: Documents) -> Iterator[Found]:
    """No placeholder or undecided place is left, every heading of the template is there in order, every block parses.

    Placeholders and marks such as TBD count outside of fences, code and quotes, unless the brief has them.
    """
    for name, document in documents.markdown():
        yield from _left_open(documents, name, document)
        yield from _headings(name, document)
        for fence in document.fences:
            yield from _unparsed(documents, name, fence)


def _left_open(documents: Documents, name: str, document: Markdown) -> Iterator[Found]:
    for part in document.parts if _may_be_open(documents.texts[name]) else ():
        for line in part.lines() if _may_be_open("\n".join(part.texts)) else ():
            yield from _holes(documents, name, line)


def _may_be_open(text: str) -> bool:
    raw = text.encode(errors="replace")  # of a text, what follows takes ten times as long
    short = raw.translate(None, _OTHER_SIGNS)  # an eighth of most texts, in which each mark still stands
    if any(mark in short for mark in _MARKS):
        return True
    small = raw.lower()
    return any(words in small for words in _WORDS)


def _holes(documents: Documents, name: str, line: Line) -> Iterator[Found]:
    text = re.sub(r"`[^`]*`|[“\"][^”\"]*[”\"]", "", line.text)
    for pattern in (_PLACEHOLDERS, _UNDECIDED):
        found = pattern.search(text)
        if found and found[0] not in documents.spec.brief and not line.text.startswith("**Brief**"):
            yield Found(place(name, line.number), f"{found[0]} is left in the text.", "Write what is meant.")


def _headings(name: str, document: Markdown) -> Iterator[Found]:
    there = [line.text for line in document.headings]
    at = 0
    for heading in _fixed_headings(name):
        try:
            at = there.index(heading, at) + 1
        except ValueError:
            problem = "stands out of order" if heading in there else "is missing"
            number = next((one.number for one in document.headings if one.text == heading), 1)
            yield Found(place(name, number), f"The heading “{heading.lstrip('# ')}” {problem}.", "Put it back.")


@cache
def _fixed_headings(name: str) -> tuple[str, ...]:
    """Return the headings that every document has: those of an empty design, below the title."""
    from draftspec.documents import DOCUMENTS, render_template
    from draftspec.spec import Sections, Spec

    empty = Spec(brief="nothing", slug="nothing", sections=Sections())
    lines = Markdown(render_template(empty, DOCUMENTS[name])).headings
    return tuple(one.text for one in lines if not one.text.startswith("# ") and "Migration: " not in one.text)


def _unparsed(documents: Documents, name: str, fence: Fence) -> Iterator[Found]:
    if fence.language == "json":
        wrong = documents.json(fence.text).fault
        if isinstance(wrong, json.JSONDecodeError):
            yield Found(place(name, fence.number + wrong.lineno - 1), f"This is no JSON: {wrong.msg}.", "Mend it.")
    elif fence.language == "sql" and (fault := documents.sql(fence.text).fault) is not None:
        yield Found(place(name, fence.number + fault.line - 1), f"This is no SQL: {fault.message}.", "Mend it.")


@document_check("REQ-08", "error", why="Whoever copies the example gets an error, and cannot tell whose fault it is.")
def request_blocks(documents: Documents) -> Iterator[Found]:
    """The example of a request in the specification is valid against the schema that follows from the design."""
    yield from _examples(documents, lambda before: before.startswith("**Request**") or before.startswith("- `"), None)


@document_check("RSP-07", "error", why="A client that is built after the example fails on the real answer.")
def response_blocks(documents: Documents) -> Iterator[Found]:
    """The example of a success in the specification is valid against the schema that follows from the design."""
    yield from _examples(documents, lambda before: before.startswith("**Response"), 0)


def _examples(documents: Documents, is_wanted: Callable[[str], bool], response: int | None) -> Iterator[Found]:
    from draftspec.checks.bodies import problems

    if documents.specification is None:
        return
    by_name = {f"{one.method} {one.path}": one for one in documents.spec.sections.endpoints.endpoints}
    for fence in documents.specification.fences_under("API Endpoints", "json"):
        endpoint = by_name.get(fence.headings[-1].lstrip("# "))
        if endpoint is None or not is_wanted(fence.after):
            continue
        status = re.search(r"Success - (\d+)", fence.after) if response is not None else None
        for problem in problems(documents, endpoint, fence.text, int(status[1]) if status else None):
            where = place(SPECIFICATION, fence.number + _line_of(problem, fence.text))
            yield Found(where, problem, "Make the example fit, or change the design.")


def _line_of(problem: str, text: str) -> int:
    """Return how many lines below its first one an example names what a problem is about, 0 where it does not."""
    named = re.search(r"^`(?:[^`]*\.)?([^`.\d][^`.]*)(?:\.\d+)?` of the example|\('([^']+)' was unexpected\)", problem)
    name = f'"{named[1] or named[2]}":' if named else ""
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines) if named and line.lstrip().startswith(name)), 0)

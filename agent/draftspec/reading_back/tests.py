"""The tests: subject, input and what must come out, one a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from draftspec.reading_back import keeping
from draftspec.reading_back.labels import labels
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.plain import leading_code
from draftspec.sections.tests import TestCase, Tests

_LISTS = {
    "Unit Tests": {
        "models": ("Models", "no table is new."),
        "services": ("Services", "no rule to test."),
        "utilities": ("Utilities", "nothing is calculated."),
    },
    "Integration Tests": {
        "endpoints": ("API Endpoints", "there is no endpoint."),
        "database": ("Database Operations", "the schema stays as it is."),
        "external_services": ("External Services", "no service outside is called."),
    },
    "Performance Tests": {
        "load": ("Load Testing", "no load is expected."),
        "stress": ("Stress Testing", "no limit is known."),
        "benchmarks": ("Benchmark Tests", "no figure to keep."),
    },
}


def tests(root: Part, base: Tests, notes: Notes) -> Tests:
    """Return the tests of a document."""
    part = below(root, "Testing Strategy", notes)
    found = {}
    for heading, lists in _LISTS.items():
        shown = labels(below(part, heading, notes), notes, "bullet")
        for name, (label, otherwise) in lists.items():
            known = getattr(base, name)
            found[name] = keeping.listed(shown.one(label).shown(), known, otherwise, _reader(notes))
    return notes.changed(part.line, base, **found)


def _reader(notes: Notes) -> Callable[[Node, Sequence[TestCase]], TestCase]:
    def read(node: Node, left: Sequence[TestCase]) -> TestCase:
        subject, rest = leading_code(node.text) or ("", "")
        known = [one for one in left if " ".join(one.subject.split()) == subject] or list(left)
        given, expect = keeping.parted(
            rest.removeprefix(":").strip(),
            " → ",
            (" ".join(one.given.removesuffix(".").split()) for one in known),
            (one.expect for one in known),
        )
        if not subject or not expect:
            hint = "write it as in `invoices.total_cents`: `-1` → 23514"
            raise notes.error(node.line, f"{node.text[:60]!r} is no test", hint)
        given = next((one.given for one in known if one.given.removesuffix(".") == given), given)
        return notes.built(node.line, TestCase, subject=subject, given=given, expect=expect)

    return read

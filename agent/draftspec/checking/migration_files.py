"""Migration files that were changed by hand. They are read, never run: what is run is derived from the design."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from draftspec.checking.found import Place
from draftspec.checking.loading import LIMIT, Loaded, read_text
from draftspec.checks.executed import EXECUTED, Tried
from draftspec.checks.running import cut
from draftspec.derive import assumed, migration
from draftspec.existing.grammar import split
from draftspec.postgres.allowed import check_script
from draftspec.postgres.fault import SYNTAX_ERROR, Fault
from draftspec.spec import Finding, Spec

_SHOWN = 120


def edited_migrations(loaded: Loaded, edited: Iterable[str]) -> Iterator[tuple[Finding, Place]]:
    """Yield a finding for each of the edited migrations that says something else than the design, or what none may say.

    Raises:
        InputError: A file cannot be read as text.

    """
    for name in edited:
        if name.endswith(".sql"):
            yield from _compared(loaded.folder / name, name, _wanted(loaded.spec, name))


def _wanted(spec: Spec, name: str) -> tuple[str, ...]:
    database = spec.sections.database
    if name.endswith("0000_assumed.sql"):
        return assumed.statements(database)
    return migration.down_statements(database) if name.endswith(".down.sql") else migration.up_statements(database)


def _compared(path: Path, name: str, wanted: tuple[str, ...]) -> Iterator[tuple[Finding, Place]]:
    if path.stat().st_size > LIMIT:
        size = f"{path.stat().st_size / 1e6:.0f} MB"
        yield _finding(EXECUTED["MIG-02"], name, f"`{name}` has {size}; it was neither read nor run."), Place(path, 1)
        return
    text = read_text(path)
    statements, refused = check_script(text)
    for fault in refused:
        yield _refusal(name, fault), Place(path, _line(text, fault))
    if not refused and (differing := _first_difference(statements, wanted)) is not None:
        message = f"`{name}` is not what the design gives, and was not run: `{_short(differing)}`"
        yield _finding(EXECUTED["MIG-02"], name, message), Place(path, _line_of(text, differing))


def _refusal(name: str, fault: Fault) -> Finding:
    kind = "is no SQL" if fault.sqlstate == SYNTAX_ERROR else "holds a statement that was not run"
    return _finding(EXECUTED["MIG-07"], name, f"`{name}` {kind}: {fault.message}")


def _first_difference(found: list[str], wanted: tuple[str, ...]) -> str | None:
    """Return the first statement that only one side has; spaces and comments do not count."""
    expected = [one for text in wanted for one in split(text)]
    for ours, theirs in zip(expected, found, strict=False):
        if _bare(ours) != _bare(theirs):
            return theirs
    if len(found) != len(expected):
        return (found[len(expected) :] or expected[len(found) :])[0]
    return None


def _bare(statement: str) -> str:
    lines = (line.split("--", 1)[0] for line in statement.splitlines())
    return " ".join(" ".join(lines).split())


def _finding(check: Tried, name: str, message: str) -> Finding:
    hint = "Change the design instead (spec.json, or the documents and `draftspec sync`); the file follows from it."
    return Finding(check=check.id, severity=check.severity, where=f"migration.{name}", message=cut(message), hint=hint)


def _line(text: str, fault: Fault) -> int:
    if fault.sqlstate == SYNTAX_ERROR and "(line " in fault.message:
        return int(fault.message.rsplit("(line ", 1)[1].split(",")[0])
    return _line_of(text, fault.statement)


def _line_of(text: str, statement: str) -> int:
    return text.count("\n", 0, max(text.find(statement), 0)) + 1


def _short(statement: str) -> str:
    line = " ".join(statement.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + " …"

"""Mutated documents: what editors, merges, broken transfers and hurried people make of them."""

from __future__ import annotations

import random
from collections.abc import Callable

Lines = list[str]

_INSERTED = (
    "```",
    "```sql",
    "```json",
    "| a | b |",
    "<<<<<<< HEAD",
    "=======",
    "# Backend Specification for Another",
    "## API Endpoints",
    "### GET /x",
    "#### ",
    "#",
    "- ",
    "- **x**:",
    "**Request**:",
    "\t- tab",
    "CREATE TABLE x (id int) ENGINE=InnoDB;",
    "    id INT AUTO_INCREMENT PRIMARY KEY,",
    "\x00",
    "- `a`: `b`, required ← `c`",
    "[]]]]{{{{",
    "- [ ] **BE-DB-99**: ",
    "- `x` (query): `y` = value",
    "**Response (Success - 299)**: x",
    "**Authentication**: role",
    "9" * 400,
    "ü" * 300,
)
_PIECES = (
    "`",
    "**",
    "\\",
    "←",
    "→",
    "(",
    ")",
    ":",
    "|",
    "'",
    '"',
    ";",
    ",",
    "\u202e",
    "\ud7ff",
    "0",
    "-",
    " ",
    "\t",
    "{",
)


def _delete(lines: Lines, chance: random.Random) -> None:
    start = chance.randrange(len(lines))
    del lines[start : start + chance.randint(1, 12)]


def _truncate(lines: Lines, chance: random.Random) -> None:
    del lines[chance.randrange(len(lines)) :]
    if lines:
        lines[-1] = lines[-1][: chance.randrange(len(lines[-1]) + 1)]


def _repeat(lines: Lines, chance: random.Random) -> None:
    start, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[to:to] = lines[start : start + chance.randint(1, 30)]


def _swap(lines: Lines, chance: random.Random) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _insert(lines: Lines, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(_INSERTED))


def _spoil(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    line = lines[place]
    start = chance.randrange(len(line) + 1)
    lines[place] = line[:start] + chance.choice(_PIECES) + line[start + chance.randint(0, 3) :]


def _halve(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    lines[place] = lines[place][: len(lines[place]) // 2]


def _indent(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    lines[place] = chance.choice(("  ", "    ", "\t", "> ")) + lines[place]


def _mix(lines: Lines, chance: random.Random) -> None:
    words = [word for line in lines for word in line.split()]
    place = chance.randrange(len(lines))
    old = lines[place].split()
    if old and words:
        old[chance.randrange(len(old))] = chance.choice(words)
        lines[place] = " ".join(old)


_MUTATIONS: tuple[Callable[[Lines, random.Random], None], ...] = (
    _delete,
    _truncate,
    _repeat,
    _swap,
    _insert,
    _spoil,
    _spoil,
    _halve,
    _indent,
    _mix,
    _mix,
)


def mutated(text: str, chance: random.Random) -> str:
    """Return a document with one to four mutations."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        if lines:
            chance.choice(_MUTATIONS)(lines, chance)
    return chance.choice(("\n", "\n", "\n", "\r\n")).join(lines)

"""A SQL script as people and tools leave it, cut into statements; what is meant for psql alone is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What is not closed goes on to the end of the file, and the quantifiers are possessive: no place is read twice.
_TOKEN = re.compile(
    r"""
    (?P<skip> --[^\n]*+
      | /\*.*?(?:\*/|\Z)
      | \\[^\n]*+ )                                           # \connect, \restrict and the like
  | (?P<keep> (?<![\w$]) [eE] ' [^'\\]*+ (?: (?:''|\\.) [^'\\]*+ )*+ (?:'|\Z)
      | ' [^']*+ (?: '' [^']*+ )*+ (?:'|\Z)
      | " [^"]*+ (?: "" [^"]*+ )*+ (?:"|\Z)
      | (?<![\w$]) \$ (?P<tag> [A-Za-z_]\w*+ )? \$ .*? (?: \$ (?(tag)(?P=tag)) \$ | \Z ) )
  | (?P<end> ; )
    """,
    re.VERBOSE | re.DOTALL,
)
_COPY = re.compile(r"\s*COPY\s.*\sFROM\s+stdin\b", re.IGNORECASE | re.DOTALL)
_END_OF_DATA = re.compile(r"^\\\.", re.MULTILINE)


@dataclass(frozen=True)
class Statement:
    """One statement without its semicolon, and the line of the file on which it begins."""

    text: str
    line: int


def statements(script: str) -> Iterator[Statement]:
    """Yield the statements of a script; comments, psql's own commands and the data of COPY are taken out."""
    parts: list[str] = []
    here, line = 0, 1
    while (match := _TOKEN.search(script, here)) is not None:
        parts.append(script[here : match.start()])
        here = match.end()
        if match["keep"] is not None:
            parts.append(match["keep"])
        elif match["skip"] is not None:
            parts.append("\n" * match["skip"].count("\n") or " ")
        else:
            text = "".join(parts)
            yield from _statement(text, line)
            end = _after_data(script, here) if _COPY.match(text) else here
            line += text.count("\n") + script.count("\n", here, end)
            parts, here = [], end
    yield from _statement("".join((*parts, script[here:])), line)


def _after_data(script: str, here: int) -> int:
    match = _END_OF_DATA.search(script, here)
    return match.end() if match is not None else len(script)


def _statement(text: str, line: int) -> Iterator[Statement]:
    if stripped := text.strip():
        yield Statement(stripped, line + text[: len(text) - len(text.lstrip())].count("\n"))

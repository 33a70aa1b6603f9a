r"""Text on its way into Markdown: what a design says is shown, and never becomes markup.

Prose keeps its code spans (balanced backticks); whatever else could start a heading, a list, a link, emphasis, an HTML
tag or an entity gets a backslash or `&lt;`, and what is harmless stays as it is, so that `due_on < now()` reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_REMEMBERED = 2_048
"""Most texts that are remembered as they are shown: names and labels stand in a document again and again."""

_RUN = re.compile(r"`+")
_BLOCK_START = re.compile(r"(?:#{1,6}|[-+*])(?=\s|$)|>|~~~|\[|={1,}$|-{2,}$|:?-+:?\s*\||\|")
_NUMBER_START = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_LINK = re.compile(r"\]\s*[(\[:]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]{1,32};)")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_UNDERSCORES = re.compile(r"(?<!_)(?:(?<![^\W_])_+|_+(?![^\W_]|_))")
_CODE = r"(?<!`)`[^`]++`(?!`)"
_PLAIN = re.compile(rf"(?:[^\W\d_]|{_CODE})(?:[^\\`*~\[\]&<_#]++|{_CODE})*+")
"""A line that begins with a letter or with code, and holds nothing beside code that could be markup, as most do."""
_CLOSING_HASHES = re.compile(r" (#+)$")


class Verbatim(str):
    """Markdown that is already safe: a statement, an example or a whole block. It passes through untouched."""

    __slots__ = ()


@lru_cache(maxsize=_REMEMBERED)
def prose(text: str) -> Verbatim:
    """Return one line of Markdown that shows a text; only its code spans are markup."""
    line = " ".join(text.split())
    if _PLAIN.fullmatch(line):
        return Verbatim(line)
    linked, emphasised, struck = bool(_LINK.search(line)), line.count("*") > 1, line.count("~") > 1
    parts: list[str] = []
    for is_code, part in _spans(line):
        parts.append(part if is_code else _escaped(part, linked, emphasised, struck))
    joined = _CLOSING_HASHES.sub(r" \\\1", "".join(parts))
    joined = _NUMBER_START.sub(r"\1\\\2", joined, count=1) if _NUMBER_START.match(joined) else joined
    return Verbatim("\\" + joined if _BLOCK_START.match(joined) else joined)


def _spans(line: str) -> Iterator[tuple[bool, str]]:
    """Yield the code spans of a line and what stands between, as CommonMark reads them."""
    start = position = 0
    while opening := _RUN.search(line, position):
        closing = next((run for run in _RUN.finditer(line, opening.end()) if len(run[0]) == len(opening[0])), None)
        position = opening.end()
        if closing:
            yield False, line[start : opening.start()]
            yield True, line[opening.start() : closing.end()]
            start = position = closing.end()
    yield False, line[start:]


def _escaped(part: str, linked: bool, emphasised: bool, struck: bool) -> str:
    part = _BACKSLASH.sub(r"\\\\", part).replace("`", r"\`")
    part = _ENTITY.sub("&amp;", part)
    part = _TAG.sub("&lt;", part)
    part = _UNDERSCORES.sub(lambda run: r"\_" * len(run[0]), part)
    if linked:
        part = part.replace("[", r"\[").replace("]", r"\]")
    if emphasised:
        part = part.replace("*", r"\*")
    return part.replace("~", r"\~") if struck else part


@lru_cache(maxsize=_REMEMBERED)
def code(text: str) -> Verbatim:
    """Return a code span that shows a text, whatever backticks it holds."""
    line = " ".join(text.split())
    ticks = "`" * (max((len(run) for run in _RUN.findall(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return Verbatim(f"{ticks}{pad}{line}{pad}{ticks}")


def fenced(text: str, language: str = "", indent: int = 0) -> Verbatim:
    """Return a fenced block around a text; the fence is longer than any run of backticks inside, so nothing closes it."""
    longest = max((len(run) for run in _RUN.findall(text)), default=0)
    fence = "`" * max(3, longest + 1 if longest >= 3 else 3)
    lines = [fence + language, *text.strip("\n").split("\n"), fence]
    return Verbatim("\n".join(" " * indent + line if line else "" for line in lines))

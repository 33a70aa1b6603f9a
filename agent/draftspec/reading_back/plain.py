r"""Text back from Markdown: what `draftspec.markdown` has escaped, as the design says it.

Code spans keep their backticks, as texts of a design do; outside them `\*` is `*`, `&lt;` is `<` and `&amp;` is `&`.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"`+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(lt|amp);")
_STOP = re.compile(r"\\[!-/:-@\[-`{-~]|`+")
_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def plain(markdown: str) -> str:
    """Return the text that a line of Markdown shows."""
    parts: list[str] = []
    start = position = 0
    while stop := _STOP.search(markdown, position):
        position = stop.end()
        if not stop[0].startswith("`"):
            continue
        closing = next((run for run in _RUN.finditer(markdown, position) if run[0] == stop[0]), None)
        if closing is not None:
            parts += [_unescaped(markdown[start : stop.start()]), markdown[stop.start() : closing.end()]]
            start = position = closing.end()
    return "".join((*parts, _unescaped(markdown[start:])))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: found[1] or {"lt": "<", "amp": "&"}[found[2]], text)


def leading_code(text: str) -> tuple[str, str] | None:
    """Return the content of the code span that a text begins with and what follows it, or None."""
    found = _SPAN.match(text)
    return (_content(found[2]), text[found.end() :]) if found else None


def codes(text: str) -> tuple[str, ...]:
    """Return the content of every code span of a text."""
    return tuple(_content(found[2]) for found in _SPAN.finditer(text))


def _content(inside: str) -> str:
    padded = len(inside) > 2 and inside[0] == inside[-1] == " " and inside.strip()
    return inside[1:-1] if padded else inside

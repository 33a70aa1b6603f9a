"""Documents of other templates: what they say of the design is not known, so they are neither read nor checked.

A document is of another template when most of its headings of the first two levels are not those of ours. So one of ours
that was cut off or mangled is still one of ours, and told with the place where it is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from draftspec.documents import DOCUMENTS
from draftspec.folders import data_folder

_HEADING = re.compile(r"#{1,2} +(.*?)(?: +#+)? *$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_MARKS = ("#", "=", "---")
"""What headings and the lines under them begin with."""
_UNDERLINE = re.compile(r"=+ *|-{3,} *")
_PLACEHOLDER = " {{"


def of_other_templates(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the documents among some files that no template of ours has made."""
    return tuple(name for name in DOCUMENTS if name in texts and _is_other(texts[name], name))


def _is_other(text: str, name: str) -> bool:
    ours = _ours(DOCUMENTS[name])
    known = [found.startswith(ours) for found in _headings(text)]
    return known.count(False) > known.count(True)


@cache
def _ours(template: str) -> tuple[str, ...]:
    """Return the headings of a template of ours, each up to what is filled in."""
    source = (data_folder("templates") / template).read_text(encoding="utf-8")
    return tuple(heading.partition(_PLACEHOLDER)[0] for heading in _headings(source))


def _headings(text: str) -> Iterator[str]:
    lines = text.lstrip("\ufeff").splitlines()
    marked = [at for at, line in enumerate(lines) if line.startswith(_MARKS) or "```" in line or "~~~" in line]
    inside = False
    for at in marked:
        line, above = lines[at], lines[at - 1].strip() if at else ""
        if _FENCE.match(line):
            inside = not inside
        elif not inside and (found := _HEADING.match(line)):
            yield found[1].replace("\\", "")
        elif not inside and above and _UNDERLINE.fullmatch(line):
            yield above

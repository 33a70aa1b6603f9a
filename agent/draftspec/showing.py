"""How values become Markdown: what a `{{ }}` writes, and the filters that show lists.

Every value is escaped as prose unless it is `Verbatim`. Lists come in three forms: bullets, items behind a label, and
plain lines for a fenced block.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from jinja2 import Undefined

from draftspec.derive.lines import line
from draftspec.gap import Gap
from draftspec.markdown import Verbatim, code, prose
from draftspec.sections.base import Model

_ENCODER = json.JSONEncoder(ensure_ascii=False)

Items = Iterable[object] | Gap


def shown(value: object) -> object:
    """Return what a `{{ }}` puts into a document. Raises TypeError for a value that has no text of its own."""
    if isinstance(value, Verbatim | Undefined):
        return value  # an Undefined raises by itself when it is written
    if isinstance(value, int | Gap):
        return prose(str(value))
    if isinstance(value, str | Model):
        return prose(line(value))
    raise TypeError(f"a template shows a {type(value).__name__}")


def bullets(items: Items, otherwise: str) -> Verbatim:
    """Show items as a list, or the sentence that says why there is none."""
    if not (texts := _texts(items)):
        return prose(otherwise)
    return Verbatim("\n".join(f"- {prose(text)}" for text in texts))


def listed(items: Items, otherwise: str) -> Verbatim:
    """Show items behind a label: one on its line, several as a list below, none as the sentence that says why."""
    texts = _texts(items) or [otherwise]
    if len(texts) == 1:
        return Verbatim(f" {prose(texts[0])}")
    return Verbatim("".join(f"\n  - {prose(text)}" for text in texts))


def inline(items: Items, otherwise: str) -> Verbatim:
    """Show short items on one line."""
    return prose(", ".join(_texts(items)) or otherwise)


def lines(items: Items) -> str:
    """Show items as plain lines of a fenced block."""
    return "\n".join(f"- {text}" for text in _texts(items))


def numbered(items: Items) -> str:
    """Show items as numbered plain lines of a fenced block."""
    return "\n".join(f"{number}. {text}" for number, text in enumerate(_texts(items), 1))


def because(reason: str | Gap | None, what: str) -> str:
    """Say that there is nothing, with the reason where one is given."""
    if isinstance(reason, Gap):
        return str(reason)
    return f"{what}: {reason}" if reason else f"{what}."


def codes(items: Items) -> Items:
    """Show each item as code."""
    return items if isinstance(items, Gap) else [code(line(item)) for item in items]


def json_text(body: object) -> str:
    """Show a body as JSON, as `json.dumps` does with `indent=2`, which takes longer and leaves cyclic garbage."""
    return _laid_out(body, "")


def _laid_out(value: object, margin: str) -> str:
    inner = f"{margin}  "
    if isinstance(value, dict) and value:
        members = (f"{inner}{_ENCODER.encode(str(name))}: {_laid_out(one, inner)}" for name, one in value.items())
        return "{\n" + ",\n".join(members) + f"\n{margin}}}"
    if isinstance(value, list | tuple) and value:
        items = (f"{inner}{_laid_out(one, inner)}" for one in value)
        return "[\n" + ",\n".join(items) + f"\n{margin}]"
    return _ENCODER.encode(value)


def _texts(items: Items) -> list[str]:
    return [str(items)] if isinstance(items, Gap) else [line(item) for item in items]

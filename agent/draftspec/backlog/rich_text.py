"""Rich text that exports hold as a tree (Atlassian Document Format, ProseMirror, Slate): brought down to Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

_MOST_LEVELS = 100
_BLOCKS = {"paragraph", "heading", "blockquote", "codeBlock", "mediaSingle", "table", "rule", "panel", "expand"}
_ITEMS = {"listItem", "taskItem", "decisionItem", "list_item", "todo_item"}


def is_document(value: object) -> TypeGuard[dict[str, object]]:
    """Tell whether a value is the root of such a tree."""
    return isinstance(value, dict) and value.get("type") == "doc" and isinstance(value.get("content"), list)


def document_text(document: dict[str, object]) -> str:
    """Return the text of a tree as Markdown: headings, list items, fenced code and paragraphs are kept apart."""
    return "".join(_node(document, _MOST_LEVELS)).strip()


def _node(node: object, levels: int) -> Iterator[str]:
    if not isinstance(node, dict) or levels == 0:
        return
    kind, content = node.get("type"), node.get("content")
    if isinstance(node.get("text"), str):
        yield str(node["text"])
    elif kind in ("hardBreak", "hard_break"):
        yield "\n"
    elif kind in ("mention", "status", "emoji", "inlineCard"):
        yield _attribute(node, "text")
    yield _opening(node)
    if isinstance(content, list):
        for child in content:
            yield from _node(child, levels - 1)
    yield _closing(kind)


def _opening(node: dict[str, object]) -> str:
    kind = node.get("type")
    if kind == "heading":
        level = _attribute(node, "level")
        return "\n\n" + "#" * (int(level) if level in set("123456") else 2) + " "
    if kind in _ITEMS:
        return "\n- "
    return "\n\n```\n" if kind == "codeBlock" else ""


def _closing(kind: object) -> str:
    if kind == "codeBlock":
        return "\n```\n\n"
    if kind in ("tableCell", "tableHeader"):
        return " | "
    return "\n\n" if kind in _BLOCKS else ""


def _attribute(node: dict[str, object], name: str) -> str:
    attributes = node.get("attrs")
    return str(attributes.get(name, "")) if isinstance(attributes, dict) else ""

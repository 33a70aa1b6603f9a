"""What stands behind a label: `**Purpose**: …` in a paragraph, or in a bullet with more bullets below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from draftspec.reading_back.nodes import Kind, Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part
from draftspec.reading_back.plain import plain

_LABEL = re.compile(r"\*\*(.+?)\*\*\s*:(?:\s+|$)(.*)")


@dataclass
class Labelled:
    """A label, the text behind it, and the nodes that follow up to the next label."""

    name: str
    text: str
    line: int
    nodes: list[Node] = field(default_factory=list)

    def bullets(self) -> tuple[Node, ...]:
        """Return the bullets that follow."""
        return tuple(node for node in self.nodes if node.kind == "bullet")

    def fence(self, language: str) -> Node | None:
        """Return the first fenced block of a language that follows, or None."""
        return next((node for node in self.nodes if node.kind == "fence" and node.language == language), None)

    def shown(self) -> tuple[Node, ...]:
        """Return the items behind the label: one on its line, or several as bullets below it."""
        own = (Node("bullet", self.text, self.line),) if self.text else ()
        return (*own, *(node for node in self.bullets() if node.text))


@dataclass(frozen=True)
class Labels:
    """The labels under a heading, in order."""

    part: Part
    found: tuple[Labelled, ...]
    notes: Notes

    def __iter__(self) -> Iterator[Labelled]:
        """Yield them in order."""
        return iter(self.found)

    def all(self, start: str) -> tuple[Labelled, ...]:
        """Return the labels that begin with a text."""
        return tuple(one for one in self.found if one.name.startswith(start))

    def one(self, name: str) -> Labelled:
        """Return a label. Raises InputError when it is missing."""
        found = next((one for one in self.found if one.name == name), None)
        if found is None:
            raise self.notes.error(self.part.line, f"**{name}** is missing under {self.part.heading!r}")
        return found

    def text(self, name: str) -> str:
        """Return what stands behind a label. Raises InputError when that is nothing."""
        found = self.one(name)
        if not found.text:
            raise self.notes.error(found.line, f"nothing stands behind **{name}**")
        return found.text


def labels(part: Part, notes: Notes, kind: Kind) -> Labels:
    """Return the labels under a heading that stand in paragraphs or in bullets."""
    return Labels(part, tuple(_labelled(part.nodes, kind)), notes)


def _labelled(nodes: Iterable[Node], kind: Kind) -> Iterator[Labelled]:
    current: Labelled | None = None
    for node in nodes:
        match = _LABEL.match(node.text) if node.kind == kind and node.depth < 2 else None
        if match is not None:
            if current is not None:
                yield current
            current = Labelled(plain(match[1]), plain(match[2]), node.line)
        elif current is not None and (kind == "paragraph" or _belongs(node, current)):
            current.nodes.append(_plain(node))
    if current is not None:
        yield current


def _belongs(node: Node, label: Labelled) -> bool:
    """Tell whether a node goes on with a bullet: whatever is indented, or follows without a paragraph between."""
    return node.depth > 0 or node.kind != "bullet" or all(one.kind == "bullet" for one in label.nodes)


def _plain(node: Node) -> Node:
    if node.kind == "fence":
        return node
    return Node(node.kind, plain(node.text), node.line, node.depth)

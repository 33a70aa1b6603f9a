"""The headings of a document as a tree, each with what stands under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.plain import plain


@dataclass
class Part:
    """A heading, the nodes below it up to the next one, and the parts of the headings of a lower level."""

    heading: str
    level: int
    line: int
    nodes: list[Node] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def everything(self) -> Iterator[Part]:
        """Yield this part and all below it."""
        yield self
        for part in self.parts:
            yield from part.everything()

    def paragraphs(self) -> tuple[Node, ...]:
        """Return the paragraphs directly under the heading."""
        return tuple(node for node in self.nodes if node.kind == "paragraph")


def tree(nodes: Iterable[Node]) -> Part:
    """Return the root of a document's headings."""
    root = Part("", 0, 1)
    open_parts = [root]
    for node in nodes:
        if node.kind != "heading":
            open_parts[-1].nodes.append(node)
            continue
        while open_parts[-1].level >= node.depth:
            open_parts.pop()
        part = Part(plain(node.text), node.depth, node.line)
        open_parts[-1].parts.append(part)
        open_parts.append(part)
    return root


def below(part: Part, heading: str, notes: Notes) -> Part:
    """Return the one part below with this heading. Raises InputError when there is none, or more than one."""
    found = [one for one in part.parts if one.heading == heading]
    if not found:
        above = f" under {part.heading!r}" if part.heading else ""
        raise notes.error(part.line, f"the heading {heading!r} is missing{above}", "is the file truncated?")
    if len(found) > 1:
        raise notes.error(
            found[1].line,
            f"the heading {heading!r} stands here a second time, after line {found[0].line}",
            "keep one specification a file, and each heading once",
        )
    return found[0]

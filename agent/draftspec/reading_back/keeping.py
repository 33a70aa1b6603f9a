"""What a document shows, put back into the design: what still reads as it was rendered stays exactly as it was.

So nothing is lost where showing loses something (a full stop before a bracket, which of two arrows parts a test), and
only what a person has changed is read from the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from draftspec.derive.lines import line
from draftspec.reading_back.nodes import Node
from draftspec.sections.base import single_line

T = TypeVar("T")

Reader = Callable[[Node, Sequence[T]], T]
"""Reads an item from its line; given the items of the design that no other line shows any more."""


def text(shown: str, base: str | None) -> str:
    """Return a text of the design: the one that is there if this is how it reads, else what is shown."""
    return base if base is not None and alike(shown, base) else shown


def alike(shown: str, base: str) -> bool:
    """Tell whether a text is shown as it is."""
    return shown == " ".join(base.split())


def texts(shown: Iterable[Node], base: Sequence[str]) -> tuple[str, ...]:
    """Return a list of texts of the design."""
    return items(shown, base, lambda node, _: node.text)


def items(shown: Iterable[Node], base: Sequence[T], read: Reader[T], write: Callable[[T], str] = line) -> tuple[T, ...]:
    """Return a list of items of the design in the order in which they are shown.

    An item that is shown as it was rendered is taken as it was; the others are read.
    """
    nodes = list(shown)
    left = list(base)
    written = [" ".join(write(one).split()) for one in left]
    kept: dict[int, T] = {}
    for place, node in enumerate(nodes):
        if node.text in written:
            position = written.index(node.text)
            kept[place] = left.pop(position)
            written.pop(position)
    return tuple(kept[place] if place in kept else _next(node, left, read) for place, node in enumerate(nodes))


def _next(node: Node, left: list[T], read: Reader[T]) -> T:
    return read(node, left)


def none_shown(shown: Sequence[Node], base: Sequence[object], otherwise: str) -> bool:
    """Tell whether a list is shown as the sentence that says why it is empty, or not at all."""
    if not shown:
        return True
    return len(shown) == 1 and not base and alike(shown[0].text, otherwise)


def listed(shown: Sequence[Node], base: Sequence[T], otherwise: str, read: Reader[T]) -> tuple[T, ...]:
    """Return a list of items that is shown behind a label, where an empty one is shown as a sentence."""
    if len(base) == 1 and len(shown) == 1 and alike(shown[0].text, line(base[0])):
        return tuple(base)
    if not shown or (len(shown) == 1 and alike(shown[0].text, otherwise)):
        return ()
    return items(shown, base, read)


def listed_texts(shown: Sequence[Node], base: Sequence[str], otherwise: str) -> tuple[str, ...]:
    """Return a list of texts that is shown behind a label, where an empty one is shown as a sentence."""
    return listed(shown, base, otherwise, lambda node, _: node.text)


def reason(paragraphs: Iterable[Node], what: str, base: str | None) -> str | None:
    """Return why there is nothing, as it stands behind `what`; the reason that is there where none is shown."""
    for node in paragraphs:
        if node.text == f"{what}.":
            return None
        if node.text.startswith(f"{what}: "):
            return text(node.text.removeprefix(f"{what}: "), base)
    return base


def parted(shown: str, separator: str, lefts: Iterable[str], rights: Iterable[str]) -> tuple[str, str]:
    """Return what stands before and after a separator; of several the one with a known text at its side."""
    known_left, known_right = set(lefts), set(rights)
    pieces = shown.split(separator)
    cuts = [(separator.join(pieces[:n]), separator.join(pieces[n:])) for n in range(1, len(pieces))]
    if not cuts:
        return shown, ""
    return next(
        (cut for cut in cuts if cut[0] in known_left or cut[1] in known_right),
        cuts[0],
    )


def cleaned(shown: str) -> str:
    """Return a text without characters that a design may not hold."""
    return str(single_line(shown))

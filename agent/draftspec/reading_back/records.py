"""What the readers of sections share: items by name, texts behind labels, the paragraphs that give a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from draftspec.reading_back import keeping
from draftspec.reading_back.labels import Labels
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.parts import Part
from draftspec.reading_back.plain import plain
from draftspec.sections.base import Model

T = TypeVar("T")


class Named(Generic[T]):
    """Items of the design that are found again by name, each once."""

    def __init__(self, items: Iterable[T], name: Callable[[T], str]) -> None:
        self._left = [(_flat(name(one)), one) for one in items]

    def take(self, name: str) -> T | None:
        """Return the first item of this name that was not taken yet, or None."""
        for place, (known, one) in enumerate(self._left):
            if known == _flat(name):
                del self._left[place]
                return one
        return None


def by_name(items: Iterable[T], name: Callable[[T], str]) -> Named[T]:
    """Return items to be found again by name."""
    return Named(items, name)


def named(items: Sequence[T], name: Callable[[T], str], wanted: str) -> T | None:
    """Return the first item of a name, or None."""
    return next((one for one in items if _flat(name(one)) == _flat(wanted)), None)


def _flat(text: str) -> str:
    return " ".join(text.split())


def texts(shown: Labels, base: Model | None, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the texts behind labels by field; each that reads as it was rendered stays as it was."""
    return {
        field: keeping.text(shown.text(label), getattr(base, field) if base is not None else None)
        for field, label in fields.items()
    }


def paragraphs(part: Part) -> tuple[Node, ...]:
    """Return the paragraphs under a heading as the text that they show."""
    return tuple(Node("paragraph", plain(node.text), node.line) for node in part.paragraphs())


def bullets(part: Part) -> tuple[Node, ...]:
    """Return the bullets under a heading as the Markdown that they are."""
    return tuple(node for node in part.nodes if node.kind == "bullet" and node.text)

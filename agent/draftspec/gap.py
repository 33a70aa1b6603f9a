"""What stands for a section that is missing, so that a document shows the gap where the section would be."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.markdown import code


class Gap:
    """A missing section: empty wherever it is looped over, one sentence wherever it is shown."""

    def __init__(self, section: str) -> None:
        self._section = section

    def __getattr__(self, name: str) -> Gap:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator[Gap]:
        return iter(())

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"Gap: the section {code(self._section)} is missing."

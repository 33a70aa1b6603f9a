"""What is noted while a document is read: where each item stands, what it leaves unknown, and how a fault is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from draftspec.errors import InputError
from draftspec.sections.base import Model

M = TypeVar("M", bound=Model)

MEND = "mend this place, or draft the document again with --force"


@dataclass
class Notes:
    """The name of the document, the line of each item by its path, and the paths of what it does not say."""

    name: str
    lines: dict[str, int] = field(default_factory=dict)
    undecidable: list[str] = field(default_factory=list)

    def at(self, path: str, line: int) -> None:
        """Note where an item stands; of two alike the first."""
        self.lines.setdefault(path, line)

    def unknown(self, *paths: str) -> None:
        """Note what the document does not say of a new item."""
        self.undecidable.extend(paths)

    def error(self, line: int, message: str, hint: str = MEND) -> InputError:
        """Return an error that says where in the document something is wrong."""
        return InputError(f"{self.name}:{line}: {message}", hint)

    def built(self, line: int, model: type[M], **values: Any) -> M:
        """Return an item of the design. Raises InputError at its line where the document says what none may be."""
        try:
            return model.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            message = str(first["msg"]).removeprefix("Value error, ")
            raise self.error(line, f"{where}: {message}") from error

    def changed(self, line: int, base: M, **values: Any) -> M:
        """Return an item with some of its fields as the document says them, `base` itself where nothing differs."""
        if all(getattr(base, name) == value for name, value in values.items()):
            return base
        return self.built(line, type(base), **{**dict(base), **values})

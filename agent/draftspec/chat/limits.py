"""How much a model takes and gives: a dated file by the beginnings of models' names, which another file can override."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from draftspec.errors import InputError

SHIPPED = Path(__file__).with_name("models.yaml")


@dataclass(frozen=True)
class Limits:
    """A model's context window and its longest answer, in tokens; `known` is whether they are its own or a guess."""

    window: int
    output: int
    known: bool = True


def limits_for(name: str, override: Path | None = None) -> Limits:
    """Return the limits of a model by its `provider:model`; entries of `override`, a file of the same form, come first.

    The longest entry that the name begins with counts, then the provider's `provider:`, then a careful guess. Raises
    `InputError` when the file cannot be used.
    """
    for entries in ([_entries(override)] if override else []) + [_entries(SHIPPED)]:
        fitting = [beginning for beginning in entries if name.startswith(beginning)]
        if fitting:
            longest = max(fitting, key=len)
            known = not longest.endswith(":")
            return Limits(entries[longest]["window"], entries[longest]["output"], known)
    return Limits(window=16_384, output=8_000, known=False)


@cache
def _entries(path: Path) -> Mapping[str, Mapping[str, int]]:
    """Return the entries of a file by the beginning of the name. Raises `InputError`."""
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {str(name): _checked(entry) for name, entry in content["models"].items()}
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", "check the path and its permissions") from error
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError) as error:
        hint = 'write it as {models: {"openai:my-model": {window: 128000, output: 16000}}}'
        raise InputError(f"{path} is no file of models' limits", hint) from error


def _checked(entry: Mapping[str, Any]) -> dict[str, int]:
    found = {name: entry[name] for name in ("window", "output")}
    if any(type(value) is not int or value <= 0 for value in found.values()):
        raise ValueError("a limit is a positive whole number")
    return found

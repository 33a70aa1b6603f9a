"""Where the data that belongs to the program lies: inside the installed package, or next to it in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def data_folder(name: Literal["prompts", "templates"]) -> Path:
    """Return a folder of the program's own data; the packaged one wins over the checkout's."""
    packaged = _PACKAGE / name
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / name

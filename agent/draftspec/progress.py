"""What is said while a model is asked: a line for each section that is done, or one line that changes."""

from __future__ import annotations

import threading
from collections.abc import Callable

from draftspec.drafters.language_model.asking import Step
from draftspec.summary import Line

SHOWN = 4
"""How many of the sections that are asked for are named in the line that changes."""


class Progress:
    """Watches a draft. `say` is given lines that stay, `show` the text of the line that changes. Thread-safe."""

    def __init__(self, say: Callable[[Line], None] | None, show: Callable[[str], None] | None) -> None:
        self._say = say
        self._show = show
        self._lock = threading.Lock()
        self._asked: dict[str, None] = {}
        self._done = 0

    def __call__(self, step: Step) -> None:
        """Take notice of a step."""
        with self._lock:
            if step.what == "asked":
                self._asked[step.section] = None
            else:
                self._asked.pop(step.section, None)
                self._done += 1
            if self._say is not None and step.what in ("answered", "gap"):
                self._say(_line(step))
            if self._show is not None:
                self._show(self._text())

    def _text(self) -> str:
        names = list(self._asked)
        rest = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        doing = f"asking for {', '.join(names[:SHOWN])}{rest}" if names else "checking"
        return f"{self._done} sections done; {doing}"


def _line(step: Step) -> Line:
    again = " again" if step.again else ""
    if step.what == "gap":
        return Line(step.section, f"no answer{again}: {step.reason}", "warning")
    return Line(step.section, f"answered{again} in {step.seconds:.1f} s")

"""Variables that make LangChain send what it is asked to a tracing service.

Our calls run past everything that traces (see `chat/provider_model.py`); whoever set a variable is told so.
"""

from __future__ import annotations

from collections.abc import Mapping

VARIABLES = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")


def tracing_variable(environment: Mapping[str, str]) -> str | None:
    """Return the first variable that turns tracing on, or None."""
    return next((name for name in VARIABLES if environment.get(name, "").strip().lower() in ("true", "1", "yes")), None)

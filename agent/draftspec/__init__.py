"""draftspec: from a short feature brief to a backend specification and a PRP that hold together.

Public for your own code and tests, and loaded when first used: `ScriptedChatModel`, which answers from a script;
`open_model`, which opens a provider's model by its name; and what both take and give: `Ask`, `Message`, `Reply`,
`Tokens`, `ChatFailure`, `ChatModel`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftspec.chat.langchain_model import open_model
    from draftspec.chat.model import Ask, ChatFailure, ChatModel, Message, Reply, Tokens
    from draftspec.chat.scripted import ScriptedChatModel

__version__ = "0.1.0"

__all__ = ["Ask", "ChatFailure", "ChatModel", "Message", "Reply", "ScriptedChatModel", "Tokens", "open_model"]

_SEAM = "draftspec.chat.model"
_HOMES = {
    **dict.fromkeys(("Ask", "ChatFailure", "ChatModel", "Message", "Reply", "Tokens"), _SEAM),
    "ScriptedChatModel": "draftspec.chat.scripted",
    "open_model": "draftspec.chat.langchain_model",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]

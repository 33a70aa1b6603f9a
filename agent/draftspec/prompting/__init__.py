"""The prompts: what is said to a language model, and in which order.

What is the same for every draft stands first, in the system message (who answers, the rules, a section's own rules, the
schema where the model would not see it), so that a provider's prompt cache keeps it. What belongs to one draft follows
in the user message, fenced as data. The texts lie in `prompts/`; equal input gives equal bytes.
"""

from __future__ import annotations

from draftspec.prompting.fences import fenced, read_fenced
from draftspec.prompting.fitting import Fitted, PromptTooLarge, Room, fit, prompt_size
from draftspec.prompting.form import Form
from draftspec.prompting.given import Given
from draftspec.prompting.layout import messages, section_of, static_message
from draftspec.prompting.repair import (
    findings_message,
    repair_message,
    rephrase_message,
    rephrased,
    rest_message,
)

__all__ = [
    "Fitted",
    "Form",
    "Given",
    "PromptTooLarge",
    "Room",
    "fenced",
    "findings_message",
    "fit",
    "messages",
    "prompt_size",
    "read_fenced",
    "repair_message",
    "rephrase_message",
    "rephrased",
    "rest_message",
    "section_of",
    "static_message",
]

"""Where the JSON begins and ends in what a model wrote: in a fence, after some prose, after thinking aloud."""

from __future__ import annotations

import re

_THINKING = re.compile(r"\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_OPENING = re.compile(r'\{\s*(?:["}]|$)')


def bare_json(text: str) -> str:
    """Return a text from the brace that opens its JSON object on, without a closing fence; without any, the text.

    Halves of surrogate pairs, which cannot be sent or written down again, become question marks.
    """
    text = text.encode("utf-8", "replace").decode()
    thought = _THINKING.match(text)
    rest = (text[thought.end() :] if thought else text).strip()
    opening = _OPENING.search(rest)
    if opening is None:
        return rest
    return rest[opening.start() :].removesuffix("```").rstrip()

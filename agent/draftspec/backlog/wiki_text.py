"""Jira's wiki markup brought down to Markdown: headings, lists, links, code; colours and pictures go."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"^h[1-6]\. |\{(?:code|noformat|quote|panel|color)\b[^{}\n]{0,100}\}|\[[^\[\]|\n]{1,200}\|(?:https?:|mailto:)[^\[\]\n]{1,500}\]",
    re.MULTILINE,
)
_BLOCK = re.compile(r"\{(code|noformat)\b[^{}\n]{0,100}\}(.*?)(?:\{\1\}|\Z)", re.DOTALL)
_HEADING = re.compile(r"^h([1-6])\.[ \t]*", re.MULTILINE)
_POINT = re.compile(r"^[ \t]*([*#-]{1,6})[ \t]+", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]|\n]{1,200})\|[^\[\]\n]{1,500}\]")
_BARE_LINK = re.compile(r"\[(?:https?://|mailto:|~)[^\[\]\n]{0,500}\]")
_MONOSPACE = re.compile(r"\{\{([^{}\n]{1,200})\}\}")
_MARKS = re.compile(
    r"\{(?:color|panel|quote|anchor)\b[^{}\n]{0,100}\}|![\w.-]{1,100}\.(?:png|jpe?g|gif)(?:\|[^!\n]{0,100})?!",
    re.IGNORECASE,
)


def from_wiki(text: str) -> str:
    """Return a text as Markdown; one without signs of wiki markup comes back as it is."""
    if not _SIGNS.search(text):
        return text
    text = _BLOCK.sub(lambda block: f"\n```\n{block[2].strip()}\n```\n", text)
    text = _POINT.sub(lambda point: "  " * (len(point[1]) - 1) + "- ", text)
    text = _HEADING.sub(lambda heading: "\n" + "#" * int(heading[1]) + " ", text)
    text = _BARE_LINK.sub("", _LINK.sub(r"\1", text))
    return _MONOSPACE.sub(r"`\1`", _MARKS.sub("", text))

"""The long values of a cassette, read without YAML: schemas stand as JSON on a line, prompts and answers as blocks of lines.

They are nine tenths of a file, and reading them as YAML takes nearly all of the time. Only what stands in the place and
the form in which it is written here is taken out; everything else, and every file that somebody wrote otherwise, is left
to libyaml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_TAKEN = "draftspec-long-value-"
_VALUE = re.compile(
    r"^(?P<key> {6}response_format: )(?P<json>\{.*\})$"
    r"|^(?P<before> {6}- content: )\|-\n(?P<content> {10}\S.*\n(?:(?: {10}.*)?\n)*)"
    r"|^(?P<body> {6}string: )\|-\n(?P<string> {8}\S.*\n(?:(?: {8}.*)?\n)*)",
    re.M,
)


class LongValues:
    """A file without its long values, and the values by what stands in their place."""

    def __init__(self, text: str) -> None:
        self._values: dict[str, Any] = {}
        self.shortened = text if _TAKEN in text else _VALUE.sub(self._taken, text)

    def put_back(self, interaction: Mapping[str, Any]) -> None:
        """Put the values of an interaction back. Raises KeyError or TypeError for what is none."""
        body, answer = interaction["request"]["body"], interaction["response"]["body"]
        if not isinstance(body, dict):
            return
        answer["string"] = self._of(answer["string"])
        if "response_format" in body:
            body["response_format"] = self._of(body["response_format"])
        for message in body.get("messages") or ():
            message["content"] = self._of(message["content"])

    def _of(self, value: Any) -> Any:
        return self._values.get(value, value) if isinstance(value, str) else value

    def _taken(self, found: re.Match[str]) -> str:
        name = f"{_TAKEN}{len(self._values)}"
        if found["json"]:
            try:
                self._values[name] = _parsed(found["json"])
            except ValueError:  # YAML that is no JSON
                return found[0]
            return found["key"] + name
        block, indent = (found["content"], 10) if found["content"] else (found["string"], 8)
        if not block.replace("\n", "").isprintable():
            return found[0]
        self._values[name] = "\n".join(line[indent:] for line in block.rstrip("\n").split("\n"))
        return f"{found['before'] or found['body']}{name}\n"


@lru_cache(maxsize=128)
def _parsed(text: str) -> Any:
    """Return what JSON says, to be read only: the same schemas stand in every cassette."""
    return json.loads(text)

"""A text for a simple regular expression: literals, classes, groups, counts; what is beyond that gets no text."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field

_ESCAPED = {"d": string.digits, "w": string.ascii_lowercase, "s": " "}
_ANY = string.ascii_lowercase + string.digits
_COUNT = re.compile(r"\{(\d+)(,(\d*))?\}")
_USUAL = 4
_MOST = 500


class _BeyondUsError(Exception):
    """The pattern holds something that is not read here."""


@dataclass
class _Reader:
    pattern: str
    turn: int
    at: int = 0
    made: list[str] = field(default_factory=list)

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        character = self.peek()
        if not character:
            raise _BeyondUsError
        self.at += 1
        return character

    def alternatives(self) -> str:
        """Read up to the end of the group and return a text for its first alternative."""
        texts = [self.sequence()]
        while self.peek() == "|":
            self.take()
            texts.append(self.sequence())
        return texts[0]

    def sequence(self) -> str:
        parts = []
        while self.peek() not in ("", "|", ")"):
            choices, text = self.atom()
            parts.append(self.repeated(choices, text, self.count(bool(choices))))
        return "".join(parts)

    def atom(self) -> tuple[str, str]:
        """Return the characters of a class to choose from, or else the text that stands there."""
        character = self.take()
        if character in "^$":
            return "", ""
        if character == "(":
            return "", self.group()
        if character == "[":
            return self.choices(), ""
        if character == ".":
            return _ANY, ""
        if character == "\\":
            return self.escaped()
        if character in "*+?{":
            raise _BeyondUsError
        return "", character

    def escaped(self) -> tuple[str, str]:
        character = self.take()
        if character in _ESCAPED:
            return _ESCAPED[character], ""
        if character.isalnum():
            raise _BeyondUsError
        return "", character

    def group(self) -> str:
        if self.pattern.startswith("?:", self.at):
            self.at += 2
        elif self.peek() == "?":
            raise _BeyondUsError
        text = self.alternatives()
        if self.take() != ")":
            raise _BeyondUsError
        return text

    def choices(self) -> str:
        """Read a class after its bracket and return its characters, letters and digits first."""
        negated = self.peek() == "^"
        self.at += negated
        listed = ""
        while self.peek() != "]" or not listed:
            listed += self.span()
        self.take()
        if negated:
            listed = "".join(character for character in _ANY if character not in listed)
        return "".join(c for c in listed if c.isalnum()) or listed

    def span(self) -> str:
        first = self.take()
        if first == "\\":
            choices, literal = self.escaped()
            return choices or literal
        if self.peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("", "]"):
            self.take()
            return "".join(map(chr, range(ord(first), min(ord(self.take()), ord(first) + 255) + 1)))
        return first

    def count(self, of_class: bool) -> int:
        if self.peek() in ("*", "?"):
            self.take()
            return 0
        if self.peek() == "+":
            self.take()
            return _USUAL if of_class else 1
        counted = _COUNT.match(self.pattern, self.at)
        if not counted:
            return 1
        self.at = counted.end()
        least = int(counted.group(1))
        most = int(counted.group(3)) if counted.group(3) else (_USUAL if counted.group(2) else least)
        return max(least, min(most, _USUAL))

    def repeated(self, choices: str, text: str, count: int) -> str:
        if count > _MOST:
            raise _BeyondUsError
        if not choices:
            return text * count
        # Every character another one, so that a code does not read "AAAA".
        picked = []
        for _ in range(count):
            self.turn += 1
            picked.append(choices[(self.turn * 5) % len(choices)])
        return "".join(picked)


def matching(pattern: str, turn: int = 0) -> str | None:
    """Return a text that the pattern matches, another one for most other turns, or None when it is too much for us."""
    reader = _Reader(pattern, turn)
    try:
        text = reader.alternatives()
    except _BeyondUsError:
        return None
    return text if reader.at == len(pattern) and re.search(pattern, text) else None

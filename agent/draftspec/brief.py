"""The brief: what somebody asked for, from an argument, a file or a stream, and the name of its folder."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from draftspec.errors import BriefError, InputError

BRIEF_BYTES = 256 * 1024
"""Longest brief, in bytes of UTF-8."""

SLUG_LENGTH = 50
"""Longest slug that is made from a brief, in characters."""

SLUG_LIMIT = 80
"""Longest slug that may be given: it stands in file names beside `0001_` and `.down.sql`."""

_OPENING_LENGTH = 400
"""How far into a line the words of a slug are looked for, so that a page on one line costs no more than a sentence."""

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}

_OPENING = re.compile(
    r"(please|(as|for) an? [^,.\n]{1,80}?,? ?(i|we) (want|need|would like)|(i|we)('d| would)? (want|need|like)|let's|let"
    r"|to|for|be able to|ability|add|adds|added|adding|implement|build|create|introduce|support|develop|design|make"
    r"|feature( request)?:?|user story:?|an?|the|new|our|some)\s+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;:](\s|$)|\n|\bso that\b|\bin order to\b", re.IGNORECASE)
_DANGLING = re.compile(r"(-(a|an|the|and|or|of|to|for|with|by|in|on|at|from|that|which|when|where|their|its|as))+$")


@dataclass(frozen=True)
class Brief:
    """What was asked for (`text`), and the name of the folder that the draft goes to (`slug`)."""

    text: str
    slug: str


def brief_from_text(text: str, slug: str | None = None) -> Brief:
    """Return the brief that a text is, with line ends and outer white space settled.

    Raises `BriefError` when the text is empty, too long or holds characters that no text has, and `InputError` when
    the slug that was given cannot name a folder.
    """
    try:
        raw = text.encode(errors="surrogateescape")  # the bytes of an argument that the locale cannot decode
    except UnicodeEncodeError as error:
        raise BriefError("the brief is not valid UTF-8", "pass it as UTF-8 text, or from a file with --from") from error
    return brief_from_bytes(raw, "the brief", slug)


def brief_from_file(path: Path, slug: str | None = None) -> Brief:
    """Return the brief that a file holds; raises like `brief_from_text`, and when the file cannot be read."""
    try:
        with path.open("rb") as stream:
            return brief_from_stream(stream, str(path), slug)
    except OSError as error:
        raise BriefError(
            f"cannot read the brief from {path}: {error.strerror}", "check the path after --from"
        ) from error


def brief_from_stream(stream: BinaryIO, name: str, slug: str | None = None) -> Brief:
    """Return the brief that a binary stream holds (read no further than one byte over the limit)."""
    return brief_from_bytes(stream.read(BRIEF_BYTES + 1), name, slug)


def brief_from_bytes(raw: bytes, name: str, slug: str | None = None) -> Brief:
    """Return the brief that bytes hold; `name` says in messages where they came from."""
    if len(raw) > BRIEF_BYTES:
        raise BriefError(
            f"{name} is larger than {BRIEF_BYTES // 1024} KB",
            "a brief is some sentences about one feature; draft large documents feature by feature",
        )
    text = _decoded(raw, name).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise BriefError(f"{name} is empty", 'say what is wanted, as in: draftspec "add invoices"')
    _refuse_control_characters(text, name)
    return Brief(text, slug_from_text(text) if slug is None else checked_slug(slug))


def _decoded(raw: bytes, name: str) -> str:
    if b"\0" in raw:
        raise BriefError(f"{name} is binary (it holds a NUL byte)", "give a plain text or Markdown file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BriefError(f"{name} is not valid UTF-8 (line {line})", "save it as UTF-8 text") from error


def _refuse_control_characters(text: str, name: str) -> None:
    for position, character in enumerate(text):
        if character not in "\n\t" and unicodedata.category(character) == "Cc":
            line = text.count("\n", 0, position) + 1
            raise BriefError(
                f"{name} holds the control character U+{ord(character):04X} (line {line})", "remove it and try again"
            )


def slug_from_text(text: str) -> str:
    """Return a short name for a brief: its first words without `add`, `as a … I want to` and the like."""
    from slugify import slugify

    for line in text.splitlines():
        words = _without_opening(line[:_OPENING_LENGTH].strip(" \t#*->"))
        short = _SENTENCE_END.split(words, maxsplit=1)[0] or words
        slug: str = slugify(short, max_length=SLUG_LENGTH, word_boundary=True, save_order=True)
        if slug:
            slug = _DANGLING.sub("", slug)
            return f"{slug}-feature" if slug in _DEVICES else slug
    return "feature"


def _without_opening(line: str) -> str:
    while match := _OPENING.match(line):
        line = line[match.end() :]
    return line


def checked_slug(slug: str) -> str:
    """Return a slug that somebody gave, or raise `InputError` with the reason why it cannot name a folder."""
    if reason := _slug_fault(slug):
        raise InputError(
            f"--slug {slug[:40]!r}{'…' if len(slug) > 40 else ''} {reason}",
            "use lower-case letters, digits, `-` and `_`, a letter or digit first, as in --slug customer-invoices",
        )
    return slug


def _slug_fault(slug: str) -> str | None:
    """Return the first reason why a slug cannot name a folder, or None."""
    faults = {
        "is empty": not slug,
        f"is longer than {SLUG_LIMIT} characters": len(slug) > SLUG_LIMIT,
        "holds a path separator, and a draft never leaves its output folder": "/" in slug or "\\" in slug,
        "starts with a dot, which hides the folder or leaves it": slug.startswith("."),
        "is a device name on Windows": slug.split(".")[0].lower() in _DEVICES,
        "holds other characters": not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", slug),
    }
    return next((reason for reason, applies in faults.items() if applies), None)

"""The text of a backlog from its bytes: UTF-8, UTF-16 and UTF-32 with or without a mark, else Windows-1252 or Latin-1."""

from __future__ import annotations

import codecs
import re

from draftspec.errors import BacklogError

_MARKS = (  # the longer first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = {
    b"PK\x03\x04": "a zip archive or an Office file (.xlsx, .docx, .ods)",
    b"\xd0\xcf\x11\xe0": "an Office file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "a database",
}
_LOOKED_AT = 64 * 1024
_WIDE = 0.3
"""Text of Latin letters in UTF-16 has a NUL in every second byte; a third is enough to tell, and little else has it."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.02
_EXPORT = "save it as CSV, Markdown, JSON or plain text in UTF-8"


def decoded(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text that bytes hold, with line ends settled and control characters taken out, and notes about it.

    Raises `BacklogError` for what is no text.
    """
    encoding, notes = _encoding(raw, name)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise BacklogError(f"{name} is not valid {encoding.upper()} (byte {error.start})", _EXPORT) from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    controls = len(_CONTROL.findall(text))
    if controls > _MOST_CONTROLS * len(text) and controls > 2:
        raise BacklogError(f"{name} is binary (it is full of control characters)", _EXPORT)
    if controls:
        text = _CONTROL.sub("", text)
        notes = (*notes, f"{controls} control character{'s' if controls > 1 else ''} left out")
    return text, notes


def _encoding(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for start, what in _BINARY.items():
        if raw.startswith(start):
            raise BacklogError(f"{name} is {what}", f"open it in the program that made it and {_EXPORT}")
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if marked is not None:
        return marked, () if marked == "utf-8-sig" else (f"read as {marked.upper()}",)
    if b"\0" in raw:
        return _wide(raw, name)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        encoding, called = _narrow(raw)
        return encoding, (f"read as {called}: line {line} is not valid UTF-8; save it as UTF-8 if letters look wrong",)
    return "utf-8", ()


def _narrow(raw: bytes) -> tuple[str, str]:
    """Return the encoding of one byte a character: what Excel writes in Europe, or Latin-1, in which all bytes are text."""
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1", "Latin-1"
    return "cp1252", "Windows-1252 (Latin-1)"


def _wide(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the kind of UTF-16 that bytes without a mark are, or raise `BacklogError` for other bytes with NULs."""
    looked_at = raw[:_LOOKED_AT]
    for encoding, zeros in (("utf-16-le", looked_at[1::2]), ("utf-16-be", looked_at[0::2])):
        other = looked_at[0::2] if encoding == "utf-16-le" else looked_at[1::2]
        if zeros.count(0) > _WIDE * len(zeros) and other.count(0) <= 0.01 * len(other):
            return encoding, (f"read as {encoding.upper()}: it begins with no byte order mark",)
    raise BacklogError(f"{name} is binary (it holds a NUL byte)", _EXPORT)

r"""The errors that people see. Each says what was wrong, where, and what to do, and has one exit code.

DraftspecError
├── InputError            exit 2   a brief, option, file or folder that cannot be used
│   ├── BriefError                 the brief itself
│   ├── SchemaError                the file given with --schema
│   ├── BacklogError               the backlog given to `draftspec batch`, or an item of it
│   └── OutputError                the folder or file to write
├── ServiceError          exit 3   a model or a database server failed; what is done is kept
└── InconclusiveError     exit 4   nothing was measured
"""

from __future__ import annotations


class DraftspecError(Exception):
    """An error for people: `str(error)` is what was wrong and where, `hint` what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(DraftspecError):
    """Something that was given cannot be used."""

    exit_code = 2


class BriefError(InputError):
    """The brief cannot be used."""


class SchemaError(InputError):
    """The file given with --schema cannot be used."""


class BacklogError(InputError):
    """The backlog cannot be used."""


class OutputError(InputError):
    """The folder or a file in it cannot be written."""


class ServiceError(DraftspecError):
    """A service that was needed failed; what is done is kept."""

    exit_code = 3


class InconclusiveError(DraftspecError):
    """Nothing was measured, so nothing can be said."""

    exit_code = 4

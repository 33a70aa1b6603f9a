"""What people upload is a file, whatever the thing is called: where its bytes lie is kept on the row."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.plan import Resource

KEY = "file_key"
"""The column by which a row with an uploaded file is known."""

_SERVER = frozenset({"server"})
_FILE = (
    ColumnLine("file_name", "name", nullable=True, purpose="as the caller's computer calls it, shown and never opened by it"),
    ColumnLine("content_type", "name", nullable=True, flags=_SERVER, purpose="read from the bytes, not believed"),
    ColumnLine("byte_size", "bytes", nullable=True, flags=_SERVER),
    ColumnLine(KEY, "name", nullable=True, flags=frozenset({"server", "hidden"}), purpose="key in the object store"),
)  # fmt: skip
_SIGNS = ("key", "file", "url", "path")


def with_file(resource: Resource) -> Resource:
    """Return a thing that somebody uploads with its file, where it keeps none yet."""
    held = any(part in _SIGNS for column in resource.columns for part in column.name.split("_"))
    if held or resource.there or resource.entry.archetypes[:1] in (("attachment",), ("transfer",)):
        return resource
    names = {column.name for column in resource.columns}
    uses = tuple(dict.fromkeys((*resource.entry.uses, "storage")))
    columns = (*resource.columns, *(column for column in _FILE if column.name not in names))
    return replace(resource, columns=columns, entry=resource.entry.model_copy(update={"uses": uses}))


_KEYS = frozenset({KEY, "storage_key"})
"""Columns that say where the bytes of a row lie."""


def has_file(resource: Resource) -> bool:
    """Tell whether the creating call of a thing takes a file: the server keeps where its bytes lie, and does not make them.

    What is made of data later, as an export, has no key at first; what leads to a file elsewhere takes no bytes itself.
    """
    kept = [column for column in resource.columns if column.name in _KEYS]
    if kept:
        made = "transfer" in resource.entry.archetypes
        return any("server" in column.flags and not (made and column.nullable) for column in kept)
    elsewhere = any(column.name == "url" for column in resource.columns)
    elsewhere = elsewhere or any(parent.target == "uploaded_files" for parent in resource.parents)
    return resource.entry.archetypes[:1] == ("attachment",) and not elsewhere


def without_listed_files(resources: list[Resource]) -> list[Resource]:
    """Return the resources; where pictures have rows of their own that lead to a thing, it keeps no list of their keys."""
    shown = {parent.target for r in resources if r.entry.archetypes[:1] == ("attachment",) for parent in r.parents}
    return [_without_list(r) if r.table in shown else r for r in resources]


def _without_list(resource: Resource) -> Resource:
    listed = {f"{noun}_keys" for noun in ("photo", "image", "picture")}
    kept = tuple(column for column in resource.columns if column.name not in listed)
    return replace(resource, columns=kept, asked=resource.asked - listed)

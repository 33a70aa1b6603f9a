"""An item from one record of an export: a row of a table, or an object, whatever its fields are called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from draftspec.backlog.fields import every, first, normalized
from draftspec.backlog.finished import is_given, is_over, is_yes
from draftspec.backlog.html_text import markdown
from draftspec.backlog.item import Item
from draftspec.backlog.links import blockers
from draftspec.backlog.values import one_line, text, texts
from draftspec.backlog.wiki_text import from_wiki

TITLE_LENGTH = 300
"""Longest title, in characters; a longer one is cut at a word, and the whole of it opens the body."""

_RAW_LENGTH = 256 * 1024
"""How much of a description is looked at, in characters, before HTML is taken out of it."""

_ID_LENGTH = 80
_LABELS = re.compile(r"[,;|\n]")
_REFERENCES = re.compile(r"[,;\n]+|\s(?=#)")
_ADDRESS = re.compile(r"/(?:issues|pull|merge_requests|browse|issue|work_items|story|stories|cards?)/([\w-]+)")
_NO_REFERENCE = frozenset({"", "-", "none", "null", "nan", "n/a", "nil"})
_OBJECTS_TO_LOOK_INTO = ("fields", "attributes", "content", "properties")

Record = Mapping[str, object]
"""The values of a record by their names as `normalized` gives them; several columns of one name are a list."""


def record_of(found: Mapping[str, object]) -> dict[str, object]:
    """Return the record that an object is: its own members, and those of `fields`, `attributes` or `content` in it."""
    inner = [
        value for key in _OBJECTS_TO_LOOK_INTO if isinstance(value := found.get(key), dict) and "type" not in value
    ]
    inner += [value for key in ("content",) if isinstance(value := found.get(key), dict) and "title" in value]
    merged: dict[str, object] = {}
    for members in (found, *inner):
        for key, value in members.items():
            if value not in (None, "", [], {}) and not (key in _OBJECTS_TO_LOOK_INTO and value in inner):
                merged.setdefault(normalized(str(key)), value)
    return merged


def item_from(record: Record, place: str, line: int | None = None) -> Item:
    """Return the item that a record is; `place` is its id where the source gives none."""
    title, body = _title_and_body(record)
    return Item(
        id=_identity(record) or place,
        title=title,
        body=body,
        labels=_labels(record),
        parent=_parent(record, title),
        depends_on=_depends(record),
        done=_done(record),
        line=line,
        kind=_kind(record),
        status=one_line(_text(record, "status")),
    )


def is_record(record: Record) -> bool:
    """Tell whether a record has a field that can be the title or the body of an item."""
    names = (*every(record, "title"), *every(record, "body"))
    return any(not isinstance(record[name], list) for name in names)


def shortened(title: str, body: str) -> tuple[str, str]:
    """Return a title that is within its bound, and a body; what does not fit into the title opens the body."""
    title = one_line(title)
    if len(title) > TITLE_LENGTH:
        body = f"{title}\n\n{body}".strip()
        title = title[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"
    return title, body.strip()


def _title_and_body(record: Record) -> tuple[str, str]:
    role, want, benefit = (one_line(_text(record, field)) for field in ("role", "want", "benefit"))
    names = [name for name in every(record, "title") if one_line(text(record[name]))]
    title = one_line(text(record[names[0]])) if names else ""
    body = _body(record)
    if want and (role or benefit):
        body = f"{_story(role, want, benefit, to=_has_to(record))}\n\n{body}".strip()
    if not title and body:
        title, _, rest = body.partition("\n")
        title, body = one_line(title), rest
    return shortened(title, body)


def _has_to(record: Record) -> bool:
    """Tell whether the name of the column says "to", so that its cells do not."""
    return any(name.endswith(" to") for name in every(record, "want"))


def _story(role: str, want: str, benefit: str, *, to: bool) -> str:
    wanted = re.sub(r"^(?:i want |i need )", "", want, flags=re.I).rstrip(".")
    wanted = f"to {wanted}" if to and not wanted.lower().startswith("to ") else wanted
    opening = f"As a {_bare(role, 'as an? |an? ')}, I want {wanted}" if role else f"I want {wanted}"
    return f"{opening} so that {_bare(benefit, 'so that ')}." if benefit else f"{opening}."


def _body(record: Record) -> str:
    described = next((found for name in every(record, "body") if (found := _described(record[name]))), "")
    accepted = _described(_text(record, "acceptance"))
    parts = [described, f"## Acceptance criteria\n\n{accepted}" if accepted else "", _notes(record)]
    return "\n\n".join(part for part in parts if part)


def _described(value: object) -> str:
    return from_wiki(markdown(text(value)[:_RAW_LENGTH])).strip()


def _notes(record: Record) -> str:
    name = first(record, "notes")
    found = [note for note in texts(record[name]) if re.search(r"\w", note)] if name else []
    return "\n".join(f"- {one_line(note)}" for note in found) if len(found) > 1 else markdown("\n".join(found)).strip()


def _bare(words: str, opening: str) -> str:
    return re.sub(rf"^(?:{opening})", "", words, flags=re.I).rstrip(".")


def _identity(record: Record) -> str:
    name = next((name for name in every(record, "id") if text(record[name]).strip()), None)
    found = one_line(text(record[name])) if name else ""
    if not name and (address := _ADDRESS.search(_text(record, "address"))):
        found = address[1]
    return found.lstrip("#")[:_ID_LENGTH].strip()


def _labels(record: Record) -> tuple[str, ...]:
    found = [one for name in every(record, "labels") for entry in texts(record[name]) for one in _LABELS.split(entry)]
    return tuple(dict.fromkeys(bare for label in found if (bare := one_line(label).strip("[]'\""))))


def _parent(record: Record, title: str) -> str | None:
    found = (one_line(text(record[name])) for name in every(record, "parent"))
    return next((one.lstrip("#")[:TITLE_LENGTH] for one in found if is_given(one) and one != title), None)


def _depends(record: Record) -> tuple[str, ...]:
    found = [
        one for name in every(record, "depends") for entry in texts(record[name]) for one in _REFERENCES.split(entry)
    ]
    found += blockers(record)
    return tuple(dict.fromkeys(one.strip().lstrip("#") for one in found if one.strip().casefold() not in _NO_REFERENCE))


def _kind(record: Record) -> str:
    pull = first(record, "pull")
    if pull is not None and is_given(text(record[pull]) or "true"):
        return "pull request"
    return one_line(_text(record, "kind")).casefold()


def _done(record: Record) -> bool:
    """Tell whether any field says that the item is over: its state, a tick, a resolution, the date of its end."""
    ticked = any(is_yes(text(record[name])) for name in every(record, "done"))
    states = any(is_over(_text(record, field)) for field in ("status", "category"))
    ended = any(is_given(text(record[name])) for name in (*every(record, "resolution"), *every(record, "ended")))
    return ticked or states or ended or bool(_dated(record))


def _dated(record: Record) -> str:
    """Return the date in a column that is called as a tick would be ("Completed": "2024-01-02"), or nothing."""
    found = (text(record[name]).strip() for name in every(record, "done"))
    return next((one for one in found if re.match(r"\d{4}-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2}", one)), "")


def _text(record: Record, field: str) -> str:
    found = (text(record[name]) for name in every(record, field))
    return next((one for one in found if one.strip()), "")

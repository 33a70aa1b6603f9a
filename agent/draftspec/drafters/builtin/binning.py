"""What a bin holds is deleted by calls of its own: the things that a brief names get a stamp, and each deletion an entry."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.alterations import thing_of
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Change, Choice, unknown_choice
from draftspec.drafters.builtin.columns import ColumnLine, parse_parent
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import singular, word_class
from draftspec.drafters.builtin.resources import resource_of

BIN = "deletion"
_LIST = r"(?P<list>[a-z]+(?:(?: |, | and | or |/)[a-z]+){0,6}?)"
_NAMED = (
    rf"\b(?:when|if|once|whenever|after) (?:an? |the |any )?{_LIST} (?:is|are|gets?|being|has been|have been) (?:deleted|removed)\b",
    rf"\bdeleted {_LIST} (?:go|goes|move|moves|are|is|land|lands|stay|stays|can|end up) ",
    rf"\b(?:recycle bin|trash|trash bin) (?:for|of) (?:deleted |the )?{_LIST}(?=[,.;]| with| so| that| where|$)",
    rf"\b(?:delete|remove|move|put|send)s? (?:deleted |the )?{_LIST} (?:to|into|in) (?:an? |the )?(?:recycle bin|trash|bin)\b",
    rf"\b(?:restore|undelete|recover)s? (?:deleted |the )?{_LIST} from (?:an? |the )?(?:recycle bin|trash|bin)\b",
)  # fmt: skip
_STAMP = ColumnLine(
    "deleted_at", "moment", nullable=True, flags=frozenset({"server"}), purpose="since when it is in the bin"
)
MOST = 4


def with_bin(choices: list[Choice], reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """Return the choices; where something is put into a bin that nothing else names, with the bin."""
    named = any(choice.concept == BIN for choice in choices) or BIN not in catalogue or not choices
    if named or re.search(r"\b(?:recycle bin|trash)\b", reading.text, re.I) is None or not _binned(reading, catalogue):
        return choices
    return [*choices, Choice("recycle bin", BIN)]


def with_binned(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Return the things; where one of them is a bin, with what the brief puts into it."""
    kept = next((r for r in resources if r.name == BIN), None)
    binned = _binned(reading, catalogue) if kept is not None else []
    if kept is None or not binned:
        return resources
    own = {r.name: r for r in resources}
    there = _with_one_owner([_of(choice, reading) for choice in binned if choice.name not in own])
    there = _in_one_another(there, catalogue)
    stamped = {choice.name: _stamped(own[choice.name]) for choice in binned if choice.name in own}
    kinds = tuple(choice.name for choice in binned)
    return [*(_with_kinds(r, kinds) if r is kept else stamped.get(r.name, r) for r in resources), *there]


def _binned(reading: Reading, catalogue: Catalogue) -> list[Choice]:
    lists = (found["list"] for pattern in _NAMED for found in re.finditer(pattern, reading.text, re.I))
    words = (word.strip() for listed in lists for word in re.split(r",|/| and | or ", listed))
    choices = (thing_of(word.lower(), catalogue) or _plain(word.lower()) for word in words if word)
    return list({c.name: c for c in choices if c is not None and c.concept != BIN}.values())[:MOST]


def _plain(word: str) -> Choice | None:
    """Take a word that says little elsewhere ("page") for the thing that it is here."""
    one = singular(word)
    return unknown_choice(one, ()) if one in word_class("things") else None


def _of(choice: Choice, reading: Reading) -> Resource:
    change = Change(columns=(_STAMP,), standard=("delete",))
    found = resource_of(replace(choice, there=True, change=change), reading, main=False)
    return replace(found, main=False, binned=BIN)


def _with_one_owner(resources: list[Resource]) -> list[Resource]:
    """Return the things, those without an owner with that of the others: nobody deletes what is not his."""
    owned = next((r for r in resources if r.owner is not None), None)
    if owned is None:
        return resources
    key = tuple(p for p in owned.parents if p.column == owned.owner)
    return [r if r.owner else replace(r, owner=owned.owner, parents=(*r.parents, *key)) for r in resources]


def _in_one_another(resources: list[Resource], catalogue: Catalogue) -> list[Resource]:
    """Return the things that are there; of a list from whole to part ("a book, chapter or page") each has a key to the one before."""
    names = [resource.name for resource in resources]
    known = (catalogue.entry(name).parents if name in catalogue else () for name in names[1:])
    if not any(parse_parent(p).target == before for before, ps in zip(names, known, strict=False) for p in ps):
        return resources
    keys = [ColumnLine(f"{name}_id", "uuid", nullable=True) for name in names[:-1]]
    parts = (replace(r, presumed=(*r.presumed, key)) for r, key in zip(resources[1:], keys, strict=True))
    return [*resources[:1], *parts]


def _stamped(resource: Resource) -> Resource:
    known = any(line.name == _STAMP.name for line in resource.columns)
    columns = resource.columns if known else (*resource.columns, _STAMP)
    standard = resource.standard if "delete" in resource.standard else (*resource.standard, "delete")
    return replace(resource, columns=columns, standard=standard, binned=BIN)


def _with_kinds(resource: Resource, kinds: tuple[str, ...]) -> Resource:
    """Return the bin with the kinds of what it holds, and without a key to one of them."""
    columns = (replace(c, kind="choice", values=kinds) if c.name == "deletable_type" else c for c in resource.columns)
    parents = tuple(p for p in resource.parents if p.column not in resource.beside)
    return replace(resource, columns=tuple(columns), parents=parents, beside=frozenset())

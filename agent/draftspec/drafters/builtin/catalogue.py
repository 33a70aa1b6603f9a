"""The knowledge files: which entries there are, by which words a brief names them, and their bodies when asked for.

Every entry begins with its name and a line of words, so that the files can be searched without being parsed as YAML:
only the entries that a brief needs are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from draftspec.drafters.builtin.entries import Entry

_WORDS = "\n  words: ["
_HEAD = re.compile(r"([a-z][a-z0-9_]*):\n  words: \[([^\]\n]*)\]$", re.M)

_ENTRIES_KEPT = 400
"""Most entries that are kept as read, of some 9 KB each: a long batch of all kinds of briefs asks for more than a thousand."""


def _folder() -> Traversable:
    return resources.files("draftspec.drafters.builtin") / "knowledge"


def _parse(text: str) -> Any:
    import yaml  # here, since a draft of plain nouns needs no more than two small files of it

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


@cache
def data(name: str) -> Any:
    """Return the content of one of the small data files, as `types` for types.yaml."""
    return _parse(text_of(name))


def text_of(name: str) -> str:
    """Return one of the small data files as it is written."""
    return (_folder() / f"{name}.yaml").read_text(encoding="utf-8")


_STEM = 5
"""Letters by which a word of several meanings is looked for in a brief, before anything is compiled for it (replies: repl)."""


class Catalogue:
    """Entries by name, and the words that stand for them."""

    def __init__(self, texts: list[str]) -> None:
        self._bodies: dict[str, str] = {}
        self.words: dict[str, str] = {}
        self.rows: frozenset[str] = frozenset()
        """Nouns that mean nothing elsewhere, of which a brief makes rows ("a case belongs to a family")."""
        for text in texts:
            self._index(text)

    def _index(self, text: str) -> None:
        heads = list(_heads(text))
        ends = [head.start() for head in heads[1:]] + [len(text)]
        for head, end in zip(heads, ends, strict=True):
            self._bodies[head[1]] = text[head.start() : end]
            for word in head[2].split(","):
                self.words.setdefault(word.strip().strip("\"'"), head[1])

    def __contains__(self, name: object) -> bool:
        return name in self._bodies

    def __iter__(self) -> Any:
        return iter(self._bodies)

    def in_context(self, text: str) -> Catalogue:
        """Return the catalogue in which words that mean several things stand for what they mean in this brief."""
        low = text.lower()
        made = set(data("words")["nominal"].values())  # "borrow" stands for a loan that no word of the brief names
        found = Catalogue([])
        found._bodies = self._bodies
        found.words = dict(self.words)
        for word, sense in data("senses").items():
            unspoken = word not in made and word[:_STEM].rstrip("y") not in low
            senses = sense if isinstance(sense, list) else [sense]
            if word not in self.words:
                continue
            if unspoken:  # a word of another language is read as this one: what decides is not spoken either
                if len(senses) == 1 and "if" in senses[0] and "else" not in senses[0]:
                    del found.words[word]
                continue
            missed = next((one for one in senses if not _is_meant(one, low)), None)
            if missed is None:
                continue
            other = missed.get("else")
            if other is not None:
                found.words[word] = str(other)
            else:
                del found.words[word]
        return found

    def without(self, words: Container[str]) -> Catalogue:
        """Return the catalogue in which some words stand for nothing."""
        found = Catalogue([])
        found._bodies, found.rows = self._bodies, self.rows
        found.words = {word: name for word, name in self.words.items() if word not in words}
        return found

    def entry(self, name: str) -> Entry:
        """Return an entry by its name. Raises KeyError, or pydantic's ValidationError for a malformed one."""
        return _entry(self._bodies[name], name)

    def is_made_by(self, name: str | None, verb: str | None) -> bool:
        """Tell whether a verb brings an entry about, where of other things it would make something of its own."""
        return name is not None and verb is not None and name in self and verb in self.entry(name).made_by

    def marks_anything(self, name: str | None) -> bool:
        """Tell whether an entry hangs on whatever a brief says: a bookmark of a post, or of anything else."""
        return name is not None and any(p.split()[0] in ("post", "record", "item") for p in self.entry(name).parents)

    def joins_people(self, name: str | None) -> bool:
        """Tell whether an entry joins two people, as a follow does."""
        entry = self.entry(name) if name is not None and name in self else None
        return entry is not None and [parent.split()[0] for parent in entry.parents] == ["user", "user"]


def _heads(text: str) -> Iterator[re.Match[str]]:
    """Yield where entries begin: a search for plain text is ten times as fast as one for a pattern."""
    at = text.find(_WORDS)
    while at >= 0:
        if (head := _HEAD.match(text, text.rfind("\n", 0, at) + 1)) is not None:
            yield head
        at = text.find(_WORDS, at + 1)


def _is_meant(sense: dict[str, str], text: str) -> bool:
    """Tell whether the words beside an ambiguous one let it stand for its entry."""
    if "if" in sense and not _has(text, sense["if"]):
        return False
    return not _has(text, sense.get("unless", "")) or _has(text, sense.get("but", ""))


def _has(text: str, stems: str) -> bool:
    """Tell whether a text has a word that begins with one of some stems."""
    return (
        bool(stems)
        and re.search(rf"\b(?:{'|'.join(re.escape(stem.replace('_', ' ')) for stem in stems.split())})", text)
        is not None
    )


@lru_cache(maxsize=_ENTRIES_KEPT)
def _entry(body: str, name: str) -> Entry:
    return Entry.model_validate_json(json.dumps(_parse(body)[name]))


@cache
def concepts() -> Catalogue:
    """Return the entries of all domains."""
    files = sorted((_folder() / "concepts").iterdir(), key=lambda file: file.name)
    return Catalogue([file.read_text(encoding="utf-8") for file in files if file.name.endswith(".yaml")])


@cache
def archetypes() -> Catalogue:
    """Return the archetypes that entries and unknown nouns take the rest from."""
    return Catalogue([(_folder() / "archetypes.yaml").read_text(encoding="utf-8")])

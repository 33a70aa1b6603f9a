"""The prose of a draft: which lines are prose, which words are the feature's own, and what is left without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import inflection

from draftspec.checks.markdown import Markdown
from draftspec.spec import Spec

MASK = "_"
"""Stands for a number, a code span, or a word of the feature's own."""

_LABEL = re.compile(r"^(?:\[[ x]\]\s*)?\*\*[^*]+\*\*\s*:?\s*")
_BULLET = re.compile(r"^\s*(?:[-*+>|]|\d+\.)\s+")
_CODE = re.compile(r"`[^`]*`")
_QUOTE = re.compile(r"“[^”]*”|\"[^\"]*\"")
_WORD = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)|`+[^`]*`+|\d+(?:[.,:]\d+)*|_")
"""A word, which is the group, or what is masked whatever it says: a code span, a number, a mask."""
_NAME = re.compile(r'"(?<!\\")([\w/{}.-]+)"(?=[,\]}])')
"""A value in JSON that is a name or path, and no key."""


class ProseLine(NamedTuple):
    """A line of prose: where it stands, and its text without bullet and label."""

    where: str
    text: str


def prose_lines(name: str, document: Markdown) -> Iterator[ProseLine]:
    """Yield the lines of a document that say something in words, also in plain fences; tables and the brief are none."""
    for line in document.lines:
        if not line.text.startswith(("#", "|", "**Brief**")) and (text := bare(line.text)):
            yield ProseLine(f"{name}:{line.number}", text)
    for fence in document.fences:
        if not fence.language:
            for number, text in enumerate(fence.text.splitlines(), fence.number):
                if inner := bare(text):
                    yield ProseLine(f"{name}:{number}", inner)


def bare(line: str) -> str:
    """Return a line without its bullet and label."""
    return _without(_LABEL, _without(_BULLET, line)).strip()


def _without(beginning: re.Pattern[str], line: str) -> str:
    found = beginning.match(line)
    return line[found.end() :] if found else line


def unquoted(text: str) -> str:
    """Return a text without what it quotes: a quotation of the brief is not the draft's own word."""
    return _QUOTE.sub(" ", text) if '"' in text or "“" in text else text


def said(text: str) -> str:
    """Return what a text says in words of its own: without code and without what it quotes."""
    return unquoted(_CODE.sub(" ", text) if "`" in text else text)


def masked_words(text: str, own: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a text in lower case, with numbers, code and own words as one mask each."""
    words = _WORD.findall(text.lower())
    return tuple([MASK if word in own else word or MASK for word in words])


def grams(words: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    """Yield the runs of words of this length that are words for the greater part, not masks."""
    for run in zip(*[words[start:] for start in range(size)], strict=False):
        if 2 * run.count(MASK) < size:
            yield run


def own_words(spec: Spec) -> frozenset[str]:
    """Return the words of a design's names and of its brief, in either number."""
    names = " ".join(_NAME.findall(spec.sections.model_dump_json()))
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", f"{names} {spec.brief}")}
    return frozenset(form for word in words if len(word) > 3 for form in forms(word))


@cache
def forms(word: str) -> tuple[str, ...]:
    """Return a word in singular and plural."""
    one = singular(word)
    return word, one, inflection.pluralize(one)


@cache
def singular(word: str) -> str:
    """Return the singular of a word."""
    return str(inflection.singularize(word))

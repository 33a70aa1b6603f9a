"""What of an item's text was asked for: brought down from templates, logs, pictures and talk to a brief."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.backlog.asked.blocks import Block, blocks_of
from draftspec.backlog.asked.fitting import fitted
from draftspec.backlog.asked.headings import ASIDE, WHY
from draftspec.backlog.asked.noise import is_noise, is_wanted
from draftspec.backlog.asked.wording import reworded, sentences, unprefixed

_SHORT = 8
_PORTION = 1200
"""Longest paragraph that is kept or left out as a whole, in characters."""

__all__ = ["asked_for"]


def asked_for(body: str, title: str, length: int) -> str:
    """Return what a text asks for beside its title, in at most `length` characters: paragraphs, and points after `- `.

    Kept are sentences and points about the feature, user stories, acceptance criteria; of sections that say why, only
    sentences that say what is wanted, and they come last. Dropped are code, pictures, addresses, references,
    templates' own words, how it was tested, and what commits say about themselves.
    """
    kept = sorted(_kept(blocks_of(body), title), key=lambda block: block.kind == WHY)
    return fitted(list(_without_openings(kept)), length)


def _kept(blocks: list[Block], title: str) -> Iterator[Block]:
    """Yield the blocks that ask for something, each once."""
    seen = {_compared(title)}
    for block in blocks:
        found = [] if block.kind == ASIDE else list(_sentences(block))
        if found and (compared := _compared(" ".join(found))) not in seen:
            seen.add(compared)
            yield from (Block(text, block.kind, block.heading, block.depth) for text in _portions(found))


def _portions(found: list[str]) -> Iterator[str]:
    """Yield sentences joined, those of a long paragraph in several portions, so that one can be left out alone."""
    portion = ""
    for sentence in found:
        if portion and len(portion) + len(sentence) > _PORTION:
            yield portion
            portion = ""
        portion = f"{portion} {sentence}".strip()
    yield portion


def _without_openings(blocks: list[Block]) -> Iterator[Block]:
    """Yield blocks without those that only lead over to points or pictures that are not there ("Before:")."""
    for at, block in enumerate(blocks):
        leads = block.text.endswith(":") and len(block.text.split()) < _SHORT
        if not leads or (at + 1 < len(blocks) and blocks[at + 1].depth > block.depth):
            yield block


def _sentences(block: Block) -> Iterator[str]:
    for sentence in sentences(unprefixed(block.text)):
        worded = reworded(sentence)
        if worded and not is_noise(worded) and (block.kind != WHY or is_wanted(worded)):
            yield worded


def _compared(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())

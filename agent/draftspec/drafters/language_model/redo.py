"""Decides some sections of a finished draft again, and leaves the others as they stand in its spec.json."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from draftspec.drafters.language_model.decided import Decided
from draftspec.drafters.language_model.notes import Notes
from draftspec.errors import InputError
from draftspec.folders import data_folder
from draftspec.journal import Journal, Redo
from draftspec.sections import SECTIONS
from draftspec.sections.database import Table
from draftspec.spec import Claim, Spec, Usage


def sections_named(text: str) -> tuple[str, ...]:
    """Return the sections of a list such as `risks,tasks`. Raises `InputError` for one that does not exist."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in SECTIONS:
            near = difflib.get_close_matches(name, SECTIONS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"sections are {', '.join(SECTIONS)}"
            raise InputError(f"--redo: there is no section {name!r}", hint)
    if not names:
        raise InputError("--redo names no section", "name one or more, as in --redo risks,tasks")
    return names


def with_dependants(names: Iterable[str]) -> tuple[str, ...]:
    """Return sections and all that are decided from them, in the order of the documents."""
    found = set(names)
    for _ in SECTIONS:
        found |= {name for name, section in SECTIONS.items() if found & set(section.needs)}
    return tuple(name for name in SECTIONS if name in found)


def redone(journal: Journal, wanted: tuple[str, ...], inputs: str, *, resume: bool) -> tuple[str, ...]:
    """Return the sections to decide again, none where nothing of a draft is kept.

    What was answered for them before is forgotten, unless a run that did the same is resumed. Without a wish the last
    such run goes on, so that running again changes nothing, as long as its `inputs` are the same.
    """
    if not wanted:
        return journal.redo.sections if journal.redo is not None and journal.redo.inputs == inputs else ()
    redo = Redo(with_dependants(wanted), inputs)
    if not (resume and journal.redo == redo):
        journal.forget(redo)
    return redo.sections


def inputs_digest(brief: str, model: str, existing: tuple[Table, ...]) -> str:
    """Return a digest of what a whole draft depends on: brief, model, existing tables and prompts."""
    parts = [brief, model, [table.model_dump_json() for table in existing], _prompt_texts()]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


@cache
def _prompt_texts() -> dict[str, str]:
    prompts = data_folder("prompts")
    paths = sorted(prompts.rglob("*.j2"))
    return {path.relative_to(prompts).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def standing_spec(path: Path) -> Spec:
    """Return the specification that stands at `path`. Raises `InputError` when there is none that can be read."""
    try:
        return Spec.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"--redo: there is no {path}", "draft it first, without --redo") from error
    except ValidationError as error:
        raise InputError(f"--redo: {path} does not fit its schema", "draft it anew, without --redo") from error


def kept_sections(spec: Spec, redo: Iterable[str]) -> dict[str, Decided]:
    """Return the sections of a specification that stay; the first of them brings along what was noted."""
    redo = set(redo)
    kept = {name: _kept(spec, name) for name in SECTIONS if name not in redo and name in spec.provenance}
    if not kept:
        return {}
    first = next(iter(kept))
    notes = Notes(_claims(spec, redo), spec.assumptions, spec.open_questions)
    kept[first] = Decided(kept[first].value, notes, kept[first].usage, source=kept[first].source)
    return kept


def _kept(spec: Spec, name: str) -> Decided:
    source = spec.provenance[name]
    value = None if source.source == "gap" else getattr(spec.sections, name)
    return Decided(value, usage=source.usage or Usage(), source=source)


def _claims(spec: Spec, redo: set[str]) -> tuple[Claim, ...]:
    """Return the claims that sections carry which stay, and these carriers only."""
    claims = []
    for claim in spec.claims:
        carriers = tuple(path for path in claim.carried_by if path.partition(".")[0] not in redo)
        if carriers or not claim.carried_by:
            claims.append(Claim(text=claim.text, carried_by=carriers))
    return tuple(claims)

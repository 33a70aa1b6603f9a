"""The messages of a section: first what is the same for every draft, then what belongs to this one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from draftspec.chat.model import Message, Mode
from draftspec.chat.schema import minified
from draftspec.folders import data_folder
from draftspec.prompting.existing import existing_lines
from draftspec.prompting.fences import fenced
from draftspec.prompting.form import Form
from draftspec.prompting.given import Given
from draftspec.prompting.knowledge import knowledge_lines
from draftspec.prompting.parents import parents_json
from draftspec.sections import SECTIONS
from draftspec.spec import Target

QUESTIONS = 2
"""Most open questions of one section."""

_SECTION = re.compile(r"^Section: ([a-z]+)$", re.M)


def messages(section: str, given: Given, form: Form) -> tuple[Message, Message]:
    """Return the messages that ask for a section: the static one, and the one of this draft."""
    return static_message(section, form), draft_message(section, given)


def static_message(section: str, form: Form) -> Message:
    """Return the system message, which is the same in every draft."""
    return _static_message(section, form.mode, minified(form.schema) if form.in_prompt else None)


@lru_cache(maxsize=128)
def _static_message(section: str, mode: Mode, schema: str | None) -> Message:
    postgres = Target().postgres
    text = rendered("system.md.j2", section=section, questions=QUESTIONS, postgres=postgres, schema=schema, mode=mode)
    return Message("system", text)


def draft_message(section: str, given: Given) -> Message:
    """Return the user message: the brief, what is there, what is known, what was decided, and what is wanted now."""
    if section not in given.said:
        given.said[section] = _draft_message(section, given)
    return given.said[section]


def _draft_message(section: str, given: Given) -> Message:
    blocks = [("existing tables", existing_lines(given.existing, given.named_only))] if sees_existing(section) else []
    blocks += [("common practice", knowledge_lines(section, given.resources))]
    blocks += [(f"decided: {name}", text) for name, text in parents_json(section, given.parents, given.shown).items()]
    text = rendered(
        "section.md.j2",
        section=section,
        brief=fenced("brief", given.brief),
        blocks=[fenced(label, content) for label, content in blocks if content],
    )
    return Message("user", text)


def section_of(message: str) -> str | None:
    """Return the section that a message of ours asks for: it stands in its last marker line."""
    found = _SECTION.findall(message)
    return found[-1] if found and found[-1] in SECTIONS else None


def sees_existing(section: str) -> bool:
    """Tell whether a section sees all tables that are there; the others see those that `database` refers to."""
    return section == "database"


def rendered(template: str, **values: object) -> str:
    """Return a prompt, without trailing white space."""
    return environment().get_template(template).render(values).strip("\n")


@cache
def environment() -> Environment:
    """Return the environment that the prompts are rendered in."""
    return Environment(  # noqa: S701 - prompts are plain text, HTML's rules would spoil them
        loader=FileSystemLoader(data_folder("prompts")),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )

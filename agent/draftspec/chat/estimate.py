"""What a draft with a model is going to cost, section by section, without a call.

What each section is decided from, and how much is answered, is taken from the built-in drafter's draft of the same brief.
A model that thinks before it answers is charged for that too, which nothing here can know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from draftspec.chat.answers import answer_model
from draftspec.chat.model import Tokens
from draftspec.chat.prices import Price
from draftspec.chat.profiles import Profile
from draftspec.chat.tokens import Count, count
from draftspec.chat.wire import wire_schema, wire_text
from draftspec.drafting import Draft
from draftspec.prompting import Form, Given, Room, fit, messages, prompt_size, static_message


@dataclass(frozen=True)
class SectionEstimate:
    """What one section is going to take: tokens sent, of these the ones that are the same in every draft, and written."""

    section: str
    input: Count
    static: Count
    output: Count
    usd: Decimal | None
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """What a draft is going to take."""

    model: str
    sections: tuple[SectionEstimate, ...]

    @property
    def input(self) -> Count:
        """The tokens that are sent."""
        return sum((one.input for one in self.sections), Count())

    @property
    def output(self) -> Count:
        """The tokens that are written."""
        return sum((one.output for one in self.sections), Count())

    @property
    def usd(self) -> Decimal | None:
        """US dollars, or None where the price is not known."""
        every = [one.usd for one in self.sections]
        return None if None in every else sum((usd for usd in every if usd is not None), Decimal(0))


@dataclass(frozen=True)
class Terms:
    """Whom a draft would be asked of: the model's name, its profile, window and answer, and its price."""

    model: str
    profile: Profile
    room: Room
    price: Price | None = None


def estimate_draft(given: Given, draft: Draft, sections: Iterable[str], terms: Terms) -> Estimate:
    """Return what these sections are going to take; `draft`, the built-in drafter's, stands for the answers.

    Raises `PromptTooLarge` when the prompt of a section cannot be made to fit.
    """
    known = replace(given, parents=draft.sections)
    return Estimate(terms.model, tuple(_section(name, known, draft, terms) for name in sections))


def _section(name: str, given: Given, draft: Draft, terms: Terms) -> SectionEstimate:
    form = Form(wire_schema(name, terms.profile), terms.profile.modes[0], terms.profile.shows_schema)
    fitted = fit(name, given, form, terms.room)
    sent = prompt_size(messages(name, fitted.given, form), form, terms.model)
    static = prompt_size((static_message(name, form),), form, terms.model)
    written = count(_answer(name, draft, terms.profile), terms.model)
    written = Count(written.tokens, exact=False)
    usd = terms.price.cost(Tokens(input=sent.tokens, output=written.tokens)) if terms.price else None
    return SectionEstimate(name, sent, static, written, usd, fitted.dropped)


def _answer(name: str, draft: Draft, profile: Profile) -> str:
    """Return the built-in drafter's section as a model would write it, with the claims that it carries."""
    value = getattr(draft.sections, name)
    if value is None:
        return ""
    own = tuple(claim for claim in draft.claims if any(item.partition(".")[0] == name for item in claim.carried_by))
    return wire_text(answer_model(name).model_validate({name: value, "claims": own}), profile)

"""What `--dry-run` says: the estimate of a draft with a model, for people and for scripts. Nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from draftspec.brief import Brief
from draftspec.chat.estimate import Estimate, SectionEstimate, estimate_draft
from draftspec.chat.estimate import Terms as Of
from draftspec.chat.langchain_model import open_model
from draftspec.documents import sections_asked_for
from draftspec.drafters import builtin
from draftspec.drafters.language_model.asking import CAP
from draftspec.drafters.language_model.opening import Terms, known_price, limits_named, profile_named
from draftspec.drafters.language_model.redo import with_dependants
from draftspec.pipeline import existing_tables
from draftspec.prompting import Given
from draftspec.prompting.fitting import Room
from draftspec.settings import Settings
from draftspec.summary import Line


def estimated(brief: Brief, settings: Settings, redo: tuple[str, ...] = ()) -> Estimate:
    """Return what a draft is going to cost, or only the sections that are redone. Raises `InputError`."""
    if not all(settings.model.partition(":")):
        open_model(settings.model)  # which says what is wrong with the name
    limits = limits_named(settings.model)
    price = known_price(Terms(settings.model, settings.out, max_cost=settings.max_cost, prices=settings.prices))
    room = Room(limits.window, min(CAP, limits.output, limits.window // 4), settings.model)
    existing = existing_tables(settings.schema)
    sections = sections_asked_for()
    again = with_dependants(redo) if redo else sections
    return estimate_draft(
        Given(brief.text, existing),
        builtin.draft(brief, existing, sections),
        tuple(name for name in sections if name in again),
        Of(settings.model, profile_named(settings.model), room, price),
    )


def lines(estimate: Estimate) -> Iterator[Line]:
    """Yield the estimate for people: a line for each section, then the whole."""
    for one in estimate.sections:
        yield Line(one.section, _text(one))
        yield from (Line("note", said, "warning") for said in one.dropped)
    whole = f"{estimate.input} + {estimate.output} tokens, {_dollars(estimate.usd)}"
    yield Line("estimate", f"{len(estimate.sections)} calls of {estimate.model}, {whole}; nothing was asked", "good")


def document(estimate: Estimate) -> dict[str, object]:
    """Return the estimate for scripts, as it is printed with --json."""
    return {
        "model": estimate.model,
        "dry_run": True,
        "calls": len(estimate.sections),
        "input_tokens": estimate.input.tokens,
        "output_tokens": estimate.output.tokens,
        "exact": estimate.input.exact,
        "usd": _number(estimate.usd),
        "sections": {
            one.section: {
                "input_tokens": one.input.tokens,
                "output_tokens": one.output.tokens,
                "usd": _number(one.usd),
            }
            for one in estimate.sections
        },
    }


def _text(one: SectionEstimate) -> str:
    return f"{one.input} + {one.output} tokens, {_dollars(one.usd)}"


def _dollars(usd: Decimal | None) -> str:
    return "price not known" if usd is None else f"about ${usd:.4f}"


def _number(usd: Decimal | None) -> float | None:
    return None if usd is None else float(usd)

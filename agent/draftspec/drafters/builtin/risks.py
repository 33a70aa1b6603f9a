"""Decides the `risks` section from what is known to go wrong with things like these."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
from draftspec.sections.risks import Risks


def draft(plan: Plan) -> Risks:
    """Return pitfalls and risk areas of the feature."""
    main = plan.main
    if main is None:
        return Risks(pitfalls=("None: nothing is built.",), risks=("None: nothing is built.",))
    pitfalls = [r.fill(text) for r in plan.resources for text in (r.entry.pitfalls if r.main else r.entry.pitfalls[:1])]
    risks = [r.fill(text) for r in plan.resources for text in (r.entry.risks if r.main else r.entry.risks[:1])]
    risks += [
        f"`{r.table}`: rows go with `{p.target}`"
        for r in plan.resources
        for p in r.parents
        if p.on_delete == "CASCADE" and p.target in plan.given and not r.there
    ][:3]
    return Risks(
        pitfalls=tuple(pitfalls) or (f"`{main.table}` is read by `id` without its owner.",),
        risks=tuple(risks) or (f"`{main.table}` grows without end.",),
    )

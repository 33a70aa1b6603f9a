"""Defects of what a draft costs."""

from __future__ import annotations

from draftspec.evals.selfcheck.seeding import Json, in_design


@in_design("tokens", "twice the tokens in")
def _(spec: Json) -> None:
    spec["usage"]["input_tokens"] *= 2


@in_design("tokens", "a longer answer")
def _(spec: Json) -> None:
    spec["usage"]["output_tokens"] += 1


@in_design("cost", "a dearer model")
def _(spec: Json) -> None:
    spec["usage"]["usd"] *= 3


@in_design("repairs", "a section is sent back")
def _(spec: Json) -> None:
    spec["provenance"]["database"]["repairs"] = 1


@in_design("repairs", "every section is sent back")
def _(spec: Json) -> None:
    for one in spec["provenance"].values():
        one["repairs"] = 2

"""One draft of a case with a model, and which interactions of a cassette are its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from draftspec.brief import Brief
from draftspec.chat.profiles import Profile
from draftspec.evals.cassette import Interaction


@dataclass(frozen=True)
class Take:
    """The case's id and brief, the model, the file with the tables that are there, and which trial it is, from 1."""

    case_id: str
    brief: Brief
    model: str
    schema: Path | None = None
    trial: int = 1

    def is_own(self, step: str) -> bool:
        """Tell whether a step belongs to this draft."""
        case_id, _, trial, _ = step.split("/")
        return case_id == self.case_id and trial == str(self.trial)


def steps_of(interactions: Mapping[str, Interaction], take: Take) -> dict[str, Interaction]:
    """Return the interactions of one draft, by their steps."""
    return {step: one for step, one in interactions.items() if take.is_own(step)}


def with_recorded_modes(profile: Profile, interactions: Iterable[Interaction]) -> Profile:
    """Return a profile without the modes that the server refused when the interactions were recorded.

    A refusal is not recorded; the strictest mode that was answered says what had been refused before.
    """
    modes = {str((one.asked.get("response_format") or {}).get("type", "text")) for one in interactions}
    first = next((place for place, mode in enumerate(profile.modes) if mode in modes), 0)
    return replace(profile, modes=profile.modes[first:])

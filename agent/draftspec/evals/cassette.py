"""A cassette: what was asked and answered for one case and one model, in the file format of vcrpy.

The file replays in vcrpy as it is. A request's body stands parsed, prompts as blocks of lines, so that a diff shows the
line that changed. Beside `interactions`, a key that vcrpy passes over says where the recording came from.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from draftspec.checks.yaml_form import OtherForm, read_derived
from draftspec.errors import InconclusiveError
from draftspec.evals.long_values import LongValues
from draftspec.evals.origin import Origin, origin_from
from draftspec.sections import SECTIONS
from draftspec.yaml_bounds import refuse_unbounded

STEP = "x-draftspec-step"
"""The header that carries a request's step: `case/section/trial` on the way, with the attempt in the file."""

ADDRESS = "https://recorded.invalid/v1"
"""What stands for the server's address; no name under `.invalid` exists (RFC 2606)."""

HEAD = "# Recorded by draftspec; replays in vcrpy too. `draftspec eval status` tells what of it is stale.\n"
"""The first line of a file."""

OURS = "draftspec"
"""The key of a cassette's own facts, beside `version` and `interactions`."""

MOST_BYTES = 64 * 1024 * 1024


class CassetteError(InconclusiveError):
    """A cassette that cannot be read."""


@dataclass(frozen=True)
class Interaction:
    """A request and its answer. `step` is `case/section/trial/attempt`, `asked` the request's body, `text` the answer's."""

    step: str
    asked: Mapping[str, Any]
    status: int
    content_type: str
    text: str


@dataclass(frozen=True)
class Cassette:
    """The interactions by their steps, and where they came from."""

    interactions: Mapping[str, Interaction]
    origin: Origin


def step_order(step: str) -> tuple[str, int, int, int]:
    """Return what steps are sorted by: case, section in the order of the documents, trial, attempt."""
    case_id, section, trial, attempt = step.split("/")
    place = list(SECTIONS).index(section) if section in SECTIONS else len(SECTIONS)
    return case_id, place, int(trial), int(attempt)


def cassette_path(cassettes: Path, model: str, case_id: str) -> Path:
    """Return where the recording of a case with a model lies."""
    return cassettes / model_folder(model) / f"{case_id}.yaml"


def model_folder(model: str) -> str:
    """Return the name of the folder of a model: `openai_gpt-5-mini` for `openai:gpt-5-mini`.

    A name that holds more than letters, digits, dots and dashes gets a digest behind it, so that no two models share one.
    """
    name = re.sub(r"[^A-Za-z0-9.-]+", "_", model)
    if model == name.replace("_", ":", 1) and len(name) <= 80:
        return name
    return f"{name[:80]}_{hashlib.sha256(model.encode()).hexdigest()[:8]}"


def recorded_models(cassettes: Path) -> tuple[str, ...]:
    """Return the models that have recordings. Raises `CassetteError` when there is none, or none that can be read."""
    folders = [files for folder in sorted(cassettes.glob("*/")) if (files := sorted(folder.glob("*.yaml")))]
    if not folders:
        raise CassetteError(
            f"nothing is recorded in {cassettes}", "record with draftspec eval record --missing --model provider:model"
        )
    return tuple(dict.fromkeys(map(_model_of, folders)))


def _model_of(files: Sequence[Path]) -> str:
    """Return the model of a folder's cassettes, by the first that can be read. Raises what is wrong with the last."""
    *others, last = files
    for path in others:
        with suppress(CassetteError):
            if (cassette := read_cassette(path)) is not None:
                return cassette.origin.asked
    if (cassette := read_cassette(last)) is None:
        raise CassetteError(f"{last} is gone", "run it again")
    return cassette.origin.asked


def read_cassette(path: Path) -> Cassette | None:
    """Return the cassette at `path`, None when there is none. Raises `CassetteError` when it cannot be read."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CassetteError(f"cannot read {path}: {error.strerror or error}", "check its permissions") from error
    if len(raw) > MOST_BYTES:
        raise CassetteError(f"{path} is larger than {MOST_BYTES // 2**20} MB", "record the case anew")
    try:
        return _cassette(_content(raw.decode()))
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError) as error:
        said = " ".join(str(error).split())[:200]
        raise CassetteError(
            f"{path} is no cassette of draftspec: {said or type(error).__name__}",
            "restore it, or record the case anew with draftspec eval record --all",
        ) from error


def _content(text: str) -> Any:
    """Return what a file of vcrpy holds."""
    values = LongValues(text)
    content = _read(values.shortened)
    for one in content["interactions"]:
        values.put_back(one)
    return content


def _read(text: str) -> Any:
    """Return what YAML holds: read as we write it where it has that form, or else by vcrpy's own safe loader."""
    from vcr.serializers import yamlserializer

    try:
        return read_derived(text.removeprefix(HEAD))
    except OtherForm:
        refuse_unbounded(text)
        return yamlserializer.deserialize(text)


def _cassette(content: Mapping[str, Any]) -> Cassette:
    """Return the cassette that a file holds. Raises KeyError, TypeError or ValueError when it holds none."""
    found = [_interaction(one) for one in content["interactions"]]
    if not found:
        raise ValueError("it holds no interaction")
    interactions = {one.step: one for one in found}
    if len(interactions) < len(found):
        steps = [one.step for one in found]
        raise ValueError(f"it holds {next(step for step in steps if steps.count(step) > 1)} twice")
    return Cassette(interactions, origin_from(content[OURS]))


_STEP = re.compile(r"[^/\s]+/[a-z_]+/[1-9][0-9]{0,5}/[1-9][0-9]{0,5}")


def _checked_step(step: str) -> str:
    if not _STEP.fullmatch(step):
        raise ValueError(f"{step[:80]!r} is no step such as invoices/database/1/1")
    return step


def _interaction(content: Mapping[str, Any]) -> Interaction:
    request, response = content["request"], content["response"]
    body, types = request["body"], response["headers"].get("content-type")
    return Interaction(
        step=_checked_step(str(request["headers"][STEP][0])),
        asked=body if isinstance(body, dict) else json.loads(body),
        status=int(response["status"]["code"]),
        content_type=str(types[0]) if types else "application/json",
        text=str(response["body"]["string"]),
    )

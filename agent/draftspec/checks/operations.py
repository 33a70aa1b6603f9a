"""SEC: services outside, metrics, alerts and service levels, held against the design and against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import did_you_mean, listed
from draftspec.sections.observability import Alert, Metric, Observability

_UNITS = re.compile(r"_(total|seconds|milliseconds|ms|bytes|ratio|count)$")
_VAGUE = re.compile(
    r"\b(too (many|much|high|low|slow|long)|high|slow|elevated|unusual\w*|abnormal\w*|spikes?|increase[sd]?|excessive)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"^(pg_|process_|go_|node_|python_|redis_|http_)")


@check("SEC-06", "warning", why="A service that nothing calls is not needed, and one without its key cannot be called.")
def services(design: Design) -> Iterator[Found]:
    """Each service outside is called by an endpoint or job of the design, and its settings are listed.

    A setting is a name in upper snake case between backticks in what is said of authentication.
    """
    section = design.sections.integrations
    for one in section.integrations if section else ():
        where = f"integrations.{one.service}"
        if not one.used_by:
            yield Found(where, f"Nothing calls {one.service}.", "Name the endpoints and jobs that call it.")
        for reference in one.used_by:
            path = design.items.resolve(reference) or ""
            if not path.startswith(("endpoints.", "jobs.")):
                yield Found(
                    where,
                    f"{one.service} is called by `{reference}`, which is no endpoint or job.",
                    did_you_mean(reference, design.items.names, "Name an endpoint or a job of the design."),
                )
        settings = re.findall(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`", one.authentication)
        if missing := [name for name in settings if name not in one.environment]:
            yield Found(
                where,
                f"{one.service} needs {listed(missing)}, which is not among its environment variables.",
                "Add it to `environment`, so that it stands in the PRP's settings.",
            )


@check("SEC-07", "warning", why="An alert on a metric that nobody measures never fires.")
def metrics(design: Design) -> Iterator[Found]:
    """Metrics are about items of the design, alerts go by metrics that are listed, and say a number.

    In an alert, a name between backticks counts that ends in a unit (`_total`, `_seconds`, …) and is not a server's own. A condition
    without any number is found when it is vague: high, slow, too many, a spike.
    """
    section = design.sections.observability
    if section is None:
        return
    known = {metric.name for _, metric in _metrics(section)}
    for where, metric in _metrics(section):
        for reference in metric.about:
            if design.items.resolve(reference) is None:
                advice = did_you_mean(reference, design.items.names, "Name an endpoint, job or table of the design.")
                yield Found(where, f"`{metric.name}` is about `{reference}`, which does not exist.", advice)
    for where, alert in _alerts(section):
        for name in _named(alert.condition):
            if _UNITS.search(name) and not _FOREIGN.search(name) and name not in known and not _is_item(design, name):
                advice = did_you_mean(name, known, "List the metric, or name the one that is meant.")
                yield Found(where, f"The alert goes by `{name}`, which is no metric of the design.", advice)
        if _VAGUE.search(alert.condition) and not re.search(r"\d", alert.condition):
            message = f"The alert has no threshold: {alert.condition}"
            yield Found(where, message, "Give a number with its unit and window.")


def _metrics(section: Observability) -> Iterator[tuple[str, Metric]]:
    for group in ("performance", "errors", "business"):
        yield from ((f"observability.{group}.{one.name}", one) for one in getattr(section, group))


def _alerts(section: Observability) -> Iterator[tuple[str, Alert]]:
    for group in ("error_rate_alerts", "response_time_alerts", "resource_alerts"):
        yield from ((f"observability.{group}.{n}", one) for n, one in enumerate(getattr(section, group), 1))


def _named(text: str) -> Iterator[str]:
    for quoted in re.findall(r"`([^`]+)`", text):
        yield from dict.fromkeys(re.findall(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+", quoted))


def _is_item(design: Design, name: str) -> bool:
    columns = {column for columns in design.columns.values() for column in columns}
    return name in columns or design.items.resolve(name) is not None


_PERCENTILE = re.compile(r"`?\bp(\d\d)\b`?", re.IGNORECASE)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|secs?|seconds?)\b")
_TOO_LATE = 10
"""An alert at more than so many times the objective is told by the users first."""


@check("SEC-09", "warning", why="An alert above the objective stays silent while the objective is missed.")
def service_levels(design: Design) -> Iterator[Found]:
    """Response times that objectives, alerts and success metrics give for the same percentile agree.

    An alert stands at the slowest objective or above, and at most ten times as high; a success metric repeats one of
    the objectives. Only times in ms or s beside a percentile are compared.
    """
    objectives, alerts, success = design.sections.objectives, design.sections.observability, design.sections.success
    if objectives is None:
        return
    aimed = _times(objectives.latency)
    for number, alert in enumerate(alerts.response_time_alerts if alerts else (), 1):
        for percentile, times in _times(alert.condition).items():
            if (slowest := max(aimed.get(percentile, [0]))) and not slowest <= times[0] <= slowest * _TOO_LATE:
                yield Found(
                    f"observability.response_time_alerts.{number}",
                    f"The alert stands at p{percentile} {times[0]:g} ms, the objective at {slowest:g} ms.",
                    "Put the alert at the objective, or somewhat above.",
                )
    for number, text in enumerate(success.performance if success else (), 1):
        for percentile, times in _times(text).items():
            other = [time for time in times if time not in aimed.get(percentile, times)]
            if other:
                yield Found(
                    f"success.performance.{number}",
                    f"Success is p{percentile} {other[0]:g} ms, which no objective says.",
                    "Use the objective's number in both places.",
                )


def _times(text: str) -> dict[str, list[float]]:
    """Return the times in milliseconds by percentile; each time belongs to the percentile before it."""
    found: dict[str, list[float]] = {}
    marks = list(_PERCENTILE.finditer(text))
    ends = [*(one.start() for one in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        for number, unit in _DURATION.findall(text[mark.end() : end]):
            factor = 1 if unit.startswith("m") else 1000
            found.setdefault(mark[1], []).append(float(number) * factor)
    return found

"""The `observability` section: metrics, logs, alerts."""

from typing import Literal

from pydantic import Field

from draftspec.sections.base import Identifier, ItemPath, Model, Text


class Metric(Model):
    """Something that is counted or timed."""

    name: Identifier = Field(description="snake_case with its unit: `_total`, `_seconds`, `_bytes`.")
    meaning: Text = Field(description="What it counts, and what a change means.")
    about: tuple[ItemPath, ...] = Field(default=(), description="The endpoints, jobs or tables that it measures.")


class LogEvent(Model):
    """Something that is written to the log."""

    name: Text = Field(description="Its name, as in `invoice.voided`.")
    level: Literal["info", "warning", "error"] = Field(description="Its level.")
    when: Text = Field(description="When it is written.")


class Alert(Model):
    """Something that wakes somebody."""

    condition: Text = Field(description="The metric, threshold and window, with units.")
    response: Text = Field(description="What whoever is woken looks at first.")


class Observability(Model):
    """How one sees that it works."""

    performance: tuple[Metric, ...] = Field(default=(), description="Time and throughput.")
    errors: tuple[Metric, ...] = Field(default=(), description="Failures by kind.")
    business: tuple[Metric, ...] = Field(default=(), description="What the feature is there for.")
    events: tuple[LogEvent, ...] = Field(default=(), description="Events that are logged.")
    log_levels: Text = Field(description="Which events of this feature stand at which level.")
    log_fields: tuple[Identifier, ...] = Field(default=(), description="Fields of each entry; no personal data.")
    error_rate_alerts: tuple[Alert, ...] = Field(default=(), description="Alerts on failures.")
    response_time_alerts: tuple[Alert, ...] = Field(default=(), description="Alerts on time.")
    resource_alerts: tuple[Alert, ...] = Field(default=(), description="Alerts on queues, disk and connections.")

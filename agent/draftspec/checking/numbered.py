"""The lines of items that have no name and are known by their number in a list: tests, tasks, alerts, …"""

from __future__ import annotations

from collections.abc import Sequence

_LISTS = {
    "tests.models": "- **Models**",
    "tests.services": "- **Services**",
    "tests.utilities": "- **Utilities**",
    "tests.endpoints": "- **API Endpoints**",
    "tests.database": "- **Database Operations**",
    "tests.external_services": "- **External Services**",
    "tests.load": "- **Load Testing**",
    "tests.stress": "- **Stress Testing**",
    "tests.benchmarks": "- **Benchmark Tests**",
    "observability.error_rate_alerts": "- **Error Rate**",
    "observability.response_time_alerts": "- **Response Time**",
    "observability.resource_alerts": "- **Resource Usage**",
    "performance.query_optimization": "- **Query Optimization**",
    "performance.indexing_strategy": "- **Indexing Strategy**",
    "performance.caches": "- **What to Cache**",
    "performance.bottlenecks": "- **Bottlenecks**",
    "validation.inputs": "#### Input Validation",
    "validation.business": "#### Business Logic Validation",
    "tasks.database": "### Database Tasks",
    "tasks.api": "### API Development Tasks",
    "tasks.business_logic": "### Business Logic Tasks",
    "tasks.integration": "### Integration Tasks",
}
"""How a list begins in the document: with a label, below which its items are indented, or with a heading."""


def numbered_line(lines: Sequence[str], first: int, end: int, where: str) -> int | None:
    """Return the line of an item by its path, as in `tests.endpoints.3`, or None where there is no such item.

    Args:
        lines: The document.
        first: The line that its chapter begins with, counted from 0.
        end: The line behind the chapter.
        where: The item's path.

    """
    group, _, number = where.rpartition(".")
    start = next((n for n in range(first, end) if lines[n].startswith(_LISTS.get(group, "\n"))), None)
    if start is None or not number.isdigit():
        return None
    labelled = lines[start].startswith("-")
    if labelled and not lines[start].rstrip().endswith(":"):
        return start  # one item, on the line of its label
    mark, others = ("  - ", ("- ", "#")) if labelled else ("- ", ("#",))
    stop = next((n for n in range(start + 1, end) if lines[n].startswith(others)), end)
    items = [n for n in range(start + 1, stop) if lines[n].startswith(mark)]
    return items[int(number) - 1] if 0 < int(number) <= len(items) else None

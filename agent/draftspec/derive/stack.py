"""What follows from the stack: where files go, which tools and settings it wants. Another stack is another entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["resource", "table", "job", "service"]
"""What a layer has one file for: a resource with endpoints, a new table, a job, a service outside."""


@dataclass(frozen=True)
class Layer:
    """A folder of the code, what it has a file for, and how these are called."""

    folder: str
    unit: Unit
    file: str
    holds: str


@dataclass(frozen=True)
class Profile:
    """A stack: its layers in the order in which they are built, its tools, its settings."""

    framework: str
    root: str
    layers: tuple[Layer, ...]
    tests: str
    test_file: str
    tools: tuple[str, ...]
    database_url: str = "DATABASE_URL=postgresql://localhost/app"
    queue_url: str = "QUEUE_URL=redis://localhost:6379/0"
    queue: str = "Redis"


FASTAPI = Profile(
    framework="FastAPI",
    root="src",
    layers=(
        Layer("models", "table", "{one}_model.py", "SQLAlchemy model"),
        Layer("schemas", "resource", "{one}_schema.py", "Pydantic schemas"),
        Layer("repositories", "resource", "{one}_repository.py", "queries"),
        Layer("services", "resource", "{one}_service.py", "business rules"),
        Layer("api", "resource", "{many}.py", "router"),
        Layer("jobs", "job", "{one}.py", "job"),
        Layer("clients", "service", "{one}_client.py", "client"),
    ),
    tests="tests",
    test_file="test_{many}.py",
    tools=("Python ≥ 3.11, pytest, httpx", "`psql` for PostgreSQL {postgres}"),
)

PROFILES = (FASTAPI,)


def profile_of(framework: str) -> Profile:
    """Return the profile of a framework by its name, as in `FastAPI 0.115`; FastAPI's where none is known."""
    return next((one for one in PROFILES if one.framework.lower() in framework.lower()), FASTAPI)

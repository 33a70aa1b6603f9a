"""SEC: whether the technology is of one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check

_TOOLS = {
    "Python": "python fastapi django flask starlette litestar sqlalchemy alembic sqlmodel tortoise peewee pydantic "
    "marshmallow celery",
    "Node.js": "node express nestjs fastify koa hapi prisma typeorm sequelize knex drizzle mikroorm zod joi yup "
    "typescript javascript",
    "Java": "java spring hibernate quarkus micronaut jooq kotlin ktor",
    "Ruby": "ruby rails activerecord sinatra sequel",
    "PHP": "php laravel symfony eloquent doctrine",
    "Go": "golang gin gorm fiber ent sqlc goose",
    "C#": "dotnet asp.net efcore entityframework dapper fluentvalidation",
    "Rust": "rust axum actix diesel sqlx seaorm",
    "Elixir": "elixir phoenix ecto",
}
_LANGUAGE = {tool: language for language, tools in _TOOLS.items() for tool in tools.split()}
_OTHER_DATABASES = re.compile(
    r"\b(mysql|mariadb|sqlite|mongodb|mongoose|oracle db|oracle database|sql server|mssql|dynamodb|cassandra|couchdb)\b",
    re.IGNORECASE,
)


@check("SEC-10", "warning", why="Two halves of two stacks cannot be built into one.")
def stack(design: Design) -> Iterator[Found]:
    """Framework, mapper, validation and migration tool are of one language, and the database is PostgreSQL.

    Tools that are not known are left alone.
    """
    architecture = design.sections.architecture
    if architecture is None:
        return
    fields = {name: str(getattr(architecture.stack, name)) for name in type(architecture.stack).model_fields}
    for name, text in fields.items():
        if other := _OTHER_DATABASES.search(text):
            yield Found(
                "architecture.stack",
                f"The {name} is for {other[0]}, but the tables are PostgreSQL's.",
                "Name what works with PostgreSQL.",
            )
    found = {name: language for name, text in fields.items() if (language := _language(text))}
    first = next(iter(found.values()), None)
    for name, language in found.items():
        if language != first:
            yield Found(
                "architecture.stack",
                f"The {name} is `{fields[name]}` ({language}), while the technology is {first}.",
                f"Name one for {first}.",
            )


def _language(text: str) -> str | None:
    """Return the language of the tools that a text names, or None when it names none or those of several."""
    words = re.findall(r"[a-z][a-z.]*[a-z]|c#", re.sub(r"(?<=[a-z])\.js\b", "", text.lower()))
    found = {_LANGUAGE[word] for word in words if word in _LANGUAGE}
    return found.pop() if len(found) == 1 else None

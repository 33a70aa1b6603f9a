"""The diagram of a design's tables: complete, marked, and such as Mermaid's grammar takes it."""

from __future__ import annotations

import re

import whole_designs
from hypothesis import given, settings
from strategies import databases

from draftspec.derive.diagram import relationships
from draftspec.sections.database import Column, Constraint, Database, Index, IndexColumn, Modification, Reference, Table

KEY = Column(name="id", type="uuid", nullable=False, primary_key=True)


def refers(name: str, table: str, **more: object) -> Column:
    to = Reference(table=table, column="id", on_delete="CASCADE")
    return Column(name=name, type="uuid", nullable=bool(more.get("nullable")), references=to)


def table(name: str, *columns: Column, **more: object) -> Table:
    return Table.model_validate({"name": name, "purpose": "Things.", "columns": (KEY, *columns), **more})


def test_tables_columns_keys_and_relations_are_shown() -> None:
    code = Column(name="code", type="numeric(12, 4)", nullable=False)
    change = Modification(
        table="users",
        reason="Who.",
        add_columns=(refers("badge_id", "badges", nullable=True),),
        add_indexes=(Index(name="one_badge", columns=(IndexColumn(column="badge_id"),), unique=True),),
    )
    once = Constraint(name="badges_code_key", kind="unique", columns=("code",), meaning="Once.")
    holder = table("badge_holders", refers("user_id", "users"), refers("badge_id", "badges"))
    design = Database(
        tables=(table("badges", code, constraints=(once,)), holder),
        assumed=(table("users", Column(name="email", type="text", nullable=False)), table("strangers")),
        modifications=(change,),
    )
    assert relationships(design).splitlines() == [
        "erDiagram",
        "    badges {",
        "        uuid id PK",
        "        numeric code UK",
        "    }",
        "    badge_holders {",
        "        uuid id PK",
        "        uuid user_id FK",
        "        uuid badge_id FK",
        "    }",
        '    users["users (assumed)"] {',
        "        uuid id PK",
        "        uuid badge_id FK, UK",
        "    }",
        '    users ||--o{ badge_holders : "user_id"',
        '    badges ||--o{ badge_holders : "badge_id"',
        '    badges |o--o| users : "badge_id"',
    ]


def test_tables_of_a_schema_are_marked() -> None:
    design = Database(tables=(table("notes", refers("user_id", "users")),), existing=(table("users"),))
    assert '    users["users (existing)"] {' in relationships(design).splitlines()


def test_without_tables_there_is_no_diagram() -> None:
    assert relationships(Database(assumed=whole_designs.sections().database.assumed)) == ""


# Mermaid 11, erDiagram.jison; names that are words of the grammar must be quoted, or end otherwise inside a block.
NAME = r'(?:"[^"%\r\n\\]+"|(?!(?:class|direction|end|many|one|only|style|subgraph|title|to|u|zero)\b)[A-Za-z_]\w*)'
ATTRIBUTE = r"        [\wÀ-￿][\w\[\]À-￿]* (?!(?:pk|fk|uk)\b)(?!\d)[\wÀ-￿]+(?: [PFU]K(?:, [PFU]K)*)?"
LINE = re.compile(
    rf"erDiagram|    {NAME}(?:\[{NAME}\])?(?: \{{)?|{ATTRIBUTE}|    \}}"
    rf'|    {NAME} (?:\|\||\|o)--o[{{|] {NAME} : "[^"%\\]*"',
    re.IGNORECASE,
)


@given(databases(length=60))
@settings(max_examples=40, deadline=None)
def test_every_line_is_of_mermaids_grammar(database: Database) -> None:
    lines = relationships(database).splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert sum(line.endswith("{") for line in lines) == lines.count("    }")


def test_words_of_the_grammar_are_no_names() -> None:
    key = Column(name="PK", type="double precision", nullable=False, primary_key=True)
    odd = Table(name="many", purpose="Things.", columns=(key, Column(name="1 a", type="text[]", nullable=True)))
    assert relationships(Database(tables=(odd,))).splitlines() == [
        "erDiagram",
        '    "many" {',
        "        double_precision PK_ PK",
        "        text[] _1_a",
        "    }",
    ]

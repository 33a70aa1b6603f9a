"""Defects of tables, columns, rules, claims, tasks and whole sections."""

from __future__ import annotations

import re

from draftspec.evals.selfcheck.seeding import Json, in_design


def _tables(spec: Json) -> list[Json]:
    tables: list[Json] = spec["sections"]["database"]["tables"]
    return tables


def _plain_columns(table: Json) -> list[Json]:
    return [one for one in table["columns"] if not one.get("primary_key") and not one.get("references")]


def _bare_table(name: str) -> Json:
    column = {"name": "id", "type": "uuid", "nullable": False, "primary_key": True, "default": "gen_random_uuid()"}
    return {"name": name, "purpose": "Something else that nobody asked for.", "columns": [column]}


@in_design("tables", "the first table is lost")
def _(spec: Json) -> None:
    _tables(spec).pop(0)


@in_design("tables", "the last table is lost")
def _(spec: Json) -> None:
    _tables(spec).pop()


@in_design("tables", "a table has another name")
def _(spec: Json) -> None:
    _tables(spec)[-1]["name"] = "things"


@in_design("tables", "a table too many")
def _(spec: Json) -> None:
    _tables(spec).append(_bare_table("extra_stuff"))


@in_design("columns", "a column is lost")
def _(spec: Json) -> None:
    table = _tables(spec)[0]
    table["columns"].remove(_plain_columns(table)[0])


@in_design("columns", "a column has another name")
def _(spec: Json) -> None:
    _plain_columns(_tables(spec)[-1])[0]["name"] = "miscellaneous"


@in_design("columns", "a whole table is lost with its columns")
def _(spec: Json) -> None:
    _tables(spec).pop(0)


@in_design("column-f1", "columns that nobody asked for")
def _(spec: Json) -> None:
    for number in range(4):
        _tables(spec)[0]["columns"].append({"name": f"spare_{number}", "type": "text", "nullable": True})


@in_design("column-f1", "a column is lost that was asked for")
def _(spec: Json) -> None:
    table = _tables(spec)[-1]
    table["columns"].remove(_plain_columns(table)[-1])


@in_design("rules", "a rule is lost")
def _(spec: Json) -> bool:
    rules = spec["sections"]["rules"]["rules"]
    if rules:
        lost = rules.pop(0)
        spec["sections"]["validation"]["business"] = []
        _forget(spec, lost["description"])
    return bool(rules)


@in_design("rules", "every rule says nothing")
def _(spec: Json) -> bool:
    rules = spec["sections"]["rules"]["rules"]
    for rule in rules:
        rule |= {"name": "Usual handling", "description": "Handled in the usual way.", "edge_cases": []}
        rule |= {"implementation": "In the service.", "validation": "As usual.", "error_handling": "As usual."}
    return bool(rules)


def _forget(spec: Json, text: str) -> None:
    """Take a sentence out wherever else it stands."""
    for section in ("jobs", "integrations"):
        for item in spec["sections"][section][section]:
            for key, value in item.items():
                if value == text:
                    item[key] = "Something else."


@in_design("claims", "the brief's number is another one in the whole design")
def _(spec: Json) -> bool:
    numbers = re.findall(r"\d+", spec["brief"])
    if not numbers:
        return False
    for name in ("database", "endpoints", "rules", "validation", "security", "jobs", "integrations"):
        spec["sections"][name] = _renumbered(spec["sections"][name], numbers[0])
    return True


def _renumbered(part: object, number: str) -> object:
    if isinstance(part, dict):
        return {key: _renumbered(value, number) for key, value in part.items()}
    if isinstance(part, list):
        return [_renumbered(value, number) for value in part]
    if isinstance(part, str):
        return re.sub(rf"(?<!\d){number}(?!\d)", f"{int(number) + 4}7", part)
    return int(f"{int(number) + 4}7") if part == int(number) and not isinstance(part, bool) else part


@in_design("claims", "a claim is carried by what is not there")
def _(spec: Json) -> bool:
    if spec["claims"]:
        spec["claims"][0]["carried_by"] = ["rules.Nowhere to be found"]
    return bool(spec["claims"])


@in_design("claims", "a claim is carried by nothing")
def _(spec: Json) -> bool:
    if spec["claims"]:
        spec["claims"][-1]["carried_by"] = []
    return bool(spec["claims"])


@in_design("empty-sections", "rules are empty without a reason")
def _(spec: Json) -> None:
    spec["sections"]["rules"] = {"rules": [], "none_because": None}


@in_design("empty-sections", "there is no endpoint, with a bad excuse")
def _(spec: Json) -> None:
    spec["sections"]["endpoints"] = {"endpoints": [], "none_because": "None is needed."}


@in_design("empty-sections", "there is no table")
def _(spec: Json) -> None:
    spec["sections"]["database"]["tables"] = []


@in_design("empty-sections", "jobs are empty without a reason")
def _(spec: Json) -> None:
    spec["sections"]["jobs"] = {"jobs": [], "queues": [], "none_because": None}


@in_design("table-use", "a table that nothing uses")
def _(spec: Json) -> None:
    _tables(spec).append(_bare_table("left_overs"))


@in_design("table-use", "no endpoint or job says what it uses")
def _(spec: Json) -> None:
    for endpoint in spec["sections"]["endpoints"]["endpoints"]:
        endpoint |= {"reads": [], "writes": [], "table": None}
    for job in spec["sections"]["jobs"]["jobs"]:
        job |= {"reads": [], "writes": []}


@in_design("traceability", "the tasks of the interface are lost")
def _(spec: Json) -> None:
    spec["sections"]["tasks"]["api"] = []


@in_design("traceability", "a task builds what is not there")
def _(spec: Json) -> None:
    spec["sections"]["tasks"]["database"][0]["covers"] = ["unicorns"]


@in_design("traceability", "a table is built by no task")
def _(spec: Json) -> None:
    spec["sections"]["tasks"]["database"].pop(0)


@in_design("questions", "nothing is asked")
def _(spec: Json) -> bool:
    there = bool(spec["open_questions"])
    spec |= {"open_questions": [], "assumptions": []}
    return there


@in_design("questions", "something else is asked")
def _(spec: Json) -> bool:
    there = bool(spec["open_questions"])
    spec["open_questions"] = [{"text": "Which colour do people like?", "recommended": "Blue."}]
    return there


@in_design("must-not", "a table that is ruled out")
def _(spec: Json) -> None:
    _tables(spec).append(_bare_table("backdoor_users"))


@in_design("must-not", "a column that is ruled out")
def _(spec: Json) -> None:
    _tables(spec)[0]["columns"].append({"name": "plain_password", "type": "text", "nullable": True})


@in_design("errors-found", "a section is missing")
def _(spec: Json) -> None:
    spec["provenance"]["risks"] = {"source": "gap", "reason": "the model refused"}


@in_design("errors-found", "a foreign key leads nowhere")
def _(spec: Json) -> bool:
    keys = [one for table in _tables(spec) for one in table["columns"] if one.get("references")]
    for column in keys[:1]:
        column["references"] = {"table": "nowhere", "column": "id", "on_delete": "CASCADE"}
    return bool(keys)


@in_design("errors-found", "two columns have one name")
def _(spec: Json) -> None:
    columns = _tables(spec)[0]["columns"]
    columns.append(dict(columns[-1]))


@in_design("errors-found", "an index over a column that is not there")
def _(spec: Json) -> None:
    index = {"name": "idx_bogus", "columns": [{"column": "bogus"}]}
    _tables(spec)[0].setdefault("indexes", []).append(index)


@in_design("errors-found", "nobody fills a column that may not be empty")
def _(spec: Json) -> None:
    _tables(spec)[0]["columns"].append({"name": "forgotten", "type": "integer", "nullable": False})

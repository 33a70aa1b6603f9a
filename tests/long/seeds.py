"""Faults that a model or a hurried person makes, seeded into good designs; they know nothing of how checks look.

A seed works on a design as plain JSON (`spec.json`'s sections). It is a generator: each value it yields is one mutated
copy. What it cannot seed in a design it leaves out.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Seeding = Callable[[Json], Iterator[Json]]
MOST = 3
"""Mutations of one kind in one design."""


@dataclass(frozen=True)
class Seed:
    """A kind of fault and the check that is expected to find it."""

    check: str
    name: str
    seed: Seeding


SEEDS: list[Seed] = []


def seed(*checks: str) -> Callable[[Seeding], Seeding]:
    def register(function: Seeding) -> Seeding:
        SEEDS.extend(Seed(check, function.__name__, function) for check in checks)
        return function

    return register


Pick = Callable[[Json], Iterator[Json]]


def each(start: Json, pick: Pick, change: Callable[[Json], object]) -> Iterator[Json]:
    """Yield a copy of a design for each of the first few picked parts, with that part changed."""
    for number in range(min(MOST, len(list(pick(start))))):
        design = copy.deepcopy(start)
        change(list(pick(design))[number])
        yield design


def tables(design: Json) -> Iterator[Json]:
    yield from design["database"]["tables"]


def columns(design: Json) -> Iterator[Json]:
    for table in tables(design):
        yield from table["columns"]


def plain(design: Json) -> Iterator[Json]:
    """Columns that nothing else hangs on much: neither keys nor states nor references."""
    for column in columns(design):
        if not (column["primary_key"] or column["references"] or column["values"]):
            yield column


def of_type(*types: str) -> Pick:
    return lambda design: (one for one in plain(design) if one["type"] in types)


def referring(design: Json) -> Iterator[Json]:
    return (one for one in columns(design) if one["references"])


def listed(design: Json) -> Iterator[Json]:
    return (one for one in columns(design) if one["values"] and one["default"])


def endpoints(design: Json) -> Iterator[Json]:
    yield from design["endpoints"]["endpoints"]


def acting(*actions: str) -> Pick:
    return lambda design: (one for one in endpoints(design) if one["action"] in actions)


def changing_state(design: Json) -> Iterator[Json]:
    return (one for one in acting("transition")(design) if one["transition"])  # "move" may change no state


def in_path(design: Json) -> Iterator[Json]:
    return (one for one in endpoints(design) if one["path_parameters"])


def request_fields(design: Json) -> Iterator[Json]:
    for one in acting("create", "update")(design):
        yield from (field for field in (one["request"] or {"fields": ()})["fields"] if field["source"] == "column")


def response_fields(design: Json) -> Iterator[Json]:
    for one in endpoints(design):
        for response in one["responses"]:
            yield from (field for field in response["fields"] if field["source"] == "column")


def items(section: str, group: str) -> Pick:
    return lambda design: iter((design[section] or {}).get(group) or ())


def put(**values: Any) -> Callable[[Json], object]:
    return lambda part: part.update(copy.deepcopy(values))


def column(name: str, kind: str, **more: Any) -> Json:
    usual = {"nullable": True, "primary_key": False, "references": None, "values": None, "default": None}
    return {"name": name, "type": kind, **usual, **more}


def error_out(*statuses: int) -> Callable[[Json], object]:
    return lambda one: one.update(errors=[error for error in one["errors"] if error["status"] not in statuses])


# Tables


@seed("TAB-01")
def no_primary_key(start: Json) -> Iterator[Json]:
    yield from each(start, tables, lambda table: [one.update(primary_key=False) for one in table["columns"]])


@seed("TAB-02")
def foreign_key_without_index(start: Json) -> Iterator[Json]:
    yield from each(start, tables, lambda table: table["columns"].append(reference_to(start)))


def reference_to(design: Json) -> Json:
    target = design["database"]["tables"][0]
    key = next(one for one in target["columns"] if one["primary_key"])
    to = {"table": target["name"], "column": key["name"], "on_delete": "SET NULL"}
    return column("other_id", key["type"], references=to)


@seed("TAB-03")
def wrong_key_type(start: Json) -> Iterator[Json]:
    yield from each(start, referring, lambda one: one.update(type="bigint" if one["type"] == "uuid" else "uuid"))


@seed("TAB-04")
def default_not_allowed(start: Json) -> Iterator[Json]:
    yield from each(start, listed, put(default="'newish'"))


@seed("TAB-05")
def no_delete_rule(start: Json) -> Iterator[Json]:
    yield from each(start, referring, lambda one: one["references"].update(on_delete=None))


@seed("TAB-05")
def null_into_not_null(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        return (one for one in referring(design) if not one["nullable"])

    yield from each(start, pick, lambda one: one["references"].update(on_delete="SET NULL"))


@seed("TAB-06")
def index_twice(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        return (one for one in tables(design) if one["indexes"])

    yield from each(
        start, pick, lambda one: one["indexes"].append({**one["indexes"][0], "name": "idx_again", "unique": False})
    )


@seed("TAB-07")
def nullable_moment(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        return (one for one in columns(design) if one["name"] == "created_at")

    yield from each(start, pick, put(nullable=True))


@seed("TAB-08")
def money_as_float(start: Json) -> Iterator[Json]:
    yield from each(start, tables, lambda one: one["columns"].append(column("total_amount", "double precision")))


@seed("TAB-09")
def nullable_in_unique(start: Json) -> Iterator[Json]:
    def change(table: Json) -> None:
        key = {"name": "again_key", "kind": "unique", "columns": ["ref_a", "ref_b"], "meaning": "Once."}
        table["columns"] += [column("ref_a", "text"), column("ref_b", "text")]
        table["constraints"].append(key)

    yield from each(start, tables, change)


@seed("TAB-10")
def unique_beside_deleted(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        return (t for t in tables(design) if any(c["kind"] == "unique" for c in t["constraints"]))

    yield from each(start, pick, lambda one: one["columns"].append(column("deleted_at", "timestamptz")))


@seed("TAB-11")
def misspelt_constraint(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        return (error for one in endpoints(design) for error in one["errors"] if error["constraint"])

    yield from each(start, pick, lambda one: one.update(constraint=one["constraint"] + "s"))


@seed("TAB-12")
def dated_types(start: Json) -> Iterator[Json]:
    for kind in ("json", "timestamp", "bigserial"):
        yield from each(
            start, lambda d: (t for t in list(tables(d))[:1]), lambda t, k=kind: t["columns"].append(column("more", k))
        )


@seed("TAB-13")
def camel_case(start: Json) -> Iterator[Json]:
    yield from each(start, tables, lambda one: one["columns"].append(column("dueDate", "date")))


@seed("TAB-15")
def parent_needs_its_child(start: Json) -> Iterator[Json]:
    """A table gets a key, never empty, to one that cannot be without it."""

    def pick(design: Json) -> Iterator[tuple[Json, str]]:
        new = {table["name"]: table for table in tables(design)}
        for child in new.values():
            for one in child["columns"]:
                above = (one["references"] or {}).get("table")
                if above in new and above != child["name"] and not one["nullable"]:
                    yield new[above], child["name"]

    def change(found: Any) -> None:
        above, child = found
        key = {"table": child, "column": "id", "on_delete": "CASCADE"}
        above["columns"].append({**column("latest_id", "uuid"), "nullable": False, "references": key})

    yield from each(start, pick, change)  # type: ignore[arg-type]


# Migrations


@seed("MIG-06")
def denied_loss(start: Json) -> Iterator[Json]:
    for text in ("Safe at any time; no data loss.", "Run the down file.", "Lossless."):
        yield from each(start, notes, put(rollback_plan=text))


def notes(design: Json) -> Iterator[Json]:
    if design["migration"] and design["database"]["tables"]:
        yield design["migration"]


def assumed(design: Json) -> Iterator[Json]:
    return iter(design["database"]["assumed"])


def altered(start: Json, **change: Any) -> Iterator[Json]:
    """Designs in which the first assumed table is changed, under notes that know nothing of it."""
    if start["migration"] and start["database"]["assumed"]:
        design = copy.deepcopy(start)
        name = design["database"]["assumed"][0]["name"]
        design["database"]["modifications"] = [{"table": name, "reason": "We need it.", **change}]
        design["migration"]["downtime"] = "None."
        yield design


@seed("MIG-09")
def silent_lock(start: Json) -> Iterator[Json]:
    for kind in ("bigint", "numeric(10,2)"):
        for table in start["database"]["assumed"][:1]:
            one = {"column": table["columns"][0]["name"], "old_type": "integer", "type": kind}
            yield from altered(start, change_columns=[one])
            key = {"name": "added_key", "kind": "unique", "columns": [table["columns"][0]["name"]], "meaning": "Once."}
            yield from altered(start, add_constraints=[key])


@seed("MIG-09")
def silent_index(start: Json) -> Iterator[Json]:
    for table in start["database"]["assumed"][:1]:
        index = {"name": "idx_added", "columns": [{"column": table["columns"][0]["name"]}], "purpose": "Lists."}
        yield from altered(start, add_indexes=[index])


@seed("MIG-15")
def type_under_a_view(start: Json) -> Iterator[Json]:
    for table in start["database"]["assumed"][:1]:
        name = table["columns"][0]["name"]
        for design in altered(start, change_columns=[{"column": name, "old_type": "integer", "type": "bigint"}]):
            view = {"name": "shown", "kind": "view", "columns": [f"{table['name']}.{name}"]}
            design["database"]["dependents"] = [view]
            yield design


@seed("MIG-11")
def missing_table(start: Json) -> Iterator[Json]:
    yield from each(start, referring, lambda one: one["references"].update(table="nowhere"))


@seed("MIG-11")
def index_on_missing_column(start: Json) -> Iterator[Json]:
    index = {"name": "idx_gone", "columns": [{"column": "gone"}], "purpose": "Lists."}
    yield from each(start, tables, lambda one: one["indexes"].append(index))


@seed("MIG-11")
def check_on_missing_column(start: Json) -> Iterator[Json]:
    condition = {"column": "gone", "operator": ">", "value": "0"}
    rule = {"name": "gone_check", "kind": "check", "columns": ["gone"], "conditions": [condition], "meaning": "More."}
    yield from each(start, tables, lambda one: one["constraints"].append(rule))


@seed("MIG-11")
def reference_to_no_key(start: Json) -> Iterator[Json]:
    def change(table: Json) -> None:
        to = {"table": table["name"], "column": "label_text", "on_delete": "CASCADE"}
        table["columns"] += [column("label_text", "text"), column("label_ref", "text", references=to)]

    yield from each(start, tables, change)


@seed("MIG-12")
def long_name(start: Json) -> Iterator[Json]:
    yield from each(start, tables, lambda one: one["columns"].append(column("very_" * 13, "text")))


@seed("MIG-12")
def index_name_taken(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        return (table for table in tables(design) if table["indexes"])

    yield from each(start, pick, lambda one: one["indexes"].append(one["indexes"][0]))


@seed("MIG-12")
def column_twice(start: Json) -> Iterator[Json]:
    yield from each(start, tables, lambda one: one["columns"].append(one["columns"][-1]))


@seed("MIG-13")
def newer_function(start: Json) -> Iterator[Json]:
    yield from each(start, lambda d: (c for c in columns(d) if c["primary_key"]), put(default="uuidv7()"))


@seed("MIG-14")
def foreign_types(start: Json) -> Iterator[Json]:
    for kind in ("datetime", "tinyint(1)", "geography", "nvarchar(20)"):
        yield from each(
            start, lambda d: (t for t in list(tables(d))[:1]), lambda t, k=kind: t["columns"].append(column("more", k))
        )


# Endpoints and tables


@seed("EP-01")
def endpoint_of_no_table(start: Json) -> Iterator[Json]:
    yield from each(start, endpoints, lambda one: one.update(reads=[*one["reads"], "receipts"]))


@seed("EP-02")
def table_of_no_use(start: Json) -> Iterator[Json]:
    lonely = {
        "name": "lonely_things",
        "purpose": "Nothing.",
        "columns": [{**column("id", "uuid"), "nullable": False, "primary_key": True}],
    }
    yield from each(start, lambda d: iter([d["database"]]), lambda one: one["tables"].append(lonely))


@seed("EP-03")
def path_by_missing_column(start: Json) -> Iterator[Json]:
    yield from each(start, in_path, lambda one: one["path_parameters"][-1].update(column="serial"))


@seed("EP-03")
def undeclared_parameter(start: Json) -> Iterator[Json]:
    yield from each(start, in_path, lambda one: one["path_parameters"].clear())


@seed("EP-05")
def endpoint_twice(start: Json) -> Iterator[Json]:
    yield from each(start, lambda d: iter([d["endpoints"]]), lambda one: one["endpoints"].append(one["endpoints"][0]))


@seed("EP-06")
def get_that_deletes(start: Json) -> Iterator[Json]:
    yield from each(start, acting("delete", "create"), put(method="GET"))


@seed("EP-08")
def verb_in_path(start: Json) -> Iterator[Json]:
    yield from each(start, acting("create"), lambda one: one.update(path=one["path"] + "/create"))


@seed("EP-08")
def camel_path(start: Json) -> Iterator[Json]:
    yield from each(start, endpoints, lambda one: one.update(path=one["path"].replace("/api/", "/Api/") + "/newThing"))


# Requests and responses


@seed("REQ-01")
def field_of_no_column(start: Json) -> Iterator[Json]:
    yield from each(start, request_fields, put(column="amount_due"))


@seed("REQ-02")
def wrong_json_type(start: Json) -> Iterator[Json]:
    yield from each(start, request_fields, put(type="object"))


@seed("REQ-03")
def required_column_left_out(start: Json) -> Iterator[Json]:
    needed = {**column("tax_code", "text"), "nullable": False}

    def pick(design: Json) -> Iterator[Json]:
        created = {one["table"] for one in acting("create")(design)}
        return (table for table in tables(design) if table["name"] in created)

    yield from each(start, pick, lambda one: one["columns"].append(needed))


@seed("REQ-04")
def example_not_among_values(start: Json) -> Iterator[Json]:
    yield from each(start, listed, put(example="cancelled-ish"))


@seed("REQ-05")
def default_too_long(start: Json) -> Iterator[Json]:
    long = column("code_text", "varchar(4)", default="'abcdefgh'")
    yield from each(start, tables, lambda one: one["columns"].append(long))


@seed("REQ-05")
def default_out_of_range(start: Json) -> Iterator[Json]:
    for kind, value in (("smallint", "70000"), ("numeric(4,2)", "123.5"), ("integer", "3000000000")):
        extra = column("level_number", kind, default=value)
        yield from each(start, lambda d: (t for t in list(tables(d))[:1]), lambda t, c=extra: t["columns"].append(c))  # type: ignore[misc]


@seed("REQ-06")
def caller_sets_moment(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        stamped = {t["name"] for t in tables(design) if any(c["name"] == "created_at" for c in t["columns"])}
        return (one for one in acting("create", "update")(design) if one["request"] and one["table"] in stamped)

    def change(one: Json) -> None:
        one["request"]["fields"].append(
            {"name": "created_at", "source": "column", "table": one["table"], "column": "created_at"}
        )

    yield from each(start, pick, change)


@seed("REQ-07")
def patch_requires(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        for one in acting("update")(design):
            if one["method"] == "PATCH" and one["request"]:
                yield from one["request"]["fields"][:1]

    yield from each(start, pick, put(required=True))


@seed("REQ-08")
def example_of_other_type(start: Json) -> Iterator[Json]:
    yield from each(start, of_type("bigint", "integer"), put(example="12.50"))
    yield from each(start, of_type("timestamptz"), put(example="31/01/2026"))
    yield from each(start, of_type("date"), put(example="31.01.2026"))


@seed("REQ-10")
def null_for_not_null(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        firm = {(t["name"], c["name"]) for t in tables(design) for c in t["columns"] if not c["nullable"]}
        return (one for one in request_fields(design) if (one["table"], one["column"]) in firm)

    yield from each(start, pick, put(nullable=True))


@seed("REQ-12")
def rule_of_no_field(start: Json) -> Iterator[Json]:
    yield from each(start, items("validation", "inputs"), put(field="vat_identifier"))


@seed("RSP-01")
def answer_of_no_column(start: Json) -> Iterator[Json]:
    yield from each(start, response_fields, put(column="customer_title"))


@seed("RSP-02")
def null_unsaid(start: Json) -> Iterator[Json]:
    yield from each(start, lambda d: (one for one in response_fields(d) if one["nullable"]), put(nullable=False))


@seed("RSP-03")
def delete_with_body(start: Json) -> Iterator[Json]:
    yield from each(start, acting("delete"), lambda one: one["responses"][0].update(status=200))


@seed("RSP-04")
def secret_shown(start: Json) -> Iterator[Json]:
    def change(one: Json) -> None:
        name = one["table"]
        one["responses"][0]["fields"].append(
            {"name": "api_secret", "source": "column", "table": name, "column": "api_secret"}
        )

    for design in each(
        start, lambda d: (e for e in acting("read")(d) if e["table"] in {t["name"] for t in tables(d)}), change
    ):
        for table in tables(design):
            table["columns"].append(column("api_secret", "text"))
        yield design


def with_field(**field: Any) -> Callable[[Json], object]:
    return lambda one: one["responses"][0]["fields"].append(field)


@seed("RSP-05")
def money_as_number(start: Json) -> Iterator[Json]:
    yield from each(start, acting("read"), with_field(name="grand_total", source="computed", type="number"))


@seed("RSP-06")
def camel_field(start: Json) -> Iterator[Json]:
    yield from each(start, acting("read"), with_field(name="isLate", source="computed", type="boolean"))


@seed("RSP-06")
def list_without_page(start: Json) -> Iterator[Json]:
    yield from each(start, acting("list"), lambda one: one["responses"][0].update(many=False))


@seed("RSP-07")
def answer_of_other_type(start: Json) -> Iterator[Json]:
    yield from each(start, acting("read"), with_field(name="rank", source="computed", type="integer", example="first"))


# Errors, queries, access, life cycle


@seed("ERR-01")
def conflict_unsaid(start: Json) -> Iterator[Json]:
    """Only where the request itself gives a value of the key: one that the server makes up can be made up again."""

    def pick(design: Json) -> Iterator[Json]:
        keys = {
            one["name"]: set(one["columns"])
            for t in tables(design)
            for one in t["constraints"]
            if one["kind"] == "unique"
        }
        for one in acting("create")(design):
            given = {field["column"] for field in (one["request"] or {"fields": ()})["fields"]}
            if any(keys.get(error["constraint"] or "", set()) & given for error in one["errors"]):
                yield one

    yield from each(start, pick, error_out(409, 422))


@seed("ERR-03")
def not_found_unsaid(start: Json) -> Iterator[Json]:
    yield from each(start, in_path, error_out(404))


@seed("ERR-04")
def bad_body_unsaid(start: Json) -> Iterator[Json]:
    yield from each(
        start, lambda d: (e for e in endpoints(d) if e["request"] and e["request"]["fields"]), error_out(400, 422)
    )


@seed("ERR-05")
def login_unsaid(start: Json) -> Iterator[Json]:
    yield from each(
        start, lambda d: (e for e in endpoints(d) if e["auth"]["level"] in ("authenticated", "role")), error_out(401)
    )


@seed("ERR-07")
def limit_unsaid(start: Json) -> Iterator[Json]:
    def change(one: Json) -> None:
        one["rate_limit"] = {"requests": 5, "seconds": 60, "per": "user"}
        error_out(429)(one)

    yield from each(start, endpoints, change)


@seed("ERR-08")
def wrong_state_unsaid(start: Json) -> Iterator[Json]:
    yield from each(start, acting("transition"), error_out(409, 422))


@seed("ERR-09")
def code_of_no_endpoint(start: Json) -> Iterator[Json]:
    yield from each(start, items("rules", "rules"), put(error_code="NOBODY_SAYS_THIS"))


@seed("ERR-10")
def outage_unsaid(start: Json) -> Iterator[Json]:
    for one in list(acting("create")(start))[:MOST]:
        service = {
            "service": "Ledgerly",
            "purpose": "Books it.",
            "api_calls": "One a row.",
            "authentication": "A key.",
            "error_handling": "It fails.",
            "rate_limiting": "None.",
            "used_by": [f"{one['method']} {one['path']}"],
        }
        design = copy.deepcopy(start)
        design["integrations"] = {"integrations": [service]}
        if not any(error["status"] >= 502 for error in one["errors"]) and one["responses"][0]["status"] != 202:
            yield design


@seed("QRY-01")
def filter_of_no_column(start: Json) -> Iterator[Json]:
    yield from each(start, lambda d: (q for e in endpoints(d) for q in e["query"]), put(column="issued_when"))


@seed("QRY-03")
def endless_list(start: Json) -> Iterator[Json]:
    yield from each(start, acting("list"), put(pagination=None))


@seed("QRY-04")
def unstable_order(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        return (one for one in acting("list")(design) if one["pagination"] and len(one["pagination"]["sort"]) > 1)

    yield from each(start, pick, lambda one: one["pagination"]["sort"].pop())


@seed("QRY-05")
def search_without_index(start: Json) -> Iterator[Json]:
    for design in each(
        start,
        acting("list"),
        lambda one: one["query"].append(
            {"name": "text", "use": "search", "table": one["table"], "column": "memo_text"}
        ),
    ):
        for table in tables(design):
            table["columns"].append(column("memo_text", "text"))
        yield design


@seed("QRY-06")
def index_of_no_use(start: Json) -> Iterator[Json]:
    def change(table: Json) -> None:
        table["columns"].append(column("shade", "text"))
        table["indexes"].append({"name": "idx_shade", "columns": [{"column": "shade"}]})

    yield from each(start, tables, change)


@seed("QRY-06")
def index_that_is_not_there(start: Json) -> Iterator[Json]:
    yield from each(
        start,
        lambda d: iter([d["performance"]] if d["performance"] else []),
        put(indexing_strategy=["`idx_of_nothing`: all lists."]),
    )


@seed("QRY-07")
def cache_of_no_endpoint(start: Json) -> Iterator[Json]:
    cache = {"what": "All.", "endpoint": "GET /api/v9/nothing", "duration": "1 s", "invalidation": "Any write."}
    yield from each(
        start,
        lambda d: iter([d["performance"]] if d["performance"] else []),
        put(caches=[cache], uncached_because=None),
    )


@seed("AUTH-01")
def owner_of_no_column(start: Json) -> Iterator[Json]:
    yield from each(start, items("security", "ownership"), put(column="boss_id", via=[]))


@seed("AUTH-02")
def unknown_role(start: Json) -> Iterator[Json]:
    yield from each(start, endpoints, put(auth={"level": "role", "roles": ["grand vizier"]}))


@seed("AUTH-03")
def unique_across_tenants(start: Json) -> Iterator[Json]:
    def change(table: Json) -> None:
        tenant = {**column("tenant_id", "uuid"), "nullable": False}
        table["columns"] += [tenant, column("label_code", "text")]
        table["constraints"].append(
            {"name": "label_key", "kind": "unique", "columns": ["label_code"], "meaning": "Once."}
        )

    yield from each(start, tables, change)


@seed("AUTH-04")
def audit_of_nothing(start: Json) -> Iterator[Json]:
    yield from each(start, items("security", "audit"), put(action="POST /api/v1/nowhere"))


@seed("AUTH-05")
def protected_nothing(start: Json) -> Iterator[Json]:
    one = {"table": "nowhere", "column": "iban", "kind": "secret", "protection": "Encrypted."}
    yield from each(
        start, lambda d: iter([d["security"]] if d["security"] else []), lambda part: part["sensitive"].append(one)
    )


def _rows_of_one_key(start: Json) -> Iterator[Json]:
    """Yield the endpoints that read rows which others than the owner do not see."""
    told = {one["table"] for one in (start["security"] or {}).get("ownership") or () if "404" in one["rule"]}
    yield from (one for one in acting("read")(start) if one["table"] in told)


@seed("AUTH-06")
def denied_what_is_granted(start: Json) -> Iterator[Json]:
    yield from each(
        start, _rows_of_one_key, put(auth={"level": "authenticated", "roles": [], "owner": "own `keeper_of_it_id`"})
    )


@seed("AUTH-07")
def worked_on_unseen(start: Json) -> Iterator[Json]:
    yield from each(
        start, acting("read"), put(auth={"level": "authenticated", "roles": [], "owner": "own `keeper_of_it_id`"})
    )


@seed("LIFE-01")
def unknown_state(start: Json) -> Iterator[Json]:
    yield from each(start, changing_state, lambda one: one["transition"].update(after="evaporated"))


@seed("LIFE-02")
def state_never_reached(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        moved = {(e["transition"]["table"], e["transition"]["column"]) for e in endpoints(design) if e["transition"]}
        free = {(f["table"], f["column"]) for f in request_fields(design)}
        for one in [*((design["jobs"] or {}).get("jobs") or ())]:
            free |= {(w["table"], c) for w in one["writes"] for c in w["columns"]}
            free |= {(w["table"], c["name"]) for w in one["writes"] if not w["columns"] for c in columns(design)}
        free |= {(s["table"], s["column"]) for e in endpoints(design) for s in e["server_sets"]}
        for table in tables(design):
            for one in table["columns"]:
                if (table["name"], one["name"]) in moved - free and one["values"]:
                    yield one

    yield from each(start, pick, lambda one: one["values"].append("evaporated"))


@seed("LIFE-03")
def stamp_of_no_column(start: Json) -> Iterator[Json]:
    yield from each(start, acting("delete"), put(soft_delete="removed_when"))


@seed("LIFE-04")
def version_that_is_not_there(start: Json) -> Iterator[Json]:
    def change(one: Json) -> None:
        one["purpose"] = "Changes it; `If-Match` must hold the ETag that was read."

    for design in each(start, acting("update", "transition"), change):
        for table in tables(design):
            table["columns"] = [c for c in table["columns"] if c["name"] not in ("updated_at", "version", "revision")]
        yield design


@seed("LIFE-05")
def key_that_is_not_stored(start: Json) -> Iterator[Json]:
    stored = ("idempot", "request", "client", "external", "event", "hash", "nonce", "message")
    if not any(word in one["name"] for one in columns(start) for word in stored):
        yield from each(start, acting("create"), put(purpose="Creates it once for each Idempotency-Key."))


# Sections among themselves


@seed("SEC-01")
def table_without_task(start: Json) -> Iterator[Json]:
    yield from each(start, lambda d: iter([d["tasks"]] if d["tasks"] else []), put(database=[]))


@seed("SEC-02")
def task_of_nothing(start: Json) -> Iterator[Json]:
    yield from each(start, items("tasks", "api"), put(covers=["GET /api/v1/nowhere"]))


@seed("SEC-03")
def untested_endpoint(start: Json) -> Iterator[Json]:
    yield from each(start, lambda d: iter([d["tests"]] if d["tests"] else []), put(endpoints=[]))


@seed("SEC-04")
def job_over_missing_column(start: Json) -> Iterator[Json]:
    yield from each(
        start, lambda d: (r for j in items("jobs", "jobs")(d) for r in j["reads"]), put(columns=["due_when"])
    )


@seed("SEC-04")
def job_without_queue(start: Json) -> Iterator[Json]:
    yield from each(start, items("jobs", "jobs"), put(queue="nobody_works_here"))


@seed("SEC-05")
def rule_about_nothing(start: Json) -> Iterator[Json]:
    yield from each(start, items("rules", "rules"), put(about=["receipts.discount"]))


@seed("SEC-06")
def service_of_no_use(start: Json) -> Iterator[Json]:
    yield from each(
        start, lambda d: (s for s in items("integrations", "integrations")(d) if s["used_by"]), put(used_by=[])
    )


@seed("SEC-06")
def key_not_in_settings(start: Json) -> Iterator[Json]:
    yield from each(start, items("integrations", "integrations"), put(authentication="`LEDGERLY_TOKEN` in a header."))


@seed("SEC-07")
def alert_on_no_metric(start: Json) -> Iterator[Json]:
    alert = {"condition": "`receipts_lost_total` > 5 in 5 min", "response": "The log."}
    yield from each(
        start, lambda d: iter([d["observability"]] if d["observability"] else []), put(error_rate_alerts=[alert])
    )


@seed("SEC-07")
def vague_alert(start: Json) -> Iterator[Json]:
    alert = {"condition": "Too many errors.", "response": "The log."}
    yield from each(
        start, lambda d: iter([d["observability"]] if d["observability"] else []), put(resource_alerts=[alert])
    )


@seed("SEC-09")
def late_alert(start: Json) -> Iterator[Json]:
    if start["objectives"] and start["observability"]:
        design = copy.deepcopy(start)
        design["objectives"]["latency"] = "p95 < 200 ms"
        design["observability"]["response_time_alerts"] = [
            {"condition": "p95 > 5 s for 10 min", "response": "The log."}
        ]
        yield design


@seed("SEC-10")
def two_stacks(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        return iter([design["architecture"]["stack"]] if design["architecture"] else [])

    yield from each(start, pick, put(orm="Prisma"))
    yield from each(start, pick, put(technology="Python/FastAPI with MySQL"))


# What takes two parts of a design to break


LONELY = {
    "name": "lonely_things",
    "purpose": "Something else.",
    "columns": [{**column("id", "uuid"), "nullable": False, "primary_key": True}],
}


def with_lonely(start: Json, *more: Json) -> Json:
    design = copy.deepcopy(start)
    lonely = copy.deepcopy(LONELY)
    lonely["columns"] += more
    design["database"]["tables"].append(lonely)
    return design


@seed("EP-04")
def nested_under_a_stranger(start: Json) -> Iterator[Json]:
    def change(one: Json) -> None:
        one["path"] = one["path"].replace("/api/v1/", "/api/v1/lonely-things/{lonely_id}/")
        one["path_parameters"].insert(0, {"name": "lonely_id", "table": "lonely_things", "column": "id"})

    def pick(design: Json) -> Iterator[Json]:
        return (
            one for one in acting("list")(design) if one["path"].startswith("/api/v1/") and not one["path_parameters"]
        )

    yield from each(with_lonely(start), pick, change)


@seed("EP-07")
def shown_but_never_written(start: Json) -> Iterator[Json]:
    design = copy.deepcopy(start)
    design["jobs"] = None
    design["endpoints"]["endpoints"] = [one for one in endpoints(design) if one["method"] == "GET"]
    if any(one["table"] in {table["name"] for table in tables(design)} for one in endpoints(design)):
        yield design


@seed("ERR-02")
def unknown_parent_unsaid(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        keys = {
            (table["name"], one["name"]) for table in tables(design) for one in table["columns"] if one["references"]
        }
        for one in acting("create")(design):
            fields = one["request"]["fields"] if one["request"] else ()
            if any((field["table"], field["column"]) in keys for field in fields):
                yield one

    yield from each(start, pick, error_out(404, 409, 422))


@seed("ERR-06")
def refused_delete_unsaid(start: Json) -> Iterator[Json]:
    for one in list(acting("delete")(start))[:MOST]:
        keys = [c for t in tables(start) if t["name"] == one["table"] for c in t["columns"] if c["primary_key"]]
        if len(keys) == 1 and not one["soft_delete"]:
            to = {"table": one["table"], "column": keys[0]["name"], "on_delete": "RESTRICT"}
            design = with_lonely(start, column("of_id", keys[0]["type"], references=to))
            for other in acting("delete")(design):
                error_out(409)(other)
            yield design


@seed("QRY-02")
def filters_without_index(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        seen = {one["table"] for one in acting("list")(design)}
        return (table for table in tables(design) if table["name"] in seen and table["indexes"])

    yield from each(start, pick, put(indexes=[], constraints=[]))


@seed("REQ-11")
def rows_by_no_key(start: Json) -> Iterator[Json]:
    def pick(design: Json) -> Iterator[Json]:
        for one in endpoints(design):
            yield from (
                field for field in (one["request"] or {"fields": ()})["fields"] if field["source"] == "relation"
            )

    yield from each(start, pick, put(column="id"))


# A schema that is there


def with_existing(start: Json, *given: Json) -> Json:
    design = copy.deepcopy(start)
    design["database"]["existing"] = [*given]
    return design


def there(name: str, key: str, *more: Json) -> Json:
    first = {**column("id", key), "nullable": False, "primary_key": True}
    return {"name": name, "purpose": "Is there.", "columns": [first, *more]}


@seed("BRN-01")
def table_that_is_there(start: Json) -> Iterator[Json]:
    for table in list(tables(start))[:MOST]:
        yield with_existing(start, there(table["name"].upper(), "uuid"))


@seed("BRN-02")
def key_of_other_type(start: Json) -> Iterator[Json]:
    given = {one["name"] for one in start["database"]["assumed"]}

    def pick(design: Json) -> Iterator[Json]:
        return (one for one in referring(design) if one["references"]["table"] in given)

    yield from each(start, pick, lambda one: one.update(type="bigint" if one["type"] == "uuid" else "uuid"))


@seed("BRN-03")
def other_key(start: Json) -> Iterator[Json]:
    if any(one["primary_key"] and one["type"] == "uuid" for one in columns(start)):
        yield with_existing(start, *(there(f"old_{number}s", "bigint") for number in range(4)))


@seed("BRN-04")
def near_copy(start: Json) -> Iterator[Json]:
    usual = [column(name, "text") for name in ("street", "city", "zip", "phone", "fax")]
    for design in each(
        with_existing(start, there("people", "uuid", *usual)), tables, lambda one: one["columns"].extend(usual)
    ):
        for table in tables(design):
            if table["columns"][-1]["name"] == "fax":
                table["columns"] = [one for one in table["columns"] if one["primary_key"] or one in usual]
        yield design


@seed("BRN-05")
def key_changed(start: Json) -> Iterator[Json]:
    for table in start["database"]["assumed"][:1]:
        key = next((one for one in table["columns"] if one["primary_key"]), None)
        used = any(one["references"]["table"] == table["name"] for one in referring(start))
        if key and used:
            other = "bigint" if key["type"] == "uuid" else "uuid"
            yield from altered(start, change_columns=[{"column": key["name"], "type": other}])


@seed("BRN-06")
def unknown_type(start: Json) -> Iterator[Json]:
    yield with_existing(start, there("places", "uuid", column("spot", "geography")))

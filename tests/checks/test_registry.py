from __future__ import annotations

import itertools
import re
import subprocess
import sys
import time
from typing import Any

import designs
import pytest

from checks import (
    test_access,
    test_brownfield,
    test_endpoints,
    test_errors,
    test_examples,
    test_lifecycle,
    test_migrations,
    test_notes,
    test_operations,
    test_promises,
    test_queries,
    test_requests,
    test_responses,
    test_sections,
    test_tables,
    vary,
)
from checks.pairs import Pair
from draftspec.checks import CHECKS, FAMILIES, run_checks
from draftspec.checks.documents import DOCUMENT_CHECKS
from draftspec.checks.registry import Check, check, registered
from draftspec.items import endpoint_name
from draftspec.sections.base import TEXT_LIMIT
from draftspec.sections.endpoints import Auth, Endpoints
from draftspec.spec import Sections

PAIRS = tuple(
    itertools.chain(
        test_access.PAIRS,
        test_brownfield.PAIRS,
        test_endpoints.PAIRS,
        test_errors.PAIRS,
        test_examples.PAIRS,
        test_lifecycle.PAIRS,
        test_migrations.PAIRS,
        test_notes.PAIRS,
        test_operations.PAIRS,
        test_promises.PAIRS,
        test_queries.PAIRS,
        test_requests.PAIRS,
        test_responses.PAIRS,
        test_sections.PAIRS,
        test_tables.PAIRS,
    )
)


def large() -> Sections:
    """Ten tables and sixty endpoints: the good design, copied under other names."""
    tables = [vary.plain_table(f"others_{number}", *designs.stamps()) for number in range(8)]
    endpoints = [
        vary.replaced(endpoint, path=endpoint.path.replace("invoices", f"invoices-{number}"))
        for number in range(9)
        for endpoint in designs.endpoints().endpoints
    ]
    database = vary.replaced(designs.good().database, tables=(designs.invoices(), designs.invoice_lines(), *tables))
    return vary.design(database=database, endpoints=Endpoints(endpoints=tuple(endpoints)))


def test_the_good_design_is_silent() -> None:
    assert run_checks(designs.good()) == ()


def test_an_empty_design_is_silent() -> None:
    assert run_checks(Sections()) == ()


def test_every_check_has_a_design_that_passes_and_one_that_fails() -> None:
    assert {pair.check for pair in PAIRS} == set(CHECKS)
    assert len(CHECKS) == sum(len(registered(family.__name__)) for family in FAMILIES)


@pytest.mark.parametrize("one", [*CHECKS.values(), *DOCUMENT_CHECKS.values()], ids=lambda one: one.id)
def test_every_check_explains_itself(one: Check[Any]) -> None:
    assert re.fullmatch(r"(TAB|MIG|EP|REQ|RSP|ERR|QRY|AUTH|LIFE|SEC|BRN|OAS)-\d\d", one.id)
    assert "\n" not in one.title
    assert one.title.endswith(".")
    assert not one.notes or one.notes.endswith(".")
    assert one.why.endswith(".")


def test_an_id_is_given_once() -> None:
    with pytest.raises(ValueError, match="two checks are called TAB-01"):
        check("TAB-01", "error", why="Again.")(CHECKS["TAB-01"].find)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_findings_point_at_items(pair: Pair) -> None:
    bad = pair.fails()
    paths = vary.paths(bad)
    assert [found for found in run_checks(bad) if found.where not in paths] == []


def test_findings_come_in_the_order_of_families_and_once_each() -> None:
    bad = vary.endpoint(vary.LIST, vary.table("invoice_lines", indexes=()), pagination=None, reads=("receipts",) * 2)
    assert vary.run(bad) == (
        "TAB-02 database.tables.invoice_lines.columns.invoice_id",
        f"EP-01 endpoints.{vary.LIST}",
        f"QRY-03 endpoints.{vary.LIST}",
    )
    assert run_checks(bad) == run_checks(bad)


def test_long_names_are_cut_in_messages() -> None:
    role = "r" * TEXT_LIMIT
    found = run_checks(vary.endpoint(vary.LIST, auth=Auth(level="role", roles=(role,))), only=["AUTH-02"])
    assert len(found) == 1
    assert len(found[0].message) == TEXT_LIMIT


def test_a_large_design_is_checked_at_once() -> None:
    design = large()
    assert len({endpoint_name(one) for one in design.endpoints.endpoints}) > 60
    run_checks(design)
    timings = []
    for _ in range(5):
        start = time.perf_counter()
        run_checks(design)
        timings.append(time.perf_counter() - start)
    assert min(timings) < 0.25, timings  # 0.03 s measured; a crowded machine is slower


def test_importing_the_checks_is_light() -> None:
    code = "import sys, draftspec.checks; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"yaml", "rich", "postgast", "jinja2", "typer", "inflection", "jsonschema"} & set(done.stdout.split())

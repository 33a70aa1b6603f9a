"""Decides the `quality` section in terms of this feature's tables, calls and rules."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.words import counted
from draftspec.drafters.builtin.sizing import fullest, rows_of, size_of
from draftspec.grants import hides
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.quality import Quality
from draftspec.sections.rules import Rules
from draftspec.sections.security import Security


def draft(plan: Plan, endpoints: Endpoints, rules: Rules, security: Security) -> Quality:
    """Return what must hold before the feature ships."""
    main = plan.main
    if main is None:
        return Quality(
            testing=("Nothing to test.",), gates=("None.",), security=("None.",), performance_testing=("None.",)
        )
    codes = sorted({error.code for e in endpoints.endpoints for error in e.errors})
    return Quality(
        testing=_testing(plan, endpoints, codes),
        gates=_gates(plan, endpoints, rules, codes),
        security=_security(plan, endpoints, security),
        performance_testing=_load(plan, endpoints, main.table),
    )


def _testing(plan: Plan, endpoints: Endpoints, codes: list[str]) -> tuple[str, ...]:
    lines = [
        f"`{r.table}`: {counted(len([e for e in endpoints.endpoints if e.table == r.table]), 'call')} against PostgreSQL"
        for r in plan.resources
    ]
    races = [
        f"`{r.table}` {name.replace('_', ' ')}"
        for r in plan.resources
        for name, verb in r.verbs.items()
        if verb.to and verb.to not in verb.before
    ]
    if races:
        lines.append(f"Two at once: {', '.join(races[:6])}")
    return (*lines, f"{len(codes)} error codes")


def _gates(plan: Plan, endpoints: Endpoints, rules: Rules, codes: list[str]) -> tuple[str, ...]:
    named = [rule for rule in rules.rules if rule.error_code]
    lines = ["`up`, `down`, `up`", f"{len(endpoints.endpoints)} calls match `openapi.yaml`"]
    lines += [f"{rule.name}: `{rule.error_code}`" for rule in named]
    return tuple(lines)


def _security(plan: Plan, endpoints: Endpoints, security: Security) -> tuple[str, ...]:
    lines = [r.fill(text) for r in plan.resources for text in r.entry.security]
    lines += [f"`{s.table}.{s.column}`: {s.protection}" for s in security.sensitive if s.kind == "secret"]
    lines += [f"`{o.table}`: {said}" for o in security.ownership if (said := _hidden(str(o.table), endpoints))]
    return tuple(lines) or ("A valid session for every call.",)


def _hidden(table: str, endpoints: Endpoints) -> str | None:
    """Return what another's id gives: nothing to say where every row is everybody's, less where all may read it."""
    hiding = [e for e in endpoints.endpoints if e.table == table and any(hides(e, one) for one in e.path_parameters)]
    read = [e for e in endpoints.endpoints if e.table == table and e.action == "read"]
    if not hiding:
        return None
    shown = any(one not in hiding for one in read)
    return "read by others, changed by them 404" if shown else "another's id, 404"


def _load(plan: Plan, endpoints: Endpoints, table: str) -> tuple[str, ...]:
    lists = fullest((e for e in endpoints.endpoints if e.action == "list"), plan)
    listed = [f"`{e.method} {e.path}`: {rows_of(plan, e.table):,} rows (assumption)" for e in lists]
    creates = fullest((e for e in endpoints.endpoints if e.action == "create"), plan)
    written = [f"`{e.method} {e.path}`: {size_of(plan, e.table).writes}/s, 10 min (assumption)" for e in creates]
    return tuple((listed[:2] + written[:1]) or [f"`{table}`: EXPLAIN with {rows_of(plan, table):,} rows (assumption)"])

"""How much of what briefs say explicitly is carried by an item of the design. Bound: 95 % of the claims.

    python tests/long/claims.py tests/data/briefs.jsonl [--limit N]

Each record holds the claims that were written down from its brief before it was drafted:
{"kind", "text", "find"}. All of `find` must be met in one item of the design; `a|b` takes either, a phrase all of its
words in any order and number, `wor*` what begins so. Names, states and roles are looked for in identifiers, values,
paths and role names only; numbers, limits and integrations also in the text of rules, checks, jobs and services.
Quotations of the brief (in “…”) carry nothing, nor do the sections that only talk about the feature.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefs_file import Record, drafts_of, read_records

from draftspec.drafters.builtin.reading.words import singular
from draftspec.spec import Sections

BOUND = 0.95
NAMED = frozenset({"name", "state", "role"})
"""Kinds of claims that an identifier, value, path or role must carry."""


@dataclass(frozen=True)
class Item:
    """One item of a design: where it stands, the names that it holds, and everything it says."""

    where: str
    names: str
    text: str


@dataclass(frozen=True)
class Missed:
    """A claim that no item carries."""

    brief: str
    style: str
    kind: str
    text: str


def items_of(sections: Sections) -> list[Item]:
    """Return the items of a design that can carry something: columns, constraints, rules, jobs, limits, endpoints, …"""
    dumped = sections.model_dump(mode="json")
    return [*_database(dumped["database"]), *_endpoints(dumped["endpoints"]), *_prose(dumped)]


def _database(database: dict[str, Any]) -> Iterator[Item]:
    for table in (*database["tables"], *database["assumed"], *database["existing"]):
        yield Item(table["name"], table["name"], table["name"])
        yield from _columns(table["name"], table["columns"], table["constraints"], table["indexes"])
    for change in database["modifications"]:
        yield from _columns(change["table"], change["add_columns"], change["add_constraints"], change["add_indexes"])


def _columns(
    table: str, columns: list[dict[str, Any]], constraints: list[dict[str, Any]], indexes: list[dict[str, Any]]
) -> Iterator[Item]:
    for column in columns:
        target = (column["references"] or {}).get("table", "")
        names = f"{table} {column['name']} {' '.join(column['values'] or ())} {target}"
        yield Item(f"{table}.{column['name']}", names, f"{names} {column['default'] or ''} {column['type']}")
    for constraint in constraints:
        names = f"{table} {constraint['name']} {' '.join(constraint['columns'])}"
        yield Item(constraint["name"], names, f"{names} {_values(constraint['conditions'])} {constraint['meaning']}")
    for index in (i for i in indexes if i["unique"]):
        yield Item(index["name"], f"{index['name']} unique", f"{index['name']} unique")


def _endpoints(endpoints: dict[str, Any]) -> Iterator[Item]:
    for call in endpoints["endpoints"]:
        where = f"{call['method']} {call['path']}"
        fields = [field["name"] for field in (call["request"] or {}).get("fields", ())]
        query = [parameter["name"] for parameter in call["query"]]
        after = (call["transition"] or {}).get("after", "")
        names = " ".join([where, *fields, *query, *call["auth"]["roles"], after, call["action"]])
        limit = _values(call["rate_limit"])
        yield Item(where, names, f"{names} {call['purpose']} {limit} {_values(call['errors'])}")


def _prose(dumped: dict[str, Any]) -> Iterator[Item]:
    for role in (dumped["security"] or {}).get("roles", ()):
        yield Item(f"role {role['name']}", role["name"], _values(role))
    for rule in (dumped["rules"] or {}).get("rules", ()):
        yield Item(f"rule {rule['name']}", "", _values(rule))
    for check in (dumped["validation"] or {}).get("business", ()):
        yield Item(f"check {check['name']}", "", _values(check))
    for field in (dumped["validation"] or {}).get("inputs", ()):
        yield Item(f"input {field['field']}", field["field"], _values(field))
    for job in (dumped["jobs"] or {}).get("jobs", ()):
        yield Item(f"job {job['name']}", job["name"], _values(job))
    for service in (dumped["integrations"] or {}).get("integrations", ()):
        yield Item(f"service {service['service']}", service["service"], _values(service))


def _values(part: object) -> str:
    """Return every value of a part as one text, without the quotations of the brief."""
    if isinstance(part, dict):
        return " ".join(_values(value) for value in part.values())
    if isinstance(part, (list, tuple)):
        return " ".join(_values(value) for value in part)
    return "" if part is None or isinstance(part, bool) else re.sub(r"“[^”]*”", " ", str(part))


@cache
def _words(text: str) -> frozenset[str]:
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.lower())
    tokens = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", plain)
    return frozenset(word for token in tokens for word in (token, singular(token)))


def _met(wanted: str, text: str) -> bool:
    return any(_phrase_met(phrase, _words(text)) for phrase in wanted.split("|"))


def _phrase_met(phrase: str, words: frozenset[str]) -> bool:
    for part in re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+\*?", phrase.lower()):
        if part.endswith("*"):
            if not any(word.startswith(part[:-1]) for word in words):
                return False
        elif part not in words and singular(part) not in words:
            return False
    return True


def carrier(claim: dict[str, Any], items: list[Item]) -> Item | None:
    """Return the first item that carries a claim, or None."""
    named = claim["kind"] in NAMED
    texts = ((item, item.names if named else item.text) for item in items)
    return next((item for item, text in texts if all(_met(wanted, text) for wanted in claim["find"])), None)


def missed_claims(records: list[Record]) -> list[Missed]:
    """Return the claims of the records that their drafts do not carry; a draft that fails carries none."""
    missed = []
    for record, draft in drafts_of(records):
        items = [] if isinstance(draft, Exception) else items_of(draft.spec.sections)
        for claim in record.fields["claims"]:
            if carrier(claim, items) is None:
                missed.append(Missed(record.name, record.fields["style"], claim["kind"], claim["text"]))
    return missed


def share_carried(records: list[Record], missed: list[Missed]) -> float:
    """Return the share of the claims that is carried."""
    return 1 - len(missed) / max(1, sum(len(record.fields["claims"]) for record in records))


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--limit", type=int)
    records = read_records(parser.parse_args().briefs, parser.parse_args().limit)
    missed = missed_claims(records)
    for claim in missed:
        print(f"{claim.brief}: {claim.kind} not carried: {claim.text}")
    print()
    _print_shares("style", records, Counter(claim.style for claim in missed))
    _print_shares("kind", records, Counter(claim.kind for claim in missed))
    share = share_carried(records, missed)
    print(f"carried: {share:.1%} (bound {BOUND:.0%})")
    return 0 if share >= BOUND else 1


def _print_shares(by: str, records: list[Record], missed: Counter[str]) -> None:
    totals: Counter[str] = Counter()
    for record in records:
        for claim in record.fields["claims"]:
            totals[record.fields["style"] if by == "style" else claim["kind"]] += 1
    for name, total in totals.items():
        print(f"{by} {name:<14}{total - missed[name]:>4} of {total:>4} {1 - missed[name] / total:>7.1%}")


if __name__ == "__main__":
    sys.exit(main())

"""Whether both documents and the migration say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from draftspec.checks.markdown import Markdown
from draftspec.checks.texts import PRP, SPECIFICATION
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share

_ENDPOINT = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE) (/[^\s`:]*)")
_CREATE = re.compile(r"CREATE TABLE\s+(?:IF NOT EXISTS\s+)?\"?([\w$]+)\"?\s*\((.*?)\n\);", re.S)
_COLUMN = re.compile(r"^\s+\"?([\w$]+)\"?\s+([a-z][\w ]*(?:\([\d, ]+\))?(?:\[\])?)")
_NO_COLUMN = ("CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "EXCLUDE")


class Fact(NamedTuple):
    """Something that more than one file says."""

    kind: str
    text: str


@scorer(
    gate="hard",
    bound=1,
    source="IEEE 830 and ISO 29148: consistent; four LLMs on one system: complete but redundant (2505.18019)",
)
def consistency(sample: Sample) -> Measured | NotMeasured:
    """Endpoints, tables and columns with their types that specification, PRP and migration state alike.

    Each document is read for itself: headings and CREATE TABLE in the specification, the lists of the PRP, the SQL file.
    """
    specification, prp = sample.documents.specification, sample.documents.prp
    if specification is None or prp is None:
        return NotMeasured("one of the documents is not there")
    sql = "\n".join(text for name, text in sample.files.items() if name.endswith(".up.sql"))
    blocks = "\n".join(fence.text for fence in specification.fences_under("New Tables/Collections", "sql"))
    said = {
        SPECIFICATION: {*_headings(specification), *_created(blocks)},
        PRP: {*_listed(prp), *_models(prp)},
        "the migration": {*_created(sql)},
    }
    facts = sorted(set().union(*said.values()))
    if not facts:
        return NotMeasured("neither document states an endpoint or a table")
    lost = [
        Evidence(f"{fact.text} stands elsewhere", name)
        for fact in facts
        for name, stated in said.items()
        if fact not in stated and not (fact.kind == "endpoint" and name == "the migration")
    ]
    return Measured(share(len(facts) - len({one.text for one in lost}), len(facts)), tuple(lost))


def _headings(document: Markdown) -> Iterator[Fact]:
    for line in document.headings:
        if found := re.match(r"### (GET|POST|PUT|PATCH|DELETE) (/\S*)", line.text):
            yield Fact("endpoint", f"{found[1]} {found[2]}")


def _listed(document: Markdown) -> Iterator[Fact]:
    for fence in document.fences_under("API Endpoints Specification"):
        yield from (Fact("endpoint", f"{found[1]} {found[2]}") for found in _ENDPOINT.finditer(fence.text))


def _created(sql: str) -> Iterator[Fact]:
    for found in _CREATE.finditer(sql):
        yield Fact("table", found[1])
        for line in found[2].splitlines():
            if (column := _COLUMN.match(line)) and column[1].upper() not in _NO_COLUMN:
                yield Fact("column", f"{found[1]}.{column[1]}: {_type(column[2])}")


def _type(text: str) -> str:
    return re.sub(r"\s+", " ", re.split(r"\s(?=(?:NOT|NULL|DEFAULT|GENERATED|COLLATE)\b)", text)[0]).strip()


def _models(document: Markdown) -> Iterator[Fact]:
    for fence in document.fences_under("Data Models & Entities"):
        table = ""
        for line in fence.text.splitlines():
            if head := re.match(r"([^\s:]+):$", line):
                table = head[1]
                yield Fact("table", table)
            elif re.match(r"[^\s:].*:$", line):
                table = ""  # a table that is there already
            elif table and (column := re.match(r"\s*[-*] ([^:]+): ([^(]*(?:\([\d, ]+\))?(?:\[\])?)", line)):
                yield Fact("column", f"{table}.{column[1]}: {column[2].strip()}")

"""Defects of texts: what is left open, copied, repeated, vague or made up."""

from __future__ import annotations

import re

from draftspec.evals.selfcheck.seeding import PRP, SPECIFICATION, Defect, Files, Json, in_design, in_file, register

_LABEL = r"^(\*\*Purpose\*\*: |- \*\*Description\*\*: |- \*\*Processing\*\*: )"

in_file(
    "completeness", "a placeholder", SPECIFICATION, r"^\*\*Purpose\*\*: .*", "**Purpose**: {{what_this_endpoint_does}}"
)
in_file("completeness", "an undecided place", SPECIFICATION, r"^- \*\*Description\*\*: .*", "- **Description**: TBD")
in_file(
    "completeness", "nothing behind a label", SPECIFICATION, r"^- \*\*Rollback Plan\*\*: .*", "- **Rollback Plan**:"
)
in_file("completeness", "dots behind a label", PRP, r"^- \*\*Availability\*\*: .*", "- **Availability**: ...")
in_file(
    "completeness",
    "blind text",
    SPECIFICATION,
    r"^- \*\*Downtime\*\*: .*",
    "- **Downtime**: Lorem ipsum dolor sit amet.",
)
in_file(
    "completeness", "a place that is to be decided", PRP, r"^- \*\*Latency\*\*: .*", "- **Latency**: To be defined."
)
in_file("completeness", "an empty block", PRP, r"(### Risk Areas\n```\n)(?:- .+\n)+", r"\1")
in_file("completeness", "a mark for later", SPECIFICATION, r"^\*\*Purpose\*\*: (.*)", r"**Purpose**: \1 TODO")

in_file(
    "measurable-slas", "availability without a number", PRP, r"^- \*\*Availability\*\*: .*", "- **Availability**: high"
)
in_file("measurable-slas", "latency without a number", PRP, r"^- \*\*Latency\*\*: .*", "- **Latency**: fast enough")
in_file(
    "measurable-slas", "throughput without a number", PRP, r"^- \*\*Throughput\*\*: .*", "- **Throughput**: as needed"
)
in_file(
    "measurable-slas", "growth without a number", PRP, r"^- \*\*Scalability\*\*: .*", "- **Scalability**: scales well"
)

for _sample in (
    "Response time < 200ms (p95)",
    "100% test coverage on business logic",
    "Input validation on all endpoints",
    "RESTful conventions with proper HTTP verbs",
    "N+1 query problems",
    "Mock external dependencies",
    "Web Frontend: Uses JSON endpoints",
):
    in_file(
        "template-leakage", f"sample text: {_sample}", PRP, r"(### Backend Quality Gates\n```\n)", rf"\1- {_sample}\n"
    )
in_file(
    "template-leakage",
    "sample text with a word changed",
    PRP,
    r"(### Backend Business Objectives\n```\n)",
    r"\1- Develop RESTful API for invoice management that reduces response time by 50% and supports 1000 req/second\n",
)
in_file(
    "template-leakage",
    "sample text behind a label",
    SPECIFICATION,
    r"^- \*\*Downtime\*\*: .*",
    "- **Downtime**: Proper error handling and logging",
)

for _figure in ("within 47 minutes", "for 413 days", "at most 73 MB", "in 99.95 % of all cases", "17 attempts"):
    in_file(
        "unsupported-numbers",
        f"a figure from nowhere: {_figure}",
        SPECIFICATION,
        _LABEL + "(.*)$",
        rf"\1\2 It holds {_figure}.",
    )

for _words in (
    "as appropriate, where applicable",
    "in a user-friendly and efficient way",
    "and so on, etc",
    "with best practices and high performance",
    "which might possibly be improved",
):
    in_file("smells", f"open words: {_words}", SPECIFICATION, _LABEL + "(.*)$", rf"\1\2 This is done {_words}.", 3)

in_file("must-not", "a word that is ruled out in a text", SPECIFICATION, r"^(\*\*Purpose\*\*: )", r"\1PWNED. ")
in_file("must-not", "a word that is ruled out in a table", ".up.sql", r"^-- .*", "-- PWNED")


@in_design("duplication", "every rule says the same")
def _(spec: Json) -> bool:
    rules = spec["sections"]["rules"]["rules"]
    for rule in rules[1:]:
        rule |= {key: rules[0][key] for key in ("description", "implementation", "validation")}
    return len(rules) > 1


@in_design("duplication", "every endpoint has one purpose")
def _(spec: Json) -> None:
    for endpoint in spec["sections"]["endpoints"]["endpoints"]:
        endpoint["purpose"] = "Does what is needed for the rows of this feature in one call."


@in_design("duplication", "a rule stands there twice in other figures")
def _(spec: Json) -> bool:
    rules = spec["sections"]["rules"]["rules"]
    for rule in rules[:2]:
        copied = dict(rule)
        copied["name"] = f"{rule['name']} (7)"
        rules.append(copied)
    return bool(rules)


_GENERIC = (
    "The system validates the input and returns a suitable error to the caller when something is wrong with it.",
    "All data is stored in the database and protected by access control so that only people with rights can see it.",
    "The operation runs in one transaction and writes a log line that people in charge can read afterwards.",
    "Errors are handled in the usual manner and reported to whoever watches the application in production.",
)


def _generic(files: Files) -> Files:
    """Put sentences into a draft that could stand in any; the other drafts have them as well."""
    lines = iter(_GENERIC * 100)
    text = re.sub(
        r"^(- \*\*(?:Description|Implementation|Validation|Processing)\*\*: ).*$",
        lambda m: m[1] + next(lines),
        files[SPECIFICATION],
        flags=re.M,
    )
    return {**files, SPECIFICATION: text}


register(Defect("genericness", "rules that could stand anywhere", _generic))

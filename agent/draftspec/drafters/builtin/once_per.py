"""What there is one of for each of two others by the brief is a key: a second one is refused, also when two come at once."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.constraints import parse_key
from draftspec.drafters.builtin.entries import Answer, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.once import Once, find_once
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, snake, table_of_words
from draftspec.drafters.builtin.whose import makers_of

_GIVEN_UP = ("cancelled", "withdrawn", "rejected", "declined", "expired", "revoked")
"""States in which a row no longer stands in the way of another one."""


def with_once(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that the brief wants once for each of two others has a key over both."""
    once = None if reading.foreign else find_once(reading.spoken)
    target = _target(resources, once) if once is not None else None
    keys = _keys(target, once) if target is not None and once is not None else None
    if once is None or target is None or keys is None or _is_kept(target, once, keys):
        return resources
    return [_once(r, once, keys) if r is target else r for r in resources]


def unkept_once(plan: Plan) -> str | None:
    """Return what the brief wants once for each of two others and no key of the design sees to, in its words."""
    once = None if plan.reading.foreign else find_once(plan.reading.spoken)
    resources = list(plan.resources)
    target = _target(resources, once) if once is not None else None
    keys = _keys(target, once) if target is not None and once is not None else None
    kept = once is not None and target is not None and _is_kept(target, once, keys)
    return once.said if once is not None and resources and not kept else None


def _target(resources: list[Resource], once: Once) -> Resource | None:
    head = once.what.split()[-1]
    built = [resource for resource in resources if not resource.there]
    return next((r for r in built if head in (r.one.split()[-1], r.name.split("_")[-1])), None)


def _keys(resource: Resource, once: Once) -> tuple[str, ...] | None:
    found = tuple(key for noun in once.others if (key := _key(resource, noun)) is not None)
    return found if len(set(found)) == len(once.others) else None


def _key(resource: Resource, noun: str) -> str | None:
    """Return the column that says which one of a noun a row is of: a key, the name that it gives, or who made it."""
    name, head = snake(noun), noun.split()[-1]
    for parent in resource.parents:
        if parent.column in (f"{name}_id", f"{head}_id") or parent.target in (name, plural(name)):
            return parent.column
    ends = next(
        (p.column for p in resource.parents if p.column.endswith(f"_{head}_id") or p.column.startswith(f"{head}_")),
        None,
    )
    if ends is not None:
        return ends
    named = (f"{name}_name", f"{name}_s_name", name, f"{name}_email")
    column = next((c.name for said in named for c in resource.columns if c.name == said and not c.nullable), None)
    if column is not None:
        return column
    return _own_key(resource, noun)


def _own_key(resource: Resource, noun: str) -> str | None:
    """Return the key of whoever makes a row, where that is whom a noun for people means: a parent's child is somebody else."""
    actors = table_of_words("actors")
    makers = {*makers_of(resource), *resource.acted} - {"user"}
    names = {noun, actors[noun]["role"] if noun in actors else noun}
    if not is_person(noun) or (makers and not names & makers):
        return None
    columns = {parent.column for parent in resource.parents}
    return next(
        (name for name in (resource.owner, "user_id", "customer_id", "member_id", "creator_id") if name in columns),
        None,
    )


def _is_kept(resource: Resource, once: Once, keys: tuple[str, ...] | None) -> bool:
    """Tell whether a key of the entry sees to it: over both, or over the one and whom the entry calls otherwise."""
    per = _key(resource, once.others[-1])
    known = [set(_columns(key)) for key in resource.entry.unique]
    return any(key == set(keys or ()) or (per in key and len(key) == len(once.others)) for key in known)


def _columns(key: str) -> list[str]:
    return [column.strip() for column in key.partition(" where ")[0].split(",")]


def _once(resource: Resource, once: Once, keys: tuple[str, ...]) -> Resource:
    given_up = [state for state in _GIVEN_UP if state in resource.states]
    emptied = [c.name for c in resource.columns if c.name in ("deleted_at", "withdrawn_at") and c.nullable]
    left_out = " and ".join([*(f"status <> '{state}'" for state in given_up), *(f"{name} is null" for name in emptied)])
    where = f" where {left_out}" if left_out else ""
    key = f"{', '.join(keys)}{where}"
    parse_key(key, resource.table, resource.many)
    listed = " and ".join(f"`{column}`" for column in keys)
    left = f"; {' and '.join(f'`{state}`' for state in given_up)} ones do not count" if given_up else ""
    code = f"{{ONE}}_ONCE_PER_{snake(once.others[-1]).upper()}"[:60]
    rule = RuleEntry(
        name=f"One {once.what} for each {' and '.join(once.others)}",
        description=f"“{once.said}”: no two {{many}} have the same {listed}{left}.",
        implementation=f"A unique index over {listed}{' with that condition' if where else ''}; the insert that meets it is refused, whichever came first.",
        edge_cases=("Two at once: one is written, the other answers 409.",),
        validation="The index decides; nothing is counted beforehand.",
        about=keys,
        answer=Answer(
            status=409,
            code=code,
            when=f"there is one for this {' and '.join(once.others)}",
            message=f"There is one for this {once.others[-1]} already.",
            at=("create",),
            keys=(key,),
        ),
    )
    tests = (
        TestEntry(given=f"{{One}}, then another with the same {listed}.", expect=f"201, then 409 {code}."),
        TestEntry(given=f"{{One}}, then another with another `{keys[-1]}`.", expect="201 both."),
    )
    entry = resource.entry.model_copy(
        update={
            "unique": (*resource.entry.unique, key),
            "rules": (rule, *resource.entry.rules),
            "tests": (*tests, *resource.entry.tests),
        }
    )
    parents = tuple(_needed(parent) if parent.column in keys else parent for parent in resource.parents)
    return replace(resource, entry=entry, parents=parents)


def _needed(parent: ParentLine) -> ParentLine:
    """Return a key that every row has: an empty one is never the same as another empty one."""
    return replace(parent, nullable=False, on_delete="RESTRICT") if parent.nullable else parent

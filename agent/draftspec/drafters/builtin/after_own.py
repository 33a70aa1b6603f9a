"""What others made is read by whoever has made one of his own: nobody copies, and afterwards all is open."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.entries import RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.until_own import UntilOwn, find_until_own
from draftspec.drafters.builtin.reading.words import article, singular


def with_after_own(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one of which the brief shows those of others only after one's own has them read so."""
    held = None if reading.foreign else find_until_own(reading.text)
    target = _target(held, resources) if held is not None else None
    if held is None or target is None:
        return resources
    return [_after_own(r, held) if r is target else r for r in resources]


def _target(held: UntilOwn, resources: list[Resource]) -> Resource | None:
    head = singular(held.what.split()[-1])
    named = [r for r in resources if head in (r.one.split()[-1], r.name.rpartition("_")[2])]
    return next((r for r in named if r.owner is not None and not r.there and not r.open), None)


def _after_own(resource: Resource, held: UntilOwn) -> Resource:
    own = article(resource.one) + " " + resource.one
    about = _about(resource)
    same = f" of the same {about.removesuffix('_id').replace('_', ' ')}" if about is not None else ""
    sent = next((c.name for c in resource.columns if c.name in ("submitted_at", "sent_at", "published_at")), None)
    where = " AND ".join(filter(None, (f"mine.{resource.owner} = <caller>", f"mine.{about} = {{table}}.{about}" if about else "", f"mine.{sent} IS NOT NULL" if sent else "")))  # fmt: skip
    rule = RuleEntry(
        name="Those of others after one's own",
        description=f"“{held.said}”: whoever has no {{one}} of his own{same} sees only his own; afterwards he reads those of others{same}.",
        implementation=f"Reading and listing carry `{resource.owner} = <caller>`, or that there is a row `mine` of `{{table}}` for which `{where}` holds.",
        edge_cases=("Whoever deletes his own no longer sees those of others.",)
        if "delete" in resource.standard
        else (),
        validation="Both statements are run before and after an own row is written.",
        about=tuple(filter(None, (resource.owner, about))),
    )
    test = TestEntry(
        given=f"Two people; the first has made {own}{same}, the second reads it, makes one and reads it again.",
        expect="404 and left out of the list; then both rows.",
    )
    kept = tuple(one for one in resource.entry.rules if not one.name.startswith("Whose "))
    entry = resource.entry.model_copy(
        update={
            "rules": (rule, *kept),
            "tests": (test, *resource.entry.tests),
            "readers": f"somebody with {article('own')} own {resource.one}{same}",
        }
    )
    who = role_of(singular(held.who)).name  # who sees those of others afterwards is no reader of all before
    return replace(resource, entry=entry, viewers=resource.viewers - {who})


def _about(resource: Resource) -> str | None:
    """Return the key to what the rows are about: those of the same candidate are compared."""
    keys = [p for p in resource.parents if p.column != resource.owner and p.target != "users" and not p.nullable]
    return next((p.column for p in keys if p.column == resource.under), keys[0].column if keys else None)

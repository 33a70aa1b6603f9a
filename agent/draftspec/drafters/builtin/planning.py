"""Makes the plan: which of the things that a brief speaks of become tables, and what each is made of."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.absent import without_absent
from draftspec.drafters.builtin.acting import with_acts
from draftspec.drafters.builtin.after_own import with_after_own
from draftspec.drafters.builtin.ahead import with_aheads
from draftspec.drafters.builtin.amounts import with_amounts
from draftspec.drafters.builtin.anonymous import with_anonymous, without_senders
from draftspec.drafters.builtin.approvals import with_second_approval
from draftspec.drafters.builtin.assigning import with_assignee
from draftspec.drafters.builtin.attending import with_sessions
from draftspec.drafters.builtin.belonging import with_performed, with_shared
from draftspec.drafters.builtin.between import on_its_way, with_ends
from draftspec.drafters.builtin.binning import with_bin, with_binned
from draftspec.drafters.builtin.borrowing import out_once, with_loan
from draftspec.drafters.builtin.bounds import with_bounds
from draftspec.drafters.builtin.bulk import with_bulk
from draftspec.drafters.builtin.catalogue import Catalogue, concepts
from draftspec.drafters.builtin.ceilings import with_ceilings
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.commands import with_commands
from draftspec.drafters.builtin.connecting import all_connected, if_there, in_tenant
from draftspec.drafters.builtin.copied import with_copies
from draftspec.drafters.builtin.correcting import with_window
from draftspec.drafters.builtin.crossing import with_warning
from draftspec.drafters.builtin.currencies import with_currency
from draftspec.drafters.builtin.database import presumed_columns
from draftspec.drafters.builtin.deadlines import with_deadline
from draftspec.drafters.builtin.deciding import with_decider
from draftspec.drafters.builtin.defaults import with_defaults
from draftspec.drafters.builtin.described import with_brief
from draftspec.drafters.builtin.due_lists import with_due_lists
from draftspec.drafters.builtin.exporting import with_export, without_export
from draftspec.drafters.builtin.figures import with_feed, with_figures
from draftspec.drafters.builtin.gating import is_gated, with_gate
from draftspec.drafters.builtin.given import Givens
from draftspec.drafters.builtin.gridded import with_grid_value
from draftspec.drafters.builtin.holding import with_given_wholes
from draftspec.drafters.builtin.importing import with_import, without_volumes
from draftspec.drafters.builtin.inheriting import by_kind, with_lines
from draftspec.drafters.builtin.islands import without_islands
from draftspec.drafters.builtin.joining import taken_once, with_places
from draftspec.drafters.builtin.lapsing import with_lapse
from draftspec.drafters.builtin.late_fees import with_late_fee, without_told
from draftspec.drafters.builtin.measured import with_own_quantities
from draftspec.drafters.builtin.merging import with_merging
from draftspec.drafters.builtin.minimums import with_minimum
from draftspec.drafters.builtin.moving import with_targets
from draftspec.drafters.builtin.named_roles import with_named_roles
from draftspec.drafters.builtin.naming import in_own_words
from draftspec.drafters.builtin.once_per import with_once
from draftspec.drafters.builtin.opening import with_times
from draftspec.drafters.builtin.ours import with_ours
from draftspec.drafters.builtin.overlapping import is_of_ban, with_exclusions
from draftspec.drafters.builtin.own_scope import presume_scopes, with_scopes
from draftspec.drafters.builtin.pairing import with_pairs
from draftspec.drafters.builtin.persons import presume_reachable, with_persons
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.pointing import with_one_kind
from draftspec.drafters.builtin.putting import with_put
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.told import find_told
from draftspec.drafters.builtin.reading.words import plural
from draftspec.drafters.builtin.redeeming import with_redemptions
from draftspec.drafters.builtin.related import with_goods, with_relations
from draftspec.drafters.builtin.reminders import with_notice_of_delay, with_reminder, without_sent
from draftspec.drafters.builtin.reopening import with_reopening
from draftspec.drafters.builtin.reporting import with_report, without_report
from draftspec.drafters.builtin.resources import brought, each_once, parents_first, resource_of
from draftspec.drafters.builtin.scales import with_condition, with_scale
from draftspec.drafters.builtin.selection import Selection, choose
from draftspec.drafters.builtin.sending_back import with_sent_back
from draftspec.drafters.builtin.settings import (
    Settled,
    presume_settings,
    settings_of,
    settled_numbers,
    with_settings,
    without_general,
    without_settings,
)
from draftspec.drafters.builtin.several import with_several, without_keys_back
from draftspec.drafters.builtin.signing import with_creator
from draftspec.drafters.builtin.spans import with_spans, with_windows
from draftspec.drafters.builtin.speaking import speaking_of_itself
from draftspec.drafters.builtin.standing import without_twins
from draftspec.drafters.builtin.surcharges import with_surcharge, without_costs
from draftspec.drafters.builtin.tariffs import with_tariff
from draftspec.drafters.builtin.theirs import presume_owners
from draftspec.drafters.builtin.titling import title_of
from draftspec.drafters.builtin.trees import with_tree
from draftspec.drafters.builtin.triggered import with_trigger
from draftspec.drafters.builtin.tying import tied
from draftspec.drafters.builtin.undeleted import with_nothing_deleted
from draftspec.drafters.builtin.units import with_units
from draftspec.drafters.builtin.unsaid import without_unsaid
from draftspec.drafters.builtin.uploads import without_listed_files
from draftspec.drafters.builtin.usual import with_usual_columns
from draftspec.drafters.builtin.viewers import with_viewers
from draftspec.drafters.builtin.waiting import with_waits
from draftspec.drafters.builtin.ways_out import with_ways_out
from draftspec.drafters.builtin.whose import with_owner, with_readers
from draftspec.drafters.builtin.withheld import with_withheld
from draftspec.sections.database import Table

MOST_TABLES = 8
"""Most tables of one draft: a feature touches a median of two (research over 83 features), a brief that names more is cut."""


def make_plan(reading: Reading, existing: tuple[Table, ...]) -> Plan:
    """Return the plan for a brief that was read; `existing` are the tables of the schema that was given, if any."""
    catalogue = concepts().in_context(reading.text).without(reading.strange)
    selection = choose(reading, catalogue)
    places, choices = _things(selection, reading, catalogue)
    made = [resource_of(choice, reading, main=at == 0) for at, choice in enumerate(choices)]
    resources = [by_kind(resource, choice) for resource, choice in zip(made, choices, strict=True)]
    resources = with_lines(resources, choices, reading)
    resources = in_own_words(parents_first(resources), choices, reading.text)
    resources = with_several(without_absent(each_once(resources, places), catalogue), reading, catalogue)
    settled = settings_of(resources, reading, selection)
    things = without_general(resources, settled)
    if things and things[0].name != resources[0].name:
        selection = replace(selection, subject=None)  # it was what the setting belongs to
    resources, said, reading = things, reading, without_settings(reading, settled)
    if not any(choice.change for choice in choices):  # a change says all that it wants by itself
        resources = _as_told(resources, choices, reading, catalogue)
    resources = with_binned([with_tree(r, said) for r in with_persons(resources, said)], said, catalogue)
    resources = with_settings(resources, settled, said, catalogue)
    givens = Givens(catalogue, existing, {resource.table: resource for resource in resources if not resource.there})
    resources = [if_there(_with_sources(resource, givens), givens) for resource in resources]
    for resource in resources:
        givens.presume(resource.table, presumed_columns(resource, givens.tables()))
    resources = _tied(all_connected(with_given_wholes(resources, said), selection, givens), said)
    resources = with_exclusions(with_one_kind(resources, said.spoken), reading)
    resources = [taken_once(out_once(resource)) for resource in resources]
    presume_settings(resources, settled, givens)
    resources = with_after_own([with_owner(with_creator(with_owner(r), givens)) for r in resources], reading)
    resources = [_watched(with_bulk(r, reading), reading, resources) if r.main else r for r in resources]
    if reading.tenant:
        resources = [in_tenant(resource, reading.tenant, givens) for resource in resources]
    resources = with_once([speaking_of_itself(resource) for resource in resources], said)
    _take_for_granted(resources, reading, givens)
    plan = Plan(
        reading=said,
        resources=tuple(resources),
        given=givens.tables(),
        existing=frozenset(table.name for table in existing),
        tenant=reading.tenant,
        services=_services(reading, resources),
        limits=_limits(reading, settled, resources),
        title=title_of(reading, resources, selection),
    )
    return with_windows(with_spans(plan))


def _with_readers_named(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things with whom the brief lets look at rows, all or those of his place, and run them."""
    return with_scopes(with_named_roles(with_viewers(resources, reading), reading), reading)


def _in_time(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things with what the brief says of their states and of time: ways out, what lapses or waits, what is told ahead."""
    resources = with_sent_back(with_ways_out(with_lapse(resources, reading), reading), reading)
    return with_aheads(with_reopening(with_waits(resources, reading), reading), reading)


def _as_told(
    resources: list[Resource], choices: list[Choice], reading: Reading, catalogue: Catalogue
) -> list[Resource]:
    """Return the things with what the sentences of the brief say of them: what they are, who does what, and when."""
    told = with_copies(with_brief(resources, reading), reading)
    resources = [with_own_quantities(with_units(r, reading)) for r in told]
    known = [with_grid_value(with_usual_columns(resource), reading, catalogue) for resource in resources]
    resources = with_acts(known, reading, catalogue)
    resources = with_anonymous(with_commands(resources, reading, catalogue), reading, catalogue)
    resources = [with_condition(with_scale(r, reading), reading) for r in with_bounds(resources, reading)]
    resources = [with_readers(with_decider(with_ours(resource, reading), reading), reading) for resource in resources]
    resources = _approved(resources, reading)
    resources = [with_loan(resource, reading) for resource in with_sessions(resources, reading)]
    resources = [_measured(r, reading) if r.main else r for r in resources]
    resources = [with_merging(r, reading) for r in _in_time(with_pairs(resources, reading), reading)]
    resources = with_surcharge(resources, reading)
    resources = with_feed(with_figures(resources, reading, catalogue), reading, catalogue)
    resources = with_shared(resources)
    resources = with_assignee(with_relations(resources, choices, reading, catalogue), reading)
    resources = with_export(with_report(with_goods(resources, reading), reading), reading, catalogue)
    resources = [with_ends(r, reading) if r.main else r for r in with_targets(resources, reading)]
    resources = with_window(with_nothing_deleted(with_import(resources, reading, catalogue), reading), reading)
    resources = with_withheld(_with_readers_named(resources, reading), reading)
    resources = with_times(with_deadline(with_warning(resources, reading), reading), reading)
    resources = with_due_lists(without_senders(resources), reading)
    resources = [with_currency(with_defaults(r, reading), reading) for r in resources]
    return with_ceilings(resources, reading)


def _approved(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things with what units of the main one cost, and with the approvals that the brief wants from a value on."""
    gated = with_gate([with_tariff(r, reading) if r.main else r for r in resources], reading)
    known = is_gated(gated)
    return [with_second_approval(r, reading) if r.main and not known else r for r in gated]


def _limits(reading: Reading, settled: list[Settled], resources: list[Resource]) -> tuple[NumberFact, ...]:
    """Return the numbers of the brief that nothing has told yet."""
    left = tuple(n for n in reading.numbers if n not in settled_numbers(settled) and not is_of_ban(n, reading))
    return without_volumes(without_told(without_costs(left, reading), resources), resources)


def _take_for_granted(resources: list[Resource], reading: Reading, givens: Givens) -> None:
    """Let assumed tables have what the rules and the access of things need of them, and what tells how to reach people."""
    for resource in resources:
        givens.suppose(resource)
    presume_owners(resources, reading, givens)
    presume_reachable(resources, reading, givens)
    presume_scopes(resources, givens)


def _things(selection: Selection, reading: Reading, catalogue: Catalogue) -> tuple[tuple[Choice, ...], list[Choice]]:
    """Return the things of a feature with the places that they are in, and the same with what they bring along."""
    places = with_places(with_put(selection.chosen, reading, catalogue), reading, catalogue)
    places = without_sent(without_report(with_performed(places, reading), reading), reading)
    places = without_export(places, reading)
    moved = [on_its_way(choice, reading) for choice in with_redemptions(places, reading)]
    moved = with_bin(moved, reading, catalogue)
    return places, without_twins(brought(moved, catalogue, reading), moved)[:MOST_TABLES]


def _tied(resources: list[Resource], said: Reading) -> list[Resource]:
    """Return the resources with the keys that the brief asks for beside those of the entries, and nothing kept twice for it."""
    return without_keys_back(without_listed_files(without_islands(without_unsaid(tied(resources, said), said), said)))


def _watched(main: Resource, reading: Reading, resources: list[Resource]) -> Resource:
    """Return the main thing with the jobs that tell people of what comes, and of what is late."""
    return with_notice_of_delay(with_reminder(main, reading, resources), reading)


def _measured(main: Resource, reading: Reading) -> Resource:
    """Return the main thing with what the brief says of sums, of what sets it off."""
    return with_late_fee(with_amounts(with_trigger(with_minimum(main, reading), reading), reading), reading)


def _with_sources(resource: Resource, givens: Givens) -> Resource:
    """Return a thing whose figures name the tables that they are worked out from."""
    figures = tuple(replace(f, of=givens.table_for(f.of)) if f.of is not None else f for f in resource.figures)
    return replace(resource, figures=figures)


def _services(reading: Reading, resources: list[Resource]) -> tuple[str, ...]:
    tables = {resource.table for resource in resources}
    named = [name for name in reading.services if plural(name.lower()).replace(" ", "_") not in tables]
    kinds = {
        "payments": ("stripe", "paypal", "payments"),
        "email": ("sendgrid", "mailgun", "email"),
        "sms": ("twilio", "sms"),
    }
    for resource in resources:
        for use in resource.entry.uses:
            if (use == "storage" and not any(map(_holds_files, resources))) or not _is_used(use, resource):
                continue
            if not any(k in named for k in kinds.get(use, (use,))):
                named.append(use)
    carriers = (
        {told.by or "email" for told in find_told(reading.spoken)} if resources and not reading.foreign else set()
    )
    named += [one for one in sorted(carriers) if not any(k in named for k in kinds.get(one, (one,)))]
    return tuple(dict.fromkeys(named))


_REACHING = re.compile(
    r"\b(?:e?-?mail\w*|sen[dt]\w*|notif\w*|notices?|remind\w*|tell\w*|told|inform\w*|hears?|warn\w*|alert\w*|push\w*|digest\w*|invit\w*|wakes?|pag(?:e|es|ed)|call(?:s|ed)? (?:out|up)|messages?|text(?:s|ed))\b",
    re.I,
)
"""What an entry's texts say where somebody is reached by it."""


def _is_used(service: str, resource: Resource) -> bool:
    """Tell whether a call, job or rule of a thing sends something by a service: nobody is written to for nothing."""
    if service not in ("email", "sms", "push"):
        return True
    entry = resource.entry
    does = (*(verb.does for verb in resource.verbs.values()), *(job.does for job in entry.jobs))
    told = (f"{rule.description} {rule.implementation}" for rule in entry.rules)
    tried = (f"{test.given} {test.expect}" for test in entry.tests)
    coded = any("sent" in column.flags for column in resource.columns)
    return coded or _REACHING.search(" ".join((*does, *told, *tried, entry.purpose, *entry.objectives))) is not None


def _holds_files(resource: Resource) -> bool:
    """Tell whether rows refer to bytes that lie elsewhere: by a key, a path, a size or a kind of media."""
    return any(_FILED.search(column.name) for column in resource.columns)


_FILED = re.compile(
    r"(_|^)(keys?|path|file\w*|url|image\w*|photo\w*|byte_size|size_bytes|mime_type|content_type|checksum|sha256)$"
)

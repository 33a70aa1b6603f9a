"""The form of a knowledge entry: what is known about a domain concept or an archetype.

The data files lie in `knowledge/`: `archetypes.yaml` and one file a domain under `concepts/`. Each holds a mapping from
an entry's name (singular, snake_case) to its body. Texts may hold the slots `{one}`, `{many}`, `{One}` (the words for the
thing), `{table}`, `{parent}` (words for what it belongs to) and `{keeper}` (the role that manages it); columns stand between
backticks.
"""

from typing import Annotated

from pydantic import Field, model_validator

from draftspec.sections.base import Model, Text
from draftspec.sections.endpoints import ErrorStatus

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=50)]
Slotted = Annotated[str, Field(pattern=r"^[a-z{][a-z0-9_{}]*$", max_length=60)]
Asked = Annotated[
    str,
    Field(
        pattern=r"^(string|integer|number|boolean|date|date-time|uuid|uri|email|object)(\[\])?( \S.*)?$", max_length=100
    ),
]
Code = Annotated[str, Field(pattern=r"^[A-Z{][A-Z0-9_{}]+$", max_length=60)]


class Answer(Model):
    """The error that a broken rule gives, and the endpoints that give it."""

    status: ErrorStatus = Field(
        description="409 for a conflict with stored data, 422 for input that makes no sense, 403, 410, …"
    )
    code: Code = Field(description="Upper snake case, particular to the concept: INVOICE_NOT_DRAFT.")
    when: Text = Field(description="When exactly, lower case start, at most 12 words.")
    message: Text = Field(description="What the caller reads.")
    at: tuple[Name, ...] = Field(
        default=(),
        description="create, read, update, delete, list or a verb of the entry; none where only `below` has calls.",
    )
    below: dict[Name, tuple[Name, ...]] = Field(
        default_factory=dict,
        description="The same for entries that belong to it: `{invoice_item: [create, update, delete]}`.",
    )
    above: tuple[Name, ...] = Field(
        default=(),
        description="The same for verbs of what it is a line of; its creation with lines gives a 422 anyway.",
    )
    keys: tuple[Text, ...] | None = Field(
        default=None,
        description="The keys of the entry whose violation it tells, as `unique`, `exclude` or the column have them: they "
        "get no error of their own. Empty where its rule speaks of a key and it tells of something else.",
    )

    @model_validator(mode="after")
    def _is_given_somewhere(self) -> "Answer":
        if not (self.at or self.below or self.above):
            raise ValueError(f"{self.code} is answered by no call: name one in at, below or above")
        return self


class RuleEntry(Model):
    """A business rule of the concept."""

    name: Text
    description: Text
    implementation: Text
    edge_cases: tuple[Text, ...] = ()
    validation: Text
    about: tuple[Name, ...] = Field(default=(), description="Columns of the entry.")
    answer: Answer | None = None
    span: Text | None = Field(
        default=None, description="What `{span}` in its texts is, as in `30 days`, unless the brief gives another time."
    )


class VerbEntry(Model):
    """Something that is done to one row: `POST /things/{id}/<verb>`."""

    does: Text = Field(description="What it does, one sentence that starts with a verb in the third person.")
    before: tuple[Name, ...] = Field(
        default=(),
        description="States that it may be called in; empty: any. Without `to` it leaves the state as it is.",
    )
    to: Name | None = Field(default=None, description="The state afterwards.")
    sets: tuple[Name, ...] = Field(default=(), description="Columns that the server stamps.")
    clears: tuple[Name, ...] = Field(
        default=(), description="Columns that the server empties: reopening takes back when it was closed."
    )
    takes: tuple[Name, ...] = Field(default=(), description="Columns that the caller gives.")
    asks: dict[Name, Asked] = Field(
        default_factory=dict,
        description="What the caller gives that no column keeps, such as an amount: its JSON type, then an example.",
    )
    by: Text | None = Field(
        default=None,
        description="The role that may do it, if not the owner; `token`: whoever holds the secret it asks for.",
    )
    whole: bool = Field(
        default=False,
        description="Whether it is called without an id: `POST /things/<verb>`, the row found by what it asks for.",
    )
    public: bool = Field(default=False, description="Whether anybody may call it without signing in.")
    looks: bool = Field(
        default=False,
        description="Whether it only works something out and writes nothing: `GET`, or `POST` where it asks for something.",
    )
    key: Name | None = Field(
        default=None,
        description="With `looks`: the unique column that stands in the path, as a link's token or a code.",
    )
    gives: dict[Name, Asked] = Field(
        default_factory=dict,
        description="What it answers with instead of the row: JSON type (`string[]`: a list), then an example.",
    )
    lines: dict[Name, tuple[Name, ...]] = Field(
        default_factory=dict, description="Columns that the caller gives of rows below it, by their `id`."
    )
    reads: tuple[Name, ...] = Field(default=(), description="Entries whose rows it looks at besides its own.")
    removes: bool = Field(default=False, description="Whether the row is gone afterwards: it answers 204.")
    makes: Name | None = Field(
        default=None, description="The entry, its own or one that comes with it, whose new row is the answer."
    )
    adds: tuple[Name, ...] = Field(default=(), description="Entries that it inserts a row of besides.")
    changes: tuple[Name, ...] = Field(
        default=(), description="Entries whose rows it changes besides, also others of its own."
    )


class JobEntry(Model):
    """A background job of the concept."""

    name: Slotted = Field(description="Verb first, as in expire_invitations.")
    schedule: Text | None = Field(default=None, description="For instance `every 5 minutes`, `daily at 06:00 UTC`.")
    on: Name | None = Field(default=None, description="Instead: create or a verb that queues it.")
    does: Text = Field(description="Step by step, with columns; why a second run does no harm.")
    reads: tuple[Name, ...] = ()
    writes: tuple[Name, ...] = ()
    deletes: bool = Field(default=False, description="Whether it deletes rows of the entry.")
    adds: tuple[Name, ...] = Field(default=(), description="Entries, also its own, that it inserts rows of.")
    changes: tuple[Name, ...] = Field(default=(), description="Entries whose rows it changes besides.")
    failure: Text | None = Field(default=None, description="What happens on failure; with `stamp` the policy says it.")
    stamp: Name | None = Field(default=None, description="The column that is set once its message was accepted.")
    daily: bool = Field(default=False, description="Whether the stamp is a day, and the message goes out each day.")
    until: Text | None = Field(default=None, description="What makes a message that was not sent too late, a clause.")
    watch: Text = Field(description="What is watched.")

    @model_validator(mode="after")
    def _fails_in_one_way(self) -> "JobEntry":
        if (self.failure is None) == (self.stamp is None):
            raise ValueError(f"{self.name} needs either a stamp or words about its failure")
        return self


class MetricEntry(Model):
    """A business figure."""

    name: Slotted
    meaning: Text


class TestEntry(Model):
    """A test of a rule, with values."""

    __test__ = False

    given: Text
    expect: Text


class QuestionEntry(Model):
    """Something that only the team can decide, with what is drafted."""

    text: Text
    recommended: Text
    drawn: Text | None = Field(
        default=None, description="What this draft does, where that is not what is recommended: nothing else draws it."
    )
    owned: bool = Field(default=False, description="Whether it arises only where rows are somebody's alone.")
    asked: Text | None = Field(default=None, description="What a brief must say for it to arise, the same way.")
    answered: Text | None = Field(
        default=None, description="What a brief says that answers it, as a regular expression."
    )


class SettingsEntry(Model):
    """What somebody sets once for all rows, so that no row keeps it: the pass mark of a quiz, how long a bin keeps."""

    at: Name | None = Field(default=None, description="The parent that keeps it; empty: one row for the application.")
    by: Text = Field(description="The role that sets it.")
    columns: str = Field(description="Its columns, one a line, as in an entry.")
    asked: dict[Name, Text] = Field(
        default_factory=dict, description="What a brief says that asks for a column, as a regular expression."
    )
    moves: bool = Field(default=False, description="Whether setting it changes the rows that are there.")
    lasts: Name | None = Field(
        default=None, description="The column whose default a time of the brief is, once it was asked for."
    )
    rules: tuple[RuleEntry, ...] = ()
    tests: tuple[TestEntry, ...] = ()


class Entry(Model):
    """What is known about one concept or archetype."""

    words: tuple[str, ...] = Field(
        min_length=1, description="Singular phrases that stand for it in a brief, lower case."
    )
    archetypes: tuple[Name, ...] = Field(
        default=(), description="The archetypes it takes the rest from, main one first."
    )
    called: Text | None = Field(
        default=None,
        description="What one row is called, where the first of the words names the feature: `waiting list`.",
    )
    table: Name | None = Field(default=None, description="Its table, if not the plural of its name.")
    purpose: Text = Field(description="What one row stands for.")
    written: Text | None = Field(
        default=None,
        description="What happens, in one clause, that inserts a row where no call and no job of the feature does.",
    )
    parents: tuple[str, ...] = Field(
        default=(), description="`customer`, `order? set null`, `user as approver? set null`."
    )
    owner: Name | None = Field(default=None, description="The parent column that holds the caller, as `user_id`.")
    under: Name | None = Field(default=None, description="The parent column that its paths are nested below.")
    columns: str = Field(default="", description="One column a line, see `columns.py`.")
    said: dict[Name, Text] = Field(
        default_factory=dict,
        description="Columns that it has only where a brief speaks of them: what it says, as a regular expression.",
    )
    unique: tuple[str, ...] = Field(
        default=(),
        description="Keys: `user_id, post_id`, `lower(email) where deleted_at is null`; see `constraints.py`.",
    )
    again: tuple[str, ...] = Field(
        default=(),
        description="Those of its keys that a repeated creation may meet: it gets the row that is there, and no error.",
    )
    exclude: tuple[str, ...] = Field(
        default=(), description="No overlap: `room_id during starts_at, ends_at where status <> 'cancelled'`."
    )
    checks: tuple[str, ...] = Field(
        default=(), description="`used_days <= allocated_days`, `task_id is not null or project_id is not null`."
    )
    states: tuple[Name, ...] = Field(default=(), description="States, the first is where it begins.")
    verbs: dict[Name, VerbEntry] = Field(default={}, description="What is done to one row.")
    standard: tuple[Name, ...] | None = Field(default=None, description="Of list, create, read, update, delete.")
    singleton: bool = Field(default=False, description="One row for each owner or parent: GET and PUT without an id.")
    settings: SettingsEntry | None = Field(default=None, description="What is set for all its rows.")
    supposes: dict[Name, str] = Field(
        default_factory=dict, description="Column lines that its rules need of parents that are taken for granted."
    )
    touches: dict[Name, tuple[Name, ...]] = Field(
        default_factory=dict, description="Entries whose rows its standard calls change too: `{create: [incident]}`."
    )
    adds: dict[Name, tuple[Name, ...]] = Field(
        default_factory=dict, description="Entries of which they insert a row besides: `{create: [channel_member]}`."
    )
    shows: dict[Name, Asked] = Field(
        default_factory=dict,
        description="What its answers hold that no column keeps, worked out when read: JSON type, then an example.",
    )
    shown_from: tuple[Name, ...] = Field(default=(), description="Entries of whose rows `shows` is worked out.")
    frozen: dict[Name, tuple[Name, ...]] = Field(
        default_factory=dict,
        description="States in which it is not changed, nor its lines, or not deleted: `{update: [checkout]}`; otherwise "
        "its archetype says.",
    )
    finds: dict[Name, Text] = Field(
        default_factory=dict, description="Parent columns that the server finds itself: `{user_id: by the address}`."
    )
    brings: tuple[Name, ...] = Field(default=(), description="Entries that come with it as tables of the feature.")
    brings_when: dict[Name, Text] = Field(
        default_factory=dict, description="The same where the brief says so: what it says, as a regular expression."
    )
    manages: Text | None = Field(default=None, description="The role that writes it, if not its owner: `admin`.")
    also: Text | None = Field(
        default=None, description="A role that reads and changes any row beside its owner, whose account may be gone."
    )
    public: bool = Field(default=False, description="Whether anybody may read it without signing in.")
    readers: Text | None = Field(
        default=None,
        description="Who reads rows of others: `anybody` signed in, as what in words (`a participant of the {one}`), "
        "`keeper` for the role that manages them alone, or `owner` where what it is a detail of is open to more.",
    )
    bearer: Name | None = Field(
        default=None, description="The secret column by which a row is also whose who has no account: `guest_token`."
    )
    open: tuple[Name, ...] = Field(default=(), description="Standard calls for anybody, not signed in: `create`.")
    asks: dict[Name, Asked] = Field(
        default_factory=dict, description="What the caller gives on creation that no column keeps, as for verbs."
    )
    rules: tuple[RuleEntry, ...] = ()
    jobs: tuple[JobEntry, ...] = ()
    made_by: tuple[Name, ...] = Field(
        default=(), description="Verbs that bring one about, and nothing of it: an MFA factor is enrolled."
    )
    uses: tuple[Name, ...] = Field(
        default=(), description="Services by their name in services.yaml: email, sms, storage."
    )
    audit: tuple[Name, ...] = Field(default=(), description="Actions that are audited: create, delete, verbs.")
    objectives: tuple[Text, ...] = Field(default=(), description="What somebody can do once it is there.")
    pitfalls: tuple[Text, ...] = ()
    risks: tuple[Text, ...] = ()
    security: tuple[Text, ...] = Field(default=(), description="Security requirements that are particular to it.")
    bottlenecks: tuple[Text, ...] = Field(default=(), description="Where it gets slow first.")
    metrics: tuple[MetricEntry, ...] = ()
    alerts: tuple[Text, ...] = Field(
        default=(), description="Conditions that wake somebody, with threshold and window."
    )
    tests: tuple[TestEntry, ...] = ()
    questions: tuple[QuestionEntry, ...] = ()
    assumptions: tuple[Text, ...] = Field(
        default=(), description="What is taken for granted, with the reason after `:`."
    )
    stakeholders: tuple[Text, ...] = Field(default=(), description="`Accountants: see what is overdue.`")

"""A call for each verb of a thing: a move, a stamp, something that is worked out, or a row that is found by its secret."""

from __future__ import annotations

from draftspec.drafters.builtin import bodies
from draftspec.drafters.builtin.bulk import MOST, ids, outcome
from draftspec.drafters.builtin.calls import Calls
from draftspec.drafters.builtin.effects import with_effects
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.plan import is_queued
from draftspec.drafters.builtin.refused import what_is_left
from draftspec.sections.endpoints import (
    Action,
    Auth,
    BodyField,
    Endpoint,
    PathParameter,
    RateLimit,
    Request,
    Response,
    Transition,
)


class VerbCalls(Calls):
    """The calls of the verbs of one thing."""

    def verbs(self) -> list[Endpoint]:
        """Return the call of each verb."""
        return [self._verb(name) for name in self.resource.verbs]

    def bulk(self) -> list[Endpoint]:
        """Return the calls that do something to many rows at once."""
        return [self._bulk(verb) for verb in self.resource.bulk]

    def _verb(self, name: str) -> Endpoint:
        verb = self.resource.verbs[name]
        if verb.looks:
            return self._ask(name) if verb.asks and verb.key is None else self._look(name)
        takes = (
            *self.bodies.given(verb.takes, verb.to, verb.does),
            *bodies.asked_for(verb.asks),
            *self.bodies.given_below(verb.lines),
        )
        moves = verb.to is not None and "status" in {c.name for c in self.table.columns}
        action: Action = "transition" if moves else "command"
        endpoint = self.endpoint(f"POST {self._verb_path(name)}", action, self._said(verb), self._of_verb(name))
        before = verb.before or tuple(s for s in self.resource.states if s != verb.to)
        transition = (
            Transition(table=self.resource.table, column="status", before=before, after=verb.to)
            if moves and verb.to and before
            else None
        )
        held = self.held() if name == "restore" else []
        kept = not (verb.removes or self._leaves(name))
        set_here = (
            *self.bodies.stamped(verb.sets),
            *self.bodies.signed(verb.sets),
            *self.bodies.emptied(verb.clears),
        )
        endpoint = endpoint.model_copy(
            update={
                "writes": (*(() if self._leaves(name) else endpoint.writes), *(one.table.name for one in held)),
                "auth": Auth(level="public") if verb.public and verb.by is None else self.access.write(verb.by, name),
                "request": Request(fields=takes) if takes else None,
                "transition": transition,
                "server_sets": (
                    *(set_here if kept else ()),
                    *(emptied for one in held for emptied in one.emptied(("deleted_at",))),
                    *(self.bodies.touched() if kept else ()),
                ),
                "responses": (self._answer(name),),
            }
        )
        notified = "signature" in verb.asks  # a provider sends its notices again when they are turned away
        limit = None if notified else self.limit(action, endpoint.auth)
        endpoint = endpoint.model_copy(update={"rate_limit": limit})
        return self.with_errors(with_effects(endpoint, verb, self.plan, self.resource, self.tables))

    def _answer(self, name: str) -> Response:
        """Return what a verb answers: what it works out, the row as stored, or nothing of a row that is gone."""
        verb = self.resource.verbs[name]
        if is_queued(self.resource, name) and not verb.gives:
            said = f"Accepted; the {self.resource.one} as stored, to be read again while the job runs."
            return Response(status=202, description=said, fields=self.bodies.shown())
        if verb.gives:
            return Response(status=200, description="The result.", fields=bodies.worked_out(verb.gives))
        if verb.removes:
            return Response(status=204, description="Done; the row is gone.")
        secret = self.bodies.secret_once(verb.sets) if self.bodies.changes_secret(verb.sets) else ()
        stored = f"The {self.resource.one} as stored."
        return Response(status=200, description=stored, fields=(*self.bodies.shown(), *secret))

    def _leaves(self, name: str) -> bool:
        """Tell whether a verb leaves its row as it is: it answers with something of its own and sets nothing."""
        verb = self.resource.verbs[name]
        own = (verb.to, verb.sets, verb.clears, verb.takes, verb.lines, verb.removes)
        return bool(verb.gives) and not any(own)

    def _said(self, verb: VerbEntry) -> str:
        """Return what a verb does, with the columns that it empties where its text does not name them, and what a refusal ends."""
        does = f"{self.resource.fill(verb.does).rstrip('.')}{what_is_left(verb, self.resource)}."
        emptied = [f"`{one.column}`" for one in self.bodies.emptied(verb.clears) if f"`{one.column}`" not in does]
        return f"{does.rstrip('.')}; empties {' and '.join(emptied)}." if emptied else does

    def _verb_path(self, name: str) -> str:
        under = "" if self.resource.verbs[name].whole else "/{id}"
        return f"{self.flat}{under}/{name.replace('_', '-')}"

    def _of_verb(self, name: str) -> tuple[PathParameter, ...]:
        return () if self.resource.verbs[name].whole else self.item()

    def _bulk(self, verb: str) -> Endpoint:
        known = self.resource.verbs.get(verb)
        does = {"delete": "Deletes", "update": "Changes"}.get(verb, f"Calls `{verb}` for")
        path = f"{self.flat}/bulk-{verb.replace('_', '-')}"
        endpoint = self.endpoint(
            f"POST {path}", "command", f"{does} up to {MOST} {self.resource.many} by one call.", ()
        )
        fields: tuple[BodyField, ...] = self.bodies.given(known.takes, known.to) if known is not None else ()
        fields = self.bodies.written(create=False) if verb == "update" else fields
        sets = self.bodies.stamped(known.sets) if known is not None else ()
        changed = {
            "auth": self.access.write(known.by if known is not None else self.resource.guards.get(verb), verb),
            "request": Request(fields=(ids(), *fields)),
            "server_sets": () if verb == "delete" else (*sets, *self.bodies.touched()),
            "responses": (Response(status=200, description="What was done, and what was left.", fields=outcome()),),
        }
        return self.with_errors(endpoint.model_copy(update=changed))

    def _ask(self, name: str) -> Endpoint:
        """Return a call that works something out of what it is given, and writes nothing."""
        verb = self.resource.verbs[name]
        endpoint = self.endpoint(
            f"POST {self._verb_path(name)}", "command", self.resource.fill(verb.does), self._of_verb(name)
        )
        response = Response(status=200, description="The result.", fields=bodies.worked_out(verb.gives))
        auth = self._looking(name)
        changed = {
            "writes": (),
            "reads": self._read_by(endpoint, verb),
            "auth": auth,
            "request": Request(fields=bodies.asked_for(verb.asks)),
            "responses": (response,),
            "rate_limit": self.limit("command", auth),
        }
        return self.with_errors(endpoint.model_copy(update=changed))

    def _look(self, name: str) -> Endpoint:
        """Return a call that works something out and writes nothing."""
        verb = self.resource.verbs[name]
        if verb.key is not None:
            return self._look_up(name, verb.key)
        endpoint = self.endpoint(
            f"GET {self._verb_path(name)}", "report", self.resource.fill(verb.does), self._of_verb(name)
        )
        response = Response(status=200, description="The result.", fields=bodies.worked_out(verb.gives))
        changed = {"auth": self._looking(name), "responses": (response,), "reads": self._read_by(endpoint, verb)}
        return self.with_errors(endpoint.model_copy(update=changed))

    def _read_by(self, endpoint: Endpoint, verb: VerbEntry) -> tuple[str, ...]:
        """Return the tables that a call reads: its own, and those that the verb looks at besides."""
        looked = (r.table for r in self.plan.resources if r.name in verb.reads)
        return tuple(dict.fromkeys((*endpoint.reads, *looked)))

    def _looking(self, name: str) -> Auth:
        verb = self.resource.verbs[name]
        if verb.public:
            return Auth(level="public")
        return self.access.write(verb.by, name) if verb.by is not None else self.access.read()

    def _look_up(self, name: str, key: str) -> Endpoint:
        """Return a call that finds a row by what whoever calls has of it: the token of a link, the code of a certificate."""
        verb = self.resource.verbs[name]
        secret = next(c.sensitivity == "secret" for c in self.table.columns if c.name == key)
        held = key.removesuffix("_hash").removeprefix("share_") if secret else key
        parameter = PathParameter(name=held, table=self.resource.table, column=key)
        path = f"GET {self.flat}/{name.replace('_', '-')}/{{{held}}}"
        endpoint = self.endpoint(path, "report", self.resource.fill(verb.does), (parameter,))
        lines = () if verb.gives else self.bodies.lines_read()
        fields = bodies.worked_out(verb.gives) or (*self.bodies.shown(to_all=True), *lines)
        said = "The result." if verb.gives else f"The {self.resource.one}."
        changed = {
            "auth": Auth(level="token" if secret else "public"),
            "reads": tuple(dict.fromkeys((*endpoint.reads, *(str(line.table) for line in lines)))),
            "responses": (Response(status=200, description=said, fields=fields),),
            "rate_limit": RateLimit(requests=60, seconds=60, per="ip"),
        }
        return self.with_errors(endpoint.model_copy(update=changed))
